/** Starts the engine, and repeats failed attempts after the waits of S4, until the engine runs. */
import { asError, type GenesysToastsError } from './errors.js';
import { valueOf } from './options.js';
import type { GenesysToastsOptions } from './types.js';

/** The longest random delay that is added to the first wait after a failure of the server (S4), in ms. */
const SERVER_SPREAD_MS = 5000;
/** The longest random delay of the attempt after the event `online` (S10), in ms. */
const ONLINE_SPREAD_MS = 300;
/** The shortest time between two attempts that `retry()` starts (S14), in ms. */
const MIN_RETRY_GAP_MS = 1000;

/** A failed attempt. */
export interface Failure {
  readonly error: GenesysToastsError;
  /** How many attempts failed in a row. */
  readonly attempt: number;
  /** The time of the next attempt, in ms since 1970; `null` where there is none. */
  readonly nextRetryAt: number | null;
  /** Whether this is new to the app: the first failure of a series, or one that waiting does not end. */
  readonly isNew: boolean;
}

export interface Work {
  /** Loads the WebAssembly and launches the engine. It stops early when `wanted()` returns false, because the app has stopped the client. */
  readonly run: (wanted: () => boolean) => Promise<void>;
  readonly onBegin: (attempt: number) => void;
  readonly onFailure: (failure: Failure) => void;
  readonly options: () => GenesysToastsOptions;
}

export interface Starter {
  /** Begins an attempt, or joins the present one. The promise settles with this one attempt. */
  readonly start: () => Promise<void>;
  /** Ends the wait for the next attempt, if there is one [S14]. */
  readonly retry: () => void;
  /** Cancels the present attempt and all later ones. */
  readonly stop: () => void;
}

/** Failures in a row. A successful attempt ends the series, and so does `stop()`. */
interface FailureSeries {
  readonly failures: number;
  /** The failure of this series that was reported to the app. */
  readonly reported: GenesysToastsError | undefined;
}

/** The present attempt. */
interface Attempt {
  readonly name: 'attempting';
  readonly series: FailureSeries;
  readonly promise: Promise<void>;
}

type State =
  /** No attempt is wanted, or the last one succeeded. */
  | { readonly name: 'idle'; readonly series: FailureSeries }
  | Attempt
  | { readonly name: 'waiting'; readonly series: FailureSeries; readonly wait: Wait }
  /** The last attempt failed, and no further one follows. */
  | { readonly name: 'failed'; readonly series: FailureSeries };

const IDLE: State = { name: 'idle', series: { failures: 0, reported: undefined } };

/** Makes a starter. It does nothing until `start()`. */
export function createStarter(work: Work): Starter {
  let state: State = IDLE;
  /** The time of the attempt that the last `retry()` started or will start, by `performance.now()`. */
  let retriedAt = -Infinity;

  function enter(next: State): void {
    if (state.name === 'waiting') state.wait.end();
    state = next;
  }

  function begin(): Promise<void> {
    let settle = (_: Promise<void>): void => undefined;
    const promise = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const attempt: Attempt = { name: 'attempting', series: state.series, promise };
    enter(attempt);
    work.onBegin(attempt.series.failures);
    settle(run(attempt));
    return promise;
  }

  async function run(attempt: Attempt): Promise<void> {
    try {
      // A callback of the app may have cancelled this attempt, and begun another.
      if (state === attempt) await work.run(() => state === attempt);
    } catch (thrown) {
      // The attempt was cancelled: its failure is not reported.
      if (state !== attempt) return;
      const error = asError(thrown);
      fail(error, attempt.series);
      throw error;
    }
    if (state === attempt) enter(IDLE);
  }

  function fail(error: GenesysToastsError, { failures, reported }: FailureSeries): void {
    const isNew = !reported || (reported.retryable && !error.retryable);
    const series: FailureSeries = { failures: failures + 1, reported: isNew ? error : reported };
    let nextRetryAt: number | null = null;
    // An engine that fails while it starts would fail again [D4].
    if (error.retryable && error.code === 'wasm_load_failed') {
      const ms = waitMs(work.options(), isOffline() ? Infinity : failures, error.status);
      nextRetryAt = Date.now() + ms;
      enter({ name: 'waiting', series, wait: wait(ms, () => void begin().catch(() => undefined)) });
    } else {
      enter({ name: 'failed', series });
    }
    work.onFailure({ error, attempt: series.failures, nextRetryAt, isNew });
  }

  /** Begins an attempt now, or as soon as `MIN_RETRY_GAP_MS` allows it. */
  function retry(): void {
    if (state.name !== 'waiting') return;
    const at = Math.max(performance.now(), retriedAt + MIN_RETRY_GAP_MS);
    if (state.wait.shorten(at)) retriedAt = at;
  }

  return {
    start: () => (state.name === 'attempting' ? state.promise : begin()),
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
  const serverDelay = attempt === 0 && (status === 429 || status === 503) ? Math.random() * SERVER_SPREAD_MS : 0;
  return Math.round(ceiling * share + serverDelay);
}

/** A wait for the next attempt. */
interface Wait {
  readonly end: () => void;
  /** Ends the wait at this time, by `performance.now()`, if that is earlier. Returns whether it is. */
  readonly shorten: (at: number) => boolean;
}

/** Calls `again` once: after `ms`, soon after `online` [S10], or at the time of `shorten()` [S14]. */
function wait(ms: number, again: () => void): Wait {
  // Node has neither these functions nor the event.
  const { addEventListener, removeEventListener } = globalThis as Partial<Pick<Window, 'addEventListener' | 'removeEventListener'>>;
  const timers: ReturnType<typeof setTimeout>[] = [];
  let until = performance.now() + ms;
  const end = (): void => {
    timers.forEach(clearTimeout);
    removeEventListener?.('online', online);
  };
  const finish = (): void => {
    end();
    again();
  };
  const callIn = (ms: number): void => void timers.push(setTimeout(finish, ms));
  const shorten = (at: number): boolean => {
    if (at >= until) return false;
    until = at;
    const ms = at - performance.now();
    if (ms > 0) callIn(ms);
    else finish();
    return true;
  };
  const online = (): void => callIn(Math.random() * ONLINE_SPREAD_MS);
  callIn(ms);
  addEventListener?.('online', online);
  return { end, shorten };
}

/** Whether the browser reports that there is no network. */
export const isOffline = (): boolean => (globalThis as { navigator?: Partial<Navigator> }).navigator?.onLine === false;
