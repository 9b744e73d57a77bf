/** Tries to get the engine running until it does: while there is none, the waits of S4 are held here. */
import { asError, type GenesysToastsError } from './errors.js';
import { valueOf } from './options.js';
import type { GenesysToastsOptions } from './types.js';

/** Over how long the first try is spread after a cause on the server's side (S4), in ms. */
const SERVER_SPREAD_MS = 5000;
/** Over how long clients are spread that come online at the same time (S10), in ms. */
const ONLINE_SPREAD_MS = 300;

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
  /** Loads and launches. It does nothing more once `current()` is false: the app has stopped the client. */
  readonly run: (current: () => boolean) => Promise<void>;
  readonly begins: (attempt: number) => void;
  readonly failed: (failure: Failure) => void;
  readonly options: () => GenesysToastsOptions;
}

export interface Starter {
  /** Begins a try at once, or joins the one under way. The promise is that of this one try. */
  readonly start: () => Promise<void>;
  /** Ends the try and all others. */
  readonly stop: () => void;
}

export function createStarter(work: Work): Starter {
  /** The try under way. */
  let current: symbol | undefined;
  let trying: Promise<void> | undefined;
  let endWait: (() => void) | undefined;
  let attempt = 0;
  /** What the app has been told of this row of failures. */
  let told: GenesysToastsError | undefined;

  function stop(): void {
    endWait?.();
    current = trying = endWait = told = undefined;
    attempt = 0;
  }

  function begin(): Promise<void> {
    endWait?.();
    endWait = undefined;
    const mine = (current = Symbol());
    trying = undefined;
    work.begins(attempt);
    const promise = attend(mine);
    // What the app is told may have ended this try already, and begun another.
    if (current === mine) trying = promise;
    return promise;
  }

  async function attend(mine: symbol): Promise<void> {
    try {
      if (current === mine) await work.run(() => current === mine);
    } catch (thrown) {
      // Stopped in the meantime: nobody waits for it any more.
      if (current !== mine) return;
      current = trying = undefined;
      const error = asError(thrown);
      fail(error);
      throw error;
    }
    if (current === mine) stop();
  }

  function fail(error: GenesysToastsError): void {
    const news = !told || (told.retryable && !error.retryable);
    if (news) told = error;
    let nextRetryAt: number | null = null;
    // An engine that dies as it starts would die again [D4].
    if (error.retryable && error.code === 'wasm_load_failed') {
      const ms = waitMs(work.options(), isOffline() ? Infinity : attempt, error.status);
      nextRetryAt = Date.now() + ms;
      endWait = wait(ms, () => void begin().catch(() => undefined));
    }
    attempt++;
    work.failed({ error, attempt, nextRetryAt, news });
  }

  return { start: () => trying ?? begin(), stop };
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

/** Calls `again` once, after `ms` or soon after `online` [S10]. Gives the function that ends the wait. */
function wait(ms: number, again: () => void): () => void {
  // Node has neither of these methods, and no such event.
  const { addEventListener, removeEventListener } = globalThis as Partial<Pick<Window, 'addEventListener' | 'removeEventListener'>>;
  const timers: ReturnType<typeof setTimeout>[] = [];
  const end = (): void => {
    timers.forEach(clearTimeout);
    removeEventListener?.('online', online);
  };
  const callIn = (ms: number): void => {
    timers.push(
      setTimeout(() => {
        end();
        again();
      }, ms),
    );
  };
  const online = (): void => callIn(Math.random() * ONLINE_SPREAD_MS);
  callIn(ms);
  addEventListener?.('online', online);
  return end;
}

/** Whether the browser says that there is no network. */
export const isOffline = (): boolean => (globalThis as { navigator?: Partial<Navigator> }).navigator?.onLine === false;
