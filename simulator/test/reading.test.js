// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, deskToken, userToken } from './platform.js';
import { simulator } from './support.js';

const LISTS = ['calls', 'chats', 'emails', 'callbacks', 'messages'];

describe('the conversations of one medium', () => {
  it.each(LISTS)('are listed flat, and read one by one: %s', async (list) => {
    const sim = await simulator();
    const { rings } = sim.burst({ count: 10, mediaType: 'mixed' });
    const { body } = await ask(sim, 'GET', `/conversations/${list}`);
    expect(body).toMatchObject({ total: 2, pageSize: 2, pageNumber: 1, pageCount: 1, selfUri: `/api/v2/conversations/${list}?pageSize=2&pageNumber=1` });
    const [first] = body.entities;
    const agent = first.participants.at(-1);
    expect(rings.map(({ conversationId }) => conversationId)).toContain(first.id);
    expect([agent.state, agent.user, agent.queue.name, agent.startAlertingTime]).toEqual([
      'alerting', { id: sim.userId, name: 'Mara Lindqvist', selfUri: `/api/v2/users/${sim.userId}` }, expect.any(String), agent.startTime,
    ]);
    expect((await ask(sim, 'GET', `/conversations/${list}/${first.id}`)).body).toEqual(first);
    expect(first.selfUri).toBe(`/api/v2/conversations/${list}/${first.id}`);
  });

  it('are none of another medium, and none of others', async () => {
    const sim = await simulator();
    const mine = sim.ring();
    const theirs = sim.ring({ userId: String(sim.users[1]?.userId) });
    const paths = [`emails/${mine.conversationId}`, `calls/${theirs.conversationId}`, 'calls/c-9'];
    const statuses = await Promise.all(paths.map(async (path) => (await ask(sim, 'GET', `/conversations/${path}`)).status));
    expect(statuses).toEqual([404, 404, 404]);
  });

  it('can be read when they are over, as they ended', async () => {
    const sim = await simulator();
    const { conversationId } = sim.ring();
    sim.timeOutRing();
    sim.abandon({ conversationId: sim.ring({ conversationId }).conversationId });
    const { status, body } = await ask(sim, 'GET', `/conversations/calls/${conversationId}`);
    expect([status, body.participants.slice(-2).map((/** @type {any} */ { disconnectType }) => disconnectType)]).toEqual([200, ['other', 'peer']]);
  });
});

describe('one conversation', () => {
  it('is shown to a user with the permission, and to nobody else', async () => {
    const sim = await simulator();
    const { conversationId } = sim.ring();
    const path = `/conversations/${conversationId}`;
    const refused = await ask(sim, 'GET', path);
    expect([refused.status, refused.body.messageParams]).toEqual([403, { permissions: '[conversation:communication:view]' }]);
    sim.configure({ permissions: ['conversation:communication:view'] });
    const { entities } = (await ask(sim, 'GET', '/conversations')).body;
    expect((await ask(sim, 'GET', path)).body).toEqual(entities[0]);
    expect((await ask(sim, 'GET', '/conversations/c-9')).status).toBe(404);
  });
});

