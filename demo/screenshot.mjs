/**
 * Takes the pictures of README and docs: `node demo/screenshot.mjs` after `npm run build`, or with names for some of them
 * (`node demo/screenshot.mjs desktop toaster-dark`). They go to `docs/images/`.
 *
 * `node demo/screenshot.mjs --looks --to=folder` takes every state of the view in every look instead, for the eye: after a change of the style sheet.
 */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startDemo } from '../scripts/demo.mjs';
import { browserArguments, findBrowser } from '../scripts/lib/browser.mjs';

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { looks: { type: 'boolean', default: false }, to: { type: 'string', default: fileURLToPath(new URL('../docs/images/', import.meta.url)) } },
});
if (options.looks && options.to.endsWith('docs/images/')) throw new Error('--looks makes many pictures: say where to, with --to=folder.');

/** A style of the page that reaches too far. */
const HOSTILE = fileURLToPath(new URL('../tests/e2e/pages/shared/hostile.css', import.meta.url));

const DESKTOP = { width: 1280, height: 800 };

/** The part of the page around the toaster: how wide, and how high for two toasts, for many, and for as many as there is room for. */
const AROUND = { width: 408, low: 232, line: 96, high: 372, actions: 340, three: 490, four: 600, highest: 680 };

/** The toaster alone, in its default look. */
const ALONE = '#rail, #desk, #dock { visibility: hidden } :root { --gt-width: initial }';

/** Where a click does nothing but let the page play sound. */
const AT_EDGE = [4, 4];

/** How long the desk runs before its picture is taken, so that the strip of its connection has something to show, in ms. */
const WARM_UP_MS = 15_000;

/** Every look. At 200 % a window of 1280 px has 640 px of CSS, at 400 % it has 320. */
const LOOKS = {
  light: {},
  dark: { context: { colorScheme: 'dark' } },
  rtl: { dir: 'rtl' },
  'zoom-200': { context: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 } },
  narrow: { context: { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 } },
  hostile: { style: HOSTILE },
};

/**
 * A picture: `page` and `context` are where it is taken, `scene` makes the state, and gives the page if it is another one. With `alone` it shows the toaster alone, with `clip`, a height, the
 * part of the page around it. `dir` is the page's direction, `style` a style sheet that the page has as well. With `sound` the demo's sound stays on.
 */
const PICTURES = {
  desktop: { page: 'index.html', scene: desktopScene },
  'desktop-dark': { page: 'vanilla.html', context: { colorScheme: 'dark' }, scene: desktopScene },
  'desktop-disconnected': { page: 'index.html', scene: outageScene },
  'desktop-notifications': { page: 'index.html?source=notifications', scene: desktopScene },
  'desktop-tabs': { page: 'index.html?source=notifications', scene: tabsScene },
  'toaster-light': { scene: twoRing, clip: AROUND.low },
  'toaster-dark': { context: { colorScheme: 'dark' }, scene: twoRing, clip: AROUND.low },
  'toaster-forced-colors': { context: { forcedColors: 'active' }, scene: twoRing, clip: AROUND.low },
  'toaster-many': { scene: manyRing, clip: AROUND.high },
  'toaster-voice-scrolls': { scene: manyVoicesRing, clip: AROUND.highest },
  'toaster-status-connected': { scene: withStatus(async () => {}, 'connected'), clip: AROUND.low },
  'toaster-status-disconnected': { scene: withStatus((demo) => demo.act('go-offline', { durationMs: 30_000 }), 'disconnected'), clip: AROUND.low },
  'toaster-rtl': { page: 'vanilla.html?source=notifications', dir: 'rtl', scene: (demo) => longNamesRing(demo, LONG_NAMES.filter((name) => !name.startsWith('+'))), clip: AROUND.three },
  'toaster-narrow': { page: 'vanilla.html?source=notifications', alone: true, context: LOOKS.narrow.context, scene: manyRing },
  'toaster-zoom-200': { page: 'vanilla.html?source=notifications', alone: true, context: LOOKS['zoom-200'].context, scene: mediaRing },
  'toaster-hostile': { page: 'vanilla.html?source=notifications', style: HOSTILE, scene: mediaRing, clip: AROUND.four },
  'toaster-blind': { scene: blindScene, clip: AROUND.low },
  'toaster-sound': { scene: twoRing, sound: true, clip: AROUND.low },
  'toaster-silence': { scene: twoSound, sound: true, clip: AROUND.low },
  'toaster-actions': { page: 'vanilla.html?source=notifications', scene: actionsScene, clip: AROUND.actions },
  'toaster-not-responding': { page: 'vanilla.html?source=notifications', scene: notRespondingScene, clip: AROUND.line },
  'phone-menu': { page: 'index.html?source=notifications', scene: phoneScene },
  'alerts-menu': { page: 'index.html', sound: true, scene: menuScene },
};

