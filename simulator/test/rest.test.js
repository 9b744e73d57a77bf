// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, fieldsOf, fixture, userToken, withPurpose } from './platform.js';
import { simulator } from './support.js';

describe('authentication', () => {
  it.each([
    ['no token', () => null, 'authentication.required'],
    ['a token that was never issued', () => 'invented', 'bad.credentials'],
    ['an expired one', (/** @type {import('../src/index.js').Simulator} */ sim) => [userToken(sim), sim.expireTokens()][0], 'credentials.expired'],
    ['a revoked one', (/** @type {import('../src/index.js').Simulator} */ sim) => [userToken(sim), sim.revokeTokens()][0], 'credentials.expired'],
  ])('refuses %s with 401', async (_what, makeToken, code) => {
    const sim = await simulator();
    const token = /** @type {string | null} */ (makeToken(sim));
    const { status, body, headers } = await ask(sim, 'GET', '/users/me', { token });
    expect([status, body.code]).toEqual([401, code]);
    expect(fieldsOf(body)).toEqual(fieldsOf(fixture('rest-error-401')));
    expect(headers.get('inin-correlation-id')).toBe(body.contextId);
  });

  it('says the words of the service to a token that it does not know', async () => {
    const sim = await simulator();
    const { body } = await ask(sim, 'GET', '/users/me', { token: 'invented' });
    expect(body).toEqual({ ...fixture('rest-error-401'), contextId: expect.any(String) });
  });

  it.each([
    ['POST', '/notifications/channels', 'users:readonly', '[notifications]'],
    ['GET', '/users/me', 'notifications', '[users, users:readonly, user-basic-info]'],
    ['GET', '/conversations', 'notifications', '[conversations, conversations:readonly]'],
  ])('refuses %s %s without its scope with 403', async (method, path, scope, permissions) => {
    const sim = await simulator();
    const { accessToken: token } = sim.issueToken({ userId: sim.userId, scope });
    const { status, body } = await ask(sim, method, path, { token });
    expect([status, body.messageParams]).toEqual([403, { permissions }]);
    expect(fieldsOf(body)).toEqual(fieldsOf(fixture('rest-error-403')));
  });

  it('takes a scope that allows more than is needed', async () => {
    const sim = await simulator();
    const { accessToken: token } = sim.issueToken({ userId: sim.userId, scope: 'users conversations notifications' });
    const statuses = await Promise.all(['/users/me', '/conversations'].map(async (path) => (await ask(sim, 'GET', path, { token })).status));
    expect(statuses).toEqual([200, 200]);
  });

  it.each(['users', 'users:readonly', 'user-basic-info'])('says who the user is to a token with the scope %s', async (scope) => {
    const sim = await simulator();
    const { accessToken: token } = sim.issueToken({ userId: sim.userId, scope });
    expect((await ask(sim, 'GET', '/users/me', { token })).status).toBe(200);
  });

  it('does not limit client credentials by scopes', async () => {
    const sim = await simulator();
    const { accessToken: token } = sim.issueToken();
    expect((await ask(sim, 'POST', '/notifications/channels', { token })).status).toBe(200);
  });

  it('names the methods of a path that has not the one asked for', async () => {
    const sim = await simulator();
    expect((await ask(sim, 'DELETE', '/users/me')).status).toBe(405);
  });
});

