// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, change, deskToken, openChannel, participantPath, userToken } from './platform.js';
import { simulator } from './support.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

/** The default user's, as the simulator has it. @param {Simulator} sim */
function statusOf(sim) {
  return sim.state().agents[0]?.routingStatus;
}

/** Puts the default user's routing status by a request. @param {Simulator} sim @param {string} status */
function put(sim, status) {
  return ask(sim, 'PUT', `/users/${sim.userId}/routingstatus`, { token: deskToken(sim), body: { status } });
}

describe('the routing status', () => {
  it.each([
    ['missed', (/** @type {Simulator} */ sim) => sim.timeOutRing()],
    ['declined', (/** @type {Simulator} */ sim) => sim.decline()],
    ['given to somebody else, who is rung in their place', (/** @type {Simulator} */ sim) => sim.timeOutRing({ nextUserId: String(sim.users[1]?.userId) })],
  ])('is NOT_RESPONDING after a ring of a queue that was %s, until the agent changes it', async (_what, end) => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [`v2.users.${sim.userId}.routingStatus`] });
    sim.ring();
    end(sim);
    const { status, body } = await put(sim, 'IDLE');
    expect([status, body]).toEqual([200, { userId: sim.userId, status: 'IDLE', startTime: expect.any(String) }]);
    expect((await channel.frames(2)).map(({ eventBody }) => eventBody)).toEqual([
      { id: sim.userId, routingStatus: { status: 'NOT_RESPONDING', startTime: expect.any(String) } },
      { id: sim.userId, routingStatus: { status: 'IDLE', startTime: body.startTime } },
    ]);
  });

  it('is NOT_RESPONDING after a decline by a request, and after a timeout by itself', async () => {
    const sim = await simulator({ endRingsAtTimeout: true });
    await change(sim, participantPath(sim.ring(), 'calls'), { state: 'disconnected' });
    expect(statusOf(sim)).toBe('NOT_RESPONDING');
    sim.setRoutingStatus({ status: 'IDLE' });
    sim.ring({ mediaType: 'email', alertingTimeoutMs: 5 });
    await sim.until(({ agents }) => agents[0]?.routingStatus === 'NOT_RESPONDING');
  });

  it.each([
    ['a call of a colleague', (/** @type {Simulator} */ sim) => [sim.directCall(), sim.decline()]],
    ['a transfer to the user', (/** @type {Simulator} */ sim) => [sim.ring({ userId: String(sim.users[1]?.userId) }), sim.answer(), sim.transfer({ userId: sim.userId }), sim.timeOutRing()]],
    ['a customer who gives up', (/** @type {Simulator} */ sim) => [sim.ring(), sim.abandon()]],
    ['a colleague who answers', (/** @type {Simulator} */ sim) => [sim.ring(), sim.answerElsewhere({ userId: String(sim.users[1]?.userId) })]],
  ])('does not change by %s', async (_what, act) => {
    const sim = await simulator();
    act(sim);
    expect(statusOf(sim)).toBe('IDLE');
  });

  it('stays where the setting says so', async () => {
    const sim = await simulator({ notResponding: false });
    sim.ring();
    sim.timeOutRing();
    expect(statusOf(sim)).toBe('IDLE');
  });

  it('is INTERACTING while a conversation of a queue is connected, COMMUNICATING while another is', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [`v2.users.${sim.userId}.routingStatus`] });
    sim.ring();
    sim.answer();
    sim.end();
    sim.directCall();
    sim.answer();
    sim.end();
    expect((await channel.frames(4)).map(({ eventBody }) => eventBody.routingStatus.status)).toEqual(['INTERACTING', 'IDLE', 'COMMUNICATING', 'IDLE']);
  });

  it('is INTERACTING, and no more NOT_RESPONDING, when the agent answers after all', async () => {
    const sim = await simulator();
    sim.setRoutingStatus({ status: 'NOT_RESPONDING' });
    sim.ring();
    sim.answer();
    expect(statusOf(sim)).toBe('INTERACTING');
    sim.end();
    expect(statusOf(sim)).toBe('IDLE');
  });

  it('keeps rings of queues in their queues, where the setting says so', async () => {
    const sim = await simulator({ ringsFollowStatus: true });
    sim.ring();
    sim.decline();
    const [first, second] = [sim.ring({ customerName: 'Ann' }), sim.ring({ mediaType: 'email' })];
    expect([first.state, second.state, sim.rings()]).toEqual(['queued', 'queued', []]);
    sim.directCall();
    expect(sim.rings()).toHaveLength(1);
    sim.abandon({ conversationId: second.conversationId });
    await put(sim, 'IDLE');
    expect(sim.rings().map(({ conversationId }) => conversationId)).toContain(first.conversationId);
    expect(sim.rings()).toHaveLength(2);
    sim.setRoutingStatus({ status: 'OFF_QUEUE' });
    expect(sim.ring().state).toBe('queued');
  });

  it('keeps the ring that follows a missed one at the same agent, and not that at a colleague', async () => {
    const sim = await simulator({ ringsFollowStatus: true });
    sim.ring({ conversationId: 'c-1' });
    expect(sim.timeOutRing({ nextUserId: sim.userId }).next?.state).toBe('queued');
    sim.ring({ conversationId: 'c-1', userId: String(sim.users[1]?.userId) });
    expect(sim.rings()).toMatchObject([{ userId: sim.users[1]?.userId }]);
    // It rings elsewhere now, so nothing waits for this agent.
    sim.setRoutingStatus({ status: 'IDLE' });
    expect(sim.rings({ userId: sim.userId })).toEqual([]);
  });

  it('keeps no transfer to the user themselves', async () => {
    const sim = await simulator({ ringsFollowStatus: true });
    sim.ring({ userId: String(sim.users[1]?.userId) });
    sim.answer();
    sim.setRoutingStatus({ status: 'NOT_RESPONDING' });
    expect(sim.transfer({ userId: sim.userId }).state).toBe('ringing');
    expect(sim.rings({ userId: sim.userId })).toHaveLength(1);
  });

  it('keeps no ring without that setting', async () => {
    const sim = await simulator();
    sim.setRoutingStatus({ status: 'NOT_RESPONDING' });
    expect(sim.ring().state).toBe('ringing');
  });

  it('goes with the presence, each way', async () => {
    const sim = await simulator();
    const token = deskToken(sim);
    const path = `/users/${sim.userId}/presences/purecloud`;
    const seen = [];
    for (const body of [{ presenceDefinition: { systemPresence: 'Away' }, message: 'At lunch' }, { presenceDefinition: { systemPresence: 'On Queue' } }]) {
      const { body: presence } = await ask(sim, 'PATCH', path, { token, body });
      seen.push([presence.presenceDefinition.systemPresence, presence.message, statusOf(sim)]);
    }
    await put(sim, 'OFF_QUEUE');
    const { body: after } = await ask(sim, 'GET', path, { token });
    expect([...seen, [after.presenceDefinition.systemPresence, after.message, statusOf(sim)]]).toEqual([
      ['Away', 'At lunch', 'OFF_QUEUE'],
      ['On Queue', 'At lunch', 'IDLE'],
      ['Available', 'At lunch', 'OFF_QUEUE'],
    ]);
  });

  it('is refused to an agent who is off queue, where the setting says so', async () => {
    const sim = await simulator({ refuseIdleOffQueue: true });
    sim.setRoutingStatus({ status: 'NOT_RESPONDING' });
    expect((await put(sim, 'IDLE')).status).toBe(200);
    await put(sim, 'OFF_QUEUE');
    const { status, body } = await put(sim, 'IDLE');
    expect([status, body.code, statusOf(sim)]).toEqual([400, 'bad.request', 'OFF_QUEUE']);
  });

  it('can be read of anybody, and is OFF_QUEUE of nobody', async () => {
    const sim = await simulator();
    const token = deskToken(sim);
    const [theirs, nobody] = await Promise.all([sim.users[1]?.userId, 'u-9'].map(async (id) => (await ask(sim, 'GET', `/users/${id}/routingstatus`, { token })).body));
    expect([theirs.status, nobody]).toEqual(['IDLE', { userId: 'u-9', status: 'OFF_QUEUE' }]);
  });

  it.each(/** @type {[string, (sim: Simulator) => string, (sim: Simulator) => string, string, number][]} */ ([
    ['of somebody else', (sim) => String(sim.users[1]?.userId), (sim) => deskToken(sim), 'IDLE', 403],
    ['with a token that may only read', (sim) => sim.userId, (sim) => userToken(sim), 'IDLE', 403],
    ['with a token without a user', (sim) => sim.userId, (sim) => sim.issueToken().accessToken, 'IDLE', 400],
    ['to a word that only the service sets', (sim) => sim.userId, (sim) => deskToken(sim), 'INTERACTING', 400],
  ]))('cannot be changed %s', async (_what, whose, token, wanted, expected) => {
    const sim = await simulator();
    const { status } = await ask(sim, 'PUT', `/users/${whose(sim)}/routingstatus`, { token: token(sim), body: { status: wanted } });
    expect([status, statusOf(sim)]).toEqual([expected, 'IDLE']);
  });

  it('is at its start after a reset', async () => {
    const sim = await simulator();
    sim.ring();
    sim.decline();
    sim.setPhone({ kind: 'remote' });
    sim.reset();
    expect(sim.state().agents[0]).toEqual({
      userId: sim.userId, routingStatus: 'IDLE', presence: 'On Queue', phone: 'managed-sip', persistentConnection: false, active: 0, afterCallWork: 0,
    });
  });
});

