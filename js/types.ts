import type { CommonOptions } from './generated/option-types.js';
import type { Diagnostics } from './diagnostics-types.js';
import type { GenesysToastsError } from './errors.js';
import type { TabRole } from './tab-types.js';
import type { GetToken } from './token-types.js';

export type * from './diagnostics-types.js';
export type * from './tab-types.js';
export type * from './token-types.js';

/** One toast: it shows the agent that one conversation is ringing. The object is frozen; a toast that changes becomes a new object with the same `id`. */
export interface Toast {
  /** Unique among the toasts of one client. */
  readonly id: string;
  /** What the toast is about: a conversation that rings (`'ring'`), or one that was connected to the agent automatically (`'auto-answered'`), which is a notice of 4 s. */
  readonly kind: 'ring' | 'auto-answered';
  /** The id of the conversation in Genesys Cloud. */
  readonly conversationId: string;
  /**
   * The name to show; `Unknown Caller` where no name is known. It is text from the network without control characters, 200 characters at most: show it
   * as text, never as HTML.
   */
  readonly callerName: string;
  /** The medium of the conversation. */
  readonly mediaType: MediaType;
  /** The time at which the client saw the ring, in ms since 1970. */
  readonly timestamp: number;
  /** The time at which the client removes the toast, in ms since 1970; `null` while it is paused or the page is hidden, and where it has no time limit. */
  readonly expiresAt: number | null;
  /** What the agent can do with the ring: those of the option `actions`. Empty without it, for the rings of other agents, and for `'auto-answered'`. */
  readonly actions: readonly ToastAction[];
  /** The action that was begun with `answer()` or `decline()` and is not decided yet; `null` where there is none. */
  readonly pending: ToastAction | null;
  /** `notifications` only: the id of the agent's participant. `conversationId` and `participantId` together identify the ring. */
  readonly participantId?: string;
  /** `notifications` only: the id of the communication that rings, where the event contains it. */
  readonly communicationId?: string;
  /** `notifications` only: who began the conversation, the customer (`'inbound'`) or the contact centre (`'outbound'`), for example with a callback. */
  readonly direction?: 'inbound' | 'outbound';
  /** `notifications` only: the name of the queue, where it is known. Text from the network, as `callerName`. */
  readonly queueName?: string;
  /** `notifications` only: the number or address of the caller, where it is known. Text from the network, as `callerName`. */
  readonly address?: string;
  /** `notifications` only: the latest time at which the ring ends, in ms since 1970 by the clock of this computer, where it is known. */
  readonly alertingUntil?: number;
}

/** What an agent can do with a ring. */
export type ToastAction = 'answer' | 'decline';

/**
 * The softphone that the app hosts, for the option `phone`: voice calls are answered by it instead of the API. Nothing here was tried with a real phone.
 */
export interface Phone {
  /** Whether this phone is the one of the ring. Where it returns `false`, the API is asked. Without it, the phone is asked for each voice call. */
  canAnswer?(toast: Toast): boolean;
  /** Answers the call. `answer()` of the client resolves when Genesys Cloud reports the call as connected, not before. `signal` aborts when the ring is over or the time is up. */
  answer(toast: Toast, options: { readonly signal: AbortSignal }): Promise<void>;
  /** Declines the call. Without it, the API is asked. */
  decline?(toast: Toast, options: { readonly signal: AbortSignal }): Promise<void>;
}

// Those that the engine itself names: `media_of` in src/engine/notifications/conversation/read.rs, and the values seen with routing-events.
/** @inline */
type KnownMediaType = 'voice' | 'callback' | 'chat' | 'email' | 'message' | 'social' | 'video' | 'cobrowse' | 'screenshare';

/** The medium of a conversation. With `routing-events` it is the text that the event contains, so that other values are possible. */
export type MediaType = KnownMediaType | (string & {});

/** The reason for which a toast was removed. */
export type DismissReason =
  /** The agent closed it, or the app called `dismiss()` or `dismissAll()`. */
  | 'user'
  /** The time of `duration` or `maxAgeMs` was over. */
  | 'timeout'
  /** The conversation was answered. */
  | 'answered'
  /** The customer ended the conversation before it was answered. */
  | 'abandoned'
  /** The conversation ended in another way, or was over when the connection came back. */
  | 'ended'
  /** `notifications` only: the ring ended for this agent without an answer, and the customer is still there. */
  | 'moved'
  /** `notifications` only: the agent did not answer in time, or the ring ended in a way that is not known. */
  | 'missed'
  /** There were more toasts than `maxToasts`. */
  | 'overflow'
  /** The client was stopped, could not start, or got the token of another user. */
  | 'stopped';

