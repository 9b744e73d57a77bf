// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, change, deskToken, fieldsOf, fixture, legStates, openChannel, participantPath, userToken, userTopic, withPurpose } from './platform.js';
import { connected, simulator } from './support.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

const LISTS = /** @type {[string, string][]} */ ([['voice', 'calls'], ['callback', 'callbacks'], ['email', 'emails'], ['message', 'messages'], ['chat', 'chats']]);

const CONNECTED = { state: 'connected' };

const DISCONNECTED = { state: 'disconnected' };

/** What has become of a user's legs. @param {Simulator} sim @param {string} conversationId @param {string} [userId] */
function legsOf(sim, conversationId, userId = sim.userId) {
  return sim.legs({ conversationId }).filter((leg) => leg.userId === userId);
}

describe('an answer by a request', () => {
  it.each(LISTS)('connects a %s by the path of its medium: %s', async (mediaType, list) => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [userTopic(sim.userId)] });
    const ring = sim.ring({ mediaType });
    const { status, body } = await change(sim, participantPath(ring, list), CONNECTED);
    expect([status, body]).toEqual([202, null]);
    const frames = await channel.frames(2);
    expect(frames.map((frame) => legStates(frame, sim.userId))).toEqual([['alerting'], ['connected']]);
    expect(sim.rings()).toEqual([]);
  });

  it.each(LISTS)('connects a %s by the path of all media', async (mediaType) => {
    const sim = await simulator();
    const ring = sim.ring({ mediaType });
    expect((await change(sim, participantPath(ring), CONNECTED)).status).toBe(202);
    expect(legsOf(sim, ring.conversationId)).toMatchObject([{ state: 'connected' }]);
  });

  it('connects by the path of a communication, and answers with an empty object', async () => {
    const sim = await simulator();
    const ring = sim.ring();
    const [leg] = legsOf(sim, ring.conversationId);
    const { status, body } = await change(sim, `${participantPath(ring, 'calls')}/communications/${leg?.communicationId}`, CONNECTED);
    expect([status, body]).toEqual([202, {}]);
    expect(legsOf(sim, ring.conversationId)).toMatchObject([{ state: 'connected' }]);
  });

  it('reaches routing events, too', async () => {
    const sim = await simulator();
    const client = await connected(sim);
    await change(sim, participantPath(sim.ring(), 'calls'), CONNECTED);
    expect((await client.frames(2)).map(({ conversation }) => conversation.state)).toEqual(['ringing', 'connected']);
  });

  it('is accepted once more where the leg is connected already, and changes nothing', async () => {
    const sim = await simulator();
    const ring = sim.ring();
    sim.answer();
    const events = sim.records.events.length;
    expect((await change(sim, participantPath(ring, 'calls'), CONNECTED)).status).toBe(202);
    expect(sim.records.events).toHaveLength(events);
  });

  it('connects later where the setting says so, unless the ring has ended meanwhile', async () => {
    const sim = await simulator({ answerDelayMs: 5 });
    const [gone, taken] = [sim.ring(), sim.ring()];
    const first = change(sim, participantPath(gone, 'calls'), CONNECTED);
    // Goes on as soon as the request is accepted, before any timer.
    await sim.until(() => sim.records.apiRequests.at(-1)?.tookEffect === true);
    expect(sim.rings()).toHaveLength(2);
    sim.timeOutRing({ conversationId: gone.conversationId });
    const second = change(sim, participantPath(taken, 'calls'), CONNECTED);
    await sim.until(({ rings }) => rings.length === 0);
    expect([(await first).status, (await second).status]).toEqual([202, 202]);
    expect([legsOf(sim, taken.conversationId), legsOf(sim, gone.conversationId)]).toMatchObject([[{ state: 'connected' }], [{ disconnectType: 'timeout' }]]);
  });

  it('is counted by participant in the record of requests', async () => {
    const sim = await simulator();
    const ring = sim.ring();
    const token = deskToken(sim);
    for (let press = 0; press < 2; press += 1) await change(sim, participantPath(ring, 'calls'), CONNECTED, token);
    await change(sim, participantPath(ring, 'calls'), { held: true }, token);
    const answers = sim.records.apiRequests.filter(
      ({ method, path, body }) => method === 'PATCH' && path.endsWith(`/participants/${ring.participantId}`) && /** @type {any} */ (body)?.state === 'connected',
    );
    expect(answers.map(({ tookEffect, status }) => [tookEffect, status])).toEqual([[true, 202], [true, 202]]);
  });
});

