// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, expectSameShape, fixture, legStates, openChannel, userToken, userTopic, withPurpose } from './platform.js';
import { connected, post, readJson, simulator } from './support.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

/** A colleague of the default user. @param {Simulator} sim */
function colleagueOf(sim) {
  return String(sim.users[1]?.userId);
}

/** A colleague's channel. @param {Simulator} sim */
function colleaguesChannel(sim) {
  const colleague = colleagueOf(sim);
  return openChannel(sim, { token: userToken(sim, colleague), topics: [userTopic(colleague)] });
}

/** How a user's legs ended, oldest first. @param {any} frame @param {string} userId */
function endsOf(frame, userId) {
  return frame.eventBody.participants
    .filter((/** @type {any} */ participant) => participant.userId === userId)
    .map((/** @type {any} */ { calls }) => calls[0].disconnectType);
}

describe('a ring that nobody answers', () => {
  it.each([
    ['timeout', (/** @type {Simulator} */ sim) => sim.timeOutRing()],
    ['timeout', (/** @type {Simulator} */ sim) => sim.requeue()],
    ['system', (/** @type {Simulator} */ sim) => sim.requeue({ disconnectType: 'system' })],
    ['transfer.noanswer', (/** @type {Simulator} */ sim) => sim.timeOutRing({ disconnectType: 'transfer.noanswer' })],
    ['client', (/** @type {Simulator} */ sim) => sim.decline()],
  ])('ends with %s, and the customer waits again', async (disconnectType, end) => {
    const sim = await simulator();
    const client = await connected(sim);
    const channel = await openChannel(sim);
    const { conversationId, participantId } = sim.ring();
    expect(end(sim)).toMatchObject({ conversationId, participantId, state: 'queued' });
    const [, frame] = await channel.frames(2);
    expect([legStates(frame, sim.userId), endsOf(frame, sim.userId)]).toEqual([['terminated'], [disconnectType]]);
    expect(withPurpose(frame.eventBody, 'acd')[0].calls[0].state).toBe('connected');
    expect((await client.frames(2)).map(({ conversation }) => conversation.state)).toEqual(['ringing', 'queued']);
  });

  it('goes on at the same agent, as another leg', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const { participantId } = sim.ring();
    const { next } = sim.timeOutRing({ nextUserId: sim.userId, alertingTimeoutMs: 9000 });
    const [, , frame] = await channel.frames(3);
    expect(legStates(frame, sim.userId)).toEqual(['terminated', 'alerting']);
    expect(next?.participantId).not.toBe(participantId);
    expect(withPurpose(frame.eventBody, 'agent')[1].alertingTimeoutMs).toBe(9000);
  });

  it("goes on at a colleague's, whose name the routing events have", async () => {
    const sim = await simulator();
    const client = await connected(sim);
    const channel = await colleaguesChannel(sim);
    const { conversationId } = sim.ring();
    sim.decline({ nextUserId: colleagueOf(sim) });
    const [frame] = await channel.frames(1);
    expect([legStates(frame, sim.userId), legStates(frame, colleagueOf(sim))]).toEqual([['terminated'], ['alerting']]);
    expect(sim.rings()).toMatchObject([{ conversationId, userId: colleagueOf(sim) }]);
    expect((await client.frames(3))[2].participants).toContainEqual({ role: 'agent', name: 'Tomasz Wierzbicki' });
  });

  it('is the one that began to ring last', async () => {
    const sim = await simulator();
    sim.queue({ conversationId: 'c-1' });
    sim.ring({ conversationId: 'c-2' });
    sim.ring({ conversationId: 'c-1' });
    expect(sim.timeOutRing().conversationId).toBe('c-1');
    expect(sim.timeOutRing().conversationId).toBe('c-2');
    expect(() => sim.timeOutRing()).toThrow('no conversation is ringing');
  });
});

describe('a ring that is answered elsewhere', () => {
  it('is connected', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const { participantId } = sim.ring();
    expect(sim.answerElsewhere()).toMatchObject({ state: 'connected', participantId });
    expect(legStates((await channel.frames(2))[1], sim.userId)).toEqual(['connected']);
  });

  it('is over for the agent where a colleague has it', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring();
    sim.answerElsewhere({ userId: colleagueOf(sim) });
    const [, frame] = await channel.frames(2);
    expect([legStates(frame, sim.userId), legStates(frame, colleagueOf(sim))]).toEqual([['terminated'], ['connected']]);
    expect(endsOf(frame, sim.userId)).toEqual(['transfer']);
  });
});

