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
    pub const ALL: [Self; 14] = [
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
                "Call start() in a browser, a worker or Node 22; elsewhere put what is missing on globalThis first.",
            ),
            Self::WasmLoadFailed => (
                "The WebAssembly could not be loaded or compiled.",
                "Check the `wasm` option's address and MIME type (application/wasm) and the page's Content-Security-Policy \
                 ('wasm-unsafe-eval'). What waiting can help is tried again by itself; start() tries at once.",
            ),
            Self::AuthFailed => (
                "No token: the token endpoint or getToken refused. Or the API or the socket refuses every new token.",
                "Check client id, secret, grant, user and region, or the app's own getToken. It is tried again by itself.",
            ),
            Self::RateLimited => (
                "The token endpoint or the API answered 429 three times in a row, or asked to wait for over a minute.",
                "Nothing: it is tried again after the time that the server named. Share one token among tabs and apps if it recurs.",
            ),
            Self::Network => (
                "No answer: the network is down, a proxy is in the way, or the endpoint does not allow this origin (CORS).",
                "Nothing if it passes. Otherwise check address, proxy and the client's allowed origins.",
            ),
            Self::HandshakeRejected => (
                "The socket was refused three times in a row; a browser does not say why.",
                "Check in this order: the token's expiry, the scope that the message names, whether the organisation has the endpoint, and \
                 whether a proxy lets WebSockets through.",
            ),
            Self::ConnectionDropped => (
                "The server ends each connection soon after it opened, takes each channel away, or has ended the connection with 1000.",
                "Look for a proxy that cuts WebSockets, or for too many desktops of one user. After 1000 with `routing-events` call start().",
            ),
            Self::Forbidden => (
                "The server closed the socket as forbidden (1008 or 4003), answered 403, or rejected a topic.",
                "Give the user or client the permission or scope that the message names. It is tried again every half minute.",
            ),
            Self::NoUserContext => (
                "The token belongs to no user, as with client credentials: nobody's rings are known.",
                "Use a user's token (authorization code with PKCE), or give userId or topics.",
            ),
            Self::DeafChannel => (
                "The channel beat but delivered no events; a new one was made, and the ring is shown.",
                "Nothing. If it recurs, look for too many channels: more than 20 tabs or logins of one user and OAuth client.",
            ),
            Self::ApiFailed => (
                "The API answered something that was not expected.",
                "Check region and apiUrl. It is tried again by itself.",
            ),
            Self::BadFrame => (
                "A frame could not be read. The connection stays; at most one report a minute.",
                "Report it with diagnostics() if it recurs.",
            ),
            Self::EngineFailed => {
                ("The engine failed and was started afresh; the toasts stay.", "Report it with diagnostics().")
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
