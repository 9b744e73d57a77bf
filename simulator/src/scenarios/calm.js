// @ts-check

import { interleave } from './agenda.js';
import { conversationStories } from './lifecycle.js';

/** @typedef {import('../prng.js').Prng} Prng */

/** The first customer doesn't let anybody wait long. */
const FIRST_AT_MS = 1000;

const MEAN_GAP_MS = 25_000;

/** @type {import('./lifecycle.js').Course} */
const COURSE = {
  mediaWeights: { voice: 6, chat: 2, email: 1, callback: 1, message: 2 },
  outcomeWeights: { answered: 8, abandoned: 1, missed: 1 },
  meanTalkMs: 60_000,
};

/** A quiet day without an end: about two conversations a minute, most of them answered. @param {Prng} random */
export function calm(random) {
  return interleave(
    conversationStories(random, COURSE, { firstAtMs: FIRST_AT_MS, meanGapMs: () => MEAN_GAP_MS, untilMs: Infinity }),
  );
}
