// @ts-check

import { describe, expect, it } from 'vitest';
import { ask, expectSameShape, fieldsOf, fixture, openChannel, userTopic, withPurpose } from './platform.js';
import { simulator } from './support.js';

const QUEUE = 'Sales';

describe('the shapes of an event', () => {
  it.each([
    ['callback', 'callback-alerting', ['customer', 'acd', 'agent']],
    ['email', 'email-alerting', ['customer', 'acd', 'agent']],
    ['message', 'web-message-alerting', ['customer', 'workflow', 'acd', 'agent']],
  ])('are those of the service for a %s', async (mediaType, sample, purposes) => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring({ mediaType });
    expectSameShape((await channel.frames(1))[0], fixture(sample), purposes);
  });

  it.each([
    ['voice', 'calls', 'voice-call-alerting.calls-topic', ['customer', 'ivr', 'acd', 'agent']],
    ['message', 'messages', 'web-message-alerting.messages-topic', ['customer', 'workflow', 'acd', 'agent']],
  ])("are flat under a medium's own topic: %s", async (mediaType, medium, sample, purposes) => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [userTopic(sim.userId, medium)] });
    sim.ring({ mediaType });
    const [frame] = await channel.frames(1);
    expect(frame.topicName).toBe(userTopic(sim.userId, medium));
    expectSameShape(frame, fixture(sample), purposes);
  });

  it.each([
    ['callback', 'callbacks', 'callbackNumbers array'],
    ['email', 'emails', 'subject string'],
    ['chat', 'chats', 'roomId string'],
  ])('are flat for a %s, with what is particular to it', async (mediaType, medium, field) => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [userTopic(sim.userId, medium)] });
    sim.ring({ mediaType });
    const [agent] = withPurpose((await channel.frames(1))[0].eventBody, 'agent');
    expect(fieldsOf(agent)).toContain(field);
    expect(agent).toMatchObject({ state: 'alerting', user: { id: sim.userId }, direction: mediaType === 'callback' ? 'outbound' : 'inbound' });
    expect(agent.userId).toBeUndefined();
  });

  it('have no direction in the communication of a chat', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring({ mediaType: 'chat' });
    const [agent] = withPurpose((await channel.frames(1))[0].eventBody, 'agent');
    expect(agent.chats).toHaveLength(1);
    expect(fieldsOf(agent.chats[0])).not.toContain('direction string');
  });

  it('alert for a callback with direction outbound', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.ring({ mediaType: 'callback', customerName: 'Imani Okafor', customerAddress: '+13175550142' });
    const [agent] = withPurpose((await channel.frames(1))[0].eventBody, 'agent');
    expect(agent.callbacks[0]).toMatchObject({ state: 'alerting', direction: 'outbound', callbackUserName: 'Imani Okafor', callbackNumbers: ['+13175550142'] });
    expect(sim.rings()).toHaveLength(1);
  });

  it.each([['voice', 20_000], ['callback', 30_000], ['email', 30_000], ['message', 30_000], ['chat', 30_000]])(
    'name the alerting timeout of a %s: %i ms',
    async (mediaType, timeoutMs) => {
      const sim = await simulator();
      const channel = await openChannel(sim);
      sim.ring({ mediaType });
      expect(withPurpose((await channel.frames(1))[0].eventBody, 'agent')[0].alertingTimeoutMs).toBe(timeoutMs);
    },
  );

  it.each([['email', ['alerting', 'connected', 'disconnected']], ['message', ['alerting', 'connected', 'disconnected']], ['callback', ['alerting', 'connected', 'disconnected', 'terminated']]])(
    'pass through the states that a %s has',
    async (mediaType, states) => {
      const sim = await simulator();
      const channel = await openChannel(sim);
      sim.ring({ mediaType });
      sim.answer();
      sim.end();
      sim.ring();
      const frames = await channel.frames(states.length + 1);
      const seen = frames.slice(0, -1).map((frame) => withPurpose(frame.eventBody, 'agent')[0][`${mediaType}s`][0].state);
      expect(seen).toEqual(states);
    },
  );

  it.each(['callback', 'email', 'message', 'chat'])('are in their own list for a %s in REST, and in no other', async (mediaType) => {
    const sim = await simulator();
    sim.ring({ mediaType });
    const { body } = await ask(sim, 'GET', '/conversations');
    const [agent] = withPurpose(body.entities[0], 'agent');
    const filled = Object.entries(agent).filter(([, value]) => Array.isArray(value) && value.length > 0).map(([name]) => name);
    expect(filled).toEqual([`${mediaType}s`]);
    expect(agent.calls).toHaveLength(mediaType === 'voice' ? 1 : 0);
  });
});

describe('topics of a queue', () => {
  it('deliver its conversations in both shapes, from the first customer that waits', async () => {
    const sim = await simulator({ permissions: ['conversation:communication:view'] });
    const queueId = sim.queues.find(({ name }) => name === QUEUE)?.queueId;
    const topic = `v2.routing.queues.${queueId}.conversations`;
    const channel = await openChannel(sim, { topics: [topic, `${topic}.calls`] });
    sim.queue({ queueName: QUEUE, conversationId: 'c-1' });
    sim.queue({ queueName: 'Billing' });
    sim.ring({ conversationId: 'c-1' });
    const frames = await channel.frames(4);
    expect(frames.map(({ topicName }) => topicName)).toEqual([topic, `${topic}.calls`, topic, `${topic}.calls`]);
    expectSameShape(frames[2], fixture('voice-call-alerting.queue-topic'), ['customer', 'ivr', 'acd', 'agent']);
    expect(frames[3].eventBody.participants[3]).toMatchObject({ state: 'alerting', queue: { id: queueId } });
  });

  it('deliver rings at any agent', async () => {
    const sim = await simulator({ permissions: ['conversation:communication:view'] });
    const queueId = sim.queues.find(({ name }) => name === QUEUE)?.queueId;
    const channel = await openChannel(sim, { topics: [`v2.routing.queues.${queueId}.conversations`] });
    const colleague = String(sim.users[1]?.userId);
    sim.ring({ queueName: QUEUE, userId: colleague });
    expect(withPurpose((await channel.frames(1))[0].eventBody, 'agent')[0].userId).toBe(colleague);
  });

  it('have the same ids in every simulator', async () => {
    const [one, two] = [await simulator({ seed: 1 }), await simulator({ seed: 2 })];
    expect(one.queues).toEqual(two.queues);
  });
});

describe('one change under two topics', () => {
  it('comes twice, in two shapes', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim, { topics: [userTopic(sim.userId), userTopic(sim.userId, 'calls')] });
    const { conversationId } = sim.ring();
    const frames = await channel.frames(2);
    expect(frames.map(({ topicName, eventBody }) => [topicName, eventBody.id])).toEqual([
      [userTopic(sim.userId), conversationId],
      [userTopic(sim.userId, 'calls'), conversationId],
    ]);
    expect(frames[0].metadata.CorrelationId).not.toBe(frames[1].metadata.CorrelationId);
  });
});
