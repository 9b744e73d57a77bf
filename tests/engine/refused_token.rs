//! A token that the server refuses (T10).

use crate::support::{Desk, exactly, with_app_tokens, with_client};
use genesys_toasts::engine::{AppToken, Phase, SocketId, Status, TokenReason};

/// [T10] [S5]
#[test]
fn after_4001_a_new_token_is_fetched_at_once_if_the_connection_was_stable() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(5_000);
    desk.close(desk.newest_socket(), 4001);
    assert_eq!((desk.token_requests().len(), desk.opened().len()), (1, 0));
    assert_eq!((desk.status(), desk.detail().phase), (Status::Connecting, Phase::Token));
    assert_eq!(desk.detail().attempt, 0);
    desk.grant("token-2", 3_600);
    assert!(desk.opened()[0].1.ends_with("token%2D2"));
    assert!(desk.errors().is_empty());
}

/// [T10] [S4] [S5]
#[test]
fn after_4001_on_a_connection_that_was_not_stable_a_wait_by_s4_comes_first() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(4_999);
    desk.close(desk.newest_socket(), 4001);
    assert_eq!((desk.status(), desk.retry_in()), (Status::Disconnected, Some(1_000)));
    desk.pass(999);
    assert!(desk.token_requests().is_empty());
    desk.pass(1);
    assert_eq!((desk.token_requests().len(), desk.opened().len()), (1, 0));
}

/// [T10] [S4]
#[test]
fn the_waits_grow_if_the_server_refuses_every_token() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    for (n, ms) in [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].into_iter().enumerate() {
        desk.close(desk.newest_socket(), 4001);
        desk.pass(ms - 1);
        assert_eq!(desk.token_requests().len(), n);
        desk.pass(1);
        assert_eq!(desk.token_requests().len(), n + 1);
        desk.grant(&format!("token-{n}"), 3_600);
        let socket = desk.opening();
        desk.open(socket);
    }
}

/// [T10] [T1]
#[test]
fn get_token_gets_the_reason_rejected_after_4001() {
    let mut desk = Desk::connected_with(exactly(with_app_tokens()));
    desk.pass(5_000);
    desk.close(desk.newest_socket(), 4001);
    assert_eq!(desk.get_token_calls().iter().map(|(_, reason)| *reason).collect::<Vec<_>>(), [TokenReason::Rejected]);
    desk.app_returns("token-1");
    assert!(desk.opened()[0].1.ends_with("token%2D1"), "the same text again is tried again");
}

/// [T10]
#[test]
fn other_close_codes_do_not_discard_the_token() {
    for code in [1001, 1006, 1008, 1011, 4000, 4002, 4003] {
        let mut desk = Desk::connected_with(exactly(with_client()));
        desk.pass(5_000);
        desk.close(desk.newest_socket(), code);
        desk.pass(40_000);
        assert!(desk.token_requests().is_empty(), "{code}");
        assert!(desk.opened()[0].1.ends_with("token%2D1"), "{code}");
    }
}

/// [T10] [T9]
#[test]
fn the_refusal_of_an_old_token_does_not_discard_the_new_one() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    desk.grant("token-2", 3_600);
    desk.refuse();
    desk.close(SocketId(1), 4001);
    assert_eq!(desk.token_requests().len(), 1);
    assert!(desk.opened().last().is_some_and(|(_, url)| url.ends_with("token%2D2")));
    assert_eq!(desk.opened().len(), 2, "at once: the connection had been stable");
}

/// [T10] [T9]
#[test]
fn the_refusal_of_the_token_ends_a_replacement_that_uses_it_too() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(5_000);
    desk.sleep(20_000);
    let replacement = desk.opening();
    desk.close(SocketId(1), 4001);
    assert_eq!(desk.closed(), [(replacement, 1000)]);
    assert_eq!((desk.token_requests().len(), desk.opened().len()), (1, 1));
    desk.grant("token-2", 3_600);
    assert!(desk.opened()[1].1.ends_with("token%2D2"));
    desk.pass(14_999);
    assert_eq!(desk.closed().len(), 1);
}

/// [T10] [T8]
#[test]
fn a_discarded_token_has_no_timer() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.app_returns_token(AppToken {
        access_token: "a".into(),
        expires_in_s: Some(60.0),
        expires_at_ms: None,
        ..AppToken::default()
    });
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(5_000);
    desk.close(socket, 4001);
    desk.app_returns("b");
    let second = desk.opening();
    desk.open(second);
    desk.trace.clear();
    desk.pass(600_000);
    assert!(desk.get_token_calls().is_empty());
    assert_eq!(desk.armed, None);
}
