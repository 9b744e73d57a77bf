//! The host's two clocks, and its randomness.

use super::js;
use crate::engine::{Now, WallTime};

/// Reads both clocks together (S10).
pub(crate) fn now() -> Now {
    Now { wall: WallTime(js_sys::Date::now() as i64), mono_ms: js::performance_now() as u64 }
}

/// Draws a seed. It spreads retries and guards nothing.
pub(crate) fn seed() -> u64 {
    let half = || (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    half() << 32 | half()
}
