//! What each close code means (S3 and its table).

use crate::support::{Desk, VISIBLE, exactly, with_client};
use genesys_toasts::Config;
use genesys_toasts::Output;
use genesys_toasts::engine::config::{BackoffOptions, Jitter};
use genesys_toasts::engine::{ErrorCode, Page, PageEvent, Phase, SocketId, Status, Tally};

const SOCKET: SocketId = SocketId(1);

/// A desktop that has been connected for a minute.
fn stable() -> Desk {
    stable_with(exactly(with_client()))
}

fn stable_with(config: Config) -> Desk {
    let mut desk = Desk::connected_with(config);
    desk.pass(60_000);
    desk
}

/// [S3] [S4]
#[test]
fn unknown_codes_and_1006_reconnect_by_s4_without_an_error() {
    for code in [0, 1002, 1003, 1004, 1005, 1006, 1007, 1009, 1010, 1015, 1016, 3000, 4000, 4002, 4004, 4999] {
        let mut desk = stable();
        desk.close(SOCKET, code);
        assert_eq!((desk.status(), desk.retry_in()), (Status::Disconnected, Some(1_000)), "{code}");
        desk.pass(999);
        assert!(desk.opened().is_empty());
        desk.pass(1);
        assert_eq!((desk.opened().len(), desk.errors().len()), (1, 0), "{code}");
        assert_eq!(desk.counters().closes, Tally::from([(code, 1)]));
    }
}

/// [S3]
#[test]
fn one_failure_is_one_new_attempt() {
    let mut desk = stable();
    desk.close(SOCKET, 1006);
    desk.pass(15_999);
    assert_eq!((desk.opened().len(), desk.detail().attempt), (1, 1));
}

/// [S3]
#[test]
fn after_1000_from_the_server_only_start_connects_again() {
    let mut desk = stable();
    desk.ring("c-1");
    desk.pass(1_000);
    desk.close_with_reason(SOCKET, 1000, "bye");
    assert_eq!((desk.status(), desk.detail().phase), (Status::Disconnected, Phase::Stopped));
    assert_eq!((desk.detail().close_code, desk.detail().close_reason.as_deref()), (Some(1000), Some("bye")));
    assert_eq!((desk.retry_in(), desk.detail().attempt), (None, 0));
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.take();
    desk.pass(86_400_000);
    for event in [PageEvent::Offline, PageEvent::Online, PageEvent::Hide, PageEvent::Show, PageEvent::Thaw] {
        desk.page(event);
    }
    desk.sleep(60_000);
    desk.pass(86_400_000);
    assert!(desk.opened().is_empty() && desk.token_requests().is_empty() && desk.errors().is_empty());
    assert_eq!((desk.status(), desk.armed), (Status::Disconnected, None));
}

/// [S3] [S9]
#[test]
fn start_after_1000_connects_at_once() {
    let mut desk = stable();
    desk.close(SOCKET, 1000);
    desk.pass(60_000);
    desk.start();
    assert_eq!((desk.opened().len(), desk.token_requests().len()), (1, 0), "the token is still good");
    assert_eq!((desk.status(), desk.detail().close_code), (Status::Connecting, None));
    assert_eq!(desk.detail().blind_since, Some(desk.now.wall.0 - 60_000));
    desk.open(SocketId(2));
    assert_eq!(desk.status(), Status::Connected);
}

/// [S3] [S9]
#[test]
fn a_pending_token_request_is_cancelled_at_1000() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    let (request, _) = desk.token_requests()[0];
    desk.close(SOCKET, 1000);
    assert!(desk.outputs().any(|output| matches!(output, Output::Cancel(id) if *id == request)));
    desk.grant("late", 3_600);
    desk.pass(60_000);
    assert!(desk.opened().is_empty());
    assert_eq!(desk.armed, None);
}

/// [S3] [T9]
#[test]
fn after_1000_a_waiting_replacement_is_not_tried_again() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    desk.grant("token-2", 3_600);
    desk.refuse();
    desk.close(SOCKET, 1000);
    desk.pass(60_000);
    assert_eq!((desk.opened().len(), desk.status()), (1, Status::Disconnected));
    assert_eq!(desk.detail().phase, Phase::Stopped);
}

/// [S3]
#[test]
fn forbidden_is_reported_with_the_servers_reason() {
    for code in [1008, 4003] {
        let mut desk = stable();
        desk.close_with_reason(SOCKET, code, "no permission routing:conversation:read");
        let errors = desk.errors();
        assert_eq!(errors.len(), 1);
        assert_eq!((errors[0].code, errors[0].retryable, errors[0].status), (ErrorCode::Forbidden, false, None));
        let said = format!(
            "The server closed the socket with {code}: forbidden. It said: no permission routing:conversation:read."
        );
        assert!(errors[0].message.starts_with(&said), "{}", errors[0].message);
        assert_eq!(desk.snapshot().error.as_ref(), errors.first());
        let mut desk = stable();
        desk.close(SOCKET, code);
        assert!(desk.errors()[0].message.contains(": forbidden. Give the user"), "{}", desk.errors()[0].message);
    }
}

