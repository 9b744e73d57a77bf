/**
 * Takes the pictures of README and docs: `node demo/screenshot.mjs` after `npm run build`, or with names for some of them
 * (`node demo/screenshot.mjs desktop toaster-dark`). They go to `docs/images/`.
 */
import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startDemo } from '../scripts/demo.mjs';
import { browserArguments, findBrowser } from '../scripts/lib/browser.mjs';

const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url));

const DESKTOP = { width: 1280, height: 800 };

/** The part of the page around the toaster: how wide, and how high for two toasts and for many. */
const AROUND = { width: 408, low: 232, high: 472 };

/** The toaster alone, in its default look. */
const ALONE = '#rail, #desk, #dock { visibility: hidden } :root { --gt-width: initial }';

/** How long the desk runs before its picture is taken, so that the strip of its connection has something to show, in ms. */
const WARM_UP_MS = 15_000;

/** A picture: `page` and `context` are where it is taken, `scene` makes the state; with `clip`, a height, it shows the toaster alone. */
const PICTURES = {
  desktop: { page: 'index.html', scene: desktopScene },
  'desktop-dark': { page: 'vanilla.html', context: { colorScheme: 'dark' }, scene: desktopScene },
  'desktop-disconnected': { page: 'index.html', scene: outageScene },
  'desktop-notifications': { page: 'index.html?source=notifications', scene: desktopScene },
  'toaster-light': { scene: twoRing, clip: AROUND.low },
  'toaster-dark': { context: { colorScheme: 'dark' }, scene: twoRing, clip: AROUND.low },
  'toaster-forced-colors': { context: { forcedColors: 'active' }, scene: twoRing, clip: AROUND.low },
  'toaster-many': { scene: manyRing, clip: AROUND.high },
  'toaster-voice-scrolls': { scene: manyVoicesRing, clip: AROUND.high },
  'toaster-status-connected': { scene: withStatus(async () => {}, 'connected'), clip: AROUND.low },
  'toaster-status-disconnected': { scene: withStatus((demo) => demo.act('go-offline', { durationMs: 30_000 }), 'disconnected'), clip: AROUND.low },
  'toaster-blind': { scene: blindScene, clip: AROUND.low },
};

async function desktopScene({ act, page, settled }) {
  await page.waitForTimeout(WARM_UP_MS);
  await act('drop-sockets');
  await page.getByText('socket open').first().waitFor();
  await page.waitForTimeout(WARM_UP_MS / 2);
  await ring(act, 'email', 'Lukas Weber');
  await page.waitForTimeout(1200);
  await ring(act, 'voice', 'Maria Lopez');
  await settled(2);
}

async function outageScene({ act, page, settled }) {
  await page.waitForTimeout(WARM_UP_MS);
  await ring(act, 'voice', 'Maria Lopez');
  await settled(1);
  await act('go-offline', { durationMs: 60_000 });
  await page.getByText('Calls may be missed').first().waitFor();
  await settled(1);
}

async function twoRing({ act, settled }) {
  await ring(act, 'chat', 'Amina Okafor');
  await ring(act, 'voice', 'Maria Lopez');
  await settled(2);
}

async function manyRing({ act, settled }) {
  await ring(act, 'voice', 'Maria Lopez');
  for (const [index, name] of ['Lukas Weber', 'Priya Sharma', 'Noah Brown', 'Chloé Dubois', 'Kwame Mensah', 'Zofia Kowalska'].entries()) {
    await ring(act, ['chat', 'email', 'message'][index % 3], name);
  }
  await settled(4);
}

async function manyVoicesRing({ act, settled }) {
  for (const name of ['Maria Lopez', 'Hiroshi Tanaka', 'Ingrid Larsen', 'Tomás Silva', 'Grace Taylor', 'Minh Nguyễn']) {
    await ring(act, 'voice', name);
  }
  await settled(6);
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
  await page.getByText('Calls may be missed').first().waitFor();
  await settled(0);
}

const ring = (act, mediaType, customerName) => act('ring', { mediaType, customerName });

/** Waits until so many toasts are shown and nothing moves any more. */
async function settled(page, count) {
  await page.waitForFunction((wanted) => {
    const roots = [document, document.querySelector('.gt-host')?.shadowRoot].filter(Boolean);
    const toasts = roots.flatMap((root) => [...root.querySelectorAll('.gt-item:not([data-state="leaving"])')]);
    const quiet = roots.every((root) => root.getAnimations().every(({ effect, playState }) => playState === 'finished' || effect.getComputedTiming().iterations === Infinity));
    return toasts.length >= wanted && quiet;
  }, count);
}

async function act(action, parameters = {}) {
  const response = await fetch(`${process.env.VITE_SIMULATOR_URL}/_control/${action}`, { method: 'POST', body: JSON.stringify(parameters) });
  if (!response.ok) throw new Error(`${action}: ${await response.text()}`);
}

async function take(browser, url, name, { page: path = 'vanilla.html', context = {}, scene, clip }) {
  await act('reset');
  const page = await (await browser.newContext({ viewport: DESKTOP, deviceScaleFactor: clip ? 2 : 1, ...context })).newPage();
  await page.goto(new URL(path, url).href);
  await page.getByText('socket open').first().waitFor();
  if (clip) await page.addStyleTag({ content: ALONE });
  await scene({ page, act, settled: (count) => settled(page, count) });
  const file = `${FOLDER}${name}.png`;
  const around = clip && { x: DESKTOP.width - AROUND.width, y: 0, width: AROUND.width, height: clip };
  await page.screenshot({ path: file, clip: around });
  await page.context().close();
  console.log(`${name}.png  ${Math.round((await stat(file)).size / 1024)} kB`);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PICTURES));
if (unknown.length > 0) throw new Error(`No picture has the name ${unknown.join(', ')}: there are ${Object.keys(PICTURES).join(', ')}.`);
await mkdir(FOLDER, { recursive: true });
const demo = await startDemo({ port: 0, simulatorPort: 0 });
const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments() });
try {
  for (const [name, picture] of Object.entries(PICTURES)) {
    if (wanted.length === 0 || wanted.includes(name)) await take(browser, demo.url, name, picture);
  }
} finally {
  await browser.close();
  await demo.close();
}
