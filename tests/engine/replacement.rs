//! One socket takes another's place without a frame lost (T9, S7).

use crate::support::{Desk, MORNING, exactly, ringing, with_client};
use genesys_toasts::engine::{PageEvent, Phase, SocketEvent, SocketId, Status};
use genesys_toasts::{Input, Output};

const OLD: SocketId = SocketId(1);
const NEW: SocketId = SocketId(2);

/// Connected with token 1, and token 2 has just come: the second socket is being opened.
fn refreshed() -> Desk {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(5_000);
    desk.trace.clear();
    desk.pass(3_565_000);
    desk.grant("token-2", 3_600);
    desk
}

/// What was done to sockets, in order: when, and the id of one opened, or of one closed with its code.
fn sockets(desk: &Desk) -> Vec<(u64, SocketId, Option<u16>)> {
    let doings = desk.trace.iter().filter_map(|(at, output)| match output {
        Output::OpenSocket { id, .. } => Some((*at, *id, None)),
        Output::CloseSocket { id, code } => Some((*at, *id, Some(*code))),
        _ => None,
    });
    doings.collect()
}

/// [T9]
#[test]
fn the_new_socket_is_opened_before_the_old_one_is_closed_two_seconds_after() {
    let mut desk = refreshed();
    let asked_at = desk.now.mono_ms;
    assert_eq!(desk.opened(), [(NEW, "wss://api.mypurecloud.com/api/v2/routing/events?access_token=token%2D2".into())]);
    desk.pass(7_000);
    desk.open(NEW);
    desk.pass(1_999);
    assert_eq!(sockets(&desk), [(asked_at, NEW, None)]);
    desk.pass(1);
    assert_eq!(sockets(&desk), [(asked_at, NEW, None), (asked_at + 9_000, OLD, Some(1000))]);
    desk.pass(60_000);
    assert_eq!(sockets(&desk).len(), 2);
}

/// [T9] [S2] [S12]
#[test]
fn a_replacement_changes_nothing_for_the_app() {
    let mut desk = refreshed();
    desk.pass(1_000);
    desk.open(NEW);
    desk.pass(10_000);
    assert!(desk.statuses().is_empty() && desk.errors().is_empty());
    assert_eq!(desk.snapshot_changes(), 0);
    assert_eq!((desk.status(), desk.detail().blind_since), (Status::Connected, None));
    assert_eq!((desk.counters().gaps, desk.counters().connects), (0, 2));
}

/// [T9] [E10]
#[test]
fn frames_of_both_sockets_count_and_the_same_frame_once() {
    let mut desk = refreshed();
    desk.text(OLD, &ringing("c-1"));
    desk.open(NEW);
    desk.text(NEW, &ringing("c-1"));
    desk.text(OLD, &ringing("c-2"));
    desk.text(NEW, &ringing("c-2"));
    desk.text(NEW, &ringing("c-3"));
    desk.pass(1_999);
    desk.text(OLD, &ringing("c-4"));
    assert_eq!(desk.toasts(), ["c-1", "c-2", "c-3", "c-4"]);
    assert_eq!((desk.counters().duplicates, desk.counters().stale), (2, 0));
}

/// [T9]
#[test]
fn the_old_socket_stays_where_the_new_one_does_not_open_and_the_new_one_is_tried_by_s4() {
    let mut desk = refreshed();
    for (n, ms) in [1_000, 2_000, 4_000].into_iter().enumerate() {
        desk.refuse();
        assert_eq!(desk.status(), Status::Connected);
        desk.ring(&format!("c-{n}"));
        desk.text(OLD, &ringing(&format!("c-{n}")));
        desk.pass(ms - 1);
        assert_eq!(desk.opened().len(), n + 1, "too soon");
        desk.pass(1);
        if n == 1 {
            desk.grant("token-3", 3_600);
        }
        assert_eq!(desk.opened().len(), n + 2, "not in time");
    }
    assert_eq!(desk.toasts(), ["c-0", "c-1", "c-2"]);
    assert!(desk.closed().is_empty() && desk.detail().blind_since.is_none());
    let fourth = desk.opening();
    desk.open(fourth);
    desk.pass(2_000);
    assert_eq!(desk.closed(), [(OLD, 1000)]);
}

