import { createConfiguration } from './configuration.js';
import { createLifecycle } from './lifecycle.js';
import { warnOfSecret } from './log.js';
import { checkOptions, forEngine } from './options.js';
import type { GenesysToasts, GenesysToastsOptions } from './types.js';

/** Further functions of a client, for the hook. */
interface Internals {
  /** Takes changed options that the connection does not depend on. Callbacks apply at once, options of toasts from the next ring on. */
  configure(options: GenesysToastsOptions): void;
  /** Stops the client and frees its memory, as `[Symbol.dispose]` does, which older browsers do not have. */
  dispose(): void;
}

const internals = new WeakMap<GenesysToasts, Internals>();

/** Returns the further functions of a client. */
export const getInternals = (client: GenesysToasts): Internals | undefined => internals.get(client);

/** Apps pass `pause` as an event handler: then its argument is an event, not an id. */
const idOrAll = (id: unknown): string | undefined => (typeof id === 'string' ? id : undefined);

/**
 * Makes a client. The client does nothing until `start()` is called.
 *
 * @throws GenesysToastsError `invalid_option`; the message begins with the path of the option
 */
export function createGenesysToasts(options: GenesysToastsOptions): GenesysToasts {
  checkOptions(options);
  warnOfSecret(options);
  return createClient(options);
}

/** What the hook takes instead of options while nobody is signed in. */
export type None = null | undefined | false;

/** Makes a client with options that have been checked. Without options it stays `idle`, and its `start()` rejects. */
export function createClient(given: GenesysToastsOptions | None): GenesysToasts {
  const configuration = createConfiguration({ ...(given as GenesysToastsOptions) });
  const { store, start, retry, stop, dispose, diagnostics, callEngine } = createLifecycle(configuration);

  const client = {
    start: given ? start : () => Promise.resolve().then(() => checkOptions(given)),
    retry,
    stop,
    dismiss: (id: string) => typeof id === 'string' && callEngine((engine) => engine.dismiss(id), false),
    dismissAll() {
      callEngine((engine) => engine.dismissAll(), undefined);
    },
    pause(id?: string) {
      callEngine((engine) => engine.pause(idOrAll(id)), undefined);
    },
    resume(id?: string) {
      callEngine((engine) => engine.resume(idOrAll(id)), undefined);
    },
    subscribe: store.subscribe,
    getSnapshot: store.get,
    diagnostics,
  } as GenesysToasts;
  const symbol = (Symbol as { readonly dispose?: symbol }).dispose;
  if (symbol) Object.defineProperty(client, symbol, { value: dispose });
  internals.set(client, {
    configure(next) {
      if (configuration.update(next)) callEngine((engine) => engine.configure?.(forEngine(next)), undefined);
    },
    dispose,
  });
  return client;
}
