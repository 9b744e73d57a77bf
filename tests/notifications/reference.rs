//! Conversations as they may come, against a plain model of what rings.
use crate::support::Desk;
use crate::support::channel::{COLLEAGUE, ME, call, leg, with_agent_exactly};
use genesys_toasts::Config;
use genesys_toasts::engine::config::Ringing;
use serde_json::Value;
use std::collections::BTreeSet;

const CASES: u64 = 3_000;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % count
    }
}

/// What a leg may be, in the order in which it moves.
const STATES: [&str; 5] = ["dialing", "alerting", "connected", "disconnected", "terminated"];

struct Leg {
    id: String,
    user: &'static str,
    state: usize,
}

/// A conversation over time: each step makes a snapshot.
fn history(dice: &mut Dice, id: &str) -> (Vec<Value>, Vec<Leg>) {
    let (mut legs, mut snapshots) = (Vec::new(), Vec::new());
    for _ in 0..2 + dice.below(12) {
        if legs.is_empty() || dice.below(3) == 0 {
            let user = if dice.below(4) == 0 { COLLEAGUE } else { ME };
            let state = [0, 1, 1, 1, 2][dice.below(5)];
            legs.push(Leg { id: format!("{id}-{}", legs.len()), user, state });
        } else {
            let at = dice.below(legs.len());
            let moved: &mut Leg = &mut legs[at];
            moved.state = (moved.state + 1 + dice.below(2)).min(STATES.len() - 1);
        }
        let reported: Vec<Value> = legs.iter().map(|one| leg(&one.id, one.user, STATES[one.state])).collect();
        snapshots.push(call(id, &reported));
    }
    (snapshots, legs)
}

/// Of each agent's own legs the last that rings or is connected counts (N7).
fn reference(legs: &[Leg], users: &[&str]) -> BTreeSet<String> {
    let newest = |user: &&str| legs.iter().rfind(|leg| leg.user == *user && matches!(leg.state, 1 | 2));
    users.iter().filter_map(newest).filter(|leg| leg.state == 1).map(|leg| leg.id.clone()).collect()
}

fn shown(desk: &Desk) -> BTreeSet<String> {
    let participant = |toast: &genesys_toasts::engine::Toast| toast.leg.as_ref().map(|leg| leg.participant_id.clone());
    desk.snapshot().toasts.iter().filter_map(|toast| participant(toast)).collect()
}

/// Which snapshots come, and in which order: the newest among them, wherever.
fn delivered(dice: &mut Dice, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count - 1).filter(|_| dice.below(4) > 0).collect();
    order.push(count - 1);
    let again: Vec<usize> = (0..dice.below(4)).map(|_| order[dice.below(order.len())]).collect();
    order.extend(again);
    if dice.below(2) == 0 {
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at + 1));
        }
    }
    order
}

/// [N4] [N7] [N8] [N10] snapshots repeat, overtake each other or are lost.
#[test]
fn at_rest_the_toasts_are_the_rings_of_the_newest_snapshot() {
    let mut rings = 0;
    for case in 0..CASES {
        let mut dice = Dice(case);
        let any = dice.below(4) == 0;
        let ringing = if any { Ringing::AnyAgent } else { Ringing::Mine };
        let users: &[&str] = if any { &[ME, COLLEAGUE] } else { &[ME] };
        let mut desk = Desk::receiving_with(Config { ringing, ..with_agent_exactly() });
        let mut expected = BTreeSet::new();
        for n in 0..1 + dice.below(3) {
            let (snapshots, legs) = history(&mut dice, &format!("case-{case}-{n}"));
            for at in delivered(&mut dice, snapshots.len()) {
                desk.event(&snapshots[at]);
            }
            expected.extend(reference(&legs, users));
        }
        assert_eq!(shown(&desk), expected, "case {case}");
        rings += expected.len() as u64;
    }
    assert!(rings > CASES / 4, "{rings} rings in {CASES} cases");
}

/// [N4] [N8] the same by the list, which may be older than what the stream has brought.
#[test]
fn a_list_does_not_undo_newer_events_of_the_stream() {
    for case in 0..CASES / 3 {
        let mut dice = Dice(case);
        let mut desk = Desk::receiving();
        let (snapshots, legs) = history(&mut dice, &format!("case-{case}"));
        let listed = dice.below(snapshots.len());
        let before = dice.below(snapshots.len());
        for snapshot in &snapshots[..before] {
            desk.event(snapshot);
        }
        desk.sleep(20_000);
        for snapshot in &snapshots[before..] {
            desk.event(snapshot);
        }
        let newest = snapshots.len() - 1;
        desk.answer_list(std::slice::from_ref(
            &snapshots[if dice.below(2) == 0 { newest } else { listed.max(before) }],
        ));
        assert_eq!(shown(&desk), reference(&legs, &[ME]), "case {case}");
    }
}