describe('a decline by a request', () => {
  it.each(LISTS)('gives a %s back to the queue: %s', async (mediaType, list) => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const ring = sim.ring({ mediaType });
    expect((await change(sim, participantPath(ring, list), DISCONNECTED)).status).toBe(202);
    const [, { eventBody }] = await channel.frames(2);
    const [agent] = withPurpose(eventBody, 'agent');
    expect([agent[list][0].disconnectType, withPurpose(eventBody, 'acd').at(-1)[list][0].state]).toEqual(['client', 'connected']);
    expect(sim.state().conversations).toMatchObject([{ state: 'queued' }]);
  });

  it('ends a call from a colleague', async () => {
    const sim = await simulator();
    const call = sim.directCall();
    expect((await change(sim, participantPath(call, 'calls'), DISCONNECTED)).status).toBe(202);
    expect(sim.legs({ conversationId: call.conversationId }).map(({ disconnectType }) => disconnectType)).toEqual(['peer', 'client']);
  });

  it('ends a consultation, and leaves the conversation to the colleague', async () => {
    const sim = await simulator();
    const colleague = String(sim.users[1]?.userId);
    const { conversationId } = sim.ring({ userId: colleague });
    sim.answer();
    const consultation = sim.consult({ userId: sim.userId });
    await change(sim, participantPath(consultation, 'calls'), DISCONNECTED);
    expect([legsOf(sim, conversationId), legsOf(sim, conversationId, colleague)]).toMatchObject([[{ disconnectType: 'client' }], [{ state: 'connected' }]]);
  });
});

describe('other changes by a request', () => {
  it('hang up, which ends the conversation', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const ring = sim.ring();
    sim.answer();
    await change(sim, participantPath(ring, 'calls'), DISCONNECTED);
    const frames = await channel.frames(4);
    expect(frames.slice(2).map((frame) => legStates(frame, sim.userId))).toEqual([['disconnected'], ['terminated']]);
    expect(sim.legs({ conversationId: ring.conversationId }).map(({ purpose, disconnectType }) => [purpose, disconnectType])).toEqual([
      ['customer', 'peer'], ['ivr', 'transfer'], ['acd', 'transfer'], ['agent', 'client'],
    ]);
    expect(sim.state().conversationCount).toBe(0);
  });

  it('leave a conversation to those who go on', async () => {
    const sim = await simulator();
    const colleague = String(sim.users[1]?.userId);
    const ring = sim.ring();
    sim.answer();
    sim.consult({ userId: colleague });
    sim.answer({ conversationId: ring.conversationId, userId: colleague });
    await change(sim, participantPath(ring, 'calls'), DISCONNECTED);
    expect([legsOf(sim, ring.conversationId), legsOf(sim, ring.conversationId, colleague)]).toMatchObject([[{ disconnectType: 'client' }], [{ state: 'connected' }]]);
  });

  it('hold and mute, and undo both', async () => {
    const sim = await simulator();
    const ring = sim.ring();
    sim.answer();
    const seen = [];
    for (const body of [{ held: true }, { muted: true }, { held: false, muted: false }]) {
      await change(sim, participantPath(ring, 'calls'), body);
      const [leg] = legsOf(sim, ring.conversationId);
      seen.push([leg?.held, leg?.muted]);
    }
    expect(seen).toEqual([[true, false], [true, true], [false, false]]);
  });

  it('pass on to a colleague, to a queue', async () => {
    const sim = await simulator();
    const [colleague, token] = [String(sim.users[1]?.userId), deskToken(sim)];
    const [first, second] = [sim.ring(), sim.ring()];
    for (const { conversationId } of [first, second]) sim.answer({ conversationId });
    const toUser = await ask(sim, 'POST', `${participantPath(first, 'calls')}/replace`, { token, body: { userId: colleague } });
    const toQueue = await ask(sim, 'POST', `${participantPath(second)}/replace/queue`, { token, body: { queueId: sim.queues[1]?.queueId } });
    expect([toUser.status, toQueue.status]).toEqual([202, 202]);
    expect(sim.rings()).toMatchObject([{ conversationId: first.conversationId, userId: colleague }]);
    expect(sim.state().conversations.map(({ state }) => state)).toEqual(['ringing', 'queued']);
  });

  it('end a conversation for all', async () => {
    const sim = await simulator();
    const { conversationId } = sim.ring();
    sim.answer();
    expect((await ask(sim, 'POST', `/conversations/${conversationId}/disconnect`, { token: deskToken(sim) })).status).toBe(202);
    expect(sim.legs({ conversationId }).every(({ state }) => state === 'terminated')).toBe(true);
  });
});

