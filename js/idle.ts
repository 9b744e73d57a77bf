/** The state of a client before its first start. */
import type { AgentState, AlertState, Diagnostics, Snapshot, StatusDetail } from './types.js';

const NO_ALERTS: AlertState = Object.freeze({ sound: 'off', notification: 'off', muted: null, sounding: Object.freeze([]) });

const NO_AGENT: AgentState = Object.freeze({ routingStatus: null });

/** Returns the snapshot before the first start. `since` is in ms since 1970. */
export function idleSnapshot(since: number): Snapshot {
  const statusDetail: StatusDetail = Object.freeze({
    phase: 'idle',
    since,
    attempt: 0,
    nextRetryAt: null,
    canRetry: false,
    blindSince: null,
    offline: false,
    closeCode: null,
    closeReason: null,
    lastFrameAt: null,
  });
  return Object.freeze({ toasts: Object.freeze([]), status: 'idle', statusDetail, error: null, alerts: NO_ALERTS, agent: NO_AGENT, tab: 'alone' });
}

/** The snapshot without a client, and on a server: always the same object. */
export const IDLE: Snapshot = idleSnapshot(0);

/** Returns the diagnostics before the first start. */
export const idleDiagnostics = ({ status, statusDetail }: Snapshot): Diagnostics => ({
  counters: {
    frames: 0,
    ignored: 0,
    duplicates: 0,
    bad: 0,
    stale: 0,
    toastsShown: 0,
    toastsByReason: {},
    connects: 0,
    closes: {},
    tokenFetches: 0,
    resyncs: 0,
    gaps: 0,
  },
  status,
  statusDetail,
  events: [],
  tabs: { role: 'alone', reason: 'not-started', alerts: false },
});
