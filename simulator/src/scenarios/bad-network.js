// @ts-check

import { interleave, merge } from './agenda.js';
import { conversationStories } from './lifecycle.js';

/** @typedef {import('../prng.js').Prng} Prng */
/** @typedef {import('./agenda.js').Step} Step */

const MEAN_GAP_MS = 8000;

const MEAN_FAULT_GAP_MS = 25_000;

/** @type {import('./lifecycle.js').Course} */
const COURSE = {
  mediaWeights: { voice: 6, chat: 2, email: 1, callback: 1, message: 2 },
  outcomeWeights: { answered: 6, abandoned: 2, missed: 2 },
  meanTalkMs: 45_000,
};

/**
 * What goes wrong, each with what it takes. A duration is a second step later, so that it follows the scenario's speed.
 *
 * @type {Readonly<Record<string, (random: Prng, atMs: number) => Step[]>>}
 */
const FAULTS = {
  dropped: (_random, atMs) => [step(atMs, 'dropSockets')],
  goingAway: (_random, atMs) => [step(atMs, 'closeSockets', { code: 1001, reason: 'going away' })],
  overloaded: (random, atMs) => [step(atMs, 'closeSockets', { code: random.pick([1011, 1012, 1013]), reason: 'overloaded' })],
  silent: (random, atMs) => [
    step(atMs, 'silenceSockets'),
    step(atMs + random.between(20_000, 60_000), 'unsilenceSockets'),
  ],
  offline: (random, atMs) => [step(atMs, 'goOffline'), step(atMs + random.between(3000, 20_000), 'goOnline')],
  rateLimited: (random, atMs) => [
    step(atMs, 'failTokenRequests', { kind: 'rate-limited', retryAfterSeconds: random.between(1, 5), times: random.between(1, 2) }),
    step(atMs, 'expireTokens'),
  ],
  tokenError: (random, atMs) => [
    step(atMs, 'failTokenRequests', { kind: 'error', status: random.pick([500, 503]) }),
    step(atMs, 'expireTokens'),
  ],
  refused: (random, atMs) => [
    step(atMs, 'failHandshakes', { kind: 'status', status: 503, times: random.between(1, 3) }),
    step(atMs, 'dropSockets'),
  ],
  acceptAndDrop: (random, atMs) => [
    step(atMs, 'failHandshakes', { kind: 'accept-and-drop', times: random.between(2, 4) }),
    step(atMs, 'dropSockets'),
  ],
  duplicates: (random, atMs) => [step(atMs, 'duplicateFrames', { times: random.between(1, 5), delayMs: random.between(0, 300) })],
  late: (random, atMs) => [step(atMs, 'delayFrames', { times: random.between(1, 3), delayMs: random.between(200, 3000) })],
  reordered: (random, atMs) => [step(atMs, 'reorderFrames', { count: random.between(2, 4) })],
  malformed: (random, atMs) => [step(atMs, 'sendMalformed', { kind: random.pick(['not-json', 'no-id', 'truncated']) })],
};

/** How often each of them comes. */
const FAULT_WEIGHTS = {
  dropped: 5, goingAway: 4, overloaded: 2, silent: 2, offline: 2, rateLimited: 3, tokenError: 1,
  refused: 2, acceptAndDrop: 1, duplicates: 3, late: 3, reordered: 2, malformed: 1,
};

/** A day without an end on which the line, the token endpoint and the server fail amid calls. @param {Prng} random */
export function badNetwork(random) {
  const calls = conversationStories(random, COURSE, { firstAtMs: 1000, meanGapMs: () => MEAN_GAP_MS, untilMs: Infinity });
  return interleave(merge(calls, faults(random)));
}

/** @param {Prng} random @returns {Generator<Step[], void>} */
function* faults(random) {
  for (let atMs = random.exponentialMs(MEAN_FAULT_GAP_MS); ; atMs += random.exponentialMs(MEAN_FAULT_GAP_MS)) {
    const story = FAULTS[random.weighted(FAULT_WEIGHTS)];
    if (story) yield story(random, atMs);
  }
}

/** @param {number} atMs @param {string} action @param {Record<string, unknown>} [params] @returns {Step} */
function step(atMs, action, params = {}) {
  return { atMs, action, params };
}
