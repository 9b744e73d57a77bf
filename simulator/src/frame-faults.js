// @ts-check

import { FaultQueue } from './faults.js';

/** @typedef {import('./timers.js').Timers} Timers */

/** How a frame comes: as it was meant, once more, or late. @typedef {'event' | 'duplicate' | 'late'} Passage */

/** Sends a frame now, and returns when. @typedef {(passage: Passage) => number} Send */

/** The faults of a line: frames come twice, late, or in another order. */
export class FrameFaults {
  /** @type {FaultQueue<{ copies: number, delayMs: number }>} */
  duplicates = new FaultQueue();
  /** @type {FaultQueue<{ delayMs: number }>} */
  delays = new FaultQueue();
  /** Frames held to be sent in reverse order. @type {{ count: number, held: (() => void)[] } | null} */
  #reorder = null;
  #timers;

  /** @param {Timers} timers */
  constructor(timers) {
    this.#timers = timers;
  }

  /** Holds the next `count` frames and sends them in reverse order. @param {number} count */
  reorder(count) {
    this.#releaseHeld();
    this.#reorder = { count, held: [] };
  }

  reorderState() {
    return this.#reorder && { count: this.#reorder.count, held: this.#reorder.held.length };
  }

  /** Ends the faults; frames held go out in the order of their making. */
  clear() {
    this.duplicates.clear();
    this.delays.clear();
    this.#releaseHeld();
  }

  /** Ends the faults and forgets what is held. */
  reset() {
    this.#reorder = null;
    this.clear();
  }

  /** Lets a frame through as the faults allow. @param {Send} send @returns {number | null} When it was sent; `null` when a fault delays it. */
  pass(send) {
    if (this.#reorder) {
      this.#hold(this.#reorder, send);
      return null;
    }
    const delay = this.delays.take();
    if (!delay) return this.#sendWithCopies('event', send);
    this.#timers.after(delay.delayMs, () => this.#sendWithCopies('late', send));
    return null;
  }

  /** @param {Passage} passage @param {Send} send */
  #sendWithCopies(passage, send) {
    const at = send(passage);
    const fault = this.duplicates.take();
    for (let copy = 0; fault && copy < fault.copies; copy += 1) {
      if (fault.delayMs === 0) send('duplicate');
      else this.#timers.after(fault.delayMs, () => void send('duplicate'));
    }
    return at;
  }

  /** @param {{ count: number, held: (() => void)[] }} reorder @param {Send} send */
  #hold(reorder, send) {
    const passage = reorder.held.length === reorder.count - 1 ? 'event' : 'late';
    reorder.held.push(() => void this.#sendWithCopies(passage, send));
    if (reorder.held.length < reorder.count) return;
    this.#reorder = null;
    for (const release of reorder.held.reverse()) release();
  }

  #releaseHeld() {
    const held = this.#reorder?.held ?? [];
    this.#reorder = null;
    for (const release of held) release();
  }
}
