//! After a failed request the list decides (C4).
use crate::support::Desk;
use crate::support::channel::ME;
use crate::{Happening, Outcome, desk, leg_is, ring, ring_of, ringing};
use genesys_toasts::engine::action_io::{FailureReason, ToastAction};
use genesys_toasts::engine::alerts::{AlertEvent, AlertOptions, AudioEvent, SoundOptions};
use genesys_toasts::engine::options::Switch;
use genesys_toasts::engine::{HttpResponse, PageEvent, RequestFailure, RetryAfter};
use genesys_toasts::{Config, Input};
use serde_json::json;

const ANSWER: ToastAction = ToastAction::Answer;
const OK: Outcome = Ok(());

fn lose_answer(desk: &mut Desk) {
    let (id, _) = desk.action_requests().pop().expect("a request");
    desk.input(Input::Answer(id, Err(RequestFailure { message: "Failed to fetch".into() })));
}

/// [C1] [T13] The wait that the server named is over while it is not known yet whose the new token is.
#[test]
fn an_action_waits_for_the_user_of_a_new_token_and_no_timer_fires_for_ever() {
    let (mut desk, first) = ringing();
    let second = desk.rung_by(&ring("c-2"));
    desk.act(1, ANSWER, &first);
    desk.act(2, ANSWER, &second);
    let ids: Vec<_> = desk.action_requests().into_iter().map(|(id, _)| id).collect();
    let limited = RetryAfter::Seconds(2);
    let limited = HttpResponse { status: 429, retry_after: Some(limited), ..HttpResponse::default() };
    desk.input(Input::Answer(ids[1], Ok(HttpResponse { status: 401, ..HttpResponse::default() })));
    desk.input(Input::Answer(ids[0], Ok(limited)));
    desk.app_returns("token-2");
    desk.pass(3_000);
    assert_eq!(desk.action_requests().len(), 2);
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    assert_eq!(desk.action_requests().len(), 4);
}

/// [C4] [T10]
#[test]
fn after_a_401_it_is_tried_once_more_with_a_new_token() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.refuse_action(401);
    desk.app_returns_own_token("token-2");
    let (_, second) = desk.action_requests().pop().expect("a second one");
    assert!(second.headers.iter().any(|(_, value)| value.expose() == "Bearer token-2"));
    assert_eq!(desk.action_requests().len(), 2);
    desk.refuse_action(401);
    desk.app_returns_own_token("token-3");
    desk.answer_list(&[ring("c-1")]);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::Forbidden))]);
    assert_eq!((desk.action_error().status, desk.action_requests().len()), (Some(401), 2));
}

/// [C4] Without a token in time nothing was sent a second time, and the app gets the reason.
#[test]
fn without_a_token_in_time_it_fails() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.refuse_action(401);
    desk.pass(5_000);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::Timeout))]);
    assert_eq!(desk.action_requests().len(), 1);
}

/// [C4]
#[test]
fn a_403_names_scope_and_permission() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    let body = r#"{"message":"You are missing the following permission(s): [conversation:call:record]"}"#;
    desk.respond_action(HttpResponse { status: 403, body: body.into(), ..HttpResponse::default() });
    let error = desk.action_error();
    assert_eq!((error.reason, error.status, error.retryable), (FailureReason::Forbidden, Some(403), false));
    assert!(error.message.contains("scope conversations") && error.message.contains("conversation:call:record"));
    assert!(desk.requests_to("/conversations").is_empty(), "a 403 needs no list");
}

/// [C4] [N11]
#[test]
fn a_429_is_waited_for_where_there_is_time() {
    let limited = |seconds| HttpResponse {
        status: 429,
        retry_after: Some(RetryAfter::Seconds(seconds)),
        ..HttpResponse::default()
    };
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.respond_action(limited(2));
    desk.pass(1_999);
    assert_eq!(desk.action_requests().len(), 1);
    desk.pass(1_000);
    assert_eq!(desk.action_requests().len(), 2);
    desk.event(&leg_is("c-1", "connected"));
    assert_eq!(desk.settled(), [(1, OK)]);

    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.respond_action(limited(30));
    let error = desk.action_error();
    assert_eq!((error.reason, error.status), (FailureReason::RateLimited, Some(429)));
    // No request goes out before the server's time, not even for another click.
    desk.act(2, ANSWER, &toast);
    assert_eq!(desk.settled()[1], (2, Err(FailureReason::RateLimited)));
    desk.pass(5_000);
    assert_eq!(desk.action_requests().len(), 1);
}