/// [S3] [S4]
#[test]
fn forbidden_reconnects_after_the_highest_ceiling_and_up_to_a_tenth_more() {
    for (max_ms, jitter) in [(30_000_u64, Jitter::Full), (30_000, Jitter::None), (2_000, Jitter::Full)] {
        let backoff = BackoffOptions { max_ms, jitter, ..BackoffOptions::default() };
        let waits: Vec<u64> = (0..100)
            .map(|seed| {
                let mut desk = Desk::seeded(Config { backoff, ..exactly_silent() }, seed);
                desk.start();
                desk.grant("token", 3_600);
                desk.open(SOCKET);
                desk.pass(60_000);
                desk.close(SOCKET, 4003);
                let ms = desk.retry_in().expect("a wait");
                desk.pass(ms - 1);
                assert_eq!(desk.opened().len(), 1);
                desk.pass(1);
                assert_eq!((desk.opened().len(), desk.token_requests().len()), (2, 1));
                ms
            })
            .collect();
        let most = max_ms + max_ms / 10;
        assert!(waits.iter().all(|ms| (max_ms..=most).contains(ms)), "{waits:?}");
        assert!(waits.iter().any(|ms| *ms < max_ms + max_ms / 100) && waits.iter().any(|ms| *ms > most - max_ms / 100));
    }
}

fn exactly_silent() -> Config {
    Config { max_silence_ms: None, ..with_client() }
}

/// [S3] [S10]
#[test]
fn online_does_not_shorten_the_wait_after_forbidden() {
    let mut desk = stable();
    desk.close(SOCKET, 1008);
    desk.page(PageEvent::Offline);
    desk.page(PageEvent::Online);
    desk.page(PageEvent::Visible);
    desk.pass(29_999);
    assert!(desk.opened().is_empty());
    desk.pass(3_001);
    assert_eq!(desk.opened().len(), 1);
}

/// [S3] [S10]
#[test]
fn the_wait_after_forbidden_is_the_same_offline() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start_on(Page { online: false, ..VISIBLE });
    desk.grant("token", 3_600);
    desk.open(SOCKET);
    desk.close(SOCKET, 4003);
    assert!(desk.retry_in().is_some_and(|ms| (30_000..=33_000).contains(&ms)));
}

/// [S3]
#[test]
fn the_error_forbidden_ends_when_a_socket_is_stable() {
    let mut desk = stable();
    desk.close(SOCKET, 4003);
    desk.pass(33_000);
    assert!(desk.snapshot().error.is_some());
    let socket = desk.opening();
    desk.open(socket);
    desk.close(socket, 4003);
    assert_eq!(desk.errors().len(), 1, "reported once in an episode");
    desk.pass(33_000);
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(5_000);
    assert!(desk.snapshot().error.is_none());
    desk.close(socket, 4003);
    assert_eq!(desk.errors().len(), 2, "and reported again");
}

/// [S2] [S3]
#[test]
fn the_reported_close_reason_is_one_line_of_123_characters_at_most() {
    for (reason, reported) in [
        ("", None),
        ("going\r\naway\u{0}", Some("goingaway".to_owned())),
        (&"ü".repeat(123), Some("ü".repeat(123))),
        (&"ü".repeat(124), Some("ü".repeat(123))),
    ] {
        let mut desk = stable();
        desk.close_with_reason(SOCKET, 1011, reason);
        assert_eq!((desk.detail().close_code, desk.detail().close_reason), (Some(1011), reported));
        desk.pass(6_000);
        assert_eq!(desk.detail().close_code, Some(1011), "until one is open again");
        desk.open(SocketId(2));
        assert_eq!((desk.detail().close_code, desk.detail().close_reason), (None, None));
    }
}

/// [S2] [S3]
#[test]
fn after_forbidden_the_status_is_error_and_the_snapshot_has_the_error() {
    for code in [1008, 4003] {
        let mut desk = Desk::connected_with(exactly(with_client()));
        desk.pass(60_000);
        desk.close(SOCKET, code);
        assert_eq!((desk.status(), desk.detail().phase), (Status::Error, Phase::Waiting));
        assert_eq!(desk.snapshot().error.map(|error| error.code), Some(ErrorCode::Forbidden));
    }
}

/// [S3] [T9]
#[test]
fn the_wait_after_forbidden_is_not_shortened_by_a_replacement_that_is_due_sooner() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    desk.grant("token-2", 3_600);
    desk.refuse();
    desk.close(SOCKET, 4003);
    desk.pass(29_999);
    assert_eq!(desk.opened().len(), 1);
}
