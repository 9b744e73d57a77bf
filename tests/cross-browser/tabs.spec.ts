/** Two windows of an agent share one connection. */
import { describe, expect, it, type Desk, type Simulator } from './support/test.js';

const SHARED = { agent: true, options: { storageKey: 'mara', duration: 'while-ringing' } } as const;

const roleOf = ({ page }: Desk): Promise<string> => page.evaluate(() => window.desk.client.getSnapshot().tab);
const tokensOf = ({ page }: Desk): Promise<string[]> => page.evaluate(() => window.desk.tokens);

/** Resolves when both have toasts for a ring. */
async function ringsIn(sim: Simulator, desks: readonly Desk[], customerName: string): Promise<string> {
  const { conversationId } = sim.ring({ mediaType: 'voice', customerName });
  for (const desk of desks) await desk.toast(customerName);
  return conversationId;
}

describe('tabs', () => {
  it('share one channel, socket, token and list; a toast that is closed in one goes in both [L1] [L3] [L8]', async ({ sim, openTwice }) => {
    const desks = await openTwice('vanilla', SHARED);
    const [first, second] = desks;
    expect([await roleOf(first), await roleOf(second)]).toEqual(['leader', 'follower']);
    const conversationId = await ringsIn(sim, desks, 'Maria Lopez');
    const since = await second.page.evaluate(() => {
      const { client } = window.desk;
      const at = Date.now();
      client.dismiss(client.getSnapshot().toasts[0]?.id ?? '');
      return at;
    });
    for (const [desk, role] of [
      [first, 'leader'],
      [second, 'follower'],
    ] as const) {
      await desk.toastGone('Maria Lopez');
      const calls = await desk.page.evaluate(() => window.desk.calls.filter(({ callback }) => callback !== 'onStatus'));
      expect(calls).toMatchObject([
        { callback: 'onToast', tab: role, conversationId },
        { callback: 'onDismiss', tab: role, conversationId },
      ]);
      expect((calls[1]?.at ?? NaN) - since).toBeLessThan(200);
    }
    expect([await tokensOf(first), await tokensOf(second)]).toEqual([['start'], []]);
    const lists = sim.records.apiRequests.filter(({ method, path }) => method === 'GET' && /^\/api\/v2\/conversations(\?|$)/.test(path));
    expect(lists).toHaveLength(1);
    expect(sim.state().counters).toMatchObject({ channelsCreated: 1, socketsOpened: 1, socketsOpen: 1 });
  });

  it('go on when the one that leads is closed: the other leads within a second, and shows what began to ring meanwhile [L4]', async ({ sim, openTwice }) => {
    const desks = await openTwice('vanilla', SHARED);
    const [first, second] = desks;
    expect([await roleOf(first), await roleOf(second)]).toEqual(['leader', 'follower']);
    const before = await ringsIn(sim, desks, 'Before');
    await second.page.evaluate(() => {
      window.desk.client.subscribe(() => {
        if (window.desk.client.getSnapshot().tab === 'leader') window.ledAt ??= Date.now();
      });
    });
    const since = Date.now();
    await first.page.close();
    const meanwhile = sim.ring({ mediaType: 'voice', customerName: 'Meanwhile' });
    const ledAt = await second.page.until(() => window.ledAt, []);
    console.log(`\nthe other window leads ${String(ledAt - since)} ms after the first one was closed\n`);
    expect(ledAt - since).toBeLessThan(1_000);
    await second.toast('Meanwhile');
    expect(await second.shownRings()).toEqual([before, meanwhile.conversationId]);
    expect(await second.toastCount()).toBe(2);
    await sim.until(({ counters }) => counters.socketsOpen === 1 && counters.socketsOpened === 2);
  });
});

declare global {
  interface Window {
    /** When the window began to lead, in ms since 1970. */
    ledAt?: number;
  }
}
