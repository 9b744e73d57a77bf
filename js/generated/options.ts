// Generated from src/engine/config.rs and src/engine/error.rs by `npm run build`: do not edit.

export type OptionKind = 'host' | 'enum' | 'string' | 'httpUrl' | 'wsUrl' | 'strings' | 'duration' | 'integer' | 'number' | 'actions' | 'switch' | 'boolean' | 'labels' | 'function' | 'storage' | 'phone' | 'logger' | 'wasm';

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
  /** The region of the organisation: its host such as `mypurecloud.ie`, the host of its API such as `api.mypurecloud.ie`, or the name of its AWS region such as `eu-west-1`. Any other host is used as it is. */
  {"path":"region","kind":"host","default":"mypurecloud.com"},
  /** Where events come from: `'notifications'`, the Genesys Cloud Notifications API, which every organisation has; or `'routing-events'`, the socket at `wss://api.{region}/api/v2/routing/events`. Required with `getToken`. By default a toast shows the agent's name and stays for 8 s with `routing-events`; with `notifications` it shows the customer's name and stays as long as it rings. */
  {"path":"source","kind":"enum","values":["routing-events","notifications"],"default":"routing-events"},
  /** The id of an OAuth client for the client-credentials grant. Needs `clientSecret`; not with `getToken`. */
  {"path":"clientId","kind":"string"},
  /** The secret of the OAuth client. Everyone who can open the page can read it: prefer `getToken`. */
  {"path":"clientSecret","kind":"string"},
  /** The URL of the token endpoint, for `clientId`. */
  {"path":"tokenUrl","kind":"httpUrl"},
  /** `routing-events` only: the URL of the socket. A query that it contains is kept. */
  {"path":"socketUrl","kind":"wsUrl"},
  /** `notifications` only: the URL of the API. `/api/v2` at its end makes no difference. */
  {"path":"apiUrl","kind":"httpUrl"},
  /** `notifications` only: the id of the agent whose rings are shown. */
  {"path":"userId","kind":"string"},
  /** `notifications` only: the topics to subscribe to, such as `v2.routing.queues.{id}.conversations`. */
  {"path":"topics","kind":"strings","min":1,"max":1000},
  /** `notifications` only: whose rings are shown: the agent's own (`'mine'`), or those of every agent in the topics (`'any-agent'`). */
  {"path":"ringing","kind":"enum","values":["mine","any-agent"],"default":"mine"},
  /** Identifies the agent whose token is stored, such as the user id, so that no other agent gets the token on a shared computer. Required where `getToken` is used and `tokenStorage` is not `'memory'`. */
  {"path":"storageKey","kind":"string"},
  /** Whether the tabs of one agent share a connection (`'shared'`): one of them connects, and all show the same. With `'separate'` each tab connects by itself. `'shared'` needs `storageKey` or `userId`, which names the agent. */
  {"path":"tabs","kind":"enum","values":["shared","separate"],"default":"shared"},
  /** How long a toast is shown: `'while-ringing'` (until the ring ends), or ms (the end of the ring removes it earlier), or an object with one of these for each media type, such as `{ voice: 'while-ringing', default: 8000 }`. */
  {"path":"duration","kind":"duration","default":8000,"defaultBySource":{"notifications":"while-ringing"},"min":0,"max":86400000,"infinity":true,"byMedia":true,"unit":"ms","live":true},
  /** `routing-events` only: whether a toast that the agent closed, or that timed out, is shown again for the same ring: with the next event of the ring (`'after-dismiss'`), or not (`'next-ring'`). */
  {"path":"redeliver","kind":"enum","values":["after-dismiss","next-ring"],"default":"after-dismiss","live":true},
  /** `routing-events` only: whose name is shown: roles of participants in order of preference, such as `['customer', 'agent']`. */
  {"path":"callerRoles","kind":"strings","default":["agent"],"live":true},
  /** How many toasts there can be at the same time. Beyond that the oldest one that is not a voice call is removed, or the oldest one where all are voice calls. */
  {"path":"maxToasts","kind":"integer","default":50,"min":1,"max":1000,"live":true},
  /** How old a toast can get, even while it is paused or the page is hidden. It is then removed with the reason `timeout`. */
  {"path":"maxAgeMs","kind":"number","default":120000,"defaultBySource":{"notifications":900000},"min":1000,"max":86400000,"unit":"ms","live":true},
  /** The upper limit of the first wait. The limit doubles with each failed attempt. */
  {"path":"backoff.baseMs","kind":"number","default":1000,"min":1,"max":86400000,"unit":"ms"},
  /** The value at which the upper limit stops doubling. */
  {"path":"backoff.maxMs","kind":"number","default":30000,"min":1,"max":86400000,"unit":"ms"},
  /** How a wait is chosen at random: `'full'`, from 0 to the limit; `'equal'`, from half of the limit to the limit; `'full-then-equal'`, the first wait as `'full'` and the others as `'equal'`; `'none'`, always the limit. */
  {"path":"backoff.jitter","kind":"enum","values":["full-then-equal","full","equal","none"],"default":"full-then-equal"},
  /** How long before its expiry a token is replaced. A token with a life of less than twice this time is replaced at half of its life. */
  {"path":"refreshLeadMs","kind":"number","default":30000,"min":0,"max":86400000,"unit":"ms"},
  /** The wait after a failed token request or `getToken`. It doubles with each further failure, to 60 s at most. */
  {"path":"authRetryDelayMs","kind":"number","default":5000,"min":1,"max":86400000,"unit":"ms"},
  /** How long the handshake of a socket can take. After that it has failed. */
  {"path":"connectTimeoutMs","kind":"number","default":15000,"min":1,"max":86400000,"unit":"ms"},
  /** `routing-events` only: how long a socket can receive nothing. After that it is replaced. */
  {"path":"maxSilenceMs","kind":"number","default":300000,"min":1,"max":86400000,"infinity":true,"unit":"ms"},
  /** `notifications` only: the longest time between two requests for the list of conversations, which finds a channel that delivers no events. */
  {"path":"resyncIntervalMs","kind":"number","default":300000,"min":10000,"max":86400000,"unit":"ms"},
  /** `notifications` only: what a toast offers the agent, such as `['answer', 'decline']`. Needs the scope `conversations`. */
  {"path":"actions","kind":"actions","values":["answer","decline"],"default":false},
  /** Whether the title of the page shows a ring while the page is hidden or does not have the focus. */
  {"path":"alerts.title","kind":"switch","default":true,"live":true},
  /** Whether the title contains the caller's name. Everybody who sees the screen can read it. */
  {"path":"alerts.title.showCaller","kind":"boolean","default":false,"live":true},
  /** Whether a tone plays while a conversation rings. The browser plays it only after the agent has clicked or pressed a key on the page. */
  {"path":"alerts.sound","kind":"switch","default":false,"live":true},
  /** When it plays: `'always'`, `'unfocused'` (another window or tab has the focus, or the page is hidden) or `'hidden'`. */
  {"path":"alerts.sound.when","kind":"enum","values":["always","unfocused","hidden"],"default":"always","live":true},
  /** How loud it is, independently of the volume of the computer. */
  {"path":"alerts.sound.volume","kind":"number","default":0.5,"min":0,"max":1,"live":true},
  /** How long after the start of the ring it begins; one for all, or one for each media type. */
  {"path":"alerts.sound.afterMs","kind":"number","default":0,"min":0,"max":86400000,"byMedia":true,"unit":"ms","live":true},
  /** The URL of a sound file that plays instead of the built-in tone; one for all, or one for each media type. Where it cannot be loaded, the tone plays. A call repeats it every 6 s, other media every 10 s; a longer file is cut off. */
  {"path":"alerts.sound.url","kind":"string","byMedia":true,"live":true},
  /** The `deviceId` of the output device, where the browser can choose one. */
  {"path":"alerts.sound.sinkId","kind":"string","live":true},
  /** Whether the operating system shows a notification. `unlockAlerts()` asks the agent for the permission. */
  {"path":"alerts.notification","kind":"switch","default":false,"live":true},
  /** When it is shown: `'unfocused'` (another window or tab has the focus, or the page is hidden) or `'hidden'`. */
  {"path":"alerts.notification.when","kind":"enum","values":["unfocused","hidden"],"default":"unfocused","live":true},
  /** How long after the start of the ring it is shown; one for all, or one for each media type. */
  {"path":"alerts.notification.afterMs","kind":"number","default":0,"min":0,"max":86400000,"byMedia":true,"unit":"ms","live":true},
  /** Whether it contains the caller's name. It can be visible on a locked screen. */
  {"path":"alerts.notification.showCaller","kind":"boolean","default":false,"live":true},
  /** Whether it stays until the agent acts or the ring ends, where the operating system supports it. */
  {"path":"alerts.notification.requireInteraction","kind":"boolean","default":false,"live":true},
  /** The URL of its icon. */
  {"path":"alerts.notification.icon","kind":"string","live":true},
  /** The words of title and notification: `incoming`, and one for each media type, such as `{ incoming: 'Eingehend', voice: 'Anruf' }`. */
  {"path":"alerts.labels","kind":"labels","live":true},
  /** A function that returns a token, or `{ accessToken, expiresIn?, expiresAt? }`, or a promise of one of these. It is called with `{ reason, signal }`, in the tab that connects. */
  {"path":"getToken","kind":"function"},
  /** Where the token is kept: in memory; in the browser's `sessionStorage` (`'session'`) or `localStorage` (`'local'`), so that it is used again after a reload; or in an object with `getItem`, `setItem` and `removeItem`. */
  {"path":"tokenStorage","kind":"storage","default":"memory"},
  /** Called with each new toast. An exception of this or another callback is caught and logged. */
  {"path":"onToast","kind":"function"},
  /** Called with each toast that was removed, and the reason. */
  {"path":"onDismiss","kind":"function"},
  /** Called when the status or its detail has changed. */
  {"path":"onStatus","kind":"function"},
  /** Called when the agent activates the body of a toast, or clicks its notification, which also brings the window to the front. */
  {"path":"onOpen","kind":"function"},
  /** Called with each failure: once for a series of failed attempts with the same cause, not once for each attempt. */
  {"path":"onError","kind":"function"},
  /** `notifications` only: the softphone that this app hosts. Voice calls are answered, and declined if it can, by it instead of the API. */
  {"path":"phone","kind":"phone"},
  /** An object with `debug`, `info`, `warn` and `error` that receives one line for each event. `null`: nothing is logged. */
  {"path":"logger","kind":"logger"},
  /** Where the WebAssembly is loaded from: a URL, a `WebAssembly.Module`, bytes, or a function that returns one of these or a `Response`. All clients on a page share one binary: the option of the first client that starts counts. */
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
  },
  {
    "is": "shared",
    "kind": "requiresOne",
    "message": "nothing says which agent's tabs share a connection: give a storageKey that is the agent's own, such as the user id",
    "needs": [
      "storageKey",
      "userId"
    ],
    "when": "tabs"
  },
  {
    "is": "notifications",
    "kind": "only",
    "message": "only the source 'notifications' knows the agent's part in a conversation: routing-events has no request to answer or decline",
    "unless": false,
    "when": "actions",
    "with": "source"
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
    "action": "Call start() in a browser, a worker or Node 22; elsewhere set what is missing on globalThis first."
  },
  {
    "code": "wasm_load_failed",
    "meaning": "The WebAssembly could not be loaded or compiled.",
    "action": "Check the `wasm` option's address and MIME type (application/wasm) and the page's Content-Security-Policy ('wasm-unsafe-eval'). The client loads it again by itself where the error is `retryable`; start() loads it at once."
  },
  {
    "code": "auth_failed",
    "meaning": "There is no token, because the token endpoint or getToken refused; or the API or the socket refuses every new token.",
    "action": "Check client id, secret, grant, user and region, or getToken. The client makes further attempts by itself."
  },
  {
    "code": "rate_limited",
    "meaning": "The token endpoint or the API answered 429 three times in a row, or named a wait of over a minute.",
    "action": "Nothing: the client makes the next attempt after the time that the server named. If it recurs, share one token among tabs and apps."
  },
  {
    "code": "network",
    "meaning": "There is no answer: the network is down, a proxy blocks the request, or the endpoint does not allow this origin (CORS).",
    "action": "Nothing if it passes. Otherwise check the URL, the proxy and the allowed origins of the OAuth client."
  },
  {
    "code": "handshake_rejected",
    "meaning": "The socket was refused three times in a row; a browser does not say why.",
    "action": "Check in this order: the expiry of the token, the scope that the message names, whether the organisation has the endpoint, and whether a proxy blocks WebSockets."
  },
  {
    "code": "connection_dropped",
    "meaning": "The server closes each connection soon after it opened, removes each channel, or closed the connection with 1000.",
    "action": "Look for a proxy that closes WebSockets, or for too many tabs or logins of one user. After 1000 with `routing-events` call start()."
  },
  {
    "code": "forbidden",
    "meaning": "The server closed the socket as forbidden (1008 or 4003), answered 403, or rejected a topic.",
    "action": "Give the user or the OAuth client the permission or scope that the message names. The client makes further attempts by itself, about every 30 s."
  },
  {
    "code": "no_user_context",
    "meaning": "The token belongs to no user, for example one of client credentials: it is not known whose rings to show.",
    "action": "Use the token of a user (authorization code with PKCE), or set userId or topics."
  },
  {
    "code": "deaf_channel",
    "meaning": "The channel answered but delivered no events. The client found the ring in the list of conversations, shows it, and made a new channel.",
    "action": "Nothing. If it recurs, look for too many channels: more than 20 tabs or logins of one user and OAuth client."
  },
  {
    "code": "api_failed",
    "meaning": "The API answered something that was not expected.",
    "action": "Check region and apiUrl. The client makes further attempts by itself."
  },
  {
    "code": "action_failed",
    "meaning": "`answer()`, `decline()` or `backOnQueue()` did not succeed. The error's `reason` says why.",
    "action": "Show the agent the reason. Where `retryable` is true, the agent can try again while it rings."
  },
  {
    "code": "bad_frame",
    "meaning": "A frame could not be read. The connection stays open. It is reported once a minute at most.",
    "action": "Report it with diagnostics() if it recurs."
  },
  {
    "code": "engine_failed",
    "meaning": "The engine failed, and a new one was started; the toasts stay.",
    "action": "Report it with diagnostics()."
  }
] as const;
