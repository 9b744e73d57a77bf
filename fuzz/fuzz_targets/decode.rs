//! Any text as a frame: it is read or refused, never a panic, and as another reader of JSON reads it.
#![no_main]
#![allow(dead_code, reason = "the test that these modules are of uses more of them")]

#[path = "../../tests/fuzz/invariants.rs"]
mod invariants;
#[path = "../../tests/fuzz/serde_reference.rs"]
mod serde_reference;

use genesys_toasts::engine::MAX_FRAME_BYTES;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    invariants::check_decoding(text);
    if text.len() <= MAX_FRAME_BYTES {
        serde_reference::check_against_serde_json(text);
    }
});
