import type { CommonOptions } from './generated/option-types.js';
import type { GenesysToastsError } from './errors.js';

/** One ring that the agent is told about. Frozen; a toast that changes becomes a new object with the same `id` [O1]. */
export interface Toast {
  /** Unique among the toasts of a client. */
  readonly id: string;
  readonly conversationId: string;
  /** Text from the network, cleaned and cut to 200 characters; show it as text, never as HTML [E6]. */
  readonly callerName: string;
  readonly mediaType: MediaType;
  /** When the ring was seen, in ms since 1970. */
  readonly timestamp: number;
  /** When the toast leaves by itself, in ms since 1970; `null` while its clock stands or where it has none. */
  readonly expiresAt: number | null;
  /** The agent's participant: with the conversation it names the ring. From here on: `notifications` only [N8]. */
  readonly participantId?: string;
  /** What rings, where the event says so. */
  readonly communicationId?: string;
  /** `outbound`: a callback, or another conversation that the contact centre began. */
  readonly direction?: 'inbound' | 'outbound';
  /** The queue that offers it, cleaned and cut as `callerName` is. */
  readonly queueName?: string;
  /** The caller's number or address, cleaned and cut as `callerName` is [N9]. */
  readonly address?: string;
  /** Until when it rings at the longest, in ms since 1970 by this computer's clock [N10]. */
  readonly alertingUntil?: number;
}

type KnownMediaType = 'voice' | 'callback' | 'chat' | 'email' | 'message';

/** What rings. The enumeration is open: Genesys Cloud may have others, and add some. */
export type MediaType = KnownMediaType | (string & {});

/** Why a toast left [O5]. */
export type DismissReason =
  | 'user'
  | 'timeout'
  | 'answered'
  | 'abandoned'
  | 'ended'
  | 'moved'
  | 'missed'
  | 'overflow'
  | 'stopped';

/** The connection in one word [S2]. */
export type Status = 'idle' | 'connecting' | 'connected' | 'disconnected' | 'error' | 'stopped';

/** The connection in detail. Times are in ms since 1970. */
export interface StatusDetail {
  /** `load`: the WebAssembly is loading. `waiting`: until `nextRetryAt`. */
  readonly phase: 'idle' | 'load' | 'token' | 'channel' | 'handshake' | 'open' | 'waiting' | 'stopped';
  /** Since when the phase has lasted. */
  readonly since: number;
  /** Failed tries in a row. */
  readonly attempt: number;
  readonly nextRetryAt: number | null;
  /** Whether `retry()` brings the next try forward: `false` where the server named the time, or has just refused [S14]. */
  readonly canRetry: boolean;
  /** Since when no live socket has been there (from `start()` on), so that rings may be missed; `null` while one is, and while idle or stopped [S12]. */
  readonly blindSince: number | null;
  /** What the browser says about the network. */
  readonly offline: boolean;
  readonly closeCode: number | null;
  readonly closeReason: string | null;
  readonly lastFrameAt: number | null;
}

/** All that a view needs, at one moment. Frozen, and the same object until something changes [O6]. */
export interface Snapshot {
  /** Newest last. */
  readonly toasts: readonly Toast[];
  readonly status: Status;
  readonly statusDetail: StatusDetail;
  /** The last failure, until the client is well again. */
  readonly error: GenesysToastsError | null;
}

/** What a support ticket needs; holds no token, secret, name, number or address [D1]. */
export interface Diagnostics {
  readonly counters: {
    readonly frames: number;
    /** Frames of other event types, and states that change nothing. */
    readonly ignored: number;
    readonly duplicates: number;
    readonly bad: number;
    /** What came from a socket or request that had been replaced. */
    readonly stale: number;
    readonly toastsShown: number;
    readonly toastsByReason: Readonly<Partial<Record<DismissReason, number>>>;
    readonly connects: number;
    /** Sockets that the other side closed, by close code. */
    readonly closes: Readonly<Record<string, number>>;
    readonly tokenFetches: number;
    readonly resyncs: number;
    /** Times without a live socket after there had been one. */
    readonly gaps: number;
  };
  readonly status: Status;
  readonly statusDetail: StatusDetail;
  /** The last 200 engine events, oldest first. `at` is in ms since 1970. */
  readonly events: readonly { readonly at: number; readonly line: string }[];
}

/** Why a token is asked for: the first one, a timely replacement, or the server refused the last. */
export interface TokenRequest {
  readonly reason: 'start' | 'refresh' | 'rejected';
  /** Aborts after 15 s, and when the client stops: an answer given later is dropped. */
  readonly signal: AbortSignal;
}

