/** The options of one client. The hook may change them while the client runs. */
import { checkOptions, keyOf } from './options.js';
import { deepEqual, sameButFunctions } from './shallow.js';
import type { GenesysToastsOptions } from './types.js';

export interface Configuration {
  /** Returns the current options. */
  readonly get: () => GenesysToastsOptions;
  /**
   * Takes changed options that the connection does not depend on. Returns whether the engine needs them: callbacks are read at each call.
   *
   * @throws GenesysToastsError `invalid_option`; the previous options then stay
   */
  readonly update: (next: GenesysToastsOptions) => boolean;
  /** The same with the options that a component gives at each render: takes those that are not as they were given last, so that `update()` of the app stays. */
  readonly follow: (given: GenesysToastsOptions) => boolean;
}

/** @param first - options that have been checked */
export function createConfiguration(first: GenesysToastsOptions): Configuration {
  let options = first;
  let given = first;

  function update(next: GenesysToastsOptions): boolean {
    const last = options;
    const same = sameButFunctions(last, next);
    if (!same) checkOptions(next);
    options = next;
    return !same && keyOf(next, 'toasts') !== keyOf(last, 'toasts');
  }

  return {
    get: () => options,
    update,
    follow(next) {
      const old: Record<string, unknown> = { ...given };
      const now: Record<string, unknown> = { ...next };
      const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => !deepEqual(old[name], now[name]));
      const needed = update({ ...options, ...Object.fromEntries(changed.map((name) => [name, now[name]])) });
      given = next;
      return needed;
    },
  };
}
