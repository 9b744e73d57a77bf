//! How a ring ends, and which leg counts.
use crate::support::Desk;
use crate::support::channel::{COLLEAGUE, ME, call, call_over, ended_leg, leg, mine, rings};
use genesys_toasts::engine::{DismissReason, PageEvent};
use serde_json::{Value, json};

/// The reason with which the toast of `c-1` goes when this comes.
fn reason(next: &Value) -> Option<DismissReason> {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.event(next);
    desk.dismissed().first().map(|(_, reason)| *reason)
}

/// [N10]
#[test]
fn a_ring_ends_with_its_reason() {
    let her = || leg("c-1-her", COLLEAGUE, "alerting");
    let ended = |how: &str| ended_leg("c-1-me", ME, how);
    let table = [
        (call("c-1", &[mine("c-1-me", "connected")]), DismissReason::Answered),
        (call("c-1", &[ended("timeout")]), DismissReason::Missed),
        (call("c-1", &[ended("transfer.noanswer")]), DismissReason::Missed),
        (call("c-1", &[ended("transfer.notavailable")]), DismissReason::Missed),
        (call("c-1", &[ended("client")]), DismissReason::Moved),
        (call("c-1", &[ended("system")]), DismissReason::Missed),
        (call("c-1", &[ended("transfer"), her()]), DismissReason::Moved),
        (call_over("c-1", &[ended("peer")]), DismissReason::Abandoned),
        (call_over("c-1", &[ended("something new")]), DismissReason::Abandoned),
    ];
    for (next, expected) in table {
        assert_eq!(reason(&next), Some(expected), "{next}");
    }
    assert_eq!(reason(&call("c-1", &[mine("c-1-me", "alerting"), her()])), None);
    assert_eq!(reason(&call("c-1", &[])), None);
}

/// Every word of the enumeration, with what it means for a ring that nobody answered while the customer is there, and when the customer
/// has gone.
const WORDS: [(&str, DismissReason, DismissReason); 27] = {
    use DismissReason::{Abandoned, Ended, Missed, Moved};
    [
        ("timeout", Missed, Missed),
        ("transfer.noanswer", Missed, Missed),
        ("transfer.notavailable", Missed, Missed),
        ("transfer.dnd", Missed, Missed),
        ("transfer.donotdisturb", Missed, Missed),
        ("endpoint.dnd", Missed, Missed),
        ("endpoint.donotdisturb", Missed, Missed),
        ("client", Moved, Abandoned),
        ("endpoint", Moved, Abandoned),
        ("transfer", Moved, Abandoned),
        ("transfer.conference", Moved, Abandoned),
        ("transfer.consult", Moved, Abandoned),
        ("transfer.forward", Moved, Abandoned),
        ("takeover", Moved, Abandoned),
        ("peer", Moved, Abandoned),
        ("system", Missed, Abandoned),
        ("error", Missed, Abandoned),
        ("transport.failure", Missed, Abandoned),
        ("other", Missed, Abandoned),
        ("spam", Ended, Abandoned),
        ("uncallable", Ended, Abandoned),
        ("inactivity", Ended, Abandoned),
        ("session.expired", Ended, Abandoned),
        ("a word of tomorrow", Missed, Abandoned),
        ("transfer.noanswer.again", Missed, Missed),
        ("transfer.tomorrow", Moved, Abandoned),
        ("", Missed, Abandoned),
    ]
};

/// [N10] [N12]
#[test]
fn every_disconnect_type_has_a_meaning() {
    for (word, with_customer, without) in WORDS {
        assert_eq!(reason(&call("c-1", &[ended_leg("c-1-me", ME, word)])), Some(with_customer), "{word}");
        assert_eq!(reason(&call_over("c-1", &[ended_leg("c-1-me", ME, word)])), Some(without), "{word}, no customer");
    }
}

