/** Ten tabs of an agent, of which one is in front. */
import { DESKTOP_SCOPE } from 'genesys-cloud-simulator';
import { askedFor, changesOf } from './support/actions.js';
import { SHARED, SOON_MS, allShow, calledAt, callsOf, dismissIn, listsOf, requestsOf, roleOf, seenAt, shownIn, watch, type Seen } from './support/tabs.js';
import { describe, expect, it as base, type BareTab } from './support/background.js';

const TABS = 10;

interface Ten {
  readonly tabs: readonly BareTab[];
  readonly leader: BareTab;
  readonly followers: readonly BareTab[];
  /** One of the followers. */
  readonly follower: BareTab;
}

const it = base.extend<{ ten: Ten }>({
  ten: async ({ sim, desktop }, provide) => {
    sim.configure({ userScope: DESKTOP_SCOPE });
    const options = { ...SHARED, actions: ['answer', 'decline'], alerts: { sound: true } };
    const leader = await desktop({ options });
    const behind = (): Promise<BareTab> => desktop({ options }, 'vanilla', { behind: true });
    const follower = await behind();
    const followers = [follower];
    while (followers.length < TABS - 1) followers.push(await behind());
    const tabs = [leader, ...followers];
    for (const tab of tabs) await watch(tab);
    await provide({ tabs, leader, followers, follower });
  },
});

const latest = (what: string, times: readonly number[], since: number): void => {
  const delays = times.map((at) => at - since);
  console.log(`\nten tabs: ${what} in all within ${String(Math.max(...delays))} ms\n`);
  expect(delays).toHaveLength(TABS);
  for (const delay of delays) expect(delay).toBeLessThan(SOON_MS);
};

/** When something is so in all tabs, after a call in one of them. */
async function takesEffect(what: string, { tabs, follower }: Ten, call: 'silence' | 'mute' | 'unmute', holds: (seen: Seen) => boolean): Promise<void> {
  const since = await follower.evaluate((name) => {
    const at = Date.now();
    window.desk.client[name]();
    return at;
  }, call);
  latest(what, await seenAt(tabs, since, holds), since);
}

