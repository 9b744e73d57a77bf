/** The Notifications API under a page in a real browser: from a ring to its end, and what goes wrong on the way. */
import { describe, expect, it } from './support/test.js';

/** Short waits: what follows a failure is looked at, not how long it takes. */
const QUICK = { backoff: { baseMs: 100, maxMs: 1_000, jitter: 'none' } };

describe.each(['react', 'vanilla'] as const)('the %s page on notifications', (name) => {
  it('shows a ring until it ends [N1] [N7] [N9] [N10]', async ({ sim, open }) => {
    const desk = await open(name, { agent: true });
    await desk.status('connected');
    const { conversationId } = sim.ring({ mediaType: 'voice', customerName: 'Maria Lopez', queueName: 'Billing' });
    await desk.toast('Maria Lopez').waitFor();
    const [toast] = await desk.page.evaluate(() => window.desk.toasts);
    expect(toast).toMatchObject({ conversationId, mediaType: 'voice', callerName: 'Maria Lopez', queueName: 'Billing', direction: 'inbound', expiresAt: null });
    sim.answer({ conversationId });
    await desk.toast('Maria Lopez').waitFor({ state: 'detached' });
    expect(await desk.page.evaluate(() => window.desk.dismissals)).toEqual([{ conversationId, reason: 'answered' }]);
  });

  it('reports why each ring ended [N10]', async ({ sim, open }) => {
    const desk = await open(name, { agent: true });
    await desk.status('connected');
    const ends = { missed: 'timeOutRing', abandoned: 'abandon', moved: 'decline' } as const;
    for (const [reason, end] of Object.entries(ends)) {
      const { conversationId } = sim.ring({ customerName: reason });
      await desk.toast(reason).waitFor();
      sim[end]({ conversationId });
      await desk.toast(reason).waitFor({ state: 'detached' });
      expect((await desk.page.evaluate(() => window.desk.dismissals)).at(-1)).toEqual({ conversationId, reason });
    }
  });
});

