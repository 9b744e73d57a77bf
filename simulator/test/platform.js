// @ts-check

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DESKTOP_SCOPE } from '../src/index.js';
import { connectTo } from './support.js';

/** @typedef {import('../src/index.js').Simulator} Simulator */

/** The topic of a user's conversations. @param {string} userId @param {string} [medium] */
export function userTopic(userId, medium) {
  return `v2.users.${userId}.conversations${medium === undefined ? '' : `.${medium}`}`;
}

/**
 * A request to the Platform API.
 *
 * @param {Simulator} sim
 * @param {string} method
 * @param {string} path After `/api/v2`.
 * @param {{ token?: string | null, body?: unknown, headers?: Record<string, string> }} [request] `token`: the default user's.
 */
export async function ask(sim, method, path, { token = userToken(sim), body, headers = {} } = {}) {
  const response = await fetch(`${sim.apiUrl}/api/v2${path}`, {
    method,
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** A fresh token of a user. @param {Simulator} sim @param {string} [userId] */
export function userToken(sim, userId = sim.userId) {
  return sim.issueToken({ userId }).accessToken;
}

/** A fresh token of a user whose desktop answers, wraps up and changes routing status. @param {Simulator} sim @param {string} [userId] */
export function deskToken(sim, userId = sim.userId) {
  return sim.issueToken({ userId, scope: DESKTOP_SCOPE }).accessToken;
}

/** The path of the participant who rang last. @param {{ conversationId: string, participantId: string | null }} ring @param {string} [list] Of the medium; none: the path of all media. */
export function participantPath({ conversationId, participantId }, list) {
  return `/conversations/${list === undefined ? '' : `${list}/`}${conversationId}/participants/${participantId}`;
}

/** Sends a change of a participant, with a desktop's token. @param {Simulator} sim @param {string} path @param {unknown} body @param {string} [token] */
export function change(sim, path, body, token = deskToken(sim)) {
  return ask(sim, 'PATCH', path, { token, body });
}

/**
 * A channel with its socket open.
 *
 * @param {Simulator} sim
 * @param {{ token?: string, topics?: string[] }} [channel] `topics`: the default user's conversations.
 */
export async function openChannel(sim, { token = userToken(sim), topics = [userTopic(sim.userId)] } = {}) {
  const { body: channel } = await ask(sim, 'POST', '/notifications/channels', { token });
  await ask(sim, 'PUT', `/notifications/channels/${channel.id}/subscriptions`, { token, body: topics.map((id) => ({ id })) });
  const client = connectTo(channel.connectUri);
  await client.opened;
  const path = `/notifications/channels/${channel.id}`;
  return { ...client, token, path, channelId: String(channel.id), connectUri: String(channel.connectUri) };
}

/** A sample frame or answer. @param {string} name */
export function fixture(name) {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8'));
}

/**
 * The fields of a JSON value with their types, such as `calls[].held boolean`; the free-form `attributes` as one field.
 *
 * @param {unknown} value
 * @param {string} [path]
 * @returns {string[]} Sorted, each once.
 */
export function fieldsOf(value, path = '') {
  return [...new Set(collectFields(value, path))].sort();
}

/** @param {unknown} value @param {string} path @returns {string[]} */
function collectFields(value, path) {
  if (Array.isArray(value)) return [`${path} array`, ...value.flatMap((item) => collectFields(item, `${path}[]`))];
  if (typeof value !== 'object' || value === null) return [`${path} ${typeof value}`];
  if (path.endsWith('attributes')) return [`${path} object`];
  return [`${path} object`, ...Object.entries(value).flatMap(([name, field]) => collectFields(field, path === '' ? name : `${path}.${name}`))];
}

/** A conversation's participants with this purpose. @param {any} conversation @param {string} purpose @returns {any[]} */
export function withPurpose(conversation, purpose) {
  return conversation.participants.filter((/** @type {any} */ participant) => participant.purpose === purpose);
}

/** The state of each of a user's legs in an event of the aggregate topic, oldest first. @param {any} frame @param {string} userId */
export function legStates(frame, userId) {
  const lists = ['calls', 'callbacks', 'emails', 'messages', 'chats'];
  return frame.eventBody.participants
    .filter((/** @type {any} */ participant) => participant.userId === userId)
    .map((/** @type {any} */ participant) => lists.flatMap((list) => participant[list] ?? [])[0]?.state);
}

/** Checks that an event has the fields of the sample, participant by participant. @param {any} frame @param {any} sample @param {string[]} purposes */
export function expectSameShape(frame, sample, purposes) {
  expect(fieldsOf({ ...frame, eventBody: { ...frame.eventBody, participants: [] } })).toEqual(
    fieldsOf({ ...sample, eventBody: { ...sample.eventBody, participants: [] } }),
  );
  for (const purpose of purposes) {
    expect(fieldsOf(withPurpose(frame.eventBody, purpose)), purpose).toEqual(fieldsOf(withPurpose(sample.eventBody, purpose)));
  }
  expect(frame.eventBody.participants.map((/** @type {any} */ participant) => participant.purpose)).toEqual(purposes);
}