describe('ten tabs', { timeout: 120_000 }, () => {
  it('use one channel, one socket, one token and one list; each shows a ring once [L1] [L8]', async ({ sim, ten }) => {
    const { tabs, leader, followers } = ten;
    const ring = sim.ring({ mediaType: 'voice', customerName: 'Maria Lopez' });
    await allShow(tabs, ring);
    expect(await roleOf(leader)).toBe('leader');
    expect(await Promise.all(followers.map(roleOf))).toEqual(followers.map(() => 'follower'));
    expect(await Promise.all(tabs.map(shownIn))).toEqual(tabs.map(() => [ring.conversationId]));
    for (const tab of tabs) {
      const role = tab === leader ? 'leader' : 'follower';
      const calls = await callsOf(tab);
      expect(calls.filter(({ callback }) => callback === 'onToast').map((call) => call.tab)).toEqual([role]);
      expect(calls.filter(({ callback }) => callback === 'onStatus').at(-1)?.tab).toBe(role);
    }
    expect(await Promise.all(tabs.map((tab) => tab.evaluate(() => window.desk.tokens)))).toEqual([['start'], ...followers.map(() => [])]);
    // The browser's own list of requests has none of a follower.
    expect(await Promise.all(followers.map((tab) => requestsOf(tab, sim.url)))).toEqual(followers.map(() => 0));
    expect(listsOf(sim)).toBe(1);
    expect(sim.state().counters).toMatchObject({ channelsCreated: 1, handshakes: 1, socketsOpened: 1, socketsOpen: 1 });
  });

  it('lose a toast that one of them closes [L3]', async ({ sim, ten }) => {
    const { tabs, leader, follower } = ten;
    const ring = sim.ring({ mediaType: 'voice', customerName: 'Maria Lopez' });
    await allShow(tabs, ring);
    const since = await dismissIn(follower, ring);
    latest('a toast is closed', await calledAt(tabs, 'onDismiss', ring), since);
    const dismissals = await Promise.all(tabs.map((tab) => tab.evaluate(() => window.desk.dismissals.map(({ reason }) => reason))));
    expect(dismissals).toEqual(tabs.map(() => ['user']));
    const calls = await Promise.all(tabs.map(callsOf));
    expect(calls.map((list) => list.find(({ callback }) => callback === 'onDismiss')?.tab)).toEqual(tabs.map((tab) => (tab === leader ? 'leader' : 'follower')));
  });

  it('show an answer of one of them as pending; the leader sends it, once [L3]', async ({ sim, ten }) => {
    const { tabs, leader, followers, follower } = ten;
    const ring = sim.ring({ mediaType: 'voice', customerName: 'Maria Lopez' });
    await allShow(tabs, ring);
    // So that it is pending for as long as it is looked for.
    sim.failRequests({ kind: 'slow', delayMs: 1_500, method: 'PATCH', path: '/api/v2/conversations' });
    const since = await follower.evaluate(() => {
      const { client } = window.desk;
      const at = Date.now();
      const answered = client.answer(client.getSnapshot().toasts[0]?.id ?? '');
      Object.assign(window, { answered });
      return at;
    });
    latest('an answer is pending', await seenAt(tabs, since, ({ pending }) => pending[0] === 'answer'), since);
    await sim.until(() => changesOf(sim, ring).length > 0);
    expect(await follower.evaluate(() => (window as unknown as { answered: Promise<void> }).answered.then(() => 'answered'))).toBe('answered');
    await calledAt(tabs, 'onDismiss', ring);
    expect(askedFor(sim, ring)).toEqual(['PATCH connected 202']);
    expect(await requestsOf(leader, `${sim.apiUrl}/api/v2/conversations/calls/`)).toBe(1);
    expect(await Promise.all(followers.map((tab) => requestsOf(tab, sim.url)))).toEqual(followers.map(() => 0));
    const reasons = await Promise.all(tabs.map((tab) => tab.evaluate(() => window.desk.dismissals.map(({ reason }) => reason))));
    expect(reasons).toEqual(tabs.map(() => ['answered']));
  });

  it('are silent, and muted, when one of them is; one of them sounds [L3] [L7]', async ({ sim, ten }) => {
    const { tabs } = ten;
    sim.ring({ mediaType: 'voice', customerName: 'Maria Lopez' });
    for (const tab of tabs) await tab.until(() => window.desk.client.getSnapshot().alerts.sounding.length === 1);
    const alerting = await Promise.all(tabs.map((tab) => tab.evaluate(() => window.desk.client.diagnostics().tabs.alerts)));
    expect(alerting.filter(Boolean)).toHaveLength(1);
    const sounding = tabs.filter((_, index) => alerting[index]);
    // Its sound is recorded in the tab that plays it, and in no other one.
    const audible = (): Promise<number[]> => Promise.all(tabs.map((tab) => tab.evaluate(() => window.recorders.reduce((sum, { chunks }) => sum + chunks.length, 0))));
    for (const tab of sounding) await tab.until(() => window.recorders.some(({ chunks }) => chunks.length > 0));
    expect((await audible()).map((chunks) => chunks > 0)).toEqual(alerting);

    await takesEffect('a ring is silenced', ten, 'silence', ({ sounding }) => sounding === 0);
    await takesEffect('a mute takes effect', ten, 'mute', ({ muted }) => muted);
    await takesEffect('the end of a mute takes effect', ten, 'unmute', ({ muted }) => !muted);
  });

  it('go on when the leader is closed: one of the nine leads, and each shows what rings then, once [L4]', async ({ sim, ten }) => {
    const { leader, followers } = ten;
    await leader.close();
    const meanwhile = sim.ring({ mediaType: 'chat', customerName: 'Meanwhile' });
    await allShow(followers, meanwhile);
    const roles = await Promise.all(followers.map(roleOf));
    expect(roles.filter((role) => role === 'leader')).toHaveLength(1);
    expect(await Promise.all(followers.map(shownIn))).toEqual(followers.map(() => [meanwhile.conversationId]));
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    expect(sim.state().counters).toMatchObject({ channelsCreated: 2, socketsOpened: 2 });
  });
});
