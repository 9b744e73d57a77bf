import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { createClient, createGenesysToasts, getInternals, type None } from '../client.js';
import { IDLE } from '../idle.js';
import { keyOf } from '../options.js';
import { shallowEqual } from '../shallow.js';
import type { GenesysToasts, GenesysToastsOptions, Snapshot } from '../types.js';
import { createRunner } from './runner.js';

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
/**
 * The same, but renders again only when what `select` gives has changed (compared shallowly). When the component renders for another reason, what an
 * inline `select` makes may be another object with the same content; a function that stays the same gives the same object.
 */
export function useGenesysToasts<T>(source: Source, select: (state: UseGenesysToasts) => T): T;
export function useGenesysToasts<T>(source: Source, select?: (state: UseGenesysToasts) => T): T | UseGenesysToasts {
  const client = useClient(source);
  const choose = useMemo(() => createChoice(client, select), [client, select]);
  return useSyncExternalStore(client.subscribe, () => choose(client.getSnapshot()), () => choose(IDLE));
}

/** Makes the function that chooses from a snapshot. It gives the same value again while nothing changed: React renders for another one. */
function createChoice<T>(client: GenesysToasts, select?: (state: UseGenesysToasts) => T): (snapshot: Snapshot) => T | UseGenesysToasts {
  const { dismiss, dismissAll, pause, resume } = client;
  let last: { readonly snapshot: Snapshot; readonly chosen: T | UseGenesysToasts } | undefined;
  return (snapshot) => {
    if (last?.snapshot === snapshot) return last.chosen;
    const state = { ...snapshot, dismiss, dismissAll, pause, resume, client };
    const chosen = select ? select(state) : state;
    last = { snapshot, chosen: last && shallowEqual(last.chosen, chosen) ? last.chosen : chosen };
    return last.chosen;
  };
}

function useClient(source: Source): GenesysToasts {
  const key = connectionOf(source);
  const [made, setMade] = useState(() => ({ key, client: clientOf(source) }));
  let { client } = made;
  if (made.key !== key) {
    // The state is of this render: one that React throws away leaves nothing but a client that was never started.
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

/** Gives the same value for two sources that one client is enough for. */
const connectionOf = (source: Source): GenesysToasts | string | null =>
  isClient(source) ? source : source ? keyOf(source, 'connection') : null;

/** Gives the client, or makes one, which does nothing until it is started. */
const clientOf = (source: Source): GenesysToasts => (isClient(source) ? source : source ? createGenesysToasts(source) : createClient(source));
