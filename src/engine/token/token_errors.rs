//! The errors of tokens, with their likely cause and what to do (T4, T5).

use crate::engine::config::Config;
use crate::engine::error::{ErrorCode, PublicError};

/// Returns whether a later try may succeed without a change by the user (T5).
fn waiting_may_help(status: u16) -> bool {
    status >= 500 || status == 408
}

pub(super) fn refused(config: &Config, status: u16, words: &str) -> PublicError {
    let advice = match status {
        400 | 401 => {
            "Check client id, client secret and grant type (client credentials), and that the region is the organisation's own."
        }
        403 => "Check that the OAuth client is active and may use this grant.",
        _ if waiting_may_help(status) => "It is tried again by itself.",
        _ => "Check region and tokenUrl.",
    };
    let words = if words.is_empty() { String::new() } else { format!(" It said: {words}") };
    PublicError {
        code: ErrorCode::AuthFailed,
        message: format!("The token endpoint {} answered {status}.{words} {advice}", config.token_endpoint()),
        retryable: waiting_may_help(status),
        status: Some(status),
    }
}

/// `wait_ms`: how long no token is requested, in ms.
pub(super) fn rate_limited(config: &Config, wait_ms: u64) -> PublicError {
    let who = if config.app_tokens { "getToken was" } else { "the token endpoint" };
    PublicError {
        code: ErrorCode::RateLimited,
        message: format!(
            "OAuth token fetch failed after retries: {who} answered 429 (too many requests). It is tried again in {} s. \
             Share one token among tabs and apps if this recurs.",
            wait_ms.div_ceil(1_000)
        ),
        retryable: true,
        status: Some(429),
    }
}

pub(super) fn no_token_in_answer(config: &Config, status: u16) -> PublicError {
    PublicError {
        code: ErrorCode::AuthFailed,
        message: format!(
            "The token endpoint {} answered {status} without an access_token. Check region and tokenUrl: is a proxy or login page in the way?",
            config.token_endpoint()
        ),
        retryable: true,
        status: Some(status),
    }
}

pub(super) fn no_answer(config: &Config, words: &str) -> PublicError {
    network(format!(
        "No answer from the token endpoint {} ({words}): the network is down, a proxy is in the way, or the endpoint does not \
         allow this page's origin (CORS). It is tried again by itself.",
        config.token_endpoint()
    ))
}

pub(super) fn timed_out(config: &Config) -> PublicError {
    let who = if config.app_tokens {
        "getToken".to_owned()
    } else {
        format!("The token endpoint {}", config.token_endpoint())
    };
    network(format!("{who} took over 15 s and was given up. It is tried again by itself."))
}

pub(super) fn app_threw(words: &str, status: Option<u16>) -> PublicError {
    PublicError {
        code: ErrorCode::AuthFailed,
        message: format!(
            "getToken failed: {words}. It is called again by itself; call start() after stop() to try at once."
        ),
        retryable: true,
        status,
    }
}

pub(super) fn empty_app_token() -> PublicError {
    unusable_app_token("an empty token")
}

pub(super) fn malformed_app_token() -> PublicError {
    unusable_app_token("a token with characters inside that no HTTP header takes (a line break?)")
}

fn unusable_app_token(what: &str) -> PublicError {
    PublicError {
        code: ErrorCode::AuthFailed,
        message: format!(
            "getToken gave {what}: it must give a non-empty string or {{ accessToken, expiresIn? or expiresAt? }}."
        ),
        retryable: false,
        status: None,
    }
}

fn network(message: String) -> PublicError {
    PublicError { code: ErrorCode::Network, message, retryable: true, status: None }
}