/** The state of the connection. `StatusDetail` has more. */
export type Status =
  /** The client was never started. */
  | 'idle'
  /** The client loads the WebAssembly, requests a token, makes a channel or opens a socket. */
  | 'connecting'
  /** A socket is open and its topics are subscribed (`notifications`). */
  | 'connected'
  /** No socket is open. The client waits for the next attempt; after close code 1000 with `routing-events` it waits for `start()`. */
  | 'disconnected'
  /** No socket is open, and the failure was reported to `onError`. The client waits for the next attempt, if there is one. */
  | 'error'
  /** `stop()` was called. */
  | 'stopped';

/** The state of the connection in detail. Times are in ms since 1970. */
export interface StatusDetail {
  /**
   * What the client does now.
   *
   * - `'idle'`: nothing; the client was never started, or the WebAssembly could not be loaded and is not loaded again without `start()`
   * - `'load'`: it loads the WebAssembly
   * - `'tab'`: it waits for the tab that connects, or is about to (`tabs`)
   * - `'token'`: it requests a token
   * - `'channel'`: it makes a channel or subscribes to topics (`notifications` only)
   * - `'handshake'`: it opens a socket
   * - `'open'`: a socket is open and its topics are subscribed (`notifications`)
   * - `'waiting'`: it waits until `nextRetryAt`
   * - `'stopped'`: nothing; `stop()` was called, or the server closed with 1000 (`routing-events`)
   */
  readonly phase: 'idle' | 'load' | 'tab' | 'token' | 'channel' | 'handshake' | 'open' | 'waiting' | 'stopped';
  /** The time at which the present status and phase began. */
  readonly since: number;
  /** How many attempts failed in a row. It returns to 0 when a connection has been open for 5 s. */
  readonly attempt: number;
  /** The time of the next attempt; `null` where the client does not wait for one. */
  readonly nextRetryAt: number | null;
  /** Whether `retry()` makes the next attempt earlier. `false` where the server named the time of the next attempt, or has just refused access. */
  readonly canRetry: boolean;
  /** The time since which rings may be missed. `null` once a connection has received events for 5 s without a break, and while the client is idle or stopped. */
  readonly blindSince: number | null;
  /** Whether the browser reports that there is no network. */
  readonly offline: boolean;
  /** The close code of the last socket; `null` before the first close, and while a socket is open. */
  readonly closeCode: number | null;
  /** The text that the server sent with the close code; `null` as `closeCode`. */
  readonly closeReason: string | null;
  /** The time at which the last frame arrived; `null` before the first one. A change of this field alone makes no new snapshot. */
  readonly lastFrameAt: number | null;
}

/** All that a view needs, at one moment. The object is frozen, and `getSnapshot()` returns the same object until something changes. */
export interface Snapshot {
  /** The toasts, oldest first. */
  readonly toasts: readonly Toast[];
  /** The state of the connection. */
  readonly status: Status;
  /** The state of the connection in detail. */
  readonly statusDetail: StatusDetail;
  /** The last failure, until what failed works again; `null` where there is none. */
  readonly error: GenesysToastsError | null;
  /** Whether sound and notifications can reach the agent, and whether they are muted. */
  readonly alerts: AlertState;
  /** What is known of the agent. */
  readonly agent: AgentState;
  /** What this tab is to the other tabs of the agent. */
  readonly tab: TabRole;
}

/** What is known of the agent. */
export interface AgentState {
  /**
   * The routing status, with the option `actions`: `'IDLE'` and `'INTERACTING'` are on queue; with `'NOT_RESPONDING'` the agent gets no further
   * conversation until `backOnQueue()`. `null` where it is not known. Other values are possible.
   */
  readonly routingStatus: 'OFF_QUEUE' | 'IDLE' | 'INTERACTING' | 'NOT_RESPONDING' | 'COMMUNICATING' | (string & {}) | null;
}

/** Whether sound and notifications can reach the agent. Nothing here proves that somebody hears or sees them: the tab or the computer may be muted. */
export interface AlertState {
  /**
   * The sound of a ring.
   *
   * - `'off'`: `alerts.sound` is off, or there is no audio in this environment
   * - `'ready'`: the browser lets it play
   * - `'needs-gesture'`: the browser waits for a click or a key press on the page
   * - `'blocked'`: there was a click or a key press, and the browser still does not play
   */
  readonly sound: 'off' | 'ready' | 'needs-gesture' | 'blocked';
  /**
   * The notification of the operating system.
   *
   * - `'off'`: `alerts.notification` is off
   * - `'granted'`: the agent allows it
   * - `'default'`: the agent has not been asked; `unlockAlerts()` asks
   * - `'denied'`: the agent or the browser forbids it
   * - `'unsupported'`: there are no notifications in this environment
   */
  readonly notification: 'off' | 'granted' | 'default' | 'denied' | 'unsupported';
  /** Set while `mute()` holds; `null` where nothing is muted. */
  readonly muted: {
    /** The time at which `mute()` ends, in ms since 1970; `null`: at `unmute()`. */
    readonly until: number | null;
  } | null;
  /** The ids of the toasts whose sound plays, or plays as soon as no other one plays. `silence()` takes a toast out. */
  readonly sounding: readonly string[];
}

