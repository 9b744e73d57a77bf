//! The agent, or the app, wants a try now (S14).

use super::Engine;
use super::output::LogLevel;
use super::time::Timestamp;

/// One try in so many ms, however often it is asked for.
const MIN_RETRY_GAP_MS: u64 = 1_000;

/// When the next try is due.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NextTry {
    pub(crate) at: Timestamp,
    /// Whether the agent may have it sooner. Not before a time that the server named, nor soon after it has refused.
    pub(crate) can_hasten: bool,
}

impl Engine {
    /// Ends the waits that `online` ends, and no other. What comes too soon after another one is tried then.
    pub(super) fn handle_retry(&mut self) {
        if !self.connection.next_try(&self.token, &self.source).is_some_and(|next| next.can_hasten) {
            return;
        }
        let cx = &mut self.cx;
        let at = self.retried_at.map_or(cx.now(), |last| cx.now().max(last + MIN_RETRY_GAP_MS));
        let of_socket = self.connection.hasten(cx, at);
        let of_token = self.token.hasten(cx, at);
        if self.source.hasten(cx, at) || of_token || of_socket {
            self.retried_at = Some(at);
            cx.log(LogLevel::Info, format!("retry(): next try in {} ms", at - cx.now()));
        }
    }
}
