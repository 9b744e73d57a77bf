//! Ten tabs of one agent with faults, each from a seed: whatever happens, one leads and all show the same (L1–L7, L10).
//!
//! `GT_SIM_SEEDS=10000 cargo test --profile sim --test tabs_sim` runs many; `GT_SIM_SEED=4711 cargo test --test tabs_sim --
//! --nocapture` runs one, and prints all that happens.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, unreachable_pub, reason = "a test")]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

mod browser;
mod faults;
mod page;
mod watch;

use browser::Browser;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many seeds run where `GT_SIM_SEEDS` says nothing.
const FEW: u64 = 100;

/// How long things go wrong, and how long they may take to be well again, in ms.
const SHIFT_MS: u64 = 10 * 60_000;
const RECOVERY_MS: u64 = 3 * 60_000;

#[derive(Clone, Copy, Default)]
struct Sums {
    rings: u64,
    leaders: u64,
    steals: u64,
    shown: u64,
    dismissals: u64,
    alerts: u64,
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn run(seed: u64, trace: bool) -> Sums {
    let mut browser = Browser::new(seed);
    browser.trace = trace;
    browser.start_faults();
    browser.pass(SHIFT_MS);
    browser.end_faults();
    browser.pass(RECOVERY_MS);
    browser.check_well();
    let watch = &browser.watch;
    Sums {
        rings: watch.rings,
        leaders: watch.leaders,
        steals: watch.steals,
        shown: watch.shown,
        dismissals: watch.dismissals,
        alerts: watch.alerts,
    }
}

fn shift(seed: u64, trace: bool) -> Sums {
    catch_unwind(AssertUnwindSafe(|| run(seed, trace)))
        .unwrap_or_else(|_| panic!("seed {seed} failed; run it alone: GT_SIM_SEED={seed} cargo test --test tabs_sim"))
}

/// [L1] [L3] [L4] [L5] [L6] [L7]
#[test]
fn one_tab_leads_and_all_show_the_same_in_every_order_of_events() {
    if let Some(seed) = number("GT_SIM_SEED") {
        shift(seed, true);
        return;
    }
    let seeds = number("GT_SIM_SEEDS").unwrap_or(FEW);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let plus = |a: Sums, b: Sums| Sums {
        rings: a.rings + b.rings,
        leaders: a.leaders + b.leaders,
        steals: a.steals + b.steals,
        shown: a.shown + b.shown,
        dismissals: a.dismissals + b.dismissals,
        alerts: a.alerts + b.alerts,
    };
    let sums = std::thread::scope(|scope| {
        let part = |first: usize| {
            (first as u64..seeds).step_by(threads).map(|seed| shift(seed, false)).fold(Sums::default(), plus)
        };
        let workers: Vec<_> = (0..threads).map(|first| scope.spawn(move || part(first))).collect();
        workers.into_iter().map(|worker| worker.join().expect("a seed failed: see above")).fold(Sums::default(), plus)
    });
    println!(
        "{seeds} shifts of ten tabs: {} rings, shown {} times, each in every tab that could; {} dismissals, each in all tabs",
        sums.rings, sums.shown, sums.dismissals
    );
    println!(
        "{} tabs led in turn, {} locks were taken by force; never did two tabs lead or alert at the same time; {} alerts",
        sums.leaders, sums.steals, sums.alerts
    );
    assert!(sums.leaders > 3 * seeds && sums.rings > 10 * seeds && sums.dismissals > seeds && sums.alerts > 5 * seeds);
    assert!(seeds < 50 || sums.steals > seeds / 10, "hardly a lock was stuck");
}
