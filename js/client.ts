import type { Engine, EngineModule, Host, Resume } from './engine.js';
import { checkEnvironment } from './environment.js';
import { GenesysToastsError, TRIES_AGAIN } from './errors.js';
import { died, instance, lethal, living, moveIn, moveOut, type Tenant } from './instance.js';
import { hears, log, warnOfSecret } from './log.js';
import { checkOptions, forEngine, keyOf } from './options.js';
import { sameButFunctions } from './shallow.js';
import { createStarter, isOffline, type Failure } from './starter.js';
import { createStore, idleDiagnostics, idleSnapshot } from './store.js';
import type { Diagnostics, GenesysToasts, GenesysToastsOptions, Snapshot, Status, StatusDetail } from './types.js';

/** What the hook may do to a client of its own. */
interface Innards {
  /** Takes changed options that the connection does not depend on: callbacks at once, what concerns toasts from the next ring on. */
  configure(options: GenesysToastsOptions): void;
  /** `[Symbol.dispose]`, for which older browsers have no symbol. */
  dispose(): void;
}

const innards = new WeakMap<GenesysToasts, Innards>();

/** Gives what the hook may do to a client of its own. */
export const innardsOf = (client: GenesysToasts): Innards | undefined => innards.get(client);

const STOPPED = { phase: 'stopped', blindSince: null } as const;

/** As an event handler, `pause` is called with an event. */
const idOrAll = (id: unknown): string | undefined => (typeof id === 'string' ? id : undefined);

/**
 * Makes a client. It does nothing until `start()`.
 *
 * @throws GenesysToastsError `invalid_option`, whose message begins with the option's path
 */
export function createGenesysToasts(options: GenesysToastsOptions): GenesysToasts {
  checkOptions(options);
  warnOfSecret(options);
  return createClient(options);
}

/** What the hook takes in place of options while nobody is signed in. */
export type None = null | undefined | false;

