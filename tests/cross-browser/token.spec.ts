/** Tokens that are replaced, and a getToken that fails. */
import { describe, expect, it } from './support/test.js';

describe('token', () => {
  it('is replaced with overlapping sockets: no ring is lost or shown twice', { timeout: 90_000 }, async ({ sim, open }) => {
    // It is replaced at half of its life.
    sim.configure({ tokenLifeSeconds: 6 });
    const desk = await open('react', { options: { duration: 100 } });
    await desk.status('connected');
    const stream = sim.ringEvery({ intervalMs: 20, mediaType: 'chat' });
    await sim.until(({ counters }) => counters.tokensIssued > 4 && counters.socketsOpen === 1, { timeoutMs: 60_000 });
    stream.stop();
    const rings = stream.rings.map(({ conversationId }) => conversationId);
    await desk.page.until((last) => window.desk.toasts.some(({ conversationId }) => conversationId === last), [rings.at(-1)]);
    expect(await desk.shownRings()).toEqual(rings);
    expect(sim.state().counters.maxSocketsOpen).toBe(2);
    const closes = sim.records.sockets.filter(({ closedAt }) => closedAt !== null).map(({ closeCode, closedBy }) => `${String(closeCode)} by the ${String(closedBy)}`);
    expect(new Set(closes)).toEqual(new Set(['1000 by the client']));
    expect((await desk.page.evaluate(() => window.desk.statuses)).map(({ status }) => status)).not.toContain('disconnected');
  });

  it('is requested again after getToken has thrown', async ({ sim, open }) => {
    const { controlUrl } = sim;
    const desk = await open('given', { query: { controlUrl, throws: 'the app has no session', times: '1' }, options: { authRetryDelayMs: 100, backoff: { baseMs: 100, maxMs: 1_000, jitter: 'none' } } });
    desk.allow(/^genesys-toasts: /);
    await desk.status('connected');
    const [error] = await desk.page.evaluate(() => window.desk.errors);
    expect(error).toMatchObject({ code: 'auth_failed' });
    expect(error?.message).toContain('the app has no session');
    expect(await desk.page.evaluate(() => window.desk.tokens)).toHaveLength(2);
    sim.ring({ agentName: 'Maria Lopez' });
    await desk.toast('Maria Lopez');
  });
});
