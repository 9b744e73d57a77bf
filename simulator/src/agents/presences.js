// @ts-check

import { Prng, deriveSeed } from '../prng.js';

/**
 * What an agent can be: the word for it in REST and that in events. Which words an organisation has is its own choice; these come with the service.
 *
 * @typedef {object} Presence
 * @property {string} id
 * @property {string} name Such as `On Queue`: what REST says.
 * @property {string} word Such as `ON_QUEUE`: what events say.
 */

const NAMES = ['Available', 'On Queue', 'Away', 'Break', 'Busy', 'Meal', 'Meeting', 'Training', 'Offline'];

/** @type {readonly Presence[]} */
export const PRESENCES = Object.freeze(
  NAMES.map((name) => ({ id: new Prng(deriveSeed(0, `presence ${name}`)).uuid(), name, word: name.toUpperCase().replace(' ', '_') })),
);

export const AVAILABLE = presenceNamed('Available');

export const ON_QUEUE = presenceNamed('On Queue');

/** By its id, its name or its word, in any case. @param {string} text @returns {Presence | null} */
export function findPresence(text) {
  const wanted = text.toLowerCase();
  return PRESENCES.find(({ id, name, word }) => [id, name, word].some((known) => known.toLowerCase() === wanted)) ?? null;
}

/** @param {string} name @returns {Presence} */
function presenceNamed(name) {
  return /** @type {Presence} */ (PRESENCES.find((presence) => presence.name === name));
}
