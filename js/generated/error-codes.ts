// Generated from src/engine/config.rs and src/engine/error.rs by `npm run build`: do not edit.

/** Identifies a kind of failure. */
export type ErrorCode =
  /**
   * An option is missing, unknown or out of range.
   *
   * To do: Correct the option that the message names.
   */
  | 'invalid_option'
  /**
   * WebSocket, fetch or WebAssembly is missing where start() was called.
   *
   * To do: Call start() in a browser, a worker or Node 22; elsewhere set what is missing on globalThis first.
   */
  | 'unsupported'
  /**
   * The WebAssembly could not be loaded or compiled.
   *
   * To do: Check the `wasm` option's address and MIME type (application/wasm) and the page's Content-Security-Policy ('wasm-unsafe-eval'). The client loads it again by itself where the error is `retryable`; start() loads it at once.
   */
  | 'wasm_load_failed'
  /**
   * There is no token, because the token endpoint or getToken refused; or the API or the socket refuses every new token.
   *
   * To do: Check client id, secret, grant, user and region, or getToken. The client makes further attempts by itself.
   */
  | 'auth_failed'
  /**
   * The token endpoint or the API answered 429 three times in a row, or named a wait of over a minute.
   *
   * To do: Nothing: the client makes the next attempt after the time that the server named. If it recurs, share one token among tabs and apps.
   */
  | 'rate_limited'
  /**
   * There is no answer: the network is down, a proxy blocks the request, or the endpoint does not allow this origin (CORS).
   *
   * To do: Nothing if it passes. Otherwise check the URL, the proxy and the allowed origins of the OAuth client.
   */
  | 'network'
  /**
   * The socket was refused three times in a row; a browser does not say why.
   *
   * To do: Check in this order: the expiry of the token, the scope that the message names, whether the organisation has the endpoint, and whether a proxy blocks WebSockets.
   */
  | 'handshake_rejected'
  /**
   * The server closes each connection soon after it opened, removes each channel, or closed the connection with 1000.
   *
   * To do: Look for a proxy that closes WebSockets, or for too many tabs or logins of one user. After 1000 with `routing-events` call start().
   */
  | 'connection_dropped'
  /**
   * The server closed the socket as forbidden (1008 or 4003), answered 403, or rejected a topic.
   *
   * To do: Give the user or the OAuth client the permission or scope that the message names. The client makes further attempts by itself, about every 30 s.
   */
  | 'forbidden'
  /**
   * The token belongs to no user, for example one of client credentials: it is not known whose rings to show.
   *
   * To do: Use the token of a user (authorization code with PKCE), or set userId or topics.
   */
  | 'no_user_context'
  /**
   * The channel answered but delivered no events. The client found the ring in the list of conversations, shows it, and made a new channel.
   *
   * To do: Nothing. If it recurs, look for too many channels: more than 20 tabs or logins of one user and OAuth client.
   */
  | 'deaf_channel'
  /**
   * The API answered something that was not expected.
   *
   * To do: Check region and apiUrl. The client makes further attempts by itself.
   */
  | 'api_failed'
  /**
   * `answer()`, `decline()` or `backOnQueue()` did not succeed. The error's `reason` says why.
   *
   * To do: Show the agent the reason. Where `retryable` is true, the agent can try again while it rings.
   */
  | 'action_failed'
  /**
   * A frame could not be read. The connection stays open. It is reported once a minute at most.
   *
   * To do: Report it with diagnostics() if it recurs.
   */
  | 'bad_frame'
  /**
   * The engine failed, and a new one was started; the toasts stay.
   *
   * To do: Report it with diagnostics().
   */
  | 'engine_failed';
