/** The client that the hook gives while it has no options: nobody is signed in. */
import { GenesysToastsError } from './errors.js';
import { idleDiagnostics, idleSnapshot } from './store.js';
import type { GenesysToasts } from './types.js';

/** Makes a client that is `idle` for good: no toasts, nothing to stop, and `start()` rejects with `invalid_option`. */
export function createIdleClient(): GenesysToasts {
  const snapshot = idleSnapshot(Date.now());
  const nothing = (): void => undefined;
  const client = {
    start: () =>
      Promise.reject(
        new GenesysToastsError({
          code: 'invalid_option',
          message: 'options: there are none to start with. The hook was given null, undefined or false; it starts a client by itself when it is given options.',
          retryable: false,
        }),
      ),
    stop: nothing,
    dismiss: () => false,
    dismissAll: nothing,
    pause: nothing,
    resume: nothing,
    // Nothing ever changes.
    subscribe: () => nothing,
    getSnapshot: () => snapshot,
    diagnostics: () => idleDiagnostics(snapshot),
  } as unknown as GenesysToasts;
  return disposable(client, nothing);
}

/** Gives the client `[Symbol.dispose]`, for which older browsers have no symbol. */
export function disposable(client: GenesysToasts, dispose: () => void): GenesysToasts {
  const symbol = (Symbol as { readonly dispose?: symbol }).dispose;
  if (symbol) Object.defineProperty(client, symbol, { value: dispose });
  return client;
}
