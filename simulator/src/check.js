// @ts-check

import { fromBase64 } from './bytes.js';

/** A parameter of an action, or an option, with a wrong value. The control endpoint answers it with a 400. */
export class BadParameter extends Error {
  name = 'BadParameter';
}

/** Something named in an action that is not there. The control endpoint answers it with a 404. */
export class NotFound extends Error {
  name = 'NotFound';
}

/** Longest wait that a timer of Node takes, in ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Codes below 3000 that a close frame may carry (RFC 6455 and its registry). */
const SENDABLE_CODES = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014];

/** Checks of parameters: each takes a value and its name, and returns the value with its type, or throws {@link BadParameter}. */
export const check = {
  /** @param {unknown} value @param {string} name @returns {string} */
  string(value, name) {
    if (typeof value !== 'string') throw expected(name, 'a string', value);
    return value;
  },

  /** Bytes in base64. @param {unknown} value @param {string} name @returns {Uint8Array} */
  base64(value, name) {
    const bytes = fromBase64(check.string(value, name));
    if (!bytes) throw expected(name, 'base64', value);
    return bytes;
  },

  /** @param {unknown} value @param {string} name @returns {boolean} */
  boolean(value, name) {
    if (typeof value !== 'boolean') throw expected(name, 'true or false', value);
    return value;
  },

  /** A finite number above 0. @param {unknown} value @param {string} name @returns {number} */
  positive(value, name) {
    if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) {
      throw expected(name, 'a number above 0', value);
    }
    return value;
  },

  /** A wait in ms, 0 included. @param {unknown} value @param {string} name @returns {number} */
  wait(value, name) {
    if (typeof value !== 'number' || !(value >= 0) || value > MAX_TIMER_MS) {
      throw expected(name, `ms from 0 to ${MAX_TIMER_MS}`, value);
    }
    return value;
  },

  /** A whole number from `min` (1). @param {unknown} value @param {string} name @param {number} [min] @returns {number} */
  count(value, name, min = 1) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min) {
      throw expected(name, `a whole number from ${min}`, value);
    }
    return value;
  },

  /** A whole number from 1, or for ever: `Infinity`. @param {unknown} value @param {string} name @returns {number} */
  times(value, name) {
    if (value === 'forever' || value === Infinity) return Infinity;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
      throw expected(name, 'a whole number from 1, or "forever"', value);
    }
    return value;
  },

  /** A list of strings. @param {unknown} value @param {string} name @returns {readonly string[]} */
  strings(value, name) {
    if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) throw expected(name, 'a list of strings', value);
    return value;
  },

  /** A JSON object. @param {unknown} value @param {string} name @returns {Readonly<Record<string, unknown>>} */
  object(value, name) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw expected(name, 'an object', value);
    return /** @type {Record<string, unknown>} */ (value);
  },

  /** A code that a close frame may carry. @param {unknown} value @param {string} name @returns {number} */
  closeCode(value, name) {
    const code = check.count(value, name);
    if (SENDABLE_CODES.includes(code) || (code >= 3000 && code <= 4999)) return code;
    throw new BadParameter(`${name}: ${code} can't be sent in a close frame (1006 is what drop-sockets makes)`);
  },

  /** An HTTP status. @param {unknown} value @param {string} name @returns {number} */
  status(value, name) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 400 || value > 599) {
      throw expected(name, 'an HTTP status from 400 to 599', value);
    }
    return value;
  },

  /**
   * @template {string} T
   * @param {unknown} value
   * @param {string} name
   * @param {readonly T[]} choices
   * @returns {T}
   */
  oneOf(value, name, choices) {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw expected(name, choices.map((choice) => `"${choice}"`).join(', '), value);
    return found;
  },

  /**
   * Refuses parameters that the action doesn't know: a misspelt one must not pass in silence.
   *
   * @param {object} params
   * @param {readonly string[]} known
   */
  known(params, known) {
    for (const name of Object.keys(params)) {
      if (!known.includes(name)) {
        throw new BadParameter(`${name}: there is no such parameter (known: ${known.join(', ') || 'none'})`);
      }
    }
  },
};

/** @param {string} name @param {string} what @param {unknown} value */
function expected(name, what, value) {
  return new BadParameter(`${name}: expected ${what}, got ${JSON.stringify(value) ?? String(value)}`);
}
