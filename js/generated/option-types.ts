// Generated from src/engine/config.rs and src/engine/error.rs by `npm run build`: do not edit.
import type { GenesysToastsError } from '../errors.js';
import type { ByMediaType, CallbackInfo, DismissReason, Logger, Phone, Status, StatusDetail, Toast, ToastAction, ToastDuration, ToastDurations, TokenStorage, WasmSource } from '../types.js';

/** The options that do not depend on how the client gets its token. */
export interface CommonOptions {
  /**
   * The region of the organisation: its host such as `mypurecloud.ie`, the host of its API such as `api.mypurecloud.ie`, or the name of its AWS region such as `eu-west-1`. Any other host is used as it is.
   *
   * @default 'mypurecloud.com'
   */
  region?: string | undefined;
  /**
   * The URL of the token endpoint, for `clientId`.
   *
   * @default https://api.{region}/oauth/token; with notifications https://login.{region}/oauth/token
   */
  tokenUrl?: string | undefined;
  /**
   * `routing-events` only: the URL of the socket. A query that it contains is kept.
   *
   * @default wss://api.{region}/api/v2/routing/events
   */
  socketUrl?: string | undefined;
  /**
   * `notifications` only: the URL of the API. `/api/v2` at its end makes no difference.
   *
   * @default https://api.{region}
   */
  apiUrl?: string | undefined;
  /**
   * `notifications` only: the id of the agent whose rings are shown.
   *
   * @default the user of the token
   */
  userId?: string | undefined;
  /**
   * `notifications` only: the topics to subscribe to, such as `v2.routing.queues.{id}.conversations`. 1 to 1000 entries.
   *
   * @default ['v2.users.{userId}.conversations']
   */
  topics?: readonly string[] | undefined;
  /**
   * `notifications` only: whose rings are shown: the agent's own (`'mine'`), or those of every agent in the topics (`'any-agent'`).
   *
   * @default 'mine'
   */
  ringing?: 'mine' | 'any-agent' | undefined;
  /** Identifies the agent whose token is stored, such as the user id, so that no other agent gets the token on a shared computer. Required where `getToken` is used and `tokenStorage` is not `'memory'`. */
  storageKey?: string | undefined;
  /**
   * Whether the tabs of one agent share a connection (`'shared'`): one of them connects, and all show the same. With `'separate'` each tab connects by itself. `'shared'` needs `storageKey` or `userId`, which names the agent.
   *
   * @default 'shared' with storageKey or userId, where the page has Web Locks and BroadcastChannel; otherwise 'separate'
   */
  tabs?: 'shared' | 'separate' | undefined;
  /**
   * How long a toast is shown: `'while-ringing'` (until the ring ends), or ms (the end of the ring removes it earlier), or an object with one of these for each media type, such as `{ voice: 'while-ringing', default: 8000 }`. A number is in ms, from 0 to 86400000 (24 h), or `Infinity`.
   *
   * @default 8000; with notifications 'while-ringing'
   */
  duration?: ToastDuration | ToastDurations | undefined;
  /**
   * `routing-events` only: whether a toast that the agent closed, or that timed out, is shown again for the same ring: with the next event of the ring (`'after-dismiss'`), or not (`'next-ring'`).
   *
   * @default 'after-dismiss'
   */
  redeliver?: 'after-dismiss' | 'next-ring' | undefined;
  /**
   * `routing-events` only: whose name is shown: roles of participants in order of preference, such as `['customer', 'agent']`.
   *
   * @default ['agent']
   */
  callerRoles?: readonly string[] | undefined;
  /**
   * How many toasts there can be at the same time. Beyond that the oldest one that is not a voice call is removed, or the oldest one where all are voice calls. 1 to 1000.
   *
   * @default 50
   */
  maxToasts?: number | undefined;
  /**
   * How old a toast can get, even while it is paused or the page is hidden. It is then removed with the reason `timeout`. In ms, from 1000 to 86400000 (24 h).
   *
   * @default 120000; with notifications 900000
   */
  maxAgeMs?: number | undefined;
  /** The waits before a new attempt to connect, or to load the WebAssembly. */
  backoff?:
    | {
        /**
         * The upper limit of the first wait. The limit doubles with each failed attempt. In ms, from 1 to 86400000 (24 h).
         *
         * @default 1000
         */
        baseMs?: number | undefined;
        /**
         * The value at which the upper limit stops doubling. In ms, from 1 to 86400000 (24 h).
         *
         * @default 30000
         */
        maxMs?: number | undefined;
        /**
         * How a wait is chosen at random: `'full'`, from 0 to the limit; `'equal'`, from half of the limit to the limit; `'full-then-equal'`, the first wait as `'full'` and the others as `'equal'`; `'none'`, always the limit.
         *
         * @default 'full-then-equal'
         */
        jitter?: 'full-then-equal' | 'full' | 'equal' | 'none' | undefined;
      }
    | undefined;
  /**
   * How long before its expiry a token is replaced. A token with a life of less than twice this time is replaced at half of its life. In ms, from 0 to 86400000 (24 h).
   *
   * @default 30000
   */
  refreshLeadMs?: number | undefined;
  /**
   * The wait after a failed token request or `getToken`. It doubles with each further failure, to 60 s at most. In ms, from 1 to 86400000 (24 h).
   *
   * @default 5000
   */
  authRetryDelayMs?: number | undefined;
  /**
   * How long the handshake of a socket can take. After that it has failed. In ms, from 1 to 86400000 (24 h).
   *
   * @default 15000
   */
  connectTimeoutMs?: number | undefined;
  /**
   * `routing-events` only: how long a socket can receive nothing. After that it is replaced. In ms, from 1 to 86400000 (24 h), or `Infinity`.
   *
   * @default 300000
   */
  maxSilenceMs?: number | undefined;
  /**
   * `notifications` only: the longest time between two requests for the list of conversations, which finds a channel that delivers no events. In ms, from 10000 to 86400000 (24 h).
   *
   * @default 300000
   */
  resyncIntervalMs?: number | undefined;
  /**
   * `notifications` only: what a toast offers the agent, such as `['answer', 'decline']`. Needs the scope `conversations`.
   *
   * @default false
   */
  actions?: false | readonly ToastAction[] | undefined;
  /** What reaches an agent who does not look at the page: its title, a sound, a notification of the operating system. */
  alerts?:
    | {
        /**
         * Whether the title of the page shows a ring while the page is hidden or does not have the focus.
         *
         * @default true
         */
        title?:
          | boolean
          | {
              /**
               * Whether the title contains the caller's name. Everybody who sees the screen can read it.
               *
               * @default false
               */
              showCaller?: boolean | undefined;
            }
          | undefined;
        /**
         * Whether a tone plays while a conversation rings. The browser plays it only after the agent has clicked or pressed a key on the page.
         *
         * @default false
         */
        sound?:
          | boolean
          | {
              /**
               * When it plays: `'always'`, `'unfocused'` (another window or tab has the focus, or the page is hidden) or `'hidden'`.
               *
               * @default 'always'
               */
              when?: 'always' | 'unfocused' | 'hidden' | undefined;
              /**
               * How loud it is, independently of the volume of the computer. 0 to 1.
               *
               * @default 0.5
               */
              volume?: number | undefined;
              /**
               * How long after the start of the ring it begins; one for all, or one for each media type. In ms, from 0 to 86400000 (24 h).
               *
               * @default 0
               */
              afterMs?: number | ByMediaType<number> | undefined;
              /** The URL of a sound file that plays instead of the built-in tone; one for all, or one for each media type. Where it cannot be loaded, the tone plays. A call repeats it every 6 s, other media every 10 s; a longer file is cut off. */
              url?: string | ByMediaType<string> | undefined;
              /** The `deviceId` of the output device, where the browser can choose one. */
              sinkId?: string | undefined;
            }
          | undefined;
        /**
         * Whether the operating system shows a notification. `unlockAlerts()` asks the agent for the permission.
         *
         * @default false
         */
        notification?:
          | boolean
          | {
              /**
               * When it is shown: `'unfocused'` (another window or tab has the focus, or the page is hidden) or `'hidden'`.
               *
               * @default 'unfocused'
               */
              when?: 'unfocused' | 'hidden' | undefined;
              /**
               * How long after the start of the ring it is shown; one for all, or one for each media type. In ms, from 0 to 86400000 (24 h).
               *
               * @default 0
               */
              afterMs?: number | ByMediaType<number> | undefined;
              /**
               * Whether it contains the caller's name. It can be visible on a locked screen.
               *
               * @default false
               */
              showCaller?: boolean | undefined;
              /**
               * Whether it stays until the agent acts or the ring ends, where the operating system supports it.
               *
               * @default false
               */
              requireInteraction?: boolean | undefined;
              /** The URL of its icon. */
              icon?: string | undefined;
            }
          | undefined;
        /** The words of title and notification: `incoming`, and one for each media type, such as `{ incoming: 'Eingehend', voice: 'Anruf' }`. */
        labels?: Readonly<Record<string, string>> | undefined;
      }
    | undefined;
  /**
   * Where the token is kept: in memory; in the browser's `sessionStorage` (`'session'`) or `localStorage` (`'local'`), so that it is used again after a reload; or in an object with `getItem`, `setItem` and `removeItem`.
   *
   * @default 'memory'
   */
  tokenStorage?: 'memory' | 'session' | 'local' | TokenStorage | undefined;
  /** Called with each new toast. An exception of this or another callback is caught and logged. */
  onToast?: ((toast: Toast, info: CallbackInfo) => void) | undefined;
  /** Called with each toast that was removed, and the reason. */
  onDismiss?: ((toast: Toast, reason: DismissReason, info: CallbackInfo) => void) | undefined;
  /** Called when the status or its detail has changed. */
  onStatus?: ((status: Status, detail: StatusDetail, info: CallbackInfo) => void) | undefined;
  /** Called when the agent activates the body of a toast, or clicks its notification, which also brings the window to the front. */
  onOpen?: ((toast: Toast) => void) | undefined;
  /** Called with each failure: once for a series of failed attempts with the same cause, not once for each attempt. */
  onError?: ((error: GenesysToastsError) => void) | undefined;
  /** `notifications` only: the softphone that this app hosts. Voice calls are answered, and declined if it can, by it instead of the API. */
  phone?: Phone | undefined;
  /**
   * An object with `debug`, `info`, `warn` and `error` that receives one line for each event. `null`: nothing is logged.
   *
   * @default console, for warn and error only
   */
  logger?: Logger | null | undefined;
  /**
   * Where the WebAssembly is loaded from: a URL, a `WebAssembly.Module`, bytes, or a function that returns one of these or a `Response`. All clients on a page share one binary: the option of the first client that starts counts.
   *
   * @default the binary inside the package
   */
  wasm?: WasmSource | undefined;
}
