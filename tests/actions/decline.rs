//! Decline: it succeeds when my leg has ended (C3).
use crate::support::channel::{COLLEAGUE, ME, ended_leg, leg, mine};
use crate::{Outcome, desk, in_queue, leg_is, ringing};
use genesys_toasts::engine::HttpResponse;
use genesys_toasts::engine::action_io::{FailureReason, ToastAction};
use serde_json::{Value, json};

const DECLINE: ToastAction = ToastAction::Decline;
const OK: Outcome = Ok(());

/// A call from a colleague to me alone: no customer, no queue.
fn direct(state: &str) -> Value {
    json!({ "id": "c-1", "participants": [leg("c-1-caller", COLLEAGUE, "connected"), mine("c-1-me", state)] })
}

/// [C3]
#[test]
fn a_call_from_a_queue_is_disconnected() {
    let (mut desk, toast) = ringing();
    desk.act(1, DECLINE, &toast);
    assert_eq!(desk.action_paths(), ["PATCH conversations/calls/c-1/participants/c-1-me"]);
    let (_, request) = desk.action_requests().remove(0);
    assert_eq!(request.body.expect("a body").expose(), r#"{"state":"disconnected"}"#);
    desk.accept_action();
    assert!(desk.settled().is_empty());
    desk.event(&in_queue(crate::support::channel::call("c-1", &[ended_leg("c-1-me", ME, "client")])));
    assert_eq!(desk.settled(), [(1, OK)]);
}

/// [C3]
#[test]
fn a_direct_call_goes_to_voicemail_or_is_disconnected() {
    let mut desk = desk();
    let toast = desk.rung_by(&direct("alerting"));
    desk.act(1, DECLINE, &toast);
    assert_eq!(desk.action_paths(), ["POST conversations/calls/c-1/participants/c-1-me/replace"]);
    let (_, request) = desk.action_requests().remove(0);
    assert_eq!(request.body.expect("a body").expose(), r#"{"voicemail":true}"#);
    for status in [403, 400, 404] {
        let mut desk = crate::desk();
        let toast = desk.rung_by(&direct("alerting"));
        desk.act(1, DECLINE, &toast);
        desk.refuse_action(status);
        assert_eq!(desk.action_paths()[1], "PATCH conversations/calls/c-1/participants/c-1-me", "{status}");
        desk.accept_action();
        desk.event(&direct("terminated"));
        assert_eq!(desk.settled(), [(1, OK)]);
    }
}

/// [C3] An answer of a direct call is no replacement.
#[test]
fn a_direct_call_is_answered_as_any_other() {
    let mut desk = desk();
    let toast = desk.rung_by(&direct("alerting"));
    desk.act(1, ToastAction::Answer, &toast);
    assert_eq!(desk.action_paths(), ["PATCH conversations/calls/c-1/participants/c-1-me"]);
}

/// [C3] [C4] Declined here, answered on the desk phone.
#[test]
fn a_ring_that_is_answered_meanwhile_is_not_declined() {
    let (mut desk, toast) = ringing();
    desk.act(1, DECLINE, &toast);
    desk.event(&leg_is("c-1", "connected"));
    assert_eq!(desk.settled(), [(1, Err(FailureReason::AlreadyAnswered))]);
}

/// [C4] A decline that has no effect is no fault of the phone.
#[test]
fn a_decline_without_effect_is_a_timeout() {
    let (mut desk, toast) = ringing();
    desk.act(1, DECLINE, &toast);
    desk.respond_action(HttpResponse { status: 200, ..HttpResponse::default() });
    desk.pass(5_000);
    desk.answer_list(&[crate::ring("c-1")]);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::Timeout))]);
}
