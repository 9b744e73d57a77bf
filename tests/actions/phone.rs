//! The app's softphone answers voice calls (C2).
use crate::{Outcome, leg_is, ring, ring_of, ringing};
use genesys_toasts::engine::action_io::{FailureReason, PhoneAnswer, ToastAction};
use genesys_toasts::{Input, Output};

const ANSWER: ToastAction = ToastAction::Answer;
const OK: Outcome = Ok(());

/// [C2]
#[test]
fn a_call_is_answered_by_the_softphone_and_reported_by_the_stream() {
    let (mut desk, toast) = ringing();
    desk.act_by_phone(1, ANSWER, &toast);
    let [(id, action, of)] = &desk.asked_phone()[..] else { panic!("asked once") };
    assert_eq!((*action, of), (ANSWER, &toast));
    desk.input(Input::Phone(*id, PhoneAnswer::Done));
    assert!(desk.settled().is_empty() && desk.action_requests().is_empty());
    desk.event(&leg_is("c-1", "connected"));
    assert_eq!(desk.settled(), [(1, OK)]);
}

/// [C2] [C4]
#[test]
fn a_softphone_that_fails_says_why_unless_the_call_is_connected() {
    for (state, expected) in [("alerting", Err(FailureReason::PhoneFailed)), ("connected", OK)] {
        let (mut desk, toast) = ringing();
        desk.act_by_phone(1, ANSWER, &toast);
        let (id, ..) = desk.asked_phone().remove(0);
        desk.input(Input::Phone(id, PhoneAnswer::Failed("no such session for token-1".into())));
        desk.answer_list(&[leg_is("c-1", state)]);
        assert_eq!(desk.settled(), [(1, expected)]);
        if let (_, Some(error)) = &desk.settled_with()[0] {
            assert!(error.message.contains("no such session for [redacted]"), "{}", error.message);
        }
        assert!(desk.action_requests().is_empty(), "the API is not asked as well");
    }
}

/// [C1] [C2]
#[test]
fn a_softphone_that_never_answers_is_let_go_at_the_deadline() {
    let (mut desk, toast) = ringing();
    desk.act_by_phone(1, ANSWER, &toast);
    let (id, ..) = desk.asked_phone().remove(0);
    desk.pass(5_000);
    assert!(desk.outputs().any(|output| matches!(output, Output::CancelPhone(cancelled) if *cancelled == id)));
    desk.answer_list(&[ring("c-1")]);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::Timeout))]);
    desk.input(Input::Phone(id, PhoneAnswer::Done));
    assert_eq!(desk.settled().len(), 1);
}

/// [C2] Where it is another phone's call the API is asked; other media never ask the softphone.
#[test]
fn what_is_not_its_own_goes_to_the_api() {
    let (mut desk, toast) = ringing();
    desk.act_by_phone(1, ANSWER, &toast);
    let (id, ..) = desk.asked_phone().remove(0);
    desk.input(Input::Phone(id, PhoneAnswer::NotMine));
    assert_eq!(desk.action_requests().len(), 1);
    let mut desk = crate::desk();
    let toast = desk.rung_by(&ring_of("emails", "c-2"));
    desk.act_by_phone(1, ANSWER, &toast);
    assert!(desk.asked_phone().is_empty());
    assert_eq!(desk.action_requests().len(), 1);
}
