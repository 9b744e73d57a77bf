//! Thousands of shifts with faults, each from a seed: whatever happens, the promises of `witness.rs` hold.
//!
//! `GT_SIM_SEEDS=10000 cargo test --profile sim --test sim` runs many; `GT_SIM_SEED=4711 cargo test --test sim -- --nocapture`
//! runs the one that failed, and prints all that happens.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, unreachable_pub, reason = "a test")]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

#[path = "../support/alerts.rs"]
mod alerts;
mod rng;
mod server;
#[path = "../support/skipping.rs"]
mod skipping;
mod timeline;
mod witness;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use world::World;

/// How many seeds run where `GT_SIM_SEEDS` says nothing: enough to notice a fault while one works.
const FEW: u64 = 200;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// What shifts add up to.
#[derive(Default)]
struct Sums {
    requests: u64,
    opens: u64,
    first_waits: u64,
    longest_waits: u64,
    skipped: u64,
    promised: u64,
    missed_and_reported: u64,
    sounds: u64,
    notifications: u64,
    titles: u64,
}

impl Sums {
    fn plus(self, other: &Self) -> Self {
        Self {
            requests: self.requests + other.requests,
            opens: self.opens + other.opens,
            first_waits: self.first_waits + other.first_waits,
            longest_waits: self.longest_waits + other.longest_waits,
            skipped: self.skipped + other.skipped,
            promised: self.promised + other.promised,
            missed_and_reported: self.missed_and_reported + other.missed_and_reported,
            sounds: self.sounds + other.sounds,
            notifications: self.notifications + other.notifications,
            titles: self.titles + other.titles,
        }
    }
}

/// Runs one shift. Says which seed it was if it fails.
fn shift(seed: u64, trace: bool) -> Sums {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut world = World::new(seed);
        world.trace = trace;
        world.run();
        let seen = &world.witness;
        Sums {
            requests: seen.requests,
            opens: seen.opens,
            first_waits: seen.first_waits,
            longest_waits: seen.longest_waits,
            skipped: seen.skipped,
            promised: world.watch.promised,
            missed_and_reported: world.watch.missed_and_reported,
            sounds: world.alerts.sounds,
            notifications: world.alerts.shown,
            titles: world.alerts.titles,
        }
    }));
    outcome.unwrap_or_else(|_| {
        panic!("seed {seed} failed; run it alone: GT_SIM_SEED={seed} cargo test --test sim -- --nocapture")
    })
}

fn shifts(seeds: impl Iterator<Item = u64>) -> Sums {
    seeds.fold(Sums::default(), |sums, seed| sums.plus(&shift(seed, false)))
}

/// [T4] [T6] [T7] [T9] [T10] [T11] [S3] [S4] [S5] [S7] [S8] [S9] [S10] [S11] [E7] [E8] [E9] [E10] [O3] [A1] [A2] [A3] [A7] [A8]
#[test]
fn the_invariants_hold_in_every_order_of_events() {
    if let Some(seed) = number("GT_SIM_SEED") {
        shift(seed, true);
        return;
    }
    let seeds = number("GT_SIM_SEEDS").unwrap_or(FEW);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let sums = std::thread::scope(|scope| {
        let worker = |first: usize| scope.spawn(move || shifts((first as u64..seeds).step_by(threads)));
        let workers: Vec<_> = (0..threads).map(worker).collect();
        workers
            .into_iter()
            .fold(Sums::default(), |sums, worker| sums.plus(&worker.join().expect("a seed failed: see above")))
    });
    let Sums { requests, opens, skipped, .. } = sums;
    let of = |sum: u64| sum / seeds;
    println!("{seeds} shifts; a shift has {} token requests, {} sockets", of(requests), of(opens));
    println!("and {} frames that are skipped", of(skipped));
    println!("of {} first waits {} were as long as they may be", sums.first_waits, sums.longest_waits);
    println!(
        "{} rings were sent while all was well, each came within a second; {} were missed, each in a time of which the app was reported",
        sums.promised, sums.missed_and_reported
    );
    println!(
        "{} cadences, {} notifications and {} titles: none outlived its ring, none played while rings might be missed",
        sums.sounds, sums.notifications, sums.titles
    );
    assert!(of(sums.sounds) > 5 && of(sums.notifications) > 1 && of(sums.titles) > 1, "hardly an alert");
    assert!(of(sums.promised) > 10 && of(sums.missed_and_reported) > 1, "hardly a ring is watched");
    assert!(of(skipped) > 10, "hardly a frame is skipped");
    assert!(sums.longest_waits * 20 < sums.first_waits, "the first waits are not spread");
}
