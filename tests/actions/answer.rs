//! Answer: it succeeds when my leg is connected, and not before (C1, C2).
use crate::support::Desk;
use crate::support::channel::{ME, call, ended_leg};
use crate::{Happening, Outcome, desk, in_queue, leg_is, ring, ring_of, ringing};
use genesys_toasts::engine::DismissReason;
use genesys_toasts::engine::action_io::{FailureReason, ToastAction};
use serde_json::Value;

const ANSWER: ToastAction = ToastAction::Answer;
const OK: Outcome = Ok(());

/// [C1] [C2]
#[test]
fn an_answer_succeeds_when_the_stream_reports_my_leg_as_connected() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    assert_eq!(desk.action_paths(), ["PATCH conversations/calls/c-1/participants/c-1-me"]);
    let (_, request) = desk.action_requests().remove(0);
    assert_eq!(request.body.expect("a body").expose(), r#"{"state":"connected"}"#);
    assert!(request.headers.iter().any(|(name, value)| *name == "Authorization" && value.expose() == "Bearer token-1"));
    desk.accept_action();
    desk.pass(100);
    assert!(desk.settled().is_empty(), "a response alone is not enough");
    desk.event(&leg_is("c-1", "connected"));
    assert_eq!(desk.settled(), [(1, OK)]);
    assert_eq!(desk.dismissed().last().expect("gone").1, DismissReason::Answered);
    desk.pass(20_000);
    assert_eq!(desk.settled().len(), 1);
}

/// [C1] The event may come before the response, which may never come.
#[test]
fn the_event_decides_before_the_response() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.event(&leg_is("c-1", "connected"));
    assert_eq!(desk.settled(), [(1, OK)]);
    // Its request is of no use any more.
    desk.refuse_action(500);
    assert_eq!((desk.settled().len(), desk.action_requests().len()), (1, 1));
}

/// [C1] [C4] Without an event the list decides at the deadline.
#[test]
fn at_the_deadline_the_list_decides() {
    for (listed, expected) in [("connected", OK), ("alerting", Err(FailureReason::PhoneCannot))] {
        let (mut desk, toast) = ringing();
        desk.act(1, ANSWER, &toast);
        desk.accept_action();
        desk.pass(4_999);
        assert!(desk.requests_to("/conversations").is_empty());
        desk.pass(1);
        desk.answer_list(&[leg_is("c-1", listed)]);
        assert_eq!(desk.settled(), [(1, expected)], "{listed}");
    }
}

/// [C1] [C4] The list that does not have the ring, and other media.
#[test]
fn a_list_without_the_ring_ends_it_and_other_media_have_ten_seconds() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.accept_action();
    desk.pass(5_000);
    desk.answer_list(&[]);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::Gone))]);

    let mut desk = crate::desk();
    let toast = desk.rung_by(&ring_of("emails", "c-2"));
    desk.act(2, ANSWER, &toast);
    desk.accept_action();
    desk.pass(9_999);
    assert!(desk.requests_to("/conversations").is_empty());
    desk.pass(1);
    desk.answer_list(&[ring_of("emails", "c-2")]);
    assert_eq!(desk.settled(), [(2, Err(FailureReason::Timeout))]);
}

/// [C1] A call that rings for 3 s more has 2 s; one that is about to end has 1 s.
#[test]
fn the_deadline_is_a_second_before_the_end_of_the_ring() {
    for (rung_ms, allowed_ms) in [(17_000, 2_000), (19_900, 1_000), (1_000, 5_000)] {
        let (mut desk, toast) = ringing();
        desk.pass(rung_ms);
        desk.act(1, ANSWER, &toast);
        desk.accept_action();
        desk.trace.clear();
        desk.pass(allowed_ms - 1);
        assert!(desk.requests_to("/conversations").is_empty(), "after {rung_ms}");
        desk.pass(1);
        assert_eq!(desk.requests_to("/conversations").len(), 1, "after {rung_ms}");
    }
}

/// [C1] [C5]
#[test]
fn a_double_click_sends_one_request_and_both_calls_succeed() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.act(2, ANSWER, &toast);
    desk.accept_action();
    desk.act(3, ANSWER, &toast);
    assert_eq!(desk.action_requests().len(), 1);
    desk.event(&leg_is("c-1", "connected"));
    assert_eq!(desk.settled(), [(1, OK), (2, OK), (3, OK)]);
}

