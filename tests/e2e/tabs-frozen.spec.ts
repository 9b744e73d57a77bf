/** The browser freezes the tab that leads, or the tab stands still without a word: another one leads. When it goes on, it follows. */
import { LEAD_MS, allShow, becomes, heardIn, nextLeader, openIn, roleOf, shownIn } from './support/tabs.js';
import { describe, expect, hide, it, type BareTab, type Simulator } from './support/shared-desk.js';

/** How long a visible follower waits for a leader that does not answer [L4], with the time that it takes to see that it leads. */
const SILENT_MS = 3_000 + 300;

/** Rings in all tabs. With a ring nobody takes over from a hidden leader [L6]: it leads until it stands still. */
async function hiddenLeader(sim: Simulator, tabs: readonly BareTab[], show: () => Promise<unknown>): Promise<string> {
  const [leader] = tabs as [BareTab];
  const { conversationId } = sim.ring({ mediaType: 'voice', customerName: 'Before' });
  await allShow(tabs, { conversationId });
  await show();
  await leader.until(() => document.visibilityState === 'hidden');
  // The leader has done what each tab asks for: what a tab may have asked for before is decided.
  for (const tab of tabs.slice(1)) {
    for (const muted of [true, false]) {
      await tab.evaluate((mute) => (mute ? window.desk.client.mute() : window.desk.client.unmute()), muted);
      await leader.until((wanted) => (window.desk.client.getSnapshot().alerts.muted !== null) === wanted, muted);
    }
  }
  expect(await roleOf(leader)).toBe('leader');
  return conversationId;
}

/** Both tabs but the first have both rings, once, by one connection, and one of them sounds. */
async function replaced(sim: Simulator, others: readonly [BareTab, BareTab], rings: readonly string[], since: number): Promise<BareTab> {
  for (const tab of others) expect([await shownIn(tab), await openIn(tab)]).toEqual([rings, rings]);
  expect(await heardIn(others, since)).toHaveLength(1);
  const leaders = await Promise.all(others.map(roleOf));
  expect(leaders.toSorted()).toEqual(['follower', 'leader']);
  await sim.until(({ counters }) => counters.socketsOpened === 2);
  return leaders[0] === 'leader' ? others[0] : others[1];
}

/** The first tab follows `next`, has no connection, and shows each ring once; what begins later, too. */
async function follows(sim: Simulator, tabs: readonly BareTab[], next: BareTab, rings: readonly string[]): Promise<void> {
  const [first] = tabs as [BareTab];
  const wentOnAt = Date.now();
  await becomes(first, 'follower');
  await first.until((count) => window.desk.client.getSnapshot().toasts.length === count, rings.length);
  await sim.until(() => sim.records.sockets[0]?.closedAt !== null);
  expect([await shownIn(first), await openIn(first)]).toEqual([rings, rings]);
  const later = sim.ring({ mediaType: 'chat', customerName: 'Later' });
  await allShow(tabs, later);
  for (const tab of tabs) expect(await shownIn(tab)).toEqual([...rings, later.conversationId]);
  expect(await Promise.all(tabs.map(roleOf))).toEqual(tabs.map((tab) => (tab === next ? 'leader' : 'follower')));
  expect(await next.evaluate(() => window.desk.client.getSnapshot().status)).toBe('connected');
  expect(sim.state().counters).toMatchObject({ socketsOpened: 2, socketsOpen: 1, channelsCreated: 2 });
  expect(await heardIn(tabs, wentOnAt)).not.toContain(first);
}

describe('a leader that the browser freezes', () => {
  it.for(['visible', 'hidden'] as const)('is replaced within a second where another tab is %s, and follows when it is thawed [L4] [L7]', async (other, { sim, bare, three }) => {
    const [first, second, third] = three;
    const before = await hiddenLeader(sim, three, () => (other === 'visible' ? second.toFront() : hide(bare, first)));
    const frozenAt = Date.now();
    await first.lifecycle('frozen');
    const { conversationId } = sim.ring({ mediaType: 'voice', customerName: 'Meanwhile' });
    const { ms } = await nextLeader([second, third], frozenAt);
    console.log(`\nthe leader was frozen: another tab, ${other}, leads after ${String(ms)} ms\n`);
    expect(ms).toBeLessThan(LEAD_MS);
    await allShow([second, third], { conversationId });
    const rings = [before, conversationId];
    const next = await replaced(sim, [second, third], rings, frozenAt);
    await first.lifecycle('active');
    await follows(sim, three, next, rings);
  });
});

describe('a leader that stands still without a word', () => {
  it('is replaced by a visible tab within three seconds, and follows when it goes on [L4] [L5] [L7]', async ({ sim, three }) => {
    const [first, second, third] = three;
    const before = await hiddenLeader(sim, three, () => second.toFront());
    await first.halt();
    const haltedAt = Date.now();
    const { conversationId } = sim.ring({ mediaType: 'voice', customerName: 'Meanwhile' });
    const { leader, ms } = await nextLeader([second, third], haltedAt);
    console.log(`\nthe leader stood still: another tab leads after ${String(ms)} ms\n`);
    expect(leader).toBe(second);
    expect(ms).toBeLessThan(SILENT_MS);
    await allShow([second, third], { conversationId });
    const rings = [before, conversationId];
    const next = await replaced(sim, [second, third], rings, haltedAt);
    await first.goOn();
    await follows(sim, three, next, rings);
  });
});