/** Every state of the view. What it shows of a customer needs the source `notifications`. */
const STATES = {
  ringing: mediaRing,
  'ringing-long-names': longNamesRing,
  answered: ended('answer', 'answered'),
  missed: ended('time-out-ring', 'missed'),
  'warning-temporary': warned('temporary', (act) => act('go-offline', { durationMs: 60_000 })),
  'warning-permanent': permanentScene,
  'warning-recovered': recoveredScene,
  many: manyRing,
  scrolls: manyVoicesRing,
  status: withStatus(async () => {}, 'connected'),
  actions: actionsScene,
  'not-responding': notRespondingScene,
  sound: { scene: twoRing, sound: true },
  silence: { scene: twoSound, sound: true },
  muted: { scene: mutedScene, sound: true },
};

/** Each state in each look, the whole window. */
function everyLook() {
  const states = Object.entries(STATES).map(([name, state]) => [name, typeof state === 'function' ? { scene: state } : state]);
  const pairs = states.flatMap(([name, state]) => Object.entries(LOOKS).map(([look, how]) => [`${name}-${look}`, state, how]));
  return Object.fromEntries(pairs.map(([name, state, how]) => [name, { page: 'vanilla.html?source=notifications', alone: true, ...state, ...how, context: { viewport: { width: 900, height: 640 }, ...how.context } }]));
}

async function mediaRing({ act, settled }) {
  for (const [mediaType, name] of [['email', 'Lukas Weber'], ['chat', 'Amina Okafor'], ['callback', 'Priya Sharma'], ['voice', 'Maria Lopez']]) await ring(act, mediaType, name);
  await settled(4);
}

const LONG_NAMES = ['محمد بن عبد الرحمن بن عبد الله بن عبد العزيز آل سعود', 'Dr. Maximiliane Freifrau von Hohenstein-Wittgenstein-Sayn zu Berleburg und Altdorf', '+49 30 901820', '👩‍👩‍👧‍👦 家族 山田'.repeat(6)];

async function longNamesRing({ act, settled }, names = LONG_NAMES) {
  for (const name of names) await ring(act, 'chat', name);
  await settled(names.length);
}

/** Two ring; one of them ends in a way of which the view says a word. */
function ended(action, outcome) {
  return async ({ act, page, settled }) => {
    await ring(act, 'chat', 'Amina Okafor');
    const { conversationId } = await ring(act, 'voice', 'Maria Lopez');
    await settled(2);
    await act(action, { conversationId });
    await page.locator(`.gt-item[data-outcome="${outcome}"]`).waitFor();
    await settled(1);
  };
}

/** One rings, and something happens that the agent is warned of. */
function warned(kind, happen) {
  return async ({ act, page, settled }) => {
    await ring(act, 'voice', 'Maria Lopez');
    await settled(1);
    await happen(act);
    await page.locator(`.gt-warning[data-kind="${kind}"]`).waitFor();
    await settled(0);
  };
}

/** Nothing rings: nothing is known of rings any more. */
async function permanentScene({ act, page, settled }) {
  await act('configure', { userScope: 'routing:queue:read' });
  await act('revoke-tokens', { closeChannelSockets: true });
  await page.locator('.gt-warning[data-kind="permanent"]').waitFor();
  await settled(0);
}

async function recoveredScene({ act, page, settled }) {
  await warned('temporary', () => act('go-offline'))({ act, page, settled });
  await act('go-online');
  await page.locator('.gt-warning[data-kind="recovered"]').waitFor();
  await settled(1);
}