describe('notifications', () => {
  it('shows a ring of two topics once, and no ring of another agent [N7] [N8]', async ({ sim, open }) => {
    const topics = [`v2.users.${sim.userId}.conversations`, `v2.users.${sim.userId}.conversations.calls`];
    const desk = await open('vanilla', { agent: true, options: { topics } });
    await desk.status('connected');
    const other = sim.users.find(({ userId }) => userId !== sim.userId);
    sim.ring({ customerName: 'Not mine', userId: other?.userId });
    sim.ring({ customerName: 'Mine' });
    await desk.toast('Mine').waitFor();
    await desk.page.waitForFunction(() => window.desk.client.diagnostics().counters.duplicates >= 1);
    expect(await desk.toasts.count()).toBe(1);
  });

  it('names a rejected topic and continues with the others [N1]', async ({ sim, open }) => {
    sim.configure({ permissions: [] });
    const queue = `v2.routing.queues.${String(sim.queues[0]?.queueId)}.conversations`;
    const desk = await open('vanilla', { agent: true, options: { topics: [`v2.users.${sim.userId}.conversations`, queue] } });
    desk.allow(/^genesys-toasts: forbidden/);
    await desk.status('connected');
    const [error] = await desk.page.evaluate(() => window.desk.errors);
    expect(error?.code).toBe('forbidden');
    expect(error?.message).toContain(queue);
    sim.ring({ customerName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
  });

  it('reports that client credentials have no user [N1]', async ({ sim, open }) => {
    const desk = await open('vanilla', { options: { source: 'notifications', apiUrl: sim.apiUrl } });
    desk.allow(/^genesys-toasts: no_user_context/);
    await desk.status('error');
    expect(await desk.page.evaluate(() => window.desk.errors.map(({ code }) => code))).toEqual(['no_user_context']);
    expect(sim.state().counters.tokenRequests).toBe(0);
  });

  it('opens one channel and one socket under StrictMode [N6]', async ({ sim, open }) => {
    const desk = await open('react', { agent: true, variant: 'development', query: { strict: '' } });
    await desk.status('connected');
    sim.ring({ customerName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').waitFor();
    expect(sim.state().counters).toMatchObject({ channelsCreated: 1, socketsOpen: 1 });
  });

  it('replaces a revoked token and loses no ring [N3] [T10]', async ({ sim, open }) => {
    const desk = await open('vanilla', { agent: true, options: QUICK });
    desk.allowNetworkFailures();
    await desk.status('connected');
    sim.revokeTokens({ userId: sim.userId });
    await desk.page.waitForFunction(() => window.desk.tokens.length === 2);
    expect(await desk.page.evaluate(() => window.desk.tokens)).toEqual(['start', 'rejected']);
    sim.ring({ customerName: 'After' });
    await desk.toast('After').waitFor();
  });

  it('sends a ping when the page is visible again [N2] [S10]', async ({ sim, open }) => {
    const desk = await open('vanilla', { agent: true });
    await desk.status('connected');
    await desk.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await sim.until(({ counters }) => counters.messagesReceived === 1);
    await desk.page.waitForFunction(() => window.desk.client.diagnostics().counters.frames >= 1);
    expect(sim.state().counters).toMatchObject({ socketsOpened: 1, socketsOpen: 1 });
  });

  it('creates a channel for each client of a page, although their requests are equal [N1] [T7]', async ({ sim, open }) => {
    const desk = await open('react', { agent: true, query: { hooks: '2' } });
    await sim.until(({ counters }) => counters.socketsOpen === 2);
    // Both get it: a page that were left before would have a socket in mid-handshake.
    sim.ring({ customerName: 'Maria Lopez' });
    await desk.toast('Maria Lopez').nth(1).waitFor();
    expect(sim.state().counters).toMatchObject({ channelsCreated: 2, socketsOpened: 2 });
  });

  it('sends no request before the time that a 429 names [N11] [T4]', async ({ sim, open }) => {
    sim.failRequests({ kind: 'rate-limited', retryAfterSeconds: 2 });
    const desk = await open('vanilla', { agent: true, options: QUICK });
    desk.allowNetworkFailures();
    await desk.status('connected');
    expect(sim.state().counters).toMatchObject({ apiRateLimited: 1, earlyApiRequests: 0 });
  });

  it('replaces its socket for maintenance, and a removed channel, during rings [N3] [N4]', { timeout: 90_000 }, async ({ sim, open }) => {
    const desk = await open('vanilla', { agent: true, options: { ...QUICK, maxToasts: 1_000 } });
    desk.allowNetworkFailures();
    await desk.status('connected');
    const stream = sim.ringEvery({ intervalMs: 50, mediaType: 'chat' });
    for (const change of ['closeForMaintenance', 'displaceChannel', 'closeForMaintenance'] as const) {
      const { socketsOpened } = sim.state().counters;
      if (change === 'closeForMaintenance') sim.closeForMaintenance({ afterMs: 3_000 });
      else sim.displaceChannel({});
      await sim.until(({ counters }) => counters.socketsOpened > socketsOpened && counters.socketsOpen === 1, { timeoutMs: 15_000 });
    }
    stream.stop();
    const rings = stream.rings.map(({ conversationId }) => conversationId);
    await desk.page.waitForFunction((last) => window.desk.toasts.some(({ conversationId }) => conversationId === last), rings.at(-1));
    const shown = await desk.shownRings();
    const { resyncs, gaps } = await desk.page.evaluate(() => window.desk.client.diagnostics().counters);
    console.log(`\n3 changeovers, ${String(rings.length)} rings: ${String(rings.filter((id) => !shown.includes(id)).length)} lost; ${String(resyncs)} resyncs, ${String(gaps)} gaps\n`);
    expect(shown.toSorted()).toEqual(rings.toSorted());
  });

  it('finds a deaf channel within an interval and ten seconds [N5]', async ({ sim, open }) => {
    const desk = await open('vanilla', { agent: true, options: { ...QUICK, resyncIntervalMs: 10_000 } });
    desk.allowNetworkFailures();
    await desk.status('connected');
    // The first list says what began before: a ring after it should have come by the channel.
    await sim.until(() => sim.records.apiRequests.some(({ path, answeredAt }) => path.endsWith('/conversations') && answeredAt !== null));
    sim.deafenChannels({});
    const since = Date.now();
    sim.ring({ customerName: 'Unheard' });
    await desk.toast('Unheard').waitFor({ timeout: 20_000 });
    await desk.page.waitForFunction(() => window.desk.errors.some(({ code }) => code === 'deaf_channel'), null, { timeout: 20_000 });
    await sim.until(({ counters }) => counters.channelsCreated === 2);
    expect(Date.now() - since).toBeLessThan(20_000);
    await desk.status('connected');
    sim.ring({ customerName: 'Later' });
    await desk.toast('Later').waitFor();
    expect(await desk.shownRings()).toHaveLength(2);
  });
});
