/** Two tabs of an agent share one connection: the quick tests. `tabs-*.spec.ts` have the rest. */
import { describe, expect, it, type Desk } from './support/open-tabs.js';
import { LEAD_MS, SOON_MS, allShow, becomes, calledAt, callsOf, dismissIn, listsOf, nextLeader, openIn, requestsOf, roleOf, settled, shownIn, tabOf } from './support/tabs.js';

const tokensOf = ({ page }: Desk): Promise<string[]> => page.evaluate(() => window.desk.tokens);

describe('two tabs of an agent', () => {
  it('use one channel, socket, token and list: both show a ring, and lose it when it is closed in one [L1] [L3] [L8]', async ({ sim, openTab }) => {
    const [first, second] = [await openTab('vanilla'), await openTab('vanilla')];
    const tabs = [tabOf(first), tabOf(second)] as const;
    expect(await settled(tabs)).toEqual(['leader', 'follower']);
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    for (const desk of [first, second]) await desk.toast('Maria Lopez').waitFor();
    const dismissed = await dismissIn(tabs[1], ring);
    const delays = (await calledAt(tabs, 'onDismiss', ring)).map((at) => at - dismissed);
    console.log(`\ntwo tabs: a toast is closed in the leader ${String(delays[0])} ms after the follower\n`);
    for (const delay of delays) expect(delay).toBeLessThan(SOON_MS);
    for (const desk of [first, second]) await desk.toast('Maria Lopez').waitFor({ state: 'detached' });

    expect(await Promise.all(tabs.map(shownIn))).toEqual([[ring.conversationId], [ring.conversationId]]);
    for (const [index, role] of (['leader', 'follower'] as const).entries()) {
      const calls = await callsOf(tabs[index] ?? tabs[0]);
      expect(new Set(calls.map(({ callback }) => callback))).toEqual(new Set(['onToast', 'onDismiss', 'onStatus']));
      expect(calls.filter(({ callback }) => callback !== 'onStatus').map(({ tab }) => tab)).toEqual([role, role]);
    }
    expect(await Promise.all([tokensOf(first), tokensOf(second)])).toEqual([['start'], []]);
    expect(await requestsOf(tabs[1], sim.url)).toBe(0);
    expect(listsOf(sim)).toBe(1);
    expect(sim.state().counters).toMatchObject({ channelsCreated: 1, socketsOpened: 1, socketsOpen: 1 });
  });

  it('make one token request and open one socket with client credentials [L1]', async ({ sim, openTab }) => {
    const options = { agent: false, options: { duration: 60_000 } };
    const [first, second] = [await openTab('vanilla', options), await openTab('vanilla', options)];
    expect(await settled([tabOf(first), tabOf(second)])).toEqual(['leader', 'follower']);
    sim.ring({ agentName: 'Maria Lopez' });
    for (const desk of [first, second]) await desk.toast('Maria Lopez').waitFor();
    expect(sim.state().counters).toMatchObject({ tokenRequests: 1, tokensIssued: 1, handshakes: 1, socketsOpened: 1 });
  });

  it('go on when the leader is closed: the other leads within a second, and shows what began to ring meanwhile [L4]', async ({ sim, openTab }) => {
    const [first, second] = [await openTab('vanilla'), await openTab('vanilla')];
    const [leader, other] = [tabOf(first), tabOf(second)];
    expect(await settled([leader, other])).toEqual(['leader', 'follower']);
    const before = sim.ring({ customerName: 'Before' });
    await allShow([leader, other], before);
    const closedAt = Date.now();
    await first.page.close();
    const meanwhile = sim.ring({ customerName: 'Meanwhile' });
    const { ms } = await nextLeader([other], closedAt);
    await second.toast('Meanwhile').waitFor();
    console.log(`\ntwo tabs: the other leads ${String(ms)} ms after the leader was closed\n`);
    expect(ms).toBeLessThan(LEAD_MS);
    expect(await shownIn(other)).toEqual([before.conversationId, meanwhile.conversationId]);
    expect(await openIn(other)).toEqual([before.conversationId, meanwhile.conversationId]);
    await sim.until(({ counters }) => counters.socketsOpen === 1 && counters.socketsOpened === 2);
    sim.ring({ customerName: 'Later' });
    await second.toast('Later').waitFor();
    expect(await tokensOf(second)).toEqual(['start']);
  });
});

describe('useGenesysToasts in two tabs', () => {
  it('shares the connection, also in StrictMode; where the one that leads is unmounted, the other leads [L1] [L4]', async ({ sim, openTab }) => {
    const options = { variant: 'development', query: { strict: '' } } as const;
    const [first, second] = [await openTab('react', options), await openTab('react', options)];
    const [leader, other] = [tabOf(first), tabOf(second)];
    expect(await settled([leader, other])).toEqual(['leader', 'follower']);
    const ring = sim.ring({ customerName: 'Maria Lopez' });
    for (const desk of [first, second]) await desk.toast('Maria Lopez').waitFor();
    expect(sim.state().counters).toMatchObject({ channelsCreated: 1, socketsOpened: 1 });
    expect(await Promise.all([tokensOf(first), tokensOf(second)])).toEqual([['start'], []]);
    await second.toast('Maria Lopez').locator('.gt-close').click();
    for (const desk of [first, second]) await desk.toast('Maria Lopez').waitFor({ state: 'detached' });

    await first.page.evaluate(() => window.desk.unmount());
    await becomes(other, 'leader');
    expect(await roleOf(leader)).toBe('alone');
    sim.ring({ customerName: 'Lukas Weber' });
    await second.toast('Lukas Weber').waitFor();
    expect(await second.toasts.count()).toBe(1);
    await sim.until(({ counters }) => counters.socketsOpen === 1);
    expect((await shownIn(leader)).filter((id) => id !== ring.conversationId)).toEqual([]);
  });
});
