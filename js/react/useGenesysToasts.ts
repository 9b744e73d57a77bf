import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { createClient, createGenesysToasts, getInternals, type None } from '../client.js';
import { keyOf } from '../options.js';
import { sameButFunctions, shallowEqual } from '../shallow.js';
import { IDLE } from '../idle.js';
import type { GenesysToasts, GenesysToastsOptions, Snapshot } from '../types.js';

/** What the hook gives, and what a selector chooses from. */
export interface UseGenesysToasts extends Snapshot, Pick<GenesysToasts, 'dismiss' | 'dismissAll' | 'pause' | 'resume'> {
  readonly client: GenesysToasts;
}

/** What the hook takes. */
type Source = GenesysToastsOptions | GenesysToasts | None;

/**
 * Given options, makes a client, starts it on mount and stops it on unmount. Callbacks may be written inline; a new connection
 * is made only when a value changed that it depends on. Given a client made outside, only subscribes.
 *
 * Given `null`, `undefined` or `false`, as while nobody is signed in, it makes no connection: `client` is one that is `idle` and has no toasts,
 * and whose `start()` rejects with `invalid_option`. Given options later, it makes and starts a client; given `null` again, it stops and
 * disposes of that one.
 *
 * @throws GenesysToastsError `invalid_option` while rendering
 */
export function useGenesysToasts(source: Source): UseGenesysToasts;
/** The same, but renders again only when what `select` gives has changed (compared shallowly). */
export function useGenesysToasts<T>(source: Source, select: (state: UseGenesysToasts) => T): T;
export function useGenesysToasts<T>(source: Source, select?: (state: UseGenesysToasts) => T): T | UseGenesysToasts {
  const client = useClient(source);
  const selected = useRef<T | UseGenesysToasts>(undefined);
  const choose = (snapshot: Snapshot): T | UseGenesysToasts => {
    const { dismiss, dismissAll, pause, resume } = client;
    const state = { ...snapshot, dismiss, dismissAll, pause, resume, client };
    const next = select ? select(state) : state;
    // The old object again where nothing changed: React renders for a new one.
    if (!shallowEqual(selected.current, next)) selected.current = next;
    return selected.current as T | UseGenesysToasts;
  };
  return useSyncExternalStore(client.subscribe, () => choose(client.getSnapshot()), () => choose(IDLE));
}

function useClient(source: Source): GenesysToasts {
  const given = source && 'getSnapshot' in source ? source : undefined;
  const options = source && !('getSnapshot' in source) ? source : undefined;
  const last = useRef<{ options: GenesysToastsOptions; key: string }>(undefined);
  if (options && !(last.current && sameButFunctions(last.current.options, options))) {
    last.current = { options, key: keyOf(options, 'connection') };
  }
  const key = options && last.current?.key;
  const signedIn = options !== undefined;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- options of the same key make the same client
  const client = useMemo(() => given ?? (options ? createGenesysToasts(options) : createClient(source as None)), [given, key]);
  const own = useRef<{ client: GenesysToasts; stopping?: ReturnType<typeof setTimeout> }>(undefined);

  useEffect(() => {
    if (options) getInternals(client)?.configure(options);
  });

  useEffect(() => {
    if (given) return;
    clearTimeout(own.current?.stopping);
    if (own.current && own.current.client !== client) getInternals(own.current.client)?.dispose();
    const mine: NonNullable<typeof own.current> = { client };
    own.current = mine;
    // A failure is in the snapshot, and was told to onError. Without options there is nothing to start.
    if (signedIn) client.start().catch(() => undefined);
    return () => {
      // One task later: in StrictMode the second mount comes first, and finds it running.
      mine.stopping = setTimeout(() => getInternals(client)?.dispose());
    };
  }, [client, given, signedIn]);

  return client;
}
