import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { createClient, createGenesysToasts } from '../client.js';
import { getInternals } from '../internals.js';
import { IDLE } from '../idle.js';
import { keyOf } from '../options.js';
import { shallowEqualTwice } from '../shallow.js';
import type { GenesysToasts, GenesysToastsOptions, Snapshot } from '../types.js';
import { createRunner } from './runner.js';

/** The result of `useGenesysToasts`: the snapshot of the client, and its functions, which stay the same while the client does. */
export interface UseGenesysToasts extends Snapshot, Pick<GenesysToasts, 'dismiss' | 'dismissAll' | 'pause' | 'resume'> {
  /** The client: the one that the hook made, or the one that it was given. */
  readonly client: GenesysToasts;
}

/** What the hook takes. */
type Source = GenesysToastsOptions | GenesysToasts | null | undefined | false;

/**
 * Returns the toasts and the status of a client, and renders the component again after each change.
 *
 * - With options it makes a client, starts it on mount and stops it on unmount. Options can be written inline: it connects again only when the value of
 *   an option changes that the connection depends on. Changed callbacks apply at once, changed options of toasts from the next ring on.
 * - With a client it only subscribes: the app starts and stops the client.
 * - With `null`, `undefined` or `false`, for example while nobody is signed in, it makes no connection: `client` is `idle`, has no toasts, and its
 *   `start()` rejects with `invalid_option`. With options later it makes and starts a client; with `null` again it stops that client and frees its memory.
 *
 * On a server it returns the status `idle` and no toasts.
 *
 * @throws GenesysToastsError `invalid_option`, while rendering
 */
export function useGenesysToasts(source: GenesysToastsOptions | GenesysToasts | null | undefined | false): UseGenesysToasts;
/**
 * Returns what `select` returns, and renders the component again only when that changes. `select` can be written inline, and can make new objects:
 * arrays and plain objects are compared by their entries, two levels deep, and while they are equal the hook returns the same object.
 *
 * @param select - chooses from the state, for example `({ toasts }) => toasts.length`
 * @throws GenesysToastsError `invalid_option`, while rendering
 */
export function useGenesysToasts<T>(source: GenesysToastsOptions | GenesysToasts | null | undefined | false, select: (state: UseGenesysToasts) => T): T;
export function useGenesysToasts<T>(source: Source, select?: (state: UseGenesysToasts) => T): T | UseGenesysToasts {
  const client = useClient(source);
  const [shown] = useState(createShown<T | UseGenesysToasts>);
  const choose = useMemo(() => createChoice(client, select, shown.get), [client, select, shown]);
  const chosen = useSyncExternalStore(client.subscribe, () => choose(client.getSnapshot()), () => choose(IDLE));
  useEffect(() => shown.set(chosen), [chosen, shown]);
  return chosen;
}

/** Holds what the component shows on the page. A render that React discards does not change it. */
function createShown<T>() {
  let shown: T | undefined;
  return {
    get: () => shown,
    set(value: T) {
      shown = value;
    },
  };
}

/**
 * Makes the function that chooses from a snapshot. It returns the same value while nothing changed, because React renders for a new one.
 *
 * @param shown - returns the value that the component shows: it was chosen by a previous function where the selector is inline
 */
function createChoice<T>(
  client: GenesysToasts,
  select: ((state: UseGenesysToasts) => T) | undefined,
  shown: () => T | UseGenesysToasts | undefined,
): (snapshot: Snapshot) => T | UseGenesysToasts {
  const { dismiss, dismissAll, pause, resume } = client;
  let last: { readonly snapshot: Snapshot; readonly chosen: T | UseGenesysToasts } | undefined;
  return (snapshot) => {
    if (last?.snapshot === snapshot) return last.chosen;
    const state = { ...snapshot, dismiss, dismissAll, pause, resume, client };
    const chosen = select ? select(state) : state;
    const before = last ? last.chosen : shown();
    last = { snapshot, chosen: before !== undefined && shallowEqualTwice(before, chosen) ? before : chosen };
    return last.chosen;
  };
}

function useClient(source: Source): GenesysToasts {
  const key = connectionOf(source);
  const [made, setMade] = useState(() => ({ key, client: clientOf(source) }));
  let { client } = made;
  if (made.key !== key) {
    // Where React discards this render, what remains is a client that was never started.
    client = clientOf(source);
    setMade({ key, client });
  }
  const [run] = useState(createRunner);
  const own = isClient(source) ? null : client;
  useEffect(() => {
    if (source && !isClient(source)) getInternals(client)?.configure(source);
  });
  useEffect(() => run(own), [run, own]);
  return client;
}

const isClient = (source: Source): source is GenesysToasts => !!source && 'getSnapshot' in source;

/** Returns the same value for sources that can share one client. */
const connectionOf = (source: Source): GenesysToasts | string | null =>
  isClient(source) ? source : source ? keyOf(source, 'connection') : null;

/** Returns the client, or makes one, which does nothing until it is started. */
const clientOf = (source: Source): GenesysToasts => (isClient(source) ? source : source ? createGenesysToasts(source) : createClient(source));
