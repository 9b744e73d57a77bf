// @ts-check

/** A small seeded random source: the same seed gives the same sequence on every computer. Not for secrets. */
export class Prng {
  #state;

  /** @param {number} seed Any whole number; only its low 32 bits count. */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to, not including, 1 (mulberry32). @returns {number} */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. @param {number} low @param {number} high @returns {number} */
  between(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** True with this probability. @param {number} probability @returns {boolean} */
  chance(probability) {
    return this.next() < probability;
  }

  /** @template T @param {readonly T[]} items Not empty. @returns {T} */
  pick(items) {
    return /** @type {T} */ (items[this.between(0, items.length - 1)]);
  }

  /**
   * One of the keys, each as often as its weight says.
   *
   * @template {string} K
   * @param {Readonly<Record<K, number>>} weights
   * @returns {K}
   */
  weighted(weights) {
    const entries = /** @type {[K, number][]} */ (Object.entries(weights));
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.next() * total;
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return /** @type {[K, number]} */ (entries[entries.length - 1])[0];
  }

  /** The wait until the next of events that come at random, on average `meanMs` apart. @param {number} meanMs @returns {number} Whole ms, from 1. */
  exponentialMs(meanMs) {
    return Math.max(1, Math.round(-Math.log(1 - this.next()) * meanMs));
  }

  /** An id with the shape of a UUID of version 4. @returns {string} */
  uuid() {
    const hex = Array.from({ length: 32 }, () => this.between(0, 15).toString(16));
    hex[12] = '4';
    hex[16] = this.pick(['8', '9', 'a', 'b']);
    const text = hex.join('');
    return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
  }
}

/**
 * A seed for one use of a seed: its sequences don't disturb one another.
 *
 * @param {number} seed
 * @param {string} use
 * @returns {number}
 */
export function deriveSeed(seed, use) {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (let index = 0; index < use.length; index += 1) {
    hash = Math.imul(hash ^ use.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
