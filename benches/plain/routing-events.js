/** Reads frames of routing events [E1]–[E8]. */
import { displayText } from './display.js';

/**
 * What a frame asks for. `caller` is called only where a toast is made of it.
 *
 * @typedef {{ kind: 'bad' } | { kind: 'ignored' } | Ring | { kind: 'end', key: string, reason: string }} Decision
 * @typedef {{ kind: 'ring', key: string, conversationId: string, details: () => object, lasts?: number }} Ring
 */

const EVENT_TYPE = 'routing.conversation.event';
const MAX_ID_BYTES = 1024;

const REASONS = new Map([
  ['connected', 'answered'],
  ['abandoned', 'abandoned'],
  ['disconnected', 'ended'],
  ['terminated', 'ended'],
]);

/** @type {{ kind: 'bad' }} */
export const BAD = { kind: 'bad' };
/** @type {{ kind: 'ignored' }} */
export const IGNORED = { kind: 'ignored' };

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === 'string' && value !== '';
const isLong = (id) => id.length > MAX_ID_BYTES || (id.length > MAX_ID_BYTES / 3 && new TextEncoder().encode(id).length > MAX_ID_BYTES);

/**
 * @param {any} event What `JSON.parse` gave.
 * @param {{ callerRoles: readonly string[] }} options
 * @returns {Decision}
 */
export function readRoutingEvent(event, { callerRoles }) {
  if (!isObject(event)) return BAD;
  if (event.eventType !== EVENT_TYPE) return IGNORED;
  const { conversation, participants } = event;
  if (!isObject(conversation) || !isText(conversation.id) || !isText(conversation.state) || isLong(conversation.id)) return BAD;
  const { id, state, mediaType } = conversation;
  if (state === 'ringing') {
    const details = () => ({ callerName: callerOf(participants, callerRoles), mediaType: displayText(mediaType) || 'voice' });
    return { kind: 'ring', key: id, conversationId: id, details };
  }
  const reason = REASONS.get(state);
  return reason === undefined ? IGNORED : { kind: 'end', key: id, reason };
}

/** @param {any} participants @param {readonly string[]} roles @returns {string} [E4] */
function callerOf(participants, roles) {
  const people = Array.isArray(participants) ? participants.filter(isObject) : [];
  let caller;
  for (const role of roles) caller ??= people.find((person) => person.role === role);
  return displayText((caller ?? people[0])?.name) || 'Unknown Caller';
}