async function desktopScene({ act, page, settled }) {
  await page.waitForTimeout(WARM_UP_MS);
  await act('drop-sockets');
  await page.getByText('socket open').first().waitFor();
  await page.waitForTimeout(WARM_UP_MS / 2);
  await page.locator('.gt-warning').waitFor({ state: 'detached' });
  await ring(act, 'email', 'Lukas Weber');
  await page.waitForTimeout(1200);
  await ring(act, 'voice', 'Maria Lopez');
  await settled(2);
}

/** Another tab leads. */
async function tabsScene({ act, page }) {
  const [second] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'Open a second tab' }).click()]);
  await second.getByText('This tab follows').waitFor();
  await second.waitForTimeout(WARM_UP_MS);
  await ring(act, 'voice', 'Maria Lopez');
  await second.getByText('Sound and notifications: another tab').waitFor();
  await settled(second, 1);
  return second;
}

async function outageScene({ act, page, settled }) {
  await page.waitForTimeout(WARM_UP_MS);
  await ring(act, 'voice', 'Maria Lopez');
  await settled(1);
  await act('go-offline', { durationMs: 60_000 });
  await page.locator('.gt-warning').waitFor();
  await settled(1);
}

async function twoRing({ act, settled }) {
  await ring(act, 'chat', 'Amina Okafor');
  await ring(act, 'voice', 'Maria Lopez');
  await settled(2);
}

/** Two ring aloud: there was a click on the page. */
async function twoSound(demo) {
  await demo.page.mouse.click(...AT_EDGE);
  await demo.page.locator('.alerts-state').getByText('ready').waitFor({ state: 'attached' });
  await twoRing(demo);
  await demo.page.locator('.gt-silence').nth(1).waitFor();
}

async function mutedScene(demo) {
  await demo.page.locator('#alerts-menu').getByText('Mute 1 min').evaluate((button) => button.click());
  await twoRing(demo);
  await demo.page.locator('.gt-alert-text').waitFor();
}

async function menuScene({ act, page, settled }) {
  await page.getByRole('button', { name: 'Alerts' }).click();
  await ring(act, 'voice', 'Maria Lopez');
  await settled(1);
  await page.locator('.alerts-state').getByText('Maria Lopez').waitFor();
}

/** A call that this page cannot answer, and a chat that is declined by the next press. */
async function actionsScene({ act, page, settled }) {
  await act('set-phone', { kind: 'webrtc' });
  await ring(act, 'chat', 'Amina Okafor');
  await ring(act, 'voice', 'Maria Lopez');
  await settled(2);
  await page.locator('.gt-item', { hasText: 'Maria Lopez' }).getByRole('button', { name: 'Answer' }).click();
  await page.locator('.gt-item', { hasText: 'Answer it on your phone' }).waitFor();
  await page.locator('.gt-item', { hasText: 'Amina Okafor' }).getByRole('button', { name: 'Decline' }).click();
  await page.mouse.move(...AT_EDGE);
  await settled(2);
}

async function notRespondingScene({ act, page, settled }) {
  await act('set-routing-status', { status: 'NOT_RESPONDING' });
  await page.getByRole('button', { name: 'Back on queue' }).waitFor();
  await settled(0);
}

async function phoneScene({ act, page, settled }) {
  await page.getByRole('button', { name: 'Phone', exact: true }).click();
  await page.locator('#phone-menu input[value="webrtc"]').check();
  await page.locator('.phone-state').getByText('cannot answer this phone').waitFor();
  await ring(act, 'voice', 'Maria Lopez');
  await settled(1);
}

async function manyRing({ act, settled }) {
  await ring(act, 'voice', 'Maria Lopez');
  for (const [index, name] of ['Lukas Weber', 'Priya Sharma', 'Noah Brown', 'Chloé Dubois', 'Kwame Mensah', 'Zofia Kowalska'].entries()) {
    await ring(act, ['chat', 'email', 'message'][index % 3], name);
  }
  await settled(4);
}

