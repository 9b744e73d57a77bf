//! Handshakes that a server refuses (S8).

use crate::support::{Desk, exactly, with_app_tokens, with_client};
use genesys_toasts::engine::{ErrorCode, SocketId, Status, TokenReason};
use genesys_toasts::{Config, Input, Output};

/// A desktop whose first socket is being opened. Its handshakes may take as long as a test likes.
fn connecting() -> Desk {
    let mut desk = Desk::new(Config { connect_timeout_ms: 86_400_000, ..exactly(with_client()) });
    desk.start();
    desk.grant("token-1", 86_400);
    desk
}

/// Lets the wait pass, and gives a token where one is asked for.
fn next_try(desk: &mut Desk) {
    let (asked, opened) = (desk.token_requests().len(), desk.opened().len());
    desk.fire_until(|desk| desk.token_requests().len() > asked || desk.opened().len() > opened);
    if desk.opened().len() == opened {
        desk.grant(&format!("token-{}", asked + 1), 86_400);
    }
}

/// The tokens that the sockets were opened with.
fn tokens(desk: &Desk) -> Vec<String> {
    desk.opened().iter().filter_map(|(_, url)| url.rsplit("token%2D").next().map(Into::into)).collect()
}

fn rejections(desk: &Desk) -> usize {
    desk.errors().iter().filter(|error| error.code == ErrorCode::HandshakeRejected).count()
}

/// [S8]
#[test]
fn after_two_refusals_in_a_row_the_token_is_replaced() {
    let mut desk = connecting();
    desk.refuse();
    desk.pass(1_000);
    assert_eq!((desk.token_requests().len(), desk.opened().len()), (1, 2));
    desk.refuse();
    assert_eq!(desk.token_requests().len(), 1, "after the wait of S4");
    desk.pass(1_999);
    assert_eq!((desk.token_requests().len(), desk.opened().len()), (1, 2));
    desk.pass(1);
    assert_eq!((desk.token_requests().len(), desk.opened().len()), (2, 2));
    desk.grant("token-2", 86_400);
    assert_eq!(tokens(&desk), ["1", "1", "2"]);
    assert!(desk.errors().is_empty());
    assert_eq!(desk.statuses().last(), Some(&Status::Connecting));
}

/// [S8] [T1]
#[test]
fn get_token_gets_the_reason_rejected_after_refused_handshakes() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.app_returns("a");
    desk.refuse();
    desk.pass(1_000);
    desk.refuse();
    desk.pass(2_000);
    assert_eq!(desk.get_token_calls()[1].1, TokenReason::Rejected);
}

/// [S8] [T7]
#[test]
fn a_refused_token_leaves_the_storage_too() {
    let mut desk = Desk::new(Config { keep_token: true, ..exactly(with_client()) });
    desk.start();
    desk.input(Input::StoredToken(None));
    desk.grant("token-1", 3_600);
    desk.refuse();
    desk.pass(1_000);
    assert!(!desk.outputs().any(|output| matches!(output, Output::RemoveToken { .. })));
    desk.refuse();
    assert!(desk.outputs().any(|output| matches!(output, Output::RemoveToken { .. })));
}

/// [S8]
#[test]
fn after_three_refusals_the_error_is_reported_once_and_the_tries_continue() {
    let mut desk = connecting();
    for (n, ms) in [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].into_iter().enumerate() {
        assert_eq!((rejections(&desk), desk.status()), (usize::from(n >= 3), Status::Connecting));
        desk.refuse();
        let reported = n >= 2;
        assert_eq!(rejections(&desk), usize::from(reported), "after {}", n + 1);
        assert_eq!(desk.status(), if reported { Status::Error } else { Status::Disconnected });
        assert_eq!(desk.retry_in(), Some(ms));
        next_try(&mut desk);
    }
    let error = desk.errors().remove(0);
    assert_eq!((error.retryable, error.status), (true, None));
    assert_eq!(desk.snapshot().error, Some(error));
}

/// [S8]
#[test]
fn the_message_names_the_likely_causes_in_order() {
    let mut desk =
        Desk::new(Config { socket_url: Some("wss://gate.example/events?key=k1#top".into()), ..exactly(with_client()) });
    desk.start();
    desk.grant("token-1", 86_400);
    for _ in 0..3 {
        desk.refuse();
        next_try(&mut desk);
    }
    let message = &desk.errors()[0].message;
    assert!(message.starts_with("The socket wss://gate.example/events was refused three times"), "{message}");
    let causes = ["the token has expired", "the scope routing:conversation:read is missing", "no such endpoint"];
    let places: Vec<_> = causes.iter().map(|cause| message.find(cause)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{message}");
    assert!(!message.contains("k1"), "{message}");
}

/// [S8] [T3]
#[test]
fn the_message_names_the_scopes_that_the_token_lacks() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    let answer = r#"{"access_token":"a","expires_in":86400,"scope":"user:read"}"#;
    desk.answer(200, answer);
    for _ in 0..3 {
        desk.refuse();
        desk.pass(8_000);
        if desk.status() == Status::Connecting && desk.opened().len() == 2 {
            desk.answer(200, answer);
        }
    }
    let message = &desk.errors()[0].message;
    let lacked =
        "a scope is missing (the token endpoint's answer lacked routing:conversation:read, routing:queue:read)";
    assert!(message.contains(lacked), "{message}");
}