/** A token; as a plain string its expiry is unknown and it is kept until the server refuses it [T3]. */
export type TokenAnswer =
  | string
  | {
      readonly accessToken: string;
      /** Seconds from now. */
      readonly expiresIn?: number | undefined;
      /** Ms since 1970. */
      readonly expiresAt?: number | undefined;
    };

/** The app's own way to a token. It runs on each start, refresh and refusal. */
export type GetToken = (request: TokenRequest) => TokenAnswer | Promise<TokenAnswer>;

/** Where a token may be kept across reloads [T7]. Calls are synchronous, as those of `localStorage` are. */
export interface TokenStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Takes one short line an event [D2]. */
export interface Logger {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** Ms until a toast leaves by itself; `'while-ringing'` waits for the end of the ring [O2]. */
export type ToastDuration = number | 'while-ringing';

/** A duration for each media type; `default` is for the rest. */
export type ToastDurations = Readonly<Record<string, ToastDuration> & Partial<Record<KnownMediaType | 'default', ToastDuration>>>;

/** The WebAssembly binary as a file of its own, or what gives it. */
export type WasmSource = WasmBinary | WasmFunction;
/** TypeScript knows nothing of a module, so that a number would be one. */
export type WasmBinary = URL | string | (WebAssembly.Module & object) | BufferSource;
export type WasmFunction = () => WasmBinary | Response | Promise<WasmBinary | Response>;

/**
 * Where events come from.
 *
 * - `'notifications'`: the Genesys Cloud Notifications API, which every organisation has. Choose it if in doubt. A toast shows the customer's name
 *   and stays as long as it rings.
 * - `'routing-events'`: the socket at `wss://api.{region}/api/v2/routing/events`, which only those organisations have that were given it. By
 *   default a toast shows the agent's name (`callerRoles`) and stays for 8 s (`duration`).
 */
type Source = 'routing-events' | 'notifications';

/** One way to a token, never both [T1]. With `getToken` either source is possible, so that `source` is required. */
export type TokenOptions =
  | {
      getToken: GetToken;
      /** `'notifications'`, which every organisation has: choose it if in doubt; or `'routing-events'`. */
      source: Source;
      clientId?: undefined;
      clientSecret?: undefined;
    }
  | {
      clientId: string;
      clientSecret: string;
      /** @default 'routing-events' */
      source?: Source | undefined;
      getToken?: undefined;
    };

/** Options of `createGenesysToasts`. */
export type GenesysToastsOptions = CommonOptions & TokenOptions;

/** The name `Symbol.dispose`, where the app's TypeScript knows it (5.2 and newer, with the lib `esnext.disposable`). */
type DisposeName = SymbolConstructor extends { readonly dispose: infer Name extends symbol } ? Name : never;

/** What `using` needs: `stop()`, and gives the memory back. */
type DisposableClient = Readonly<Record<DisposeName, () => void>>;

/** A client: one connection, its toasts and its status. Its functions may be taken off it. */
export interface GenesysToasts extends DisposableClient {
  /**
   * Loads the WebAssembly where it is not there yet and connects. Resolves when the engine runs (not: when it is connected), or when `stop()` ends
   * the start. Harmless when running already; starts at the same time share one.
   *
   * Where the load fails, the promise rejects and the status is `error`. What can pass (network, HTTP 5xx, a script that did not load) is then tried
   * again by the waits of `backoff`, and soon after the event `online`, until it succeeds or `stop()` is called; `statusDetail.nextRetryAt` says when.
   * `onError` is told of such a row of failures once. A `start()` in between tries at once.
   *
   * @throws GenesysToastsError `wasm_load_failed`, which is not tried again where its `retryable` is `false` (Content-Security-Policy, a wrong
   * address); `unsupported` where the environment lacks a global
   */
  readonly start: () => Promise<void>;
  /**
   * Tries at once, in place of waiting until `statusDetail.nextRetryAt`: for a button such as "Try again". A wait that the server asked for goes on.
   * It does nothing unless `statusDetail.canRetry`, and there is one try in 1000 ms, however often it is called [S14].
   */
  readonly retry: () => void;
  /** Closes the connection, removes the toasts and tells so before it returns; nothing follows. May be started again [S9]. */
  readonly stop: () => void;
  /** Removes one toast; gives whether it was there. */
  readonly dismiss: (toastId: string) => boolean;
  readonly dismissAll: () => void;
  /** Stands the clock of one toast still, or of all; counted, so that nested pauses work. */
  readonly pause: (toastId?: string) => void;
  readonly resume: (toastId?: string) => void;
  /** Calls `listener` in a microtask after a change, once for all changes of a task. Gives the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => Snapshot;
  readonly diagnostics: () => Diagnostics;
}
