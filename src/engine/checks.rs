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
    /// Whether the sockets are in doubt: after a wake or `offline`.
    in_doubt: bool,
}

impl Checks {
    /// Asks for a check. If it is made now, returns whether the sockets are in doubt.
    pub(crate) fn ask(&mut self, cx: &mut Context, in_doubt: bool) -> Option<bool> {
        self.in_doubt |= in_doubt;
        let next = self.last.map_or(cx.now(), |last| last + MIN_CHECK_GAP_MS);
        if next > cx.now() {
            cx.timers.set(Timer::Check, next);
            return None;
        }
        Some(self.handle_timeout(cx))
    }

    /// Makes the check that is due. Returns whether the sockets are in doubt.
    pub(crate) fn handle_timeout(&mut self, cx: &mut Context) -> bool {
        self.last = Some(cx.now());
        cx.timers.stop(Timer::Check);
        core::mem::take(&mut self.in_doubt)
    }
}
