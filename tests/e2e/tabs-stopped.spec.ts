/** A tab that is stopped or left keeps nothing: no lock, and no reason for the browser to unload the page. */
import { LEAD_MS, becomes, nextLeader, roleOf, settled, shownIn, shows } from './support/tabs.js';
import { describe, elsewhere, expect, goBack, goTo, it, type BareTab } from './support/shared-desk.js';

interface Locks {
  readonly held: number;
  readonly pending: number;
}

/** How many locks of the package are held and waited for, by all tabs together. */
const locksIn = (tab: BareTab): Promise<Locks> =>
  tab.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const ours = ({ name = '' }: LockInfo): boolean => name.startsWith('genesys-toasts');
    return { held: held.filter(ours).length, pending: pending.filter(ours).length };
  });

/** Resolves when there are so many locks. */
const locksAre = async (tab: BareTab, locks: Locks): Promise<void> => {
  await expect.poll(() => locksIn(tab)).toEqual(locks);
};

describe('a tab that is stopped', () => {
  it('neither holds nor waits for a lock, and the browser keeps its page when it is left [L4]', async ({ sim, site, openShared }) => {
    const [first, second, third] = [await openShared(), await openShared({ behind: true }), await openShared({ behind: true })];
    await locksAre(first, { held: 1, pending: 2 });
    // One that waits for the lock, then the one that holds it.
    await third.evaluate(() => window.desk.client.stop());
    await locksAre(first, { held: 1, pending: 1 });
    await first.evaluate(() => window.desk.client.stop());
    await becomes(second, 'leader');
    await locksAre(first, { held: 1, pending: 0 });
    await second.evaluate(() => window.desk.client.stop());
    await locksAre(first, { held: 0, pending: 0 });
    await sim.until(({ counters }) => counters.socketsOpen === 0);
    for (const tab of [first, second, third]) {
      const { role, reason } = await tab.evaluate(() => window.desk.client.diagnostics().tabs);
      expect({ role, reason }).toEqual({ role: 'alone', reason: 'not-started' });
      await goTo(tab, elsewhere(site.origin));
      expect(await goBack(tab)).toBe(true);
    }
  });

  it('shares again when it is started again [L1]', async ({ sim, openShared }) => {
    const [first, second] = [await openShared(), await openShared({ behind: true })];
    await first.evaluate(() => window.desk.client.stop());
    await becomes(second, 'leader');
    await first.evaluate(() => window.desk.client.start());
    await becomes(first, 'follower');
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    for (const tab of [first, second]) await shows(tab, ring);
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    expect(await Promise.all([first, second].map(shownIn))).toEqual([[ring.conversationId], [ring.conversationId]]);
  });
});

describe('a tab that is left without a stop', () => {
  it.for(['leader', 'follower'] as const)('neither holds nor waits for a lock while its page is in the back/forward cache: the %s [L4]', async (role, { sim, site, openShared }) => {
    const [first, second] = [await openShared(), await openShared({ behind: true })];
    const [left, stays] = role === 'leader' ? [first, second] : [second, first];
    expect(await roleOf(left)).toBe(role);
    const leftAt = Date.now();
    await goTo(left, elsewhere(site.origin));
    await nextLeader([stays], leftAt);
    await stays.until(() => window.desk.client.getSnapshot().status === 'connected');
    await locksAre(stays, { held: 1, pending: 0 });
    expect(await goBack(left)).toBe(true);
    await locksAre(stays, { held: 1, pending: 1 });
    // In front it takes the place of the leader, which is hidden [L6]; behind it nothing changes.
    await becomes(left, role, LEAD_MS);
    await settled([left, stays]);
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    for (const tab of [left, stays]) await shows(tab, ring);
    expect(await Promise.all([left, stays].map(shownIn))).toEqual([[ring.conversationId], [ring.conversationId]]);
    expect(await Promise.all([left, stays].map(roleOf))).toEqual(role === 'leader' ? ['leader', 'follower'] : ['follower', 'leader']);
    expect(sim.state().counters.socketsOpened).toBe(role === 'leader' ? 3 : 1);
  });
});
