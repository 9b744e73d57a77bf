// @ts-check

import { CHANNEL_PATH } from '../settings.js';
import { MAX_TOPICS } from '../notifications/topics.js';
import { badRequest, missingPermissions, notFound } from './errors.js';

/** @typedef {import('../notifications/channels.js').Channel} Channel */
/** @typedef {import('../notifications/channels.js').Channels} Channels */
/** @typedef {import('../tokens.js').Token} Token */
/** @typedef {import('./routes.js').Call} Call */
/** @typedef {import('./routes.js').Answer} Answer */

const CHANNELS_PATH = '/api/v2/notifications/channels';

/**
 * The operations on channels and their subscriptions.
 *
 * @param {Channels} channels
 * @param {string} socketOrigin Such as `ws://127.0.0.1:4780`.
 * @returns {import('./routes.js').Route[]}
 */
export function channelRoutes(channels, socketOrigin) {
  const scopes = ['notifications'];
  /** @param {Channel} channel */
  const shown = ({ channelId, expiresAt }) => ({
    connectUri: `${socketOrigin}${CHANNEL_PATH}${channelId}`,
    id: channelId,
    expires: new Date(expiresAt).toISOString(),
  });
  /** @param {Call} call */
  const owned = ({ token, params: [channelId = ''] }) => {
    const channel = channels.findOwned(channelId, token);
    if (!channel) throw notFound('channel');
    return channel;
  };
  /** @param {Call} call @param {(channel: Channel, topics: string[]) => Iterable<string>} combine @returns {Answer} */
  const subscribe = (call, combine) => {
    const channel = owned(call);
    const asked = readTopics(call.body);
    const judged = asked.map((id) => ({ id, ...channels.judge(id, call.token) }));
    if (call.url.searchParams.get('ignoreErrors') !== 'true') refuseBatch(judged);
    const permitted = judged.filter(({ verdict }) => verdict === 'permitted').map(({ id }) => id);
    const topics = new Set(combine(channel, permitted));
    if (topics.size > MAX_TOPICS) throw badRequest(`A channel may have ${MAX_TOPICS} topics`);
    channels.setTopics(channel, topics, call.token);
    const showState = call.url.searchParams.get('ignoreErrors') === 'true';
    return { status: 200, body: { entities: judged.map((topic) => subscription(topic, channel, showState)) } };
  };
  const one = new RegExp(`^${CHANNELS_PATH}/([^/]+)$`);
  const topicsOfOne = new RegExp(`^${CHANNELS_PATH}/([^/]+)/subscriptions$`);
  const all = new RegExp(`^${CHANNELS_PATH}$`);
  return [
    { method: 'POST', path: all, scopes, answer: ({ token }) => ({ status: 200, body: shown(channels.create(token)) }) },
    {
      method: 'GET',
      path: all,
      scopes,
      answer: ({ token, url }) => {
        const everyToken = url.searchParams.get('includechannels') === 'oauthclient';
        const listed = channels.ofOwner(token).filter((channel) => everyToken || channel.token === token);
        // Of other tokens' channels only that they exist is shown.
        return { status: 200, body: { entities: listed.map((channel) => (channel.token === token ? shown(channel) : {})) } };
      },
    },
    {
      method: 'HEAD',
      path: one,
      scopes,
      answer: (call) => {
        owned(call);
        return { status: 200 };
      },
    },
    {
      method: 'GET',
      path: topicsOfOne,
      scopes,
      answer: (call) => {
        const channel = owned(call);
        return { status: 200, body: { entities: [...channel.topics].map((id) => ({ id, selfUri: selfUri(channel) })) } };
      },
    },
    { method: 'PUT', path: topicsOfOne, scopes, answer: (call) => subscribe(call, (_channel, topics) => topics) },
    { method: 'POST', path: topicsOfOne, scopes, answer: (call) => subscribe(call, ({ topics: old }, topics) => [...old, ...topics]) },
    {
      method: 'DELETE',
      path: topicsOfOne,
      scopes,
      answer: (call) => {
        channels.clearTopics(owned(call));
        return { status: 204 };
      },
    },
  ];
}

/** @param {unknown} body @returns {string[]} */
function readTopics(body) {
  if (!Array.isArray(body)) throw badRequest('The body has to be a list of topics');
  const topics = body.map((entry) => (typeof entry === 'object' && entry !== null ? entry.id : undefined));
  if (topics.some((topic) => typeof topic !== 'string')) throw badRequest('Each topic has to have an id');
  if (topics.length > MAX_TOPICS) throw badRequest(`A channel may have ${MAX_TOPICS} topics`);
  return [...new Set(topics)];
}

/** @typedef {{ id: string } & import('../notifications/topics.js').TopicJudgement} Judged */

/** Without `ignoreErrors` one bad topic fails all. @param {Judged[]} judged */
function refuseBatch(judged) {
  const invalid = judged.find(({ verdict }) => verdict === 'invalid');
  if (invalid) throw badRequest(`Invalid topic: ${invalid.id}`);
  const forbidden = judged.filter(({ verdict }) => verdict === 'forbidden');
  if (forbidden.length === 0) return;
  throw missingPermissions([...new Set(forbidden.flatMap((topic) => topic.missingPermissions))]);
}

/** @param {Judged} judged @param {Channel} channel @param {boolean} showState */
function subscription({ id, verdict, missingPermissions: missing }, channel, showState) {
  if (verdict === 'permitted') return { id, ...(showState ? { state: 'Permitted' } : {}), selfUri: selfUri(channel) };
  if (verdict === 'invalid') return { id, state: 'Rejected', rejectionReason: 'Invalid topic' };
  return { id, state: 'Rejected', rejectionReason: 'Missing required permissions', missingPermissions: missing };
}

/** @param {Channel} channel */
function selfUri({ channelId }) {
  return `${CHANNELS_PATH}/${channelId}/subscriptions`;
}
