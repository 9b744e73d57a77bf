//! Says why no socket stays open, and what to do (S8, and the close codes 1008 and 4003).

use crate::engine::config::Config;
use crate::engine::error::{ErrorCode, PublicError};
use crate::prelude::*;
use crate::text::{before, decimal, filled, listed};

pub(super) fn handshake_rejected(config: &Config, missing_scopes: &[&str]) -> PublicError {
    let scopes = if missing_scopes.is_empty() {
        "the scope routing:conversation:read is missing".to_owned()
    } else {
        filled("a scope is missing (the token endpoint's answer lacked {})", &[&listed(missing_scopes)])
    };
    PublicError {
        code: ErrorCode::HandshakeRejected,
        message: filled(
            "The socket {} was refused three times in a row; a browser does not say why. Likely causes, in this order: \
             the token has expired or was revoked; {}; the organisation has no such endpoint; the network or a proxy \
             blocks WebSockets. It is tried again by itself.",
            &[before(&config.socket_endpoint(), b"?#"), &scopes],
        ),
        retryable: true,
        status: None,
    }
}

pub(super) fn forbidden(code: u16, reason: &str) -> PublicError {
    let reason = if reason.is_empty() { String::new() } else { filled(" It said: {}.", &[reason]) };
    PublicError {
        code: ErrorCode::Forbidden,
        message: filled(
            "The server closed the socket with {}: forbidden.{} Give the user or the OAuth client the permission \
             that is missing. It is tried again every half minute.",
            &[&decimal(i64::from(code)), &reason],
        ),
        retryable: false,
        status: None,
    }
}
