//! Panics: report the end of this instance to JavaScript, just before the trap (D4).

use js_sys::Function;
use std::cell::RefCell;
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use wasm_bindgen::prelude::*;

static FAILED: AtomicBool = AtomicBool::new(false);

thread_local! {
    static CALLBACK: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Sets the callback for a panic of this instance. The message contains the place in the source, and no secret.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(callback: Function) {
    CALLBACK.set(Some(callback));
    std::panic::set_hook(Box::new(report));
}

/// Stops every engine of this instance, including timers that fire later. JavaScript calls it for a trap that was no
/// panic.
#[wasm_bindgen(js_name = failInstance)]
pub fn fail_instance() {
    FAILED.store(true, Ordering::Relaxed);
}

/// Panics, for tests of what follows. The package never calls it.
#[wasm_bindgen(js_name = panicForTest)]
#[expect(clippy::panic, reason = "it is what it is for")]
pub fn panic_for_test() {
    panic!("asked to");
}

/// Returns whether this instance has failed: its memory cannot be trusted.
pub(super) fn has_failed() -> bool {
    FAILED.load(Ordering::Relaxed)
}

fn report(info: &PanicHookInfo<'_>) {
    fail_instance();
    // Only a message that is a literal in the source is used. A formatted one may contain a token or a name (T11).
    let words = info.payload().downcast_ref::<&str>().copied().unwrap_or("panicked");
    let place = info.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
    let message = format!("{words}{place}");
    let callback = CALLBACK.try_with(|callback| callback.try_borrow().ok()?.clone()).ok().flatten();
    if let Some(callback) = callback {
        // An exception of the callback is ignored: the trap follows.
        let _ = callback.call1(&JsValue::UNDEFINED, &JsValue::from_str(&message));
    }
}
