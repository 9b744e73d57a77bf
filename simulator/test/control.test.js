// @ts-check

import { describe, expect, it } from 'vitest';
import { ACTION_HELP } from '../src/action-help.js';
import { connected, post, readJson, requestToken, simulator } from './support.js';

describe('control endpoint', () => {
  it('does what the method of the same name does', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    const response = await post(sim, 'ring', { mediaType: 'chat', conversationId: 'c-1' });
    expect(await readJson(response)).toMatchObject({ conversationId: 'c-1', state: 'ringing', mediaType: 'chat' });
    expect((await client.frames(1))[0].conversation).toEqual({ id: 'c-1', state: 'ringing', mediaType: 'chat' });
  });

  it('takes an action without a body', async () => {
    const sim = await simulator();
    await post(sim, 'ring');
    expect(await readJson(await post(sim, 'answer'))).toMatchObject({ state: 'connected' });
  });

  it('starts and stops streams', async () => {
    const sim = await simulator();
    const started = await readJson(await post(sim, 'ring-every', { intervalMs: 60_000 }));
    expect(started).toEqual({ streamId: 1 });
    expect(await readJson(await post(sim, 'stop-ringing'))).toEqual({ stopped: 1 });
  });

  it('chooses a phone and a routing status, and says what has become of a conversation', async () => {
    const sim = await simulator();
    const phone = await readJson(await post(sim, 'set-phone', { kind: 'webrtc-persistent' }));
    const status = await readJson(await post(sim, 'set-routing-status', { status: 'NOT_RESPONDING' }));
    expect([phone, status]).toEqual([
      { userId: sim.userId, kind: 'webrtc-persistent', persistentConnection: true }, { userId: sim.userId, status: 'NOT_RESPONDING' },
    ]);
    expect((await readJson(await fetch(`${sim.controlUrl}/state`))).agents[0]).toMatchObject({ phone: 'webrtc-persistent', routingStatus: 'NOT_RESPONDING' });
    sim.ring({ conversationId: 'c-1', flow: false });
    const legs = await readJson(await post(sim, 'legs', { conversationId: 'c-1' }));
    expect(legs.map((/** @type {any} */ { purpose, state, afterCallWork }) => [purpose, state, afterCallWork])).toEqual([
      ['customer', 'connected', null], ['acd', 'connected', null], ['agent', 'alerting', null],
    ]);
    expect((await post(sim, 'legs', { conversationId: 'c-9' })).status).toBe(404);
  });

  it('makes the endpoints fail', async () => {
    const sim = await simulator();
    await post(sim, 'fail-token-requests', { kind: 'rate-limited', retryAfterSeconds: 3, times: 'forever' });
    expect((await requestToken(sim)).headers.get('retry-after')).toBe('3');
    expect(sim.state().faults.tokenRequests).toEqual([{ kind: 'rate-limited', retryAfterSeconds: 3, left: 'forever' }]);
  });

  it('answers the state', async () => {
    const sim = await simulator({ seed: 7 });
    await connected(sim);
    sim.ring({ conversationId: 'c-1' });
    expect(await readJson(await fetch(`${sim.controlUrl}/state`))).toMatchObject({
      tokenUrl: sim.tokenUrl,
      seed: 7,
      counters: { socketsOpen: 1, frames: 1 },
      sockets: [{ socketId: 1, clientId: sim.clientId, silent: false }],
      conversations: [{ conversationId: 'c-1', state: 'ringing' }],
    });
  });

  it('answers the records from an index on', async () => {
    const sim = await simulator();
    sim.burst({ count: 3 });
    const { entries, next } = await readJson(await fetch(`${sim.controlUrl}/records/frames?since=2`));
    expect([entries.length, entries[0].index, next]).toEqual([1, 2, 3]);
    for (const name of ['token-requests', 'handshakes', 'sockets']) {
      expect(await readJson(await fetch(`${sim.controlUrl}/records/${name}`))).toEqual({ entries: [], next: 0 });
    }
  });

  it('never shows a token or a secret', async () => {
    /** @type {string[]} */
    const lines = [];
    const sim = await simulator({ log: (line) => lines.push(line) });
    const { access_token: token } = await readJson(await requestToken(sim));
    await connected(sim, token);
    sim.expireTokens();
    const records = await Promise.all(['token-requests', 'handshakes', 'sockets'].map(async (name) => (await fetch(`${sim.controlUrl}/records/${name}`)).text()));
    const shown = [JSON.stringify(sim.state()), ...records, ...lines].join('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(sim.clientSecret);
  });

  it('lists every action, each of which is a method', async () => {
    const sim = await simulator();
    const { actions } = await readJson(await fetch(sim.controlUrl));
    expect(actions).toHaveLength(Object.keys(ACTION_HELP).length);
    const methods = Object.entries(sim).filter(([, value]) => typeof value === 'function').map(([name]) => name);
    expect(methods.filter((name) => !['state', 'until', 'close'].includes(name)).sort()).toEqual(Object.keys(ACTION_HELP).sort());
  });

  it('lets every page in', async () => {
    const sim = await simulator({ allowedOrigin: null });
    const preflight = await fetch(`${sim.controlUrl}/ring`, { method: 'OPTIONS', headers: { origin: 'http://desk.example' } });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect((await post(sim, 'ring', {})).headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each([
    ['an unknown action', 'rung', {}, 404, 'there is no action "rung"'],
    ['the name of no action that an object has', 'constructor', {}, 404, 'there is no action'],
    ['an unknown parameter', 'ring', { media: 'voice' }, 400, 'media: there is no such parameter'],
    ['a parameter of another type', 'ring', { mediaType: 5 }, 400, 'mediaType: expected a string, got 5'],
    ['a body that is no object', 'ring', [1], 400, 'the body has to be a JSON object'],
    ['an unknown conversation', 'answer', { conversationId: 'c-9' }, 404, 'no live conversation has the id "c-9"'],
    ['an unknown stream', 'stop-ringing', { streamId: 9 }, 404, 'no stream 9 runs'],
    ['an unknown client', 'issue-token', { clientId: 'nobody' }, 404, 'no client is called nobody'],
    ['an unknown setting', 'configure', { tokenLife: 6 }, 400, 'tokenLife: there is no such setting'],
    ['a setting that cannot be so', 'configure', { tokenLifeSeconds: 0 }, 400, 'tokenLifeSeconds: expected a number above 0, got 0'],
    ['an unknown kind of fault', 'fail-handshakes', { kind: 'explode' }, 400, 'kind: expected "status"'],
    ['a parameter of another kind of fault', 'fail-handshakes', { kind: 'drop', status: 503 }, 400, 'status: there is no such parameter'],
    ['times that cannot be so', 'duplicate-frames', { times: 0 }, 400, 'times: expected a whole number from 1, or "forever"'],
    ['an unknown scenario', 'run-scenario', { name: 'chaos' }, 400, 'name: expected "calm"'],
  ])('refuses %s', async (_what, action, body, status, message) => {
    const sim = await simulator();
    const response = await post(sim, action, body);
    expect([response.status, (await readJson(response)).error]).toEqual([status, expect.stringContaining(message)]);
  });

  it('refuses a body that is no JSON', async () => {
    const sim = await simulator();
    const response = await fetch(`${sim.controlUrl}/ring`, { method: 'POST', body: '{' });
    expect([response.status, await readJson(response)]).toEqual([400, { error: 'the body is no JSON' }]);
  });
});

describe('records', () => {
  it('keep the newest entries', async () => {
    const sim = await simulator({ recordLimit: 10 });
    sim.burst({ count: 1000 });
    expect(sim.records.frames.length).toBeLessThan(20);
    expect(sim.records.frames.at(-1)?.index).toBe(999);
    expect(sim.state().counters.frames).toBe(1000);
  });

  it('start again when they are cleared, with the open sockets counted', async () => {
    const sim = await simulator();
    await connected(sim);
    sim.ring();
    sim.clearRecords();
    expect(sim.records.frames).toEqual([]);
    expect(sim.state().counters).toMatchObject({ frames: 0, socketsOpened: 0, socketsOpen: 1, maxSocketsOpen: 1 });
  });
});

describe('until', () => {
  it('gives up after its time and says what was so', async () => {
    const sim = await simulator();
    await expect(sim.until(({ seed }) => seed === 99, { timeoutMs: 10 })).rejects.toThrow(/not so within 10 ms.*"seed":1/);
  });

  it('ends when the simulator does', async () => {
    const sim = await simulator();
    const waiting = expect(sim.until(() => false)).rejects.toThrow('was closed');
    await sim.close();
    await waiting;
  });
});

describe('start and close', () => {
  it.each([
    [{ seed: -1 }, 'seed: expected a whole number from 0'],
    [{ clients: [{ clientId: 'desk' }] }, 'clients[0].clientSecret: expected a string'],
    [{ retryAfterForm: 'minutes' }, 'retryAfterForm: expected "seconds", "http-date", "absent"'],
    [{ tokenLife: 6 }, 'tokenLife: there is no such parameter'],
  ])('refuse the options %o', async (options, message) => {
    await expect(simulator(/** @type {any} */ (options))).rejects.toThrow(message);
  });

  it('end hung requests, handshakes and sockets at once', async () => {
    const sim = await simulator();
    sim.failTokenRequests({ kind: 'hang' });
    const request = expect(requestToken(sim)).rejects.toThrow('fetch failed');
    await sim.until(({ counters }) => counters.tokenRequests === 1);
    const client = await connected(sim);
    sim.silenceSockets({ stopReading: true });
    await sim.close();
    await request;
    expect((await client.closed).code).toBe(1006);
  });

  it('may be closed twice', async () => {
    const sim = await simulator();
    await sim.close();
    await sim.close();
  });

  it('answer a path that nobody serves with 404', async () => {
    const sim = await simulator();
    const response = await fetch(`${sim.url}/api/v2/other`);
    expect([response.status, (await readJson(response)).code]).toEqual([404, 'not.found']);
  });

  it('answer the URLs at the root', async () => {
    const sim = await simulator();
    const { url, tokenUrl, socketUrl, controlUrl } = sim;
    expect(await readJson(await fetch(url))).toEqual({ url, tokenUrl, socketUrl, controlUrl });
  });
});
