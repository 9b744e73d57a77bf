// @ts-check

/** The span that a limit speaks of where it says nothing else: a second. */
const WINDOW_MS = 1000;

/** Clients that are remembered; beyond it the one that asked longest ago is forgotten. */
const MAX_CLIENTS = 1000;

/** At most so many in any one window of time, for each client or token. Refused ones don't count. */
export class RateLimiter {
  /** Times of what was let through in the last window. @type {Map<string, number[]>} */
  #granted = new Map();
  #windowMs;

  /** @param {number} [windowMs] */
  constructor(windowMs = WINDOW_MS) {
    this.#windowMs = windowMs;
  }

  /**
   * @param {string} clientId
   * @param {number | null} limit `null`: none.
   * @param {number} at
   * @returns {number} 0 when it may pass; else the ms until it may.
   */
  take(clientId, limit, at) {
    if (limit === null) return 0;
    const recent = (this.#granted.get(clientId) ?? []).filter((time) => time > at - this.#windowMs);
    const waitMs = recent.length < limit ? 0 : /** @type {number} */ (recent[recent.length - limit]) + this.#windowMs - at;
    if (waitMs === 0) recent.push(at);
    this.#granted.delete(clientId);
    this.#granted.set(clientId, recent);
    if (this.#granted.size > MAX_CLIENTS) this.#granted.delete(/** @type {string} */ (this.#granted.keys().next().value));
    return waitMs;
  }

  clear() {
    this.#granted.clear();
  }
}