/** Receives one short line for each event. A line contains no token or secret. `console` is a logger. */
export interface Logger {
  /** Receives the steps of the client, such as a toast that is shown. */
  debug(line: string): void;
  /** Receives changes of the connection, and failures that are not reported to `onError`. */
  info(line: string): void;
  /** Receives failures that may pass, and what should be corrected but prevents nothing. */
  warn(line: string): void;
  /** Receives failures that do not pass by themselves, and exceptions that callbacks throw. */
  error(line: string): void;
}

/** How long a toast is shown: milliseconds, `Infinity` (without a limit), or `'while-ringing'` (until the ring ends). */
export type ToastDuration = number | 'while-ringing';

/** A value for each media type; `default` is for all other media types. */
export type ByMediaType<T> = Readonly<Record<string, T>> & Readonly<Partial<Record<KnownMediaType | 'default', T>>>;

/** A duration for each media type; `default` is for all other media types. Without `default` these have the default of the source: 8000 ms, with `notifications` `'while-ringing'`. */
export type ToastDurations = ByMediaType<ToastDuration>;

/** Where the WebAssembly is loaded from: the binary, or a function that returns it. */
export type WasmSource = WasmBinary | WasmFunction;

// TypeScript knows no member of a module, so that a number would be accepted as one: hence `& object`.
/** The WebAssembly binary: a URL, a compiled module, or the bytes. */
export type WasmBinary = URL | string | (WebAssembly.Module & object) | BufferSource;

/** A function that returns the WebAssembly binary, or a `Response` with it, or a promise of one of these. */
export type WasmFunction = () => WasmBinary | Response | Promise<WasmBinary | Response>;

/**
 * Where events come from.
 *
 * - `'notifications'`: the Genesys Cloud Notifications API, which every organisation has. Choose it if in doubt. By default a toast shows the name of
 *   the customer and stays as long as the conversation rings.
 * - `'routing-events'`: the socket at `wss://api.{region}/api/v2/routing/events`, which only those organisations have that were given it. By
 *   default a toast shows the name of the agent (`callerRoles`) and stays for 8 s (`duration`).
 *
 * @inline
 */
type Source = 'routing-events' | 'notifications';

/** The access token: either `getToken`, or `clientId` and `clientSecret`. With `getToken` both sources are possible, so that `source` is required. */
export type TokenOptions =
  | {
      /** The function of the app that returns an access token. */
      getToken: GetToken;
      /**
       * Where events come from: `'notifications'`, which every organisation has (choose it if in doubt): a toast shows the customer's name and stays as
       * long as it rings; or `'routing-events'`: by default a toast shows the agent's name and stays for 8 s.
       */
      source: Source;
      /** Not with `getToken`. */
      clientId?: undefined;
      /** Not with `getToken`. */
      clientSecret?: undefined;
    }
  | {
      /** The id of an OAuth client for the client-credentials grant. */
      clientId: string;
      /** The secret of the OAuth client. Everyone who can open the page can read it: prefer `getToken`. */
      clientSecret: string;
      /**
       * Where events come from: `'routing-events'`, where a toast by default shows the agent's name and stays for 8 s; or `'notifications'`, where it shows
       * the customer's name and stays as long as it rings, and which then needs `userId` or `topics`, because the token belongs to no user.
       *
       * @default 'routing-events'
       */
      source?: Source | undefined;
      /** Not with `clientId`. */
      getToken?: undefined;
    };

/** The options of `createGenesysToasts` and `useGenesysToasts`. A wrong option throws `invalid_option`; the message begins with the path of the option. */
export type GenesysToastsOptions = CommonOptions & TokenOptions;

/** The name `Symbol.dispose`, where the app's TypeScript knows it (5.2 and newer, with the lib `esnext.disposable`). */
type DisposeName = SymbolConstructor extends { readonly dispose: infer Name extends symbol } ? Name : never;

/** What `using` needs: it calls `stop()` and frees the memory of the client. */
type DisposableClient = Readonly<Record<DisposeName, () => void>>;

/**
 * A client: one connection, its toasts and its status. Its functions work without `this`, so that they can be passed on their own.
 *
 * Where there is `Symbol.dispose`, the client has a method of this name, for `using`: it calls `stop()` and frees the memory of the client.
 */
