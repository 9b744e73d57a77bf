//! Reads the answers of the token endpoint (T3, T5).

use crate::engine::secret::Secret;
use json::Raw;
use std::borrow::Cow;

/// How long a token is valid if the answer does not say so (T3), in s.
const DEFAULT_LIFE_S: f64 = 3_600.0;

/// A token that the endpoint issued.
pub(super) struct Grant {
    pub(super) access_token: String,
    pub(super) life_s: f64,
    pub(super) scope: Option<String>,
}

/// Reads a 2xx answer. `None` if it contains no token.
pub(super) fn read_grant(body: &str) -> Option<Grant> {
    let [access_token, expires_in, scope] = json::fields(body, ["access_token", "expires_in", "scope"])?;
    let life_s = expires_in.and_then(Raw::number).filter(|s| s.is_finite() && *s > 0.0);
    Some(Grant {
        access_token: access_token?.text().filter(|token| !token.is_empty())?.into_owned(),
        life_s: life_s.unwrap_or(DEFAULT_LIFE_S),
        scope: scope.and_then(Raw::text).map(Cow::into_owned),
    })
}

/// Returns the body without its token. An answer with an error status may contain one, too (T11).
pub(super) fn without_token(body: &str) -> String {
    let token = json::fields(body, ["access_token"]).and_then(|[token]| token?.text());
    token.map_or_else(|| body.to_owned(), |token| Secret::new(token).redact(body))
}
