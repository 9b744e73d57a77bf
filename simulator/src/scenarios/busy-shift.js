// @ts-check

import { interleave, merge } from './agenda.js';
import { conversationStories, conversationStory } from './lifecycle.js';

/** @typedef {import('../prng.js').Prng} Prng */
/** @typedef {import('./agenda.js').Step} Step */

const HOUR_MS = 60 * 60 * 1000;

/** Mean time between two conversations in each hour of the shift: two rushes and a lunch break. */
const MEAN_GAP_BY_HOUR_MS = [9000, 5000, 4000, 7000, 12_000, 5000, 4500, 8000];

const SHIFT_MS = MEAN_GAP_BY_HOUR_MS.length * HOUR_MS;

/** Mean time between two rushes of many customers at the same moment. */
const MEAN_RUSH_GAP_MS = 25 * 60 * 1000;

/** @type {import('./lifecycle.js').Course} */
const COURSE = {
  mediaWeights: { voice: 7, chat: 3, email: 2, callback: 1, message: 3 },
  outcomeWeights: { answered: 6, abandoned: 2, missed: 2 },
  meanTalkMs: 150_000,
};

/** A shift of eight hours with some five thousand conversations, and now and then many at once. Then it is over. @param {Prng} random */
export function busyShift(random) {
  const steady = conversationStories(random, COURSE, { firstAtMs: 500, meanGapMs, untilMs: SHIFT_MS });
  return interleave(merge(steady, rushes(random)));
}

/** @param {number} atMs */
function meanGapMs(atMs) {
  return /** @type {number} */ (MEAN_GAP_BY_HOUR_MS[Math.min(Math.floor(atMs / HOUR_MS), MEAN_GAP_BY_HOUR_MS.length - 1)]);
}

/** @param {Prng} random @returns {Generator<Step[], void>} */
function* rushes(random) {
  for (let atMs = random.exponentialMs(MEAN_RUSH_GAP_MS); atMs < SHIFT_MS; atMs += random.exponentialMs(MEAN_RUSH_GAP_MS)) {
    const customers = random.between(8, 25);
    for (let customer = 0; customer < customers; customer += 1) yield conversationStory(random, atMs, COURSE);
  }
}
