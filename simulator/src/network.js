// @ts-check

import { Timers } from './timers.js';

/** A connection as far as it can be broken. @typedef {{ destroy: () => unknown }} Line */

/** The network of the simulator: it can be taken away, and it knows the connections that wait for an answer. */
export class Network {
  #timers = new Timers();
  /** @type {Set<Line>} */
  #waiting = new Set();
  #onChange;
  /** When it comes back, in ms since 1970; `Infinity`: not by itself; `null`: it is there. @type {number | null} */
  offlineUntil = null;

  /** @param {(offline: boolean) => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  get offline() {
    return this.offlineUntil !== null;
  }

  /** Remembers a connection that has no answer yet, so that it can be broken. @param {Line} connection @returns {() => void} Forgets it. */
  hold(connection) {
    this.#waiting.add(connection);
    return () => void this.#waiting.delete(connection);
  }

  /** @param {number} durationMs `Infinity`: until `goOnline()`. @param {number} at */
  goOffline(durationMs, at) {
    this.#timers.clear();
    this.offlineUntil = at + durationMs;
    if (durationMs !== Infinity) this.#timers.after(durationMs, () => this.goOnline());
    this.breakWaiting();
    this.#onChange(true);
  }

  goOnline() {
    this.#timers.clear();
    if (!this.offline) return;
    this.offlineUntil = null;
    this.#onChange(false);
  }

  breakWaiting() {
    for (const connection of this.#waiting) breakConnection(connection);
    this.#waiting.clear();
  }
}

/** Ends a connection without an answer, as a broken network does. @param {Line | null | undefined} connection */
export function breakConnection(connection) {
  connection?.destroy();
}
