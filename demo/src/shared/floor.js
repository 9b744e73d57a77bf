import { plainText } from './format.js';
import { openingFacts } from './opening-shift.js';
import { createStore } from './store.js';
import { framesSince, state, USER_ID } from './simulator.js';

/** How often the desk looks at the simulator, in ms. */
const LOOK_EVERY_MS = 1000;

/** How many frames from before the page was opened are read, to know how long customers have been waiting. */
const FRAMES_BEFORE = 2000;

const OVER = ['abandoned', 'disconnected', 'terminated'];

/**
 * The conversations of the contact centre, as `{ reachable, conversations, agent, scenario, faults }`. A desktop has this from its own backend or from
 * Genesys Cloud's API; here it comes from the simulator's control endpoint. It has no part in the toasts.
 *
 * A conversation: `{ id, mediaType, customerName, queueName, state, queuedAt, stateAt }`, times in ms since 1970. `agent`: the simulator's record of
 * the agent at this desk, `{ phone, persistentConnection, … }`; `null` where it is not known.
 */
export function createFloor() {
  const store = createStore({ reachable: null, conversations: [], agent: null, scenario: '', faults: { awayUntil: null, tokenRequests: 0 } });
  /** By conversation id: when it began and when its state last changed. */
  const times = new Map();
  let nextFrame = null;
  let looking = null;
  let timer;

  async function look() {
    const now = await state();
    nextFrame ??= Math.max(0, now.counters.frames - FRAMES_BEFORE);
    const { entries, next } = await framesSince(nextFrame);
    nextFrame = next < nextFrame ? 0 : next;
    for (const entry of entries) note(entry);
    const agent = now.agents.find(({ userId }) => userId === USER_ID) ?? null;
    store.set({ reachable: true, conversations: now.conversations.map(seen), agent, scenario: now.scenario?.name ?? '', faults: faultsOf(now.faults) });
  }

  function note({ conversationId, state: became, at }) {
    if (conversationId === null) return;
    const known = times.get(conversationId);
    if (OVER.includes(became)) times.delete(conversationId);
    else if (!known) times.set(conversationId, { queuedAt: at - headStart(conversationId), state: became, stateAt: at });
    else if (known.state !== became) times.set(conversationId, { ...known, state: became, stateAt: at });
  }

  function seen(conversation) {
    const id = conversation.conversationId;
    if (!times.has(id)) note({ conversationId: id, state: conversation.state, at: Date.now() });
    const { queuedAt, stateAt } = times.get(id) ?? { queuedAt: Date.now(), stateAt: Date.now() };
    const queueName = openingFacts(id)?.queueName ?? conversation.queueName;
    const since = conversation.state === 'connected' ? stateAt - headStart(id) : stateAt;
    return { ...conversation, id, queueName, customerName: plainText(conversation.customerName), queuedAt, stateAt: since };
  }

  /** Looks now; `store` has changed when it resolves. Calls at the same time share one look. */
  function refresh() {
    looking ??= look()
      .catch(() => store.set({ ...store.get(), reachable: false }))
      .finally(() => (looking = null));
    return looking;
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    refresh,
    start() {
      timer ??= setInterval(refresh, LOOK_EVERY_MS);
      return refresh();
    },
  };
}

/** The faults that are still to come or that last: `{ awayUntil, tokenRequests }`, with `Infinity` for ever. */
function faultsOf({ offlineUntil, tokenRequests }) {
  const times = tokenRequests.map(({ left }) => (left === 'forever' ? Infinity : left));
  return { awayUntil: offlineUntil === 'forever' ? Infinity : offlineUntil, tokenRequests: times.reduce((sum, left) => sum + left, 0) };
}

function headStart(id) {
  return openingFacts(id)?.waitedMs ?? 0;
}
