//! The check after a wake, a lost network, or a page that is seen again (S10).

use super::context::Context;
use super::time::Timestamp;
use super::timers::Timer;

/// Events of this kind come in bursts: there is one check in so many ms, and what comes too soon is checked then.
const MIN_CHECK_GAP_MS: u64 = 5_000;

/// Keeps checks apart.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    last: Option<Timestamp>,
    /// Since when the sockets are in doubt: after a wake or `offline`.
    suspect_since: Option<Timestamp>,
}

impl Checks {
    /// Asks for a check. If it is made now, returns since when the sockets are in doubt, if they are.
    pub(crate) fn ask(&mut self, cx: &mut Context, suspect_since: Option<Timestamp>) -> Option<Option<Timestamp>> {
        self.suspect_since = [self.suspect_since, suspect_since].into_iter().flatten().min();
        let next = self.last.map_or(cx.now(), |last| last + MIN_CHECK_GAP_MS);
        if next > cx.now() {
            cx.timers.set(Timer::Check, next);
            return None;
        }
        Some(self.handle_timeout(cx))
    }

    /// Makes the check that is due. Returns since when the sockets are in doubt, if they are.
    pub(crate) fn handle_timeout(&mut self, cx: &mut Context) -> Option<Timestamp> {
        self.last = Some(cx.now());
        cx.timers.stop(Timer::Check);
        self.suspect_since.take()
    }
}
