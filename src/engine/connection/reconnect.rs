//! The wait before the next connection attempt (S4, S10).

use super::Connection;
use super::close_code::Cause;
use super::sockets::{Next, Wait};
use crate::engine::backoff;
use crate::engine::context::Context;
use crate::engine::output::LogLevel;
use crate::engine::time::Timestamp;
use crate::engine::timers::Timer;

impl Connection {
    /// Shortens the wait of S4 when the network is back (S10).
    pub(crate) fn handle_online(&mut self, cx: &mut Context) {
        if self.sockets.waiting().is_some_and(|wait| !wait.forbidden) {
            let soon = cx.now() + cx.rng.u64(..=backoff::ONLINE_SPREAD_MS);
            self.hasten(cx, soon);
        }
    }

    /// Ends the wait of S4 at `at`, unless it ends earlier or the server forbade the connection (S10, S14). Returns
    /// whether the wait changed.
    pub(crate) fn hasten(&mut self, cx: &mut Context, at: Timestamp) -> bool {
        let longer = |wait: &&mut Wait| !wait.forbidden && at < wait.until;
        let Some(wait) = self.sockets.waiting_mut().filter(longer) else { return false };
        wait.until = at;
        cx.timers.set(Timer::Reconnect, at);
        true
    }

    /// Starts the wait before the next attempt (S4).
    pub(super) fn wait(&mut self, cx: &mut Context, cause: Cause) {
        let options = cx.config.backoff;
        let max_ms = options.max_ms;
        let mut ms = match (cause, cx.page.online) {
            (Cause::Forbidden, _) => backoff::at_least_ms(max_ms, &mut cx.rng),
            (_, false) => backoff::reconnect_ms(&options, u32::MAX, &mut cx.rng),
            (_, true) => backoff::reconnect_ms(&options, self.attempt, &mut cx.rng),
        };
        if cause == Cause::ServerSide && self.attempt == 0 {
            ms = ms.saturating_add(cx.rng.u64(..=backoff::SERVER_SPREAD_MS));
        }
        let until = cx.now() + ms;
        self.attempt = self.attempt.saturating_add(1);
        self.sockets.set_next(Next::Waiting(Wait { until, forbidden: cause == Cause::Forbidden }));
        cx.timers.set(Timer::Reconnect, until);
        cx.log(LogLevel::Info, format!("next try in {ms} ms (attempt {})", self.attempt));
    }

    pub(super) fn stop_waiting(&mut self, cx: &mut Context) {
        self.sockets.end_wait();
        cx.timers.stop(Timer::Reconnect);
    }
}