/// [C4] Other errors: connected resolves, ended rejects, still alerting depends.
#[test]
fn after_another_error_the_list_decides() {
    let listed =
        [("connected", OK), ("terminated", Err(FailureReason::Gone)), ("alerting", Err(FailureReason::PhoneCannot))];
    for status in [400, 404, 409, 413] {
        for (state, expected) in listed {
            let (mut desk, toast) = ringing();
            desk.act(1, ANSWER, &toast);
            desk.refuse_action(status);
            assert!(desk.settled().is_empty());
            desk.answer_list(&[leg_is("c-1", state)]);
            assert_eq!(desk.settled(), [(1, expected)], "{status}, then {state}");
            assert_eq!(desk.action_requests().len(), 1, "{status}");
        }
    }
    let mut desk = desk();
    let toast = desk.rung_by(&ring_of("messages", "c-1"));
    desk.act(1, ANSWER, &toast);
    desk.refuse_action(409);
    desk.answer_list(&[ring_of("messages", "c-1")]);
    let error = desk.action_error();
    assert_eq!((error.reason, error.status), (FailureReason::Server, Some(409)));
    assert!(error.message.contains("the server's own words"));
}

/// [C4] A failure of server or network: once more, if it still rings.
#[test]
fn after_a_failure_it_is_tried_once_more_if_it_still_rings() {
    let fails: [(Happening, FailureReason); 3] = [
        (|desk| desk.refuse_action(503), FailureReason::Server),
        (|desk| desk.refuse_action(408), FailureReason::Server),
        (lose_answer, FailureReason::Network),
    ];
    for (fail, reason) in fails {
        let (mut desk, toast) = ringing();
        desk.act(1, ANSWER, &toast);
        fail(&mut desk);
        assert_eq!(desk.action_requests().len(), 1, "the list first");
        desk.answer_list(&[ring("c-1")]);
        assert_eq!(desk.action_requests().len(), 2);
        fail(&mut desk);
        desk.answer_list(&[ring("c-1")]);
        assert_eq!(desk.settled(), [(1, Err(reason))]);
        assert_eq!(desk.action_requests().len(), 2, "never a third time");
    }
    // It had its effect.
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    lose_answer(&mut desk);
    desk.answer_list(&[leg_is("c-1", "connected")]);
    assert_eq!((desk.settled(), desk.action_requests().len()), (vec![(1, OK)], 1));
}

/// [C1] [C4] The request has no answer, and the list has none either: the app gets an outcome in time all the same.
#[test]
fn without_any_answer_it_ends_three_seconds_after_the_deadline() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.pass(7_999);
    assert!(desk.settled().is_empty());
    desk.pass(1);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::Timeout))]);
}

/// [C4] A list that was requested before the failure says nothing about it.
#[test]
fn an_earlier_list_does_not_decide() {
    let (mut desk, toast) = ringing();
    desk.input(Input::Page(PageEvent::Offline));
    desk.input(Input::Page(PageEvent::Online));
    let before = desk.requests_to("/conversations").len();
    desk.act(1, ANSWER, &toast);
    desk.pass(10);
    desk.refuse_action(503);
    if before > 0 {
        desk.answer_list(&[ring("c-1")]);
        assert_eq!(desk.action_requests().len(), 1, "it was on its way already");
    }
    desk.pass(10);
    desk.answer_list(&[ring("c-1")]);
    assert_eq!(desk.action_requests().len(), 2);
}

/// [C1] [C4] The socket is lost: the list is asked all the same.
#[test]
fn without_a_socket_the_list_decides() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.accept_action();
    let socket = desk.newest_socket();
    desk.close(socket, 1006);
    desk.trace.retain(|(_, output)| !matches!(output, genesys_toasts::Output::Request(..)));
    desk.pass(5_000);
    desk.answer_list(&[leg_is("c-1", "connected")]);
    assert_eq!(desk.settled(), [(1, OK)]);
}