/// [S8] [T3]
#[test]
fn scopes_that_a_later_token_has_are_not_named() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.answer(200, r#"{"access_token":"a","expires_in":86400,"scope":"user:read"}"#);
    desk.refuse();
    desk.pass(1_000);
    desk.refuse();
    desk.pass(2_000);
    let all = "routing:conversation:read routing:queue:read user:read";
    desk.answer(200, &format!(r#"{{"access_token":"b","expires_in":86400,"scope":"{all}"}}"#));
    desk.refuse();
    let message = &desk.errors()[0].message;
    assert!(message.contains("the scope routing:conversation:read is missing") && !message.contains("lacked"));
}

/// [S8]
#[test]
fn an_opened_socket_resets_the_count_of_refusals() {
    let mut desk = connecting();
    desk.refuse();
    next_try(&mut desk);
    let socket = desk.opening();
    desk.open(socket);
    desk.close(socket, 1006);
    next_try(&mut desk);
    desk.refuse();
    next_try(&mut desk);
    assert_eq!(desk.token_requests().len(), 1);
    desk.refuse();
    next_try(&mut desk);
    assert_eq!(desk.token_requests().len(), 2);
}

/// [S8]
#[test]
fn a_stable_connection_ends_the_error() {
    let mut desk = connecting();
    for _ in 0..3 {
        desk.refuse();
        next_try(&mut desk);
    }
    assert!(desk.snapshot().error.is_some());
    let socket = desk.opening();
    desk.open(socket);
    assert!(desk.snapshot().error.is_some(), "not before it is stable");
    desk.pass(5_000);
    assert!(desk.snapshot().error.is_none());
    desk.close(socket, 1006);
    assert_eq!(desk.status(), Status::Disconnected);
    for _ in 0..3 {
        next_try(&mut desk);
        desk.refuse();
    }
    assert_eq!((rejections(&desk), desk.status()), (2, Status::Error));
}

/// [S8] [S6]
#[test]
fn a_handshake_that_timed_out_neither_counts_as_a_refusal_nor_resets_the_count() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.grant("token-1", 86_400);
    desk.refuse();
    next_try(&mut desk);
    desk.pass(15_000);
    next_try(&mut desk);
    desk.pass(15_000);
    next_try(&mut desk);
    assert_eq!((desk.token_requests().len(), rejections(&desk)), (1, 0));
    desk.refuse();
    next_try(&mut desk);
    assert_eq!(desk.token_requests().len(), 2, "the second in the row");
    desk.pass(15_000);
    next_try(&mut desk);
    desk.refuse();
    assert_eq!(rejections(&desk), 1, "the third");
}

/// [S8]
#[test]
fn the_token_is_replaced_for_this_reason_once_in_five_minutes_at_most() {
    for (ms, replaced) in [(299_999, false), (300_000, true)] {
        let mut desk = connecting();
        desk.refuse();
        next_try(&mut desk);
        desk.refuse();
        let replaced_at = desk.now.mono_ms;
        for _ in 0..4 {
            next_try(&mut desk);
            desk.refuse();
        }
        next_try(&mut desk);
        assert_eq!(desk.token_requests().len(), 2);
        desk.pass(replaced_at + ms - desk.now.mono_ms);
        desk.refuse();
        next_try(&mut desk);
        assert_eq!(desk.token_requests().len(), if replaced { 3 } else { 2 }, "{ms}");
        for _ in 0..4 {
            desk.refuse();
            next_try(&mut desk);
        }
        assert_eq!(desk.token_requests().len(), 3, "five minutes later again");
    }
}

/// [S8] [S9] [S13]
#[test]
fn the_five_minutes_apply_after_stop_and_start() {
    let mut desk = connecting();
    desk.refuse();
    next_try(&mut desk);
    desk.refuse();
    next_try(&mut desk);
    desk.stop();
    desk.start();
    desk.grant("token-3", 86_400);
    let asked = desk.token_requests().len();
    for _ in 0..2 {
        desk.refuse();
        next_try(&mut desk);
    }
    assert_eq!(desk.token_requests().len(), asked);
    assert_eq!(rejections(&desk), 0, "the row began anew");
}

/// [S8] [T9]
#[test]
fn a_replacement_that_is_refused_leaves_the_status_connected() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(60_000);
    desk.sleep(20_000);
    for _ in 0..3 {
        desk.refuse();
        desk.pass(8_000);
        if desk.token_requests().len() == 1 && desk.opened().len() == 2 {
            desk.grant("token-2", 86_400);
        }
    }
    assert_eq!((rejections(&desk), desk.status()), (1, Status::Connected));
    assert!(desk.closed().is_empty());
    desk.close(SocketId(1), 1006);
    assert_eq!(desk.opened().len(), 4);
}

/// [S8]
#[test]
fn closes_of_open_sockets_are_no_refusals() {
    let mut desk = connecting();
    for _ in 0..5 {
        let socket = desk.opening();
        desk.open(socket);
        desk.close(socket, 1006);
        next_try(&mut desk);
    }
    let codes: Vec<ErrorCode> = desk.errors().iter().map(|error| error.code).collect();
    assert_eq!((desk.token_requests().len(), codes), (1, vec![ErrorCode::ConnectionDropped]));
}
