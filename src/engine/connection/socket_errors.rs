//! The errors of sockets, with their likely cause and what to do (S8, and the close codes 1008 and 4003).

use crate::engine::config::Config;
use crate::engine::error::{ErrorCode, PublicError};

pub(super) fn handshake_rejected(config: &Config, missing_scopes: &[&str]) -> PublicError {
    let scopes = if missing_scopes.is_empty() {
        "the scope routing:conversation:read is missing".to_owned()
    } else {
        format!("a scope is missing (the token endpoint's answer lacked {})", missing_scopes.join(", "))
    };
    PublicError {
        code: ErrorCode::HandshakeRejected,
        message: format!(
            "The socket {} was refused three times in a row; a browser does not say why. Likely causes, in this order: \
             the token has expired or was revoked; {scopes}; the organisation has no such endpoint; the network or a proxy \
             blocks WebSockets. It is tried again by itself.",
            before_query(&config.socket_endpoint())
        ),
        retryable: true,
        status: None,
    }
}

pub(super) fn forbidden(code: u16, reason: &str) -> PublicError {
    let reason = if reason.is_empty() { String::new() } else { format!(" It said: {reason}.") };
    PublicError {
        code: ErrorCode::Forbidden,
        message: format!(
            "The server closed the socket with {code}: forbidden.{reason} Give the user or the OAuth client the permission \
             that is missing. It is tried again every half minute."
        ),
        retryable: false,
        status: None,
    }
}

/// `limit_ms`: how long a handshake may take, in ms.
pub(super) fn handshake_timed_out(limit_ms: u64) -> PublicError {
    let limit_s = limit_ms / 1_000;
    PublicError {
        code: ErrorCode::Network,
        message: format!(
            "The socket's handshake took over {limit_s} s, three times in a row: a proxy or firewall on the way holds WebSockets back. Let \
             wss:// to the region's hosts through. It is tried again by itself."
        ),
        retryable: true,
        status: None,
    }
}

pub(super) fn no_answer() -> PublicError {
    PublicError {
        code: ErrorCode::Network,
        message: "Three sockets in a row opened and then brought nothing, not even an answer to a ping: a proxy on the way keeps the frames \
                  of WebSockets back. Let wss:// to the region's hosts through. It is tried again by itself."
            .to_owned(),
        retryable: true,
        status: None,
    }
}

pub(super) fn token_refused() -> PublicError {
    PublicError {
        code: ErrorCode::AuthFailed,
        message: "The server closed the socket with 4001 three times in a row, each time with a new token: it does not accept these tokens. \
                  Check that the token is of this region and organisation, is an access token, and has not expired. It is tried again by \
                  itself."
            .to_owned(),
        retryable: false,
        status: None,
    }
}

pub(super) fn dropped(code: u16, reason: &str) -> PublicError {
    let reason = if reason.is_empty() { String::new() } else { format!(" It said: {reason}.") };
    PublicError {
        code: ErrorCode::ConnectionDropped,
        message: format!(
            "The socket opened and was closed within 5 s, three times in a row, the last time with {code}.{reason} Likely causes: the server is \
             overloaded or being restarted, or a proxy cuts WebSockets. It is tried again by itself."
        ),
        retryable: true,
        status: None,
    }
}

pub(super) fn ended() -> PublicError {
    PublicError {
        code: ErrorCode::ConnectionDropped,
        message:
            "The server ended the connection normally (close code 1000). No ring is shown until start() is called."
                .to_owned(),
        retryable: false,
        status: None,
    }
}

/// Returns an address without its query and fragment, which may contain a token.
fn before_query(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}
