// @ts-check

import { check } from '../check.js';
import { SCENARIO_NAMES } from '../scenarios/index.js';

/** @typedef {import('../scenarios/index.js').ScenarioName} ScenarioName */
/** @typedef {import('../scenarios/player.js').ScenarioPlayer} ScenarioPlayer */

/**
 * The actions about scenarios.
 *
 * @param {ScenarioPlayer} player
 * @param {number} seed The simulator's.
 */
export function scenarioActions(player, seed) {
  return {
    /** Starts a scenario; ends the one that runs. @param {{ name: ScenarioName, seed?: number, speed?: number }} params */
    runScenario: (params) => {
      check.known(params, ['name', 'seed', 'speed']);
      const name = check.oneOf(params.name, 'name', SCENARIO_NAMES);
      const speed = check.positive(params.speed ?? 1, 'speed');
      player.run(name, check.count(params.seed ?? seed, 'seed', 0), speed);
      return { name, speed };
    },

    /** Ends it; conversations stay as they are. @param {{}} [params] */
    stopScenario: (params = {}) => {
      check.known(params, []);
      return { stopped: player.stop() };
    },
  };
}
