// @ts-check

import { check } from '../check.js';
import { changeSettings } from '../settings.js';

/** @typedef {import('../settings.js').Settings} Settings */
/** @typedef {import('../world.js').World} World */

/**
 * The actions about the simulator itself.
 *
 * @param {World} world
 * @param {{ clearFaults: () => void, clearRecords: () => void, reset: () => void }} parts
 */
export function housekeepingActions(world, { clearFaults, clearRecords, reset }) {
  return {
    /** Changes settings, and returns all. @param {Partial<Settings>} [params] @returns {Settings} */
    configure: (params = {}) => {
      world.settings.current = changeSettings(world.settings.current, params);
      world.changed();
      return { ...world.settings.current };
    },

    /** No fault is left. @param {{}} [params] */
    clearFaults: (params = {}) => {
      check.known(params, []);
      clearFaults();
      return {};
    },

    /** Records and counters start again. @param {{}} [params] */
    clearRecords: (params = {}) => {
      check.known(params, []);
      clearRecords();
      return {};
    },

    /** As freshly started. @param {{}} [params] */
    reset: (params = {}) => {
      check.known(params, []);
      reset();
      return {};
    },
  };
}
