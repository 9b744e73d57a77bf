/** The options of one client. The hook may change them while the client runs. */
import { checkOptions, keyOf } from './options.js';
import { sameButFunctions } from './shallow.js';
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
