// @ts-check

/**
 * Faults in the order in which they were asked for: the first one that fits occurs, as often as it says.
 *
 * @template {object} F
 */
export class FaultQueue {
  /** @type {{ fault: F, left: number }[]} */
  #queue = [];

  /** @param {F} fault @param {number} times From 1; `Infinity`: until `clear()`. */
  add(fault, times) {
    this.#queue.push({ fault, left: times });
  }

  /**
   * The fault that occurs now, used up once.
   *
   * @param {(fault: F) => boolean} [fits]
   * @returns {F | null}
   */
  take(fits = () => true) {
    const found = this.#queue.find(({ fault }) => fits(fault));
    if (!found) return null;
    found.left -= 1;
    if (found.left <= 0) this.#queue.splice(this.#queue.indexOf(found), 1);
    return found.fault;
  }

  /** @returns {(F & { left: number | 'forever' })[]} */
  list() {
    return this.#queue.map(({ fault, left }) => ({ ...fault, left: left === Infinity ? 'forever' : left }));
  }

  clear() {
    this.#queue = [];
  }
}
