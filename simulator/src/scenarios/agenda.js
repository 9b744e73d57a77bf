// @ts-check

/**
 * One thing that a scenario does.
 *
 * @typedef {object} Step
 * @property {number} atMs Scenario time since its beginning.
 * @property {string} action The method of the simulator.
 * @property {Record<string, unknown>} params
 */

/** Steps in the order of their times; steps of the same time in the order in which they were added. A binary heap. */
export class Agenda {
  /** @type {{ step: Step, order: number }[]} */
  #heap = [];
  #added = 0;

  /** @returns {Step | undefined} The next one, which stays. */
  peek() {
    return this.#heap[0]?.step;
  }

  /** @param {Step} step */
  add(step) {
    const heap = this.#heap;
    heap.push({ step, order: this.#added++ });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** @returns {Step | undefined} The next one, taken off. */
  take() {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || this.#heap.length === 0) return first?.step;
    this.#heap[0] = last;
    this.#sink();
    return first.step;
  }

  #sink() {
    let parent = 0;
    for (;;) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < this.#heap.length && this.#before(child, least)) least = child;
      }
      if (least === parent) return;
      this.#swap(parent, least);
      parent = least;
    }
  }

  /** @param {number} left @param {number} right @returns {boolean} */
  #before(left, right) {
    const a = /** @type {{ step: Step, order: number }} */ (this.#heap[left]);
    const b = /** @type {{ step: Step, order: number }} */ (this.#heap[right]);
    return a.step.atMs < b.step.atMs || (a.step.atMs === b.step.atMs && a.order < b.order);
  }

  /** @param {number} left @param {number} right */
  #swap(left, right) {
    const kept = this.#heap[left];
    this.#heap[left] = /** @type {{ step: Step, order: number }} */ (this.#heap[right]);
    this.#heap[right] = /** @type {{ step: Step, order: number }} */ (kept);
  }
}

/**
 * Puts stories that overlap into one sequence in time.
 *
 * @param {Iterable<Step[]>} stories Each with its first step first; the stories in the order of their first steps.
 * @returns {Generator<Step, void>}
 */
export function* interleave(stories) {
  const agenda = new Agenda();
  for (const story of stories) {
    const beginsAt = story[0]?.atMs ?? 0;
    for (let next = agenda.peek(); next && next.atMs <= beginsAt; next = agenda.peek()) {
      yield next;
      agenda.take();
    }
    for (const step of story) agenda.add(step);
  }
  for (let next = agenda.take(); next; next = agenda.take()) yield next;
}

/**
 * Merges two sequences of stories by the times of their first steps.
 *
 * @param {Iterator<Step[], void>} left
 * @param {Iterator<Step[], void>} right
 * @returns {Generator<Step[], void>}
 */
export function* merge(left, right) {
  let a = left.next().value;
  let b = right.next().value;
  while (a || b) {
    if (a && (!b || beginning(a) <= beginning(b))) {
      yield a;
      a = left.next().value;
    } else if (b) {
      yield b;
      b = right.next().value;
    }
  }
}

/** @param {Step[]} story */
function beginning(story) {
  return story[0]?.atMs ?? 0;
}
