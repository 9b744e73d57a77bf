// @ts-check

import { timestamp } from '../media/shared.js';
import { aggregateConversation, defined } from './shapes.js';

/** @typedef {import('../media/index.js').Fields} Fields */
/** @typedef {import('../media/index.js').Medium} Medium */
/** @typedef {import('./interaction.js').Interaction} Interaction */
/** @typedef {import('./interaction.js').Leg} Leg */

/** Lists of communications that a participant has here, empty or not. */
const LISTS = ['calls', 'callbacks', 'chats', 'cobrowsesessions', 'emails', 'messages', 'screenshares', 'socialExpressions', 'videos'];

/** A conversation as `GET /api/v2/conversations` has it: close to the event, but not the same. @param {Interaction} interaction @returns {Fields} */
export function restConversation(interaction) {
  const { utilizationLabelId: _, recordingState, recentTransfers, participants, ...rest } = aggregateConversation(interaction);
  return {
    ...rest,
    startTime: timestamp(interaction.startedAt),
    participants: /** @type {Fields[]} */ (participants).map((participant, index) =>
      restParticipant(participant, /** @type {Leg} */ (interaction.legs[index]), interaction),
    ),
    recentTransfers: /** @type {Fields[]} */ (recentTransfers).map(restTransfer),
    recordingState: String(recordingState).toUpperCase(),
    selfUri: `/api/v2/conversations/${interaction.conversationId}`,
  };
}

/** @param {Fields} participant @param {Leg} leg @param {Interaction} interaction @returns {Fields} */
function restParticipant(participant, leg, { medium, mediaType, queue, customer, ourAddress }) {
  const { wrapupExpected: _, workflow: __, additionalProperties: ___, ...rest } = participant;
  const communications = /** @type {Fields[]} */ (participant[medium.list]);
  return defined({
    ...rest,
    ...(leg.userId === null ? {} : { name: leg.name, userUri: `/api/v2/users/${leg.userId}` }),
    startTime: timestamp(leg.startedAt),
    queueName: queue?.name,
    ...(mediaType === 'voice' ? { ani: customer.address, aniName: customer.name, dnis: ourAddress } : {}),
    ...Object.fromEntries(LISTS.map((list) => [list, []])),
    [medium.list]: communications.map((communication) => restCommunication(communication, leg, medium)),
  });
}

/** @param {Fields} communication @param {Leg} leg @param {Medium} medium @returns {Fields} */
function restCommunication(communication, leg, medium) {
  const { additionalProperties: _, messagesTranscriptUri: __, recordersState, disconnectReasons, ...rest } = communication;
  return defined({
    ...rest,
    disconnectType: restDisconnectType(leg, medium),
    recordersState: recordersState && upperCased(/** @type {Fields} */ (recordersState)),
    disconnectReasons: /** @type {Fields[] | undefined} */ (disconnectReasons)?.map(({ reason: ___, ...named }) => named),
    segments: segments(leg, medium),
    startAlertingTime: leg.initialState === 'alerting' ? timestamp(leg.startedAt) : undefined,
  });
}

/** @param {Fields} transfer @returns {Fields} */
function restTransfer({ state, transferType, ...rest }) {
  return { ...rest, state: capitalised(String(state)), transferType: capitalised(String(transferType)) };
}

/** @param {string} word */
function capitalised(word) {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** @param {Leg} leg @param {Medium} medium */
function restDisconnectType({ disconnectType }, { restDisconnectTypes }) {
  return disconnectType === null ? undefined : (restDisconnectTypes[disconnectType] ?? disconnectType);
}

/** @param {Fields} words */
function upperCased(words) {
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, String(word).toUpperCase()]));
}

/** What the leg went through: an alert, a talk, or both. @param {Leg} leg @param {Medium} medium */
function segments(leg, medium) {
  const { startedAt, connectedAt, endedAt, initialState } = leg;
  const alerted = initialState === 'alerting';
  const ended =
    endedAt === null
      ? { howEnded: 'Unknown' }
      : { endTime: timestamp(endedAt), howEnded: 'Disconnect', disconnectType: restDisconnectType(leg, medium) };
  const talk = { startTime: timestamp(connectedAt ?? startedAt), ...ended, type: 'Interact' };
  if (!alerted) return [talk];
  if (connectedAt === null) return [{ startTime: timestamp(startedAt), ...ended, type: 'Alert' }];
  return [{ startTime: timestamp(startedAt), endTime: timestamp(connectedAt), type: 'Alert', howEnded: 'Interact' }, talk];
}
