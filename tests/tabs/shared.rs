//! What followers show, and what they ask of the leader (L1–L3).
use crate::{Bench, OTHER, THIRD, posted, ring, state, toast};
use genesys_toasts::engine::action_io::{FailureReason, ToastAction};
use genesys_toasts::engine::tabs::message::{Envelope, SharedState, TabCommand, TabMessage, VERSION};
use genesys_toasts::engine::tabs::tab::{TabInput, TabOutput};
use genesys_toasts::engine::{DismissReason, Timestamp, WallTime};
use std::rc::Rc;

/// [L1] [L3]
#[test]
fn a_follower_shows_what_the_leader_shows() {
    let mut bench = Bench::following(true);
    let outputs = bench.receive(OTHER, TabMessage::State(Box::new(state(1, 2, &["a", "b"]))));
    assert!(outputs.contains(&TabOutput::Shown(toast("a"))) && outputs.contains(&TabOutput::Shown(toast("b"))));
    let a = Rc::clone(&bench.tab.state().expect("a state").toasts[0]);
    let gone = vec![("b".to_owned(), DismissReason::Answered)];
    let outputs = bench.receive(OTHER, TabMessage::State(Box::new(SharedState { gone, ..state(1, 3, &["a"]) })));
    assert!(outputs.contains(&TabOutput::Dismissed(toast("b"), DismissReason::Answered)));
    // What is unchanged stays the same object.
    assert!(Rc::ptr_eq(&a, &bench.tab.state().expect("a state").toasts[0]));
    // A state that was overtaken by a later one says nothing.
    assert_eq!(bench.receive(OTHER, TabMessage::State(Box::new(state(1, 2, &["a", "b"])))), []);
    assert_eq!(bench.tab.state().expect("a state").toasts.len(), 1);
}

/// [L1] A tab of another version of these messages is not understood.
#[test]
fn another_version_is_ignored() {
    let mut bench = Bench::joined(true);
    let message = TabMessage::State(Box::new(state(1, 1, &["a"])));
    let envelope = Envelope { version: VERSION + 1, from: OTHER, message };
    assert_eq!(bench.input(TabInput::Message(envelope)), []);
    assert!(bench.tab.state().is_none());
}

/// [L3]
#[test]
fn a_dismissal_reaches_the_leader_and_the_next_one_too() {
    let mut bench = Bench::following(true);
    bench.receive(OTHER, TabMessage::State(Box::new(state(1, 2, &["a"]))));
    let dismiss = TabCommand::Dismiss("a".to_owned());
    let outputs = bench.input(TabInput::Command(dismiss.clone()));
    assert_eq!(posted(&outputs), [&TabMessage::Command(dismiss.clone())]);
    // The leader went before it did that; the next one still has the toast.
    let outputs = bench.receive(THIRD, TabMessage::State(Box::new(state(2, 1, &["a"]))));
    assert!(posted(&outputs).contains(&&TabMessage::Command(dismiss.clone())));
    bench.receive(THIRD, TabMessage::State(Box::new(state(2, 2, &[]))));
    let outputs = bench.receive(THIRD, TabMessage::State(Box::new(state(2, 3, &["b"]))));
    assert!(!posted(&outputs).contains(&&TabMessage::Command(dismiss)));
}

/// [L3] The tab that leads next does itself what the old leader did not.
#[test]
fn a_follower_that_comes_to_lead_knows_what_the_agent_has_seen_and_closed() {
    let mut bench = Bench::following(true);
    let closed = vec![ring("c-x")];
    bench.receive(OTHER, TabMessage::State(Box::new(SharedState { closed: closed.clone(), ..state(1, 2, &["a"]) })));
    let dismiss = TabCommand::Dismiss("a".to_owned());
    bench.input(TabInput::Command(dismiss));
    let outputs = bench.input(TabInput::Granted(WallTime(5_000)));
    let closed = [closed, vec![ring("c-a")]].concat();
    let leaderless_since = Some(Timestamp(1 << 40));
    assert_eq!(outputs[0], TabOutput::StartEngine { toasts: Vec::new(), closed, leaderless_since });
}

/// [L3] The last state of a leader may come to its successor too late: who got it in time sends it on.
#[test]
fn what_the_agent_has_closed_is_not_shown_again_by_the_next_leader() {
    let mut bench = Bench::following(true);
    bench.receive(OTHER, TabMessage::State(Box::new(state(1, 2, &["a"]))));
    let closed = vec![ring("c-a")];
    bench.receive(OTHER, TabMessage::State(Box::new(SharedState { closed, ..state(1, 3, &[]) })));
    let outputs = bench.receive(THIRD, TabMessage::State(Box::new(state(2, 1, &["a", "b"]))));
    assert!(outputs.contains(&TabOutput::Shown(toast("b"))) && !outputs.contains(&TabOutput::Shown(toast("a"))));
    let dismiss = TabMessage::Command(TabCommand::Dismiss("a".to_owned()));
    assert!(posted(&outputs).contains(&&dismiss));
    assert_eq!(bench.tab.state().expect("a state").toasts, [toast("b")]);
}

/// [L3] The leader decides a call of a follower; where it goes first, nobody knows.
#[test]
fn a_call_of_a_follower_is_decided_once() {
    let act = |call| TabInput::Command(TabCommand::Act { call, action: ToastAction::Answer, toast: "a".to_owned() });
    let mut bench = Bench::following(true);
    bench.input(act(1));
    bench.input(act(2));
    let settled = TabMessage::Settled { tab: crate::ME, call: 1, error: None };
    assert_eq!(bench.receive(OTHER, settled.clone()), [TabOutput::Settled(1, None)]);
    assert_eq!(bench.receive(OTHER, settled), []);
    let outputs = bench.receive(THIRD, TabMessage::State(Box::new(state(2, 1, &["a"]))));
    let failed = |output: &TabOutput| matches!(output, TabOutput::Settled(2, Some(error)) if error.reason == FailureReason::Stopped);
    assert_eq!(outputs.iter().filter(|output| failed(output)).count(), 1);
    // Without a leader it fails at once.
    let mut bench = Bench::joined(true);
    assert!(matches!(&bench.input(act(3))[..], [TabOutput::Settled(3, Some(_))]));
}

