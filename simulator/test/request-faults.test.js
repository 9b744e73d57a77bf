// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, change, deskToken, fieldsOf, fixture, openChannel, participantPath, userToken } from './platform.js';
import { post, simulator } from './support.js';

/** @param {import('../src/index.js').Simulator} sim @param {AbortSignal} [signal] */
function whoAmI(sim, signal) {
  const headers = { authorization: `Bearer ${userToken(sim)}` };
  return fetch(`${sim.apiUrl}/api/v2/users/me`, { headers, ...(signal ? { signal } : {}) });
}

describe('faults of the Platform API', () => {
  it('strike the next requests in order, as often as they say', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'error', status: 503, times: 2 });
    sim.failRequests({ kind: 'error', status: 404 });
    const statuses = [];
    for (let request = 0; request < 4; request += 1) statuses.push((await ask(sim, 'GET', '/users/me')).status);
    expect(statuses).toEqual([503, 503, 404, 200]);
    expect(sim.records.apiRequests.map(({ outcome }) => outcome)).toEqual(['error', 'error', 'error', 'answered']);
  });

  it('spare requests to other paths and of other methods', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'error', path: '/api/v2/notifications', method: 'PUT', times: 'forever' });
    const channel = await ask(sim, 'POST', '/notifications/channels');
    const put = await ask(sim, 'PUT', `/notifications/channels/${channel.body.id}/subscriptions`, { body: [] });
    expect([channel.status, put.status, (await ask(sim, 'GET', '/users/me')).status]).toEqual([200, 500, 200]);
    expect(sim.state().faults.requests).toEqual([{ kind: 'error', status: 500, path: '/api/v2/notifications', method: 'PUT', left: 'forever' }]);
  });

  it('answer 429 in the words of the service', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'rate-limited', retryAfterSeconds: 42 });
    const { status, headers, body } = await ask(sim, 'GET', '/users/me');
    const sample = fixture('rest-error-429');
    expect([status, headers.get('retry-after')]).toEqual([429, '42']);
    expect(body).toEqual({ ...sample.body, contextId: headers.get('inin-correlation-id') });
  });

  it('note a request that comes before the time that they named', async () => {
    const sim = await simulator();
    const token = userToken(sim);
    sim.failRequests({ kind: 'rate-limited', retryAfterSeconds: 30, retryAfterForm: 'absent' });
    for (let request = 0; request < 2; request += 1) await ask(sim, 'GET', '/users/me', { token });
    expect(sim.records.apiRequests.map(({ early, retryAfter }) => [early, retryAfter])).toEqual([[false, null], [true, null]]);
    expect(sim.state().counters).toMatchObject({ apiRateLimited: 1, earlyApiRequests: 1 });
  });

  it('answer 403 with the permissions that are missing', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'error', permissions: ['conversation:communication:view'] });
    const { status, body } = await ask(sim, 'GET', '/conversations');
    expect([status, body]).toEqual([403, { ...fixture('rest-error-403'), contextId: expect.any(String) }]);
  });

  it('answer with the words that they are given', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'error', status: 400, code: 'not.today', message: 'Come back tomorrow' });
    const { body } = await ask(sim, 'GET', '/users/me');
    expect(body).toMatchObject({ code: 'not.today', message: 'Come back tomorrow', status: 400 });
    expect(fieldsOf(body)).toEqual(fieldsOf(fixture('rest-error-401')));
  });

  it('answer late', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'slow', delayMs: 40 });
    expect((await whoAmI(sim)).status).toBe(200);
    const { at, answeredAt } = sim.records.apiRequests[0] ?? { at: 0, answeredAt: 0 };
    expect(Number(answeredAt) - at).toBeGreaterThanOrEqual(39);
  });

  it('never answer, and note when the client gives up', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'hang' });
    const abort = new AbortController();
    const request = whoAmI(sim, abort.signal);
    await sim.until(({ counters }) => counters.apiRequests === 1);
    abort.abort();
    await expect(request).rejects.toThrow();
    await sim.until(() => sim.records.apiRequests[0]?.abortedAt !== null);
    expect(sim.records.apiRequests[0]).toMatchObject({ outcome: 'hang', status: null, answeredAt: null });
  });

  it('break the connection', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'drop' });
    await expect(whoAmI(sim)).rejects.toThrow('fetch failed');
  });

  it('answer with what is no JSON', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'malformed' });
    await expect((await whoAmI(sim)).json()).rejects.toThrow();
  });

  it('answer without CORS', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'no-cors' });
    const response = await whoAmI(sim);
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });

  it('strike one operation, by the pattern of its path and by its body', async () => {
    const sim = await simulator();
    const path = '/api/v2/conversations/calls/{conversationId}/participants/{participantId}';
    sim.failRequests({ kind: 'error', status: 409, method: 'PATCH', path, body: { state: 'connected' }, times: 'forever' });
    const ring = sim.ring();
    const own = participantPath(ring, 'calls');
    const statuses = [];
    for (const [asked, body] of /** @type {[string, unknown][]} */ ([
      [own, { state: 'connected' }], [own, { state: 'disconnected' }], [participantPath(ring), { state: 'connected' }], [`${own}?x=1`, { state: 'connected', held: false }],
    ])) statuses.push((await change(sim, asked, body)).status);
    expect(statuses).toEqual([409, 202, 400, 409]);
  });

  it.each(/** @type {const} */ (['error', 'rate-limited', 'malformed', 'no-cors', 'slow', 'hang', 'drop']))('take effect all the same, where they are to: %s', async (kind) => {
    const sim = await simulator();
    sim.failRequests({ kind, takesEffect: true, ...(kind === 'slow' ? { delayMs: 30 } : {}) });
    const ring = sim.ring();
    const abort = new AbortController();
    const request = fetch(`${sim.apiUrl}/api/v2${participantPath(ring, 'calls')}`, {
      method: 'PATCH', signal: abort.signal, headers: { authorization: `Bearer ${deskToken(sim)}` }, body: JSON.stringify({ state: 'connected' }),
    }).then(({ status }) => status, () => 'lost');
    await sim.until(({ rings }) => rings.length === 0);
    if (kind === 'hang') abort.abort();
    expect(await request).toBe({ error: 500, 'rate-limited': 429, malformed: 200, 'no-cors': 202, slow: 202, hang: 'lost', drop: 'lost' }[kind]);
    expect(sim.records.apiRequests.map(({ tookEffect, body }) => [tookEffect, body])).toEqual([[true, { state: 'connected' }]]);
  });

  it.each(/** @type {const} */ (['error', 'rate-limited', 'malformed', 'drop']))('take no effect otherwise: %s', async (kind) => {
    const sim = await simulator();
    sim.failRequests({ kind });
    await change(sim, participantPath(sim.ring(), 'calls'), { state: 'connected' }).catch(() => null);
    expect([sim.rings().length, sim.records.apiRequests[0]?.tookEffect]).toEqual([1, false]);
  });

  it('accept a request that then does nothing', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'no-effect', method: 'PATCH' });
    const { status, body } = await change(sim, participantPath(sim.ring({ mediaType: 'email' }), 'emails'), { state: 'connected' });
    expect([status, body, sim.rings().length]).toEqual([202, null, 1]);
    expect(sim.records.apiRequests).toMatchObject([{ outcome: 'no-effect', tookEffect: false }]);
    expect(() => sim.failRequests({ kind: 'no-effect', takesEffect: true })).toThrow('takesEffect: there is no such parameter');
  });

  it('are gone when they are cleared', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'error', times: 'forever' });
    sim.clearFaults();
    expect((await ask(sim, 'GET', '/users/me')).status).toBe(200);
  });

  it('are asked for over the control endpoint, too', async () => {
    const sim = await simulator();
    await post(sim, 'fail-requests', { kind: 'error', status: 502 });
    await post(sim, 'close-for-maintenance');
    expect((await ask(sim, 'GET', '/users/me')).status).toBe(502);
  });

  it.each([
    [{ kind: 'explode' }, 'kind: expected "rate-limited"'],
    [{ kind: 'hang', status: 500 }, 'status: there is no such parameter'],
    [{ kind: 'error', permissions: 'all' }, 'permissions: expected a list of strings'],
    [{ kind: 'drop', body: 'connected' }, 'body: expected an object'],
    [{ kind: 'drop', takesEffect: 1 }, 'takesEffect: expected true or false'],
  ])('cannot be %o', async (params, message) => {
    const sim = await simulator();
    expect(() => sim.failRequests(/** @type {any} */ (params))).toThrow(message);
  });
});

describe('offline', () => {
  it('breaks requests to the Platform API, also those that wait for an answer', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'hang' });
    const waiting = expect(whoAmI(sim)).rejects.toThrow('fetch failed');
    await sim.until(({ counters }) => counters.apiRequests === 1);
    sim.goOffline();
    await waiting;
    await expect(whoAmI(sim)).rejects.toThrow('fetch failed');
    sim.goOnline();
    expect((await whoAmI(sim)).status).toBe(200);
  });
});

describe('reset', () => {
  it('leaves no channel, no conversation and no request', async () => {
    const sim = await simulator({ seed: 3 });
    const fresh = sim.state();
    const channel = await openChannel(sim);
    sim.ring();
    sim.failRequests({ kind: 'hang', times: 'forever' });
    sim.deafenChannels({ newChannels: true });
    sim.delayFrames({ source: 'notifications', times: 'forever' });
    sim.reset();
    expect((await channel.closed).code).toBe(1001);
    expect([sim.state(), sim.records.apiRequests, sim.records.events]).toEqual([fresh, [], []]);
    expect((await openChannel(sim)).channelId).toBe(channel.channelId);
  });
});
