// @ts-check

import { byteLength } from './bytes.js';

/** The `eventType` of a conversation's frame. */
export const CONVERSATION_EVENT = 'routing.conversation.event';

/** The largest frame that a client of the routing events socket has to take, in bytes: 1 MiB. */
export const MAX_FRAME_BYTES = 1024 * 1024;

/**
 * @typedef {object} Participant
 * @property {string} role `customer`, `acd` (the queue), `agent`, or any other.
 * @property {string} name
 */

/** @typedef {'queued' | 'alerting' | 'ringing' | 'connected' | 'abandoned' | 'disconnected' | 'terminated'} ConversationState */

/**
 * @typedef {object} ConversationEvent
 * @property {string} eventType
 * @property {{ id: string, state: string, mediaType: string }} conversation
 * @property {readonly Participant[]} participants
 */

/**
 * @param {{ conversationId: string, state: string, mediaType: string, participants: readonly Participant[] }} conversation
 * @param {string} [eventType]
 * @returns {ConversationEvent}
 */
export function conversationEvent({ conversationId, state, mediaType, participants }, eventType = CONVERSATION_EVENT) {
  return { eventType, conversation: { id: conversationId, state, mediaType }, participants };
}

/** Frames that break the format, each in one way, made out of a good one. @type {Record<string, (good: ConversationEvent) => string>} */
const MALFORMED = {
  'not-json': () => 'this is no JSON',
  empty: () => '',
  array: (good) => JSON.stringify([good]),
  null: () => 'null',
  truncated: (good) => JSON.stringify(good).slice(0, -10),
  'no-conversation': ({ eventType, participants }) => JSON.stringify({ eventType, participants }),
  'no-id': (good) => withConversation(good, { id: undefined }),
  'number-id': (good) => withConversation(good, { id: 12345 }),
  'empty-id': (good) => withConversation(good, { id: '' }),
  'no-state': (good) => withConversation(good, { state: undefined }),
  'number-state': (good) => withConversation(good, { state: 3 }),
};

/** The ways in which {@link malformedFrame} breaks a frame. */
export const MALFORMED_KINDS = Object.freeze(Object.keys(MALFORMED));

/** @param {string} kind One of {@link MALFORMED_KINDS}. @param {ConversationEvent} good @returns {string} */
export function malformedFrame(kind, good) {
  return /** @type {(good: ConversationEvent) => string} */ (MALFORMED[kind])(good);
}

/**
 * A ring's frame padded to an exact size, by a field that readers ignore.
 *
 * @param {number} sizeBytes
 * @param {ConversationEvent} good
 * @returns {string} At least the size of the frame itself.
 */
export function oversizedFrame(sizeBytes, good) {
  const bare = JSON.stringify({ ...good, padding: '' });
  return JSON.stringify({ ...good, padding: 'x'.repeat(Math.max(0, sizeBytes - byteLength(bare))) });
}

/** @param {ConversationEvent} good @param {Record<string, unknown>} change */
function withConversation(good, change) {
  return JSON.stringify({ ...good, conversation: { ...good.conversation, ...change } });
}