/// [L1] [L3]
#[test]
fn a_leader_does_what_followers_ask_and_sends_its_state() {
    let mut leader = Bench::leading(true);
    let pause = TabCommand::Pause(None);
    assert_eq!(leader.receive(OTHER, TabMessage::Command(pause.clone())), [TabOutput::Apply(OTHER, pause)]);
    assert!(matches!(posted(&leader.receive(OTHER, TabMessage::Hello))[..], [TabMessage::State(_)]));
    let outputs = leader.input(TabInput::Settled(OTHER, 7, None));
    assert_eq!(posted(&outputs), [&TabMessage::Settled { tab: OTHER, call: 7, error: None }]);
}

/// [L4] A tab that comes back from the back/forward cache does not know better than a leader that has just begun.
#[test]
fn a_tab_that_was_away_keeps_no_toast_that_the_leader_does_not_list() {
    let unsettled = |term| SharedState { settled: false, ..state(term, 1, &[]) };
    let mut bench = Bench::following(true);
    bench.receive(OTHER, TabMessage::State(Box::new(state(1, 2, &["a"]))));
    // It was there all along: the new leader may not have learned of the ring.
    bench.receive(THIRD, TabMessage::State(Box::new(unsettled(2))));
    assert_eq!(bench.tab.state().expect("a state").toasts, [toast("a")]);
    bench.input(TabInput::Leave);
    bench.input(TabInput::Join);
    let outputs = bench.receive(OTHER, TabMessage::State(Box::new(unsettled(3))));
    assert!(outputs.contains(&TabOutput::Dismissed(toast("a"), DismissReason::Ended)));
    assert!(bench.tab.state().expect("a state").toasts.is_empty());
}

/// [L4] A leader that was away before it began may know of rings that have ended since.
#[test]
fn a_toast_that_went_does_not_come_back_by_a_leader_that_does_not_know_yet_what_rings() {
    let mut bench = Bench::following(true);
    bench.receive(OTHER, TabMessage::State(Box::new(state(1, 2, &["a"]))));
    bench.receive(OTHER, TabMessage::State(Box::new(state(1, 3, &[]))));
    let unsettled = SharedState { settled: false, ..state(2, 1, &["a", "b"]) };
    let outputs = bench.receive(THIRD, TabMessage::State(Box::new(unsettled)));
    assert!(outputs.contains(&TabOutput::Shown(toast("b"))) && !outputs.contains(&TabOutput::Shown(toast("a"))));
    // It knows: the conversation rings again.
    let outputs = bench.receive(THIRD, TabMessage::State(Box::new(state(2, 2, &["a", "b"]))));
    assert!(outputs.contains(&TabOutput::Shown(toast("a"))));
}

/// [L3] A leader that has not learned yet what rings does not make the others forget what the agent has closed.
#[test]
fn what_the_agent_has_closed_is_remembered_until_the_next_leader_knows_what_rings() {
    let mut bench = Bench::following(true);
    bench.receive(OTHER, TabMessage::State(Box::new(SharedState { closed: vec![ring("c-a")], ..state(1, 2, &[]) })));
    bench.receive(THIRD, TabMessage::State(Box::new(SharedState { settled: false, ..state(2, 1, &[]) })));
    let outputs = bench.receive(THIRD, TabMessage::State(Box::new(state(2, 2, &["a"]))));
    assert!(!outputs.contains(&TabOutput::Shown(toast("a"))));
    let dismiss = TabMessage::Command(TabCommand::Dismiss("a".to_owned()));
    assert!(posted(&outputs).contains(&&dismiss));
}

/// [L1] What a tab shows from before it was away is not for the others, until it has learned what rings; later all that it shows is.
#[test]
fn a_tab_that_was_away_and_leads_first_learns_what_rings() {
    let mut bench = Bench::following(true);
    bench.receive(OTHER, TabMessage::State(Box::new(state(1, 2, &["a"]))));
    bench.input(TabInput::Leave);
    bench.input(TabInput::Join);
    bench.input(TabInput::Granted(WallTime(5_000)));
    let unsettled = || SharedState { settled: false, ..state(0, 0, &["a"]) };
    let mut shared = |state| {
        let outputs = bench.input(TabInput::Engine(Box::new(state)));
        let sent = posted(&outputs).into_iter().find_map(|m| if let TabMessage::State(s) = m { Some(s) } else { None });
        sent.expect("a state").toasts.len()
    };
    assert_eq!(shared(unsettled()), 0);
    assert_eq!(shared(state(0, 0, &["a"])), 1);
    assert_eq!(shared(unsettled()), 1, "it has lost its connection");
}

/// [L1] A leader that did not run when it got the lock has an early term. A tab that comes back must not take it for one of the past.
#[test]
fn a_tab_that_comes_back_shows_what_a_leader_with_an_earlier_term_shows() {
    let mut bench = Bench::following(true);
    bench.receive(OTHER, TabMessage::State(Box::new(state(9, 2, &[]))));
    bench.input(TabInput::Leave);
    bench.input(TabInput::Join);
    let outputs = bench.receive(THIRD, TabMessage::State(Box::new(state(5, 1, &["a"]))));
    assert!(outputs.contains(&TabOutput::Shown(toast("a"))));
}
