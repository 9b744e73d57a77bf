//! Panics: the end of this instance, told to JavaScript just before the trap (D4).

use crate::driver;
use crate::prelude::*;
use crate::text::decimal;
use core::panic::Location;
use wasm_bindgen::prelude::*;

/// Sets who is told when this instance panics, once for each instance. The message says where, and holds no secret.
/// What is published takes it from `browser.js`.
#[cfg(feature = "std")]
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(callback: &JsValue) {
    driver::on_panic(callback);
    std::panic::set_hook(Box::new(|info| tell(info.payload().downcast_ref().copied(), info.location())));
}

/// Panics, to see what happens then. No code of the package calls it.
#[wasm_bindgen(js_name = panicForTest)]
#[expect(clippy::panic, reason = "it is what it is for")]
pub fn panic_for_test() {
    panic!("asked to");
}

#[cfg(not(feature = "std"))]
#[panic_handler]
fn handle(info: &core::panic::PanicInfo<'_>) -> ! {
    tell(info.message().as_str(), info.location());
    core::arch::wasm32::unreachable()
}

/// `words`: only a text that stands in the source; a formatted one may quote a token or a name (T11).
fn tell(words: Option<&str>, place: Option<&Location<'_>>) {
    driver::fail_instance();
    let mut message = words.unwrap_or("panicked").to_owned();
    if let Some(place) = place {
        message.push_str(" at ");
        message.push_str(place.file());
        message.push(':');
        message.push_str(&decimal(i64::from(place.line())));
    }
    driver::tell_panic(&message);
}
