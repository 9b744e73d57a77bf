//! A socket that has been silent for too long (S11).

use crate::support::{Desk, exactly, ringing, with_client};
use genesys_toasts::engine::{SocketEvent, SocketId, Status};
use genesys_toasts::{Config, Input};

/// Connected now, with a token of a day and waits without jitter; a socket may be silent for so many ms.
fn connected(max_silence_ms: Option<u64>, seed: u64) -> Desk {
    let mut desk = Desk::seeded(Config { max_silence_ms, ..exactly(with_client()) }, seed);
    desk.start();
    desk.grant("token", 86_400);
    desk.open(SocketId(1));
    desk.trace.clear();
    desk
}

/// How long until a second socket is opened, in ms.
fn replaced_after(desk: &mut Desk) -> u64 {
    let from = desk.now.mono_ms;
    desk.fire_until(|desk| !desk.opened().is_empty());
    desk.now.mono_ms - from
}

/// [S11] [T9]
#[test]
fn a_silent_socket_is_replaced_after_5_min_with_a_tenth_of_jitter() {
    for (max_ms, least, most) in [(300_000, 270_000, 330_000), (10_000, 9_000, 11_000)] {
        let drawn: Vec<u64> = (0..200).map(|seed| replaced_after(&mut connected(Some(max_ms), seed))).collect();
        assert!(drawn.iter().all(|ms| (least..=most).contains(ms)), "{drawn:?}");
        let near = (most - least) / 20;
        assert!(drawn.iter().any(|ms| *ms < least + near) && drawn.iter().any(|ms| *ms > most - near), "{drawn:?}");
    }
}

/// [S11] [T9]
#[test]
fn the_new_one_is_opened_before_the_silent_one_is_closed() {
    let mut desk = connected(Some(300_000), 1);
    replaced_after(&mut desk);
    assert!(desk.closed().is_empty() && desk.token_requests().is_empty());
    assert_eq!(desk.status(), Status::Connected);
    desk.text(SocketId(1), &ringing("c-1"));
    desk.open(SocketId(2));
    desk.pass(1_999);
    assert!(desk.closed().is_empty());
    desk.pass(1);
    assert_eq!(desk.closed(), [(SocketId(1), 1000)]);
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [S11]
#[test]
fn every_frame_is_a_sign_of_life() {
    for seed in 0..5 {
        let mut desk = connected(Some(300_000), seed);
        for n in 0..60 {
            desk.pass(269_999);
            match n % 3 {
                0 => desk.text(SocketId(1), &ringing("c-1")),
                1 => desk.text(SocketId(1), "no JSON"),
                _ => desk.input(Input::Socket(SocketId(1), SocketEvent::Unreadable)),
            }
        }
        assert!(desk.opened().is_empty(), "seed {seed}");
        let ms = replaced_after(&mut desk);
        assert!((270_000..=330_000).contains(&ms), "counted from the last frame: {ms}");
    }
}

/// [S11]
#[test]
fn infinity_turns_it_off() {
    let mut desk = connected(None, 1);
    desk.pass(80_000_000);
    assert!(desk.opened().is_empty());
}

/// [S11]
#[test]
fn each_socket_has_its_own_limit_of_silence() {
    let mut desk = connected(Some(300_000), 1);
    let mut drawn = Vec::new();
    for _ in 0..10 {
        drawn.push(replaced_after(&mut desk));
        let next = desk.opening();
        desk.open(next);
        desk.trace.clear();
    }
    assert!(drawn.iter().all(|ms| (270_000..=330_000).contains(ms)), "{drawn:?}");
    drawn.sort_unstable();
    drawn.dedup();
    assert!(drawn.len() > 5, "{drawn:?}");
}

/// [S11] [S4] [T9]
#[test]
fn a_replacement_that_fails_is_tried_again_while_the_silent_one_stays() {
    let mut desk = connected(Some(300_000), 1);
    replaced_after(&mut desk);
    desk.refuse();
    desk.pass(999);
    assert_eq!(desk.opened().len(), 1);
    desk.pass(1);
    assert_eq!((desk.opened().len(), desk.closed().len()), (2, 0));
    assert_eq!(desk.status(), Status::Connected);
}

/// [S11]
#[test]
fn a_closed_socket_is_not_silent() {
    let mut desk = connected(Some(10_000), 1);
    desk.pass(5_000);
    desk.close(SocketId(1), 1000);
    assert_eq!(desk.armed, None);
}