describe('a call from a colleague', () => {
  it('goes to voicemail', async () => {
    const sim = await simulator();
    const call = sim.directCall();
    const { status } = await ask(sim, 'POST', `${participantPath(call, 'calls')}/replace`, { token: deskToken(sim), body: { voicemail: true } });
    expect(status).toBe(202);
    expect(sim.legs({ conversationId: call.conversationId }).map(({ purpose, userId, state }) => [purpose, userId, state])).toEqual([
      ['user', sim.users[1]?.userId, 'connected'],
      ['user', sim.userId, 'terminated'],
      ['voicemail', sim.userId, 'connected'],
    ]);
    expect(sim.rings()).toEqual([]);
    expect(sim.state().agents[0]).toMatchObject({ routingStatus: 'IDLE', active: 0 });
  });

  it('is the only one that goes there', async () => {
    const sim = await simulator();
    const ring = sim.ring();
    const { status, body } = await ask(sim, 'POST', `${participantPath(ring, 'calls')}/replace`, { token: deskToken(sim), body: { voicemail: true } });
    expect([status, body.code]).toEqual([400, 'bad.request']);
    expect(sim.rings()).toHaveLength(1);
  });

  it('rings as it is asked to', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const colleague = String(sim.users[2]?.userId);
    sim.directCall({ fromUserId: colleague, purpose: 'agent', alertingTimeoutMs: 9000 });
    const [caller, mine] = (await channel.frames(1))[0].eventBody.participants;
    expect([caller.userId, mine.userId, mine.purpose, mine.alertingTimeoutMs, mine.queueId]).toEqual([colleague, sim.userId, 'agent', 9000, undefined]);
  });
});

describe('a request is refused', () => {
  it.each(/** @type {[string, string, string, unknown][]} */ ([
    ['PATCH', '', 'calls', CONNECTED],
    ['PATCH', '', '', CONNECTED],
    ['POST', '/replace', 'calls', { voicemail: true }],
  ]))('to a token that may only read: %s …%s (%s)', async (method, end, list, body) => {
    const sim = await simulator();
    const path = `${participantPath(sim.ring(), list === '' ? undefined : list)}${end}`;
    const answer = await ask(sim, method, path, { token: userToken(sim), body });
    expect([answer.status, answer.body.code, answer.body.messageParams]).toEqual([403, 'missing.any.permissions', { permissions: '[conversations]' }]);
    expect(fieldsOf(answer.body)).toEqual(fieldsOf(fixture('rest-error-403')));
    expect([sim.rings().length, sim.records.apiRequests.at(-1)?.tookEffect]).toEqual([1, false]);
  });

  it('to a token without a user', async () => {
    const sim = await simulator();
    const { status } = await change(sim, participantPath(sim.ring(), 'calls'), CONNECTED, sim.issueToken().accessToken);
    expect([status, sim.rings().length]).toEqual([400, 1]);
  });

  it('for the participant of somebody else', async () => {
    const sim = await simulator();
    const ring = sim.ring({ userId: String(sim.users[1]?.userId) });
    const { status, body } = await change(sim, participantPath(ring, 'calls'), CONNECTED);
    expect([status, body.code, sim.rings().length]).toEqual([403, 'not.authorized', 1]);
  });

  it.each([
    ['a conversation that never was', (/** @type {any} */ ring) => ({ ...ring, conversationId: 'c-9' }), 'calls', 'conversation not found'],
    ['a participant that never was', (/** @type {any} */ ring) => ({ ...ring, participantId: 'p-9' }), 'calls', 'participant not found'],
    ['another medium', (/** @type {any} */ ring) => ring, 'emails', 'conversation not found'],
  ])('for %s', async (_what, spoil, list, message) => {
    const sim = await simulator();
    const { status, body } = await change(sim, participantPath(spoil(sim.ring()), list), CONNECTED);
    expect([status, body.code, body.message]).toEqual([404, 'not.found', message]);
  });

  it.each([
    ['missed', (/** @type {Simulator} */ sim) => sim.timeOutRing()],
    ['abandoned', (/** @type {Simulator} */ sim) => sim.abandon()],
    ['answered by a colleague', (/** @type {Simulator} */ sim) => sim.answerElsewhere({ userId: String(sim.users[1]?.userId) })],
  ])('for a ring that was %s, with the status of the setting', async (_what, end) => {
    const sim = await simulator();
    const [first, second] = [sim.ring(), sim.ring()];
    end(sim);
    const usual = await change(sim, participantPath(second, 'calls'), CONNECTED);
    sim.configure({ endedRingStatus: 409 });
    const other = await change(sim, participantPath(second, 'calls'), DISCONNECTED);
    expect([usual.status, usual.body.code, other.status, other.body.code]).toEqual([400, 'bad.request', 409, 'conflict']);
    expect(sim.rings()).toMatchObject([{ conversationId: first.conversationId }]);
  });

  it.each([
    [null, 'The body has to be an object'],
    [{}, 'The body changes nothing'],
    [{ state: 'alerting' }, "Possible values of state are 'connected' and 'disconnected'"],
    [{ held: 'yes' }, 'held has to be true or false'],
    [{ wrapup: {} }, 'The wrap-up has to have a code'],
    [{ held: true }, 'The participant is not connected'],
  ])('with the body %o', async (body, message) => {
    const sim = await simulator();
    const answer = await change(sim, participantPath(sim.ring(), 'calls'), body);
    expect([answer.status, answer.body.message]).toEqual([400, message]);
  });
});
