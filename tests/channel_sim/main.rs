//! Shifts on the Notifications API with faults, each from a seed: whatever happens, the promises hold.
//!
//! `GT_SIM_SEEDS=10000 cargo test --profile sim --test channel_sim` runs many; `GT_SIM_SEED=4711 cargo test --test channel_sim`
//! runs the one that failed, and prints all that happens with `-- --nocapture`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, unreachable_pub, reason = "a test")]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

#[path = "../support/mod.rs"]
mod support;

use genesys_toasts::Config;
use genesys_toasts::engine::Status;
use genesys_toasts::engine::action_io::{OfferedActions, ToastAction};
use std::panic::{AssertUnwindSafe, catch_unwind};
use support::alerts::all_alerts;
use support::channel::{COLLEAGUE, with_agent};
use support::service::Service;
use support::service::faults::assert_clean;

/// How many seeds run where `GT_SIM_SEEDS` says nothing.
const FEW: u64 = 100;

/// How long things go wrong, and how long they may take to be well again, in ms.
const SHIFT_MS: u64 = 12 * 60_000;
const RECOVERY_MS: u64 = 5 * 60_000;

#[derive(Clone, Copy, Default)]
struct Sums {
    requests: u64,
    channels: u64,
    rings: u64,
    alarms: u64,
    sign_ins: u64,
    changes: u64,
    changes_at_refresh: u64,
    in_flight_at_sign_in: u64,
    restored: u64,
    late: u64,
    promised: u64,
    missed_and_reported: u64,
    sounds: u64,
    notifications: u64,
    titles: u64,
    answered: u64,
    declined: u64,
    failed: u64,
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn run(seed: u64, trace: bool) -> Sums {
    let acts = !seed.is_multiple_of(4);
    let actions = OfferedActions(if acts { vec![ToastAction::Answer, ToastAction::Decline] } else { Vec::new() });
    let keep_token = seed.is_multiple_of(3);
    let mut service = Service::new(Config { alerts: all_alerts(), actions, keep_token, ..with_agent() }, seed);
    service.token_life_s = [90.0, 600.0, 86_400.0][service.between(0, 2) as usize];
    service.trace = trace;
    service.faults.overtaking = seed.is_multiple_of(4);
    service.agents.take_turns = seed.is_multiple_of(2);
    service.pass(5_000);
    let mut ring = 0;
    let mut at = 0;
    while at < SHIFT_MS {
        ring += 1;
        let lasts = service.between(100, 19_000);
        service.ring(ring, at, lasts);
        at += service.between(1_000, 30_000);
    }
    if acts {
        service.let_agent_act();
    }
    service.start_faults();
    service.pass(SHIFT_MS);
    service.end_faults();
    service.pass(RECOVERY_MS);
    if service.agents.only != service.agents.user {
        // The word that the token was revoked was lost: the next list is answered 401 (N5).
        service.pass(301_000);
    }
    let snapshot = service.desk.snapshot();
    assert_eq!(snapshot.status, Status::Connected, "not connected though all is well: {:?}", snapshot.status_detail);
    assert_eq!(service.agents.only, service.agents.user, "the desktop is another agent's than the token");
    // All calls are over, and what was closed does not come back.
    assert_eq!(service.toasts(), service.ringing_now(), "stale");
    assert!(service.shown_twice().is_empty(), "twice: {:?}", service.shown_twice());
    service.check_no_ring_was_lost_silently();
    service.check_all_decided();
    // Its number says whom it rings.
    let (one, another) = if service.agents.only == COLLEAGUE { (100_000, 100_002) } else { (100_001, 100_003) };
    service.ring(one, 0, 10_000);
    service.pass(4_000);
    if service.is_deaf() {
        // Found by the watchdog, and the ring after it comes by the new channel.
        service.pass(11_000 + 300_000);
        service.ring(another, 0, 400_000);
        service.pass(320_000);
        assert!(!service.is_deaf(), "a deaf channel was not found");
        assert!(service.toasts().contains(&format!("c-{another}")), "a ring on a deaf channel is lost");
    } else {
        assert!(service.toasts().contains(&format!("c-{one}")), "a ring is lost though all is well");
        service.pass(12_000);
        assert!(service.toasts().is_empty(), "stale: {:?}", service.toasts());
    }
    let mut all: Vec<u64> =
        service.requests.iter().filter(|(kind, _)| *kind != "getToken").flat_map(|(_, at)| at.clone()).collect();
    all.sort_unstable();
    assert!(all.windows(60).all(|sixty| sixty[59] - sixty[0] >= 60_000), "sixty requests in a minute");
    let lists = service.requests.get("GET conversations").cloned().unwrap_or_default();
    assert!(lists.windows(11).all(|eleven| eleven[10] - eleven[0] >= 60_000), "eleven resyncs in a minute");
    assert_clean(&serde_json::to_string(&service.desk.engine.diagnostics()).expect("plain values"));
    Sums {
        requests: all.len() as u64,
        channels: service.faults.channels_made,
        rings: ring,
        alarms: service.faults.alarms,
        sign_ins: service.agents.sign_ins,
        changes: service.agents.changes,
        changes_at_refresh: service.agents.changes_at_refresh,
        in_flight_at_sign_in: service.agents.in_flight_at_sign_in,
        restored: service.desks.restored,
        late: service.desks.late,
        promised: service.watch.promised,
        missed_and_reported: service.watch.missed_and_reported,
        sounds: service.alerts.sounds,
        notifications: service.alerts.shown,
        titles: service.alerts.titles,
        answered: service.acting.of("answer"),
        declined: service.acting.of("decline"),
        failed: service.acting.of("failed"),
    }
}

fn shift(seed: u64, trace: bool) -> Sums {
    catch_unwind(AssertUnwindSafe(|| run(seed, trace))).unwrap_or_else(|_| {
        panic!("seed {seed} failed; run it alone: GT_SIM_SEED={seed} cargo test --test channel_sim")
    })
}

/// [N1] [N2] [N3] [N4] [N5] [N6] [N8] [N10] [N11] [T4] [T7] [T10] [T11] [T13] [S4] [S7] [S9] [S10] [S13] [A1] [A2] [A3] [A7] [A8] [C1] [C3] [C4] [C5]
#[test]
fn the_invariants_hold_in_every_order_of_events() {
    if let Some(seed) = number("GT_SIM_SEED") {
        shift(seed, true);
        return;
    }
    let seeds = number("GT_SIM_SEEDS").unwrap_or(FEW);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let plus = |a: Sums, b: Sums| Sums {
        requests: a.requests + b.requests,
        channels: a.channels + b.channels,
        rings: a.rings + b.rings,
        alarms: a.alarms + b.alarms,
        sign_ins: a.sign_ins + b.sign_ins,
        changes: a.changes + b.changes,
        changes_at_refresh: a.changes_at_refresh + b.changes_at_refresh,
        in_flight_at_sign_in: a.in_flight_at_sign_in + b.in_flight_at_sign_in,
        restored: a.restored + b.restored,
        late: a.late + b.late,
        promised: a.promised + b.promised,
        missed_and_reported: a.missed_and_reported + b.missed_and_reported,
        sounds: a.sounds + b.sounds,
        notifications: a.notifications + b.notifications,
        titles: a.titles + b.titles,
        answered: a.answered + b.answered,
        declined: a.declined + b.declined,
        failed: a.failed + b.failed,
    };
    let sums = std::thread::scope(|scope| {
        let part = |first: usize| {
            (first as u64..seeds).step_by(threads).map(|seed| shift(seed, false)).fold(Sums::default(), plus)
        };
        let workers: Vec<_> = (0..threads).map(|first| scope.spawn(move || part(first))).collect();
        workers.into_iter().map(|worker| worker.join().expect("a seed failed: see above")).fold(Sums::default(), plus)
    });
    println!(
        "{seeds} shifts: each has {} rings, {} requests and {} channels; {} deaf channels were found, none by mistake",
        sums.rings / seeds,
        sums.requests / seeds,
        sums.channels / seeds,
        sums.alarms
    );
    println!(
        "{} rings began while all was well, each shown within a second; {} were missed, each in a time of which the app was reported",
        sums.promised, sums.missed_and_reported
    );
    println!(
        "another agent signed in {} times, {} of them with requests in flight, and {} times the token was another agent's, {} of them one that replaced \
         the last in time: nothing of the one before was seen",
        sums.sign_ins, sums.in_flight_at_sign_in, sums.changes, sums.changes_at_refresh
    );
    println!(
        "{} tokens were read from the storage, each the agent's own; {} answers came for a client that was stopped, and did nothing",
        sums.restored, sums.late
    );
    println!(
        "{} cadences, {} notifications and {} titles: none outlived its ring, none played while rings might be missed",
        sums.sounds, sums.notifications, sums.titles
    );
    println!(
        "{} answers and {} declines succeeded, {} failed: each was decided once, in time, and as the server's record says",
        sums.answered, sums.declined, sums.failed
    );
    assert!(sums.answered > seeds && sums.declined > seeds / 2 && sums.failed > seeds, "hardly an action");
    assert!(sums.sounds > 5 * seeds && sums.notifications > seeds && sums.titles > seeds, "hardly an alert");
    let at_least = seeds.min(100);
    assert!(
        sums.promised > at_least
            && sums.missed_and_reported > at_least / 2
            && sums.sign_ins + sums.changes > at_least / 4
    );
    assert!(
        sums.in_flight_at_sign_in > at_least / 10
            && sums.changes_at_refresh > at_least / 50
            && sums.restored > at_least / 10
            && sums.late > at_least / 50,
        "hardly an agent follows another one"
    );
}
