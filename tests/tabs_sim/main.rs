//! Ten tabs of one agent, each with a whole client, on one server, with faults from a seed: whatever happens, one connects and all show the same
//! (L1–L7, L10). Two of the ten differ in region, options or partition: they share with each other only.
//!
//! `GT_SIM_SEEDS=10000 cargo test --profile sim --test tabs_sim` runs many; `GT_SIM_SEED=4711 cargo test --test tabs_sim --
//! --nocapture` runs one, and prints all that happens.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, unreachable_pub, reason = "a test")]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

mod agent;
mod browser;
mod faults;
mod locks;
mod page;
mod perform;
mod server;
#[path = "../support/mod.rs"]
mod support;
mod watch;
mod watch_sound;
mod watch_toasts;

use browser::Browser;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many seeds run where `GT_SIM_SEEDS` says nothing.
const FEW: u64 = 100;

/// How long things go wrong, and how long they may take to be well again, in ms.
const SHIFT_MS: u64 = 4 * 60_000;
const RECOVERY_MS: u64 = 3 * 60_000;

/// What happened: names and numbers.
const FIGURES: [&str; 11] =
    ["rings", "shown", "closed", "sounds", "leaders", "steals", "acted", "failed", "channels", "tokens", "due"];
type Sums = [u64; FIGURES.len()];

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn run(seed: u64, trace: bool) -> Sums {
    let mut browser = Browser::new(seed, trace);
    browser.server.token_life_s = [90.0, 300.0, 86_400.0][browser.between(0, 2) as usize];
    browser.start_faults();
    browser.pass(SHIFT_MS);
    browser.end_faults();
    browser.pass(RECOVERY_MS);
    browser.check_well();
    let (watch, server) = (&browser.watch, &browser.server);
    let rings = server.calls.len() as u64;
    let of_tabs =
        [rings, watch.shown, watch.closed, watch.sounds, watch.leaders, watch.steals, watch.acted, watch.failed];
    let of_server = [server.channels_made, server.tokens_made, watch.due];
    std::array::from_fn(|at| of_tabs.iter().chain(&of_server).nth(at).copied().unwrap_or(0))
}

/// `None` where it failed: it says so.
fn shift(seed: u64, trace: bool) -> Option<Sums> {
    let sums = catch_unwind(AssertUnwindSafe(|| run(seed, trace))).ok();
    if sums.is_none() {
        println!("seed {seed} failed; run it alone: GT_SIM_SEED={seed} cargo test --test tabs_sim");
    }
    sums
}

/// [L1] [L2] [L3] [L4] [L5] [L6] [L7] [L10] [A2] [A3]
#[test]
fn one_tab_leads_and_all_show_the_same_in_every_order_of_events() {
    if let Some(seed) = number("GT_SIM_SEED") {
        assert!(shift(seed, true).is_some());
        return;
    }
    let seeds = number("GT_SIM_SEEDS").unwrap_or(FEW);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let plus = |a: Sums, b: Sums| std::array::from_fn(|at| a[at] + b[at]);
    let add = |(sums, failed): (Sums, u64), shift: Option<Sums>| match shift {
        Some(more) => (plus(sums, more), failed),
        None => (sums, failed + 1),
    };
    let (sums, failed) = std::thread::scope(|scope| {
        let part = |first: usize| {
            let seeds = (first as u64..seeds).step_by(threads);
            seeds.map(|seed| shift(seed, false)).fold((Sums::default(), 0), add)
        };
        let workers: Vec<_> = (0..threads).map(|first| scope.spawn(move || part(first))).collect();
        let parts = workers.into_iter().map(|worker| worker.join().expect("no thread fails"));
        parts.fold((Sums::default(), 0), |(sums, failed), (more, too)| (plus(sums, more), failed + too))
    });
    assert_eq!(failed, 0, "so many seeds failed: see above");
    let of = |name: &str| sums[FIGURES.iter().position(|figure| *figure == name).expect("a figure")];
    println!(
        "{seeds} shifts of ten tabs: {} rings, shown {} times, each in every tab that could; {} toasts were closed, each in all tabs; {} actions, each decided once",
        of("rings"),
        of("shown"),
        of("closed"),
        of("acted")
    );
    println!(
        "{} tabs led in turn with {} channels and {} tokens, {} locks were taken by force, {} clients failed; {} cadences, never two tabs at once; {} rings that had to sound did",
        of("leaders"),
        of("channels"),
        of("tokens"),
        of("steals"),
        of("failed"),
        of("sounds"),
        of("due")
    );
    assert!(of("leaders") > 3 * seeds && of("rings") > 10 * seeds && of("sounds") > 5 * seeds && of("due") > seeds);
    assert!(of("closed") > seeds && of("acted") > seeds && of("failed") > seeds / 10, "the agent does hardly anything");
    assert!(seeds < 50 || of("steals") > seeds / 10, "hardly a lock was stuck");
}
