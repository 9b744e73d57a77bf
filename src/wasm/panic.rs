//! Panics: the end of this instance, told to JavaScript just before the trap (D4).

use js_sys::Function;
use std::cell::RefCell;
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use wasm_bindgen::prelude::*;

static FAILED: AtomicBool = AtomicBool::new(false);

thread_local! {
    static CALLBACK: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Sets what is called when this instance panics, once for each instance. The message says where, and holds no secret.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(callback: Function) {
    CALLBACK.set(Some(callback));
    std::panic::set_hook(Box::new(report));
}

/// Keeps every engine of this instance still from now on, timers that fire later included. For a trap that was no panic.
#[wasm_bindgen(js_name = failInstance)]
pub fn fail_instance() {
    FAILED.store(true, Ordering::Relaxed);
}

/// Panics, to see what happens then. No code of the package calls it.
#[wasm_bindgen(js_name = panicForTest)]
#[expect(clippy::panic, reason = "it is what it is for")]
pub fn panic_for_test() {
    panic!("asked to");
}

/// Whether this instance has failed: what it holds cannot be trusted.
pub(super) fn has_failed() -> bool {
    FAILED.load(Ordering::Relaxed)
}

fn report(info: &PanicHookInfo<'_>) {
    fail_instance();
    // Only a text that stands in the source: a formatted one may quote a token or a name (T11).
    let words = info.payload().downcast_ref::<&str>().copied().unwrap_or("panicked");
    let place = info.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
    let message = format!("{words}{place}");
    let callback = CALLBACK.try_with(|callback| callback.try_borrow().ok()?.clone()).ok().flatten();
    if let Some(callback) = callback {
        // What it throws has nowhere to go.
        let _ = callback.call1(&JsValue::UNDEFINED, &JsValue::from_str(&message));
    }
}