describe('CORS of the Platform API', () => {
  it('answers a preflight for all methods, with authorization', async () => {
    const sim = await simulator();
    const response = await fetch(`${sim.apiUrl}/api/v2/notifications/channels`, { method: 'OPTIONS', headers: { origin: 'http://desk.example' } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    for (const method of ['GET', 'PUT', 'POST', 'DELETE']) expect(response.headers.get('access-control-allow-methods')).toContain(method);
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(sim.state().counters.apiRequests).toBe(0);
  });

  it('lets a page read an answer, and an error', async () => {
    const sim = await simulator({ allowedOrigin: 'http://desk.example' });
    const headers = { origin: 'http://desk.example' };
    const answers = [await ask(sim, 'GET', '/users/me', { headers }), await ask(sim, 'GET', '/users/me', { token: null, headers })];
    expect(answers.map((answer) => answer.headers.get('access-control-allow-origin'))).toEqual(['http://desk.example', 'http://desk.example']);
  });
});

describe('users/me', () => {
  it('says who the user of the token is', async () => {
    const sim = await simulator();
    const colleague = sim.users[1]?.userId;
    const mine = await ask(sim, 'GET', '/users/me');
    const theirs = await ask(sim, 'GET', '/users/me', { token: userToken(sim, colleague) });
    expect([mine.body.id, mine.body.name, mine.body.selfUri]).toEqual([sim.userId, 'Mara Lindqvist', `/api/v2/users/${sim.userId}`]);
    expect(mine.body.chat.jabberId).toMatch(/^\w+@northwind\.orgspan\.com$/);
    expect(theirs.body.chat.jabberId).not.toBe(mine.body.chat.jabberId);
    expect(theirs.body.id).toBe(colleague);
  });

  it('has what the simulator knows of the fields to expand', async () => {
    const sim = await simulator();
    const { body } = await ask(sim, 'GET', '/users/me?expand=organization,token&expand=geolocation');
    expect(body).toMatchObject({ organization: { name: 'Northwind Support' }, token: { OAuthClient: { id: sim.clientId } } });
    expect(body.geolocation).toBeUndefined();
    expect((await ask(sim, 'GET', '/users/me')).body.token).toBeUndefined();
  });

  it('is nobody with client credentials', async () => {
    const sim = await simulator();
    const { status, body } = await ask(sim, 'GET', '/users/me', { token: sim.issueToken().accessToken });
    expect([status, body.message]).toEqual([400, expect.stringContaining('requires a user context')]);
  });

  it('knows further users', async () => {
    const sim = await simulator({ users: [{ userId: 'u-1', name: 'Ann Other' }] });
    expect((await ask(sim, 'GET', '/users/me', { token: userToken(sim, 'u-1') })).body).toMatchObject({ id: 'u-1', name: 'Ann Other' });
  });
});

describe('tokens/me', () => {
  it('says what the token may do and whose it is, whatever its scope', async () => {
    const sim = await simulator();
    const { accessToken: token } = sim.issueToken({ userId: sim.userId, scope: 'notifications user-basic-info' });
    const { status, body } = await ask(sim, 'GET', '/tokens/me', { token });
    expect([status, body.authorizedScope, body.OAuthClient.authorizedGrantType]).toEqual([200, ['notifications', 'user-basic-info'], 'CODE']);
    expect((await ask(sim, 'HEAD', '/tokens/me', { token })).status).toBe(200);
  });

  it('knows a token of client credentials, too', async () => {
    const sim = await simulator();
    const { body } = await ask(sim, 'GET', '/tokens/me', { token: sim.issueToken().accessToken });
    expect(body.OAuthClient).toMatchObject({ id: sim.clientId, authorizedGrantType: 'CLIENT-CREDENTIALS' });
  });

  it('revokes the token of the request, and no other', async () => {
    const sim = await simulator();
    const [token, other] = [userToken(sim), userToken(sim)];
    expect((await ask(sim, 'DELETE', '/tokens/me', { token })).status).toBe(204);
    const statuses = await Promise.all([token, other].map(async (each) => (await ask(sim, 'GET', '/tokens/me', { token: each })).status));
    expect(statuses).toEqual([401, 200]);
  });
});

describe('GET conversations', () => {
  it('has the active conversations of the user, in the shape of REST', async () => {
    const sim = await simulator();
    const { conversationId } = sim.ring();
    sim.ring({ userId: String(sim.users[1]?.userId) });
    const { body } = await ask(sim, 'GET', '/conversations');
    expect(body).toMatchObject({ total: 1, pageSize: 1, pageNumber: 1, pageCount: 1, entities: [{ id: conversationId }] });
    const sample = fixture('rest-get-conversations-snapshot');
    expect(fieldsOf({ ...body, entities: [] })).toEqual(fieldsOf({ ...sample, entities: [] }));
    expect(fieldsOf({ ...body.entities[0], participants: [] })).toEqual(fieldsOf({ ...sample.entities[0], participants: [] }));
    for (const purpose of ['customer', 'ivr', 'acd', 'agent']) {
      expect(fieldsOf(withPurpose(body.entities[0], purpose))).toEqual(fieldsOf(withPurpose(sample.entities[0], purpose)));
    }
  });

  it('writes its enums in its own way', async () => {
    const sim = await simulator();
    sim.ring();
    sim.answer();
    const { body } = await ask(sim, 'GET', '/conversations');
    const [customer] = withPurpose(body.entities[0], 'customer');
    expect([body.entities[0].recordingState, customer.calls[0].recordingState]).toEqual(['ACTIVE', 'active']);
    expect(customer.calls[0].recordersState.adhocState).toBe('NONE');
  });

  it('shows what a leg went through', async () => {
    const sim = await simulator();
    sim.ring();
    sim.answer();
    const { body } = await ask(sim, 'GET', '/conversations');
    const [agent] = withPurpose(body.entities[0], 'agent');
    expect(agent.calls[0].segments.map((/** @type {any} */ { type }) => type)).toEqual(['Alert', 'Interact']);
    expect(agent.calls[0].startAlertingTime).toBe(agent.startTime);
  });

  it('leaves out what is over, and what is not mine any more', async () => {
    const sim = await simulator();
    sim.ring({ conversationId: 'c-1' });
    sim.ring({ conversationId: 'c-2' });
    sim.abandon({ conversationId: 'c-1' });
    sim.requeue({ conversationId: 'c-2' });
    expect((await ask(sim, 'GET', '/conversations')).body.entities).toEqual([]);
  });

  it('is empty with client credentials', async () => {
    const sim = await simulator();
    sim.ring();
    expect((await ask(sim, 'GET', '/conversations', { token: sim.issueToken().accessToken })).body).toMatchObject({ entities: [], total: 0 });
  });

  it('has all on one page, which is as large as the list', async () => {
    const sim = await simulator();
    sim.burst({ count: 30 });
    const { body } = await ask(sim, 'GET', '/conversations');
    const uri = '/api/v2/conversations?pageSize=30&pageNumber=1';
    expect([body.entities.length, body.total, body.pageSize, body.pageCount]).toEqual([30, 30, 30, 1]);
    expect([body.firstUri, body.selfUri, body.lastUri]).toEqual([uri, uri, uri]);
  });

  it.each([
    ['call', ['voice']],
    ['Chat', ['chat']],
    ['callback', ['callback']],
    ['email', ['email']],
    ['message', ['message']],
    ['fax', []],
  ])('has those of one communicationType: %s', async (type, mediaTypes) => {
    const sim = await simulator();
    sim.burst({ count: 5, mediaType: 'mixed' });
    const { body } = await ask(sim, 'GET', `/conversations?communicationType=${type}`);
    const mediaOf = new Map(sim.rings().map(({ conversationId, mediaType }) => [conversationId, mediaType]));
    expect(body.entities.map((/** @type {any} */ { id }) => mediaOf.get(id))).toEqual(mediaTypes);
    expect(body.total).toBe(mediaTypes.length);
  });
});

describe('the rate limit of the Platform API', () => {
  it('refuses a token that asks too often, in the words of the service', async () => {
    const sim = await simulator({ apiRateLimitPerMinute: 2 });
    const token = userToken(sim);
    const answers = [];
    for (let request = 0; request < 3; request += 1) answers.push(await ask(sim, 'GET', '/users/me', { token }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    const { headers, body } = /** @type {any} */ (answers[2]);
    const sample = fixture('rest-error-429');
    const seconds = headers.get('retry-after');
    expect(body).toEqual({ ...sample.body, message: sample.body.message.replace('42', seconds), contextId: headers.get('inin-correlation-id') });
    expect(Number(seconds)).toBeGreaterThan(50);
  });

  it('counts each token for itself', async () => {
    const sim = await simulator({ apiRateLimitPerMinute: 1 });
    const statuses = [await ask(sim, 'GET', '/users/me'), await ask(sim, 'GET', '/users/me')].map(({ status }) => status);
    expect(statuses).toEqual([200, 200]);
  });

  it('notes who asks before the time that it named', async () => {
    const sim = await simulator({ apiRateLimitPerMinute: 1 });
    const token = userToken(sim);
    for (let request = 0; request < 3; request += 1) await ask(sim, 'GET', '/users/me', { token });
    expect(sim.records.apiRequests.map(({ early }) => early)).toEqual([false, false, true]);
    expect(sim.state().counters).toMatchObject({ apiRateLimited: 2, earlyApiRequests: 1 });
  });

  it('hides Retry-After from pages where it is asked to', async () => {
    const sim = await simulator({ exposeRetryAfter: false });
    const { headers } = await ask(sim, 'GET', '/users/me', { headers: { origin: 'http://desk.example' } });
    expect(headers.get('access-control-expose-headers')).toBe('inin-correlation-id');
  });
});

describe('the record of requests', () => {
  it('has each with its user, its answer and the id of its answer', async () => {
    const sim = await simulator();
    const { headers } = await ask(sim, 'GET', '/users/me?expand=presence');
    expect(sim.records.apiRequests).toEqual([
      {
        index: 0, at: expect.any(Number), method: 'GET', path: '/api/v2/users/me?expand=presence', clientId: sim.clientId, userId: sim.userId,
        origin: null, requestId: headers.get('inin-correlation-id'), body: null, tookEffect: true, status: 200, outcome: 'answered', answeredAt: expect.any(Number),
        retryAfter: null, notBeforeAt: null, early: false, abortedAt: null,
      },
    ]);
  });

  it('never shows a token, nor does the log show the id of a channel', async () => {
    /** @type {string[]} */
    const lines = [];
    const sim = await simulator({ log: (line) => lines.push(line) });
    const token = userToken(sim);
    const { body } = await ask(sim, 'POST', '/notifications/channels', { token });
    await ask(sim, 'PUT', `/notifications/channels/${body.id}/subscriptions`, { token, body: [] });
    expect(JSON.stringify([sim.records.apiRequests, sim.state(), lines])).not.toContain(token);
    expect(lines.filter((line) => line.includes('subscriptions'))).toHaveLength(1);
    expect(lines.join()).not.toContain(body.id);
  });
});
