//! The agent, or the app, wants a try now (S14).

use crate::support::{Desk, VISIBLE, exactly, with_app_tokens, with_client};
use genesys_toasts::engine::{HttpResponse, LogLevel, Page, PageEvent, Phase, RetryAfter, SocketId, Status};

const SOCKET: SocketId = SocketId(1);

/// Waiting for the try after this many failed handshakes: 1, 2, 4, 8, 16, 30 s.
fn waiting(failures: u32) -> Desk {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.grant("token", 86_400);
    desk.pass(15_000);
    desk.fire_until(|desk| desk.detail().attempt >= failures);
    assert_eq!(desk.detail().phase, Phase::Waiting);
    desk.trace.clear();
    desk
}

/// The newest socket opens and is gone: no refusal, after which the token would be asked for (S8).
fn drop_socket(desk: &mut Desk) {
    let socket = desk.opening();
    desk.open(socket);
    desk.close(socket, 1006);
}

/// [S14] one agent's click needs no spread.
#[test]
fn retry_ends_the_wait_of_a_socket_at_once() {
    let mut desk = waiting(5);
    desk.retry();
    assert_eq!((desk.opened().len(), desk.detail().attempt), (1, 5));
    assert_eq!((desk.status(), desk.detail().phase), (Status::Connecting, Phase::Handshake));
    desk.refuse();
    assert_eq!((desk.retry_in(), desk.detail().attempt), (Some(30_000), 6), "the count continues");
}

/// [S14] [T6]
#[test]
fn retry_ends_the_wait_after_a_failed_token_at_once() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.answer(401, "");
    desk.retry();
    assert_eq!((desk.token_requests().len(), desk.detail().phase), (2, Phase::Token));
    desk.answer(401, "");
    assert_eq!(desk.retry_in(), Some(10_000), "the count continues");
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.app_throws("no");
    desk.retry();
    assert_eq!(desk.get_token_calls().len(), 2);
}

/// [S14]
#[test]
fn a_row_of_clicks_is_one_try_in_a_second() {
    let mut desk = waiting(5);
    for _ in 0..100 {
        desk.retry();
        if desk.detail().phase == Phase::Handshake {
            drop_socket(&mut desk);
        }
        desk.pass(100);
    }
    let times: Vec<u64> = desk
        .trace
        .iter()
        .filter_map(|(at, output)| matches!(output, genesys_toasts::Output::OpenSocket { .. }).then_some(*at))
        .collect();
    assert_eq!(times.len(), 11, "ten seconds: {times:?}");
    assert!(times.windows(2).all(|two| two[1] - two[0] == 1_000), "{times:?}");
}

/// [S14]
#[test]
fn a_click_that_comes_too_soon_is_not_lost() {
    let mut desk = waiting(5);
    desk.retry();
    desk.pass(400);
    drop_socket(&mut desk);
    desk.retry();
    assert_eq!((desk.retry_in(), desk.opened().len()), (Some(600), 1));
    desk.retry();
    desk.pass(599);
    desk.retry();
    assert_eq!(desk.opened().len(), 1);
    desk.pass(1);
    assert_eq!(desk.opened().len(), 2);
    desk.pass(999);
    drop_socket(&mut desk);
    desk.pass(1);
    desk.retry();
    assert_eq!(desk.opened().len(), 3, "a second is over");
}

/// [S14]
#[test]
fn retry_never_makes_a_wait_longer() {
    let mut desk = waiting(5);
    desk.retry();
    desk.open(desk.opening());
    desk.pass(5_000);
    desk.close(desk.newest_socket(), 1006);
    desk.pass(990);
    desk.retry();
    assert_eq!(desk.opened().len(), 2);
    desk.refuse();
    // The next wait is shorter than what is left of the second.
    let mut desk = Desk::new(genesys_toasts::Config { auth_retry_delay_ms: 300, ..exactly(with_client()) });
    desk.start();
    desk.answer(401, "");
    desk.retry();
    desk.answer(401, "");
    desk.retry();
    assert_eq!(desk.retry_in(), Some(600));
    desk.pass(600);
    assert_eq!(desk.token_requests().len(), 3);
}

/// [S14]
#[test]
fn while_a_try_is_pending_retry_does_nothing() {
    let mut token = Desk::new(exactly(with_client()));
    token.start();
    let mut handshake = Desk::new(exactly(with_client()));
    handshake.start();
    handshake.grant("token", 3_600);
    let mut app = Desk::new(exactly(with_app_tokens()));
    app.start();
    for (name, mut desk) in [("token", token), ("handshake", handshake), ("getToken", app)] {
        desk.take();
        let (before, armed) = (desk.snapshot().status_detail, desk.armed);
        (0..10).for_each(|_| desk.retry());
        assert!(desk.trace.is_empty(), "{name}: {:?}", desk.trace);
        assert_eq!((desk.snapshot().status_detail, desk.armed), (before, armed), "{name}");
    }
}

