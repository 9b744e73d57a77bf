/** When one view warns the agent that rings may be missed, and with which warning. */
import type { ErrorCode } from '../errors.js';
import type { Snapshot, StatusDetail } from '../types.js';

/** For how long there has to be no connection before the agent is warned. */
const BLIND_AFTER_MS = 5000;
/** For how long the view says that there is a connection again. */
const RECOVERED_MS = 10_000;

/** A warning. Times are in ms since 1970. */
export type Warning =
  | {
      readonly kind: 'temporary';
      readonly since: number;
      /** Seconds until the next attempt; 0 during one; `null` where it is not known. */
      readonly retry: number | 'offline' | null;
      /** Whether `retry()` of the client makes the next attempt earlier. */
      readonly canRetry: boolean;
    }
  /** A failure that does not pass by itself. */
  | { readonly kind: 'permanent'; readonly code: ErrorCode }
  | { readonly kind: 'recovered'; readonly from: number; readonly to: number };

/** What a warning depends on: the snapshot of a client, or only the status that the app sets. */
export type Cause = Pick<Snapshot, 'status'> & Partial<Pick<Snapshot, 'statusDetail' | 'error'>>;

export interface WarningState {
  /** Returns the present warning. */
  readonly read: (cause: Cause | undefined) => Warning | null;
  /** Called when the view leaves the page. */
  readonly pause: () => void;
  /** Called when the view gets another client. */
  readonly reset: () => void;
}

/** A time in which rings may be missed. */
interface Blindness {
  readonly since: number;
  /** The time from which the agent is warned, by the monotonic clock, because the clock of the computer may change. */
  readonly warnFrom: number;
  /** Whether the agent was warned. The warning then stays until there is a connection. */
  warned: boolean;
}

/** The times of `nextRetryAt` by the monotonic clock: the waits run by it, and the clock of the computer may change during one. */
const retryTimes = new WeakMap<StatusDetail, number>();

/** Ms until `nextRetryAt`; 0 where there is no next attempt to wait for. */
function msUntilRetry(detail: StatusDetail): number {
  if (detail.nextRetryAt === null) return 0;
  const at = retryTimes.get(detail) ?? detail.nextRetryAt + performance.now() - Date.now();
  retryTimes.set(detail, at);
  return Math.round(at - performance.now());
}

/** @param readAgainAfter - called with the ms after which to read again, because the warning may be another one then; `null`: not at all. The last call counts. */
export function createWarningState(readAgainAfter: (afterMs: number | null) => void): WarningState {
  let blind: Blindness | undefined;
  let recovered: { readonly warning: Warning; readonly until: number } | undefined;
  let wasAway = false;
  /** Whether no ring could be missed when the warning was read last. */
  let wasReliable = false;

  /** Returns the time since which rings may be missed: that of the client, or the time at which the status of the app ceased to be `connected`. */
  function lostSince({ status, statusDetail }: Cause): number | null {
    if (status === 'idle' || status === 'stopped') return null;
    if (statusDetail) return statusDetail.blindSince;
    return status === 'connected' ? null : (blind?.since ?? Date.now());
  }

  function warnOfRecovery(cause: Cause): Warning | null {
    const now = performance.now();
    if (blind?.warned && cause.status === 'connected') {
      recovered = { warning: { kind: 'recovered', from: blind.since, to: Date.now() }, until: now + RECOVERED_MS };
    }
    blind = undefined;
    if (!recovered || recovered.until <= now || cause.status !== 'connected') {
      recovered = undefined;
      return null;
    }
    readAgainAfter(recovered.until - now);
    return recovered.warning;
  }

  function temporary({ status, statusDetail }: Cause, since: number): Warning {
    const warning = { kind: 'temporary', since, canRetry: statusDetail?.canRetry === true } as const;
    if (!statusDetail || status === 'connected') return { ...warning, retry: null };
    if (statusDetail.offline) return { ...warning, retry: 'offline' };
    const left = msUntilRetry(statusDetail);
    // An attempt whose time has come is under way.
    if (left <= 0) return { ...warning, retry: 0 };
    readAgainAfter(left % 1000 || 1000);
    return { ...warning, retry: Math.ceil(left / 1000) };
  }

  return {
    read(cause) {
      readAgainAfter(null);
      const since = cause ? lostSince(cause) : null;
      if (!cause || since === null) {
        wasReliable = cause?.status === 'connected';
        return cause ? warnOfRecovery(cause) : null;
      }
      recovered = undefined;
      if (wasAway && cause.statusDetail && blind?.since !== since) blind = undefined;
      wasAway = false;
      if (cause.error && !cause.error.retryable) return { kind: 'permanent', code: cause.error.code };
      const now = performance.now();
      // After a sleep a socket of `routing-events` is replaced while the client stays connected: what rang meanwhile is lost [S10].
      const sleptConnected = wasReliable && cause.status === 'connected';
      wasReliable = false;
      // Time without a connection before this view existed counts, too.
      blind ??= { since, warnFrom: now + BLIND_AFTER_MS - Math.max(0, Date.now() - since), warned: false };
      // While a connection is open but not stable, no warning begins; if the connection is lost again, the agent is warned at once.
      if (cause.status !== 'connected' || sleptConnected) {
        if (blind.warnFrom <= now) blind.warned = true;
        else readAgainAfter(blind.warnFrom - now);
      }
      return blind.warned ? temporary(cause, since) : null;
    },
    pause() {
      // A view that is moved on the page keeps its state.
      wasAway = true;
      readAgainAfter(null);
    },
    reset() {
      blind = recovered = undefined;
    },
  };
}
