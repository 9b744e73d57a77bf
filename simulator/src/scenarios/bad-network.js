// @ts-check

import { Prng, deriveSeed } from '../prng.js';
import { interleave, merge } from './agenda.js';
import { conversationStories } from './lifecycle.js';

/** @typedef {import('./agenda.js').Step} Step */

const MEAN_GAP_MS = 8000;

const MEAN_FAULT_GAP_MS = 25_000;

/** @type {import('./lifecycle.js').Course} */
const COURSE = {
  mediaWeights: { voice: 6, chat: 2, email: 1, callback: 1, message: 2 },
  outcomeWeights: { answered: 6, abandoned: 2, missed: 2 },
  meanTalkMs: 45_000,
};

const ON_CHANNELS = { source: 'notifications' };

/** @typedef {Readonly<Record<string, (random: Prng, atMs: number) => Step[]>>} Faults */

/**
 * What goes wrong, each with what it takes. A duration is a second step later, so that it follows the scenario's speed.
 *
 * @type {Faults}
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

/** What goes wrong with channels, and with nothing else. @type {Faults} */
const CHANNEL_FAULTS = {
  maintenance: (random, atMs) => [step(atMs, 'closeForMaintenance', { afterMs: random.between(2000, 20_000) })],
  displaced: (_random, atMs) => [step(atMs, 'displaceChannel')],
  deaf: (random, atMs) => [
    step(atMs, 'deafenChannels'),
    step(atMs + random.between(30_000, 90_000), 'undeafenChannels'),
  ],
  rateLimited: (random, atMs) => [
    step(atMs, 'failRequests', { kind: 'rate-limited', retryAfterSeconds: random.between(1, 5), times: random.between(1, 2) }),
  ],
  failing: (random, atMs) => [step(atMs, 'failRequests', { kind: 'error', status: random.pick([500, 503, 504]) })],
  duplicates: (random, atMs) => [step(atMs, 'duplicateFrames', { times: random.between(1, 5), ...ON_CHANNELS })],
  late: (random, atMs) => [step(atMs, 'delayFrames', { times: random.between(1, 3), delayMs: random.between(200, 3000), ...ON_CHANNELS })],
  reordered: (random, atMs) => [step(atMs, 'reorderFrames', { count: random.between(2, 4), ...ON_CHANNELS })],
};

const CHANNEL_FAULT_WEIGHTS = {
  maintenance: 3, displaced: 2, deaf: 2, rateLimited: 3, failing: 2, duplicates: 3, late: 2, reordered: 2,
};

/** A day without an end on which the line, the endpoints and the server fail amid calls. @param {Prng} random @param {number} seed */
export function badNetwork(random, seed) {
  const calls = conversationStories(random, COURSE, { firstAtMs: 1000, meanGapMs: () => MEAN_GAP_MS, untilMs: Infinity });
  const ofChannels = new Prng(deriveSeed(seed, 'bad-network channels'));
  return interleave(merge(merge(calls, faults(random, FAULTS, FAULT_WEIGHTS)), faults(ofChannels, CHANNEL_FAULTS, CHANNEL_FAULT_WEIGHTS)));
}

/** @param {Prng} random @param {Faults} kinds @param {Readonly<Record<string, number>>} weights @returns {Generator<Step[], void>} */
function* faults(random, kinds, weights) {
  for (let atMs = random.exponentialMs(MEAN_FAULT_GAP_MS); ; atMs += random.exponentialMs(MEAN_FAULT_GAP_MS)) {
    const story = kinds[random.weighted(weights)];
    if (story) yield story(random, atMs);
  }
}

/** @param {number} atMs @param {string} action @param {Record<string, unknown>} [params] @returns {Step} */
function step(atMs, action, params = {}) {
  return { atMs, action, params };
}
