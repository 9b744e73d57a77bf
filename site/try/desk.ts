import { createGenesysToasts, type GenesysToasts, type GenesysToastsOptions, type Snapshot } from 'genesys-toasts';
import 'genesys-toasts/element';
import { startInPage, type AnySimulator } from 'genesys-cloud-simulator/in-page';
import { statusLine } from '../../demo/src/shared/connection.js';
import { timeOfDay } from '../../demo/src/shared/format.js';
import { media } from '../../demo/src/shared/media.js';

export type Source = 'notifications' | 'routing-events';

/** A conversation on the desk. */
export interface Conversation {
  id: string;
  customerName: string;
  queueName: string;
  mediaType: string;
  state: 'queued' | 'ringing' | 'connected';
}

/** What the package told, or what was made to happen. */
export interface Line {
  id: number;
  time: string;
  kind: 'toast' | 'left' | 'status' | 'error' | 'you';
  text: string;
}

/** What the desk shows. */
export interface DeskView {
  source: Source;
  status: Snapshot['status'];
  isAway: boolean;
  conversations: readonly Conversation[];
  lines: readonly Line[];
}

/** How long the connection is cut, in ms: longer than the view waits before it warns. */
export const CUT_MS = 10_000;

/** The lines that are kept. */
const MAX_LINES = 50;

const SHOWN = ['queued', 'ringing', 'connected'];

/** A desk on a Genesys Cloud inside the page. */
export class Desk {
  readonly toaster = document.createElement('genesys-toaster');
  readonly #page = startInPage({ endRingsAtTimeout: true, log: () => this.#changed() });
  readonly #onChange: (view: DeskView) => void;
  #source: Source = 'notifications';
  #client: GenesysToasts;
  #lines: Line[] = [];
  #nextLine = 1;
  #isChanging = false;
  #loggedStatus = '';

  /** `onChange` is called after each change, once for all of one task. */
  constructor(onChange: (view: DeskView) => void) {
    this.#onChange = onChange;
    this.#page.install();
    this.#client = this.#connect();
  }

  get simulator(): AnySimulator {
    return this.#page.simulator;
  }

  /** Signs out, and in again with the other source. */
  choose(source: Source): void {
    this.#client[Symbol.dispose]();
    this.#source = source;
    this.#add('you', `events from ${source}`);
    this.#client = this.#connect();
  }

  /** Makes something happen in the simulator, and says so. */
  act(text: string, what: (simulator: AnySimulator) => unknown): void {
    this.#add('you', text);
    what(this.simulator);
  }

  close(): void {
    this.#client[Symbol.dispose]();
    this.toaster.remove();
    this.#page.close();
  }

  #connect(): GenesysToasts {
    const client = createGenesysToasts({
      ...this.#connection(),
      // A visitor who has cut the connection does not wait long for it: with the default a ring may be over by then.
      backoff: { maxMs: 3_000 },
      onToast: (toast) => this.#add('toast', `${toast.callerName} · ${media(toast.mediaType).label}`),
      onDismiss: (toast, reason) => this.#add('left', `${toast.callerName} · ${reason}`),
      onStatus: (status, detail) => this.#addStatus(status, statusLine(status, detail, Date.now())),
      onError: (error) => this.#add('error', `${error.code} · ${error.message}`),
    });
    this.toaster.client = client;
    void client.start();
    return client;
  }

  /** What differs between the sources. In a desktop `getToken` asks your own server; here it asks the simulator. */
  #connection(): GenesysToastsOptions {
    const { apiUrl, socketUrl, userId } = this.simulator;
    if (this.#source === 'notifications') {
      return { source: 'notifications', apiUrl, getToken: () => this.simulator.issueToken({ userId }) };
    }
    return {
      source: 'routing-events',
      socketUrl,
      callerRoles: ['customer', 'agent'],
      duration: 'while-ringing',
      getToken: () => this.simulator.issueToken(),
    };
  }

  /** A wait tells its time again and again. */
  #addStatus(status: string, text: string): void {
    if (status !== this.#loggedStatus) this.#add('status', text);
    this.#loggedStatus = status;
    this.#changed();
  }

  #add(kind: Line['kind'], text: string): void {
    this.#lines = [{ id: this.#nextLine, time: timeOfDay(Date.now()), kind, text }, ...this.#lines].slice(0, MAX_LINES);
    this.#nextLine += 1;
    this.#changed();
  }

  #changed(): void {
    if (this.#isChanging) return;
    this.#isChanging = true;
    queueMicrotask(() => {
      this.#isChanging = false;
      this.#onChange(this.#view());
    });
  }

  #view(): DeskView {
    const { conversations, faults } = this.simulator.state();
    return {
      source: this.#source,
      status: this.#client.getSnapshot().status,
      isAway: faults.offlineUntil !== null,
      conversations: conversations
        .filter(({ state }) => SHOWN.includes(state))
        .map(({ conversationId: id, customerName, queueName, mediaType, state }) => ({ id, customerName, queueName, mediaType, state: state as Conversation['state'] }))
        .reverse(),
      lines: this.#lines,
    };
  }
}
