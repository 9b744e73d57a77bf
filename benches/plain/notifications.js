/** Reads frames of the Notifications API: the agent's own rings in the aggregate shape, and their ends [N7] [N9] [N10]. */
import { displayText } from './display.js';
import { BAD, IGNORED } from './routing-events.js';

const MEDIA = {
  calls: 'voice',
  callbacks: 'callback',
  chats: 'chat',
  emails: 'email',
  messages: 'message',
  internalMessages: 'message',
  socialExpressions: 'social',
  videos: 'video',
  cobrowsesessions: 'cobrowse',
  screenshares: 'screenshare',
};
const LISTS = Object.entries(MEDIA);
const NO_AGENTS = new Set(['voicemail', 'acd', 'ivr', 'workflow', 'customer', 'external']);
const TOPIC = /^v2\.(users|routing\.queues)\.[^.]+\.conversations$/i;
const UNANSWERED = /^(timeout|transfer\.noanswer|transfer\.notavailable)(\.|$)/;

/**
 * @param {any} event What `JSON.parse` gave.
 * @param {{ userId: string }} options
 * @returns {readonly import('./routing-events.js').Decision[] | import('./routing-events.js').Decision} One for each of the agent's legs.
 */
export function readNotification(event, { userId }) {
  if (typeof event !== 'object' || event === null) return BAD;
  const { topicName, eventBody } = event;
  if (typeof topicName !== 'string' || !TOPIC.test(topicName)) return IGNORED;
  if (!eventBody?.id || !Array.isArray(eventBody.participants)) return BAD;
  const mine = eventBody.participants.filter((one) => (one.userId ?? one.user?.id) === userId && !NO_AGENTS.has(one.purpose));
  return mine.length === 0 ? IGNORED : mine.map((leg) => readLeg(eventBody, leg));
}

/** @returns {import('./routing-events.js').Decision} */
function readLeg({ id: conversationId, participants }, leg) {
  const key = `${conversationId}:${leg.id}`;
  const communications = communicationsOf(leg);
  if (isOver(leg, communications)) {
    if (communications.some(({ part }) => UNANSWERED.test(part.disconnectType ?? ''))) return { kind: 'end', key, reason: 'missed' };
    return { kind: 'end', key, reason: everybodyHasGone(participants, leg) ? 'abandoned' : 'moved' };
  }
  const rings = communications.find(({ part, mediaType }) => part.state === 'alerting' && !isOwnCall(part, mediaType));
  if (rings) {
    const lasts = leg.alertingTimeoutMs;
    const details = () => ({ ...detailsOf(participants, leg, rings), ...(lasts && { alertingUntil: Date.now() + lasts }) });
    return { kind: 'ring', key, conversationId, details, lasts };
  }
  return communications.some(({ part }) => part.state === 'connected') ? { kind: 'end', key, reason: 'answered' } : IGNORED;
}

function communicationsOf(leg) {
  const all = [];
  for (const [list, mediaType] of LISTS) for (const part of leg[list] ?? []) if (part.state) all.push({ part, mediaType });
  return all;
}

const isEnded = (part) => part.state === 'disconnected' || part.state === 'terminated' || Boolean(part.disconnectedTime);
const isOver = (leg, communications) => Boolean(leg.endTime) || (communications.length > 0 && communications.every(({ part }) => isEnded(part)));
const isOwnCall = (part, mediaType) => part.direction === 'outbound' && (mediaType === 'voice' || mediaType === 'video');
const hasGone = (one) => isOver(one, communicationsOf(one));

function everybodyHasGone(participants, leg) {
  const customers = participants.filter(({ purpose }) => purpose === 'customer' || purpose === 'external');
  return (customers.length > 0 ? customers : participants.filter((one) => one.userId && one.userId !== leg.userId)).every(hasGone);
}

function detailsOf(participants, leg, { part, mediaType }) {
  const party = (wanted) => {
    const all = participants.filter(wanted);
    return all.find((one) => !hasGone(one)) ?? all[0];
  };
  const caller =
    party(({ purpose }) => purpose === 'customer') ?? party(({ purpose }) => purpose === 'external') ?? party((one) => one.userId && one.userId !== leg.userId);
  const address = displayText(caller?.address ?? caller?.ani ?? part.callbackNumbers?.[0])
    .replace(/;.*$/, '')
    .replace(/^(tel|sips?):/i, '');
  const queue = participants.findLast(({ purpose, queueId }) => purpose === 'acd' && queueId === leg.queueId);
  const queueName = displayText(queue?.name);
  return {
    callerName: displayText(caller?.externalContact?.name) || displayText(caller?.name) || displayText(part.callbackUserName) || address || 'Unknown Caller',
    mediaType,
    participantId: leg.id,
    direction: part.direction === 'outbound' ? 'outbound' : 'inbound',
    ...(part.id && { communicationId: part.id }),
    ...(queueName && { queueName }),
    ...(address && { address }),
  };
}