describe('a transfer', () => {
  it('to a queue rings at the next agent, in the shape of the service', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring({ userId: colleagueOf(sim) });
    sim.answer();
    sim.transfer({ queueName: 'Delivery claims EN', nextUserId: sim.userId });
    const [frame] = await channel.frames(1);
    expectSameShape(frame, fixture('voice-acd-transfer-two-agents-alerting'), ['customer', 'ivr', 'acd', 'agent', 'acd', 'agent']);
    expect([legStates(frame, colleagueOf(sim)), legStates(frame, sim.userId)]).toEqual([['terminated'], ['alerting']]);
    expect(frame.eventBody.recentTransfers).toMatchObject([
      { state: 'pending', initiator: { userId: colleagueOf(sim) }, destination: { address: withPurpose(frame.eventBody, 'acd')[1].queueId } },
    ]);
  });

  it('to a user rings there, and is complete when they answer', async () => {
    const sim = await simulator();
    const channel = await colleaguesChannel(sim);
    const { conversationId } = sim.ring();
    sim.answer();
    expect(sim.transfer({ userId: colleagueOf(sim), alertingTimeoutMs: 12_000 })).toMatchObject({ conversationId, state: 'ringing', userId: colleagueOf(sim) });
    sim.answer();
    const [alerting, answered] = await channel.frames(2);
    expect([endsOf(alerting, sim.userId), legStates(alerting, colleagueOf(sim))]).toEqual([['transfer'], ['alerting']]);
    expect([alerting, answered].map(({ eventBody }) => eventBody.recentTransfers[0].state)).toEqual(['pending', 'complete']);
  });

  it('needs one target, and a conversation that is connected', async () => {
    const sim = await simulator();
    expect(() => sim.transfer({})).toThrow('expected either userId or queueName');
    expect(() => sim.transfer({ userId: 'u-9' })).toThrow('userId: nobody has the id "u-9"');
    sim.ring({ conversationId: 'c-1' });
    expect(() => sim.transfer({ queueName: 'Sales' })).toThrow('no conversation is connected');
    expect(() => sim.transfer({ conversationId: 'c-1', queueName: 'Sales' })).toThrow('no live conversation with the id "c-1" is connected');
  });
});

describe('a consultation', () => {
  it("rings at the colleague's while the agent stays connected, and says nothing to routing events", async () => {
    const sim = await simulator();
    const client = await connected(sim);
    const channel = await colleaguesChannel(sim);
    const { conversationId } = sim.ring();
    sim.answer();
    const { participantId } = sim.consult({ userId: colleagueOf(sim) });
    expect(sim.rings()).toEqual([{ conversationId, participantId, mediaType: 'voice', userId: colleagueOf(sim) }]);
    sim.answer({ conversationId, userId: colleagueOf(sim) });
    const frames = await channel.frames(2);
    expect(frames.map((frame) => [legStates(frame, sim.userId), legStates(frame, colleagueOf(sim))])).toEqual([
      [['connected'], ['alerting']],
      [['connected'], ['connected']],
    ]);
    expect(withPurpose(frames[0].eventBody, 'user')[0].calls[0].other.name).toBe('Mara Lindqvist');
    expect(sim.state().counters.frames).toBe(2);
    expect((await client.frames(2)).map(({ conversation }) => conversation.state)).toEqual(['ringing', 'connected']);
  });

  it('that nobody answers leaves the conversation as it was', async () => {
    const sim = await simulator();
    const channel = await colleaguesChannel(sim);
    const { conversationId } = sim.ring();
    sim.answer();
    sim.consult({ userId: colleagueOf(sim) });
    sim.timeOutRing();
    const [, frame] = await channel.frames(2);
    expect([legStates(frame, sim.userId), legStates(frame, colleagueOf(sim))]).toEqual([['connected'], ['terminated']]);
    expect(sim.state().conversations).toMatchObject([{ conversationId, state: 'connected' }]);
  });

  it('ends with the conversation', async () => {
    const sim = await simulator();
    const { conversationId } = sim.ring();
    sim.answer();
    sim.consult({ userId: colleagueOf(sim) });
    sim.end({ conversationId });
    expect([sim.rings(), sim.state().conversationCount]).toEqual([[], 0]);
  });
});

