//! Handles the results of the app's `getToken` (T1, T3).

use super::{TokenKeeper, token_errors};
use crate::engine::context::Context;
use crate::engine::error::PublicError;
use crate::engine::http_limits;
use crate::engine::input::{AppFailure, AppToken, HttpResponse, RequestId};
use crate::engine::output::LogLevel;
use crate::engine::time::{WallTime, whole_ms};

impl TokenKeeper {
    pub(crate) fn handle_app_token(&mut self, cx: &mut Context, id: RequestId, result: Result<AppToken, AppFailure>) {
        let Some(tries) = self.take_request(cx, id) else { return };
        match result {
            Ok(token) => match bare(&token.access_token) {
                Ok(bare) => {
                    let life_ms = self.app_life_ms(cx, &token);
                    self.accept(cx, bare.to_owned(), life_ms);
                }
                Err(error) => self.fail(cx, error, None),
            },
            Err(AppFailure { status: Some(429), retry_after, message }) => {
                let response = HttpResponse { status: 429, retry_after, body: message, date: None };
                self.handle_rate_limit(cx, tries, &response);
            }
            Err(failed) => {
                let words = self.redact(cx, &failed.message);
                self.fail(cx, token_errors::app_threw(&http_limits::error_text(&words), failed.status), None);
            }
        }
    }

    /// Returns how long a token of the app is valid, in ms; `None` if it is unknown. A past `expiresAt` means that a
    /// clock is wrong, so it counts as unknown.
    fn app_life_ms(&mut self, cx: &mut Context, token: &AppToken) -> Option<u64> {
        let until_ms = token.expires_at_ms.filter(|ms| ms.is_finite()).map(|ms| WallTime(ms as i64).since(cx.wall()));
        let for_ms = token.expires_in_s.filter(|s| s.is_finite() && *s > 0.0).map(|s| whole_ms(s * 1_000.0));
        let why = if token.unreadable_expiry {
            Some(
                "getToken gave an expiresIn that is no number of seconds, or an expiresAt that is no Date and no number of ms",
            )
        } else if until_ms == Some(0) {
            Some("getToken gave an expiresAt that is past: is this computer's clock right?")
        } else {
            None
        };
        if let Some(why) = why.filter(|_| !self.warned_of_expiry) {
            self.warned_of_expiry = true;
            cx.log(
                LogLevel::Warn,
                [why, "; without a usable one the token is kept until the server refuses it"].concat(),
            );
        }
        until_ms.filter(|ms| *ms > 0).or(for_ms)
    }
}

/// Returns the token without white space around it and without the header scheme `Bearer`. Fails if it is empty or
/// contains characters that no HTTP header accepts.
fn bare(given: &str) -> Result<&str, PublicError> {
    const SCHEME: &str = "bearer ";
    let token = given.trim_ascii_start();
    let scheme = token.get(..SCHEME.len()).filter(|scheme| scheme.eq_ignore_ascii_case(SCHEME));
    let token = scheme.and_then(|scheme| token.get(scheme.len()..)).unwrap_or(token).trim_ascii();
    if token.is_empty() {
        return Err(token_errors::empty_app_token());
    }
    // The browser would reject each request with such a header, without naming the token as the reason.
    let valid = token.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    if valid { Ok(token) } else { Err(token_errors::malformed_app_token()) }
}
