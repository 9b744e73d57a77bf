//! Every way in which a request or a socket can fail for ever, with each source, for one hour of virtual time: the
//! error is reported once, and the status and `blindSince` are right.
//!
//! `cargo test --test failures -- --show-output` prints the table.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, unreachable_pub, reason = "a test")]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

#[path = "../support/mod.rs"]
mod support;

mod expected;
mod hour;
mod ways;

use expected::{Expected, expected};
use genesys_toasts::engine::Status;
use genesys_toasts::engine::config::Source;
use genesys_toasts::engine::options::Words;
use hour::{Seen, hour};
use std::collections::BTreeMap;
use ways::{Blind, How, Part, SocketWay, When};

const ROUTING_EVENTS: [Part; 2] = [Part::Token, Part::GetToken];
const NOTIFICATIONS: [Part; 6] =
    [Part::Token, Part::GetToken, Part::Me, Part::CreateChannel, Part::Subscribe, Part::List];

/// Every row of the table.
fn rows() -> Vec<(Source, Part, How)> {
    let mut rows = Vec::new();
    for (source, parts) in [(Source::RoutingEvents, &ROUTING_EVENTS[..]), (Source::Notifications, &NOTIFICATIONS[..])] {
        for part in parts {
            let ways: &[How] = if *part == Part::GetToken { &How::OF_GET_TOKEN } else { &How::OF_REQUESTS };
            rows.extend(ways.iter().map(|how| (source, *part, *how)));
        }
        let ways = SocketWay::all(source).into_iter();
        rows.extend(ways.map(|way| (source, Part::Socket, How::Socket(way))));
    }
    rows
}

fn name(how: How) -> String {
    match how {
        How::Status(status) => status.to_string(),
        How::Socket(SocketWay::Closes(code)) => format!("closes with {code} after 0.3 s"),
        How::Socket(way) => format!("{way:?}"),
        how => format!("{how:?}"),
    }
}

/// What the view warns of between two tries (V6): `blindSince` and the error's `retryable` decide.
fn warning(seen: &Seen) -> &'static str {
    match (seen.blind, seen.waiting_may_help) {
        (Blind::No, _) => "none",
        (_, Some(false)) => "permanent",
        (_, Some(true) | None) => "temporary",
    }
}

/// What is wrong about a row, in words.
fn complaints(seen: &Seen, part: Part, how: How, expected: &Expected) -> Vec<String> {
    let codes: Vec<&str> = seen.errors.iter().map(|error| error.code.as_str()).collect();
    let mut complaints = Vec::new();
    if codes != expected.codes {
        complaints.push(format!("reported {codes:?}, not {:?}", expected.codes));
    }
    let right = (expected.status, expected.blind);
    if (seen.status, seen.blind) != right {
        complaints.push(format!("is {:?} at the end, not {right:?}", (seen.status, seen.blind)));
    }
    let is_right = |now: &(Status, Blind)| *now == right || Some(*now) == expected.meanwhile;
    if !seen.errors.is_empty() && (seen.between_tries.is_empty() || !seen.between_tries.iter().all(is_right)) {
        complaints.push(format!("is {:?} between tries, not {right:?}", seen.between_tries));
    }
    if seen.when(how) != Some(expected.when) {
        complaints.push(format!("reported after {:?} tries, not {}", seen.tries, expected.when.as_str()));
    }
    for error in &seen.errors {
        let (who, hints) = expected::words(part, error.code.as_str());
        let says_what_to_do = hints.iter().any(|hint| error.message.contains(hint));
        // What waiting does not change is not only tried again.
        let is_retry_enough = error.retryable
            || hints.iter().any(|hint| error.message.contains(hint) && !hint.starts_with("It is tried"));
        if !(error.message.contains(who) && says_what_to_do && is_retry_enough) {
            complaints.push(format!("does not say who failed and what to do: {}", error.message));
        }
    }
    let in_snapshot = seen.in_snapshot.map(|code| code.as_str());
    // A bad frame and a ring found by the list do not stay in the snapshot: the connection continues.
    let passing = matches!(expected.codes[..], ["bad_frame" | "deaf_channel"]);
    if !passing && in_snapshot != expected.codes.first().copied() {
        complaints.push(format!("has {in_snapshot:?} in the snapshot"));
    }
    let between = |status: &&Status| !matches!(status, Status::Error | Status::Connecting);
    if expected.status == Status::Error && !expected.opens && seen.statuses_since_reported.iter().any(|s| between(&s)) {
        complaints.push(format!("changes to {:?} after it was reported", seen.statuses_since_reported));
    }
    complaints
}

/// [F1] [F2] [S2] [S12] [T5] [N11] [V6]
#[test]
fn every_endless_failure_is_reported_once_with_the_right_status() {
    let mut sums: BTreeMap<&str, u32> = BTreeMap::new();
    let mut wrong = Vec::new();
    println!(
        "| source | what fails | how | reported as | when | after | status between tries | blindSince | warning |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (source, part, how) in rows() {
        let what = format!("{} · {} · {}", source.word(), part.name(), name(how));
        let seen = hour(source, part, how);
        let code = seen.errors.first().map_or("nothing", |error| error.code.as_str());
        let after = seen.told_after_ms.map_or("–".to_owned(), |ms| format!("{:.1} s", ms as f64 / 1_000.0));
        println!(
            "| {} | {} | {} | `{code}` | {} | {after} | `{}` | {} | {} |",
            source.word(),
            part.name(),
            name(how),
            seen.when(how).map_or("?", When::as_str),
            seen.status.as_str(),
            seen.blind.as_str(),
            warning(&seen)
        );
        let right = expected::warning(source, part, how);
        if warning(&seen) != right {
            wrong.push(format!("{what}: warns of {}, not {right}", warning(&seen)));
        }
        wrong.extend(
            complaints(&seen, part, how, &expected(source, part, how))
                .iter()
                .map(|complaint| format!("{what}: {complaint}")),
        );
        *sums.entry(code).or_default() += 1;
    }
    println!("{} rows: {sums:?}", sums.values().sum::<u32>());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
