//! Panics: the end of this instance, told to JavaScript just before the trap (D4).

use crate::driver;
use crate::text::decimal;
use core::cell::Cell;
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::*;

thread_local! {
    static TELL: Cell<Option<JsValue>> = const { Cell::new(None) };
}

/// Sets who is told when this instance panics, once for each instance. The message says where, and holds no secret.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(callback: JsValue) {
    TELL.set(Some(callback));
    std::panic::set_hook(Box::new(tell));
}

/// Panics, to see what happens then. No code of the package calls it.
#[wasm_bindgen(js_name = panicForTest)]
#[expect(clippy::panic, reason = "it is what it is for")]
pub fn panic_for_test() {
    panic!("asked to");
}

fn tell(info: &PanicHookInfo<'_>) {
    driver::fail_instance();
    // Only a text that stands in the source: a formatted one may quote a token or a name (T11).
    let mut message = info.payload().downcast_ref::<&str>().copied().unwrap_or("panicked").to_owned();
    if let Some(location) = info.location() {
        message.push_str(" at ");
        message.push_str(location.file());
        message.push(':');
        message.push_str(&decimal(i64::from(location.line())));
    }
    if let Some(callback) = TELL.take() {
        driver::tell_panic(&callback, &message);
    }
}