async function manyVoicesRing({ act, settled }) {
  for (const name of ['Maria Lopez', 'Hiroshi Tanaka', 'Ingrid Larsen', 'Tomás Silva', 'Grace Taylor', 'Minh Nguyễn', 'Amina Okafor', 'Lukas Weber', 'Zofia Kowalska', 'Kwame Mensah']) {
    await ring(act, 'voice', name);
  }
  await settled(10);
}

function withStatus(change, status) {
  return async (demo) => {
    await demo.page.locator('genesys-toaster').evaluate((toaster) => (toaster.status = true));
    await ring(demo.act, 'voice', 'Maria Lopez');
    await demo.settled(1);
    await change(demo);
    await demo.page.getByText(`Status: ${status}`).first().waitFor();
    await demo.settled(1);
  };
}

async function blindScene({ act, page, settled }) {
  await act('go-offline', { durationMs: 60_000 });
  await page.locator('.gt-warning').waitFor();
  await settled(0);
}

const ring = (act, mediaType, customerName) => act('ring', { mediaType, customerName });

/** Waits until so many toasts are shown and nothing moves any more but what goes on for long: a ring's icon, the bar of its time. */
async function settled(page, count) {
  await page.waitForFunction((wanted) => {
    const within = (root) => [root, ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? within(shadowRoot) : []))];
    const roots = within(document);
    const toasts = roots.flatMap((root) => [...root.querySelectorAll('.gt-item[data-state="open"]')]);
    const quiet = roots.every((root) => root.getAnimations().every(({ effect, playState }) => playState === 'finished' || effect.getComputedTiming().endTime > 1000));
    return toasts.length >= wanted && quiet;
  }, count);
}

async function act(action, parameters = {}) {
  const response = await fetch(`${process.env.VITE_SIMULATOR_URL}/_control/${action}`, { method: 'POST', body: JSON.stringify(parameters) });
  if (!response.ok) throw new Error(`${action}: ${await response.text()}`);
  return response.json();
}

/** Waits without a look into the page: the browser takes what Playwright evaluates there for something that the user did, and would play sound. */
async function connected() {
  for (;;) {
    const { sockets } = await (await fetch(`${process.env.VITE_SIMULATOR_URL}/_control/state`)).json();
    if (sockets.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function ready(page, sound) {
  await connected();
  await page.getByText('socket open').first().waitFor({ state: 'attached' });
  if (!sound) await page.locator('[name="sound"]').evaluate((box) => box.click());
}

async function take(browser, url, name, { page: path = 'vanilla.html', context = {}, scene, clip, alone = clip !== undefined, dir, style, sound = false }) {
  await act('reset');
  const page = await (await browser.newContext({ viewport: DESKTOP, deviceScaleFactor: clip ? 2 : 1, ...context })).newPage();
  await page.goto(new URL(path, url).href);
  await ready(page, sound);
  if (alone) await page.addStyleTag({ content: ALONE });
  if (style) await page.addStyleTag({ path: style });
  if (dir) await page.evaluate((value) => (document.documentElement.dir = value), dir);
  const shown = (await scene({ page, act, settled: (count) => settled(page, count) })) ?? page;
  const file = join(options.to, `${name}.png`);
  const around = clip && { x: dir === 'rtl' ? 0 : DESKTOP.width - AROUND.width, y: 0, width: AROUND.width, height: clip };
  await shown.screenshot({ path: file, clip: around });
  await page.context().close();
  console.log(`${name}.png  ${Math.round((await stat(file)).size / 1024)} kB`);
}

const pictures = options.looks ? everyLook() : PICTURES;
const unknown = wanted.filter((name) => !(name in pictures));
if (unknown.length > 0) throw new Error(`No picture has the name ${unknown.join(', ')}: there are ${Object.keys(pictures).join(', ')}.`);
await mkdir(options.to, { recursive: true });
const demo = await startDemo({ port: 0, simulatorPort: 0 });
const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments() });
try {
  for (const [name, picture] of Object.entries(pictures)) {
    if (wanted.length === 0 || wanted.includes(name)) await take(browser, demo.url, name, picture);
  }
} finally {
  await browser.close();
  await demo.close();
}
