// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, userToken } from './platform.js';
import { connectTo, simulator } from './support.js';

const ORIGIN = { origin: 'http://desk.example' };

describe('a path that is not served', () => {
  it.each(['/api/v2/stations', '/api/v2', '/platform/api/v2/users/me', '/logout'])('is refused in the words of the API, and a page can read it: %s', async (path) => {
    const sim = await simulator({ allowedOrigin: ORIGIN.origin });
    const response = await fetch(`${sim.url}${path}`, { headers: ORIGIN });
    const contextId = response.headers.get('inin-correlation-id');
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([404, ORIGIN.origin]);
    expect(await response.json()).toEqual({
      message: `The simulator does not serve ${path}`, code: 'not.found', status: 404, contextId, details: [], errors: [],
    });
  });

  it('is in the record and in the log, with its method and query', async () => {
    /** @type {string[]} */
    const lines = [];
    const sim = await simulator({ log: (line) => lines.push(line) });
    await ask(sim, 'PATCH', '/conversations/videos/c-1?a=b', { body: { state: 'connected' } });
    expect(sim.records.apiRequests).toMatchObject([
      { method: 'PATCH', path: '/api/v2/conversations/videos/c-1?a=b', userId: sim.userId, status: 404, outcome: 'not-served' },
    ]);
    expect(lines).toContain('PATCH /api/v2/conversations/videos/c-1?a=b: 404 not-served');
  });

  it('is refused without a token, and does not count for the rate limit', async () => {
    const sim = await simulator({ apiRateLimitPerMinute: 1 });
    const token = userToken(sim);
    const statuses = [];
    for (const asked of [null, token, token]) statuses.push((await ask(sim, 'GET', '/stations', { token: asked })).status);
    expect([...statuses, (await ask(sim, 'GET', '/users/me', { token })).status]).toEqual([404, 404, 404, 200]);
  });

  it('meets a fault that was asked for', async () => {
    const sim = await simulator();
    sim.failRequests({ kind: 'error', status: 503, path: '/api/v2/stations' });
    expect([(await ask(sim, 'GET', '/stations')).status, (await ask(sim, 'GET', '/stations')).status]).toEqual([503, 404]);
  });

  it('is not answered while the simulator is offline', async () => {
    const sim = await simulator();
    sim.goOffline();
    await expect(fetch(`${sim.url}/api/v2/stations`)).rejects.toThrow('fetch failed');
    expect(sim.records.apiRequests).toEqual([]);
  });

  it.each(['/api/v2/routing/events', '/channels/streaming-5-unknown'])('is one of a WebSocket, too, where it is asked without an upgrade: %s', async (path) => {
    const sim = await simulator();
    const response = await fetch(`${sim.url}${path}`, { headers: ORIGIN });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([426, '*']);
    expect(sim.records.apiRequests).toMatchObject([{ path, status: 426, outcome: 'not-served' }]);
  });
});

describe('a request that is refused elsewhere', () => {
  it('is in the record where its body is too large', async () => {
    const sim = await simulator();
    const { status, body } = await ask(sim, 'PUT', '/notifications/channels/c-1/subscriptions', { body: 'x'.repeat(4 * 1024 * 1024) });
    expect([status, body.code]).toEqual([413, 'request.entity.too.large']);
    expect(sim.records.apiRequests).toMatchObject([{ status: 413, outcome: 'refused', requestId: body.contextId }]);
  });

  it.each([
    ['GET', '/oauth/token', 405],
    ['POST', '/oauth/authorize', 405],
    ['GET', '/oauth/authorize?client_id=nobody', 400],
    ['GET', '/_control/nothing', 404],
    ['POST', '/_control/nothing', 404],
  ])('is in the log: %s %s', async (method, path, status) => {
    /** @type {string[]} */
    const lines = [];
    const sim = await simulator({ log: (line) => lines.push(line) });
    expect((await fetch(`${sim.url}${path}`, { method })).status).toBe(status);
    expect(lines).toEqual([expect.stringContaining(`${method} ${path.replace(/[?].*/, '')}: ${status}`)]);
  });
});

describe('a WebSocket at a path that has none', () => {
  it('is refused with 404, and is in the record and in the log', async () => {
    /** @type {string[]} */
    const lines = [];
    const sim = await simulator({ log: (line) => lines.push(line) });
    expect(await connectTo(`${sim.socketUrl}s`).refused).toBe(404);
    expect(sim.records.handshakes).toMatchObject([{ source: null, status: 404, outcome: 'not-served' }]);
    expect(sim.state().counters.handshakesRefused).toBe(1);
    expect(lines).toContain('there is no socket at /api/v2/routing/eventss');
  });

  it('breaks while the simulator is offline', async () => {
    const sim = await simulator();
    sim.goOffline();
    expect(await connectTo(`${sim.socketUrl}s`).refused).toBeNull();
  });
});

describe('a preflight', () => {
  it.each([
    ['an operation', '/api/v2/users/me'],
    ['a path that is not served', '/api/v2/conversations/calls/c-1'],
    ['the token endpoint', '/oauth/token'],
    ['the control endpoint', '/_control/state'],
  ])('allows any header at %s', async (_what, path) => {
    const sim = await simulator();
    const headers = { ...ORIGIN, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization, purecloud-sdk, x-desk' };
    const response = await fetch(`${sim.url}${path}`, { method: 'OPTIONS', headers });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization, purecloud-sdk, x-desk');
  });

  it('allows PATCH at the Platform API', async () => {
    const sim = await simulator();
    const response = await fetch(`${sim.apiUrl}/api/v2/conversations/calls/c-1`, { method: 'OPTIONS', headers: ORIGIN });
    expect(response.headers.get('access-control-allow-methods')).toContain('PATCH');
  });

  it('allows nothing to a page of another origin', async () => {
    const sim = await simulator({ allowedOrigin: 'http://other.example' });
    const response = await fetch(`${sim.apiUrl}/api/v2/stations`, { method: 'OPTIONS', headers: ORIGIN });
    expect([response.headers.get('access-control-allow-origin'), response.headers.get('access-control-allow-headers')]).toEqual([null, null]);
  });
});
