// @ts-check

import { byteLength } from './bytes.js';
import { now } from './clock.js';
import { FrameFaults } from './frame-faults.js';

/** @typedef {import('./frames.js').ConversationEvent} ConversationEvent */
/** @typedef {import('./records.js').FrameKind} FrameKind */
/** @typedef {import('./sockets.js').Sockets} Sockets */
/** @typedef {import('./world.js').World} World */

/** Sends frames: conversation frames through the faults of the line, others as they are. */
export class Delivery {
  faults;
  #world;
  #sockets;

  /** @param {World} world @param {Sockets} sockets */
  constructor(world, sockets) {
    this.faults = new FrameFaults(world.timers);
    this.#world = world;
    this.#sockets = sockets;
  }

  /**
   * Sends a conversation's frame.
   *
   * @param {ConversationEvent} event
   * @returns {number | null} When it was sent; `null` when a fault delays it.
   */
  sendEvent(event) {
    const text = JSON.stringify(event);
    return this.faults.pass((passage) => this.send(passage, text, undefined, event));
  }

  /**
   * Sends a frame as it is.
   *
   * @param {FrameKind} kind
   * @param {string | Uint8Array} payload
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
      bytes: byteLength(payload),
      deliveredTo,
    });
    changed();
    return at;
  }
}