describe('the topics of a user', () => {
  it('say what changes: presence, activity and the number of conversations', async () => {
    const sim = await simulator();
    const topic = (/** @type {string} */ name) => `v2.users.${sim.userId}.${name}`;
    const channel = await openChannel(sim, { topics: ['presence', 'activity', 'conversationsummary'].map(topic) });
    sim.ring({ mediaType: 'email' });
    sim.answer();
    sim.setRoutingStatus({ status: 'OFF_QUEUE' });
    const frames = await channel.frames(5);
    expect(frames.map(({ topicName }) => topicName)).toEqual(['activity', 'conversationsummary', 'activity', 'presence', 'activity'].map(topic));
    expect(frames[1].eventBody).toMatchObject({ userId: sim.userId, email: { contactCenter: { active: 1, acw: 0 }, enterprise: { active: 0, acw: 0 } } });
    expect(frames[3].eventBody).toMatchObject({ source: 'PURECLOUD', presenceDefinition: { systemPresence: 'AVAILABLE' } });
    expect(frames[4].eventBody).toMatchObject({
      id: sim.userId, routingStatus: { status: 'OFF_QUEUE' }, presence: { presenceDefinition: { systemPresence: 'AVAILABLE' } }, activeQueueIds: [],
    });
    expect(sim.records.events.map(({ conversationId }) => conversationId)).toEqual(Array(5).fill(null));
  });

  it('are untouched by the faults of conversation frames', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [`v2.users.${sim.userId}.routingStatus`] });
    sim.delayFrames({ source: 'notifications', delayMs: 60_000, times: 'forever' });
    sim.setRoutingStatus({ status: 'NOT_RESPONDING' });
    expect((await channel.frames(1))[0].eventBody.routingStatus.status).toBe('NOT_RESPONDING');
  });
});
