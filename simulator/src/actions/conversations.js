// @ts-check

import { BadParameter, check } from '../check.js';
import { RING_PARAMS, readDisconnectType, readRing } from './ring-params.js';

/** @typedef {import('../conversations.js').Conversations} Conversations */
/** @typedef {import('../directory.js').Directory} Directory */
/** @typedef {import('../frames.js').ConversationState} ConversationState */
/** @typedef {import('../interactions/interaction-sync.js').MoveDetail} MoveDetail */
/** @typedef {import('../call-router.js').Sent} Sent */
/** @typedef {import('../call-router.js').CallRouter} CallRouter */
/** @typedef {import('./ring-params.js').RingParams} RingParams */
/** @typedef {import('../rings.js').Ring} Ring */
/** @typedef {import('../rings.js').Rings} Rings */
/** @typedef {import('../rings.js').RingStream} RingStream */

/** @typedef {{ conversationId?: string, userId?: string }} LegParams The conversation, and whose leg in it. */

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
 * @param {{ conversations: Conversations, callRouter: CallRouter, rings: Rings, directory: Directory }} parts
 */
export function conversationActions({ conversations, callRouter, rings, directory }) {
  /** @param {'queued' | 'alerting' | 'ringing'} state @param {RingParams} given */
  const offer = (state, given) => {
    check.known(given, RING_PARAMS);
    const { params, detail } = readRing(given, directory);
    return conversations.offer(state, params, detail);
  };
  /** @param {LegParams} params @param {ConversationState} state @param {MoveDetail} [end] */
  const move = (params, state, end = {}) => {
    check.known(params, ['conversationId', 'userId']);
    return callRouter.move(state, { conversationId: readId(params), detail: { ...readUser(params, directory), ...end } });
  };
  return {
    /** A customer waits in the queue. @param {RingParams} [params] @returns {Sent} */
    queue: (params = {}) => offer('queued', params),

    /** An agent is about to be rung. @param {RingParams} [params] @returns {Sent} */
    alert: (params = {}) => offer('alerting', params),

    /** It rings at the agent's. @param {RingParams} [params] @returns {Sent} */
    ring: (params = {}) => offer('ringing', params),

    /** The agent answers. @param {LegParams} [params] The one that began to ring last by default. @returns {Sent} */
    answer: (params = {}) => move(params, 'connected'),

    /** The customer hangs up before an answer. @param {LegParams} [params] The one that began to ring last by default. @returns {Sent} */
    abandon: (params = {}) => move(params, 'abandoned'),

    /** Nobody answered: back to the queue. @param {LegParams & { disconnectType?: string }} [params] The one that began to ring last by default. @returns {Sent} */
    requeue: ({ disconnectType, ...params } = {}) => move(params, 'queued', readDisconnectType(disconnectType)),

    /** The conversation is over. @param {{ conversationId?: string, state?: 'disconnected' | 'terminated' }} [params] The one that changed last by default. @returns {Sent} */
    end: (params = {}) => {
      check.known(params, ['conversationId', 'state']);
      const state = check.oneOf(params.state ?? 'disconnected', 'state', ['disconnected', 'terminated']);
      return callRouter.move(state, { conversationId: readId(params), anyState: true });
    },

    /** Many rings at once. @param {RingParams & { count?: number }} [params] `mediaType` may be `mixed`. @returns {{ rings: Ring[] }} */
    burst: (params = {}) => {
      check.known(params, ['count', ...RING_PARAMS]);
      const count = check.count(params.count ?? BURST_COUNT, 'count');
      if (count > MAX_BURST) throw new BadParameter(`count: expected at most ${MAX_BURST}, got ${count}`);
      return { rings: rings.burst(count, readRing(params, directory)) };
    },

    /**
     * A steady stream of rings, the first one now.
     *
     * @param {RingParams & { intervalMs: number, count?: number | 'forever',
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
        ring: readRing(params, directory),
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

/** @param {{ userId?: string }} params @param {Directory} directory */
function readUser({ userId }, directory) {
  return userId === undefined ? {} : { userId: directory.user(check.string(userId, 'userId')).userId };
}
