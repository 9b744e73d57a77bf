// @ts-check

import { check } from '../check.js';

/** @typedef {import('../directory.js').Directory} Directory */
/** @typedef {import('../interactions/interactions.js').Interactions} Interactions */

/**
 * The actions about agents and their legs, which only the Platform API knows.
 *
 * @param {Interactions} interactions
 * @param {Directory} directory
 */
export function agentActions(interactions, directory) {
  return {
    /** Which legs ring now. @param {{ userId?: string }} [params] Everybody's by default. @returns {import('../interactions/interactions.js').RingingLeg[]} */
    rings: (params = {}) => {
      check.known(params, ['userId']);
      const { userId } = params;
      return interactions.rings(userId === undefined ? undefined : directory.user(check.string(userId, 'userId')).userId);
    },
  };
}
