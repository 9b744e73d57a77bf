//! Signs of life.
use crate::support::Desk;
use crate::support::channel::rings;
use genesys_toasts::engine::{Input, PageEvent, SocketEvent, SocketId, Status};

/// [N2]
#[test]
fn a_socket_with_heartbeats_gets_no_ping() {
    let mut desk = Desk::receiving();
    for _ in 0..9 {
        desk.pass(30_000);
        desk.heartbeat();
    }
    assert_eq!((desk.pings(), desk.opened().len()), (0, 0));
}

/// [N2] [S4] [S12] rings may be missed since its last frame.
#[test]
fn a_silent_socket_gets_a_ping_after_forty_seconds_and_is_dead_after_five_more() {
    let mut desk = Desk::receiving();
    desk.pass(10_000);
    desk.heartbeat();
    desk.pass(39_999);
    assert_eq!(desk.pings(), 0);
    desk.pass(1);
    assert_eq!(desk.pings(), 1);
    desk.pass(4_999);
    assert_eq!((desk.status(), desk.closed().len()), (Status::Connected, 0));
    desk.pass(1);
    assert_eq!((desk.status(), desk.closed().len()), (Status::Disconnected, 1));
    assert_eq!((desk.counters().gaps, desk.retry_in()), (1, Some(1_000)));
    assert_eq!(desk.detail().blind_since, Some(desk.now.wall.0 - 45_000));
    desk.pass(1_000);
    assert_eq!(desk.opened().len(), 1);
}

/// [N2] any frame will do, and the time runs from it.
#[test]
fn any_frame_answers_a_ping() {
    let mut desk = Desk::receiving();
    desk.pass(42_000);
    assert_eq!(desk.pings(), 1);
    desk.event(&rings("c-1"));
    desk.pass(39_999);
    assert_eq!((desk.pings(), desk.status()), (1, Status::Connected));
    desk.pass(1);
    assert_eq!(desk.pings(), 2);
}

/// [N2] its timers are late.
#[test]
fn a_hidden_page_waits_for_a_hundred_seconds() {
    let mut desk = Desk::receiving();
    desk.page(PageEvent::Hidden);
    desk.heartbeat();
    desk.pass(99_999);
    assert_eq!(desk.pings(), 0);
    desk.pass(1);
    assert_eq!(desk.pings(), 1);
}

/// [S10] a probe, no new socket.
#[test]
fn a_page_that_is_shown_again_sends_a_ping_and_a_wake_requests_the_list_as_well() {
    let mut desk = Desk::receiving();
    desk.page(PageEvent::Hidden);
    desk.page(PageEvent::Visible);
    assert_eq!((desk.pings(), desk.opened().len(), desk.requests_to("/conversations").len()), (1, 0, 0));
    desk.heartbeat();
    desk.pass(6_000);
    desk.sleep(20_000);
    assert_eq!((desk.pings(), desk.opened().len(), desk.requests_to("/conversations").len()), (2, 0, 1));
}

/// [N2] [D1] skipped frames may be reported late and together: silence counts from the last of them.
#[test]
fn skipped_frames_count_from_their_arrival() {
    let mut desk = Desk::receiving();
    let live = desk.newest_socket();
    let before = desk.counters();
    desk.pass(30_000);
    desk.input(Input::Socket(live, SocketEvent::Skipped { count: 3, ago_ms: 10_000 }));
    assert_eq!((desk.counters().frames, desk.counters().ignored), (before.frames + 3, before.ignored + 3));
    desk.pass(29_999);
    assert_eq!(desk.pings(), 0);
    desk.pass(1);
    assert_eq!(desk.pings(), 1);
}

/// [N2] one that came before a frame that is known already moves nothing back.
#[test]
fn a_late_report_of_skipped_frames_makes_no_socket_more_silent() {
    let mut desk = Desk::receiving();
    let live = desk.newest_socket();
    desk.pass(30_000);
    desk.heartbeat();
    desk.input(Input::Socket(live, SocketEvent::Skipped { count: 1, ago_ms: 20_000 }));
    desk.pass(39_999);
    assert_eq!(desk.pings(), 0);
}

/// [S7] a socket that is no more.
#[test]
fn skipped_frames_of_a_closed_socket_are_stale() {
    let mut desk = Desk::receiving();
    let stale = desk.counters().stale;
    desk.input(Input::Socket(SocketId(999), SocketEvent::Skipped { count: 4, ago_ms: 0 }));
    assert_eq!(desk.counters().stale, stale + 4);
}
