/**
 * The demo's alerts, in both pages, as a visitor uses them. The browser runs with its own autoplay policy (no flag). Notifications need a context that is
 * not incognito.
 */
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../../scripts/demo.mjs';
import { browserArguments, findBrowser } from '../../scripts/lib/browser.mjs';

interface Demo {
  readonly url: string;
  readonly close: () => Promise<void>;
}

let demo: Demo;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  demo = (await startDemo({ port: 0, simulatorPort: 0 })) as Demo;
});

afterAll(() => demo.close());

afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

/** Does something in the demo's simulator. */
async function act(action: string, parameters: object = {}): Promise<void> {
  const response = await fetch(`${String(process.env['VITE_SIMULATOR_URL'])}/_control/${action}`, { method: 'POST', body: JSON.stringify(parameters) });
  expect(response.ok).toBe(true);
}

function watch(watched: Page): void {
  watched.on('pageerror', ({ message }) => complaints.push(message));
  watched.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
}

const menu = () => page.locator('#alerts-menu');
const press = (name: string): Promise<void> => menu().getByRole('button', { name, exact: true }).click();
const state = (): Promise<string[]> => page.locator('.alerts-state dd').allTextContents();
const shows = (...values: unknown[]): Promise<void> => expect.poll(state, { timeout: 10_000 }).toEqual(values);
const ANY = expect.any(String) as string;

async function open(path: string): Promise<void> {
  complaints = [];
  await act('reset');
  context = await chromium.launchPersistentContext('', { executablePath: String(findBrowser()), args: browserArguments(), viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['notifications'], { origin: new URL(demo.url).origin });
  page = context.pages()[0] ?? (await context.newPage());
  watch(page);
  await page.goto(new URL(path, demo.url).href);
  await page.getByText('socket open').first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Alerts' }).click();
  await shows('ready', 'off', 'no', 'nothing');
}

describe.each(['index.html?source=notifications', 'vanilla.html'])('%s', (path) => {
  it('rings, is silenced and muted from the menu and the toast, without a new connection [A10] [A11]', async () => {
    await open(path);
    for (const name of ['Unlock', 'Test: call', 'Test: chat']) await press(name);
    await menu().getByLabel('Notification').check();
    await menu().getByLabel('Plays').selectOption('a sound file');
    await menu().getByLabel('Volume').fill('80');
    await shows('ready', 'granted', 'no', 'nothing');
    await act('ring', { mediaType: 'voice', customerName: 'Maria Lopez' });
    await shows('ready', 'granted', 'no', 'Maria Lopez');
    await page.getByRole('button', { name: 'Silence' }).click();
    await shows('ready', 'granted', 'no', 'nothing');
    await press('Mute 1 min');
    await shows('ready', 'granted', expect.stringMatching(/^until \d/), 'nothing');
    await press('Mute until I turn it on');
    await shows('ready', 'granted', 'until you turn it on', 'nothing');
    await press('Unmute');
    await menu().getByLabel('Sound', { exact: true }).uncheck();
    await shows('off', 'granted', 'no', 'nothing');
    await page.keyboard.press('Escape');
    expect(await menu().isVisible()).toBe(false);
    expect(await page.locator('.event-list [data-kind="status"]', { hasText: 'connected · socket open' }).count()).toBe(1);
  });

  it('shows the conversation of a toast that is opened, and rings while the visitor looks away [A8]', async () => {
    await open(path);
    await act('ring', { mediaType: 'chat', customerName: 'Amina Okafor' });
    await page.locator('.gt-item', { hasText: 'Amina Okafor' }).locator('[data-gt-open]').click();
    await page.getByRole('heading', { name: 'Amina Okafor' }).waitFor();
    expect(await page.locator('.event-list [data-kind="open"] .event-text').textContent()).toBe('Amina Okafor · chat');
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    const [away] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Look away' }).click()]);
    watch(away);
    await away.getByRole('button', { name: 'A call in 3 s' }).click();
    await away.getByText('The desk rings now.').waitFor();
    await expect.poll(() => page.title(), { timeout: 10_000 }).toMatch(/^(● )?\(\d\) Incoming: Voice/);
    await shows('ready', 'off', 'no', ANY);
  });
});
