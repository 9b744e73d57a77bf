//! The computer's clock is set forward or back, or it sleeps: these cannot be distinguished (S10).
use crate::support::Desk;
use crate::support::channel::{ME, mine};
use crate::support::channel::{call_over, ended_leg, frame, rings};
use genesys_toasts::engine::{DismissReason, Status, WallTime};

const HOUR_MS: u64 = 3_600_000;

fn alerting_until(desk: &Desk) -> Option<i64> {
    desk.snapshot().toasts[0].leg.as_ref()?.alerting_until
}

/// The clock is put by so much; the monotonic clock knows nothing of it.
fn set_clock(desk: &mut Desk, ms: i64) {
    desk.now.wall = WallTime(desk.now.wall.0 + ms);
    desk.heartbeat();
}

/// [N4] [N10] [O3] [S10] a clock that was set forward does not end a ring that still lasts.
#[test]
fn after_a_suspected_sleep_the_list_decides_which_rings_have_ended() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.event(&rings("c-2"));
    desk.pass(5_000);
    desk.sleep(HOUR_MS);
    assert_eq!(desk.toasts(), ["c-1", "c-2"], "not before the list says so");
    assert!(desk.pings() > 0);
    desk.heartbeat();
    desk.answer_list(&[rings("c-1")]);
    assert_eq!(desk.toasts(), ["c-1"]);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Missed);
    desk.pass(14_000);
    assert_eq!(desk.toasts(), ["c-1"], "it rings still");
    desk.pass(1_000);
    desk.answer_list(&[]);
    assert!(desk.toasts().is_empty());
}

/// [N4] without a word from the list they are over after 20 s.
#[test]
fn after_a_suspected_sleep_without_a_list_the_rings_are_missed_after_twenty_seconds() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.sleep(HOUR_MS);
    desk.heartbeat();
    for _ in 0..3 {
        desk.fail_api("/conversations");
        desk.pass(4_000);
    }
    desk.pass(7_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Missed);
}

/// [N4] [N10] the stream may say it sooner.
#[test]
fn after_a_suspected_sleep_the_stream_may_end_a_ring_before_the_list() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.sleep(HOUR_MS);
    let live = desk.newest_socket();
    desk.text(live, &frame(&call_over("c-1", &[ended_leg("c-1-me", ME, "peer")])));
    assert_eq!(desk.dismissed()[0].1, DismissReason::Abandoned);
    desk.answer_list(&[rings("c-1")]);
    assert!(desk.toasts().is_empty());
    let _ = mine("c-1-me", "alerting");
}

/// [O1] [N10] the times for the app are right again when the clock is.
#[test]
fn alerting_until_is_corrected_when_the_clock_was_set_back_or_forward() {
    for by_ms in [-(HOUR_MS as i64), HOUR_MS as i64, 2_000] {
        let mut desk = Desk::receiving();
        desk.event(&rings("c-1"));
        desk.pass(5_000);
        set_clock(&mut desk, by_ms);
        assert_eq!(alerting_until(&desk), Some(desk.now.wall.0 + 15_000), "{by_ms}");
    }
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    let before = desk.snapshot().toasts[0].clone();
    set_clock(&mut desk, 900);
    assert!(std::rc::Rc::ptr_eq(&desk.snapshot().toasts[0], &before), "a drift of less than a second is left alone");
}

/// [S12] [S2] so are the times of the connection.
#[test]
fn times_of_the_connection_are_corrected_when_the_clock_was_set_back() {
    let mut desk = Desk::receiving();
    desk.pass(5_000);
    let live = desk.newest_socket();
    desk.heartbeat();
    desk.pass(1_000);
    for _ in 0..3 {
        let id = desk.opened().last().map_or(live, |(id, _)| *id);
        desk.close(id, 1001);
    }
    let (lost, retry) = (desk.detail().blind_since.expect("blind"), desk.retry_in().expect("a wait"));
    desk.now.wall = WallTime(desk.now.wall.0 - HOUR_MS as i64);
    desk.input(genesys_toasts::Input::Timeout);
    assert_eq!(desk.detail().blind_since, Some(lost - HOUR_MS as i64));
    assert_eq!((desk.retry_in(), desk.status()), (Some(retry), Status::Disconnected));
}
