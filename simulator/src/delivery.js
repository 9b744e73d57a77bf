// @ts-check

import { now } from './clock.js';
import { FaultQueue } from './faults.js';

/** @typedef {import('./frames.js').ConversationEvent} ConversationEvent */
/** @typedef {import('./records.js').FrameKind} FrameKind */
/** @typedef {import('./sockets.js').Sockets} Sockets */
/** @typedef {import('./world.js').World} World */

/** Sends frames: conversation frames through the faults of the line, others as they are. */
export class Delivery {
  /** @type {FaultQueue<{ copies: number, delayMs: number }>} */
  duplicates = new FaultQueue();
  /** @type {FaultQueue<{ delayMs: number }>} */
  delays = new FaultQueue();
  /** Frames held to be sent in reverse order. @type {{ count: number, held: (() => void)[] } | null} */
  #reorder = null;
  #world;
  #sockets;

  /** @param {World} world @param {Sockets} sockets */
  constructor(world, sockets) {
    this.#world = world;
    this.#sockets = sockets;
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
  clearFaults() {
    this.duplicates.clear();
    this.delays.clear();
    this.#releaseHeld();
  }

  /** Ends the faults and forgets what is held. */
  reset() {
    this.#reorder = null;
    this.clearFaults();
  }

  /**
   * Sends a conversation's frame.
   *
   * @param {ConversationEvent} event
   * @returns {number | null} When it was sent; `null` when a fault holds it back.
   */
  sendEvent(event) {
    const text = JSON.stringify(event);
    if (this.#reorder) {
      this.#hold(this.#reorder, event, text);
      return null;
    }
    const delay = this.delays.take();
    if (!delay) return this.#sendWithCopies('event', text, event);
    this.#world.timers.after(delay.delayMs, () => this.#sendWithCopies('late', text, event));
    return null;
  }

  /**
   * Sends a frame as it is.
   *
   * @param {FrameKind} kind
   * @param {string | Buffer} payload
   * @param {import('./sockets.js').Selection} [selection]
   * @param {ConversationEvent} [event] What it was made of, for the record.
   * @returns {number} When it was sent.
   */
  send(kind, payload, selection = { source: 'routing-events' }, event) {
    const at = now();
    const deliveredTo = this.#sockets.send(payload, selection);
    const { records, changed } = this.#world;
    records.counters.frames += 1;
    records.counters.deliveries += deliveredTo;
    records.frames.add({
      at,
      kind,
      conversationId: event?.conversation.id ?? null,
      state: event?.conversation.state ?? null,
      mediaType: event?.conversation.mediaType ?? null,
      bytes: Buffer.byteLength(payload),
      deliveredTo,
    });
    changed();
    return at;
  }

  /** @param {FrameKind} kind @param {string} text @param {ConversationEvent} event */
  #sendWithCopies(kind, text, event) {
    const at = this.send(kind, text, undefined, event);
    const fault = this.duplicates.take();
    for (let copy = 0; fault && copy < fault.copies; copy += 1) {
      const sendCopy = () => void this.send('duplicate', text, undefined, event);
      if (fault.delayMs === 0) sendCopy();
      else this.#world.timers.after(fault.delayMs, sendCopy);
    }
    return at;
  }

  /** @param {{ count: number, held: (() => void)[] }} reorder @param {ConversationEvent} event @param {string} text */
  #hold(reorder, event, text) {
    const kind = reorder.held.length === reorder.count - 1 ? 'event' : 'late';
    reorder.held.push(() => void this.#sendWithCopies(kind, text, event));
    if (reorder.held.length < reorder.count) return;
    this.#reorder = null;
    for (const send of reorder.held.reverse()) send();
  }

  #releaseHeld() {
    const held = this.#reorder?.held ?? [];
    this.#reorder = null;
    for (const send of held) send();
  }
}
