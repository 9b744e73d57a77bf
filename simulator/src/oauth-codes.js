// @ts-check

import { secret, toBase64Url, toBytes } from './bytes.js';
import { now } from './clock.js';

/**
 * What an authorization code stands for.
 *
 * @typedef {object} Authorization
 * @property {string} clientId
 * @property {string} userId
 * @property {string} redirectUri
 * @property {string} challenge
 * @property {number} expiresAt
 */

/** Codes that are kept; beyond it the oldest is forgotten. */
const MAX_CODES = 1000;

const CODE_BYTES = 32;

/** The authorization codes that were given out and not used yet. */
export class AuthorizationCodes {
  /** @type {Map<string, Authorization>} */
  #byCode = new Map();

  /** @param {Omit<Authorization, 'expiresAt'>} authorization @param {number} lifeMs @returns {string} */
  issue(authorization, lifeMs) {
    const code = secret(CODE_BYTES);
    this.#byCode.set(code, { ...authorization, expiresAt: now() + lifeMs });
    if (this.#byCode.size > MAX_CODES) this.#byCode.delete(/** @type {string} */ (this.#byCode.keys().next().value));
    return code;
  }

  /**
   * Uses a code up.
   *
   * @param {string} code
   * @param {{ clientId: string, redirectUri: string, verifier: string }} proof
   * @returns {Promise<Authorization | string>} What it stands for; or why it is no good.
   */
  async redeem(code, { clientId, redirectUri, verifier }) {
    const authorization = this.#byCode.get(code);
    this.#byCode.delete(code);
    if (!authorization) return 'the code is unknown, or was used before';
    if (authorization.expiresAt <= now()) return 'the code has expired';
    if (authorization.clientId !== clientId) return 'the code was given to another client';
    if (authorization.redirectUri !== redirectUri) return 'redirect_uri is not the one that the code was given for';
    if ((await challengeOf(verifier)) !== authorization.challenge) return 'code_verifier does not fit the code_challenge';
    return authorization;
  }

  clear() {
    this.#byCode.clear();
  }
}

/** The S256 challenge of a verifier (RFC 7636). @param {string} verifier */
async function challengeOf(verifier) {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', toBytes(verifier))));
}
