//! The computer wakes up (S10).

use crate::support::{Desk, VISIBLE, exactly, ringing, with_client};
use genesys_toasts::engine::{LogLevel, Page, PageEvent, SocketId, Status, WAKE_GAP_MS};

const HIDDEN: Page = Page { visible: false, online: true };

/// Connected, in a page like this; the next timer is in 5 s.
fn connected(page: Page) -> Desk {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start_on(page);
    desk.grant("token", 86_400);
    let socket = desk.opening();
    desk.open(socket);
    assert_eq!(desk.until_timer(), Some(5_000));
    desk.trace.clear();
    desk
}

fn woke(desk: &Desk) -> bool {
    desk.logs(LogLevel::Info).iter().any(|line| line == "the computer woke up")
}

/// [S10] [T9]
#[test]
fn the_computer_slept_when_the_clocks_differ_by_over_10_s() {
    assert_eq!(WAKE_GAP_MS, 10_000);
    for (ms, replaced) in [(10_000, false), (10_001, true), (8 * 3_600_000, true)] {
        for page in [VISIBLE, HIDDEN] {
            let mut desk = connected(page);
            desk.pass(60_000);
            desk.sleep(ms);
            assert_eq!((desk.opened().len(), woke(&desk)), (usize::from(replaced), replaced), "{ms}");
            assert!(desk.closed().is_empty());
            assert_eq!(desk.status(), Status::Connected);
        }
    }
}

/// [S10]
#[test]
fn the_first_input_after_a_sleep_detects_it() {
    let wake = |first: fn(&mut Desk)| {
        let mut desk = connected(VISIBLE);
        desk.pass(60_000);
        desk.now.wall = desk.now.wall.plus(10_001);
        first(&mut desk);
        desk.opened().len()
    };
    assert_eq!(wake(|desk| desk.text(SocketId(1), &ringing("c-1"))), 1);
    assert_eq!(wake(|desk| desk.page(PageEvent::Freeze)), 1);
    assert_eq!(wake(|desk| desk.page(PageEvent::Online)), 1);
}

/// [S10]
#[test]
fn small_differences_add_up() {
    let mut desk = connected(VISIBLE);
    desk.pass(60_000);
    desk.sleep(6_000);
    desk.sleep(4_000);
    assert!(desk.opened().is_empty());
    desk.sleep(1);
    assert_eq!(desk.opened().len(), 1);
    let second = desk.opening();
    desk.open(second);
    desk.pass(60_000);
    desk.sleep(10_000);
    assert_eq!(desk.opened().len(), 1, "counted anew");
}

/// [S10]
#[test]
fn a_wall_clock_that_is_put_back_is_no_sleep_and_moves_no_deadline() {
    let mut desk = connected(VISIBLE);
    desk.pass(60_000);
    desk.now.wall.0 -= 7_200_000;
    desk.input(genesys_toasts::Input::Timeout);
    assert!(!woke(&desk) && desk.opened().is_empty());
    desk.close(SocketId(1), 1006);
    assert_eq!(desk.retry_in(), Some(1_000));
    desk.pass(999);
    assert!(desk.opened().is_empty());
    desk.pass(1);
    assert_eq!(desk.opened().len(), 1);
    desk.open(SocketId(2));
    desk.sleep(10_001);
    assert!(woke(&desk), "counted from the clock as it is now");
}

/// [S10]
#[test]
fn a_monotonic_clock_that_goes_back_counts_as_stopped() {
    let mut desk = connected(VISIBLE);
    desk.pass(60_000);
    desk.page(PageEvent::Freeze);
    desk.now.mono_ms -= 30_000;
    desk.close(SocketId(1), 1006);
    assert!(!woke(&desk));
    assert_eq!((desk.status(), desk.retry_in()), (Status::Disconnected, Some(1_000)));
}

