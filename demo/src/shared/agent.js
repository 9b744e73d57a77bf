import { createStore } from './store.js';

/** The invented agent who sits at this desk. */
export const AGENT = { name: 'Alex Morgan', team: 'Customer Care · Bristol' };

/** The statuses that the agent may choose. With `listens: false` the connection is closed. */
export const STATUSES = [
  { name: 'On queue', tone: 'good', listens: true },
  { name: 'Available', tone: 'good', listens: true },
  { name: 'Busy', tone: 'late', listens: true },
  { name: 'Break', tone: 'soon', listens: true },
  { name: 'Offline', tone: 'none', listens: false },
];

/** The status of the agent: `{ name, tone, listens, since }`. */
export function createAgentStatus() {
  const store = createStore({ ...STATUSES[0], since: Date.now() });
  return {
    get: store.get,
    set: store.set,
    subscribe: store.subscribe,
    choose(name) {
      const status = STATUSES.find((candidate) => candidate.name === name);
      if (status && status.name !== store.get().name) store.set({ ...status, since: Date.now() });
    },
  };
}
