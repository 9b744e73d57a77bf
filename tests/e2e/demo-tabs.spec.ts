/** The demo in several tabs of one browser, in both pages, as a visitor uses them: the tabs have one simulator and one agent. */
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../../scripts/demo.mjs';
import { browserArguments, findBrowser } from '../../scripts/lib/browser.mjs';
import { check } from './support/axe.js';

interface Demo {
  readonly url: string;
  readonly close: () => Promise<void>;
}

let demo: Demo;
let context: BrowserContext;
let complaints: string[];

beforeAll(async () => {
  demo = (await startDemo({ port: 0, simulatorPort: 0 })) as Demo;
});

afterAll(() => demo.close());

afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

const simulator = (path: string): string => `${String(process.env['VITE_SIMULATOR_URL'])}/_control/${path}`;

/** Does something in the demo's simulator. */
async function act(action: string, parameters: object = {}): Promise<void> {
  const response = await fetch(simulator(action), { method: 'POST', body: JSON.stringify(parameters) });
  expect(response.ok).toBe(true);
}

/** Rings for longer than a test looks at it. */
const ring = (mediaType: string, customerName: string): Promise<void> => act('ring', { mediaType, customerName, alertingTimeoutMs: 600_000 });

/** How many sockets are open at the simulator. */
async function sockets(): Promise<number> {
  const state = (await (await fetch(simulator('state'))).json()) as { sockets: unknown[] };
  return state.sockets.length;
}

/** Opens a page of the demo in a browser of its own. `before` runs in each of its pages first. */
async function open(path: string, before?: () => void): Promise<Page> {
  complaints = [];
  await act('reset');
  context = await chromium.launchPersistentContext('', { executablePath: String(findBrowser()), args: browserArguments(), viewport: { width: 1280, height: 800 } });
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  if (before) await context.addInitScript(before);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(new URL(path, demo.url).href);
  await connected(page);
  return page;
}

/** Opens the second tab as a visitor does. */
async function openSecond(page: Page): Promise<Page> {
  const [second] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Open a second tab' }).click()]);
  await connected(second);
  return second;
}

const connected = (page: Page): Promise<void> => page.locator('.light-pill', { hasText: 'Connected' }).waitFor();
const indicator = (page: Page): Locator => page.locator('.tab-state');
const says = (page: Page, words: string): Promise<void> => indicator(page).getByText(words, { exact: true }).waitFor();
const toast = (page: Page, name: string): Locator => page.locator('.gt-item[data-state="open"]', { hasText: name });

/** Which tab gives sound and notifications, by what each tab says. */
const alerting = async (pages: Page[]): Promise<string[]> => (await Promise.all(pages.map((page) => indicator(page).locator('small').textContent()))).map(String).sort();

describe.each(['index.html?source=notifications', 'vanilla.html?source=notifications'])('%s', (path) => {
  it('opens a second tab that shares the connection, and each tab says which one it is [L1] [L7]', async () => {
    const first = await open(path);
    await says(first, 'This tab leads');
    const second = await openSecond(first);
    expect(second.url()).toBe(first.url());
    await says(second, 'This tab follows');
    expect([await indicator(first).locator('b').textContent(), await sockets()]).toEqual(['This tab leads', 1]);
    await ring('voice', 'Maria Lopez');
    for (const page of [first, second]) await toast(page, 'Maria Lopez').waitFor();
    await expect.poll(() => alerting([first, second])).toEqual(['Sound and notifications: another tab', 'Sound and notifications: this tab']);
    for (const page of [first, second]) expect((await check(page)).violations).toEqual([]);
    await toast(second, 'Maria Lopez').getByRole('button', { name: /^(Close|Dismiss)/ }).click();
    for (const page of [first, second]) await toast(page, 'Maria Lopez').waitFor({ state: 'detached' });
  });

  it('says in the other tab that it leads, after the tab that led was closed [L4]', async () => {
    const first = await open(path);
    const second = await openSecond(first);
    await says(second, 'This tab follows');
    await ring('chat', 'Amina Okafor');
    await toast(second, 'Amina Okafor').waitFor();
    await first.close();
    await says(second, 'This tab leads');
    await connected(second);
    await expect.poll(sockets).toBe(1);
    expect(await toast(second, 'Amina Okafor').count()).toBe(1);
    expect(await second.locator('.event-list [data-kind="toast"]', { hasText: 'Amina Okafor' }).count()).toBe(1);
  });

  it('has one status and one choice of alerts in all tabs; offline ends the connection of both', async () => {
    const first = await open(path);
    const second = await openSecond(first);
    await second.getByLabel('Your status').selectOption('Offline');
    for (const page of [first, second]) await says(page, 'Alone: not started');
    expect(await first.getByLabel('Your status').inputValue()).toBe('Offline');
    await expect.poll(sockets).toBe(0);
    const third = await context.newPage();
    await third.goto(first.url());
    await third.locator('.light-pill', { hasText: 'Stopped' }).waitFor();
    await first.getByLabel('Your status').selectOption('Available');
    for (const page of [first, second, third]) await connected(page);
    expect(await third.getByLabel('Your status').inputValue()).toBe('Available');
    expect(await sockets()).toBe(1);
    await first.getByRole('button', { name: 'Alerts' }).click();
    await first.getByLabel('Volume').fill('80');
    await second.getByRole('button', { name: 'Alerts' }).click();
    await expect.poll(() => second.getByLabel('Volume').inputValue()).toBe('80');
  });

  it('says why it is alone where the browser has no Web Locks [L9]', async () => {
    const page = await open(path, () => void Reflect.deleteProperty(Navigator.prototype, 'locks'));
    await says(page, 'Alone: no Web Locks here');
    await says(page, 'Sound and notifications: this tab');
  });
});
