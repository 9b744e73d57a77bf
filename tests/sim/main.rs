//! Thousands of shifts with faults, each from a seed: whatever happens, the promises of `witness.rs` hold.
//!
//! `GT_SIM_SEEDS=10000 cargo test --profile sim --test sim` runs many; `GT_SIM_SEED=4711 cargo test --test sim -- --nocapture`
//! runs the one that failed, and prints all that happens.
#![allow(missing_docs, unreachable_pub, reason = "a test")]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

mod rng;
mod server;
mod witness;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use world::World;

/// How many seeds run where `GT_SIM_SEEDS` says nothing: enough to notice a fault while one works.
const FEW: u64 = 200;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs one shift. Says which seed it was if it fails.
fn shift(seed: u64, trace: bool) -> (u64, Vec<u64>) {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut world = World::new(seed);
        world.trace = trace;
        world.run();
        let (requests, opens) = world.effort();
        (requests, opens.to_vec())
    }));
    outcome.unwrap_or_else(|_| {
        panic!("seed {seed} failed; run it alone: GT_SIM_SEED={seed} cargo test --test sim -- --nocapture")
    })
}

/// [T4] [T6] [T7] [T9] [T10] [T11] [S3] [S4] [S5] [S7] [S8] [S9] [S10] [S11] [E7] [E8] [E9] [E10] [O3]
#[test]
fn whatever_happens_the_promises_hold() {
    if let Some(seed) = number("GT_SIM_SEED") {
        shift(seed, true);
        return;
    }
    let seeds = number("GT_SIM_SEEDS").unwrap_or(FEW);
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let (requests, opens) = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|worker| {
                scope.spawn(move || {
                    let mut sums = (0, 0);
                    for seed in (worker..seeds).step_by(threads as usize) {
                        let (requests, opens) = shift(seed, false);
                        sums = (sums.0 + requests, sums.1 + opens.len() as u64);
                    }
                    sums
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("a seed failed: see above"))
            .fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
    });
    println!("{seeds} shifts: {} token requests and {} sockets a shift", requests / seeds, opens / seeds);
}
