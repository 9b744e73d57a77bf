//! The two clocks of the host (S10).

use crate::engine::{Now, WallTime};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // `web_sys` binds it to `Window`, which workers and Node do not have.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// The latest date that JavaScript can represent, in ms since 1970.
const MAX_DATE_MS: f64 = 8.64e15;

/// Returns the time of a clock that never goes back, in ms, with fractions.
pub(super) fn monotonic_ms() -> f64 {
    performance_now()
}

/// Reads both clocks together.
pub(super) fn now() -> Now {
    // A page may have replaced `Date.now`. A number outside this range could not be converted to a date later.
    let wall = js_sys::Date::now().clamp(-MAX_DATE_MS, MAX_DATE_MS) as i64;
    Now { wall: WallTime(wall), mono_ms: monotonic_ms() as u64 }
}
