// @ts-check

import { now } from './clock.js';
import { NotFound } from './check.js';
import { MEDIA_TYPES } from './conversations.js';

/** @typedef {import('./conversations.js').ConversationParams} ConversationParams */
/** @typedef {import('./conversations.js').Conversations} Conversations */
/** @typedef {import('./frames.js').ConversationState} ConversationState */
/** @typedef {import('./interactions/interaction-sync.js').MoveDetail} MoveDetail */
/** @typedef {import('./world.js').World} World */

/** @typedef {{ conversationId: string, sentAt: number | null }} Ring `sentAt` is `null` where a fault held the frame back. */

/**
 * @typedef {object} RingStream
 * @property {number} streamId
 * @property {Ring[]} rings Those sent so far; the newest ones of an endless stream.
 * @property {() => void} stop
 * @property {Promise<Ring[]>} done Resolves when the last one was sent, or it was stopped.
 * @property {() => { streamId: number }} toJSON What the control endpoint answers.
 */

/**
 * @typedef {object} StreamPlan
 * @property {number} intervalMs
 * @property {number} count `Infinity`: until it is stopped.
 * @property {ConversationState | null} thenState What becomes of each conversation.
 * @property {number} thenAfterMs How long after its ring.
 * @property {RingPlan} ring
 */

/** What each of many rings begins with. @typedef {{ params: ConversationParams, detail: MoveDetail }} RingPlan */

/** Rings that an endless stream keeps. */
const RINGS_KEPT = 100_000;

/** Many rings: at once, or one after another. */
export class Rings {
  /** @type {Map<number, { streamId: number, stop: () => void, plan: StreamPlan, sent: number }>} */
  #streams = new Map();
  #nextId = 1;
  #world;
  #conversations;

  /** @param {World} world @param {Conversations} conversations */
  constructor(world, conversations) {
    this.#world = world;
    this.#conversations = conversations;
  }

  /** @param {number} count @param {RingPlan} ring @returns {Ring[]} */
  burst(count, ring) {
    return Array.from({ length: count }, (_, index) => this.#ring(ring, index));
  }

  /** @param {StreamPlan} plan @returns {RingStream} */
  start(plan) {
    const streamId = this.#nextId++;
    const startedAt = now();
    /** @type {Ring[]} */
    const rings = [];
    let cancel = () => {};
    /** @type {(rings: Ring[]) => void} */
    let finish = () => {};
    /** @type {Promise<Ring[]>} */
    const done = new Promise((resolve) => (finish = resolve));
    const stop = () => {
      cancel();
      this.#streams.delete(streamId);
      finish(rings);
    };
    const stream = { streamId, stop, plan, sent: 0 };
    // By deadlines, not by an interval: a late timer does not change the rate.
    const step = () => {
      while (stream.sent < plan.count && startedAt + stream.sent * plan.intervalMs <= now()) {
        rings.push(this.#ring(plan.ring, stream.sent));
        if (rings.length > RINGS_KEPT * 2) rings.splice(0, RINGS_KEPT);
        this.#planEnd(plan, /** @type {Ring} */ (rings[rings.length - 1]).conversationId);
        stream.sent += 1;
      }
      if (stream.sent >= plan.count) return stop();
      cancel = this.#world.timers.after(Math.max(0, startedAt + stream.sent * plan.intervalMs - now()), step);
    };
    this.#streams.set(streamId, stream);
    step();
    return { streamId, rings, stop, done, toJSON: () => ({ streamId }) };
  }

  /** @param {number} [streamId] @returns {number} How many were stopped. @throws {NotFound} */
  stop(streamId) {
    if (streamId !== undefined && !this.#streams.has(streamId)) throw new NotFound(`streamId: no stream ${streamId} runs`);
    const chosen = [...this.#streams.values()].filter((stream) => streamId === undefined || stream.streamId === streamId);
    for (const stream of chosen) stream.stop();
    return chosen.length;
  }

  list() {
    return [...this.#streams.values()].map(({ streamId, sent, plan }) => ({
      streamId,
      intervalMs: plan.intervalMs,
      sent,
      count: plan.count === Infinity ? 'forever' : plan.count,
    }));
  }

  /** @param {RingPlan} ring @param {number} index @returns {Ring} */
  #ring({ params, detail }, index) {
    const mediaType = params.mediaType === 'mixed' ? MEDIA_TYPES[index % MEDIA_TYPES.length] : params.mediaType;
    const { conversationId, sentAt } = this.#conversations.offer('ringing', { ...params, mediaType }, detail);
    return { conversationId, sentAt };
  }

  /** @param {StreamPlan} plan @param {string} conversationId */
  #planEnd({ thenState, thenAfterMs }, conversationId) {
    if (thenState === null) return;
    this.#world.timers.after(thenAfterMs, () => {
      if (this.#conversations.has(conversationId)) this.#conversations.move(thenState, conversationId);
    });
  }
}
