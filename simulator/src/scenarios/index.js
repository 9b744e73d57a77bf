// @ts-check

import { BadParameter } from '../check.js';
import { Prng, deriveSeed } from '../prng.js';
import { badNetwork } from './bad-network.js';
import { busyShift } from './busy-shift.js';
import { calm } from './calm.js';

/** @typedef {import('./agenda.js').Step} Step */
/** @typedef {'calm' | 'busy-shift' | 'bad-network'} ScenarioName */

/** @type {Readonly<Record<ScenarioName, (random: Prng, seed: number) => Generator<Step, void>>>} */
const SCENARIOS = { calm, 'busy-shift': busyShift, 'bad-network': badNetwork };

/** The scenarios that there are. */
export const SCENARIO_NAMES = Object.freeze(/** @type {ScenarioName[]} */ (Object.keys(SCENARIOS)));

/**
 * The steps of a scenario in the order of their times, made as they are asked for: `calm` and `bad-network` never end.
 * The same name and seed give the same steps.
 *
 * @param {ScenarioName} name
 * @param {number} seed
 * @returns {Generator<Step, void>}
 * @throws {BadParameter} There is no such scenario.
 */
export function planScenario(name, seed) {
  if (!Object.hasOwn(SCENARIOS, name)) {
    throw new BadParameter(`scenario: expected ${SCENARIO_NAMES.join(', ')}, got ${JSON.stringify(name)}`);
  }
  return SCENARIOS[name](new Prng(deriveSeed(seed, name)), seed);
}
