/**
 * The demo's alerts and what the agent does with a ring, in both pages, as a visitor uses them. The browser runs with its own autoplay policy (no flag). Notifications need a context that is
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
async function act(action: string, parameters: object = {}): Promise<unknown> {
  const response = await fetch(`${String(process.env['VITE_SIMULATOR_URL'])}/_control/${action}`, { method: 'POST', body: JSON.stringify(parameters) });
  expect(response.ok).toBe(true);
  return response.json();
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
  await openPage(path);
  await page.getByRole('button', { name: 'Alerts' }).click();
  await shows('ready', 'off', 'no', 'nothing');
}

async function openPage(path: string): Promise<void> {
  complaints = [];
  await act('reset');
  context = await chromium.launchPersistentContext('', { executablePath: String(findBrowser()), args: browserArguments(), viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['notifications'], { origin: new URL(demo.url).origin });
  page = context.pages()[0] ?? (await context.newPage());
  watch(page);
  await page.goto(new URL(path, demo.url).href);
  await page.getByText('socket open').first().waitFor({ state: 'attached' });
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

interface Leg {
  readonly purpose: string;
  readonly state: string;
  readonly afterCallWork: string | null;
}

/** What the simulator says of the agent's part of a conversation. */
const ownLeg = async (conversationId: string): Promise<Leg | undefined> => ((await act('legs', { conversationId })) as Leg[]).findLast(({ purpose }) => purpose === 'agent');

const toast = (name: string) => page.locator('.gt-item', { hasText: name });

/** Lets a customer ring. Returns the id of the conversation. */
async function ring(mediaType: string, customerName: string): Promise<string> {
  const { conversationId } = (await act('ring', { mediaType, customerName })) as { conversationId: string };
  await toast(customerName).waitFor();
  return conversationId;
}

const pressIn = (name: string, button: string | RegExp): Promise<void> => toast(name).getByRole('button', { name: button }).click();

describe.each(['index.html?source=notifications', 'vanilla.html?source=notifications'])('%s', (path) => {
  it('answers from the toast, hangs up, and wraps up with a code [C1] [C6]', async () => {
    await openPage(path);
    const conversationId = await ring('voice', 'Maria Lopez');
    await pressIn('Maria Lopez', 'Answer');
    await toast('Maria Lopez').waitFor({ state: 'detached' });
    expect((await ownLeg(conversationId))?.state).toBe('connected');
    await page.locator('.tab', { hasText: 'Maria Lopez' }).click();
    await page.getByRole('button', { name: 'Hang up' }).click();
    const work = page.getByRole('form', { name: 'After-call work' });
    await work.getByText('Maria Lopez').waitFor();
    expect(await ownLeg(conversationId)).toMatchObject({ state: 'terminated', afterCallWork: 'pending' });
    await work.getByLabel('Wrap-up code').selectOption('Call back later');
    await work.getByRole('button', { name: 'Done' }).click();
    await work.waitFor({ state: 'hidden' });
    expect(await ownLeg(conversationId)).toMatchObject({ afterCallWork: 'complete', wrapupCode: expect.stringMatching(/./) as string });
  });

  it('declines with a second press; nothing more rings until the agent is back on queue [C3] [C7]', async () => {
    await openPage(path);
    await ring('chat', 'Amina Okafor');
    await pressIn('Amina Okafor', 'Decline');
    await pressIn('Amina Okafor', /again/);
    await page.getByText('You are Not Responding: no conversation reaches you.').first().waitFor();
    await page.locator('.agent-status[data-tone="late"]', { hasText: 'Not Responding' }).waitFor();
    await page.getByRole('group', { name: 'A customer arrives' }).getByRole('button', { name: 'Voice' }).click();
    await page.locator('.event-list', { hasText: 'a voice call waits until you are on queue' }).waitFor();
    expect(await page.locator('.gt-item[data-state="open"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Back on queue' }).click();
    await page.locator('.gt-item[data-state="open"]').waitFor();
    await page.locator('.agent-status[data-tone="good"]').waitFor();
  });

  it('says that this page cannot answer the phone; one that the page hosts it answers [C1] [C2]', async () => {
    await openPage(path);
    await page.getByRole('button', { name: 'Phone', exact: true }).click();
    const menu = page.locator('#phone-menu');
    await menu.getByLabel('WebRTC phone', { exact: false }).first().check();
    await menu.locator('.phone-state').getByText('cannot answer this phone').waitFor();
    const conversationId = await ring('voice', 'Maria Lopez');
    await pressIn('Maria Lopez', 'Answer');
    await toast('Maria Lopez').getByText('Answer it on your phone: this page cannot.').waitFor({ timeout: 15_000 });
    expect((await ownLeg(conversationId))?.state).toBe('alerting');
    await menu.getByLabel('This page hosts the WebRTC phone').check();
    await menu.locator('.phone-state').getByText('works').waitFor();
    await pressIn('Maria Lopez', 'Answer');
    await toast('Maria Lopez').waitFor({ state: 'detached' });
    expect((await ownLeg(conversationId))?.state).toBe('connected');
    // The client says for developers what the toast says for the agent.
    expect(complaints.splice(0)).toEqual([expect.stringContaining("the agent's phone cannot be answered by the API")]);
  });

  it('goes off queue with the status of the header, and answers from the desk', async () => {
    await openPage(path);
    const routingStatus = async (): Promise<string | undefined> => {
      const response = await fetch(`${String(process.env['VITE_SIMULATOR_URL'])}/_control/state`);
      const { agents } = (await response.json()) as { agents: { userId: string; routingStatus: string }[] };
      return agents.find(({ userId }) => userId === process.env['VITE_SIMULATOR_USER_ID'])?.routingStatus;
    };
    const conversationId = await ring('email', 'Lukas Weber');
    await page.locator('.tab', { hasText: 'Lukas Weber' }).click();
    await page.locator('.offer').getByRole('button', { name: 'Answer' }).click();
    await page.locator('.event-list', { hasText: 'answered Lukas Weber' }).waitFor();
    expect((await ownLeg(conversationId))?.state).toBe('connected');
    await page.getByLabel('Your status').selectOption('Break');
    await page.locator('.event-list', { hasText: 'you are off queue' }).waitFor();
    await page.getByLabel('Your status').selectOption('On queue');
    await page.locator('.event-list', { hasText: 'you are on queue' }).waitFor();
    await expect.poll(routingStatus).toBe('INTERACTING');
  });
});
