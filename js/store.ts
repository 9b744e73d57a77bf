import { idleDiagnostics } from './idle.js';
import type { Diagnostics, Snapshot } from './types.js';

/** Holds the current snapshot and notifies listeners of changes [O6]. */
export interface Store {
  readonly get: () => Snapshot;
  readonly set: (snapshot: Snapshot) => void;
  /**
   * Returns a time of `statusDetail` or `alerts` of the current snapshot by the present clock of the computer, which may have been set back since they were made. A clock that was
   * set forward changes nothing: it looks like a sleep, and a sleep counts.
   */
  readonly byPresentClock: (at: number) => number;
  /** Marks the snapshot as outdated: `get()` reads a new one, and listeners are notified in a microtask. */
  readonly invalidate: () => void;
  /** Notifies listeners now, if they have not been notified of the current snapshot. */
  readonly flush: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Calls the listeners in a microtask although the snapshot is the same: something else has changed that they read. */
  readonly recheck: () => void;
  /** Resolves as soon as the condition holds, which is checked now, after each change and by `recheck()`. */
  readonly until: (holds: () => boolean) => Promise<void>;
}

/** By how much the two clocks may differ, in ms, before the clock counts as set back. */
const TOLERANCE_MS = 1000;

/** By how much the clock of the computer is ahead of the monotonic clock, in ms. */
const clockOffset = (): number => Date.now() - performance.now();

/**
 * Makes a store.
 *
 * @param read - returns the snapshot of the engine; `null` while there is no engine
 * @param report - called with an exception that a listener threw [D3]
 */
export function createStore(first: Snapshot, read: () => Snapshot | null, report: (thrown: unknown) => void): Store {
  const listeners = new Set<{ notify: () => void }>();
  let current = first;
  let madeAtOffset = clockOffset();
  let notified = first;
  let stale = false;
  let queued = false;

  function get(): Snapshot {
    if (stale) {
      stale = false;
      const next = read();
      if (next) replace(next);
    }
    return current;
  }

  function replace(next: Snapshot): void {
    if (next.statusDetail !== current.statusDetail || next.alerts !== current.alerts) madeAtOffset = clockOffset();
    current = next;
  }

  function flush(): void {
    queued = false;
    if (get() === notified) return;
    notified = current;
    notify();
  }

  function notify(): void {
    for (const listener of [...listeners]) {
      if (!listeners.has(listener)) continue;
      try {
        listener.notify();
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

  function subscribe(notify: () => void): () => void {
    const listener = { notify };
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  return {
    get,
    set(snapshot) {
      stale = false;
      replace(snapshot);
      schedule();
    },
    byPresentClock(at) {
      const backMs = madeAtOffset - clockOffset();
      return backMs > TOLERANCE_MS ? Math.round(at - backMs) : at;
    },
    invalidate() {
      stale = true;
      schedule();
    },
    flush,
    subscribe,
    recheck: () => queueMicrotask(notify),
    until: (holds) =>
      new Promise((resolve) => {
        const unsubscribe = subscribe(check);
        function check(): void {
          if (!holds()) return;
          unsubscribe();
          resolve();
        }
        check();
      }),
  };
}

/**
 * Makes the function that returns diagnostics: those of the engine; without an engine the ones that were read last; before the first engine those of an
 * idle client.
 *
 * @param read - returns the diagnostics of the engine; `null` while there is no engine
 */
export function createDiagnostics(read: () => Diagnostics | null, snapshot: () => Snapshot): () => Diagnostics {
  let last: Diagnostics | null = null;
  return () => {
    last = read() ?? last;
    return last ?? idleDiagnostics(snapshot());
  };
}
