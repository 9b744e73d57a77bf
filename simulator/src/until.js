// @ts-check

/** How long `until()` waits, in ms. */
const TIMEOUT_MS = 5000;

/**
 * Those who wait for a state.
 *
 * @template S
 */
export class Waiters {
  #state;
  /** @type {Set<{ look: () => void, reject: (error: Error) => void }>} */
  #waiting = new Set();
  #lookPlanned = false;

  /** @param {() => S} state Gives the state now. */
  constructor(state) {
    this.#state = state;
  }

  /** To be called after each change; looks once for all changes of one task. */
  changed() {
    if (this.#waiting.size === 0 || this.#lookPlanned) return;
    this.#lookPlanned = true;
    queueMicrotask(() => {
      this.#lookPlanned = false;
      for (const { look } of [...this.#waiting]) look();
    });
  }

  /**
   * @param {(state: S) => boolean} predicate
   * @param {{ timeoutMs?: number }} [options]
   * @returns {Promise<S>} The state for which `predicate` was true; rejects after `timeoutMs`.
   */
  until(predicate, { timeoutMs = TIMEOUT_MS } = {}) {
    return new Promise((resolve, reject) => {
      const look = () => {
        try {
          const state = this.#state();
          if (!predicate(state)) return;
          end();
          resolve(state);
        } catch (error) {
          end();
          reject(error);
        }
      };
      const waiter = {
        look,
        /** @param {Error} error */
        reject: (error) => {
          end();
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        waiter.reject(new Error(`until: not so within ${timeoutMs} ms; the state is ${JSON.stringify(this.#state())}`));
      }, timeoutMs);
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
      };
      this.#waiting.add(waiter);
      look();
    });
  }

  /** Nobody needs to wait any longer. */
  close() {
    for (const { reject } of [...this.#waiting]) reject(new Error('until: the simulator was closed'));
  }
}
