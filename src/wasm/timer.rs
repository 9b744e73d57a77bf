//! One timer for each engine.

use super::clock;
use super::runtime::Runtime;
use crate::engine::Input;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Weak;

/// The longest delay that `setTimeout` takes; a longer one would fire at once.
const MAX_DELAY_MS: f64 = 0x7fff_ffff_u32 as f64;

/// Fires [`Input::Timeout`].
#[derive(Default)]
pub(super) struct Timer {
    timeout: RefCell<Option<Timeout>>,
    /// When it fires at the latest, on the monotonic clock.
    at: Cell<f64>,
}

impl Timer {
    /// Fires at `at` of the monotonic clock at the latest; never for `None`. One that comes earlier is left alone.
    pub(super) fn arm(&self, runtime: &Weak<Runtime>, at: Option<u64>) {
        let Some(at) = at.map(|at| at as f64) else { return self.stop() };
        if self.timeout.borrow().is_some() && self.at.get() <= at {
            return;
        }
        self.stop();
        let now = clock::monotonic_ms();
        let delay = (at - now).clamp(0.0, MAX_DELAY_MS).ceil();
        let due = at.min(now + delay);
        let runtime = runtime.clone();
        let timeout = Timeout::new(delay as u32, move || {
            if let Some(runtime) = runtime.upgrade() {
                runtime.handle_timeout();
            }
        });
        // A page may have replaced `setTimeout`, and what it calls may have set an earlier one meanwhile.
        if self.timeout.borrow().is_none() || due < self.at.get() {
            self.at.set(due);
            drop(self.timeout.replace(Some(timeout)));
        }
    }

    pub(super) fn stop(&self) {
        drop(self.timeout.take());
    }

    /// Handles that it has fired. Returns the timer, which must not be dropped during its callback.
    pub(super) fn take_fired(&self) -> Option<Timeout> {
        self.timeout.take()
    }
}

impl Runtime {
    fn handle_timeout(&self) {
        let fired = self.timer().take_fired();
        self.handle(Input::Timeout);
        drop(fired);
    }
}
