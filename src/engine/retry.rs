//! Handles the command `retry()` (S14).

use super::Engine;
use super::output::LogLevel;
use super::time::Timestamp;

/// The shortest time between two tries by `retry()`, in ms.
const MIN_RETRY_GAP_MS: u64 = 1_000;

/// The next try.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NextTry {
    pub(crate) at: Timestamp,
    /// Whether `retry()` can make it earlier. It cannot if the server named the time, or forbade the connection.
    pub(crate) can_hasten: bool,
}

impl Engine {
    /// Ends the waits that the event `online` shortens. If the last try was too recent, the next one follows after the
    /// shortest time.
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
