// @ts-check

import { describe, expect, it } from 'vitest';
import { faultsOf, fieldsOfModel, wordsOf } from './models.js';
import { ask, fixture, openChannel, userToken, userTopic } from './platform.js';
import { simulator } from './support.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

const QUEUES = ['Sales', 'Billing'];

/** Each medium with the last part of its topics, and the word for it in the models' names. @type {[mediaType: string, list: string, word: string][]} */
const MEDIA = [
  ['voice', 'calls', 'Call'],
  ['callback', 'callbacks', 'Callback'],
  ['email', 'emails', 'Email'],
  ['message', 'messages', 'Message'],
  ['chat', 'chats', 'Chat'],
];

/** A conversation's way through all that can become of it. @param {Simulator} sim @param {string} mediaType @returns {(() => unknown)[]} */
function steps(sim, mediaType) {
  const conversationId = 'c-1';
  const colleague = String(sim.users[1]?.userId);
  return [
    () => sim.queue({ conversationId, mediaType, queueName: QUEUES[0] }),
    () => sim.ring({ conversationId }),
    () => sim.timeOutRing(),
    () => sim.ring({ conversationId }),
    () => sim.decline({ nextUserId: sim.userId }),
    () => sim.answer(),
    () => sim.hold(),
    () => sim.hold({ held: false }),
    () => sim.consult({ userId: colleague }),
    () => sim.answer({ conversationId, userId: colleague }),
    () => sim.transfer({ queueName: QUEUES[1], nextUserId: sim.userId }),
    () => sim.answer(),
    () => sim.transfer({ userId: colleague }),
    () => sim.answer(),
    () => sim.transfer({ userId: sim.userId }),
    () => sim.answerElsewhere(),
    () => sim.hold(),
    () => sim.end(),
    () => sim.ring({ conversationId: 'c-2', mediaType, queueName: QUEUES[0], flow: false }),
    () => sim.abandon(),
    ...(mediaType === 'voice' ? [() => sim.directCall(), () => sim.answer(), () => sim.end(), () => sim.callOut(), () => sim.end()] : []),
  ];
}

/** The models of the topics' events. @param {Simulator} sim @param {string} list @param {string} word @returns {Map<string, string>} */
function modelsOfTopics(sim, list, word) {
  const queues = sim.queues.filter(({ name }) => QUEUES.includes(name)).map(({ queueId }) => `v2.routing.queues.${queueId}.conversations`);
  const flat = `Conversation${word}EventTopic${word}Conversation`;
  return new Map([
    [userTopic(sim.userId), 'ConversationEventTopicConversation'],
    [userTopic(sim.userId, list), flat],
    ...queues.flatMap((topic) => /** @type {[string, string][]} */ ([[topic, 'QueueConversationEventTopicConversation'], [`${topic}.${list}`, `Queue${flat}`]])),
  ]);
}

