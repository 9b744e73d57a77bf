//! Rings that began or ended while nobody listened.
use crate::support::Desk;
use crate::support::channel::{COLLEAGUE, ME, call, leg, mine, rings, with_agent_exactly};
use genesys_toasts::Config;
use genesys_toasts::engine::config::Ringing;
use genesys_toasts::engine::{DismissReason, LogLevel};
use serde_json::json;

/// The connection was lost and is back; the list is requested.
fn gap(desk: &mut Desk) {
    let sockets = desk.opened().len();
    desk.close(desk.newest_socket(), 1006);
    desk.fire_until(|desk| desk.opened().len() > sockets);
    desk.open(desk.opening());
    // The answer to the ping on a socket after a failed one (S5).
    desk.heartbeat();
}

/// [N4]
#[test]
fn a_ring_that_began_in_the_gap_adds_its_toast_and_one_that_ended_in_it_removes_it() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    gap(&mut desk);
    desk.answer_list(&[rings("c-2")]);
    assert_eq!(desk.toasts(), ["c-2"]);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Ended);
    assert_eq!(desk.counters().gaps, 1);
    assert!(desk.logs(LogLevel::Info).contains(&"resync: 1 rings found, 1 found to be over".to_owned()));
    desk.event(&rings("c-2"));
    assert_eq!(desk.shown().len(), 2);
}

/// [N4] frames are never held back, and the newer of the two counts leg by leg.
#[test]
fn an_older_answer_does_not_undo_an_event_of_the_stream() {
    let mut desk = Desk::receiving();
    gap(&mut desk);
    desk.event(&call("c-1", &[mine("c-1-me", "connected")]));
    desk.event(&rings("c-2"));
    desk.answer_list(&[rings("c-1")]);
    assert_eq!(desk.toasts(), ["c-2"]);
    assert_eq!(desk.shown().len(), 1);
}

/// [N4] an answer ends only rings that were known before it was asked for.
#[test]
fn a_ring_that_began_while_the_list_was_requested_stays() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    gap(&mut desk);
    desk.event(&rings("c-2"));
    desk.answer_list(&[]);
    assert_eq!(desk.toasts(), ["c-2"]);
}

/// [N4] what the list has as ended is not there for its own reason.
#[test]
fn the_reason_of_an_end_comes_from_the_list_if_it_contains_the_ring() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    gap(&mut desk);
    desk.answer_list(&[call("c-1", &[mine("c-1-me", "connected")])]);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Answered);
}

/// [N4] a part of the list proves nothing of what is not in it.
#[test]
fn an_incomplete_list_ends_no_ring() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    gap(&mut desk);
    desk.answer_api("/conversations", 200, &json!({ "entities": [], "total": 30, "pageCount": 2 }));
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [N4] it speaks of the token's own user.
#[test]
fn the_list_never_ends_another_agents_ring() {
    let mut desk = Desk::receiving_with(Config { ringing: Ringing::AnyAgent, ..with_agent_exactly() });
    desk.event(&call("c-1", &[leg("c-1-her", COLLEAGUE, "alerting")]));
    desk.event(&call("c-2", &[leg("c-2-me", ME, "alerting")]));
    gap(&mut desk);
    desk.answer_list(&[]);
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [N4] [N11] the answer that fails is asked for again.
#[test]
fn a_list_that_failed_is_requested_again() {
    let mut desk = Desk::receiving();
    gap(&mut desk);
    desk.fail_api("/conversations");
    assert_eq!(desk.requests_to("/conversations").len(), 1);
    desk.pass(1_000);
    assert_eq!(desk.requests_to("/conversations").len(), 2);
    desk.answer_list(&[rings("c-1")]);
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [N4] [N11] its scope is missing: reported once, and the stream continues; the list is requested again after the next
/// gap.
#[test]
fn a_forbidden_list_is_reported_once_and_requested_after_the_next_gap() {
    let mut desk = Desk::receiving();
    gap(&mut desk);
    desk.answer_topics();
    desk.answer_api("/conversations", 403, &json!({ "message": "no" }));
    assert!(desk.errors()[0].message.contains("conversations:readonly"));
    desk.pass(30_000);
    desk.heartbeat();
    desk.event(&rings("c-1"));
    assert_eq!((desk.toasts(), desk.requests_to("/conversations").len()), (vec!["c-1".to_owned()], 1));
    gap(&mut desk);
    desk.answer_topics();
    desk.answer_api("/conversations", 403, &json!({ "message": "no" }));
    assert_eq!((desk.requests_to("/conversations").len(), desk.errors().len()), (2, 1));
    assert!(desk.snapshot().error.is_some());
    desk.pass(30_000);
    desk.heartbeat();
    gap(&mut desk);
    desk.answer_topics();
    desk.answer_list(&[]);
    assert_eq!(desk.snapshot().error, None);
}

/// [N4] [N5] an answer from before the present connection does not settle it.
#[test]
fn a_list_that_was_pending_when_the_connection_was_lost_is_requested_again() {
    let mut desk = Desk::receiving();
    gap(&mut desk);
    desk.pass(5_000);
    gap(&mut desk);
    desk.answer_list(&[]);
    assert_eq!(desk.requests_to("/conversations").len(), 2);
}

/// [N5] never over ten a minute.
#[test]
fn there_are_ten_resyncs_a_minute_at_most() {
    let mut desk = Desk::receiving();
    for _ in 0..30 {
        desk.pass(500);
        gap(&mut desk);
        desk.answer_list(&[]);
        desk.pass(6_000 - 1_500);
    }
    let times: Vec<u64> = desk
        .trace
        .iter()
        .filter_map(|(at, o)| match o {
            genesys_toasts::Output::Request(_, r) if r.url.ends_with("/conversations") => Some(*at),
            _ => None,
        })
        .collect();
    assert!(times.windows(11).all(|eleven| eleven[10] - eleven[0] >= 60_000), "{times:?}");
    assert!(times.len() >= 20);
}

/// [N4] [S10] requests failed as long as the network was away: a socket that opens says that it is back.
#[test]
fn the_list_does_not_wait_for_a_network_that_is_back() {
    let mut desk = Desk::receiving();
    desk.pass(5_000);
    gap(&mut desk);
    for asked in 1..=3 {
        desk.fire_until(|desk| desk.requests_to("/conversations").len() == asked);
        desk.fail_api("/conversations");
    }
    desk.pass(500);
    let lost_at = desk.now.mono_ms;
    gap(&mut desk);
    assert!(desk.now.mono_ms - lost_at < 4_000);
    assert_eq!(desk.requests_to("/conversations").len(), 4);
}

/// [N4] [S4] a request can fail after the socket has opened because it was sent before: that says nothing about the network now.
#[test]
fn the_list_does_not_wait_because_of_a_request_that_was_sent_before_the_socket_opened() {
    let mut desk = Desk::receiving();
    desk.pass(5_000);
    gap(&mut desk);
    assert_eq!(desk.requests_to("/conversations").len(), 1, "it gets no answer: the network is away again");
    gap(&mut desk);
    desk.fail_api("/conversations");
    assert_eq!(desk.requests_to("/conversations").len(), 2, "in the same task");
    desk.fail_api("/conversations");
    assert_eq!(
        desk.requests_to("/conversations").len(),
        2,
        "the next one was sent after the socket had opened: S4 applies"
    );
}