describe('a call between colleagues', () => {
  it('rings without a queue or a customer, and routing events know nothing of it', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const { conversationId, participantId } = sim.directCall({ fromUserId: colleagueOf(sim) });
    const [frame] = await channel.frames(1);
    const [caller, mine] = frame.eventBody.participants;
    expect([caller.userId, caller.calls[0].direction, caller.calls[0].state]).toEqual([colleagueOf(sim), 'outbound', 'dialing']);
    expect([mine.userId, mine.calls[0].direction, mine.calls[0].state]).toEqual([sim.userId, 'inbound', 'alerting']);
    expect([mine.purpose, mine.queueId, mine.alertingTimeoutMs, mine.wrapupRequired]).toEqual(['user', undefined, undefined, false]);
    expect(sim.rings()).toEqual([{ conversationId, participantId, mediaType: 'voice', userId: sim.userId }]);
    expect((await ask(sim, 'GET', '/conversations')).body.entities).toMatchObject([{ id: conversationId }]);
    expect(sim.state().counters.frames).toBe(0);
  });

  it.each([
    ['is answered', (/** @type {Simulator} */ sim) => sim.answer(), ['connected'], undefined],
    ['is refused', (/** @type {Simulator} */ sim) => sim.decline(), ['terminated'], 'client'],
    ['is given up by the caller', (/** @type {Simulator} */ sim) => sim.end(), ['disconnected'], 'peer'],
  ])('%s', async (_what, act, states, disconnectType) => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const { conversationId } = sim.directCall();
    expect(act(sim)).toMatchObject({ conversationId, sentAt: null });
    const [, frame] = await channel.frames(2);
    expect([legStates(frame, sim.userId), endsOf(frame, sim.userId)]).toEqual([states, [disconnectType]]);
    expect(sim.rings()).toEqual([]);
  });

  it('ends by itself after its time where it has one', async () => {
    const sim = await simulator({ endRingsAtTimeout: true });
    sim.directCall({ alertingTimeoutMs: 10 });
    await sim.until(({ rings }) => rings.length === 0);
    expect((await ask(sim, 'GET', '/conversations')).body.entities).toEqual([]);
  });

  it('cannot be given to a queue', async () => {
    const sim = await simulator();
    sim.directCall();
    sim.answer();
    expect(() => sim.transfer({ queueName: 'Sales' })).toThrow('is between users');
    expect(sim.transfer({ userId: colleagueOf(sim) })).toMatchObject({ state: 'ringing', sentAt: null });
  });
});

describe("a call of one's own", () => {
  it('rings nowhere, and is connected at last', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const { conversationId } = sim.callOut({ customerName: 'Harbour Bakery', customerAddress: 'tel:+13175550177' });
    const frames = await channel.frames(3);
    expect(frames.map((frame) => legStates(frame, sim.userId))).toEqual([['contacting'], ['dialing'], ['connected']]);
    expect(frames[0].eventBody.participants[0].calls[0].direction).toBe('outbound');
    expect(withPurpose(frames[2].eventBody, 'external')[0]).toMatchObject({ name: 'Harbour Bakery', address: 'tel:+13175550177' });
    expect([sim.rings(), sim.end().conversationId]).toEqual([[], conversationId]);
  });

  it('may alert, and still rings nowhere', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.callOut({ states: ['alerting'] });
    expect(legStates((await channel.frames(1))[0], sim.userId)).toEqual(['alerting']);
    expect(sim.rings()).toEqual([]);
  });

  it('is connected when the other end answers', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const { conversationId } = sim.callOut({ states: ['contacting', 'dialing'] });
    sim.answer({ conversationId });
    const [, , frame] = await channel.frames(3);
    expect(frame.eventBody.participants.map((/** @type {any} */ { calls }) => calls[0].state)).toEqual(['connected', 'connected']);
  });
});

describe('snapshots', () => {
  it('come twice for a hold', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring();
    sim.answer();
    sim.hold();
    sim.hold({ held: false });
    const held = (await channel.frames(6)).slice(2).map(({ eventBody }) => withPurpose(eventBody, 'agent')[0].calls[0].held);
    expect(held).toEqual([true, true, false, false]);
  });

  it('come once more with a change that does not matter', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring();
    sim.touch();
    const [first, second] = await channel.frames(2);
    expect(second.eventBody).not.toEqual(first.eventBody);
    expect(legStates(second, sim.userId)).toEqual(['alerting']);
  });
});

describe('the actions of agents', () => {
  it('are asked for over the control endpoint, too', async () => {
    const sim = await simulator();
    const { conversationId } = await readJson(await post(sim, 'direct-call'));
    expect(await readJson(await post(sim, 'rings'))).toMatchObject([{ conversationId, userId: sim.userId }]);
    await post(sim, 'decline', { conversationId });
    expect(await readJson(await post(sim, 'rings', { userId: sim.userId }))).toEqual([]);
  });

  it.each([
    ['consult', { conversationId: 'c-9', userId: '2c63888f-28f0-4481-be6d-dce7a7ace732' }, 404, 'with the id "c-9" is connected'],
    ['time-out-ring', { disconnectType: 'no-answer' }, 400, 'disconnectType: expected "endpoint"'],
    ['decline', { disconnectType: 'no-answer' }, 400, 'disconnectType: expected "endpoint"'],
    ['answer-elsewhere', { disconnectType: 'no-answer' }, 400, 'disconnectType: expected "endpoint"'],
    ['requeue', { disconnectType: 'no-answer' }, 400, 'disconnectType: expected "endpoint"'],
    ['call-out', { states: ['humming'] }, 400, 'states: expected "contacting"'],
    ['call-out', { states: [] }, 400, 'states: expected at least one'],
  ])('refuse %s with %j', async (action, body, status, message) => {
    const sim = await simulator();
    const response = await post(sim, action, body);
    expect([response.status, (await readJson(response)).error]).toEqual([status, expect.stringContaining(message)]);
  });
});
