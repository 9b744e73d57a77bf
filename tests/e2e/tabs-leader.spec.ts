/** The tab that leads goes, in a browser as its user has it: another tab leads, and no ring is lost or shown twice. */
import { LEAD_MS, allShow, becomes, heardIn, nextLeader, openIn, settled, shownIn, shows, roleOf } from './support/tabs.js';
import { describe, elsewhere, expect, goBack, goTo, it, type BareTab, type Simulator } from './support/shared-desk.js';

/** Lets the leader go while a call rings, and another one begin before anybody else can lead. Resolves to the tab that leads then. */
async function replaced(sim: Simulator, [leader, ...others]: readonly [BareTab, BareTab, BareTab], go: (leader: BareTab) => Promise<void>): Promise<{ next: BareTab; before: string; meanwhile: string }> {
  const before = sim.ring({ mediaType: 'voice', customerName: 'Before' });
  await allShow([leader, ...others], before);
  const since = Date.now();
  const going = go(leader);
  const meanwhile = sim.ring({ mediaType: 'voice', customerName: 'Meanwhile' });
  const { leader: next, ms } = await nextLeader(others, since);
  await going;
  await allShow(others, meanwhile);
  console.log(`\nanother tab leads after ${String(ms)} ms\n`);
  expect(ms).toBeLessThan(LEAD_MS);

  const both = [before.conversationId, meanwhile.conversationId];
  for (const tab of others) expect([await shownIn(tab), await openIn(tab)]).toEqual([both, both]);
  const roles = await Promise.all(others.map(roleOf));
  expect(roles.toSorted()).toEqual(['follower', 'leader']);
  // What the first tab played ends with it. There is one sound, whoever plays it.
  expect(await heardIn(others, since)).toHaveLength(1);
  const alerting = await Promise.all(others.map((tab) => tab.evaluate(() => window.desk.client.diagnostics().tabs.alerts)));
  expect(alerting.filter(Boolean)).toHaveLength(1);
  await sim.until(({ counters }) => counters.socketsOpen === 1);
  return { next, before: before.conversationId, meanwhile: meanwhile.conversationId };
}

/** A ring that begins later is shown in all tabs, by one connection. */
async function goesOn(sim: Simulator, tabs: readonly BareTab[]): Promise<void> {
  const later = sim.ring({ mediaType: 'chat', customerName: 'Later' });
  await allShow(tabs, later);
  for (const tab of tabs) expect((await shownIn(tab)).filter((id) => id === later.conversationId)).toHaveLength(1);
  expect(sim.state().counters.socketsOpen).toBe(1);
}

describe('another tab leads within a second', () => {
  it('when the leader is closed [L4] [L7]', async ({ sim, three }) => {
    await replaced(sim, three, (leader) => leader.close());
    await goesOn(sim, three.slice(1));
  });

  it('when the process of the leader crashes [L4] [L7]', async ({ sim, three }) => {
    await replaced(sim, three, (leader) => leader.crash());
    await goesOn(sim, three.slice(1));
  });

  it('when the leader goes to the login of another origin; it follows when it is redirected back [L4] [L7]', async ({ sim, site, three }) => {
    const [first] = three;
    const app = await first.evaluate(() => location.href);
    const { before, meanwhile } = await replaced(sim, three, (leader) => goTo(leader, elsewhere(site.origin)));
    await goTo(first, app);
    await shows(first, { conversationId: meanwhile });
    expect((await settled(three)).filter((role) => role === 'leader')).toHaveLength(1);
    expect(await shownIn(first)).toEqual([before, meanwhile]);
    await goesOn(sim, three);
  });

  it('when the leader enters the back/forward cache; it follows when it comes out of it [L4] [L7]', async ({ sim, site, three }) => {
    const [first] = three;
    const { next, before, meanwhile } = await replaced(sim, three, (leader) => goTo(leader, elsewhere(site.origin)));
    expect(await goBack(first)).toBe(true);
    await becomes(first, 'follower');
    // What the leader shows comes at once: nobody has to wait for one that does not answer.
    await first.until(() => window.desk.client.getSnapshot().status === 'connected', undefined, LEAD_MS);
    await shows(first, { conversationId: meanwhile });
    expect(await shownIn(first)).toEqual([before, meanwhile]);
    expect(await openIn(first)).toEqual([before, meanwhile]);
    expect(await roleOf(next)).toBe('leader');
    await goesOn(sim, three);
    expect(sim.state().counters).toMatchObject({ channelsCreated: 2, socketsOpened: 2 });
    expect(sim.records.sockets[0]).toMatchObject({ closeCode: 1000, closedBy: 'client' });
  });
});
