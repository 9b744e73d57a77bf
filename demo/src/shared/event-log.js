import { createStore } from './store.js';

const MAX_LINES = 200;

/** What has happened, newest first: lines `{ id, at, kind, text }`; `kind`: `toast`, `dismiss`, `open`, `status`, `error`, `action`. */
export function createEventLog() {
  const store = createStore([]);
  let nextId = 1;
  return {
    get: store.get,
    subscribe: store.subscribe,
    add(kind, text) {
      store.set([{ id: nextId, at: Date.now(), kind, text }, ...store.get()].slice(0, MAX_LINES));
      nextId += 1;
    },
    clear: () => store.set([]),
  };
}
