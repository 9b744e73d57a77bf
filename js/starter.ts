/** Tries to get the engine running until it does: while there is none, the waits of S4 are held here. */
import { asError, type GenesysToastsError } from './errors.js';
import { valueOf } from './options.js';
import type { GenesysToastsOptions } from './types.js';

/** Over how long the first try is spread after a cause on the server's side (S4), in ms. */
const SERVER_SPREAD_MS = 5000;
/** Over how long clients are spread that come online at the same time (S10), in ms. */
const ONLINE_SPREAD_MS = 300;
/** In so many ms there is one try, however often `retry()` is called (S14). */
const MIN_RETRY_GAP_MS = 1000;

/** What became of a try. */
export interface Failure {
  readonly error: GenesysToastsError;
  /** How many tries failed in a row. */
  readonly attempt: number;
  /** When the next try is, in ms since 1970; `null`: waiting does not help. */
  readonly nextRetryAt: number | null;
  /** The app has not been told of this row of failures. */
  readonly news: boolean;
}

export interface Work {
  /** Loads and launches. It does nothing more once `wanted()` is false: the app has stopped the client. */
  readonly run: (wanted: () => boolean) => Promise<void>;
  readonly begins: (attempt: number) => void;
  readonly failed: (failure: Failure) => void;
  readonly options: () => GenesysToastsOptions;
}

export interface Starter {
  /** Begins a try at once, or joins the one under way. The promise is that of this one try. */
  readonly start: () => Promise<void>;
  /** Ends the wait for the next try, if there is one [S14]. */
  readonly retry: () => void;
  /** Ends the try and all others. */
  readonly stop: () => void;
}

/** Failures in a row: a try that goes well ends it, and so does `stop()`. */
interface Row {
  readonly failures: number;
  /** What the app has been told of this row. */
  readonly told: GenesysToastsError | undefined;
}

/** A try under way. */
interface Trying {
  readonly name: 'trying';
  readonly row: Row;
  readonly promise: Promise<void>;
}

type State =
  /** No try is wanted, or the last one went well. */
  | { readonly name: 'idle'; readonly row: Row }
  | Trying
  | { readonly name: 'waiting'; readonly row: Row; readonly wait: Wait }
  /** Waiting does not help. */
  | { readonly name: 'failed'; readonly row: Row };

const IDLE: State = { name: 'idle', row: { failures: 0, told: undefined } };

/** Makes a starter. It does nothing until `start()`. */
export function createStarter(work: Work): Starter {
  let state: State = IDLE;
  /** When the last `retry()` has, or will have, a try follow, on the clock of `performance.now()`. */
  let retriedAt = -Infinity;

  function enter(next: State): void {
    if (state.name === 'waiting') state.wait.end();
    state = next;
  }

  function begin(): Promise<void> {
    let follow = (_: Promise<void>): void => undefined;
    const promise = new Promise<void>((resolve) => {
      follow = resolve;
    });
    const mine: Trying = { name: 'trying', row: state.row, promise };
    enter(mine);
    work.begins(mine.row.failures);
    follow(attend(mine));
    return promise;
  }

  async function attend(mine: Trying): Promise<void> {
    try {
      // What the app is told may have ended this try already, and begun another.
      if (state === mine) await work.run(() => state === mine);
    } catch (thrown) {
      // Stopped in the meantime: nobody waits for it any more.
      if (state !== mine) return;
      const error = asError(thrown);
      fail(error, mine.row);
      throw error;
    }
    if (state === mine) enter(IDLE);
  }

  function fail(error: GenesysToastsError, { failures, told }: Row): void {
    const news = !told || (told.retryable && !error.retryable);
    const row: Row = { failures: failures + 1, told: news ? error : told };
    let nextRetryAt: number | null = null;
    // An engine that dies as it starts would die again [D4].
    if (error.retryable && error.code === 'wasm_load_failed') {
      const ms = waitMs(work.options(), isOffline() ? Infinity : failures, error.status);
      nextRetryAt = Date.now() + ms;
      enter({ name: 'waiting', row, wait: wait(ms, () => void begin().catch(() => undefined)) });
    } else {
      enter({ name: 'failed', row });
    }
    work.failed({ error, attempt: row.failures, nextRetryAt, news });
  }

  /** What comes too soon after another one is tried then. */
  function retry(): void {
    if (state.name !== 'waiting') return;
    const at = Math.max(performance.now(), retriedAt + MIN_RETRY_GAP_MS);
    if (state.wait.hasten(at)) retriedAt = at;
  }

  return {
    start: () => (state.name === 'trying' ? state.promise : begin()),
    retry,
    stop: () => enter(IDLE),
  };
}

/** The n-th wait, n from 0 [S4], in ms. */
function waitMs(options: GenesysToastsOptions, attempt: number, status: number | undefined): number {
  const [baseMs, maxMs] = [valueOf(options, 'backoff.baseMs') as number, valueOf(options, 'backoff.maxMs') as number];
  const jitter = valueOf(options, 'backoff.jitter');
  const ceiling = Math.min(baseMs * 2 ** attempt, maxMs);
  const share = jitter === 'none' ? 1 : jitter === 'full' || (jitter === 'full-then-equal' && attempt === 0) ? Math.random() : (1 + Math.random()) / 2;
  const ofServer = attempt === 0 && (status === 429 || status === 503) ? Math.random() * SERVER_SPREAD_MS : 0;
  return Math.round(ceiling * share + ofServer);
}

/** A wait for the next try. */
interface Wait {
  readonly end: () => void;
  /** Lets the wait be over at this time, on the clock of `performance.now()`, if it lasts longer. Gives whether it does. */
  readonly hasten: (at: number) => boolean;
}

/** Calls `again` once: after `ms`, soon after `online` [S10], or when `hasten` says [S14]. */
function wait(ms: number, again: () => void): Wait {
  // Node has neither of these methods, and no such event.
  const { addEventListener, removeEventListener } = globalThis as Partial<Pick<Window, 'addEventListener' | 'removeEventListener'>>;
  const timers: ReturnType<typeof setTimeout>[] = [];
  let until = performance.now() + ms;
  const end = (): void => {
    timers.forEach(clearTimeout);
    removeEventListener?.('online', online);
  };
  const goOn = (): void => {
    end();
    again();
  };
  const callIn = (ms: number): void => void timers.push(setTimeout(goOn, ms));
  const hasten = (at: number): boolean => {
    if (at >= until) return false;
    until = at;
    const ms = at - performance.now();
    if (ms > 0) callIn(ms);
    else goOn();
    return true;
  };
  const online = (): void => callIn(Math.random() * ONLINE_SPREAD_MS);
  callIn(ms);
  addEventListener?.('online', online);
  return { end, hasten };
}

/** Whether the browser says that there is no network. */
export const isOffline = (): boolean => (globalThis as { navigator?: Partial<Navigator> }).navigator?.onLine === false;
