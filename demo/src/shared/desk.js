import { createAgentStatus } from './agent.js';
import { connectionOptions, SOURCE } from './client-options.js';
import { statusLine } from './connection.js';
import { createEventLog } from './event-log.js';
import { createFloor } from './floor.js';
import { media } from './media.js';
import { closeShift, openShift } from './opening-shift.js';
import { act } from './simulator.js';
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
  // With this source the toast stays as long as it rings: a ring that nobody answers has to end.
  await act('configure', { endRingsAtTimeout: SOURCE === 'notifications' ? true : 'scenario' }).catch(() => {});
  await openShift().catch(() => {});
  await floor.start();
}

/** Begins the shift again. Sockets and tokens stay as they are. */
export async function startOver() {
  for (const action of ['stop-scenario', 'stop-ringing', 'clear-faults']) await act(action);
  await closeShift();
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

/** What the agent does with a conversation. */
export const answer = ({ id, name }) => make('answer', { conversationId: id }, `answered ${name}`);
export const backToQueue = ({ id, name }) => make('requeue', { conversationId: id }, `put ${name} back into the queue`);
export const end = ({ id, name }) => make('end', { conversationId: id }, `ended the conversation with ${name}`);
