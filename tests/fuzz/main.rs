//! A million frames, good and bad, and everything else that can happen, in any order and at any time.
//!
//! Which, is decided by seeds. A seed that fails is printed: `FUZZ_SEED=7 cargo test --profile sim --test fuzz` runs it
//! alone. `FUZZ_FRAMES` sets another number of frames than a million. The same world, moved by a fuzzer that learns which
//! bytes lead where, is in `fuzz/`.
#![cfg(not(target_arch = "wasm32"))]

mod dice;
mod frames;
mod invariants;
mod options;
mod serde_reference;
mod shift;

use dice::Dice;
use genesys_toasts::engine::Secret;
use genesys_toasts::engine::config::Redeliver;
use genesys_toasts::{Config, Engine};
use shift::Shift;
use std::fmt::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::str::FromStr;

const FRAMES: u64 = 1_000_000;

/// How many frames an engine gets before the next one, with other options, takes over.
const FRAMES_A_SHIFT: u64 = 2_000;

/// How much an engine may keep, in bytes as it prints: 4,096 hashes of frames with their counts (80 each), 1,000
/// conversation ids twice, 200 events, and 100 toasts (400 each, nearly all ids and names being short here).
const MOST_PRINTED: usize = 512 * 1024;

/// How much more memory the whole run may use after its first tenth, whose frames have been as long as any.
const MOST_GROWTH_KIB: u64 = 32 * 1024;

/// [E3] [O4] [O6] [S7] [T11]
#[test]
fn a_million_frames_and_all_other_inputs_in_any_order_cause_no_panic() {
    let frames = setting("FUZZ_FRAMES").unwrap_or(FRAMES);
    let shifts = frames / FRAMES_A_SHIFT;
    let (shifts, seeds) = match setting("FUZZ_SEED") {
        Some(seed) => (1, seed..seed + 1),
        None => (shifts, 0..shifts),
    };
    let mut handed_in = 0;
    let mut read = 0;
    let mut most_outputs = 0;
    let mut resident_kib = None;
    for seed in seeds {
        if seed == shifts / 10 {
            resident_kib = resident_memory_kib();
        }
        let shift = run(seed);
        handed_in += shift.frames;
        read += shift.engine.diagnostics().counters.frames;
        most_outputs = most_outputs.max(shift.most_outputs);
    }
    println!(
        "{handed_in} frames, {read} by a socket that counts; {most_outputs} outputs of one input at most, beside those of toasts"
    );
    assert!(shifts < 100 || read > handed_in / 2, "too few frames reach the engine");
    if let (Some(before), Some(after)) = (resident_kib, resident_memory_kib()) {
        println!("{before} KiB of memory after a tenth of it, {after} KiB at the end");
        assert!(after < before + MOST_GROWTH_KIB, "{before} KiB grew to {after} KiB");
    }
}

/// [E3] [E9] [E10] [D1]
#[test]
fn the_memory_of_an_engine_stays_bounded() {
    let config = Config {
        app_tokens: true,
        client_secret: Some(Secret::new("s3cr3t")),
        redeliver: Redeliver::NextRing,
        max_toasts: 100,
        max_silence_ms: Some(1_000),
        ..Config::default()
    };
    let mut shift = Shift::with(Dice::Seeded(1), config, 5_000);
    let mut most_kept = |frames: u64| {
        let until = shift.frames + frames;
        let mut most = 0;
        while shift.frames < until {
            shift.replace_socket();
            let next = shift.frames + 10_000;
            while shift.frames < next {
                shift.busy_step();
            }
            most = most.max(printed_length(&shift.engine));
        }
        most
    };
    let early = most_kept(100_000);
    let late = most_kept(150_000);
    println!("{early} bytes at most in the first 100,000 frames, {late} in 150,000 more");
    assert!(early < MOST_PRINTED, "{early} bytes are printed");
    // How long the texts of the toasts are differs by as much from one time to another: each is printed twice, as alerts have it, too.
    assert!(late < early + early / 8, "{early} bytes grew to {late}");
}

/// [E3] [S7]
#[test]
fn a_shift_can_be_built_from_the_bytes_of_a_fuzzer() {
    let mut frames = 0;
    for seed in 0..200 {
        let mut dice = Dice::Seeded(seed);
        let bytes: Vec<u8> = (0..2_000).map(|_| dice.below(256) as u8).collect();
        let mut shift = Shift::new(Dice::Bytes(&bytes));
        while !shift.is_over() {
            shift.step();
        }
        frames += shift.frames;
    }
    assert!(frames > 200 * 50, "{frames} frames");
}

/// One shift, by its seed. Prints the seed if it fails.
fn run(seed: u64) -> Shift<'static> {
    let shift = catch_unwind(AssertUnwindSafe(|| {
        let mut shift = Shift::new(Dice::Seeded(seed));
        while shift.frames < FRAMES_A_SHIFT {
            shift.step();
        }
        shift
    }));
    shift.unwrap_or_else(|panic| {
        eprintln!("seed {seed} failed; alone: FUZZ_SEED={seed} cargo test --profile sim --test fuzz");
        resume_unwind(panic)
    })
}

fn setting<T: FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

/// What an engine keeps, in bytes as it would be printed: every collection it has, element by element.
fn printed_length(engine: &Engine) -> usize {
    struct Length(usize);
    impl Write for Length {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 += text.len();
            Ok(())
        }
    }
    let mut length = Length(0);
    let _ = write!(length, "{engine:?}");
    length.0
}

/// How much memory this program has, in KiB; nothing where the system does not say.
fn resident_memory_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