/// [T9] [S6]
#[test]
fn a_replacement_whose_handshake_takes_too_long_is_closed_and_tried_again() {
    let mut desk = refreshed();
    desk.pass(14_999);
    assert!(desk.closed().is_empty());
    desk.pass(1);
    assert_eq!(desk.closed(), [(NEW, 1000)]);
    assert_eq!(desk.status(), Status::Connected);
    desk.pass(999);
    assert_eq!(desk.opened().len(), 1);
    desk.pass(1);
    assert_eq!(desk.opened().len(), 2);
}

/// [T9] [S12]
#[test]
fn if_the_old_socket_closes_first_the_new_one_continues() {
    for code in [1006, 1000, 1001, 4001, 1008] {
        let mut desk = refreshed();
        desk.close(OLD, code);
        assert_eq!((desk.status(), desk.detail().phase), (Status::Connecting, Phase::Handshake), "{code}");
        let lost_at = if code == 1006 { MORNING } else { desk.now.wall.0 };
        assert_eq!(desk.detail().blind_since, Some(lost_at), "{code}");
        desk.pass(3_000);
        desk.open(NEW);
        assert_eq!((desk.status(), desk.detail().blind_since), (Status::Connected, Some(lost_at)), "{code}");
        desk.pass(5_000);
        assert_eq!((desk.status(), desk.detail().blind_since), (Status::Connected, None), "{code}");
        desk.pass(60_000);
        assert_eq!((desk.opened().len(), desk.token_requests().len()), (1, 1), "{code}");
        assert!(desk.closed().is_empty(), "{code}");
    }
}

/// [T9]
#[test]
fn the_close_of_a_draining_socket_is_no_loss() {
    let mut desk = refreshed();
    desk.open(NEW);
    desk.pass(500);
    desk.close(OLD, 1001);
    desk.pass(60_000);
    assert!(desk.closed().is_empty() && desk.statuses().is_empty());
    assert_eq!((desk.status(), desk.counters().gaps, desk.opened().len()), (Status::Connected, 0, 1));
}

/// [T9] [S12] it may have been dead for as long as nothing came by it.
#[test]
fn an_old_socket_that_was_dead_sets_blind_since_to_its_last_frame() {
    let mut desk = refreshed();
    desk.open(NEW);
    desk.pass(500);
    desk.close(OLD, 1006);
    assert_eq!((desk.status(), desk.detail().blind_since), (Status::Connected, Some(MORNING)));
    desk.pass(5_000);
    assert_eq!((desk.detail().blind_since, desk.counters().gaps), (None, 0));
}

/// [T9] [S12]
#[test]
fn if_the_new_socket_closes_at_once_the_old_one_is_live_again() {
    let mut desk = refreshed();
    desk.open(NEW);
    desk.pass(1_500);
    desk.close(NEW, 1006);
    assert_eq!((desk.status(), desk.detail().blind_since, desk.counters().gaps), (Status::Connected, None, 0));
    desk.text(OLD, &ringing("c-1"));
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(999);
    assert_eq!((desk.opened().len(), desk.closed().len()), (1, 0));
    desk.pass(1);
    let third = desk.opening();
    assert_ne!(third, NEW);
    desk.open(third);
    desk.pass(2_000);
    assert_eq!(desk.closed(), [(OLD, 1000)]);
    assert!(desk.statuses().iter().all(|status| *status == Status::Connected));
}

/// [T9] [S7]
#[test]
fn the_next_replacement_closes_the_next_old_socket() {
    let mut desk = refreshed();
    desk.open(NEW);
    desk.pass(500);
    desk.sleep(20_000);
    let now = desk.now.mono_ms;
    assert_eq!(sockets(&desk)[1..], [(now, OLD, Some(1000)), (now, SocketId(3), None)]);
    desk.pass(500);
    desk.open(SocketId(3));
    desk.pass(1_999);
    assert_eq!(desk.closed().len(), 1);
    desk.pass(1);
    assert_eq!(desk.closed(), [(OLD, 1000), (NEW, 1000)]);
}