export interface GenesysToasts extends DisposableClient {
  /**
   * Loads the WebAssembly, if it is not loaded yet, and connects. The promise resolves when the engine runs, which is before it is connected, or when
   * `stop()` ends the start. A call while the client runs has no effect; calls while it starts share one start.
   *
   * Where the load fails, the promise rejects and the status is `'error'`. A failure that may pass (network, HTTP 5xx, a script that did not load) is
   * followed by further attempts after the waits of `backoff`, and soon after the event `online`, until one succeeds or `stop()` is called;
   * `statusDetail.nextRetryAt` has the time. `onError` is called once for all of these failures. `start()` makes an attempt at once.
   *
   * @throws GenesysToastsError `wasm_load_failed`, with `retryable` `false` where no further attempt follows (Content-Security-Policy, a wrong
   * address); `unsupported` where the environment has no `WebSocket`, `fetch` or `WebAssembly`
   */
  readonly start: () => Promise<void>;
  /**
   * Makes the next attempt at once instead of at `statusDetail.nextRetryAt`: for a button such as "Try again". It has no effect while
   * `statusDetail.canRetry` is `false`, for example while the client waits for as long as the server asked. There is at most one attempt in 1000 ms,
   * however often it is called.
   */
  readonly retry: () => void;
  /**
   * Ends the session of the agent: closes the connection, removes the toasts and forgets the token. It calls `onDismiss` and `onStatus` before it
   * returns, and no callback afterwards. The client can be started again.
   */
  readonly stop: () => void;
  /** Removes one toast with the reason `user`. Returns whether there was such a toast. */
  readonly dismiss: (toastId: string) => boolean;
  /** Removes all toasts with the reason `user`. */
  readonly dismissAll: () => void;
  /** Pauses the time limit of one toast, or of all toasts. Pauses are counted: a toast continues after as many calls of `resume()`. */
  readonly pause: (toastId?: string) => void;
  /** Ends one pause of one toast, or of all toasts. At least 1 s of the time limit remains. */
  readonly resume: (toastId?: string) => void;
  /**
   * Lets the browser play sound, and asks for the permission to show notifications if `alerts.notification` is on. Call it in the handler of a click
   * or a key press, before any `await`; the browser ignores it elsewhere. The promise resolves when the browser and the agent have decided, or when the
   * client stops. Without effect before `start()` and where `alerts` has neither sound nor notification.
   */
  readonly unlockAlerts: () => Promise<AlertState>;
  /** Plays the sound of a ring once, as the agent would hear it. Unlocks audio as `unlockAlerts()`, and asks for no permission. Nothing plays where `alerts.sound` is off, and while a ring sounds. */
  readonly testAlert: (mediaType?: MediaType) => void;
  /** Ends the sound of one ring, or of all that ring now. The toast stays. */
  readonly silence: (toastId?: string) => void;
  /** Do not disturb: no sound and no notification for `forMs` (in ms, at most 24 h), or until `unmute()`. Toasts are shown. With `storageKey` it holds after a reload. */
  readonly mute: (options?: { readonly forMs?: number | undefined }) => void;
  /** Ends `mute()`. */
  readonly unmute: () => void;
  /** Calls `onOpen` with a toast, as the view does when the agent activates its body. Returns whether there was such a toast. */
  readonly open: (toastId: string) => boolean;
  /**
   * Changes options without a new connection: callbacks and `logger` at once, `alerts` at once, the other options of toasts (such as `duration`) from
   * the next ring on. Options that are not given stay as they are; `undefined` sets the default.
   *
   * @throws GenesysToastsError `invalid_option` for a wrong option, and for one that the connection depends on, such as `region`: that needs a new client
   */
  readonly update: (options: Partial<GenesysToastsOptions>) => void;
  /**
   * Answers the ring of a toast. The promise resolves when the agent's part of the conversation is connected, as Genesys Cloud reports it; a successful
   * response alone is not enough. A second call for the same ring joins the first one.
   *
   * @throws GenesysToastsError `action_failed`; its `reason` says why, such as `'gone'` or `'phone-cannot'`
   */
  readonly answer: (toastId: string) => Promise<void>;
  /**
   * Declines the ring of a toast: the conversation goes back to the queue, and the agent becomes Not Responding. A direct call from a colleague goes to
   * the agent's voicemail. The promise resolves when the agent's part of the conversation has ended.
   *
   * @throws GenesysToastsError `action_failed`; its `reason` says why
   */
  readonly decline: (toastId: string) => Promise<void>;
  /**
   * Ends Not Responding: the agent gets conversations again (routing status `IDLE`). Needs the option `actions`.
   *
   * @throws GenesysToastsError `action_failed`; its `reason` says why
   */
  readonly backOnQueue: () => Promise<void>;
  /** Calls `listener` in a microtask after a change, once for all changes of one task. Returns the function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Returns the present toasts, status and error. */
  readonly getSnapshot: () => Snapshot;
  /** Returns counters and recent events for a bug report. */
  readonly diagnostics: () => Diagnostics;
}
