// @ts-check

import { badRequest } from './errors.js';

/** @typedef {import('../interactions/desk.js').WrapupGiven} WrapupGiven */

/**
 * What a request changes of a participant.
 *
 * @typedef {object} ParticipantChange
 * @property {'connected' | 'disconnected'} [state]
 * @property {boolean} [held]
 * @property {boolean} [muted]
 * @property {boolean} [confined]
 * @property {boolean} [wrapupSkipped]
 * @property {WrapupGiven} [wrapup]
 */

/** @typedef {{ voicemail: boolean, userId?: string, queueId?: string }} Replacement */

const STATES = /** @type {const} */ (['connected', 'disconnected']);

const FLAGS = /** @type {const} */ (['held', 'muted', 'confined', 'wrapupSkipped', 'recording']);

/** @param {unknown} body @returns {ParticipantChange} @throws {import('./errors.js').ApiError} */
export function readParticipantChange(body) {
  const fields = readObject(body, 'The body');
  const { wrapup } = fields;
  const state = STATES.find((known) => known === fields.state);
  if (fields.state !== undefined && state === undefined) throw badRequest("Possible values of state are 'connected' and 'disconnected'");
  /** @type {Partial<Record<typeof FLAGS[number], boolean>>} */
  const flags = {};
  for (const name of FLAGS) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'boolean') throw badRequest(`${name} has to be true or false`);
    flags[name] = value;
  }
  // Recordings are not simulated.
  const { recording: _, ...known } = flags;
  const change = { ...known, ...(state === undefined ? {} : { state }), ...(wrapup === undefined ? {} : { wrapup: readWrapup(wrapup) }) };
  if (Object.keys(change).length === 0 && flags.recording === undefined) throw badRequest('The body changes nothing');
  return change;
}

/** @param {unknown} body @returns {WrapupGiven} @throws {import('./errors.js').ApiError} */
export function readWrapup(body) {
  const { code, notes, tags, durationSeconds } = readObject(body, 'The wrap-up');
  if (typeof code !== 'string') throw badRequest('The wrap-up has to have a code');
  if (notes !== undefined && typeof notes !== 'string') throw badRequest('notes has to be a string');
  if (tags !== undefined && !(Array.isArray(tags) && tags.every((tag) => typeof tag === 'string'))) throw badRequest('tags has to be a list of strings');
  if (durationSeconds !== undefined && typeof durationSeconds !== 'number') throw badRequest('durationSeconds has to be a number');
  return {
    code,
    ...(notes === undefined ? {} : { notes }),
    ...(tags === undefined ? {} : { tags }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  };
}

/** Whom a participant is replaced by. @param {unknown} body @param {'agent' | 'queue' | undefined} to What the path says. @returns {Replacement} @throws {import('./errors.js').ApiError} */
export function readReplacement(body, to) {
  const { voicemail = false, userId, queueId, address } = readObject(body, 'The body');
  if (typeof voicemail !== 'boolean') throw badRequest('voicemail has to be true or false');
  if (voicemail && to !== 'queue') return { voicemail };
  if (address !== undefined) throw badRequest('The simulator transfers to users and queues only');
  if (to !== 'queue' && typeof userId === 'string') return { voicemail, userId };
  if (to !== 'agent' && typeof queueId === 'string') return { voicemail, queueId };
  throw badRequest(to === undefined ? 'Expected voicemail, userId or queueId' : `Expected ${to === 'agent' ? 'userId or voicemail' : 'queueId'}`);
}

/** @param {unknown} body @param {string} what @returns {Record<string, unknown>} @throws {import('./errors.js').ApiError} */
export function readObject(body, what) {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return /** @type {Record<string, unknown>} */ (body);
  throw badRequest(`${what} has to be an object`);
}
