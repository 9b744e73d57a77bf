// @ts-check

import { secret } from './bytes.js';
import { now } from './clock.js';
import { Timers } from './timers.js';

/**
 * @typedef {object} Token
 * @property {string} value
 * @property {string} clientId
 * @property {string | null} userId Whose it is; `null` for one of a client alone.
 * @property {string} scope
 * @property {number} expiresAt
 * @property {'live' | 'expired' | 'revoked'} state
 * @property {() => void} cancelExpiry
 */

/** How many tokens that are over are still known as such, rather than unknown. */
const DEAD_TOKENS_KEPT = 1000;

const TOKEN_BYTES = 64;

/** The tokens that were issued; each expires by itself. */
export class Tokens {
  /** @type {Map<string, Token>} */
  #byValue = new Map();
  #timers = new Timers();
  #onEnd;

  /** @param {(token: Token) => void} onEnd Called when a token has expired or was revoked. */
  constructor(onEnd) {
    this.#onEnd = onEnd;
  }

  /**
   * @param {{ clientId: string, userId?: string | null, scope: string, lifeSeconds: number, value?: string }} token
   * @returns {Token}
   */
  issue({ clientId, userId = null, scope, lifeSeconds, value = secret(TOKEN_BYTES) }) {
    this.#byValue.get(value)?.cancelExpiry();
    const lifeMs = lifeSeconds * 1000;
    /** @type {Token} */
    const token = { value, clientId, userId, scope, expiresAt: now() + lifeMs, state: 'live', cancelExpiry: () => {} };
    token.cancelExpiry = this.#timers.after(lifeMs, () => this.#end(token, 'expired'));
    this.#byValue.set(value, token);
    return token;
  }

  /** @param {string} value @returns {Token | null} The token, live or over; `null` for one that was never issued. */
  find(value) {
    return this.#byValue.get(value) ?? null;
  }

  /**
   * Ends all live tokens now.
   *
   * @param {'expired' | 'revoked'} state
   * @param {{ clientId?: string | undefined, userId?: string | undefined }} [whose] Only this client's, only this user's.
   * @returns {Token[]} Those that were live.
   */
  endAll(state, { clientId, userId } = {}) {
    const live = [...this.#byValue.values()].filter(
      (token) =>
        token.state === 'live' &&
        (clientId === undefined || token.clientId === clientId) &&
        (userId === undefined || token.userId === userId),
    );
    for (const token of live) this.#end(token, state);
    return live;
  }

  /** Ends one token now. @param {Token} token */
  revoke(token) {
    this.#end(token, 'revoked');
  }

  /** Forgets all tokens, without a word to anybody. */
  clear() {
    this.#timers.clear();
    this.#byValue.clear();
  }

  /** @param {Token} token @param {'expired' | 'revoked'} state */
  #end(token, state) {
    token.cancelExpiry();
    token.state = state;
    this.#forgetOldest();
    this.#onEnd(token);
  }

  #forgetOldest() {
    if (this.#byValue.size <= DEAD_TOKENS_KEPT) return;
    for (const token of this.#byValue.values()) {
      if (token.state === 'live') continue;
      this.#byValue.delete(token.value);
      if (this.#byValue.size <= DEAD_TOKENS_KEPT) return;
    }
  }
}