/// [S10]
#[test]
fn a_timer_that_is_over_10_s_late_means_sleep_and_in_a_hidden_page_one_of_90_s() {
    for (page, ms, replaced) in
        [(VISIBLE, 10_000, false), (VISIBLE, 10_001, true), (HIDDEN, 90_000, false), (HIDDEN, 90_001, true)]
    {
        let mut desk = connected(page);
        desk.tick(5_000 + ms);
        desk.input(genesys_toasts::Input::Timeout);
        assert_eq!((desk.opened().len(), woke(&desk)), (usize::from(replaced), replaced), "{page:?} {ms}");
    }
}

/// [S10]
#[test]
fn a_timer_that_is_not_due_is_not_late() {
    let mut desk = connected(VISIBLE);
    desk.pass(4_000);
    desk.input(genesys_toasts::Input::Timeout);
    desk.pass(600_000);
    assert!(!woke(&desk) && desk.opened().is_empty());
}

/// [S10]
#[test]
fn a_long_time_without_any_timer_is_no_sleep() {
    let mut desk = Desk::connected_with(exactly(crate::support::with_app_tokens()));
    desk.pass(5_000);
    assert_eq!(desk.armed, None);
    desk.tick(86_400_000);
    desk.text(SocketId(1), &ringing("c-1"));
    assert!(!woke(&desk) && desk.opened().is_empty());
}

/// [S10]
#[test]
fn a_wait_continues_during_sleep() {
    let mut desk = connected(VISIBLE);
    desk.pass(60_000);
    for _ in 0..5 {
        let socket = desk.newest_socket();
        desk.open(socket);
        desk.close(socket, 1006);
        if desk.detail().attempt < 5 {
            desk.fire();
        }
    }
    assert_eq!(desk.retry_in(), Some(16_000));
    desk.take();
    desk.sleep(15_999);
    assert!(desk.opened().is_empty());
    desk.pass(1);
    assert_eq!(desk.opened().len(), 1);
}

/// [S10] [S6]
#[test]
fn a_handshake_fails_if_the_computer_sleeps_longer_than_its_limit() {
    let mut desk = connected(VISIBLE);
    desk.pass(60_000);
    desk.close(SocketId(1), 1006);
    desk.pass(1_000);
    let slept = desk.opening();
    desk.sleep(60_000);
    assert_eq!(desk.closed(), [(slept, 1000)]);
    assert_eq!((desk.status(), desk.retry_in()), (Status::Disconnected, Some(2_000)));
}

/// [S10]
#[test]
fn a_wake_while_a_replacement_is_opened_opens_no_third() {
    let mut desk = connected(VISIBLE);
    desk.pass(60_000);
    desk.sleep(10_001);
    desk.sleep(10_001);
    assert_eq!(desk.opened().len(), 1);
    desk.open(SocketId(2));
    desk.pass(60_000);
    assert_eq!((desk.opened().len(), desk.closed()), (1, vec![(SocketId(1), 1000)]));
}

/// [S10]
#[test]
fn each_wake_replaces_the_socket_anew() {
    let mut desk = connected(VISIBLE);
    for n in 1..5 {
        desk.pass(60_000);
        desk.sleep(3_600_000);
        assert_eq!(desk.opened().len(), n);
        let socket = desk.opening();
        desk.open(socket);
    }
}

/// [S10] [D2]
#[test]
fn a_replacement_is_logged_once_and_only_if_there_is_a_socket_to_replace() {
    let logged =
        |desk: &Desk| desk.logs(LogLevel::Info).iter().filter(|line| line.starts_with("replacing the socket")).count();
    let mut desk = connected(VISIBLE);
    desk.pass(60_000);
    desk.sleep(10_001);
    desk.sleep(10_001);
    assert_eq!(logged(&desk), 1, "it is being opened");
    desk.pass(15_000);
    assert_eq!(desk.detail().attempt, 1);
    desk.now.wall = desk.now.wall.plus(10_001);
    desk.page(PageEvent::Freeze);
    assert_eq!(logged(&desk), 1, "it is still to be replaced");
    let mut desk = connected(VISIBLE);
    desk.pass(60_000);
    desk.close(SocketId(1), 1006);
    desk.sleep(60_000);
    assert!(woke(&desk));
    assert_eq!(logged(&desk), 0, "there is none");
}
