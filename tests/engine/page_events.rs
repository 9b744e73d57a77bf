//! The network comes and goes, and so does the page (S10).

use crate::support::{Desk, exactly, ringing, with_app_tokens, with_client};
use genesys_toasts::Output;
use genesys_toasts::engine::{PageEvent, Phase, SocketId, Status};

const SOCKET: SocketId = SocketId(1);

/// Waiting for the try after this many failures: 1, 2, 4, 8, 16, 30 s.
fn waiting(failures: u32, seed: u64) -> Desk {
    let mut desk = Desk::seeded(exactly(with_client()), seed);
    desk.start();
    desk.grant("token", 86_400);
    desk.pass(15_000);
    desk.fire_until(|desk| desk.detail().attempt >= failures);
    assert_eq!(desk.detail().phase, Phase::Waiting);
    desk.trace.clear();
    desk
}

/// [S10]
#[test]
fn online_ends_a_wait_within_300_ms() {
    let drawn: Vec<u64> = (0..200)
        .map(|seed| {
            let mut desk = waiting(5, seed);
            desk.page(PageEvent::Online);
            let ms = desk.retry_in().unwrap_or(0);
            desk.pass(ms.saturating_sub(1));
            assert_eq!(desk.opened().len(), usize::from(ms == 0));
            desk.pass(1);
            assert_eq!((desk.opened().len(), desk.detail().attempt), (1, 5));
            ms
        })
        .collect();
    assert!(drawn.iter().all(|ms| *ms <= 300), "{drawn:?}");
    assert!(drawn.iter().any(|ms| *ms < 15) && drawn.iter().any(|ms| *ms > 285), "{drawn:?}");
}

/// [S10]
#[test]
fn online_never_makes_a_wait_longer() {
    for seed in 0..100 {
        let mut desk = waiting(1, seed);
        desk.pass(990);
        desk.page(PageEvent::Online);
        desk.pass(10);
        assert_eq!(desk.opened().len(), 1, "seed {seed}");
    }
}

/// [S10]
#[test]
fn online_on_a_live_connection_that_was_never_offline_does_nothing() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    for _ in 0..10 {
        desk.page(PageEvent::Online);
        desk.pass(10_000);
    }
    assert!(desk.opened().is_empty() && desk.token_requests().is_empty());
}

/// [S10] [T9]
#[test]
fn after_offline_a_live_socket_is_replaced_without_a_gap() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(60_000);
    desk.page(PageEvent::Offline);
    desk.pass(1_000);
    assert!(desk.opened().is_empty(), "browsers are often wrong about it");
    desk.page(PageEvent::Online);
    assert_eq!((desk.opened().len(), desk.closed().len()), (1, 0));
    assert_eq!(desk.status(), Status::Connected);
    desk.open(SocketId(2));
    desk.pass(2_000);
    assert_eq!(desk.closed(), [(SOCKET, 1000)]);
    desk.pass(10_000);
    desk.page(PageEvent::Online);
    assert_eq!(desk.opened().len(), 1, "once for one offline");
}

/// [S10]
#[test]
fn a_socket_that_was_opened_offline_is_replaced_when_the_network_is_back() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start_on(genesys_toasts::engine::Page { visible: true, online: false });
    desk.grant("token", 3_600);
    desk.open(SOCKET);
    desk.page(PageEvent::Online);
    assert_eq!(desk.opened().len(), 2);
}

/// [S10]
#[test]
fn a_page_that_is_shown_again_keeps_its_working_socket() {
    for event in [PageEvent::Visible, PageEvent::Show, PageEvent::Thaw] {
        let mut desk = Desk::connected_with(exactly(with_client()));
        desk.pass(60_000);
        desk.page(PageEvent::Hidden);
        desk.pass(60_000);
        desk.page(event);
        desk.pass(60_000);
        assert!(desk.opened().is_empty() && desk.closed().is_empty(), "{event:?}");
    }
}

/// [S10] [T8]
#[test]
fn a_page_that_is_shown_again_checks_its_token_at_once() {
    for event in [PageEvent::Visible, PageEvent::Thaw, PageEvent::Online] {
        let mut desk = Desk::connected_with(exactly(with_client()));
        desk.page(PageEvent::Freeze);
        desk.tick(3_570_000);
        desk.page(event);
        assert_eq!(desk.token_requests().len(), 1, "{event:?}");
    }
}

/// [S10]
#[test]
fn there_is_one_check_in_5_s_and_an_earlier_request_is_deferred_to_its_end() {
    for (after_ms, deferred) in [(4_999, true), (5_000, false)] {
        let mut desk = Desk::connected_with(exactly(with_client()));
        desk.pass(60_000);
        desk.page(PageEvent::Visible);
        desk.pass(after_ms);
        desk.page(PageEvent::Offline);
        desk.page(PageEvent::Online);
        assert_eq!(desk.opened().len(), usize::from(!deferred), "{after_ms}");
        desk.pass(5_000 - after_ms);
        assert_eq!(desk.opened().len(), 1, "{after_ms}: deferred, not dropped");
    }
}

