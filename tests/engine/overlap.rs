//! Duplicates while two sockets are open, and shortly after.

use crate::support::{Desk, event, ringing, with_client};
use genesys_toasts::engine::{PageEvent, SocketId};
use genesys_toasts::{Config, Input};

/// How many different frames are remembered.
const REMEMBERED: usize = 4_096;

/// A desk on which the old socket is still open beside the new one.
fn two_sockets() -> (Desk, SocketId, SocketId) {
    let mut desk = Desk::connected_with(Config { max_silence_ms: None, ..with_client() });
    let (old, new) = desk.replace_socket();
    desk.open(new);
    (desk, old, new)
}

/// Opens another socket in place of `live`, which must be the live one, and closes `live`.
fn replace_once_more(desk: &mut Desk) -> SocketId {
    desk.pass(5_000);
    desk.page(PageEvent::Offline);
    desk.page(PageEvent::Online);
    let socket = desk.opening();
    desk.open(socket);
    socket
}

/// A ring on one socket, which is dismissed at once.
fn ring_and_dismiss(desk: &mut Desk, socket: SocketId) {
    desk.text(socket, &ringing("c-1"));
    desk.input(Input::DismissAll);
    desk.trace.clear();
}

/// [E10] [O6] [T9]
#[test]
fn a_toast_dismissed_between_the_two_copies_stays_dismissed_whichever_socket_is_first() {
    for old_first in [true, false] {
        let (mut desk, old, new) = two_sockets();
        let (first, second) = if old_first { (old, new) } else { (new, old) };
        ring_and_dismiss(&mut desk, first);
        desk.text(second, &ringing("c-1"));
        assert!(desk.outputs().next().is_none(), "old first: {old_first}");
        let counters = desk.counters();
        assert_eq!((counters.frames, counters.duplicates, counters.toasts_shown), (2, 1, 1));
    }
}

/// [E10]
#[test]
fn a_second_copy_from_the_same_socket_is_no_duplicate() {
    let (mut desk, _, new) = two_sockets();
    ring_and_dismiss(&mut desk, new);
    desk.text(new, &ringing("c-1"));
    assert_eq!(desk.toasts(), ["c-1"]);
    assert_eq!(desk.counters().duplicates, 0);
}

/// [E10]
#[test]
fn the_nth_copy_from_one_socket_is_a_duplicate_only_where_another_has_brought_n() {
    let (mut desk, old, new) = two_sockets();
    let order =
        [(old, true), (old, true), (new, false), (new, false), (new, true), (old, false), (old, true), (new, false)];
    for (at, (socket, shows)) in order.into_iter().enumerate() {
        ring_and_dismiss_maybe(&mut desk, socket, shows, at);
    }
    assert_eq!(desk.counters().duplicates, 4);
}

fn ring_and_dismiss_maybe(desk: &mut Desk, socket: SocketId, shows: bool, at: usize) {
    desk.text(socket, &ringing("c-1"));
    assert_eq!(desk.toasts().len(), usize::from(shows), "copy {at}");
    desk.input(Input::DismissAll);
}

