/** A value that tells its listeners when it has changed. The shape that React's `useSyncExternalStore` takes. */
export function createStore(initial) {
  const listeners = new Set();
  let value = initial;
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
