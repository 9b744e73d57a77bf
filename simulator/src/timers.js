// @ts-check

/** Longest wait that a timer of Node takes, in ms; a longer one is waited for in parts. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Timers that end together: after `clear()` none of them fires. */
export class Timers {
  /** @type {Set<{ cancel(): void }>} */
  #pending = new Set();

  /**
   * @param {number} waitMs
   * @param {() => void} run
   * @returns {() => void} Cancels; harmless when it has fired.
   */
  after(waitMs, run) {
    /** @type {ReturnType<typeof setTimeout>} */
    let handle;
    const entry = {
      cancel: () => {
        clearTimeout(handle);
        this.#pending.delete(entry);
      },
    };
    /** @param {number} leftMs */
    const arm = (leftMs) => {
      const partMs = Math.min(leftMs, MAX_TIMER_MS);
      handle = setTimeout(() => {
        if (leftMs > partMs) return arm(leftMs - partMs);
        this.#pending.delete(entry);
        return run();
      }, partMs);
    };
    this.#pending.add(entry);
    arm(waitMs);
    return entry.cancel;
  }

  clear() {
    for (const entry of [...this.#pending]) entry.cancel();
  }
}
