// @ts-check

import { PONG } from './frames.js';
import { MAX_TOPICS } from './topics.js';

/** @typedef {import('./channels.js').Channel} Channel */
/** @typedef {import('./channels.js').Channels} Channels */

/**
 * Answers what a client says on a channel's socket: a ping, or a change of its topics.
 *
 * @param {string} text
 * @param {{ channel: Channel, channels: Channels, send: (answer: string) => void }} line
 */
export function answerMessage(text, { channel, channels, send }) {
  const message = read(text);
  if (message.message === 'ping') return send(PONG);
  if (message.message !== 'subscribe' && message.message !== 'unsubscribe') return undefined;
  return send(JSON.stringify(changeTopics(message.message, message, channel, channels)));
}

/** @param {string} text @returns {Record<string, unknown>} What it says; nothing where it can't be read. */
function read(text) {
  try {
    const message = JSON.parse(text);
    return typeof message === 'object' && message !== null ? message : {};
  } catch {
    return {};
  }
}

/** @param {'subscribe' | 'unsubscribe'} verb @param {Record<string, unknown>} message @param {Channel} channel @param {Channels} channels */
function changeTopics(verb, { topics, correlationId }, channel, channels) {
  const echo = correlationId === undefined ? {} : { correlationId };
  /** @param {string} words */
  const failure = (words) => ({ result: '400', status: 'failure', message: words, ...echo });
  if (!channel.live || channel.token.state !== 'live') return { result: '404', message: 'channel not found' };
  if (!Array.isArray(topics) || topics.some((topic) => typeof topic !== 'string')) return failure('Invalid topic');
  if (verb === 'unsubscribe') {
    channels.setTopics(channel, [...channel.topics].filter((topic) => !topics.includes(topic)), channel.token);
    return { result: '200', status: 'unsubscribed', topics, ...echo };
  }
  const wanted = new Set([...channel.topics, ...topics]);
  if (wanted.size > MAX_TOPICS) return failure(`A channel may have ${MAX_TOPICS} topics`);
  const judged = topics.map((topic) => channels.judge(topic, channel.token).verdict);
  if (judged.includes('invalid')) return failure('Invalid topic');
  if (judged.includes('forbidden')) return failure('Missing required permissions');
  channels.setTopics(channel, wanted, channel.token);
  return { result: '200', status: 'subscribed', topics, ...echo };
}
