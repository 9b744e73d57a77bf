// @ts-check

import { BadParameter, check } from '../check.js';

/** @typedef {import('../conversations.js').ConversationParams} ConversationParams */
/** @typedef {import('../conversations.js').Conversations} Conversations */
/** @typedef {import('../frames.js').ConversationState} ConversationState */
/** @typedef {import('../rings.js').Ring} Ring */
/** @typedef {import('../rings.js').Rings} Rings */
/** @typedef {import('../rings.js').RingStream} RingStream */

/** @typedef {{ conversationId: string, state: ConversationState, mediaType: string, sentAt: number | null }} Sent `sentAt` is `null` where a fault held the frame back. */

const TEXT_PARAMS = /** @type {const} */ (['conversationId', 'mediaType', 'customerName', 'agentName', 'queueName']);

const RING_PARAMS = [...TEXT_PARAMS, 'participants'];

/** How many rings a burst has. */
const BURST_COUNT = 20;

/** The most rings of one burst. */
const MAX_BURST = 100_000;

/** After how long a stream moves its conversations on. */
const THEN_AFTER_MS = 1000;

/** @type {readonly ConversationState[]} */
const THEN_STATES = ['queued', 'connected', 'abandoned', 'disconnected', 'terminated'];

/**
 * The actions that make conversations move.
 *
 * @param {Conversations} conversations
 * @param {Rings} rings
 */
export function conversationActions(conversations, rings) {
  /** @param {ConversationParams} params @returns {ConversationParams} */
  const ringParams = (params) => {
    check.known(params, RING_PARAMS);
    return readRing(params);
  };
  /** @param {{ conversationId?: string }} params @param {ConversationState} state */
  const move = (params, state) => {
    check.known(params, ['conversationId']);
    return conversations.move(state, readId(params));
  };
  return {
    /** A customer waits in the queue. @param {ConversationParams} [params] @returns {Sent} */
    queue: (params = {}) => conversations.offer('queued', ringParams(params)),

    /** An agent is about to be rung. @param {ConversationParams} [params] @returns {Sent} */
    alert: (params = {}) => conversations.offer('alerting', ringParams(params)),

    /** It rings at the agent's. @param {ConversationParams} [params] @returns {Sent} */
    ring: (params = {}) => conversations.offer('ringing', ringParams(params)),

    /** The agent answers. @param {{ conversationId?: string }} [params] The one that began to ring last by default. @returns {Sent} */
    answer: (params = {}) => move(params, 'connected'),

    /** The customer hangs up before an answer. @param {{ conversationId?: string }} [params] The one that began to ring last by default. @returns {Sent} */
    abandon: (params = {}) => move(params, 'abandoned'),

    /** Nobody answered: back to the queue. @param {{ conversationId?: string }} [params] The one that began to ring last by default. @returns {Sent} */
    requeue: (params = {}) => move(params, 'queued'),

    /** The conversation is over. @param {{ conversationId?: string, state?: 'disconnected' | 'terminated' }} [params] The one that changed last by default. @returns {Sent} */
    end: (params = {}) => {
      check.known(params, ['conversationId', 'state']);
      const state = check.oneOf(params.state ?? 'disconnected', 'state', ['disconnected', 'terminated']);
      return conversations.move(state, readId(params), { anyState: true });
    },

    /** Many rings at once. @param {ConversationParams & { count?: number }} [params] `mediaType` may be `mixed`. @returns {{ rings: Ring[] }} */
    burst: (params = {}) => {
      check.known(params, ['count', ...RING_PARAMS]);
      const count = check.count(params.count ?? BURST_COUNT, 'count');
      if (count > MAX_BURST) throw new BadParameter(`count: expected at most ${MAX_BURST}, got ${count}`);
      return { rings: rings.burst(count, readRing(params)) };
    },

    /**
     * A steady stream of rings, the first one now.
     *
     * @param {ConversationParams & { intervalMs: number, count?: number | 'forever',
     *   thenState?: ConversationState | null, thenAfterMs?: number }} params
     * @returns {RingStream}
     */
    ringEvery: (params) => {
      check.known(params, ['intervalMs', 'count', 'thenState', 'thenAfterMs', ...RING_PARAMS]);
      const { thenState = null } = params;
      return rings.start({
        intervalMs: check.positive(params.intervalMs, 'intervalMs'),
        count: check.times(params.count ?? 'forever', 'count'),
        thenState: thenState === null ? null : check.oneOf(thenState, 'thenState', THEN_STATES),
        thenAfterMs: check.wait(params.thenAfterMs ?? THEN_AFTER_MS, 'thenAfterMs'),
        ring: readRing(params),
      });
    },

    /** Ends one stream, or all. @param {{ streamId?: number }} [params] */
    stopRinging: (params = {}) => {
      check.known(params, ['streamId']);
      return { stopped: rings.stop(params.streamId === undefined ? undefined : check.count(params.streamId, 'streamId')) };
    },
  };
}

/** @param {{ conversationId?: string }} params */
function readId({ conversationId }) {
  return conversationId === undefined ? undefined : check.string(conversationId, 'conversationId');
}

/** @param {ConversationParams} params @returns {ConversationParams} */
function readRing(params) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const name of TEXT_PARAMS) {
    if (params[name] !== undefined) texts[name] = check.string(params[name], name);
  }
  const { participants } = params;
  if (participants === undefined) return texts;
  if (!Array.isArray(participants)) throw new BadParameter('participants: expected a list of { role, name }');
  return { ...texts, participants };
}
