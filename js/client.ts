import { createConfiguration } from './configuration.js';
import { setInternals } from './internals.js';
import { createLifecycle } from './lifecycle.js';
import { warnOfSecret } from './log.js';
import { checkMute, checkOptions, forEngine, withChanges } from './options.js';
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
  const { store, actions, start, retry, stop, dispose, diagnostics, callEngine } = createLifecycle(configuration);

  function applyIf(changed: boolean): void {
    if (changed) callEngine((engine) => engine.configure(forEngine(configuration.get())), undefined);
  }

  /**
   * Resolves when neither the browser nor the agent has to decide any more, or when the engine is another one. The engine ends the wait for the browser
   * after 1 s [A5].
   */
  async function unlockAlerts(): Promise<AlertState> {
    const current = (): unknown => callEngine((engine) => engine, null);
    const engine = current();
    const isOver = (): boolean => engine === null || store.get().status === 'stopped' || current() !== engine;
    // Before the question for the permission, which may use the gesture up.
    const isGesture = (globalThis.navigator as { userActivation?: { isActive: boolean } } | undefined)?.userActivation?.isActive !== false;
    const answered = callEngine((one) => one.unlockAlerts(), undefined);
    let asked = answered !== undefined;
    void answered?.then(() => {
      asked = false;
      store.recheck();
    });
    await store.until(() => isOver() || (!asked && (!isGesture || store.get().alerts.sound !== 'needs-gesture')));
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
      const forMs = checkMute(options?.forMs);
      callEngine((engine) => engine.mute(forMs), undefined);
    },
    unmute() {
      callEngine((engine) => engine.unmute(), undefined);
    },
    open: (id: string) => typeof id === 'string' && callEngine((engine) => engine.open(id), false),
    answer: (id: unknown) => actions.begin((engine, call) => engine.act(call, 'answer', String(id))),
    decline: (id: unknown) => actions.begin((engine, call) => engine.act(call, 'decline', String(id))),
    backOnQueue: () => actions.begin((engine, call) => engine.backOnQueue(call)),
    update(changes: Partial<GenesysToastsOptions>) {
      applyIf(configuration.update(withChanges(configuration.get(), changes)));
      // The view reads whether there is an `onOpen`.
      store.recheck();
    },
    subscribe: store.subscribe,
    getSnapshot: store.get,
    diagnostics,
  } as GenesysToasts;
  const symbol = (Symbol as { readonly dispose?: symbol }).dispose;
  if (symbol) Object.defineProperty(client, symbol, { value: dispose });
  setInternals(client, {
    configure: (next) => applyIf(configuration.follow(next)),
    dispose,
    noteGesture() {
      callEngine((engine) => engine.noteGesture(), undefined);
    },
    hasOnOpen: () => configuration.get().onOpen !== undefined,
  });
  return client;
}
