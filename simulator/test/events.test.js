// @ts-check

import { describe, expect, it } from 'vitest';
import { expectSameShape, fixture, legStates, openChannel, userToken, userTopic, withPurpose } from './platform.js';
import { connected, simulator } from './support.js';

const CALL = ['customer', 'ivr', 'acd', 'agent'];

describe('a call', () => {
  it('alerts, is answered and ends in the shapes of the service', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring({ customerName: 'Imani Okafor' });
    sim.answer();
    sim.end();
    const [alerting, answered, disconnected, terminated] = await channel.frames(4);
    expectSameShape(alerting, fixture('voice-call-alerting'), CALL);
    expectSameShape(answered, fixture('voice-call-connected'), CALL);
    expectSameShape(disconnected, fixture('voice-call-disconnected'), CALL);
    expectSameShape(terminated, fixture('voice-call-terminated'), CALL);
  });

  it("has the words of the service in the agent's leg", async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring({ alertingTimeoutMs: 15_000 });
    const [agent] = withPurpose((await channel.frames(1))[0].eventBody, 'agent');
    expect(agent).toMatchObject({
      userId: sim.userId, alertingTimeoutMs: 15_000,
      calls: [{ state: 'alerting', initialState: 'alerting', direction: 'inbound', queueMediaSettings: { alertingTimeoutSeconds: 15 } }],
    });
  });

  it('drives the routing events at once, with the same ids', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const client = await connected(sim);
    const { conversationId, participantId, userId } = sim.ring({ userId: sim.userId });
    const [event] = await channel.frames(1);
    expect((await client.frames(1))[0]).toMatchObject({
      conversation: { id: conversationId },
      participants: expect.arrayContaining([{ role: 'agent', name: 'Mara Lindqvist' }]),
    });
    expect([event.eventBody.id, withPurpose(event.eventBody, 'agent')[0].id, userId]).toEqual([conversationId, participantId, sim.userId]);
  });

  it('says when its event was sent, and null where nobody is subscribed', async () => {
    const sim = await simulator();
    expect(sim.ring().notifiedAt).toBeNull();
    await openChannel(sim);
    const { notifiedAt, conversationId } = sim.ring();
    expect(sim.records.events).toMatchObject([{ kind: 'event', topicName: userTopic(sim.userId), conversationId, deliveredTo: 1 }]);
    expect(Number(sim.records.events[0]?.at)).toBeGreaterThanOrEqual(Number(notifiedAt));
    expect(sim.state().counters.eventsDelivered).toBe(1);
  });

  it("is abandoned: the customer has gone, the agent's leg with them", async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring();
    sim.abandon();
    const frames = await channel.frames(3);
    expect(frames.map((frame) => legStates(frame, sim.userId))).toEqual([['alerting'], ['disconnected'], ['terminated']]);
    const ends = ['customer', 'agent'].map((purpose) => withPurpose(frames[1].eventBody, purpose)[0].calls[0].disconnectType);
    expect(ends).toEqual(['endpoint', 'peer']);
    expect(withPurpose(frames[1].eventBody, 'agent')[0].calls[0].afterCallWork).toBeUndefined();
  });

  it('goes straight to terminated where it is asked to', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring();
    sim.answer();
    sim.end({ state: 'terminated' });
    sim.ring();
    const frames = await channel.frames(4);
    expect(frames.map((frame) => legStates(frame, sim.userId))).toEqual([['alerting'], ['connected'], ['terminated'], ['alerting']]);
  });

  it('rings again as another leg, and the old one stays', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const { conversationId, participantId } = sim.ring();
    sim.requeue();
    const again = sim.ring({ conversationId });
    const [, , frame] = await channel.frames(3);
    expect(legStates(frame, sim.userId)).toEqual(['terminated', 'alerting']);
    const agents = withPurpose(frame.eventBody, 'agent');
    expect(agents.map(({ id }) => id)).toEqual([participantId, again.participantId]);
    expect(agents[0].calls[0].id).not.toBe(agents[1].calls[0].id);
    expect(agents[0].calls[0].disconnectType).toBe('timeout');
  });

  it('repeats its snapshot where it rings once more', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    const { conversationId } = sim.ring();
    sim.ring({ conversationId });
    const [first, second] = await channel.frames(2);
    expect(second.eventBody).toEqual(first.eventBody);
  });

  it('does without an IVR where it is asked to', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring({ flow: false });
    expect((await channel.frames(1))[0].eventBody.participants.map((/** @type {any} */ { purpose }) => purpose)).toEqual(['customer', 'acd', 'agent']);
  });

  it('is the same for the same seed', async () => {
    const body = async () => {
      const sim = await simulator({ seed: 4 });
      const channel = await openChannel(sim);
      sim.ring();
      return (await channel.frames(1))[0].eventBody.participants.map((/** @type {any} */ { id, address }) => [id, address]);
    };
    expect(await body()).toEqual(await body());
  });
});

