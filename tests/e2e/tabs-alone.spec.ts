/** Where a tab cannot share, or shall not, it has its own connection, and says why. */
import type { Frame } from 'playwright-core';
import { SHARED, callsOf, roleOf, settled, shownIn, shows, tabOf, type Tab } from './support/tabs.js';
import { addressOf } from '../support/browser/address.js';
import { describe, expect, it, type Desk, type TabOptions } from './support/open-tabs.js';

interface Case {
  readonly what: string;
  readonly reason: string;
  readonly options: TabOptions;
}

const CASES: readonly Case[] = [
  { what: 'the browser has no Web Locks', reason: 'no-web-locks', options: { before: () => void Reflect.deleteProperty(Navigator.prototype, 'locks') } },
  { what: 'the browser has no BroadcastChannel', reason: 'no-broadcast-channel', options: { before: () => void Reflect.deleteProperty(window, 'BroadcastChannel') } },
  { what: 'the app wants it so', reason: 'separate', options: { options: { tabs: 'separate' } } },
  { what: 'nothing says whose the tabs are', reason: 'unknown-agent', options: { options: { storageKey: undefined } } },
];

const tabsOf = ({ page }: Desk): Promise<{ role: string; reason: string | null }> =>
  page.evaluate(() => {
    const { role, reason } = window.desk.client.diagnostics().tabs;
    return { role, reason };
  });

describe('two tabs', () => {
  it.for(CASES)('have a connection each where $what [L9]', async ({ reason, options }, { sim, openTab }) => {
    const desks = [await openTab('vanilla', options), await openTab('vanilla', options)];
    expect(await Promise.all(desks.map(tabsOf))).toEqual(desks.map(() => ({ role: 'alone', reason })));
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    for (const desk of desks) {
      await desk.toast('Maria Lopez').waitFor();
      const tab = tabOf(desk);
      expect([await roleOf(tab), await shownIn(tab)]).toEqual(['alone', [ring.conversationId]]);
      expect(new Set((await callsOf(tab)).map((call) => call.tab))).toEqual(new Set(['alone']));
    }
    expect(sim.state().counters).toMatchObject({ channelsCreated: 2, socketsOpened: 2, socketsOpen: 2 });
    // What is closed in one of them stays in the other.
    await desks[0]?.toast('Maria Lopez').locator('.gt-close').click();
    await desks[0]?.toast('Maria Lopez').waitFor({ state: 'detached' });
    expect(await desks[1]?.toasts.count()).toBe(1);
  });
});

it('connects by itself in a worker [L9]', async ({ site, sim, openTab }) => {
  const desk = await openTab('vanilla', { options: { tabs: 'separate' } });
  const { apiUrl, controlUrl, userId } = sim;
  const code = `
    import { createGenesysToasts } from '${site.origin}/genesys-toasts/index.js';
    const getToken = async () => (await fetch('${controlUrl}/issue-token', { method: 'POST', body: JSON.stringify({ userId: '${userId}' }) })).json();
    const client = createGenesysToasts({
      source: 'notifications', apiUrl: '${apiUrl}', getToken, ...${JSON.stringify(SHARED)},
      onToast: ({ conversationId }, { tab }) => postMessage({ conversationId, tab, tabs: client.diagnostics().tabs, shown: client.getSnapshot().tab }),
    });
    await client.start();`;
  await desk.page.evaluate((text) => {
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })), { type: 'module' });
    const messages: unknown[] = [];
    worker.onmessage = ({ data }) => messages.push(data);
    worker.onerror = ({ message }) => messages.push(message);
    Object.assign(window, { messages });
  }, code);
  await sim.until(({ counters, channels }) => counters.socketsOpen === 2 && channels.every(({ topics }) => topics.length > 0));
  const { conversationId } = sim.ring({ customerName: 'Maria Lopez' });
  await desk.page.waitForFunction(() => (window as unknown as { messages: unknown[] }).messages.length > 0);
  const messages = await desk.page.evaluate(() => (window as unknown as { messages: unknown[] }).messages);
  const tabs: unknown = expect.objectContaining({ role: 'alone', reason: 'no-page' });
  expect(messages).toEqual([{ conversationId, tab: 'alone', tabs, shown: 'alone' }]);
});

