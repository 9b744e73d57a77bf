// @ts-check

import { Prng, deriveSeed } from '../prng.js';

/** The kinds of phones that differ in whether a request can answer them. */
export const PHONE_KINDS = Object.freeze(/** @type {const} */ (['managed-sip', 'webrtc', 'webrtc-persistent', 'remote']));

/** @typedef {typeof PHONE_KINDS[number]} PhoneKind */

/**
 * An agent's phone.
 *
 * @typedef {object} Phone
 * @property {PhoneKind} kind
 * @property {boolean} persistentConnection Whether its persistent connection is up.
 */

/** Kinds that can have a persistent connection. @type {readonly PhoneKind[]} */
export const WITH_PERSISTENT_CONNECTION = ['webrtc-persistent', 'remote'];

/** The words of the service for the type of a station. Only that of a WebRTC phone has been seen; the others are invented. */
const STATION_TYPES = Object.freeze({
  'managed-sip': 'inin_managed_sip',
  webrtc: 'inin_webrtc_softphone',
  'webrtc-persistent': 'inin_webrtc_softphone',
  remote: 'inin_remote',
});

/** A phone of a kind, as it is at first. @param {PhoneKind} kind @returns {Phone} */
export function freshPhone(kind) {
  return { kind, persistentConnection: kind === 'webrtc-persistent' };
}

/**
 * Whether a request of the Platform API answers a call at this phone. Where not, the request is accepted, and nothing happens.
 *
 * @param {Phone} phone
 */
export function answersByRequest({ kind, persistentConnection }) {
  return kind === 'managed-sip' || persistentConnection;
}

/** The station of a user's phone. @param {import('../directory.js').User} user @param {Phone} phone */
export function stationOf({ userId, name }, { kind }) {
  return {
    id: stationId(userId),
    name: `${name}, ${kind}`,
    type: STATION_TYPES[kind],
    isWebRtc: kind.startsWith('webrtc'),
    isPersistent: kind === 'webrtc-persistent',
  };
}

/** @param {string} userId */
function stationId(userId) {
  return new Prng(deriveSeed(0, `station ${userId}`)).uuid();
}