/// [C4] [N5] A list that was requested for an action while no socket received events says nothing about the channel.
#[test]
fn a_list_without_a_socket_is_no_sign_of_a_deaf_channel() {
    let mut desk = desk();
    while desk.requests_to("/conversations").is_empty() {
        desk.pass(1_000);
        desk.heartbeat();
    }
    desk.answer_list(&[ring("c-1")]);
    let toast = desk.shown().remove(0).id.clone();
    desk.pass(100);
    desk.heartbeat();
    let socket = desk.newest_socket();
    desk.close(socket, 1006);
    desk.act(1, ANSWER, &toast);
    desk.accept_action();
    desk.trace.retain(|(_, output)| !matches!(output, genesys_toasts::Output::Request(..)));
    // The channel is gone, too: the socket of the next one is open, and has no topics yet.
    desk.pass(1_000);
    desk.refuse();
    desk.answer_api("subscriptions", 404, &serde_json::json!({}));
    desk.answer_api("notifications/channels", 200, &crate::support::channel::channel_body("channel-2"));
    desk.pass(4_000);
    let next = desk.opening();
    desk.open(next);
    desk.answer_list(&[ring("c-1")]);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::PhoneCannot))]);
    assert!(desk.errors().iter().all(|error| error.code.as_str() != "deaf_channel"), "{:?}", desk.errors());
}

/// [C4] A pause because of other requests does not hold an answer back, and its failure delays no other request.
#[test]
fn an_answer_waits_for_no_backoff_of_others() {
    let (mut desk, toast) = ringing();
    desk.input(Input::Page(PageEvent::Offline));
    desk.input(Input::Page(PageEvent::Online));
    if !desk.requests_to("/conversations").is_empty() {
        desk.fail_api("/conversations");
    }
    desk.act(1, ANSWER, &toast);
    assert_eq!(desk.action_requests().len(), 1);
}

/// [C5] [S9] [T11]
#[test]
fn stop_rejects_what_is_pending() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    let (id, _) = desk.action_requests().remove(0);
    desk.stop();
    assert_eq!(desk.settled(), [(1, Err(FailureReason::Stopped))]);
    assert!(
        desk.outputs().any(|output| matches!(output, genesys_toasts::Output::Cancel(cancelled) if *cancelled == id))
    );
    desk.act(2, ANSWER, &toast);
    assert_eq!(desk.settled()[1], (2, Err(FailureReason::Stopped)));
}

/// [C5] [S10] The page is left, and comes back from the back/forward cache: nothing is pending any more.
#[test]
fn a_page_that_is_left_ends_what_is_pending() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.page(PageEvent::Hide);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::Stopped))]);
    assert_eq!(desk.snapshot().toasts[0].pending, None);
    desk.page(PageEvent::Show);
    desk.act(2, ToastAction::Decline, &toast);
    assert_eq!(desk.settled().len(), 1, "another action can begin");
}

/// [C5] [A1] The agent has seen the ring: it makes no sound while an action is pending, and sounds again after a failure.
#[test]
fn a_ring_is_silent_while_an_action_is_pending() {
    let alerts = AlertOptions { sound: Switch(Some(SoundOptions::default())), ..AlertOptions::off() };
    let mut desk = Desk::receiving_with(Config { alerts, ..crate::with_actions() });
    desk.input(Input::Alert(AlertEvent::Audio(AudioEvent::Running)));
    let toast = desk.rung_by(&ring("c-1"));
    let sounds = |desk: &Desk| desk.snapshot().alerts.sounding;
    assert_eq!(sounds(&desk), std::slice::from_ref(&toast));
    desk.act(1, ANSWER, &toast);
    assert!(sounds(&desk).is_empty());
    desk.refuse_action(403);
    assert_eq!(sounds(&desk), [toast]);
}

/// [C4] [T11]
#[test]
fn no_error_holds_a_token() {
    let (mut desk, toast) = ringing();
    desk.act(1, ANSWER, &toast);
    desk.respond_action(HttpResponse {
        status: 400,
        body: "Bearer token-1 is not welcome".into(),
        ..HttpResponse::default()
    });
    desk.answer_list(&[ring("c-1")]);
    let error = desk.action_error();
    assert!(
        error.message.contains("[redacted] is not welcome") && !error.message.contains("token-1"),
        "{}",
        error.message
    );
}
