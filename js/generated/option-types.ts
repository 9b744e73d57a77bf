// Generated from src/engine/config.rs and src/engine/error.rs by `npm run build`: do not edit.
import type { GenesysToastsError } from '../errors.js';
import type { DismissReason, Logger, Status, StatusDetail, Toast, ToastDuration, ToastDurations, TokenStorage, WasmSource } from '../types.js';

/** Options of every client. */
export interface CommonOptions {
  /** The organisation's region: its host such as `mypurecloud.ie`, the host of its API such as `api.mypurecloud.ie`, or the name of its AWS region such as `eu-west-1`. Any other host is taken as it is. @default 'mypurecloud.com' */
  region?: string | undefined;
  /** Where tokens are asked for with `clientId`. @default `https://api.{region}/oauth/token`; `notifications`: `https://login.{region}/oauth/token` */
  tokenUrl?: string | undefined;
  /** `routing-events`: where the socket is. Its own query is kept. @default `wss://api.{region}/api/v2/routing/events` */
  socketUrl?: string | undefined;
  /** `notifications`: where the API is, without `/api/v2`. @default `https://api.{region}` */
  apiUrl?: string | undefined;
  /** `notifications`: the agent whose rings are shown. @default the token's user */
  userId?: string | undefined;
  /** `notifications`: the topics, such as `v2.routing.queues.{id}.conversations`. 1 to 1000 of them. @default `['v2.users.{userId}.conversations']` */
  topics?: readonly string[] | undefined;
  /** `notifications`: whose rings are shown, the agent's own or those of every agent in the topics. @default 'mine' */
  ringing?: 'mine' | 'any-agent' | undefined;
  /** Names the agent whose token is stored, so that no other agent gets it on a shared computer. Needed when `getToken` is used with a storage. @default none */
  storageKey?: string | undefined;
  /** How long a toast stays: ms, `Infinity`, `'while-ringing'`, or one of these for each media type: `{ voice: 'while-ringing', default: 8000 }`. @default 8000, 'while-ringing' for `notifications` */
  duration?: ToastDuration | ToastDurations | undefined;
  /** Whether a toast that was closed comes back for the same ring: with its next event, or not (`notifications`: never). @default 'after-dismiss' */
  redeliver?: 'after-dismiss' | 'next-ring' | undefined;
  /** Whose name is shown: roles of participants in order of preference, such as `['customer', 'agent']` (`notifications`: the customer, always). @default ['agent'] */
  callerRoles?: readonly string[] | undefined;
  /** How many toasts there may be. The oldest one leaves for a new one. 1 to 1000. @default 50 */
  maxToasts?: number | undefined;
  /** How old a toast may get, even paused or in a hidden page. At least 1000. @default 120000, 900000 for `notifications` */
  maxAgeMs?: number | undefined;
  backoff?:
    | {
        /** The ceiling of the first wait before a reconnect. It doubles with each failure. @default 1000 */
        baseMs?: number | undefined;
        /** The highest ceiling. @default 30000 */
        maxMs?: number | undefined;
        /** How a wait is spread: `'full'` from 0 to the ceiling, `'equal'` over its upper half, `'full-then-equal'` the first wait from 0 and the others over the upper half, `'none'` not at all. @default 'full-then-equal' */
        jitter?: 'full-then-equal' | 'full' | 'equal' | 'none' | undefined;
      }
    | undefined;
  /** How long before its end a token is replaced. @default 30000 */
  refreshLeadMs?: number | undefined;
  /** The first wait after a failed token. It doubles up to a minute. @default 5000 */
  authRetryDelayMs?: number | undefined;
  /** How long a handshake may take. @default 15000 */
  connectTimeoutMs?: number | undefined;
  /** `routing-events`: how long a socket may be silent before it is replaced. `Infinity`: for ever. @default 300000 */
  maxSilenceMs?: number | undefined;
  /** `notifications`: how often the server's own list of conversations is asked for at least, to find a channel that delivers nothing. At least 10000. @default 300000 */
  resyncIntervalMs?: number | undefined;
  /** Where the token is kept: in memory, across reloads in the tab or in the browser, or in an object with `getItem`, `setItem` and `removeItem`. @default 'memory' */
  tokenStorage?: 'memory' | 'session' | 'local' | TokenStorage | undefined;
  /** Called with each new toast. @default none */
  onToast?: ((toast: Toast) => void) | undefined;
  /** Called with each toast that left, and why: `user`, `timeout`, `answered`, `abandoned`, `ended`, `moved`, `missed`, `overflow` or `stopped`. @default none */
  onDismiss?: ((toast: Toast, reason: DismissReason) => void) | undefined;
  /** Called with each change of the status or its detail. @default none */
  onStatus?: ((status: Status, detail: StatusDetail) => void) | undefined;
  /** Called with each error. @default none */
  onError?: ((error: GenesysToastsError) => void) | undefined;
  /** Takes lines for developers; `null`: none. @default `console`, from `warn` up */
  logger?: Logger | null | undefined;
  /** Where the WebAssembly comes from: a URL, a `WebAssembly.Module`, bytes, or a function that gives a `Response` or one of these. The first client to start on a page decides. @default the bytes inside the package */
  wasm?: WasmSource | undefined;
}