/// [E10]
#[test]
fn a_frame_that_differs_in_any_way_is_no_copy() {
    let (mut desk, old, new) = two_sockets();
    ring_and_dismiss(&mut desk, old);
    desk.text(new, &format!("{} ", ringing("c-1")));
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [E10]
#[test]
fn copies_of_any_frame_are_duplicates_also_of_those_that_end_are_ignored_or_are_bad() {
    let (mut desk, old, new) = two_sockets();
    for text in [event("c-1", "connected", "voice"), "{}".to_owned(), "no JSON".to_owned()] {
        desk.text(old, &text);
        desk.text(new, &text);
    }
    let counters = desk.counters();
    assert_eq!((counters.frames, counters.duplicates, counters.ignored, counters.bad), (6, 3, 2, 1));
}

/// [E10]
#[test]
fn a_copy_of_an_end_does_not_remove_the_toast_of_the_next_ring() {
    let (mut desk, old, new) = two_sockets();
    desk.text(old, &event("c-1", "disconnected", "voice"));
    desk.text(old, &ringing("c-1"));
    desk.text(new, &event("c-1", "disconnected", "voice"));
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [E10] [T9]
#[test]
fn copies_are_duplicates_until_five_seconds_after_the_old_socket_is_closed() {
    for (after_ms, shows) in [(0, false), (4_999, false), (5_000, false), (5_001, true)] {
        let (mut desk, old, new) = two_sockets();
        ring_and_dismiss(&mut desk, old);
        desk.pass(1_999);
        assert!(desk.closed().is_empty());
        desk.pass(1);
        assert_eq!(desk.closed(), [(old, 1_000)]);
        desk.pass(after_ms);
        desk.text(new, &ringing("c-1"));
        assert_eq!(desk.shown().len(), usize::from(shows), "{after_ms} ms after");
    }
}

/// [E10]
#[test]
fn the_five_seconds_begin_when_the_server_closes_the_old_socket_itself() {
    for (after_ms, shows) in [(5_000, false), (5_001, true)] {
        let (mut desk, old, new) = two_sockets();
        ring_and_dismiss(&mut desk, old);
        desk.pass(500);
        desk.close(old, 1_006);
        desk.pass(after_ms);
        desk.text(new, &ringing("c-1"));
        assert_eq!(desk.shown().len(), usize::from(shows), "{after_ms} ms after");
    }
}

/// [E10]
#[test]
fn frames_of_the_old_socket_during_the_handshake_of_the_new_one_are_compared() {
    let mut desk = Desk::connected();
    let (old, new) = desk.replace_socket();
    ring_and_dismiss(&mut desk, old);
    desk.open(new);
    desk.text(new, &ringing("c-1"));
    assert!(desk.shown().is_empty());
    assert_eq!(desk.counters().duplicates, 1);
}

/// [E10]
#[test]
fn frames_from_before_the_overlap_are_not_compared() {
    let mut desk = Desk::connected();
    let socket = desk.newest_socket();
    ring_and_dismiss(&mut desk, socket);
    let (_, new) = desk.replace_socket();
    desk.open(new);
    desk.text(new, &ringing("c-1"));
    assert_eq!(desk.shown().len(), 1);
    assert_eq!(desk.counters().duplicates, 0);
}

/// [E10]
#[test]
fn a_socket_that_follows_another_without_overlap_is_not_compared_with_it() {
    let mut desk = Desk::connected();
    let socket = desk.newest_socket();
    ring_and_dismiss(&mut desk, socket);
    desk.close(socket, 1_006);
    desk.pass(1_000);
    let next = desk.opening();
    desk.open(next);
    desk.text(next, &ringing("c-1"));
    assert_eq!(desk.shown().len(), 1);
    assert_eq!(desk.counters().duplicates, 0);
}

/// [E10]
#[test]
fn frames_of_one_overlap_do_not_count_in_the_next_one() {
    let (mut desk, old, new) = two_sockets();
    ring_and_dismiss(&mut desk, old);
    desk.pass(7_001);
    desk.text(new, "{}");
    let third = replace_once_more(&mut desk);
    desk.text(new, &ringing("c-1"));
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.input(Input::DismissAll);
    desk.text(third, &ringing("c-1"));
    assert!(desk.toasts().is_empty());
    assert_eq!(desk.counters().duplicates, 1);
}

/// [E10]
#[test]
fn a_third_socket_is_compared_with_both_before_it() {
    let (mut desk, first, second) = two_sockets();
    desk.text(first, &event("c-1", "queued", "voice"));
    desk.text(second, &event("c-2", "queued", "voice"));
    let third = replace_once_more(&mut desk);
    desk.text(third, &event("c-1", "queued", "voice"));
    desk.text(third, &event("c-2", "queued", "voice"));
    assert_eq!(desk.counters().duplicates, 2);
}

/// [E10]
#[test]
fn the_last_four_thousand_and_ninety_six_frames_are_remembered() {
    for (frames, duplicates) in [(REMEMBERED, 1), (REMEMBERED + 1, 0)] {
        let (mut desk, old, new) = two_sockets();
        for n in 0..frames {
            desk.text(old, &format!(r#"{{"n":{n}}}"#));
        }
        desk.text(new, r#"{"n":0}"#);
        assert_eq!(desk.counters().duplicates, duplicates, "{frames} frames");
        desk.text(new, &format!(r#"{{"n":{}}}"#, frames - 1));
        assert_eq!(desk.counters().duplicates, duplicates + 1, "{frames} frames");
    }
}

/// [E10] [S9]
#[test]
fn a_stopped_client_forgets_the_frames() {
    let (mut desk, old, _) = two_sockets();
    ring_and_dismiss(&mut desk, old);
    desk.stop_and_start("token-2");
    desk.ring("c-1");
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [E10] [S7]
#[test]
fn frames_of_a_closed_socket_are_dropped() {
    let (mut desk, old, new) = two_sockets();
    desk.pass(2_000);
    desk.trace.clear();
    desk.text(old, &ringing("c-1"));
    assert!(desk.outputs().next().is_none());
    assert_eq!((desk.counters().frames, desk.counters().stale), (0, 1));
    desk.text(new, &ringing("c-1"));
    assert_eq!(desk.toasts(), ["c-1"]);
}
