//! Limits how often the sockets are checked after a wake, a lost network, or when the page is shown again (S10).

use super::context::Context;
use super::time::Timestamp;
use super::timers::Timer;

/// The shortest time between two checks, in ms, because these events come in bursts. A check that is requested earlier
/// runs at the end of that time.
const MIN_CHECK_GAP_MS: u64 = 5_000;

/// Stores the time of the last check, and since when the sockets are suspect.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    last: Option<Timestamp>,
    /// Since when the sockets are suspect: after a wake or `offline`.
    suspect_since: Option<Timestamp>,
}

impl Checks {
    /// Requests a check. Returns `None` if it runs later, else since when the sockets are suspect, if they are.
    pub(crate) fn ask(&mut self, cx: &mut Context, suspect_since: Option<Timestamp>) -> Option<Option<Timestamp>> {
        self.suspect_since = [self.suspect_since, suspect_since].into_iter().flatten().min();
        let next = self.last.map_or(cx.now(), |last| last + MIN_CHECK_GAP_MS);
        if next > cx.now() {
            cx.timers.set(Timer::Check, next);
            return None;
        }
        Some(self.handle_timeout(cx))
    }

    /// Runs the check that is due. Returns since when the sockets are suspect, if they are.
    pub(crate) fn handle_timeout(&mut self, cx: &mut Context) -> Option<Timestamp> {
        self.last = Some(cx.now());
        cx.timers.stop(Timer::Check);
        self.suspect_since.take()
    }
}