/** Makes a client of options that have been checked; without any it is `idle` for good, and its `start()` rejects. */
export function createClient(given: GenesysToastsOptions | None): GenesysToasts {
  const options = { ...(given as GenesysToastsOptions) };
  let current = options;
  let glue: EngineModule | undefined;
  let engine: Engine | undefined;
  /** The instance that `engine` lives in. */
  let home: number | null = null;
  let running = false;
  /** False once `stop()` has told what it has to tell: no callback follows [S9]. */
  let audible = false;
  let lastDiagnostics: Diagnostics | undefined;

  const report = (level: Parameters<Host['log']>[0], line: string): void => {
    log(current.logger, level, line);
  };
  const store = createStore(
    idleSnapshot(Date.now()),
    () => ask((it) => it.snapshot(), null),
    (thrown) => report('error', `a listener threw: ${String(thrown)}`),
  );

  const host: Host = {
    ...(options.getToken && { getToken: (request) => current.getToken?.(request) }),
    ...(options.tokenStorage && options.tokenStorage !== 'memory' && { storage: options.tokenStorage }),
    onToast: (toast) => {
      if (audible) current.onToast?.(toast);
    },
    onDismiss: (toast, reason) => {
      if (audible) current.onDismiss?.(toast, reason);
    },
    onStatus: (status, detail) => {
      if (audible) current.onStatus?.(status, detail);
    },
    onError: (error) => {
      if (audible) current.onError?.(error);
    },
    onChange: store.invalidate,
    createError: (init) => new GenesysToastsError(init),
    hears: (level) => hears(current.logger, level),
    log: report,
    resources: new Set(),
  };

  /** Asks the engine; gives `otherwise` where there is none, and where it dies of this. */
  function ask<T>(question: (engine: Engine) => T, otherwise: T): T {
    if (!engine || home !== living()) return otherwise;
    try {
      return question(engine);
    } catch (thrown) {
      rethrowUnlessDead(thrown);
      return otherwise;
    }
  }

  function rethrowUnlessDead(thrown: unknown): void {
    if (thrown instanceof WebAssembly.RuntimeError) died(thrown.message);
    if (home === living()) throw thrown;
  }

  /** Calls the app from here, where no engine catches what it throws [D3]. */
  function tell(callback: () => void): void {
    try {
      callback();
    } catch (thrown) {
      report('error', `a callback threw: ${String(thrown)}`);
    }
  }

  /** Changes the status without an engine, and tells so at once. Rings may be missed from now on, if they were not before [S12]. */
  function become(status: Status, changes: Partial<StatusDetail>, error: GenesysToastsError | null): void {
    const { toasts, statusDetail } = store.get();
    const since = Date.now();
    const { blindSince } = statusDetail;
    const detail: StatusDetail = Object.freeze({ ...statusDetail, since, nextRetryAt: null, blindSince: blindSince ?? since, offline: isOffline(), ...changes });
    store.set(Object.freeze<Snapshot>({ toasts: Object.freeze([]), status, statusDetail: detail, error }));
    audible = true;
    for (const toast of toasts) {
      tell(() => host.onDismiss(toast, 'stopped'));
    }
    tell(() => host.onStatus(status, detail));
    store.flush();
  }

  /** There is no engine, though the app wants one. */
  function fail({ error, news, nextRetryAt, ...rest }: Omit<Failure, 'attempt'> & Partial<Failure>): void {
    running = false;
    engine = undefined;
    moveOut(tenant);
    closeResources();
    become('error', { ...rest, phase: nextRetryAt === null ? 'idle' : 'waiting', nextRetryAt }, error);
    report(news ? 'error' : 'info', `${error.code}: ${error.message}`);
    if (news) tell(() => host.onError(error));
  }

  function closeResources(): void {
    for (const resource of [...host.resources]) tell(() => resource.close());
    host.resources.clear();
  }

  function launch(resume?: Resume): void {
    if (!glue) return;
    if (home !== living()) engine = undefined;
    home = living();
    running = audible = true;
    moveIn(tenant);
    try {
      engine ??= new glue.Engine(forEngine(current), host, resume);
      engine.start(store.get().statusDetail.blindSince ?? undefined);
    } catch (thrown) {
      rethrowUnlessDead(thrown);
    }
  }

  const starter = createStarter({
    async run(wanted) {
      checkEnvironment();
      glue = await instance(current.wasm, (line) => report('warn', line));
      if (!wanted()) return;
      launch();
      if (home === living()) return;
      // At once: who has moved out is not started afresh.
      moveOut(tenant);
      throw lethal(TRIES_AGAIN);
    },
    begins: (attempt) => become('connecting', { phase: 'load', attempt }, attempt > 0 ? store.get().error : null),
    failed: fail,
    options: () => current,
  });

  const tenant: Tenant = {
    lost(error) {
      engine = undefined;
      closeResources();
      tell(() => host.onError(error));
    },
    relaunch(failures) {
      const { toasts, statusDetail } = store.get();
      launch({ toasts, attempt: Math.max(statusDetail.attempt, failures) });
      store.invalidate();
    },
    giveUp(error) {
      fail({ error, nextRetryAt: null, news: true });
    },
  };

  function start(): Promise<void> {
    if (!given) return Promise.resolve().then(() => checkOptions(given));
    if (!running) return starter.start();
    ask((it) => it.start(), undefined);
    return Promise.resolve();
  }

  function stop(): void {
    starter.stop();
    moveOut(tenant);
    if (running) {
      running = false;
      ask((it) => it.stop(), undefined);
      if (!engine || home !== living()) {
        closeResources();
        become('stopped', STOPPED, null);
      }
    } else if (!/^(idle|stopped)$/.test(store.get().status)) {
      become('stopped', STOPPED, null);
    }
    store.flush();
    audible = false;
  }

  function diagnostics(): Diagnostics {
    lastDiagnostics = ask((it) => it.diagnostics(), lastDiagnostics);
    return lastDiagnostics ?? idleDiagnostics(store.get());
  }

  function dispose(): void {
    stop();
    diagnostics();
    const [old, itsHome] = [engine, home];
    engine = undefined;
    // Not now: a callback of this very engine may be the caller.
    queueMicrotask(() => {
      if (old && itsHome === living()) old.free();
    });
  }

  const client = {
    start,
    stop,
    dismiss: (id: string) => typeof id === 'string' && ask((it) => it.dismiss(id), false),
    dismissAll() {
      ask((it) => it.dismissAll(), undefined);
    },
    pause(id?: string) {
      ask((it) => it.pause(idOrAll(id)), undefined);
    },
    resume(id?: string) {
      ask((it) => it.resume(idOrAll(id)), undefined);
    },
    subscribe: store.subscribe,
    getSnapshot: store.get,
    diagnostics,
  } as GenesysToasts;
  const symbol = (Symbol as { readonly dispose?: symbol }).dispose;
  if (symbol) Object.defineProperty(client, symbol, { value: dispose });
  innards.set(client, {
    configure(next) {
      if (sameButFunctions(current, next)) {
        current = next;
        return;
      }
      checkOptions(next);
      const changed = keyOf(next, 'toasts') !== keyOf(current, 'toasts');
      current = next;
      if (changed) ask((it) => it.configure?.(forEngine(next)), undefined);
    },
    dispose,
  });
  return client;
}
