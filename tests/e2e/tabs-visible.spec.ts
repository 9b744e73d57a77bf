/** The tab that the agent looks at leads. */
import { allShow, becomes, nextLeader, roleOf, shownIn } from './support/tabs.js';
import { describe, elsewhere, expect, goBack, goTo, hide, it } from './support/shared-desk.js';

describe('a tab that is opened in front of the leader', () => {
  it('leads soon where nothing rings: the connection before it is closed [L6]', async ({ sim, openShared }) => {
    const first = await openShared();
    const since = Date.now();
    const second = await openShared();
    const { ms } = await nextLeader([second], since);
    await becomes(first, 'follower');
    await sim.until(({ counters }) => counters.socketsOpened === 2 && counters.socketsOpen === 1);
    console.log(`\na tab was opened in front: it leads ${String(ms)} ms later\n`);
    expect(await first.evaluate(() => document.visibilityState)).toBe('hidden');
    expect(sim.records.sockets[0]).toMatchObject({ closeCode: 1000, closedBy: 'client' });
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    await allShow([first, second], ring);
    expect(await Promise.all([first, second].map(shownIn))).toEqual([[ring.conversationId], [ring.conversationId]]);
  });

  it('follows while something rings, and leads when nothing does [L6]', async ({ sim, openShared }) => {
    const first = await openShared();
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    await allShow([first], ring);
    const second = await openShared();
    await allShow([second], ring);
    // The leader does what the second tab asks for: what it may have asked for before is decided.
    await second.evaluate(() => window.desk.client.mute());
    for (const tab of [first, second]) await tab.until(() => window.desk.client.getSnapshot().alerts.muted !== null);
    expect(await Promise.all([first, second].map(roleOf))).toEqual(['leader', 'follower']);
    expect(sim.state().counters.socketsOpened).toBe(1);
    await second.evaluate(() => window.desk.client.unmute());
    sim.abandon({});
    await becomes(second, 'leader', 15_000);
    await becomes(first, 'follower');
    await sim.until(({ counters }) => counters.socketsOpened === 2 && counters.socketsOpen === 1);
    expect(await Promise.all([first, second].map(shownIn))).toEqual([[ring.conversationId], [ring.conversationId]]);
  });

  it('leaves the place to the first one again when that comes to the front [L6]', async ({ sim, openShared }) => {
    const first = await openShared();
    const second = await openShared();
    await becomes(second, 'leader');
    await first.toFront();
    await becomes(first, 'leader', 15_000);
    await becomes(second, 'follower');
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    await allShow([first, second], ring);
    expect(await Promise.all([first, second].map(shownIn))).toEqual([[ring.conversationId], [ring.conversationId]]);
  });
});

describe('tabs behind the leader', () => {
  it('do not lead when they come out of the back/forward cache, as long as nobody looks at them [L6]', async ({ sim, site, bare, openShared }) => {
    const [first, second] = [await openShared(), await openShared({ behind: true })];
    const other = await hide(bare, first);
    await goTo(second, elsewhere(site.origin));
    expect(await goBack(second)).toBe(true);
    expect(await second.evaluate(() => document.visibilityState)).toBe('hidden');
    // What the second one may have asked for is decided before the ring comes.
    await second.until(() => window.desk.client.getSnapshot().status === 'connected');
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    await allShow([first, second], ring);
    expect(await Promise.all([first, second].map(roleOf))).toEqual(['leader', 'follower']);
    expect(sim.state().counters).toMatchObject({ socketsOpened: 1 });
    await other.close();
  });

  it('follow, and change nothing [L1] [L6]', async ({ sim, openShared }) => {
    const tabs = [await openShared(), await openShared({ behind: true }), await openShared({ behind: true })];
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    await allShow(tabs, ring);
    expect(await Promise.all(tabs.map(roleOf))).toEqual(['leader', 'follower', 'follower']);
    expect(sim.state().counters).toMatchObject({ channelsCreated: 1, socketsOpened: 1 });
  });
});
