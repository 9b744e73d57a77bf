import { idleDiagnostics } from './idle.js';
import type { Diagnostics, Snapshot } from './types.js';

/** Holds the current snapshot and tells listeners of changes [O6]. */
export interface Store {
  readonly get: () => Snapshot;
  readonly set: (snapshot: Snapshot) => void;
  /** The snapshot is no longer current: it is read again when asked for, and listeners are told in a microtask. */
  readonly invalidate: () => void;
  /** Tells listeners now, if there is something that they have not been told. */
  readonly flush: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Makes a store.
 *
 * @param read - gives the snapshot of the engine, `null` while there is none
 * @param report - takes what a listener threw [D3]
 */
export function createStore(first: Snapshot, read: () => Snapshot | null, report: (thrown: unknown) => void): Store {
  const listeners = new Set<{ tell: () => void }>();
  let current = first;
  let told = first;
  let stale = false;
  let queued = false;

  function get(): Snapshot {
    if (stale) {
      stale = false;
      current = read() ?? current;
    }
    return current;
  }

  function flush(): void {
    queued = false;
    if (get() === told) return;
    told = current;
    for (const listener of [...listeners]) {
      if (!listeners.has(listener)) continue;
      try {
        listener.tell();
      } catch (thrown) {
        report(thrown);
      }
    }
  }

  function schedule(): void {
    if (queued) return;
    queued = true;
    queueMicrotask(flush);
  }

  return {
    get,
    set(snapshot) {
      stale = false;
      current = snapshot;
      schedule();
    },
    invalidate() {
      stale = true;
      schedule();
    },
    flush,
    subscribe(tell) {
      const listener = { tell };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * Makes the function that gives diagnostics: those of the engine, the last ones of an engine that is gone, or those of a client that never had one.
 *
 * @param read - asks the engine, `null` while there is none
 */
export function createDiagnostics(read: () => Diagnostics | null, snapshot: () => Snapshot): () => Diagnostics {
  let last: Diagnostics | null = null;
  return () => {
    last = read() ?? last;
    return last ?? idleDiagnostics(snapshot());
  };
}
