//! What can go wrong, as the app sees it: one table of codes, meanings and what to do.

use serde::Serialize;

/// A code that apps may branch on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// An option is missing, unknown or out of range.
    InvalidOption,
    /// The host lacks what the package needs.
    Unsupported,
    /// The WebAssembly could not be loaded.
    WasmLoadFailed,
    /// No token: refused.
    AuthFailed,
    /// No token: too many requests (T4).
    RateLimited,
    /// No answer.
    Network,
    /// The socket's handshake is refused again and again (S8).
    HandshakeRejected,
    /// The server ends each connection soon after it opened, or has ended it for good (S3).
    ConnectionDropped,
    /// The server closed with 1008 or 4003, or answered 403 (N11).
    Forbidden,
    /// The token belongs to no user (N1).
    NoUserContext,
    /// The channel beats but delivers nothing (N5).
    DeafChannel,
    /// The API answered something that was not expected (N11).
    ApiFailed,
    /// An action of the agent failed (C4). Its `reason` says why.
    ActionFailed,
    /// A frame could not be read (E3).
    BadFrame,
    /// The engine itself failed (D4).
    EngineFailed,
}

/// One row of the table of errors.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ErrorDoc {
    /// The code.
    pub code: ErrorCode,
    /// What happened.
    pub meaning: &'static str,
    /// What to do about it.
    pub action: &'static str,
}

impl ErrorCode {
    /// Every code, in the order of the docs.
    pub const ALL: [Self; 15] = [
        Self::InvalidOption,
        Self::Unsupported,
        Self::WasmLoadFailed,
        Self::AuthFailed,
        Self::RateLimited,
        Self::Network,
        Self::HandshakeRejected,
        Self::ConnectionDropped,
        Self::Forbidden,
        Self::NoUserContext,
        Self::DeafChannel,
        Self::ApiFailed,
        Self::ActionFailed,
        Self::BadFrame,
        Self::EngineFailed,
    ];

    /// The word that apps see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidOption => "invalid_option",
            Self::Unsupported => "unsupported",
            Self::WasmLoadFailed => "wasm_load_failed",
            Self::AuthFailed => "auth_failed",
            Self::RateLimited => "rate_limited",
            Self::Network => "network",
            Self::HandshakeRejected => "handshake_rejected",
            Self::ConnectionDropped => "connection_dropped",
            Self::Forbidden => "forbidden",
            Self::NoUserContext => "no_user_context",
            Self::DeafChannel => "deaf_channel",
            Self::ApiFailed => "api_failed",
            Self::ActionFailed => "action_failed",
            Self::BadFrame => "bad_frame",
            Self::EngineFailed => "engine_failed",
        }
    }

    /// The row of the table of errors.
    pub fn doc(self) -> ErrorDoc {
        let (meaning, action) = match self {
            Self::InvalidOption => {
                ("An option is missing, unknown or out of range.", "Correct the option that the message names.")
            }
            Self::Unsupported => (
                "WebSocket, fetch or WebAssembly is missing where start() was called.",
                "Call start() in a browser, a worker or Node 22; elsewhere set what is missing on globalThis first.",
            ),
            Self::WasmLoadFailed => (
                "The WebAssembly could not be loaded or compiled.",
                "Check the `wasm` option's address and MIME type (application/wasm) and the page's Content-Security-Policy \
                 ('wasm-unsafe-eval'). The client loads it again by itself where the error is `retryable`; start() loads it at once.",
            ),
            Self::AuthFailed => (
                "There is no token, because the token endpoint or getToken refused; or the API or the socket refuses every new token.",
                "Check client id, secret, grant, user and region, or getToken. The client makes further attempts by itself.",
            ),
            Self::RateLimited => (
                "The token endpoint or the API answered 429 three times in a row, or named a wait of over a minute.",
                "Nothing: the client makes the next attempt after the time that the server named. If it recurs, share one token among tabs and apps.",
            ),
            Self::Network => (
                "There is no answer: the network is down, a proxy blocks the request, or the endpoint does not allow this origin (CORS).",
                "Nothing if it passes. Otherwise check the URL, the proxy and the allowed origins of the OAuth client.",
            ),
            Self::HandshakeRejected => (
                "The socket was refused three times in a row; a browser does not say why.",
                "Check in this order: the expiry of the token, the scope that the message names, whether the organisation has the endpoint, \
                 and whether a proxy blocks WebSockets.",
            ),
            Self::ConnectionDropped => (
                "The server closes each connection soon after it opened, removes each channel, or closed the connection with 1000.",
                "Look for a proxy that closes WebSockets, or for too many tabs or logins of one user. After 1000 with `routing-events` call start().",
            ),
            Self::Forbidden => (
                "The server closed the socket as forbidden (1008 or 4003), answered 403, or rejected a topic.",
                "Give the user or the OAuth client the permission or scope that the message names. The client makes further attempts by itself, about every 30 s.",
            ),
            Self::NoUserContext => (
                "The token belongs to no user, for example one of client credentials: it is not known whose rings to show.",
                "Use the token of a user (authorization code with PKCE), or set userId or topics.",
            ),
            Self::DeafChannel => (
                "The channel answered but delivered no events. The client found the ring in the list of conversations, shows it, and made a new channel.",
                "Nothing. If it recurs, look for too many channels: more than 20 tabs or logins of one user and OAuth client.",
            ),
            Self::ApiFailed => (
                "The API answered something that was not expected.",
                "Check region and apiUrl. The client makes further attempts by itself.",
            ),
            Self::ActionFailed => (
                "`answer()`, `decline()` or `backOnQueue()` did not succeed. The error's `reason` says why.",
                "Show the agent the reason. Where `retryable` is true, the agent can try again while it rings.",
            ),
            Self::BadFrame => (
                "A frame could not be read. The connection stays open. It is reported once a minute at most.",
                "Report it with diagnostics() if it recurs.",
            ),
            Self::EngineFailed => {
                ("The engine failed, and a new one was started; the toasts stay.", "Report it with diagnostics().")
            }
        };
        ErrorDoc { code: self, meaning, action }
    }
}

/// An error as the app gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicError {
    /// What kind.
    pub code: ErrorCode,
    /// What happened, why it may have, and what to do. Free of secrets (T11).
    pub message: String,
    /// Whether waiting alone may fix it.
    pub retryable: bool,
    /// The HTTP status behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}
