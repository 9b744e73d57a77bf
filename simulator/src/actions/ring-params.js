// @ts-check

import { BadParameter, check } from '../check.js';
import { DISCONNECT_TYPES } from '../interactions/disconnect-types.js';

/** @typedef {import('../conversations.js').ConversationParams} ConversationParams */
/** @typedef {import('../directory.js').Directory} Directory */
/** @typedef {import('../interactions/interaction-sync.js').MoveDetail} MoveDetail */

/**
 * What a ring takes: for both sources, and for the Platform API alone.
 *
 * @typedef {ConversationParams & Pick<MoveDetail,
 *   'userId' | 'customerAddress' | 'flow' | 'alertingTimeoutMs' | 'autoAnswer' | 'autoAnswerAlertToneSeconds'>} RingParams
 */

const TEXT_PARAMS = /** @type {const} */ (['conversationId', 'mediaType', 'customerName', 'agentName', 'queueName']);

/** The parameters of a ring. */
export const RING_PARAMS = [...TEXT_PARAMS, 'participants', 'userId', 'customerAddress', 'flow', 'alertingTimeoutMs', 'autoAnswer', 'autoAnswerAlertToneSeconds'];

/**
 * @param {RingParams} given
 * @param {Directory} directory
 * @returns {{ params: ConversationParams, detail: MoveDetail }}
 * @throws {BadParameter}
 * @throws {import('../check.js').NotFound} Nobody has that `userId`.
 */
export function readRing(given, directory) {
  const { userId } = given;
  const user = userId === undefined ? null : directory.user(check.string(userId, 'userId'));
  /** @type {Record<string, string>} */
  const texts = user ? { agentName: user.name } : {};
  for (const name of TEXT_PARAMS) {
    if (given[name] !== undefined) texts[name] = check.string(given[name], name);
  }
  const { participants } = given;
  if (participants !== undefined && !Array.isArray(participants)) {
    throw new BadParameter('participants: expected a list of { role, name }');
  }
  return {
    params: { ...texts, ...(participants === undefined ? {} : { participants }) },
    detail: { ...(user ? { userId: user.userId } : {}), ...readDetail(given) },
  };
}

/** How a leg ends, where that is said. @param {string | undefined} disconnectType @returns {Pick<MoveDetail, 'disconnectType'>} */
export function readDisconnectType(disconnectType) {
  return disconnectType === undefined ? {} : { disconnectType: check.oneOf(disconnectType, 'disconnectType', DISCONNECT_TYPES) };
}

/** @param {RingParams} given @returns {MoveDetail} */
function readDetail({ customerAddress, flow, alertingTimeoutMs, autoAnswer, autoAnswerAlertToneSeconds: tone }) {
  return {
    ...(customerAddress === undefined ? {} : { customerAddress: check.string(customerAddress, 'customerAddress') }),
    ...(flow === undefined ? {} : { flow: check.boolean(flow, 'flow') }),
    ...(alertingTimeoutMs === undefined ? {} : { alertingTimeoutMs: check.wait(alertingTimeoutMs, 'alertingTimeoutMs') }),
    ...(autoAnswer === undefined ? {} : { autoAnswer: check.boolean(autoAnswer, 'autoAnswer') }),
    ...(tone === undefined ? {} : { autoAnswerAlertToneSeconds: check.wait(tone, 'autoAnswerAlertToneSeconds') }),
  };
}
