// @ts-check

import { agentName, customerName, queueName } from '../names.js';

/** @typedef {import('../prng.js').Prng} Prng */
/** @typedef {import('./agenda.js').Step} Step */

/**
 * How conversations go.
 *
 * @typedef {object} Course
 * @property {Readonly<Record<string, number>>} mediaWeights How often each medium comes.
 * @property {Readonly<Record<'answered' | 'abandoned' | 'missed', number>>} outcomeWeights How often a ring ends so.
 * @property {number} meanTalkMs
 */

/** After so many rings without an answer the customer gives up. */
const MAX_RINGS = 4;

/** How often a conversation ends with `terminated`, the state without wrap-up work. */
const TERMINATED_SHARE = 0.3;

/**
 * The life of one conversation: queued, alerting, ringing, then answered, abandoned or back in the queue, to its end.
 *
 * @param {Prng} random
 * @param {number} beginsAtMs
 * @param {Course} course
 * @returns {Step[]}
 */
export function conversationStory(random, beginsAtMs, { mediaWeights, outcomeWeights, meanTalkMs }) {
  const conversationId = random.uuid();
  /** @type {Step[]} */
  const story = [];
  let atMs = beginsAtMs;
  /** @param {string} action @param {Record<string, unknown>} [params] */
  const step = (action, params = {}) => void story.push({ atMs, action, params: { conversationId, ...params } });

  step('queue', { mediaType: random.weighted(mediaWeights), customerName: customerName(random), queueName: queueName(random) });
  for (let rings = 1; ; rings += 1) {
    atMs += random.between(400, 4000);
    step('alert', { agentName: agentName(random) });
    atMs += random.between(150, 900);
    step('ring');
    const outcome = rings === MAX_RINGS ? 'abandoned' : random.weighted(outcomeWeights);
    if (outcome === 'abandoned') {
      atMs += random.between(1500, 12_000);
      step('abandon');
      return story;
    }
    if (outcome === 'answered') {
      atMs += random.between(1200, 7000);
      step('answer');
      atMs += random.exponentialMs(meanTalkMs);
      step('end', { state: random.chance(TERMINATED_SHARE) ? 'terminated' : 'disconnected' });
      return story;
    }
    atMs += random.between(8000, 12_000);
    step('requeue');
  }
}

/**
 * Conversations that come at random.
 *
 * @param {Prng} random
 * @param {Course} course
 * @param {{ firstAtMs: number, meanGapMs: (atMs: number) => number, untilMs: number }} arrivals
 * @returns {Generator<Step[], void>}
 */
export function* conversationStories(random, course, { firstAtMs, meanGapMs, untilMs }) {
  for (let atMs = firstAtMs; atMs < untilMs; atMs += random.exponentialMs(meanGapMs(atMs))) {
    yield conversationStory(random, atMs, course);
  }
}
