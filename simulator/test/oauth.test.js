// @ts-check

import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../src/rate-limit.js';
import { connected, readJson, requestToken, simulator } from './support.js';

describe('token endpoint', () => {
  it('gives a token to the default client, with its life and scopes', async () => {
    const sim = await simulator({ tokenLifeSeconds: 6 });
    const response = await requestToken(sim);
    expect(response.status).toBe(200);
    expect(await readJson(response)).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 6,
      scope: 'routing:conversation:read routing:queue:read user:read',
    });
  });

  it('gives a token that the socket takes', async () => {
    const sim = await simulator();
    const { access_token: token } = await readJson(await requestToken(sim));
    const { socket } = await connected(sim, token);
    expect(socket.readyState).toBe(socket.OPEN);
  });

  it('takes the client from HTTP Basic, too', async () => {
    const sim = await simulator();
    const basic = Buffer.from(`${sim.clientId}:${sim.clientSecret}`).toString('base64');
    const response = await fetch(sim.tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(response.status).toBe(200);
  });

  it('knows further clients, each with its own scope', async () => {
    const sim = await simulator({ clients: [{ clientId: 'desk', clientSecret: 's3cret', scope: 'user:read' }] });
    const response = await requestToken(sim, { form: { client_id: 'desk', client_secret: 's3cret' } });
    expect((await readJson(response)).scope).toBe('user:read');
  });

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_what, form, status, error) => {
    const sim = await simulator();
    const response = await requestToken(sim, { form });
    expect(response.status).toBe(status);
    expect(await readJson(response)).toMatchObject({ error, description: expect.any(String), error_description: expect.any(String) });
  });

  it('refuses a body that is no form', async () => {
    const sim = await simulator();
    const response = await fetch(sim.tokenUrl, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect([response.status, (await readJson(response)).error]).toEqual([400, 'invalid_request']);
  });

  it('leaves scope and expires_in out where it is asked to', async () => {
    const sim = await simulator({ announceScope: false, announcedExpiresIn: 'absent' });
    expect(Object.keys(await readJson(await requestToken(sim)))).toEqual(['access_token', 'token_type']);
  });

  it('announces any life that it is asked to', async () => {
    const sim = await simulator({ announcedExpiresIn: 'soon' });
    expect((await readJson(await requestToken(sim))).expires_in).toBe('soon');
  });

  it('changes the life of tokens while it runs', async () => {
    const sim = await simulator();
    sim.configure({ tokenLifeSeconds: 6 });
    expect((await readJson(await requestToken(sim))).expires_in).toBe(6);
  });

  it('serves POST only', async () => {
    const sim = await simulator();
    expect((await fetch(sim.tokenUrl)).status).toBe(405);
  });
});

