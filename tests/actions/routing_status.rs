//! The agent's routing status, and the way back on queue (C7).
use crate::support::Desk;
use crate::support::channel::ME;
use crate::{Outcome, desk, with_actions};
use genesys_toasts::Input;
use genesys_toasts::engine::HttpResponse;
use genesys_toasts::engine::action_io::FailureReason;
use serde_json::json;

const OK: Outcome = Ok(());

impl Desk {
    fn routing_status(&self) -> Option<String> {
        self.snapshot().agent.routing_status
    }

    /// An event of the topic.
    fn routing_event(&mut self, user: &str, status: &str) {
        let live = self.newest_socket();
        let body =
            json!({ "id": user, "routingStatus": { "status": status, "startTime": "2026-11-24T08:00:00.000Z" } });
        self.text(
            live,
            &json!({ "topicName": format!("v2.users.{user}.routingStatus"), "version": "2", "eventBody": body })
                .to_string(),
        );
    }
}

/// [C7]
#[test]
fn the_topic_is_subscribed_and_the_status_is_read_after_each_gap() {
    let mut desk = Desk::new(with_actions());
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns_own_token("token-1");
    desk.answer_channel("channel-1");
    let (_, put) = desk.requests_to("subscriptions").remove(0);
    let topics = format!(r#"[{{"id":"v2.users.{ME}.conversations"}},{{"id":"v2.users.{ME}.routingStatus"}}]"#);
    assert_eq!(put.body.expect("topics").expose(), topics);
    desk.answer_topics();
    assert_eq!(desk.requests_to(&format!("users/{ME}/routingstatus")).len(), 1);
    assert_eq!(desk.routing_status(), None);
    desk.answer_routing_status("NOT_RESPONDING");
    assert_eq!(desk.routing_status().as_deref(), Some("NOT_RESPONDING"));
    let socket = desk.newest_socket();
    desk.close(socket, 1006);
    desk.pass(2_000);
    let next = desk.opening();
    desk.open(next);
    assert_eq!(desk.requests_to("/routingstatus").len(), 2);
}

/// [C7]
#[test]
fn events_change_the_status_of_this_agent_alone() {
    let mut desk = desk();
    let before = desk.snapshot_changes();
    desk.routing_event(ME, "NOT_RESPONDING");
    assert_eq!(desk.routing_status().as_deref(), Some("NOT_RESPONDING"));
    desk.routing_event(ME, "NOT_RESPONDING");
    desk.routing_event("another", "IDLE");
    assert_eq!((desk.routing_status().as_deref(), desk.snapshot_changes()), (Some("NOT_RESPONDING"), before + 1));
    assert_eq!(desk.counters().bad, 0);
}

/// [C7] A frame without a status has no effect, and a status that cannot be read stays unknown.
#[test]
fn an_unreadable_status_is_unknown() {
    let mut desk = desk();
    let live = desk.newest_socket();
    desk.text(
        live,
        &json!({ "topicName": format!("v2.users.{ME}.routingStatus"), "eventBody": { "id": ME } }).to_string(),
    );
    assert_eq!((desk.routing_status().as_deref(), desk.counters().bad), (Some("IDLE"), 0));
    let socket = desk.newest_socket();
    desk.close(socket, 1006);
    desk.pass(2_000);
    let next = desk.opening();
    desk.open(next);
    desk.answer_api("/routingstatus", 403, &json!({}));
    desk.answer_list(&[]);
    desk.pass(10_000);
    assert_eq!((desk.routing_status(), desk.errors().len(), desk.requests_to("/routingstatus").len()), (None, 0, 1));
}

/// [C7]
#[test]
fn back_on_queue_sets_idle() {
    let mut desk = desk();
    desk.routing_event(ME, "NOT_RESPONDING");
    desk.input(Input::BackOnQueue(1));
    desk.input(Input::BackOnQueue(2));
    let mut puts = desk.requests_to("/routingstatus");
    assert_eq!(puts.len(), 1);
    let (id, put) = puts.remove(0);
    assert_eq!((put.method, put.body.expect("a body").expose()), ("PUT", r#"{"status":"IDLE"}"#));
    let body = json!({ "userId": ME, "status": "IDLE" }).to_string();
    desk.input(Input::Answer(id, Ok(HttpResponse { status: 200, body, ..HttpResponse::default() })));
    assert_eq!(desk.settled(), [(1, OK), (2, OK)]);
    assert_eq!(desk.routing_status().as_deref(), Some("IDLE"));
}

/// [C7] A refusal is reported in words, and another try is possible.
#[test]
fn a_refusal_says_why() {
    for (status, reason) in [
        (403, FailureReason::Forbidden),
        (400, FailureReason::Server),
        (429, FailureReason::RateLimited),
        (503, FailureReason::Server),
    ] {
        let mut desk = desk();
        desk.routing_event(ME, "NOT_RESPONDING");
        desk.input(Input::BackOnQueue(1));
        desk.answer_api("/routingstatus", status, &json!({ "message": "not while off queue" }));
        assert_eq!(desk.settled(), [(1, Err(reason))], "{status}");
        assert_eq!(desk.routing_status().as_deref(), Some("NOT_RESPONDING"));
    }
    let mut desk = desk();
    desk.routing_event(ME, "NOT_RESPONDING");
    desk.input(Input::BackOnQueue(1));
    desk.pass(10_000);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::Network))]);
}

/// [C7] [T10] A token that has expired: one more try with a new one, as for a ring.
#[test]
fn after_a_401_back_on_queue_is_tried_once_more() {
    for (second, outcome) in [(200, OK), (401, Err(FailureReason::Forbidden))] {
        let mut desk = desk();
        desk.routing_event(ME, "NOT_RESPONDING");
        desk.input(Input::BackOnQueue(1));
        desk.answer_api("/routingstatus", 401, &json!({}));
        assert!(desk.settled().is_empty());
        desk.app_returns_own_token("token-2");
        assert_eq!(desk.requests_to("/routingstatus").len(), 2);
        desk.answer_api("/routingstatus", second, &json!({ "status": "IDLE" }));
        assert_eq!(desk.settled(), [(1, outcome)]);
    }
}

/// [C7] [S13]
#[test]
fn the_status_ends_with_the_session() {
    let mut desk = desk();
    desk.routing_event(ME, "NOT_RESPONDING");
    desk.input(Input::BackOnQueue(1));
    desk.stop();
    assert_eq!((desk.routing_status(), desk.settled()), (None, vec![(1, Err(FailureReason::Stopped))]));
}
