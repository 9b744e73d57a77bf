/** When the agent is warned that rings may be missed, and of what: the state of one view. */
import type { ErrorCode } from '../errors.js';
import type { Snapshot } from '../types.js';

/** A shorter time without a live socket is not worth a word. */
const BLIND_AFTER_MS = 5000;
/** How long it says that the connection is there again. */
const RECOVERED_MS = 10_000;

/** What is wrong. Times are in ms since 1970. */
export type Warning =
  | {
      readonly kind: 'temporary';
      readonly since: number;
      /** Seconds until the next try; 0 during one; `null` where nothing is known of tries. */
      readonly retry: number | 'offline' | null;
      /** Whether the client's `retry()` brings the next try forward. */
      readonly canRetry: boolean;
    }
  /** Waiting does not help. */
  | { readonly kind: 'permanent'; readonly code: ErrorCode }
  | { readonly kind: 'recovered'; readonly from: number; readonly to: number };

/** What a warning depends on: a client's snapshot, or only the status that the app gives. */
export type Cause = Pick<Snapshot, 'status'> & Partial<Pick<Snapshot, 'statusDetail' | 'error'>>;

export interface WarningState {
  /** Gives what to warn of now. */
  readonly read: (cause: Cause | undefined) => Warning | null;
  /** The view was off the page, and has not read since. */
  readonly pause: () => void;
  /** Forgets all: it was about another client. */
  readonly reset: () => void;
}

/** A time in which rings may be missed. */
interface Blindness {
  readonly since: number;
  /** From when on the agent is told, by the monotonic clock: the computer's clock may be set meanwhile. */
  readonly toldFrom: number;
  /** Once told, it stays until the time is over. */
  told: boolean;
}

/** @param wake - called when there may be another warning; the last call counts */
export function createWarningState(wake: (afterMs: number | null) => void): WarningState {
  let blind: Blindness | undefined;
  let recovered: { readonly warning: Warning; readonly until: number } | undefined;
  let away = false;

  /** Since when rings may be missed: as the client says, or since a status that the app gives is not a connected one. */
  function lostSince({ status, statusDetail }: Cause): number | null {
    if (status === 'idle' || status === 'stopped') return null;
    if (statusDetail) return statusDetail.blindSince;
    return status === 'connected' ? null : (blind?.since ?? Date.now());
  }

  function afterwards(cause: Cause): Warning | null {
    const now = performance.now();
    if (blind?.told && cause.status === 'connected') {
      recovered = { warning: { kind: 'recovered', from: blind.since, to: Date.now() }, until: now + RECOVERED_MS };
    }
    blind = undefined;
    if (!recovered || recovered.until <= now || cause.status !== 'connected') {
      recovered = undefined;
      return null;
    }
    wake(recovered.until - now);
    return recovered.warning;
  }

  function temporary({ status, statusDetail }: Cause, since: number): Warning {
    const warning = { kind: 'temporary', since, canRetry: statusDetail?.canRetry === true } as const;
    if (!statusDetail || status === 'connected') return { ...warning, retry: null };
    if (statusDetail.offline) return { ...warning, retry: 'offline' };
    const left = statusDetail.nextRetryAt === null ? 0 : statusDetail.nextRetryAt - Date.now();
    // One that is due is on its way.
    if (left <= 0) return { ...warning, retry: 0 };
    wake(left % 1000 || 1000);
    return { ...warning, retry: Math.ceil(left / 1000) };
  }

  return {
    read(cause) {
      wake(null);
      const since = cause ? lostSince(cause) : null;
      if (!cause || since === null) return cause ? afterwards(cause) : null;
      recovered = undefined;
      if (away && cause.statusDetail && blind?.since !== since) blind = undefined;
      away = false;
      if (cause.error && !cause.error.retryable) return { kind: 'permanent', code: cause.error.code };
      const now = performance.now();
      // A view that comes later counts what has passed already.
      blind ??= { since, toldFrom: now + BLIND_AFTER_MS - Math.max(0, Date.now() - since), told: false };
      // A connection that is not yet stable may be lost again: then it is told at once.
      if (cause.status !== 'connected') {
        if (blind.toldFrom <= now) blind.told = true;
        else wake(blind.toldFrom - now);
      }
      return blind.told ? temporary(cause, since) : null;
    },
    pause() {
      // A view that is only moved on the page goes on where it was.
      away = true;
      wake(null);
    },
    reset() {
      blind = recovered = undefined;
    },
  };
}
