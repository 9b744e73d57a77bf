// Generated from src/engine/config.rs and src/engine/error.rs by `npm run build`: do not edit.

export type OptionKind = 'host' | 'enum' | 'string' | 'httpUrl' | 'wsUrl' | 'strings' | 'duration' | 'integer' | 'number' | 'function' | 'storage' | 'logger' | 'wasm';

export interface OptionSpec {
  readonly path: string;
  readonly kind: OptionKind;
  readonly values?: readonly string[];
  readonly default?: unknown;
  /** Where a source has another default. */
  readonly defaultBySource?: { readonly [source: string]: unknown };
  readonly min?: number;
  readonly max?: number;
  readonly infinity?: true;
  /** It takes one for each media type, and default for the rest, as well. */
  readonly byMedia?: true;
  readonly unit?: 'ms';
  /** A running engine takes it when it changes, without a new connection. */
  readonly live?: true;
}

export const OPTIONS: readonly OptionSpec[] = [
  /** The organisation's region: its host such as `mypurecloud.ie`, the host of its API such as `api.mypurecloud.ie`, or the name of its AWS region such as `eu-west-1`. Any other host is taken as it is. */
  {"path":"region","kind":"host","default":"mypurecloud.com"},
  /** Where events come from: `'notifications'`, which every organisation has, or `'routing-events'`. Required with `getToken`. */
  {"path":"source","kind":"enum","values":["routing-events","notifications"],"default":"routing-events"},
  /** The id of an OAuth client for the client-credentials grant, instead of `getToken`. */
  {"path":"clientId","kind":"string"},
  /** Its secret. In a browser whoever opens the page can read it: prefer `getToken`. */
  {"path":"clientSecret","kind":"string"},
  /** Where tokens are asked for with `clientId`. */
  {"path":"tokenUrl","kind":"httpUrl"},
  /** `routing-events`: where the socket is. Its own query is kept. */
  {"path":"socketUrl","kind":"wsUrl"},
  /** `notifications`: where the API is, without `/api/v2`. */
  {"path":"apiUrl","kind":"httpUrl"},
  /** `notifications`: the agent whose rings are shown. */
  {"path":"userId","kind":"string"},
  /** `notifications`: the topics, such as `v2.routing.queues.{id}.conversations`. */
  {"path":"topics","kind":"strings","min":1,"max":1000},
  /** `notifications`: whose rings are shown, the agent's own or those of every agent in the topics. */
  {"path":"ringing","kind":"enum","values":["mine","any-agent"],"default":"mine"},
  /** Names the agent whose token is stored, so that no other agent gets it on a shared computer. Needed when `getToken` is used with a storage. */
  {"path":"storageKey","kind":"string"},
  /** How long a toast stays: ms, `Infinity`, `'while-ringing'`, or one of these for each media type: `{ voice: 'while-ringing', default: 8000 }`. */
  {"path":"duration","kind":"duration","default":8000,"defaultBySource":{"notifications":"while-ringing"},"min":0,"max":86400000,"infinity":true,"byMedia":true,"unit":"ms","live":true},
  /** Whether a toast that was closed comes back for the same ring: with its next event, or not (`notifications`: never). */
  {"path":"redeliver","kind":"enum","values":["after-dismiss","next-ring"],"default":"after-dismiss","live":true},
  /** Whose name is shown: roles of participants in order of preference, such as `['customer', 'agent']` (`notifications`: the customer, always). */
  {"path":"callerRoles","kind":"strings","default":["agent"],"live":true},
  /** How many toasts there may be. The oldest one leaves for a new one. */
  {"path":"maxToasts","kind":"integer","default":50,"min":1,"max":1000,"live":true},
  /** How old a toast may get, even paused or in a hidden page. */
  {"path":"maxAgeMs","kind":"number","default":120000,"defaultBySource":{"notifications":900000},"min":1000,"max":86400000,"unit":"ms","live":true},
  /** The ceiling of the first wait before a reconnect. It doubles with each failure. */
  {"path":"backoff.baseMs","kind":"number","default":1000,"min":1,"max":86400000,"unit":"ms"},
  /** The highest ceiling. */
  {"path":"backoff.maxMs","kind":"number","default":30000,"min":1,"max":86400000,"unit":"ms"},
  /** How a wait is spread: `'full'` from 0 to the ceiling, `'equal'` over its upper half, `'full-then-equal'` the first wait from 0 and the others over the upper half, `'none'` not at all. */
  {"path":"backoff.jitter","kind":"enum","values":["full-then-equal","full","equal","none"],"default":"full-then-equal"},
  /** How long before its end a token is replaced. */
  {"path":"refreshLeadMs","kind":"number","default":30000,"min":0,"max":86400000,"unit":"ms"},
  /** The first wait after a failed token. It doubles up to a minute. */
  {"path":"authRetryDelayMs","kind":"number","default":5000,"min":1,"max":86400000,"unit":"ms"},
  /** How long a handshake may take. */
  {"path":"connectTimeoutMs","kind":"number","default":15000,"min":1,"max":86400000,"unit":"ms"},
  /** `routing-events`: how long a socket may be silent before it is replaced. `Infinity`: for ever. */
  {"path":"maxSilenceMs","kind":"number","default":300000,"min":1,"max":86400000,"infinity":true,"unit":"ms"},
  /** `notifications`: how often the server's own list of conversations is asked for at least, to find a channel that delivers nothing. */
  {"path":"resyncIntervalMs","kind":"number","default":300000,"min":10000,"max":86400000,"unit":"ms"},
  /** The app's own way to a token: `({ reason, signal }) =>` a token or `{ accessToken, expiresIn?, expiresAt? }`, or a promise of one. */
  {"path":"getToken","kind":"function"},
  /** Where the token is kept: in memory, across reloads in the tab or in the browser, or in an object with `getItem`, `setItem` and `removeItem`. */
  {"path":"tokenStorage","kind":"storage","default":"memory"},
  /** Called with each new toast. */
  {"path":"onToast","kind":"function"},
  /** Called with each toast that left, and why: `user`, `timeout`, `answered`, `abandoned`, `ended`, `moved`, `missed`, `overflow` or `stopped`. */
  {"path":"onDismiss","kind":"function"},
  /** Called with each change of the status or its detail. */
  {"path":"onStatus","kind":"function"},
  /** Called with each error. */
  {"path":"onError","kind":"function"},
  /** Takes lines for developers; `null`: none. */
  {"path":"logger","kind":"logger"},
  /** Where the WebAssembly comes from: a URL, a `WebAssembly.Module`, bytes, or a function that gives a `Response` or one of these. The first client to start on a page decides. */
  {"path":"wasm","kind":"wasm"},
];