describe('events', () => {
  it('come to the channels of that user only', async () => {
    const sim = await simulator();
    const colleague = String(sim.users[1]?.userId);
    const mine = await openChannel(sim);
    const theirs = await openChannel(sim, { token: userToken(sim, colleague), topics: [userTopic(colleague)] });
    sim.ring({ userId: colleague });
    sim.ring();
    expect(legStates((await theirs.frames(1))[0], colleague)).toEqual(['alerting']);
    expect(legStates((await mine.frames(1))[0], sim.userId)).toEqual(['alerting']);
    expect(sim.state().counters.eventsDelivered).toBe(2);
  });

  it('are lost where no socket is open', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    channel.socket.close();
    await sim.until(({ channels }) => channels[0]?.socketId === null);
    sim.ring();
    expect(sim.records.events).toMatchObject([{ topicName: userTopic(sim.userId), deliveredTo: 0 }]);
  });

  it('are none of a medium that the service has not', async () => {
    const sim = await simulator();
    await openChannel(sim);
    expect(sim.ring({ mediaType: 'fax' })).toMatchObject({ mediaType: 'fax', userId: null, participantId: null, notifiedAt: null });
    expect(sim.records.events).toEqual([]);
  });
});

describe('the truth', () => {
  it('is which legs ring now', async () => {
    const sim = await simulator();
    const colleague = String(sim.users[1]?.userId);
    const mine = sim.ring();
    const theirs = sim.ring({ userId: colleague, mediaType: 'email' });
    const legs = [
      { conversationId: mine.conversationId, participantId: mine.participantId, mediaType: 'voice', userId: sim.userId },
      { conversationId: theirs.conversationId, participantId: theirs.participantId, mediaType: 'email', userId: colleague },
    ];
    expect([sim.rings(), sim.state().rings]).toEqual([legs, legs]);
    expect(sim.rings({ userId: colleague })).toEqual([legs[1]]);
    sim.answer({ conversationId: mine.conversationId });
    expect(sim.rings({ userId: sim.userId })).toEqual([]);
  });

  it('can be waited for', async () => {
    const sim = await simulator();
    const waiting = sim.until(({ rings }) => rings.length === 1);
    sim.ring();
    expect((await waiting).rings).toHaveLength(1);
  });
});

describe('a ring', () => {
  it('ends by itself at its alerting timeout where it is asked to, and the customer waits again', async () => {
    const sim = await simulator({ endRingsAtTimeout: true });
    const client = await connected(sim);
    const channel = await openChannel(sim);
    sim.ring({ alertingTimeoutMs: 30 });
    const [, frame] = await channel.frames(2);
    expect(withPurpose(frame.eventBody, 'agent')[0].calls[0].disconnectType).toBe('timeout');
    expect((await client.frames(2))[1].conversation.state).toBe('queued');
  });

  it('does not by default', async () => {
    const sim = await simulator();
    sim.ring({ alertingTimeoutMs: 1, conversationId: 'c-1' });
    sim.configure({ endRingsAtTimeout: true });
    sim.ring({ alertingTimeoutMs: 5, conversationId: 'c-2' });
    await sim.until(({ rings }) => rings.length === 1);
    expect(sim.rings()[0]?.conversationId).toBe('c-1');
  });

  it('does not where it was answered in time', async () => {
    const sim = await simulator({ endRingsAtTimeout: true });
    sim.ring({ alertingTimeoutMs: 5, conversationId: 'c-1' });
    sim.answer();
    sim.ring({ alertingTimeoutMs: 10, conversationId: 'c-2' });
    await sim.until(({ rings }) => rings.length === 0);
    expect(sim.state().conversations.map(({ conversationId, state }) => [conversationId, state])).toEqual([['c-1', 'connected'], ['c-2', 'queued']]);
  });

  it('refuses a user whom nobody knows', async () => {
    const sim = await simulator();
    expect(() => sim.ring({ userId: 'u-9' })).toThrow('userId: nobody has the id "u-9"');
  });
});
