import type { TokenRequestRecord } from '../../simulator/src/records.js';
import { describe, expect, it } from './support/test.js';

/** Half of a token's life: that is when it is replaced where the life is short [T8]. */
const LIFE_SECONDS = 6;

describe('replacing the token', () => {
  it('loses no ring and shows none twice over 20 refreshes, on two sockets at most [T8] [T9] [S7] [E10]', { timeout: 150_000 }, async ({ sim, open }) => {
    sim.configure({ tokenLifeSeconds: LIFE_SECONDS });
    // Short toasts of which four are shown: what is looked at is the connection.
    const desk = await open('react', { options: { duration: 100 } });
    await desk.status('connected');
    const stream = sim.ringEvery({ intervalMs: 20, mediaType: 'chat' });
    await sim.until(({ counters }) => counters.tokensIssued > 21 && counters.socketsOpen === 1, { timeoutMs: 120_000 });
    stream.stop();
    const last = stream.rings.at(-1)?.conversationId;
    await desk.page.waitForFunction((id) => window.desk.toasts.some(({ conversationId }) => conversationId === id), last);

    const shown = await desk.shownRings();
    const times = new Map<string, number>();
    for (const id of shown) times.set(id, (times.get(id) ?? 0) + 1);
    const lost = stream.rings.filter(({ conversationId }) => !times.has(conversationId));
    const twice = [...times].filter(([, count]) => count > 1);
    const { counters } = sim.state();
    const closes = sim.records.sockets.filter(({ closedAt }) => closedAt !== null).map(({ closeCode, closedBy }) => `${String(closeCode)} by the ${String(closedBy)}`);
    console.log(
      `\n${String(counters.tokensIssued - 1)} refreshes, ${String(stream.rings.length)} rings: ${String(lost.length)} lost, ${String(twice.length)} twice; ` +
        `${String(counters.maxSocketsOpen)} sockets at most; closes: ${[...new Set(closes)].join(', ')}\n`,
    );
    expect(lost).toEqual([]);
    expect(twice).toEqual([]);
    expect(counters.maxSocketsOpen).toBe(2);
    expect(closes.length).toBeGreaterThanOrEqual(20);
    expect(new Set(closes)).toEqual(new Set(['1000 by the client']));
    expect(counters.tokenRequests).toBe(counters.tokensIssued);
    expect((await desk.page.evaluate(() => window.desk.statuses)).map(({ status }) => status)).not.toContain('disconnected');
  });

  it('makes one token request for two components with the same options [T7]', async ({ sim, open }) => {
    // Slow, so that both want it before either has it.
    sim.failTokenRequests({ kind: 'slow', delayMs: 500 });
    await open('react', { query: { hooks: '2' } });
    await sim.until(({ counters }) => counters.socketsOpen === 2);
    expect(sim.state().counters.tokenRequests).toBe(1);
  });
});

// Together: most of their time is waiting for a token to end.
describe.concurrent('a token endpoint that fails', () => {
  it.for(['hang', 'error'] as const)('keeps the socket, and the rings, while the token endpoint answers with: %s [T6] [T9]', async (kind, { sim, open }) => {
    sim.configure({ tokenLifeSeconds: LIFE_SECONDS });
    const desk = await open('react', { options: { authRetryDelayMs: 200 } });
    desk.allowNetworkFailures();
    await desk.status('connected');
    sim.failTokenRequests({ kind, times: 'forever' });
    await sim.until(({ counters }) => counters.tokenRequests >= 2, { timeoutMs: 10_000 });
    sim.ring({ agentName: 'Meanwhile' });
    await desk.toast('Meanwhile').waitFor();
    expect(sim.state().counters).toMatchObject({ socketsOpened: 1, socketsOpen: 1, tokensIssued: 1 });
    expect(await desk.page.evaluate(() => window.desk.client.getSnapshot().status)).toBe('connected');
  });

  const cases = [
    { retryAfterForm: 'seconds', exposeRetryAfter: true },
    { retryAfterForm: 'http-date', exposeRetryAfter: true },
    { retryAfterForm: 'seconds', exposeRetryAfter: false },
    { retryAfterForm: 'http-date', exposeRetryAfter: false },
  ] as const;

  it.for(cases)('gets no request before the time that its 429 names: $retryAfterForm, readable: $exposeRetryAfter [T4]', async (form, { sim, open }) => {
    sim.failTokenRequests({ kind: 'rate-limited', retryAfterSeconds: 3, times: 2, ...form });
    const desk = await open('vanilla');
    desk.allowNetworkFailures();
    await sim.until(({ counters }) => counters.tokensIssued === 1, { timeoutMs: 20_000 });
    await desk.status('connected');
    const { tokenRequests } = sim.records;
    expect(tokenRequests.map(({ outcome }) => outcome)).toEqual(['rate-limited', 'rate-limited', 'granted']);
    expect(tokenRequests.map(({ early }) => early)).toEqual([false, false, false]);
    // The named time and up to a tenth more, where an HTTP date has whole seconds only: and not more than that.
    for (const wait of waits(tokenRequests)) expect(wait).toBeLessThan(6_000);
  });

  it('gets no refresh before the time that its 429 names; rings are shown with the old token [T4] [T6] [T9]', async ({ sim, open }) => {
    sim.configure({ tokenLifeSeconds: LIFE_SECONDS });
    const desk = await open('react', { options: { authRetryDelayMs: 100 } });
    desk.allowNetworkFailures();
    await desk.status('connected');
    sim.failTokenRequests({ kind: 'rate-limited', retryAfterSeconds: 1 });
    await sim.until(({ counters }) => counters.rateLimited === 1, { timeoutMs: 10_000 });
    sim.ring({ agentName: 'Meanwhile' });
    await desk.toast('Meanwhile').waitFor();
    await sim.until(({ counters }) => counters.tokensIssued === 2 && counters.socketsOpened === 2, { timeoutMs: 10_000 });
    expect(sim.state().counters.earlyTokenRequests).toBe(0);
  });
});

/** Ms from each answer to the request after it. */
function waits(requests: readonly TokenRequestRecord[]): number[] {
  return requests.slice(1).map(({ at }, index) => at - (requests[index]?.answeredAt ?? NaN));
}
