// @ts-check

import { describe, expect, it } from 'vitest';
import { faultsOf } from './models.js';
import { ask, change, deskToken, openChannel, participantPath, userTopic } from './platform.js';
import { simulator } from './support.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

/** The media that the SDK still has operations for, with the words for them in its models. @type {[mediaType: string, list: string, word: string][]} */
const MEDIA = [['voice', 'calls', 'Call'], ['callback', 'callbacks', 'Callback'], ['email', 'emails', 'Email'], ['message', 'messages', 'Message']];

/** The topics of a user themselves, with the models of their events. */
const TOPICS = new Map([
  ['routingStatus', 'UserRoutingStatusUserRoutingStatus'],
  ['presence', 'PresenceEventUserPresence'],
  ['activity', 'AgentActivityChangedTopicAgentActivity'],
  ['conversationsummary', 'UserConversationsEventUserConversationSummary'],
  ['station', 'UserStationChangeTopicUserStations'],
]);

/** All that an agent's requests can do to conversations. @param {Simulator} sim @param {string} mediaType @param {string} list @param {string} token @returns {(() => unknown)[]} */
function steps(sim, mediaType, list, token) {
  const conversationId = 'c-1';
  const colleague = String(sim.users[1]?.userId);
  /** @param {unknown} body */
  const patch = (body) => {
    const leg = sim.legs({ conversationId }).filter(({ userId }) => userId === sim.userId).at(-1);
    return change(sim, participantPath({ conversationId, participantId: leg?.participantId ?? null }, list), body, token);
  };
  return [
    () => sim.ring({ conversationId, mediaType }),
    () => patch({ state: 'disconnected' }),
    () => sim.ring({ conversationId }),
    () => sim.timeOutRing({ nextUserId: sim.userId }),
    () => patch({ state: 'connected' }),
    () => patch({ held: true }),
    () => patch({ held: false, muted: true, confined: true }),
    () => sim.transfer({ userId: colleague }),
    () => sim.answer({ conversationId, userId: colleague }),
    () => sim.transfer({ userId: sim.userId }),
    () => patch({ state: 'connected' }),
    () => patch({ state: 'disconnected' }),
    () => patch({ wrapup: { code: 'w-1', notes: 'Paid twice', tags: ['refund'] } }),
    () => sim.ring({ conversationId, mediaType, autoAnswer: true, autoAnswerAlertToneSeconds: 0 }),
    () => sim.end({ conversationId }),
    () => patch({ wrapupSkipped: true }),
    () => sim.directCall(),
  ];
}

describe('every field and word', () => {
  it.each(MEDIA)('of the operations of one medium is one of the published models: %s', async (mediaType, list, word) => {
    const sim = await simulator();
    const token = deskToken(sim);
    /** @type {string[]} */
    const faults = [];
    let listed = 0;
    for (const step of steps(sim, mediaType, list, token)) {
      await step();
      const { body: listing } = await ask(sim, 'GET', `/conversations/${list}`, { token });
      listed += listing.entities.length;
      faults.push(...faultsOf(listing, `${word}ConversationEntityListing`));
      const { body: one } = await ask(sim, 'GET', `/conversations/${list}/c-1`, { token });
      faults.push(...faultsOf(one, `${word}Conversation`));
      faults.push(...faultsOf((await ask(sim, 'GET', '/conversations', { token })).body, 'ConversationEntityListing'));
    }
    expect([...new Set(faults)]).toEqual([]);
    expect(listed).toBeGreaterThan(5);
  });

  it.each([...MEDIA, ['chat', 'chats', 'Chat']])('of the events of what an agent does is one of the published models: %s', async (mediaType, list, word) => {
    const sim = await simulator();
    const own = [...TOPICS].map(([name, model]) => /** @type {[string, string]} */ ([`v2.users.${sim.userId}.${name}`, model]));
    const models = new Map([
      [userTopic(sim.userId), 'ConversationEventTopicConversation'],
      [userTopic(sim.userId, list), `Conversation${word}EventTopic${word}Conversation`],
      ...own,
    ]);
    const channel = await openChannel(sim, { topics: [...models.keys()] });
    sim.setPhone({ kind: 'webrtc-persistent' });
    for (const step of steps(sim, mediaType, list, deskToken(sim))) await step();
    sim.setRoutingStatus({ status: 'OFF_QUEUE' });
    const frames = (await channel.frames(sim.state().counters.eventsDelivered)).filter(({ eventBody }) => !(mediaType !== 'voice' && eventBody.participants?.[0]?.purpose === 'user'));
    const faults = frames.flatMap(({ topicName, eventBody }) => faultsOf(eventBody, String(models.get(topicName))));
    expect([...new Set(faults)]).toEqual([]);
    expect(new Set(frames.map(({ topicName }) => topicName))).toEqual(new Set(models.keys()));
  });

  it('of what REST says of agents and queues is one of the published models', async () => {
    const sim = await simulator();
    const token = deskToken(sim);
    const user = `/users/${sim.userId}`;
    const [queue] = sim.queues;
    const ring = sim.ring();
    sim.answer();
    const path = participantPath(ring, 'calls');
    await change(sim, path, { wrapup: { code: 'w-1' } }, token);
    const { body: stations } = await ask(sim, 'GET', '/users/stations/me', { token });
    /** @type {[string, string, string, unknown?][]} */
    const requests = [
      ['GET', '/users/me?expand=routingStatus,presence,conversationSummary,station,token,organization', 'UserMe'],
      ['GET', `${user}?expand=routingStatus,presence,conversationSummary,station`, 'User'],
      ['GET', `${user}/routingstatus`, 'RoutingStatus'],
      ['PUT', `${user}/routingstatus`, 'RoutingStatus', { status: 'IDLE' }],
      ['GET', `${user}/presences/purecloud`, 'UserPresence'],
      ['PATCH', `${user}/presences/purecloud`, 'UserPresence', { presenceDefinition: { systemPresence: 'Break' } }],
      ['GET', '/presencedefinitions', 'OrganizationPresenceEntityListing'],
      ['GET', '/users/stations/me', 'UserStations'],
      ['GET', `${user}/station`, 'UserStations'],
      ['GET', `/stations/${stations.associatedStation.id}`, 'Station'],
      ['GET', '/routing/queues', 'QueueEntityListing'],
      ['GET', '/routing/queues/me', 'UserQueueEntityListing'],
      ['GET', `/routing/queues/${queue?.queueId}`, 'Queue'],
      ['GET', `/routing/queues/${queue?.queueId}/wrapupcodes`, 'WrapupCodeEntityListing'],
      ['GET', '/routing/wrapupcodes', 'WrapupCodeEntityListing'],
      ['GET', `${user}/queues?pageSize=2`, 'UserQueueEntityListing'],
      ['GET', `${path}/wrapup`, 'AssignedWrapupCode'],
      ['PATCH', `${path}x`, 'ErrorBody', { state: 'connected' }],
      ['PATCH', path, 'ErrorBody', { state: 'alerting' }],
    ];
    for (const kind of /** @type {const} */ (['managed-sip', 'webrtc'])) {
      sim.setPhone({ kind });
      const faults = [];
      for (const [method, asked, model, body] of requests) faults.push(...faultsOf((await ask(sim, method, asked, { token, body })).body, model, `${method} ${asked}`));
      expect(faults).toEqual([]);
    }
    const { body: codes } = await ask(sim, 'GET', `${path}/wrapupcodes`, { token });
    expect(codes.flatMap((/** @type {unknown} */ code) => faultsOf(code, 'WrapupCode'))).toEqual([]);
  });
});
