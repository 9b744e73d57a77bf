//! The waits between token requests: after a 429, and after a failure (T4–T6, S10).

use super::{Fetch, TokenKeeper, token_errors};
use crate::engine::backoff;
use crate::engine::context::Context;
use crate::engine::error::PublicError;
use crate::engine::failures::{Part, Urgency};
use crate::engine::http_limits::{self, LONG_WAIT_MS, MAX_TRIES};
use crate::engine::input::HttpResponse;
use crate::engine::output::{LogLevel, Output};
use crate::engine::time::Timestamp;
use crate::engine::timers::Timer;

/// The timers of the token.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TokenTimer {
    Request,
    RateLimit,
    Retry,
}

impl TokenKeeper {
    /// Prolongs a wait that the server named by the time that the computer slept. A clock that was set forward looks
    /// the same as sleep, so such waits count by the monotonic clock alone and no request is sent too early (T4).
    pub(crate) fn handle_sleep(&mut self, cx: &mut Context, slept_ms: u64) {
        let Some(not_before) = self.not_before.as_mut() else { return };
        *not_before = *not_before + slept_ms;
        let later = *not_before;
        match &mut self.fetch {
            Fetch::RateLimited { until, .. } => {
                *until = later;
                cx.timers.set(Timer::RateLimit, later);
            }
            Fetch::Failed { until, named_by_server: true } if *until < later => {
                *until = later;
                cx.timers.set(Timer::AuthRetry, later);
            }
            Fetch::Failed { .. } | Fetch::Idle | Fetch::Loading | Fetch::Requesting { .. } => {}
        }
    }

    /// Shortens the wait of T6 when the network is back, unless the server named it (S10).
    pub(crate) fn handle_online(&mut self, cx: &mut Context) {
        if matches!(self.fetch, Fetch::Failed { named_by_server: false, .. }) {
            let soon = cx.now() + cx.rng.u64(..=backoff::ONLINE_SPREAD_MS);
            self.hasten(cx, soon);
        }
    }

    /// Ends the wait of T6 at `at`, unless it ends earlier or the server named it (S10, S14). Returns whether the wait
    /// changed.
    pub(crate) fn hasten(&mut self, cx: &mut Context, at: Timestamp) -> bool {
        match &mut self.fetch {
            Fetch::Failed { until, named_by_server: false } if at < *until => {
                *until = at;
                cx.timers.set(Timer::AuthRetry, at);
                true
            }
            Fetch::Failed { .. }
            | Fetch::Idle
            | Fetch::Loading
            | Fetch::Requesting { .. }
            | Fetch::RateLimited { .. } => false,
        }
    }

    pub(crate) fn handle_timeout(&mut self, cx: &mut Context, timer: TokenTimer) {
        match (timer, &self.fetch) {
            (TokenTimer::Request, Fetch::Requesting { id, .. }) => {
                cx.emit(Output::Cancel(*id));
                self.fail(cx, token_errors::timed_out(&cx.config), None);
            }
            (TokenTimer::RateLimit, &Fetch::RateLimited { tries, .. }) => self.send(cx, tries + 1),
            (TokenTimer::Retry, Fetch::Failed { .. }) => self.fetch = Fetch::Idle,
            (TokenTimer::Request | TokenTimer::RateLimit | TokenTimer::Retry, _) => {}
        }
    }

    pub(super) fn handle_rate_limit(&mut self, cx: &mut Context, tries: u32, response: &HttpResponse) {
        let named_ms = http_limits::named_wait_ms(response, cx.wall(), tries);
        let wait_ms = backoff::at_least_ms(named_ms, &mut cx.rng);
        let until = cx.now() + wait_ms;
        self.not_before = Some(until);
        let error = token_errors::rate_limited(&cx.config, wait_ms);
        if tries >= MAX_TRIES {
            self.fail(cx, error, Some(wait_ms));
            return;
        }
        if wait_ms > LONG_WAIT_MS {
            cx.fail(Part::Token, &error, Urgency::AtOnce);
            self.error = Some(error);
        }
        self.wait_for_server(cx, tries, until);
        cx.log(LogLevel::Warn, format!("token endpoint: 429, next try in {wait_ms} ms"));
    }

    pub(super) fn wait_for_server(&mut self, cx: &mut Context, tries: u32, until: Timestamp) {
        self.fetch = Fetch::RateLimited { tries, until };
        cx.timers.set(Timer::RateLimit, until);
    }

    pub(super) fn fail(&mut self, cx: &mut Context, error: PublicError, named_ms: Option<u64>) {
        let base_ms = cx.config.auth_retry_delay_ms;
        let jitter = cx.config.backoff.jitter;
        let mut wait_ms = backoff::auth_retry_ms(base_ms, self.failures, jitter, &mut cx.rng);
        if self.failures == 0 && matches!(error.status, Some(429 | 503)) {
            wait_ms += cx.rng.u64(..=backoff::SERVER_SPREAD_MS);
        }
        let until = cx.now() + wait_ms.max(named_ms.unwrap_or(0));
        self.failures = self.failures.saturating_add(1);
        self.fetch = Fetch::Failed { until, named_by_server: named_ms.is_some() };
        cx.timers.stop(Timer::TokenRequest);
        cx.timers.set(Timer::AuthRetry, until);
        cx.fail(Part::Token, &error, Urgency::AtOnce);
        self.error = Some(error);
    }
}
