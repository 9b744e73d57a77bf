//! Conversations that are connected automatically (C8).
use crate::support::channel::{COLLEAGUE, call, leg, mine};
use crate::{desk, in_queue, leg_is, ringing};
use genesys_toasts::engine::DismissReason;
use genesys_toasts::engine::action_io::{ToastAction, ToastKind};
use serde_json::{Value, json};

/// My leg with auto-answer, in this state.
fn automatic(state: &str) -> Value {
    let mut conversation = leg_is("c-1", state);
    conversation["participants"][1]["calls"][0]["queueMediaSettings"] =
        json!({ "enableAutoAnswer": true, "alertingTimeoutSeconds": 20 });
    conversation
}

fn kinds(desk: &crate::support::Desk) -> Vec<ToastKind> {
    desk.shown().iter().map(|toast| toast.kind).collect()
}

/// [C8]
#[test]
fn a_leg_that_connects_without_having_rung_is_a_notice_of_four_seconds() {
    let mut desk = desk();
    desk.event(&leg_is("c-1", "connected"));
    let notice = desk.shown().remove(0);
    assert_eq!(
        (notice.kind, notice.conversation_id.as_str(), notice.actions.len()),
        (ToastKind::AutoAnswered, "c-1", 0)
    );
    assert_eq!(notice.caller_name, "Imani Okafor");
    desk.pass(3_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert_eq!(desk.dismissed().pop().expect("gone").1, DismissReason::Timeout);
    // The same state again is nothing new.
    desk.event(&leg_is("c-1", "connected"));
    assert_eq!(kinds(&desk).len(), 1);
}

/// [C8] It rings first, where the queue says so.
#[test]
fn a_ring_with_auto_answer_is_followed_by_the_notice() {
    let mut desk = desk();
    desk.event(&automatic("alerting"));
    desk.event(&automatic("connected"));
    assert_eq!(kinds(&desk), [ToastKind::Ring, ToastKind::AutoAnswered]);
    assert_eq!(desk.dismissed().remove(0).1, DismissReason::Answered);
    // The agent was faster.
    let mut desk = crate::desk();
    let toast = desk.rung_by(&automatic("alerting"));
    desk.act(1, ToastAction::Answer, &toast);
    desk.event(&automatic("connected"));
    assert_eq!(kinds(&desk), [ToastKind::Ring]);
}

/// [C8] What the agent answered, here or on the phone, is no notice.
#[test]
fn an_answered_ring_is_none() {
    let (mut desk, _) = ringing();
    desk.event(&leg_is("c-1", "connected"));
    assert_eq!(kinds(&desk), [ToastKind::Ring]);
}

/// [C8] What was connected before the client came, or while it was away, may have been answered.
#[test]
fn what_the_list_has_is_none() {
    let mut desk = crate::support::Desk::receiving_with(crate::with_actions());
    let socket = desk.newest_socket();
    desk.close(socket, 1006);
    desk.pass(2_000);
    let next = desk.opening();
    desk.open(next);
    // Before the list has been read, an event of an old conversation.
    desk.event(&leg_is("c-0", "connected"));
    desk.answer_list(&[leg_is("c-0", "connected"), leg_is("c-1", "connected")]);
    desk.event(&leg_is("c-1", "connected"));
    assert!(desk.shown().is_empty());
}

/// [C8] Neither a call that the agent makes, nor the leg of another agent.
#[test]
fn own_calls_and_other_agents_are_none() {
    let mut desk = desk();
    let mut own = leg_is("c-1", "connected");
    own["participants"][1]["calls"][0]["direction"] = json!("outbound");
    desk.event(&own);
    desk.event(&in_queue(call("c-2", &[leg("c-2-a", COLLEAGUE, "connected"), mine("c-2-me", "alerting")])));
    assert_eq!(kinds(&desk), [ToastKind::Ring]);
}

/// [C8] Without actions there is no notice.
#[test]
fn by_default_there_is_none() {
    let mut desk = crate::support::Desk::receiving();
    desk.event(&leg_is("c-1", "connected"));
    assert!(desk.shown().is_empty());
}

/// [C8] It ends with the conversation.
#[test]
fn the_notice_ends_with_the_conversation() {
    let mut desk = desk();
    desk.event(&leg_is("c-1", "connected"));
    desk.event(&leg_is("c-1", "terminated"));
    assert!(desk.toasts().is_empty());
}
