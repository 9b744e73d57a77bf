//! What the app's own `getToken` gives (T1, T3).

use super::{TokenKeeper, failure};
use crate::engine::config::whole_ms;
use crate::engine::context::Context;
use crate::engine::http;
use crate::engine::input::{AppToken, RequestId};
use crate::engine::output::LogLevel;
use crate::engine::time::WallTime;
use crate::prelude::*;

impl TokenKeeper {
    pub(crate) fn handle_app_token(&mut self, cx: &mut Context, id: RequestId, result: Result<AppToken, String>) {
        if self.take_request(cx, id).is_none() {
            return;
        }
        match result {
            Ok(token) if token.access_token.is_empty() => self.fail(cx, failure::app_gave_none(), None),
            Ok(token) => {
                let life_ms = self.app_life_ms(cx, &token);
                self.accept(cx, token.access_token, life_ms);
            }
            Err(message) => {
                let words = self.redact(cx, &message);
                self.fail(cx, failure::app_threw(&http::words(&words)), None);
            }
        }
    }

    /// The life of a token from the app. A given end that is past already comes from a clock that is wrong: unknown then.
    fn app_life_ms(&mut self, cx: &mut Context, token: &AppToken) -> Option<u64> {
        let until_ms = token.expires_at_ms.filter(|ms| ms.is_finite()).map(|ms| WallTime(ms as i64).since(cx.wall()));
        let for_ms = token.expires_in_s.filter(|s| s.is_finite() && *s > 0.0).map(|s| whole_ms(s * 1_000.0));
        if until_ms == Some(0) && !self.warned_of_clock {
            self.warned_of_clock = true;
            cx.log(
                LogLevel::Warn,
                "getToken gave an expiresAt that is past: is this computer's clock right? Its expiry counts as unknown",
            );
        }
        until_ms.filter(|ms| *ms > 0).or(for_ms)
    }
}