describe('queues and wrap-up codes', () => {
  it('are listed on pages', async () => {
    const sim = await simulator();
    const token = deskToken(sim);
    sim.ring({ queueName: 'Gold' });
    const pages = [];
    for (const pageNumber of [1, 2, 3, 4]) pages.push((await ask(sim, 'GET', `/routing/queues?pageSize=2&pageNumber=${pageNumber}`, { token })).body);
    expect(pages.map(({ entities }) => entities.length)).toEqual([2, 2, 2, 0]);
    expect(pages.flatMap(({ entities }) => entities.map((/** @type {any} */ { name }) => name))).toEqual([...sim.queues.map(({ name }) => name), 'Gold']);
    expect(pages.map(({ nextUri, previousUri }) => [nextUri !== undefined, previousUri !== undefined])).toEqual([[true, false], [true, true], [false, true], [false, true]]);
    expect(pages[0]).toMatchObject({ total: 6, pageCount: 3, nextUri: '/api/v2/routing/queues?pageSize=2&pageNumber=2' });
  });

  it.each([['/routing/queues?pageSize=0', 400], ['/routing/queues/q-9', 404], ['/users/u-9/queues', 404], ['/users/u-9', 404], ['/stations/s-9', 404]])(
    'and the rest refuse %s with %i',
    async (path, expected) => {
      const sim = await simulator();
      expect((await ask(sim, 'GET', path, { token: deskToken(sim) })).status).toBe(expected);
    },
  );

  it('are found by name, one by one, and as those of a user', async () => {
    const sim = await simulator();
    const token = deskToken(sim);
    const [queue] = sim.queues;
    const read = async (/** @type {string} */ path) => (await ask(sim, 'GET', path, { token })).body;
    const names = (/** @type {any} */ { entities }) => entities.map((/** @type {any} */ { name }) => name);
    expect(names(await read('/routing/queues?name=sale'))).toEqual(['Sales']);
    expect((await read(`/routing/queues/${queue?.queueId}`)).name).toBe(queue?.name);
    expect(names(await read(`/users/${sim.userId}/queues`))).toEqual(sim.queues.map(({ name }) => name));
    expect(names(await read(`/users/${sim.userId}/queues?joined=false`))).toEqual([]);
    expect(names(await read('/routing/queues/me'))).toHaveLength(5);
    expect(await read('/routing/wrapupcodes')).toMatchObject({ total: 4 });
    expect(names(await read(`/routing/queues/${queue?.queueId}/wrapupcodes`))).toEqual(names(await read('/routing/wrapupcodes')));
  });
});

describe('a user', () => {
  it('has their routing status, presence, number of conversations and station, where they are asked for', async () => {
    const sim = await simulator();
    sim.ring();
    sim.answer();
    const expand = 'routingStatus,presence,conversationSummary,station';
    const { body: me } = await ask(sim, 'GET', `/users/me?expand=${expand}`);
    expect(me).toMatchObject({
      routingStatus: { userId: sim.userId, status: 'INTERACTING' },
      presence: { presenceDefinition: { systemPresence: 'On Queue' } },
      conversationSummary: { userId: sim.userId, call: { contactCenter: { active: 1, acw: 0 } } },
      station: { associatedStation: { associatedUser: { id: sim.userId } } },
    });
    const { body: other } = await ask(sim, 'GET', `/users/${sim.users[1]?.userId}?expand=${expand}`, { token: deskToken(sim) });
    expect(other).toMatchObject({ name: 'Tomasz Wierzbicki', routingStatus: { status: 'IDLE' }, conversationSummary: { call: { contactCenter: { active: 0 } } } });
  });

  it('needs its scopes', async () => {
    const sim = await simulator();
    const paths = [`/users/${sim.userId}`, `/users/${sim.userId}/routingstatus`, `/users/${sim.userId}/presences/purecloud`, '/routing/queues', '/users/stations/me'];
    const statuses = await Promise.all(paths.map(async (path) => (await ask(sim, 'GET', path, { token: userToken(sim) })).status));
    expect(statuses).toEqual([403, 403, 403, 403, 403]);
  });

  it('can choose among presences', async () => {
    const sim = await simulator();
    const token = deskToken(sim);
    const { body } = await ask(sim, 'GET', '/presencedefinitions', { token });
    const busy = body.entities.find((/** @type {any} */ { name }) => name === 'Busy');
    const path = `/users/${sim.userId}/presences/purecloud`;
    const chosen = await ask(sim, 'PATCH', path, { token, body: { presenceDefinition: { id: busy.id } } });
    expect(chosen.body.presenceDefinition).toMatchObject({ id: busy.id, systemPresence: 'Busy' });
    expect((await ask(sim, 'PATCH', path, { token, body: { presenceDefinition: { id: 'p-9' } } })).status).toBe(400);
  });
});
