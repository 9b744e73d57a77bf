/** The one WebAssembly instance of a page, which all clients share, and what follows when it panics [D4]. */
import type { EngineModule, LoadedEngine } from './engine.js';
import { asError, engineFailed, TRIES_AGAIN, type GenesysToastsError } from './errors.js';
import { loadEngine } from './load.js';
import type { WasmSource } from './types.js';

/** A client with a running engine. */
export interface Registration {
  /** Closes what the dead instance left open, and tells the app. */
  lost(error: GenesysToastsError): void;
  /**
   * Makes a new engine and starts it.
   *
   * @param failures - instances that died in a row
   */
  relaunch(failures: number): void;
  /** The new instance died in `relaunch`, too. */
  giveUp(error: GenesysToastsError): void;
}

/** An instance that ran for so long was well: the next failure counts as the first. */
const WELL_AFTER_MS = 60_000;

const registrations = new Set<Registration>();
let loading: Promise<LoadedEngine> | undefined;
let loaded: LoadedEngine | undefined;
/** The last instance that was made. */
let glue: EngineModule | undefined;
let failure: string | undefined;
let readyAt = 0;
let failuresInARow = 0;

/** Sees to it that an instance lives. A load that another call began, and that fails, says nothing of this call: it then loads by itself. */
export async function loadInstance(source: WasmSource | undefined, warn: (line: string) => void): Promise<void> {
  const joins = loading !== undefined;
  try {
    loaded = await load(source, warn);
  } catch (error) {
    if (!joins) throw error;
    loaded = await load(source, warn);
  }
  if (!glue) onInstanceReady(loaded.first);
  else if (failure !== undefined) onInstanceReady(loaded.fresh());
}

/** Loads, or joins the load that is under way. A failed load is forgotten, so that the next call loads again. */
async function load(source: WasmSource | undefined, warn: (line: string) => void): Promise<LoadedEngine> {
  const mine = (loading ??= loadEngine(source, warn));
  try {
    return await mine;
  } catch (error) {
    if (loading === mine) loading = undefined;
    throw error;
  }
}

/** The instance that lives, `null` while none does. Nothing may be called that belongs to another one. */
export const currentInstance = (): EngineModule | null => (failure === undefined ? (glue ?? null) : null);

/** From now on the client is started afresh when the instance dies. */
export function register(registration: Registration): void {
  registrations.add(registration);
}

export function unregister(registration: Registration): void {
  registrations.delete(registration);
}

/** The instance is dead; called from inside a panic, or with a trap that was caught. */
export function onInstanceFailed(message: string): void {
  if (failure !== undefined) return;
  failure = message;
  glue?.abandon();
  // After the trap has unwound: until then the stack still belongs to the dead instance.
  queueMicrotask(recover);
}

/** What the app is told about a failure. */
export const instanceFailure = (action: string): GenesysToastsError => engineFailed(failure ?? 'unknown', action);

function recover(): void {
  if (failure === undefined) return;
  failuresInARow = performance.now() - readyAt > WELL_AFTER_MS ? 1 : failuresInARow + 1;
  const error = instanceFailure('a fresh one goes on, the toasts stay');
  silence();
  for (const registration of [...registrations]) registration.lost(error);
  try {
    if (loaded) onInstanceReady(loaded.fresh());
  } catch {
    for (const registration of [...registrations]) {
      // What one of them tells the app may stop another.
      if (registrations.has(registration)) registration.giveUp(instanceFailure(`a fresh one could not be made; ${TRIES_AGAIN}`));
    }
    return;
  }
  for (const registration of [...registrations]) {
    // What one of them tells the app may stop another.
    if (!registrations.has(registration)) continue;
    try {
      registration.relaunch(failuresInARow);
    } catch (error) {
      registration.giveUp(asError(error));
    }
    if (currentInstance() !== null) continue;
    // Without the client at which it failed, the others are started again by the microtask that onInstanceFailed() queued.
    registration.giveUp(instanceFailure(`so did the fresh one; ${TRIES_AGAIN}`));
    return;
  }
}

/** Timers and promises of the dead instance may still call into it: they find that it has failed, and do nothing. */
function silence(): void {
  try {
    glue?.failInstance();
  } catch {
    // It is dead, and this is all that is asked of it.
  }
}

function onInstanceReady(fresh: EngineModule): void {
  glue = fresh;
  failure = undefined;
  readyAt = performance.now();
  glue.onPanic((message) => {
    if (glue === fresh) onInstanceFailed(message);
  });
}
