/** The one WebAssembly instance of a page, which all clients share, and its replacement after a panic [D4]. */
import type { EngineModule, LoadedEngine } from './engine.js';
import { asError, engineFailed, TRIES_AGAIN, type GenesysToastsError } from './errors.js';
import { loadEngine } from './load.js';
import type { WasmSource } from './types.js';

/** A client with a running engine. */
export interface Registration {
  /** Closes the sockets and requests of the failed instance, and reports the failure. */
  instanceFailed(error: GenesysToastsError): void;
  /**
   * Makes a new engine and starts it.
   *
   * @param failures - how many instances failed in a row
   */
  restart(failures: number): void;
  /** Reports that there is no new engine, because the new instance could not be made or failed in `restart`. */
  restartFailed(error: GenesysToastsError): void;
}

/** After this time without a failure the next failure counts as the first of a series. */
const SERIES_ENDS_AFTER_MS = 60_000;

const registrations = new Set<Registration>();
let loading: Promise<LoadedEngine> | undefined;
let loaded: LoadedEngine | undefined;
/** The last instance that was made. */
let current: EngineModule | undefined;
let failure: string | undefined;
let readyAt = 0;
let failuresInSeries = 0;

/** Loads and instantiates, if there is no working instance. Where the load of another call fails, which this call waited for, it loads once more. */
export async function loadInstance(source: WasmSource | undefined, warn: (line: string) => void): Promise<void> {
  const shared = loading !== undefined;
  try {
    loaded = await load(source, warn);
  } catch (error) {
    if (!shared) throw error;
    loaded = await load(source, warn);
  }
  if (!current) onInstanceReady(loaded.first);
  else if (failure !== undefined) onInstanceReady(loaded.fresh());
}

/** Loads, or waits for the present load. After a failure the next call loads again. */
async function load(source: WasmSource | undefined, warn: (line: string) => void): Promise<LoadedEngine> {
  const mine = (loading ??= loadEngine(source, warn));
  try {
    return await mine;
  } catch (error) {
    if (loading === mine) loading = undefined;
    throw error;
  }
}

/** Returns the working instance; `null` while there is none. Engines of other instances must not be called. */
export const currentInstance = (): EngineModule | null => (failure === undefined ? (current ?? null) : null);

/** From now on the client gets a new engine when the instance fails. */
export function register(registration: Registration): void {
  registrations.add(registration);
}

export function unregister(registration: Registration): void {
  registrations.delete(registration);
}

/** Marks the instance as failed. Called during a panic, or with a trap that was caught. */
export function onInstanceFailed(message: string): void {
  if (failure !== undefined) return;
  failure = message;
  current?.abandon();
  // Later, because now functions of the failed instance are still on the stack.
  queueMicrotask(recover);
}

/** The error that the app gets. */
export const instanceFailure = (action: string): GenesysToastsError => engineFailed(failure ?? 'unknown', action);

function recover(): void {
  if (failure === undefined) return;
  failuresInSeries = performance.now() - readyAt > SERIES_ENDS_AFTER_MS ? 1 : failuresInSeries + 1;
  const error = instanceFailure('a fresh one goes on, the toasts stay');
  disableFailedInstance();
  for (const registration of [...registrations]) registration.instanceFailed(error);
  try {
    if (loaded) onInstanceReady(loaded.fresh());
  } catch {
    for (const registration of [...registrations]) {
      // A callback of the app may have stopped this client.
      if (registrations.has(registration)) registration.restartFailed(instanceFailure(`a fresh one could not be made; ${TRIES_AGAIN}`));
    }
    return;
  }
  for (const registration of [...registrations]) {
    // A callback of the app may have stopped this client.
    if (!registrations.has(registration)) continue;
    try {
      registration.restart(failuresInSeries);
    } catch (error) {
      registration.restartFailed(asError(error));
    }
    if (currentInstance() !== null) continue;
    // onInstanceFailed() has queued a microtask that starts the other clients again, without this one.
    registration.restartFailed(instanceFailure(`so did the fresh one; ${TRIES_AGAIN}`));
    return;
  }
}

/** Makes timers and promises of the failed instance do nothing when they call it. */
function disableFailedInstance(): void {
  try {
    current?.failInstance();
  } catch {
    // It has failed already, and nothing else is called in it.
  }
}

function onInstanceReady(fresh: EngineModule): void {
  current = fresh;
  failure = undefined;
  readyAt = performance.now();
  current.onPanic((message) => {
    if (current === fresh) onInstanceFailed(message);
  });
}
