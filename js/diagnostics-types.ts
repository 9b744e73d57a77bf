/** What `diagnostics()` returns. */
import type { TabsReport } from './tab-types.js';
import type { DismissReason, Status, StatusDetail } from './types.js';

/** Counters and recent events for a bug report. It contains no token, secret, name, number or address. */
export interface Diagnostics {
  /** Counters since the first start of the client; after `engine_failed` they begin again at 0. */
  readonly counters: {
    /** Frames received. */
    readonly frames: number;
    /** Frames of other event types, and states that change nothing. */
    readonly ignored: number;
    /** Frames that repeat what is known. */
    readonly duplicates: number;
    /** Frames that could not be read. */
    readonly bad: number;
    /** Frames and answers that came from a socket or request which had been replaced. */
    readonly stale: number;
    /** Toasts made. */
    readonly toastsShown: number;
    /** Toasts removed, by reason. */
    readonly toastsByReason: Readonly<Partial<Record<DismissReason, number>>>;
    /** Sockets that opened. */
    readonly connects: number;
    /** Sockets that the server or the network closed, by close code. */
    readonly closes: Readonly<Record<string, number>>;
    /** Token requests and calls of `getToken`. */
    readonly tokenFetches: number;
    /** Requests for the list of conversations (`notifications` only). */
    readonly resyncs: number;
    /** How often the connection was lost. */
    readonly gaps: number;
  };
  /** The state of the connection. */
  readonly status: Status;
  /** The state of the connection in detail. */
  readonly statusDetail: StatusDetail;
  /** The last 200 events of the engine, oldest first. `at` is in ms since 1970. */
  readonly events: readonly { readonly at: number; readonly line: string }[];
  /** The tabs that share the connection. */
  readonly tabs: TabsReport;
}
