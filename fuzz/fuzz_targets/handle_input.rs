//! Any bytes as a shift: options, frames, sockets, answers, page events and commands, in any order and at any time.
#![no_main]
#![allow(dead_code, reason = "the test that these modules are of uses more of them")]

#[path = "../../tests/fuzz/dice.rs"]
mod dice;
#[path = "../../tests/fuzz/frames.rs"]
mod frames;
#[path = "../../tests/fuzz/invariants.rs"]
mod invariants;
#[path = "../../tests/fuzz/options.rs"]
mod options;
#[path = "../../tests/fuzz/serde_reference.rs"]
mod serde_reference;
#[path = "../../tests/fuzz/shift.rs"]
mod shift;

use dice::Dice;
use libfuzzer_sys::fuzz_target;
use shift::Shift;

fuzz_target!(|bytes: &[u8]| {
    let mut shift = Shift::new(Dice::Bytes(bytes));
    while !shift.is_over() {
        shift.step();
    }
});
