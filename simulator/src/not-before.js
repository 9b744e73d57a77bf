// @ts-check

/** A request is early if it comes more than this time before the one that was named; a timer may be that inexact. */
const EARLY_TOLERANCE_MS = 1;

/** Clients or tokens whose last 429 is remembered. */
const MAX_REMEMBERED = 1000;

/** When each client or token may ask again, as its last 429 said. */
export class NotBefore {
  /** @type {Map<string, number>} */
  #times = new Map();

  /** @param {string} who @param {number} notBeforeAt In ms since 1970. */
  remember(who, notBeforeAt) {
    this.#times.set(who, Math.max(notBeforeAt, this.#times.get(who) ?? 0));
    if (this.#times.size > MAX_REMEMBERED) this.#times.delete(/** @type {string} */ (this.#times.keys().next().value));
  }

  /** @param {string} who @param {number} at @returns {boolean} Whether they were to ask later. */
  isEarly(who, at) {
    const notBefore = this.#times.get(who);
    return notBefore !== undefined && at < notBefore - EARLY_TOLERANCE_MS;
  }

  clear() {
    this.#times.clear();
  }
}
