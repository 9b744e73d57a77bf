/** The options of one client, which the hook may change while it runs. */
import { checkOptions, keyOf } from './options.js';
import { sameButFunctions } from './shallow.js';
import type { GenesysToastsOptions } from './types.js';

export interface Configuration {
  /** The options as they are now. */
  readonly get: () => GenesysToastsOptions;
  /**
   * Takes changed options that the connection does not depend on. Gives whether the engine has to be told: callbacks are looked up at each call.
   *
   * @throws GenesysToastsError `invalid_option`; the old options stay
   */
  readonly update: (next: GenesysToastsOptions) => boolean;
}

/** @param first - options that have been checked */
export function createConfiguration(first: GenesysToastsOptions): Configuration {
  let options = first;
  return {
    get: () => options,
    update(next) {
      const last = options;
      const same = sameButFunctions(last, next);
      if (!same) checkOptions(next);
      options = next;
      return !same && keyOf(next, 'toasts') !== keyOf(last, 'toasts');
    },
  };
}