/// [N10] chats, callbacks, messages and e-mails end with the same words.
#[test]
fn a_medium_that_ends_with_system_is_missed() {
    for list in ["callbacks", "chats", "messages", "emails"] {
        let of = |state: &str, how: Value| {
            let me = json!({
                "id": "c-1-me", "purpose": "agent", "userId": ME, "alertingTimeoutMs": 20_000,
                list: [{ "id": "leg", "state": state, "direction": "inbound", "disconnectType": how }],
            });
            call("c-1", &[me])
        };
        let mut desk = Desk::receiving();
        desk.event(&of("alerting", Value::Null));
        desk.event(&of("disconnected", json!("system")));
        assert_eq!(desk.dismissed()[0].1, DismissReason::Missed, "{list}");
    }
}

/// [N7] and the one before counts again when the newer one has ended.
#[test]
fn the_newest_leg_of_an_agent_that_has_not_ended_counts() {
    let mut desk = Desk::receiving();
    desk.event(&call("c-1", &[mine("old", "alerting"), mine("new", "connected")]));
    assert!(desk.toasts().is_empty());
    desk.event(&call("c-1", &[mine("old", "alerting"), mine("new", "terminated")]));
    let participants =
        |desk: &Desk| desk.shown().last().and_then(|toast| toast.leg.clone()).map(|leg| leg.participant_id);
    assert_eq!((desk.toasts().len(), participants(&desk)), (1, Some("old".to_owned())));
    desk.event(&call("c-1", &[mine("old", "alerting"), mine("new", "terminated"), mine("newer", "alerting")]));
    assert_eq!((desk.toasts().len(), participants(&desk)), (1, Some("newer".to_owned())));
    assert_eq!(desk.dismissed()[0].1, DismissReason::Moved);
}

/// [N10] `alertingTimeoutMs` with no word: the list, then `missed`.
#[test]
fn the_list_is_requested_for_a_ring_without_an_end_which_is_then_missed() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.pass(21_000);
    assert_eq!((desk.toasts().len(), desk.requests_to("/conversations").len()), (1, 1));
    desk.answer_list(&[]);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Missed);
}

/// [N10] nobody says anything.
#[test]
fn a_ring_is_missed_if_the_list_does_not_arrive() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.pass(25_999);
    assert_eq!(desk.toasts().len(), 1);
    desk.pass(1);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Missed);
}

/// [N10] the list knows better.
#[test]
fn a_ring_that_the_list_still_has_stays() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.pass(21_000);
    desk.answer_list(&[rings("c-1")]);
    desk.pass(14_000);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1_000);
    assert_eq!(desk.requests_to("/conversations").len(), 2);
}

/// [N10] [O3] a ring ends in a hidden page, too.
#[test]
fn the_end_of_a_ring_removes_a_paused_toast() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.page(PageEvent::Hidden);
    desk.event(&call("c-1", &[mine("c-1-me", "connected")]));
    assert!(desk.toasts().is_empty());
}

/// [N12] whatever is new.
#[test]
fn unknown_topics_and_states_are_ignored() {
    let mut desk = Desk::receiving();
    let live = desk.newest_socket();
    desk.text(live, r#"{"topicName":"v2.users.me.presence","eventBody":{"x":1}}"#);
    desk.text(live, r#"{"topicName":"v2.system.something_new","eventBody":{}}"#);
    desk.event(&call("c-1", &[mine("c-1-me", "pondering")]));
    let mut odd = rings("c-2");
    odd["participants"][1]["purpose"] = json!("wizard");
    odd["participants"][1]["spells"] = json!([{ "state": "alerting" }]);
    desk.event(&odd);
    assert_eq!((desk.toasts(), desk.errors().len()), (vec!["c-2".to_owned()], 0));
}

/// [E3] [N12]
#[test]
fn a_frame_that_cannot_be_read_is_counted_and_reported_once_a_minute() {
    let mut desk = Desk::receiving();
    let live = desk.newest_socket();
    desk.text(live, "no JSON");
    desk.text(live, "[]");
    assert_eq!((desk.counters().bad, desk.errors().len()), (2, 1));
}
