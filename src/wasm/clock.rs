//! The two clocks of the host (S10).

use crate::engine::{Now, WallTime};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // `web_sys` has it on `Window` alone, which workers and Node lack.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// Milliseconds of a clock that never goes back, with fractions.
pub(super) fn monotonic_ms() -> f64 {
    performance_now()
}

/// Reads both clocks together.
pub(super) fn now() -> Now {
    Now { wall: WallTime(js_sys::Date::now() as i64), mono_ms: monotonic_ms() as u64 }
}
