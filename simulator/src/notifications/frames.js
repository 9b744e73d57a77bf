// @ts-check

import { ORGANISATION } from '../directory.js';

/** @typedef {import('./channels.js').Channel} Channel */

/** @typedef {'no_longer_subscribed' | 'token_revoked'} SystemTopicType */

/** The heartbeat of a channel's socket. */
export const HEARTBEAT = metadataFrame('WebSocket Heartbeat');

/** The answer to `{"message":"ping"}`. */
export const PONG = metadataFrame('pong');

/** @param {string} message */
function metadataFrame(message) {
  return JSON.stringify({ topicName: 'channel.metadata', eventBody: { message } });
}

/**
 * An event as it goes over the socket.
 *
 * @param {string} topicName
 * @param {unknown} eventBody
 * @returns {string}
 */
export function eventFrame(topicName, eventBody) {
  return JSON.stringify({ topicName, version: '2', eventBody, metadata: { CorrelationId: crypto.randomUUID() } });
}

/** The words and reasons of the system topics of a channel. @type {Record<SystemTopicType, { reason: string, message: string }>} */
const SYSTEM_TOPICS = {
  no_longer_subscribed: { reason: 'another_channel_subscribed', message: 'The channel was replaced by a newer channel' },
  token_revoked: { reason: 'user_tokens_revoked', message: 'The access token was revoked' },
};

/** The topic and frame that announce the end of a channel. @param {SystemTopicType} systemTopicType @param {Channel} channel */
export function systemFrame(systemTopicType, channel) {
  const { channelId, ...rest } = systemBody(channel);
  const { reason, message } = SYSTEM_TOPICS[systemTopicType];
  const topicName = `v2.system.${systemTopicType}.${channelId}`;
  return { topicName, text: eventFrame(topicName, { channelId, systemTopicType, ...rest, reason, message, data: {} }) };
}

/** The topic and frame that announce maintenance. @param {Channel} channel */
export function socketClosingFrame(channel) {
  const topicName = 'v2.system.socket_closing';
  const body = { ...systemBody(channel), message: 'The WebSocket will be closed for maintenance', data: {} };
  return { topicName, text: eventFrame(topicName, body) };
}

/** @param {Channel} channel */
function systemBody({ channelId, token }) {
  return {
    channelId,
    correlationId: crypto.randomUUID(),
    organizationId: ORGANISATION.organizationId,
    ...(token.userId === null ? {} : { userId: token.userId }),
    oauthClientId: token.clientId,
    oauthClientOrgId: ORGANISATION.organizationId,
  };
}