/** Puts the page of an address into a frame of another page; resolves when its client is connected. */
async function frameIn({ page }: Desk, address: string, sandbox?: string): Promise<Tab & { readonly frame: Frame }> {
  await page.evaluate(
    ([src, rules]) => {
      const frame = document.createElement('iframe');
      if (rules) frame.setAttribute('sandbox', rules);
      frame.src = src ?? '';
      document.body.append(frame);
    },
    [address, sandbox],
  );
  const inner = (): Frame | undefined => page.frames().find((one) => one.parentFrame() && one.url() === address);
  await expect.poll(inner).toBeDefined();
  const frame = inner();
  if (!frame) throw new Error('The frame has gone again.');
  const tab: Tab = {
    evaluate: (work, argument) => frame.evaluate(work as (value: unknown) => never, argument),
    until: async (work, argument, timeout = 10_000) => {
      await frame.waitForFunction(work as (value: unknown) => unknown, argument, { timeout, polling: 20 });
    },
  };
  await tab.until(() => 'desk' in window && window.desk.client.getSnapshot().status === 'connected');
  return { ...tab, frame };
}

describe('a frame', () => {
  it('in a sandbox connects by itself: the browser refuses locks there [L9]', async ({ sim, openTab }) => {
    const desk = await openTab('vanilla');
    const frame = await frameIn(desk, desk.page.url(), 'allow-scripts');
    expect(await frame.evaluate(() => origin)).toBe('null');
    const { role, reason } = await frame.evaluate(() => window.desk.client.diagnostics().tabs);
    expect({ role, reason }).toEqual({ role: 'alone', reason: 'refused' });
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    for (const tab of [tabOf(desk), frame]) await shows(tab, ring);
    expect(await Promise.all([tabOf(desk), frame].map(shownIn))).toEqual([[ring.conversationId], [ring.conversationId]]);
    expect(await roleOf(tabOf(desk))).toBe('leader');
    expect(sim.state().counters).toMatchObject({ channelsCreated: 2, socketsOpened: 2, socketsOpen: 2 });
  });

  it('of the same site shares with the tabs [L1]', async ({ sim, openTab }) => {
    const desk = await openTab('vanilla');
    const frame = await frameIn(desk, desk.page.url());
    expect(await settled([tabOf(desk), frame])).toEqual(['leader', 'follower']);
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    await shows(frame, ring);
    expect(sim.state().counters).toMatchObject({ channelsCreated: 1, socketsOpened: 1 });
  });

  it('in a page of another site connects by itself where the browser keeps storage from it [L9]', async ({ sim, site, openTab }) => {
    const [first, second] = [await openTab('vanilla'), await openTab('vanilla')];
    const tabs = [tabOf(first), tabOf(second)];
    // By another name the host is another site. A context is incognito: the browser keeps all storage from frames of another site there.
    const outer = await openTab('vanilla', { host: 'localhost', options: { tabs: 'separate' } });
    const frame = await frameIn(outer, addressOf(site.origin, 'vanilla', sim, { agent: true, options: { duration: 'while-ringing', ...SHARED } }));
    const { role, reason } = await frame.evaluate(() => window.desk.client.diagnostics().tabs);
    expect({ role, reason }).toEqual({ role: 'alone', reason: 'refused' });
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    const all = [...tabs, frame];
    for (const tab of all) await shows(tab, ring);
    expect(await Promise.all(all.map(shownIn))).toEqual(all.map(() => [ring.conversationId]));
    expect(await Promise.all(tabs.map(roleOf))).toEqual(['leader', 'follower']);
  });
});