describe('CORS of the token endpoint', () => {
  it('lets any page in by default, and the page read Retry-After', async () => {
    const sim = await simulator();
    const { headers } = await requestToken(sim, { headers: { origin: 'http://desk.example' } });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-expose-headers')).toContain('retry-after');
  });

  it('answers a preflight', async () => {
    const sim = await simulator();
    const response = await fetch(sim.tokenUrl, { method: 'OPTIONS', headers: { origin: 'http://desk.example' } });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(sim.state().counters.tokenRequests).toBe(0);
  });

  it('lets only the allowed origin in', async () => {
    const sim = await simulator({ allowedOrigin: ['http://desk.example'] });
    const allowed = await requestToken(sim, { headers: { origin: 'http://desk.example' } });
    const other = await requestToken(sim, { headers: { origin: 'http://other.example' } });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('http://desk.example');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('sends no CORS header where none is allowed', async () => {
    const sim = await simulator({ allowedOrigin: null });
    const { headers } = await requestToken(sim, { headers: { origin: 'http://desk.example' } });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('hides Retry-After from pages where it is asked to', async () => {
    const sim = await simulator({ exposeRetryAfter: false });
    sim.failTokenRequests({ kind: 'rate-limited' });
    const { headers } = await requestToken(sim);
    expect(headers.get('retry-after')).toBe('1');
    expect(headers.get('access-control-expose-headers')).not.toContain('retry-after');
  });
});

describe('rate limit of the token endpoint', () => {
  it('refuses the eleventh request in a second with the seconds in the header and in the message', async () => {
    const sim = await simulator();
    const responses = await Promise.all(Array.from({ length: 11 }, () => requestToken(sim)));
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(await refused[0]?.json()).toMatchObject({
      message: 'Rate limit exceeded the maximum. Retry the request in [1] seconds',
      code: 'too.many.requests.retry.after',
      status: 429,
      contextId: refused[0]?.headers.get('inin-correlation-id'),
    });
  });

  it('counts each client for itself', async () => {
    const sim = await simulator({ rateLimitPerSecond: 1, clients: [{ clientId: 'desk', clientSecret: 's3cret' }] });
    await requestToken(sim);
    const other = await requestToken(sim, { form: { client_id: 'desk', client_secret: 's3cret' } });
    expect(other.status).toBe(200);
  });

  it('writes Retry-After as an HTTP date that is not before the time in the message', async () => {
    const sim = await simulator({ retryAfterForm: 'http-date' });
    sim.failTokenRequests({ kind: 'rate-limited', retryAfterSeconds: 3 });
    const askedAt = Date.now();
    const header = (await requestToken(sim)).headers.get('retry-after') ?? '';
    expect(new Date(header).toUTCString()).toBe(header);
    const waitMs = Date.parse(header) - askedAt;
    expect(waitMs).toBeGreaterThanOrEqual(3000);
    expect(waitMs).toBeLessThan(5000);
    expect(sim.records.tokenRequests[0]?.notBeforeAt).toBe(Date.parse(header));
  });

  it('leaves Retry-After out where it is asked to, and still names the seconds', async () => {
    const sim = await simulator({ retryAfterForm: 'absent' });
    sim.failTokenRequests({ kind: 'rate-limited', retryAfterSeconds: 42 });
    const response = await requestToken(sim);
    expect(response.headers.get('retry-after')).toBeNull();
    expect((await readJson(response)).message).toContain('in [42] seconds');
  });

  it('lets a client in again after the time that it named', () => {
    const limiter = new RateLimiter();
    const waits = [0, 400, 500, 999, 1000, 1200, 1400].map((at) => limiter.take('desk', 2, at));
    expect(waits).toEqual([0, 0, 500, 1, 0, 200, 0]);
  });

  it('may be lifted', async () => {
    const sim = await simulator({ rateLimitPerSecond: null });
    const responses = await Promise.all(Array.from({ length: 30 }, () => requestToken(sim)));
    expect(responses.every(({ status }) => status === 200)).toBe(true);
  });

  it('notes a request that comes before the time that it named', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'rate-limited', retryAfterSeconds: 30 });
    await requestToken(sim);
    await requestToken(sim);
    expect(sim.records.tokenRequests.map(({ early }) => early)).toEqual([false, true]);
    expect(sim.state().counters).toMatchObject({ rateLimited: 1, earlyTokenRequests: 1 });
  });
});

describe('faults of the token endpoint', () => {
  it('strike the next requests in order, as often as they say', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'rate-limited', retryAfterSeconds: 3, times: 2 });
    sim.failTokenRequests({ kind: 'error', status: 503 });
    const statuses = [];
    for (let request = 0; request < 4; request += 1) statuses.push((await requestToken(sim)).status);
    expect(statuses).toEqual([429, 429, 503, 200]);
  });

  it('strike until they are cleared', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'error', times: 'forever' });
    const before = [(await requestToken(sim)).status, (await requestToken(sim)).status];
    sim.clearFaults();
    expect([...before, (await requestToken(sim)).status]).toEqual([500, 500, 200]);
  });

  it('spare other clients where one is named', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'error', clientId: 'somebody-else' });
    expect((await requestToken(sim)).status).toBe(200);
  });

  it.each([
    [400, 'invalid_request'],
    [401, 'invalid_client'],
    [403, 'unauthorized_client'],
    [500, 'server_error'],
    [503, 'temporarily_unavailable'],
  ])('answer %i with an OAuth error', async (status, error) => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'error', status });
    const response = await requestToken(sim);
    expect([response.status, (await readJson(response)).error]).toEqual([status, error]);
  });

  it('answer with the words that they are given', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'error', status: 400, error: 'invalid_grant', description: 'not today' });
    expect(await readJson(await requestToken(sim))).toMatchObject({ error: 'invalid_grant', description: 'not today' });
  });

  it('answer late', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'slow', delayMs: 60 });
    expect((await requestToken(sim)).status).toBe(200);
    const { at, answeredAt } = sim.records.tokenRequests[0] ?? { at: 0, answeredAt: 0 };
    expect((answeredAt ?? 0) - at).toBeGreaterThanOrEqual(59);
  });

  it('never answer, and note when the client gives up', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'hang' });
    const abort = new AbortController();
    const request = requestToken(sim, { signal: abort.signal });
    await sim.until(({ counters }) => counters.tokenRequests === 1);
    abort.abort();
    await expect(request).rejects.toThrow();
    await sim.until(() => sim.records.tokenRequests[0]?.abortedAt !== null);
    expect(sim.records.tokenRequests[0]).toMatchObject({ outcome: 'hang', status: null, answeredAt: null });
  });

  it('break the connection', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'drop' });
    await expect(requestToken(sim)).rejects.toThrow('fetch failed');
  });

  it('answer with what is no JSON', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'malformed' });
    const response = await requestToken(sim);
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow();
  });

  it('answer without a token', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'no-token' });
    expect(Object.keys(await readJson(await requestToken(sim)))).not.toContain('access_token');
  });

  it('answer without CORS', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'no-cors' });
    const response = await requestToken(sim);
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, null]);
    expect(sim.records.tokenRequests[0]?.outcome).toBe('no-cors');
  });
});
