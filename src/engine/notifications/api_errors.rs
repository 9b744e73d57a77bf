//! The errors of the Notifications API, with their likely cause and what to do (N1, N5, N11).

use super::bodies::Rejected;
use super::call::Call;
use crate::engine::config::Config;
use crate::engine::error::{ErrorCode, PublicError};

pub(super) fn no_answer(config: &Config, call: Call, words: &str) -> PublicError {
    let (name, _) = call.name_and_scope();
    PublicError {
        code: ErrorCode::Network,
        message: format!(
            "No answer from {} to {name} ({words}): the network is down, a proxy is in the way, or region or apiUrl is wrong. \
             It is tried again by itself.",
            config.api_endpoint("")
        ),
        retryable: true,
        status: None,
    }
}

pub(super) fn answered(config: &Config, call: Call, status: u16, words: &str) -> PublicError {
    let (name, _) = call.name_and_scope();
    PublicError {
        code: ErrorCode::ApiFailed,
        message: format!(
            "{} answered {status} to {name}. It said: {words} Check region and apiUrl if it stays so; it is tried again by itself.",
            config.api_endpoint("")
        ),
        retryable: status >= 500 || status == 408,
        status: Some(status),
    }
}

pub(super) fn unreadable(config: &Config, call: Call) -> PublicError {
    let (name, _) = call.name_and_scope();
    PublicError {
        code: ErrorCode::ApiFailed,
        message: format!(
            "The answer of {} to {name} could not be read. Check region and apiUrl: is a proxy or login page in the way? \
             It is tried again by itself.",
            config.api_endpoint("")
        ),
        retryable: true,
        status: None,
    }
}

pub(super) fn unauthorized(config: &Config, call: Call) -> PublicError {
    let (name, _) = call.name_and_scope();
    PublicError {
        code: ErrorCode::AuthFailed,
        message: format!(
            "{} answered 401 to {name} three times in a row, each time to a new token: it does not accept these tokens. Check that the token \
             is of an active user of the organisation in this region (region, apiUrl), and that getToken gives an access token that has \
             not expired. It is tried again by itself.",
            config.api_endpoint("")
        ),
        retryable: false,
        status: Some(401),
    }
}

/// `wait_ms`: how long no request is sent, in ms.
pub(super) fn rate_limited(call: Call, wait_ms: u64) -> PublicError {
    let (name, _) = call.name_and_scope();
    PublicError {
        code: ErrorCode::RateLimited,
        message: format!(
            "The API answered 429 (too many requests) to {name}. It is asked again in {} s. All apps and tabs of a user share one allowance: \
             look for another one that asks too often.",
            wait_ms.div_ceil(1_000)
        ),
        retryable: true,
        status: Some(429),
    }
}

pub(super) fn forbidden(call: Call, permissions: Option<&str>) -> PublicError {
    let (name, scope) = call.name_and_scope();
    let missing = permissions.map_or_else(
        || format!("Give the OAuth client the scope {scope}"),
        |permissions| format!("Give the user the permission {permissions}, or the OAuth client the scope {scope}"),
    );
    let then = if call == Call::Conversations {
        "Until then rings that begin while the connection is down are not found."
    } else {
        "It is tried again every half minute."
    };
    PublicError {
        code: ErrorCode::Forbidden,
        message: format!("{name} was answered 403: forbidden. {missing}. {then}"),
        retryable: false,
        status: Some(403),
    }
}

pub(super) fn rejected(rejected: &[Rejected], all: bool) -> PublicError {
    let mut message = String::from("Topics were rejected:");
    for topic in rejected {
        message.push_str(&format!(" {} ({}", topic.topic, topic.reason));
        if !topic.permissions.is_empty() {
            message.push_str(&format!("; permission {}", topic.permissions.join(", ")));
        }
        message.push_str(").");
    }
    message.push_str(if all {
        " None is left: give the user the permissions, or take the topics out. It is tried again every half minute."
    } else {
        " The others go on. Give the user the permissions, or take the topics out."
    });
    PublicError { code: ErrorCode::Forbidden, message, retryable: false, status: None }
}

pub(super) fn no_user_context(app_tokens: bool) -> PublicError {
    let why = if app_tokens {
        "The token that getToken gave belongs to no user"
    } else {
        "A token of client credentials belongs to no user"
    };
    PublicError {
        code: ErrorCode::NoUserContext,
        message: format!(
            "{why}, so it is unknown whose rings to show. Use a user's own token (authorization code with PKCE) with getToken; or give \
             userId, or topics that name a user; or topics of queues with ringing: 'any-agent'."
        ),
        retryable: false,
        status: None,
    }
}

pub(super) fn deaf_channel() -> PublicError {
    PublicError {
        code: ErrorCode::DeafChannel,
        message: "The notification channel answers but delivers no events: the server knows a ring that never came. The ring is shown, \
                  and a new channel is made. If this recurs, look for too many channels (more than 20 tabs or logins of one user and OAuth client)."
            .to_owned(),
        retryable: true,
        status: None,
    }
}

/// Returns the error for tokens that are revoked again and again soon after they were issued.
pub(super) fn token_revoked() -> PublicError {
    PublicError {
        code: ErrorCode::AuthFailed,
        message: "The server revoked three tokens in a row within a minute of each other. Likely cause: the user's tokens are revoked on each \
                  new login, by another app or by this one: let getToken give the token of the login that is in use. It is tried again by \
                  itself, ever more slowly."
            .to_owned(),
        retryable: false,
        status: None,
    }
}

/// Returns the error for channels that are lost again and again soon after they were created.
pub(super) fn channels_taken_away() -> PublicError {
    PublicError {
        code: ErrorCode::ConnectionDropped,
        message: "Three notification channels in a row were gone within 30 s of their making. Likely cause: more desktops, tabs or apps of \
                  this user and OAuth client than the 20 channels that they have take them from each other. Close some, or give each app \
                  an OAuth client of its own. It is tried again by itself."
            .to_owned(),
        retryable: true,
        status: None,
    }
}

pub(super) fn handshake_rejected(config: &Config) -> PublicError {
    PublicError {
        code: ErrorCode::HandshakeRejected,
        message: format!(
            "The socket of the notification channel was refused three times in a row, though {} answers; a browser does not say why. \
             Likely causes, in this order: a proxy or a Content-Security-Policy blocks wss://streaming.{}; the channel was taken over by \
             another tab or login. It is tried again by itself, with a new channel.",
            config.api_endpoint(""),
            config.host()
        ),
        retryable: true,
        status: None,
    }
}
