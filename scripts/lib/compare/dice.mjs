/** Random choices from a seed: the same seed gives the same choices. */

/** Gives a function that returns numbers from 0 to 1, 1 excluded (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

export class Dice {
  #random;

  constructor(seed) {
    this.#random = randomFrom(seed);
  }

  /** A whole number from 0 to `count - 1`. */
  below = (count) => Math.floor(this.#random() * count);

  chance = (probability) => this.#random() < probability;

  /** One of a list. */
  pick = (list) => list[this.below(list.length)];

  /** One of the keys of `{ key: weight }`. */
  weighted(weights) {
    const entries = Object.entries(weights);
    let at = this.#random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    return (entries.find(([, weight]) => (at -= weight) < 0) ?? entries[0])[0];
  }
}
