/** The states of one client: which engine the client has, if any, and how it gets one. */
import { createActionCalls, type ActionCalls } from './actions.js';
import type { Configuration } from './configuration.js';
import type { Engine, EngineModule, Resume } from './engine.js';
import { checkEnvironment } from './environment.js';
import { TRIES_AGAIN, type GenesysToastsError } from './errors.js';
import { createHost } from './host.js';
import { IDLE, idleSnapshot } from './idle.js';
import { onInstanceFailed, instanceFailure, currentInstance, loadInstance, register, unregister, type Registration } from './instance.js';
import { forEngine } from './options.js';
import { createStarter, isOffline, type Failure } from './starter.js';
import { createDiagnostics, createStore, type Store } from './store.js';
import type { Diagnostics, Snapshot, Status, StatusDetail } from './types.js';

/** An engine and its instance. The engine may be called only while this is the current instance. */
interface Attached {
  readonly engine: Engine;
  readonly instance: EngineModule;
}

type State =
  /** Never started. */
  | { readonly name: 'idle' }
  /** `start()` was called, and the WebAssembly is loaded. An engine that was stopped before is used again. */
  | { readonly name: 'loading'; readonly attached: Attached | null }
  /** The start failed. The starter may wait for the next attempt. */
  | { readonly name: 'failed' }
  | { readonly name: 'running'; readonly attached: Attached }
  /** The instance failed. A new engine follows [D4]. */
  | { readonly name: 'recovering' }
  /** `stop()` calls callbacks of the app. `disposed`: one of them asked to free the engine. */
  | { readonly name: 'stopping'; readonly attached: Attached | null; readonly disposed: boolean }
  | { readonly name: 'stopped'; readonly attached: Attached | null };

/** The functions of a client that depend on its state. */
export interface Lifecycle {
  readonly store: Store;
  readonly actions: ActionCalls;
  readonly start: () => Promise<void>;
  /** Ends the wait for the next attempt: that of the engine, or that of the starter [S14]. */
  readonly retry: () => void;
  readonly stop: () => void;
  /** Stops, and frees the engine. The client may be started again. */
  readonly dispose: () => void;
  readonly diagnostics: () => Diagnostics;
  /** Calls the engine. Returns `otherwise` where there is none, and where the instance fails during the call. */
  readonly callEngine: <T>(call: (engine: Engine) => T, otherwise: T) => T;
}

const STOPPED = { phase: 'stopped', blindSince: null } as const;

/** Closes a socket or request of an engine whose instance failed, and removes the listeners that call the instance. */
function close(resource: WebSocket | AbortController): void {
  if ('abort' in resource) {
    resource.abort();
    return;
  }
  resource.onopen = resource.onmessage = resource.onclose = null;
  resource.close(1000);
}