/// [S10]
#[test]
fn a_deferred_check_runs_on_time_whatever_inputs_come_before_it() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(60_000);
    desk.page(PageEvent::Visible);
    desk.pass(1_000);
    desk.page(PageEvent::Offline);
    desk.page(PageEvent::Online);
    for event in [PageEvent::Visible, PageEvent::Online, PageEvent::Thaw] {
        desk.pass(1_000);
        desk.page(event);
    }
    desk.pass(999);
    assert!(desk.opened().is_empty());
    desk.pass(1);
    assert_eq!(desk.opened().len(), 1);
    let second = desk.opening();
    desk.open(second);
    desk.pass(2_000);
    desk.page(PageEvent::Offline);
    desk.page(PageEvent::Online);
    desk.pass(2_999);
    assert_eq!(desk.opened().len(), 1, "the deferred check counts as one");
    desk.pass(1);
    assert_eq!(desk.opened().len(), 2);
}

/// [S10]
#[test]
fn pagehide_closes_all_cleanly_and_nothing_happens_until_pageshow() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    desk.grant("token-2", 3_600);
    desk.page(PageEvent::Hide);
    assert_eq!(desk.closed(), [(SocketId(2), 1000), (SOCKET, 1000)]);
    assert_eq!((desk.status(), desk.detail().phase, desk.retry_in()), (Status::Disconnected, Phase::Waiting, None));
    desk.take();
    desk.page(PageEvent::Hide);
    desk.page(PageEvent::Offline);
    desk.page(PageEvent::Online);
    desk.sleep(600_000);
    desk.open(SocketId(2));
    desk.close(SOCKET, 1006);
    desk.pass(600_000);
    assert!(desk.opened().is_empty() && desk.token_requests().is_empty() && desk.closed().is_empty());
    desk.page(PageEvent::Show);
    assert_eq!((desk.opened().len(), desk.status()), (1, Status::Connecting));
    assert!(desk.opened()[0].1.ends_with("token%2D2"));
}

/// [S10]
#[test]
fn pagehide_closes_the_replaced_socket_too() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    desk.grant("token-2", 3_600);
    desk.open(SocketId(2));
    desk.page(PageEvent::Hide);
    assert_eq!(desk.closed(), [(SocketId(2), 1000), (SOCKET, 1000)]);
    desk.pass(60_000);
    assert_eq!(desk.closed().len(), 2);
}

/// [S10] [S7]
#[test]
fn pagehide_cancels_pending_requests_and_pageshow_sends_them_again() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    let (first, _) = desk.get_token_calls()[0];
    desk.page(PageEvent::Hide);
    assert!(desk.outputs().any(|output| matches!(output, Output::Cancel(id) if *id == first)));
    desk.app_returns("late");
    assert!(desk.opened().is_empty());
    assert_eq!(desk.armed, None);
    desk.page(PageEvent::Show);
    assert_eq!(desk.get_token_calls().len(), 2);
}

/// [S10]
#[test]
fn pageshow_ends_a_wait_that_pagehide_interrupted() {
    let mut desk = waiting(5, 1);
    desk.page(PageEvent::Hide);
    desk.pass(60_000);
    assert!(desk.opened().is_empty());
    desk.page(PageEvent::Show);
    assert_eq!(desk.opened().len(), 1);
}

/// [S10]
#[test]
fn every_event_that_shows_the_page_again_connects_again() {
    for event in [PageEvent::Show, PageEvent::Visible, PageEvent::Thaw] {
        let mut desk = Desk::connected_with(exactly(with_client()));
        desk.page(PageEvent::Hide);
        desk.page(event);
        assert_eq!(desk.opened().len(), 1, "{event:?}");
    }
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.page(PageEvent::Hide);
    desk.start();
    assert_eq!(desk.opened().len(), 1, "start()");
}

/// [S10] [T8]
#[test]
fn the_token_has_its_deadline_again_after_pageshow() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.page(PageEvent::Hide);
    desk.pass(1_000_000);
    desk.page(PageEvent::Show);
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(2_569_999);
    assert!(desk.token_requests().is_empty());
    desk.pass(1);
    assert_eq!(desk.token_requests().len(), 1);
}

/// [S10]
#[test]
fn a_late_frame_after_pagehide_is_dropped() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.page(PageEvent::Hide);
    desk.text(SOCKET, &ringing("c-1"));
    assert!(desk.toasts().is_empty());
    assert_eq!(desk.counters().stale, 1);
}
