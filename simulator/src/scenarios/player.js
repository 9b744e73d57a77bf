// @ts-check

import { NotFound } from '../check.js';
import { now } from '../clock.js';
import { Timers } from '../timers.js';
import { planScenario } from './index.js';

/** @typedef {import('./agenda.js').Step} Step */
/** @typedef {import('./index.js').ScenarioName} ScenarioName */

/** Steps that are done without letting anything else have its turn. */
const MAX_STEPS_AT_ONCE = 500;

/** Plays one scenario at a time, at its speed. */
export class ScenarioPlayer {
  #timers = new Timers();
  #perform;
  #onChange;
  /** @type {{ name: ScenarioName, seed: number, speed: number, steps: number, startedAt: number, ended: boolean } | null} */
  #running = null;

  /**
   * @param {(step: Step) => void} perform Does one step.
   * @param {() => void} onChange Called when a scenario begins or ends.
   */
  constructor(perform, onChange) {
    this.#perform = perform;
    this.#onChange = onChange;
  }

  /** @param {ScenarioName} name @param {number} seed @param {number} speed */
  run(name, seed, speed) {
    const plan = planScenario(name, seed);
    this.stop();
    const running = { name, seed, speed, steps: 0, startedAt: now(), ended: false };
    this.#running = running;
    let next = plan.next();
    const play = () => {
      for (let atOnce = 0; atOnce < MAX_STEPS_AT_ONCE; atOnce += 1) {
        if (next.done) {
          running.ended = true;
          return this.#onChange();
        }
        const waitMs = running.startedAt + next.value.atMs / speed - now();
        if (waitMs > 0) return void this.#timers.after(waitMs, play);
        this.#step(next.value);
        // The step itself may have ended the scenario, or begun another.
        if (this.#running !== running) return undefined;
        running.steps += 1;
        next = plan.next();
      }
      return void this.#timers.after(0, play);
    };
    this.#onChange();
    play();
  }

  /** @returns {boolean} Whether one ran. */
  stop() {
    this.#timers.clear();
    const ran = this.#running !== null && !this.#running.ended;
    this.#running = null;
    if (ran) this.#onChange();
    return ran;
  }

  /** `atMs` is scenario time. */
  state() {
    if (!this.#running) return null;
    const { name, seed, speed, steps, startedAt, ended } = this.#running;
    return { name, seed, speed, steps, ended, atMs: Math.round((now() - startedAt) * speed) };
  }

  /** @param {Step} step */
  #step(step) {
    try {
      this.#perform(step);
    } catch (error) {
      // Somebody else ended this conversation: its story just goes on without it.
      if (!(error instanceof NotFound)) throw error;
    }
  }
}