/** Makes the state machine of one client. It does nothing until `start()`. */
export function createLifecycle(configuration: Configuration): Lifecycle {
  let state: State = { name: 'idle' };

  const store = createStore(
    idleSnapshot(Date.now()),
    () => callEngine((engine) => engine.snapshot(), null),
    (thrown) => host.log('error', `a listener threw: ${String(thrown)}`),
  );
  const diagnostics = createDiagnostics(() => callEngine((engine) => engine.diagnostics(), null), store.get);
  const actions = createActionCalls(configuration, callEngine);
  const host = createHost(configuration, () => state.name !== 'idle' && state.name !== 'stopped', store.invalidate, actions.host);
  const starter = createStarter({ run: load, onBegin: beginLoading, onFailure: fail, options: configuration.get });
  const registration: Registration = { instanceFailed: leaveFailedInstance, restart: replaceEngine, restartFailed: (error) => fail({ error, nextRetryAt: null, isNew: true }) };

  function enter(next: State): void {
    state = next;
  }

  /** Returns the engine, if it may be called. */
  function currentEngine(): Attached | null {
    const attached = 'attached' in state ? state.attached : null;
    return attached?.instance === currentInstance() ? attached : null;
  }

  function callEngine<T>(call: (engine: Engine) => T, otherwise: T): T {
    const attached = currentEngine();
    if (!attached) return otherwise;
    try {
      return call(attached.engine);
    } catch (thrown) {
      rethrowUnlessInstanceFailed(thrown, attached.instance);
      return otherwise;
    }
  }

  function rethrowUnlessInstanceFailed(thrown: unknown, instance: EngineModule): void {
    if (thrown instanceof WebAssembly.RuntimeError) onInstanceFailed(thrown.message);
    if (instance === currentInstance()) throw thrown;
  }

  /** Runs what may call the app, and logs an exception [D3]. The engine does so for the callbacks that it calls itself. */
  function logExceptions(callback: () => void): void {
    try {
      callback();
    } catch (thrown) {
      host.log('error', `a callback threw: ${String(thrown)}`);
    }
  }

  /** Changes the status without an engine, removes the toasts, and reports both at once. Rings may be missed from now on, if not already before [S12]. */
  function reportStatus(status: Status, changes: Partial<StatusDetail>, error: GenesysToastsError | null): void {
    // Reads the toasts that the engine has now: one that it has removed is not reported a second time [O5].
    store.invalidate();
    const { toasts, statusDetail } = store.get();
    const since = Date.now();
    const detail: StatusDetail = Object.freeze({ ...statusDetail, since, nextRetryAt: null, canRetry: false, blindSince: blindSince() ?? since, offline: isOffline(), ...changes });
    store.set(Object.freeze<Snapshot>({ ...IDLE, status, statusDetail: detail, error }));
    for (const toast of toasts) {
      logExceptions(() => host.onDismiss(toast, 'stopped', IDLE.tab));
    }
    logExceptions(() => host.onStatus(status, detail, IDLE.tab));
    store.flush();
  }

  /** Returns since when rings may be missed, by the present clock of the computer. */
  function blindSince(): number | null {
    const { blindSince: at } = store.get().statusDetail;
    return at === null ? null : store.byPresentClock(at);
  }

  function closeResources(): void {
    for (const resource of [...host.resources]) logExceptions(() => close(resource));
    host.resources.clear();
  }

  /** Any state but running and recovering → loading. */
  function beginLoading(attempt: number): void {
    enter({ name: 'loading', attached: currentEngine() });
    reportStatus('connecting', { phase: 'load', attempt }, attempt > 0 ? store.get().error : null);
  }

  async function load(wanted: () => boolean): Promise<void> {
    checkEnvironment();
    await loadInstance(configuration.get().wasm, (line) => host.log('warn', line));
    if (!wanted()) return;
    if (launch()) return;
    // Now, not later: otherwise the new instance would start this client, too.
    unregister(registration);
    throw instanceFailure(TRIES_AGAIN);
  }

  /** Loading, recovering → running. Returns whether the instance works afterwards. */
  function launch(resume?: Resume): boolean {
    const instance = currentInstance();
    if (instance === null) return false;
    try {
      const attached = currentEngine() ?? { engine: new instance.Engine(forEngine(configuration.get()), host, resume), instance };
      enter({ name: 'running', attached });
      register(registration);
      attached.engine.start(blindSince() ?? undefined);
    } catch (thrown) {
      rethrowUnlessInstanceFailed(thrown, instance);
    }
    return instance === currentInstance();
  }

  /** Running → recovering. */
  function leaveFailedInstance(error: GenesysToastsError): void {
    if (state.name === 'running') enter({ name: 'recovering' });
    closeResources();
    actions.endAll();
    logExceptions(() => host.onError(error));
  }

  /** Recovering → running. */
  function replaceEngine(failures: number): void {
    if (state.name !== 'recovering') return;
    const { toasts, statusDetail, alerts } = store.get();
    const until = alerts.muted?.until ?? null;
    const muteMs = until === null ? undefined : Math.max(0, store.byPresentClock(until) - Date.now());
    launch({ toasts, attempt: Math.max(statusDetail.attempt, failures) });
    // Without a `storageKey` nobody else knows that the agent has muted the client [A10].
    if (alerts.muted) callEngine((engine) => engine.mute(muteMs), undefined);
    store.invalidate();
  }

  /** Loading, running, recovering → failed. */
  function fail({ error, isNew, nextRetryAt, ...rest }: Omit<Failure, 'attempt'> & Partial<Failure>): void {
    enter({ name: 'failed' });
    unregister(registration);
    closeResources();
    reportStatus('error', { ...rest, phase: nextRetryAt === null ? 'idle' : 'waiting', nextRetryAt, canRetry: nextRetryAt !== null }, error);
    host.log(isNew ? 'error' : 'info', `${error.code}: ${error.message}`);
    if (isNew) logExceptions(() => host.onError(error));
  }

  function start(): Promise<void> {
    if (state.name !== 'running' && state.name !== 'recovering') return starter.start();
    callEngine((engine) => engine.start(), undefined);
    return Promise.resolve();
  }

  function retry(): void {
    if (state.name === 'failed') starter.retry();
    else callEngine((engine) => engine.retry(), undefined);
  }

  /** Any state → stopping → stopped, unless a callback of the app starts the client again. Idle stays idle. */
  function stop(): void {
    // A callback of the app called it during `stop()`: the outer call does the rest.
    if (state.name === 'stopping') return;
    starter.stop();
    unregister(registration);
    if (state.name === 'idle' || state.name === 'stopped') {
      store.flush();
      return;
    }
    const launched = state.name === 'running' || state.name === 'recovering';
    enter({ name: 'stopping', attached: currentEngine(), disposed: false });
    try {
      if (launched) stopEngine();
      else reportStatus('stopped', STOPPED, null);
      store.flush();
    } finally {
      endStopping();
    }
  }

  function stopEngine(): void {
    const attached = currentEngine();
    callEngine((engine) => engine.stop(), undefined);
    if (attached?.instance === currentInstance()) return;
    actions.endAll();
    closeResources();
    reportStatus('stopped', STOPPED, null);
  }

  /** Stopping → stopped. */
  function endStopping(): void {
    if (state.name !== 'stopping') return;
    const { attached, disposed } = state;
    enter({ name: 'stopped', attached });
    if (disposed) release();
  }

  function dispose(): void {
    stop();
    if (state.name === 'stopping') enter({ ...state, disposed: true });
    else release();
  }

  /** Loading and stopped: stays in the state, without the engine. */
  function release(): void {
    diagnostics();
    const attached = currentEngine();
    if (state.name === 'loading' || state.name === 'stopped') enter({ name: state.name, attached: null });
    // Not now: a callback of this engine may be the caller.
    queueMicrotask(() => {
      if (attached?.instance === currentInstance()) attached.engine.free();
    });
  }

  return { store, actions, start, retry, stop, dispose, diagnostics, callEngine };
}
