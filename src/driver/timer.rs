//! The one timer.
//!
//! Not gloo's: its ids are hidden, and a timer of a failed instance must be cleared from outside (D4).

use super::js::{self, Callback};
use super::resource::{Held, Resources};
use core::cell::RefCell;
use wasm_bindgen::JsValue;

/// The longest wait that `setTimeout` takes; a longer one would fire at once.
const MAX_DELAY_MS: f64 = 2_147_483_647.0;

/// Calls back at a time of the monotonic clock, or earlier: an early timeout is harmless.
pub(super) struct Timer {
    fire: Callback,
    resources: Resources,
    armed: RefCell<Option<Armed>>,
}

struct Armed {
    id: JsValue,
    at_ms: f64,
    _held: Option<Held>,
}

impl Timer {
    pub(super) fn new(resources: Resources, fire: impl Fn() + 'static) -> Self {
        Self { fire: js::callback(move |_| fire()), resources, armed: RefCell::new(None) }
    }

    /// Makes the timer fire at `at` at the latest; `None` stands it still. One that fires earlier anyway is left alone.
    pub(super) fn arm(&self, at: Option<u64>) {
        let Some(at) = at else {
            self.armed.take();
            return;
        };
        let at_ms = at as f64;
        if self.armed.borrow().as_ref().is_some_and(|armed| armed.at_ms <= at_ms) {
            return;
        }
        let now_ms = js::performance_now();
        let delay_ms = (at_ms - now_ms).clamp(0.0, MAX_DELAY_MS).ceil();
        let id = js::set_timeout(self.fire.as_js_value(), delay_ms);
        let held = js::bound_global("clearTimeout", &id).map(|clear| self.resources.hold_closer(&clear));
        self.armed.replace(Some(Armed { id, at_ms: at_ms.min(now_ms + delay_ms), _held: held }));
    }

    /// Notes that it has fired.
    pub(super) fn fired(&self) {
        self.armed.take();
    }
}

impl Drop for Armed {
    fn drop(&mut self) {
        js::clear_timeout(&self.id);
    }
}
