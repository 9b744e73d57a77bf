import { createConfiguration } from './configuration.js';
import { setInternals } from './internals.js';
import { createLifecycle } from './lifecycle.js';
import { warnOfSecret } from './log.js';
import { checkOptions, forEngine, withChanges } from './options.js';
import type { AlertState, GenesysToasts, GenesysToastsOptions } from './types.js';

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

  function configure(next: GenesysToastsOptions): void {
    if (configuration.update(next)) callEngine((engine) => engine.configure(forEngine(next)), undefined);
  }

  /** Resolves when neither the browser nor the agent has to decide any more. The engine ends the wait for the browser after 1 s [A5]. */
  async function unlockAlerts(): Promise<AlertState> {
    const answered = callEngine((engine) => engine.unlockAlerts(), undefined);
    await answered;
    await store.until(() => store.get().status === 'stopped' || store.get().alerts.sound !== 'needs-gesture' || answered === undefined);
    return store.get().alerts;
  }

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
    unlockAlerts,
    testAlert(mediaType?: string) {
      callEngine((engine) => engine.testAlert(typeof mediaType === 'string' ? mediaType : 'voice'), undefined);
    },
    silence(id?: string) {
      callEngine((engine) => engine.silence(idOrAll(id)), undefined);
    },
    mute(options?: { readonly forMs?: number }) {
      callEngine((engine) => engine.mute(options?.forMs), undefined);
    },
    unmute() {
      callEngine((engine) => engine.unmute(), undefined);
    },
    open: (id: string) => typeof id === 'string' && callEngine((engine) => engine.open(id), false),
    update(changes: Partial<GenesysToastsOptions>) {
      configure(withChanges(configuration.get(), changes));
    },
    subscribe: store.subscribe,
    getSnapshot: store.get,
    diagnostics,
  } as GenesysToasts;
  const symbol = (Symbol as { readonly dispose?: symbol }).dispose;
  if (symbol) Object.defineProperty(client, symbol, { value: dispose });
  setInternals(client, {
    configure,
    dispose,
    hasOnOpen: () => configuration.get().onOpen !== undefined,
  });
  return client;
}
