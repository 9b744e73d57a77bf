//! The two clocks of the host (S10).

use crate::engine::{Now, WallTime};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // `web_sys` has it on `Window` alone, which workers and Node lack.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// The last date that JavaScript has, in ms since 1970.
const MAX_DATE_MS: f64 = 8.64e15;

/// Milliseconds of a clock that never goes back, with fractions.
pub(super) fn monotonic_ms() -> f64 {
    performance_now()
}

/// Reads both clocks together.
pub(super) fn now() -> Now {
    // A page may have replaced `Date.now`: what is no date would be no number that JavaScript can be given back.
    let wall = js_sys::Date::now().clamp(-MAX_DATE_MS, MAX_DATE_MS) as i64;
    Now { wall: WallTime(wall), mono_ms: monotonic_ms() as u64 }
}