/// [T9] [S7]
#[test]
fn a_third_socket_comes_only_when_the_first_is_closed() {
    let mut desk = refreshed();
    desk.open(NEW);
    desk.pass(500);
    desk.page(PageEvent::Offline);
    desk.page(PageEvent::Online);
    desk.pass(1_500);
    let order: Vec<_> = sockets(&desk).into_iter().map(|(_, id, code)| (id, code)).collect();
    assert_eq!(order, [(NEW, None), (OLD, Some(1000)), (SocketId(3), None)]);
    assert_eq!(desk.status(), Status::Connected);
}

/// [S7]
#[test]
fn no_more_than_two_sockets_are_open_however_often_one_is_replaced() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    let mut open = 1;
    for round in 0..40 {
        let before = desk.trace.len();
        match round % 4 {
            0 => desk.sleep(20_000),
            1 => desk.pass(1_000),
            2 => {
                let newest = desk.newest_socket();
                desk.open(newest);
            }
            _ => {
                desk.page(PageEvent::Offline);
                desk.page(PageEvent::Online);
            }
        }
        for (_, output) in &desk.trace[before..] {
            open += match output {
                Output::OpenSocket { .. } => 1,
                Output::CloseSocket { .. } => -1,
                _ => 0,
            };
            assert!((1..=2).contains(&open), "{open} sockets in round {round}");
        }
    }
    assert!(desk.opened().len() > 5);
}

/// [S7]
#[test]
fn every_event_of_a_replaced_socket_is_dropped() {
    let mut desk = refreshed();
    desk.open(NEW);
    desk.pass(2_000);
    let last_frame_at = desk.detail().last_frame_at;
    desk.take();
    let late = [
        SocketEvent::Opened,
        SocketEvent::Text("{\"late\":true}"),
        SocketEvent::Unreadable,
        SocketEvent::Closed { code: 4001, reason: "late" },
    ];
    for (n, event) in late.into_iter().enumerate() {
        desk.input(Input::Socket(OLD, event));
        assert_eq!(desk.counters().stale, n as u64 + 1);
    }
    desk.text(OLD, &ringing("late"));
    assert_eq!(desk.counters().stale, 5);
    assert!(desk.trace.is_empty(), "{:?}", desk.trace);
    assert_eq!((desk.counters().frames, desk.counters().closes.iter().count()), (0, 0));
    assert_eq!((desk.status(), desk.detail().last_frame_at), (Status::Connected, last_frame_at));
}

/// [S6] [S7]
#[test]
fn an_open_that_comes_after_the_handshake_was_given_up_is_dropped() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.grant("token-1", 3_600);
    let slow = desk.opening();
    desk.pass(15_000);
    desk.open(slow);
    desk.text(slow, &ringing("c-1"));
    desk.close(slow, 1006);
    assert_eq!((desk.status(), desk.counters().stale, desk.counters().connects), (Status::Disconnected, 3, 0));
    assert!(desk.toasts().is_empty());
    desk.pass(1_000);
    assert_eq!(desk.opened().len(), 2);
}

/// [S3] [S7]
#[test]
fn two_close_events_of_a_socket_are_one_failure() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.close(OLD, 1006);
    desk.close(OLD, 1006);
    assert_eq!((desk.detail().attempt, desk.counters().closes.of(&1006), desk.counters().gaps), (1, 1, 1));
    desk.pass(1_000);
    desk.close(OLD, 1006);
    desk.pass(14_999);
    assert_eq!(desk.opened().len(), 1);
}

/// [S7]
#[test]
fn a_frame_before_the_open_is_dropped() {
    let mut desk = refreshed();
    desk.text(NEW, &ringing("c-1"));
    assert!(desk.toasts().is_empty());
    assert_eq!((desk.counters().stale, desk.counters().frames), (1, 0));
}

/// [S3] [T9] [S4]
#[test]
fn a_new_socket_that_the_server_ends_leaves_its_close_code_behind_when_the_old_one_goes_too() {
    let mut desk = refreshed();
    desk.open(NEW);
    desk.close(NEW, 1012);
    desk.close(OLD, 1006);
    assert_eq!(desk.detail().close_code, Some(1006));
    assert_eq!(desk.detail().blind_since, Some(MORNING), "since its last sign of life");
    assert_eq!(desk.status(), Status::Disconnected);
    assert!(desk.retry_in().is_some_and(|ms| ms <= 6_000));
}