/// [C4] The ring ends while the answer is pending.
#[test]
fn a_ring_that_ends_meanwhile_says_who_was_faster() {
    let over: [(Happening, FailureReason); 3] = [
        (|desk| desk.event(&with_mine("transfer.noanswer", &[])), FailureReason::Gone),
        (
            |desk| desk.event(&with_mine("peer", &[crate::colleague("c-1", "connected")])),
            FailureReason::AlreadyAnswered,
        ),
        (|desk| desk.event(&with_mine("peer", &[crate::colleague("c-1", "alerting")])), FailureReason::Gone),
    ];
    for (happens, reason) in over {
        let (mut desk, toast) = ringing();
        desk.act(1, ANSWER, &toast);
        happens(&mut desk);
        assert_eq!(desk.settled(), [(1, Err(reason))]);
        assert!(desk.toasts().is_empty());
    }
}

/// My leg that has ended so, with other legs.
fn with_mine(disconnect_type: &str, others: &[Value]) -> Value {
    let mut legs = vec![ended_leg("c-1-me", ME, disconnect_type)];
    legs.extend_from_slice(others);
    in_queue(call("c-1", &legs))
}

/// [C2] Each medium has its path; one without a documented path takes the general one. Ids are encoded.
#[test]
fn each_medium_has_its_path() {
    let paths = [
        ("calls", "conversations/calls/c-1"),
        ("callbacks", "conversations/callbacks/c-1"),
        ("emails", "conversations/emails/c-1"),
        ("messages", "conversations/messages/c-1"),
        ("chats", "conversations/c-1"),
        ("socialExpressions", "conversations/c-1"),
        ("videos", "conversations/c-1"),
    ];
    for (medium, path) in paths {
        let mut desk = desk();
        let toast = desk.rung_by(&ring_of(medium, "c-1"));
        desk.act(1, ANSWER, &toast);
        assert_eq!(desk.action_paths(), [format!("PATCH {path}/participants/c-1-me")], "{medium}");
    }
    let mut desk = desk();
    let toast = desk.rung_by(&ring("c/../1?x=ä"));
    desk.act(1, ANSWER, &toast);
    let path = "PATCH conversations/calls/c%2F%2E%2E%2F1%3Fx%3D%C3%A4/participants/c%2F%2E%2E%2F1%3Fx%3D%C3%A4-me";
    assert_eq!(desk.action_paths(), [path]);
}

/// [C5] The toast says what is pending; nothing but the end of the ring removes it meanwhile.
#[test]
fn a_pending_toast_says_so_and_stays() {
    let mut desk = Desk::receiving_with(genesys_toasts::Config {
        duration: genesys_toasts::engine::config::Durations::All(genesys_toasts::engine::config::ToastDuration::Ms(
            3_000,
        )),
        max_toasts: 1,
        ..crate::with_actions()
    });
    let toast = desk.rung_by(&ring("c-1"));
    desk.act(1, ANSWER, &toast);
    let shown = desk.snapshot().toasts.remove(0);
    assert_eq!((shown.pending, shown.expires_at), (Some(ANSWER), None));
    desk.pass(4_000);
    desk.event(&ring("c-2"));
    assert!(desk.toasts().contains(&"c-1".to_owned()), "the newer one has to leave");
    desk.refuse_action(403);
    let shown = desk.snapshot().toasts.remove(0);
    assert_eq!(shown.pending, None);
    // The agent has time to read why.
    assert_eq!(shown.expires_at.expect("it leaves"), desk.now.wall.0 + 5_000);
}

/// [C5] The other action cannot begin meanwhile; afterwards it can.
#[test]
fn only_one_action_of_a_ring_is_pending() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.act(2, ToastAction::Decline, &toast);
    assert_eq!(desk.settled(), [(2, Err(FailureReason::Busy))]);
    desk.refuse_action(403);
    desk.act(3, ToastAction::Decline, &toast);
    assert_eq!(desk.action_requests().len(), 2);
    // Another ring is another matter.
    let other = desk.rung_by(&ring("c-2"));
    desk.act(4, ANSWER, &other);
    assert_eq!(desk.action_requests().len(), 3);
}

/// [C1] The agent closes the toast while the answer is pending.
#[test]
fn an_answer_goes_on_after_the_toast_was_closed() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.input(genesys_toasts::Input::Dismiss(toast));
    desk.accept_action();
    assert!(desk.settled().is_empty());
    desk.event(&leg_is("c-1", "connected"));
    assert_eq!(desk.settled(), [(1, OK)]);
}
