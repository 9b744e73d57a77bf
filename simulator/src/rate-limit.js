// @ts-check

/** The span that the limit speaks of. */
const WINDOW_MS = 1000;

/** Clients that are remembered; beyond it the one that asked longest ago is forgotten. */
const MAX_CLIENTS = 1000;

/** At most so many in any one second, for each client. Refused ones don't count. */
export class RateLimiter {
  /** Times of what was let through in the last second. @type {Map<string, number[]>} */
  #granted = new Map();

  /**
   * @param {string} clientId
   * @param {number | null} perSecond `null`: no limit.
   * @param {number} at
   * @returns {number} 0 when it may pass; else the ms until it may.
   */
  take(clientId, perSecond, at) {
    if (perSecond === null) return 0;
    const recent = (this.#granted.get(clientId) ?? []).filter((time) => time > at - WINDOW_MS);
    const waitMs = recent.length < perSecond ? 0 : /** @type {number} */ (recent[recent.length - perSecond]) + WINDOW_MS - at;
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