export const RELATIONS = [
  {
    "groups": [
      [
        "getToken"
      ],
      [
        "clientId",
        "clientSecret"
      ]
    ],
    "kind": "exactlyOne",
    "message": "give either getToken, or clientId and clientSecret"
  },
  {
    "kind": "requires",
    "message": "with getToken nothing says whose token is stored: give a storageKey that is the agent's own, such as the user id",
    "needs": "storageKey",
    "unless": "memory",
    "when": "tokenStorage",
    "with": "getToken"
  },
  {
    "kind": "requires",
    "message": "with getToken say where events come from: 'notifications' (every Genesys Cloud organisation has it: choose it if in doubt) or 'routing-events' (only organisations that were given the endpoint wss://api.{region}/api/v2/routing/events)",
    "needs": "source",
    "when": "getToken"
  }
] as const;

export const ERROR_CODES = [
  {
    "code": "invalid_option",
    "meaning": "An option is missing, unknown or out of range.",
    "action": "Correct the option that the message names."
  },
  {
    "code": "unsupported",
    "meaning": "WebSocket, fetch or WebAssembly is missing where start() was called.",
    "action": "Call start() in a browser, a worker or Node 22; elsewhere put what is missing on globalThis first."
  },
  {
    "code": "wasm_load_failed",
    "meaning": "The WebAssembly could not be loaded or compiled.",
    "action": "Check the `wasm` option's address and MIME type (application/wasm) and the page's Content-Security-Policy ('wasm-unsafe-eval'). What waiting can help is tried again by itself; start() tries at once."
  },
  {
    "code": "auth_failed",
    "meaning": "No token: the token endpoint or getToken refused. Or the API or the socket refuses every new token.",
    "action": "Check client id, secret, grant, user and region, or the app's own getToken. It is tried again by itself."
  },
  {
    "code": "rate_limited",
    "meaning": "The token endpoint or the API answered 429 three times in a row, or asked to wait for over a minute.",
    "action": "Nothing: it is tried again after the time that the server named. Share one token among tabs and apps if it recurs."
  },
  {
    "code": "network",
    "meaning": "No answer: the network is down, a proxy is in the way, or the endpoint does not allow this origin (CORS).",
    "action": "Nothing if it passes. Otherwise check address, proxy and the client's allowed origins."
  },
  {
    "code": "handshake_rejected",
    "meaning": "The socket was refused three times in a row; a browser does not say why.",
    "action": "Check in this order: the token's expiry, the scope that the message names, whether the organisation has the endpoint, and whether a proxy lets WebSockets through."
  },
  {
    "code": "connection_dropped",
    "meaning": "The server ends each connection soon after it opened, takes each channel away, or has ended the connection with 1000.",
    "action": "Look for a proxy that cuts WebSockets, or for too many desktops of one user. After 1000 with `routing-events` call start()."
  },
  {
    "code": "forbidden",
    "meaning": "The server closed the socket as forbidden (1008 or 4003), answered 403, or rejected a topic.",
    "action": "Give the user or client the permission or scope that the message names. It is tried again every half minute."
  },
  {
    "code": "no_user_context",
    "meaning": "The token belongs to no user, as with client credentials: nobody's rings are known.",
    "action": "Use a user's token (authorization code with PKCE), or give userId or topics."
  },
  {
    "code": "deaf_channel",
    "meaning": "The channel beat but delivered no events; a new one was made, and the ring is shown.",
    "action": "Nothing. If it recurs, look for too many channels: more than 20 tabs or logins of one user and OAuth client."
  },
  {
    "code": "api_failed",
    "meaning": "The API answered something that was not expected.",
    "action": "Check region and apiUrl. It is tried again by itself."
  },
  {
    "code": "bad_frame",
    "meaning": "A frame could not be read. The connection stays; at most one report a minute.",
    "action": "Report it with diagnostics() if it recurs."
  },
  {
    "code": "engine_failed",
    "meaning": "The engine failed and was started afresh; the toasts stay.",
    "action": "Report it with diagnostics()."
  }
] as const;
