//! Panics: the end of this instance, told to JavaScript just before the trap (D4).

use crate::driver;
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::*;

/// Sets who is told when this instance panics, once for each instance. The message says where, and holds no secret.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(callback: &JsValue) {
    driver::on_panic(callback);
    set_hook();
}

/// Panics, to see what happens then. No code of the package calls it.
#[wasm_bindgen(js_name = panicForTest)]
#[expect(clippy::panic, reason = "it is what it is for")]
pub fn panic_for_test() {
    panic!("asked to");
}

/// Has every panic of this instance told.
pub(super) fn set_hook() {
    std::panic::set_hook(Box::new(tell));
}

/// Only a text that stands in the source is told; a formatted one may quote a token or a name (T11).
fn tell(info: &PanicHookInfo<'_>) {
    driver::fail_instance();
    let words = info.payload().downcast_ref().copied().unwrap_or("panicked");
    let message = match info.location() {
        Some(place) => format!("{words} at {}:{}", place.file(), place.line()),
        None => words.to_owned(),
    };
    driver::tell_panic(&message);
}