describe('every field and word', () => {
  it.each(MEDIA)('of the events of a %s is one of the published models', async (mediaType, list, word) => {
    const sim = await simulator({ permissions: ['conversation:communication:view'] });
    const models = modelsOfTopics(sim, list, word);
    const channel = await openChannel(sim, { topics: [...models.keys()] });
    for (const step of steps(sim, mediaType)) step();
    const frames = await channel.frames(sim.state().counters.eventsDelivered);
    const faults = frames.flatMap(({ topicName, eventBody }) => faultsOf(eventBody, String(models.get(topicName))));
    expect([...new Set(faults)]).toEqual([]);
    expect(new Set(frames.map(({ topicName }) => topicName))).toEqual(new Set(models.keys()));
  });

  it.each(MEDIA)('of the conversations with a %s is one of the published models', async (mediaType) => {
    const sim = await simulator({ apiRateLimitPerMinute: null });
    const tokens = sim.users.slice(0, 2).map(({ userId }) => userToken(sim, userId));
    /** @type {string[]} */
    const faults = [];
    let listed = 0;
    for (const step of steps(sim, mediaType)) {
      step();
      for (const token of tokens) {
        const { body } = await ask(sim, 'GET', '/conversations', { token });
        listed += body.entities.length;
        faults.push(...faultsOf(body, 'ConversationEntityListing'));
      }
    }
    expect([...new Set(faults)]).toEqual([]);
    expect(listed).toBeGreaterThan(10);
  });

  it.each(MEDIA)('that a leg of a %s may end with is one of the published models', async (mediaType, list, word) => {
    const sim = await simulator();
    const topics = new Map([...modelsOfTopics(sim, list, word)].filter(([topic]) => topic.includes(sim.userId)));
    const channel = await openChannel(sim, { topics: [...topics.keys()] });
    const words = wordsOf(`ConversationEventTopic${word}`, 'disconnectType');
    const { conversationId } = sim.ring({ mediaType });
    for (const disconnectType of words) sim.timeOutRing({ disconnectType, nextUserId: sim.userId });
    const frames = await channel.frames(sim.state().counters.eventsDelivered);
    const { body } = await ask(sim, 'GET', '/conversations');
    const faults = frames.flatMap(({ topicName, eventBody }) => faultsOf(eventBody, String(topics.get(topicName))));
    expect([...new Set(faults), ...faultsOf(body, 'ConversationEntityListing')]).toEqual([]);
    expect(body.entities[0].participants.filter((/** @type {any} */ { userId }) => userId === sim.userId)).toHaveLength(words.length + 1);
    expect([words.length > 10, body.entities[0].id]).toEqual([true, conversationId]);
  });

  it('of users, tokens, channels, subscriptions and refusals is one of the published models', async () => {
    const sim = await simulator();
    const token = userToken(sim);
    const { body: channel } = await ask(sim, 'POST', '/notifications/channels', { token });
    const path = `/notifications/channels/${channel.id}/subscriptions`;
    const topics = [userTopic(sim.userId), 'v2.users.u-9.conversations', 'nonsense'].map((id) => ({ id }));
    /** @type {[string, string, string, unknown?][]} */
    const requests = [
      ['GET', '/users/me?expand=token,organization', 'UserMe'],
      ['GET', '/tokens/me', 'TokenInfo'],
      ['POST', '/notifications/channels', 'Channel'],
      ['GET', '/notifications/channels', 'ChannelEntityListing'],
      ['PUT', `${path}?ignoreErrors=true`, 'ChannelTopicEntityListing', topics],
      ['GET', path, 'ChannelTopicEntityListing'],
      ['GET', '/conversations', 'ConversationEntityListing'],
      ['PUT', path, 'ErrorBody', topics],
      ['PUT', path, 'ErrorBody', topics.slice(0, 2)],
      ['DELETE', '/users/me', 'ErrorBody'],
      ['GET', '/stations', 'ErrorBody'],
    ];
    const faults = [];
    for (const [method, asked, model, body] of requests) faults.push(...faultsOf((await ask(sim, method, asked, { token, body })).body, model, `${method} ${asked}`));
    expect(faults).toEqual([]);
  });

  it('of the system topics is one of the published models', async () => {
    const sim = await simulator();
    const channel = await openChannel(sim);
    sim.closeForMaintenance();
    sim.displaceChannel();
    const other = await openChannel(sim);
    sim.revokeTokens();
    const bodies = [...(await channel.frames(2)), ...(await other.frames(1))].map(({ eventBody }) => eventBody);
    expect(bodies.flatMap((body) => faultsOf(body, 'SystemMessageSystemMessage'))).toEqual([]);
  });
});

describe('the comparison with the models', () => {
  it('finds a field too many, one too few, a wrong type and a wrong word', () => {
    const listing = fixture('rest-get-conversations-snapshot');
    const [conversation] = listing.entities;
    const { startTime: _, ...rest } = conversation;
    const call = { state: 'ringing', held: 'no', workflow: {} };
    const spoilt = { ...listing, entities: [{ ...rest, participants: [{ calls: [call] }], recentTransfers: [{ state: 'pending' }] }] };
    expect(faultsOf(listing, 'ConversationEntityListing')).toEqual([]);
    expect(faultsOf(spoilt, 'ConversationEntityListing', '').map((fault) => fault.replace(/ is none of .*/, ''))).toEqual([
      '.entities[0].startTime: missing',
      '.entities[0].participants[0].calls[0].state: "ringing"',
      '.entities[0].participants[0].calls[0].held: expected boolean, got "no"',
      '.entities[0].participants[0].calls[0].workflow: Call has no such field',
      '.entities[0].recentTransfers[0].state: "pending"',
    ]);
    expect(fieldsOfModel('Participant')).toContain('consultParticipantId');
  });

  it.each([
    ['voice-call-terminated', 'ConversationEventTopicConversation'],
    ['voice-acd-transfer-two-agents-alerting', 'ConversationEventTopicConversation'],
    ['callback-alerting', 'ConversationEventTopicConversation'],
    ['email-alerting', 'ConversationEventTopicConversation'],
    ['web-message-alerting', 'ConversationEventTopicConversation'],
    ['web-message-alerting.messages-topic', 'ConversationMessageEventTopicMessageConversation'],
    ['voice-call-alerting.calls-topic', 'ConversationCallEventTopicCallConversation'],
    ['voice-call-alerting.queue-topic', 'QueueConversationEventTopicConversation'],
  ])('finds nothing in the sample %s', (name, model) => {
    expect(faultsOf(fixture(name).eventBody, model)).toEqual([]);
  });
});
