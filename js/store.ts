import type { Diagnostics, Snapshot, StatusDetail } from './types.js';

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

/** The snapshot before the first start. `since` is in ms since 1970. */
export function idleSnapshot(since: number): Snapshot {
  const statusDetail: StatusDetail = Object.freeze({
    phase: 'idle',
    since,
    attempt: 0,
    nextRetryAt: null,
    blindSince: null,
    offline: false,
    closeCode: null,
    closeReason: null,
    lastFrameAt: null,
  });
  return Object.freeze({ toasts: Object.freeze([]), status: 'idle', statusDetail, error: null });
}

/** The diagnostics before the first start. */
export const idleDiagnostics = ({ status, statusDetail }: Snapshot): Diagnostics => ({
  counters: {
    frames: 0,
    ignored: 0,
    duplicates: 0,
    bad: 0,
    stale: 0,
    toastsShown: 0,
    toastsByReason: {},
    connects: 0,
    closes: {},
    tokenFetches: 0,
    resyncs: 0,
    gaps: 0,
  },
  status,
  statusDetail,
  events: [],
});