/// [S14]
#[test]
fn on_an_open_connection_retry_does_nothing() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    let armed = desk.armed;
    (0..10).for_each(|_| desk.retry());
    assert!(desk.trace.is_empty() && desk.armed == armed);
    // Nor does it while the token that is to take its token's place keeps failing, or the socket that is to take its place.
    desk.pass(3_570_000);
    desk.answer(500, "");
    desk.take();
    desk.retry();
    assert!(desk.trace.is_empty());
    desk.pass(5_000);
    desk.grant("token-2", 3_600);
    desk.refuse();
    desk.take();
    desk.retry();
    assert!(desk.trace.is_empty());
    assert_eq!(desk.status(), Status::Connected);
}

/// [S14] [S9]
#[test]
fn idle_or_stopped_retry_does_nothing() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.retry();
    assert!(desk.trace.is_empty() && desk.armed.is_none());
    let mut desk = waiting(3);
    desk.stop();
    desk.take();
    desk.retry();
    assert!(desk.trace.is_empty() && desk.armed.is_none());
    assert_eq!(desk.status(), Status::Stopped);
}

/// [S14] [S10] only what brings the page back connects.
#[test]
fn in_the_back_forward_cache_retry_does_nothing() {
    let mut desk = waiting(3);
    desk.page(PageEvent::Hide);
    desk.take();
    let armed = desk.armed;
    desk.retry();
    assert!(desk.trace.is_empty() && desk.armed == armed);
}

/// [S14] [S3]
#[test]
fn after_1000_retry_is_no_start() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.close(SOCKET, 1000);
    desk.take();
    desk.retry();
    assert!(desk.trace.is_empty());
}

/// [S14] [S3]
#[test]
fn retry_does_not_shorten_the_wait_after_a_close_that_forbids() {
    for code in [1008, 4003] {
        let mut desk = Desk::connected_with(exactly(with_client()));
        desk.close(SOCKET, code);
        let wait = desk.retry_in().expect("a wait");
        assert!(wait >= 30_000, "{wait}");
        desk.take();
        desk.retry();
        assert!(desk.trace.is_empty(), "{code}");
        desk.pass(wait - 1);
        desk.retry();
        assert!(desk.opened().is_empty(), "{code}");
        desk.pass(1);
        assert_eq!(desk.opened().len(), 1, "{code}");
    }
}

/// [S14] [T4]
#[test]
fn retry_does_not_shorten_a_wait_that_the_server_named() {
    for limits in [1, 3] {
        let mut desk = Desk::new(exactly(with_client()));
        let too_many =
            || HttpResponse { status: 429, retry_after: Some(RetryAfter::Seconds(60)), ..HttpResponse::default() };
        desk.start();
        for _ in 1..limits {
            desk.respond(too_many());
            desk.fire();
        }
        desk.respond(too_many());
        for _ in 0..60 {
            desk.retry();
            desk.pass(999);
        }
        assert_eq!(desk.token_requests().len(), limits, "{limits} times 429");
        desk.pass(6_060);
        assert_eq!(desk.token_requests().len(), limits + 1, "{limits} times 429");
    }
}

/// [S14] [S2] what the browser says of the network is its own word.
#[test]
fn retry_tries_offline_and_the_status_stays_offline() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start_on(Page { online: false, ..VISIBLE });
    desk.grant("token", 86_400);
    desk.refuse();
    assert_eq!(desk.retry_in(), Some(30_000));
    desk.retry();
    assert_eq!(desk.opened().len(), 2);
    assert!(desk.detail().offline);
    desk.refuse();
    assert_eq!(desk.retry_in(), Some(30_000), "tries go on at the ceiling");
    desk.open(desk.newest_socket());
    desk.page(PageEvent::Online);
    assert!(!desk.detail().offline);
}

/// [S14] [D2]
#[test]
fn the_log_contains_one_line_for_all_calls_of_retry() {
    let mut desk = waiting(5);
    desk.retry();
    desk.refuse();
    (0..10).for_each(|_| desk.retry());
    let lines = desk.logs(LogLevel::Info);
    let said: Vec<_> = lines.iter().filter(|line| line.starts_with("retry()")).collect();
    assert_eq!(said, ["retry(): next try in 0 ms", "retry(): next try in 1000 ms"]);
}
