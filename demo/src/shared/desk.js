import { createAgentStatus, STATUSES } from './agent.js';
import { alertSettings } from './alerts.js';
import { connectionOptions, SOURCE } from './client-options.js';
import { statusLine } from './connection.js';
import { createEventLog } from './event-log.js';
import { createFloor } from './floor.js';
import { media } from './media.js';
import { closeShift, openShift } from './opening-shift.js';
import { afterCall, beginAfterCall, hangUp, wrapUp } from './own-work.js';
import { hosts } from './phone.js';
import { request } from './platform.js';
import { sameInTabs } from './same-in-tabs.js';
import { act, USER_ID } from './simulator.js';
import { createStatusHistory } from './status-history.js';
import { createStore } from './store.js';

export const floor = createFloor();
export const log = createEventLog();
export const agentStatus = createAgentStatus();
export const statusHistory = createStatusHistory();

/** The client of this page, for the Alerts menu: each page sets it. */
export const deskClient = createStore(null);

/** The id of the conversation that the agent chose, by a tab or by opening a toast; `null` at first. */
export const chosen = createStore(null);

/** Every request of the agent's own needs a user: the token of this source has one. */
const ACTS = SOURCE === 'notifications';

/** The status with which the agent gets conversations of queues: the first one. */
const ON_QUEUE = STATUSES[0].name;

/** Whether the shift begins again: what ends then needs no after-call work. */
const restarts = createStore(false);

for (const [name, store] of Object.entries({ status: agentStatus, phone: hosts, alerts: alertSettings, afterCall, restarts })) sameInTabs(name, store);

let loggedStatus = '';

/** The options of the client, for both pages: where to connect, and what to do when something happens. */
export const clientOptions = {
  ...connectionOptions,
  onToast(toast) {
    log.add('toast', `${toast.callerName} · ${media(toast.mediaType).label.toLowerCase()}`);
    void floor.refresh();
  },
  onDismiss(toast, reason) {
    log.add('dismiss', `${toast.callerName} · ${reason}`);
    void floor.refresh();
  },
  /** The agent activated a toast or clicked its notification: the desk shows the conversation. */
  onOpen(toast) {
    log.add('open', `${toast.callerName} · ${media(toast.mediaType).label.toLowerCase()}`);
    chosen.set(toast.conversationId);
  },
  onStatus(status, detail) {
    const now = Date.now();
    statusHistory.add(status, detail, now);
    const key = [status, detail.phase, detail.nextRetryAt].join();
    if (key === loggedStatus) return;
    loggedStatus = key;
    log.add('status', statusLine(status, detail, now));
  },
  onError(error) {
    log.add('error', `${error.code} · ${error.message}`);
  },
};

/** Fills the desk and starts to look at the simulator. */
export async function openDesk() {
  // With this source the toast stays as long as it rings: a ring that nobody answers has to end. Then the agent is Not Responding, and gets nothing more.
  await act('configure', { endRingsAtTimeout: ACTS ? true : 'scenario', ringsFollowStatus: ACTS }).catch(() => {});
  await openShift().catch(() => {});
  await floor.start();
  if (!ACTS) return;
  // The status that the header begins with, where no other tab has another one.
  if (agentStatus.get().name === ON_QUEUE && floor.get().agent?.routingStatus === 'OFF_QUEUE') await setRoutingStatus('IDLE');
  floor.subscribe(followConversations);
}

/** Begins the shift again. Sockets and tokens stay as they are. */
export async function startOver() {
  for (const action of ['stop-scenario', 'stop-ringing', 'clear-faults']) await act(action);
  restarts.set(true);
  await closeShift().finally(() => restarts.set(false));
  await floor.refresh();
  afterCall.set([]);
  hosts.set(false);
  await act('set-phone', { userId: USER_ID, kind: 'managed-sip' });
  await act('set-routing-status', { userId: USER_ID, status: 'IDLE' });
  await openShift();
  log.add('action', 'the shift begins again');
  void floor.refresh();
}

/** Makes the simulator do something, says so in the log, and looks at what came of it. */
export async function make(action, parameters, text) {
  try {
    const answer = await act(action, parameters);
    if (text) log.add('action', text);
    return answer;
  } catch (error) {
    log.add('error', `simulator · ${error.message}`);
    return null;
  } finally {
    void floor.refresh();
  }
}

/** What the agent does with a conversation. While its toast can do it, the client does: what the toast shows and what the desk does is one action. */
export const answer = (conversation) => byToast('answer', conversation, () => make('answer', { conversationId: conversation.id }, `answered ${conversation.name}`));
export const backToQueue = (conversation) =>
  byToast('decline', conversation, () => make('requeue', { conversationId: conversation.id }, `put ${conversation.name} back into the queue`));
export const end = (conversation) =>
  ACTS
    ? own(hangUp(conversation), `ended the conversation with ${conversation.name}`)
    : make('end', { conversationId: conversation.id }, `ended the conversation with ${conversation.name}`);
export const finish = (work, code) => own(wrapUp(work, code), `wrapped up ${work.name}`);

async function byToast(action, { id, name }, otherwise) {
  const client = deskClient.get();
  const toast = client?.getSnapshot().toasts.find(({ conversationId, actions }) => conversationId === id && actions.includes(action));
  return toast ? own(client[action](toast.id), `${action === 'answer' ? 'answered' : 'declined'} ${name}`) : otherwise();
}

/** Says what became of something that the agent does by the Platform API, and looks at what came of it. */
async function own(doing, text) {
  try {
    await doing;
    log.add('action', text);
  } catch (error) {
    log.add('error', [error.reason, error.message].filter(Boolean).join(' · '));
  } finally {
    void floor.refresh();
  }
}

/** The agent chose a status. */
export function chooseStatus(name) {
  agentStatus.choose(name);
  if (ACTS) void setRoutingStatus(name === ON_QUEUE ? 'IDLE' : 'OFF_QUEUE');
}

/** Whoever goes offline, in this tab or in another one, closes the connection of all tabs: `stop()` in one tab ends only the client of that tab. */
export function followStatus() {
  if (agentStatus.get().listens) void deskClient.get()?.start();
  else deskClient.get()?.stop();
}
agentStatus.subscribe(followStatus);

const setRoutingStatus = (status) => own(request('PUT', `users/${USER_ID}/routingstatus`, { status }), status === 'IDLE' ? 'you are on queue' : 'you are off queue');

/** The agent's conversations that were connected at the last look, by id. */
let connected = new Map();
let ignoresEnds = false;

/** In each tab until it has looked at what came of it. */
restarts.subscribe(() => {
  if (restarts.get()) ignoresEnds = true;
  else void floor.refresh().finally(() => (ignoresEnds = false));
});

/** Begins the after-call work of what is over. A scenario's customers need none: there are too many. */
function followConversations() {
  const { conversations, scenario, reachable } = floor.get();
  if (!reachable) return;
  const before = connected;
  connected = new Map(conversations.filter(({ state }) => state === 'connected').map((conversation) => [conversation.id, conversation]));
  if (ignoresEnds || scenario !== '') return;
  for (const [id, conversation] of before) {
    if (!connected.has(id)) beginAfterCall(conversation).catch(({ message }) => log.add('error', `after-call work · ${message}`));
  }
}
