//! When the clock of a toast is paused, and how it resumes.

use crate::support::{Desk, MORNING, with_client};
use genesys_toasts::engine::config::{Durations, ToastDuration};
use genesys_toasts::engine::{DismissReason, PageEvent, ToastId};
use genesys_toasts::{Config, Input};

impl Desk {
    pub(crate) fn pause_all(&mut self) {
        self.input(Input::Pause(None));
    }

    pub(crate) fn resume_all(&mut self) {
        self.input(Input::Resume(None));
    }

    pub(crate) fn pause_one(&mut self, id: &ToastId) {
        self.input(Input::Pause(Some(id.clone())));
    }

    pub(crate) fn resume_one(&mut self, id: &ToastId) {
        self.input(Input::Resume(Some(id.clone())));
    }
}

/// A desk with a toast.
pub(crate) fn ringing() -> Desk {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    desk
}

/// A desk with two toasts, and their ids.
fn two_ringing() -> (Desk, ToastId, ToastId) {
    let mut desk = ringing();
    desk.ring("c-2");
    let toasts = desk.snapshot().toasts;
    (desk, toasts[0].id.clone(), toasts[1].id.clone())
}

pub(crate) fn expires_at(desk: &Desk) -> Option<i64> {
    desk.snapshot().toasts[0].expires_at
}

/// Returns whether the clock of the oldest toast is paused.
pub(crate) fn is_paused(desk: &Desk) -> bool {
    expires_at(desk).is_none()
}

/// Whether the oldest toast is there for another `ms`, says so, and goes then.
pub(crate) fn assert_leaves_in(desk: &mut Desk, ms: u64) {
    let first = desk.toasts().remove(0);
    assert_eq!(expires_at(desk), Some(desk.now.wall.plus(ms).0));
    desk.pass(ms - 1);
    assert!(desk.toasts().contains(&first), "1 ms before");
    desk.pass(1);
    assert!(!desk.toasts().contains(&first), "{ms} ms later");
    assert_eq!(desk.dismissed().last().map(|(_, reason)| *reason), Some(DismissReason::Timeout));
}

/// [O1] [O3]
#[test]
fn a_paused_clock_resumes_with_the_time_that_was_left() {
    let mut desk = ringing();
    desk.pass(3_000);
    desk.pause_all();
    assert!(is_paused(&desk));
    desk.pass(60_000);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.resume_all();
    assert_leaves_in(&mut desk, 5_000);
}

/// [O3]
#[test]
fn after_a_pause_at_least_a_second_is_left() {
    for (paused_at, left) in [(0, 8_000), (6_999, 1_001), (7_000, 1_000), (7_001, 1_000), (7_999, 1_000)] {
        let mut desk = ringing();
        desk.pass(paused_at);
        desk.pause_all();
        desk.pass(10_000);
        desk.resume_all();
        assert_leaves_in(&mut desk, left);
    }
}

/// [O3]
#[test]
fn a_second_pause_in_the_last_second_gives_a_second_again() {
    let mut desk = ringing();
    desk.pass(7_500);
    for _ in 0..3 {
        desk.pause_all();
        desk.resume_all();
        assert_eq!(expires_at(&desk), Some(desk.now.wall.0 + 1_000));
        desk.pass(900);
    }
    desk.pass(100);
    assert!(desk.toasts().is_empty());
}

/// [O3]
#[test]
fn pauses_are_counted() {
    let mut desk = ringing();
    desk.pass(1_000);
    desk.pause_all();
    desk.pause_all();
    desk.pass(20_000);
    desk.resume_all();
    assert!(is_paused(&desk));
    desk.pass(20_000);
    desk.resume_all();
    assert_leaves_in(&mut desk, 7_000);
}

/// [O3]
#[test]
fn a_resume_without_a_pause_changes_nothing_and_does_not_cancel_a_later_pause() {
    let (mut desk, id, _) = two_ringing();
    desk.pass(7_900);
    for _ in 0..2 {
        desk.resume_all();
        desk.resume_one(&id);
    }
    assert_eq!(expires_at(&desk), Some(MORNING + 8_000));
    desk.pause_all();
    assert!(is_paused(&desk));
    desk.resume_all();
    desk.pause_one(&id);
    assert!(is_paused(&desk));
}

/// [O3]
#[test]
fn one_toast_may_be_paused_while_the_others_run() {
    let (mut desk, first, second) = two_ringing();
    desk.pass(2_000);
    desk.pause_one(&first);
    assert!(is_paused(&desk));
    desk.pass(5_999);
    assert_eq!(desk.toasts(), ["c-1", "c-2"]);
    desk.pass(1);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.resume_one(&second);
    assert!(is_paused(&desk), "another's resume");
    desk.resume_one(&first);
    assert_leaves_in(&mut desk, 6_000);
}

/// [O3]
#[test]
fn pauses_of_one_toast_are_counted() {
    let (mut desk, first, _) = two_ringing();
    desk.pause_one(&first);
    desk.pause_one(&first);
    desk.resume_one(&first);
    assert!(is_paused(&desk));
    desk.resume_one(&first);
    assert_leaves_in(&mut desk, 8_000);
}

/// [O3]
#[test]
fn a_toast_stays_paused_until_both_its_own_pause_and_the_pause_of_all_have_ended() {
    let (mut desk, first, _) = two_ringing();
    desk.pause_one(&first);
    desk.pause_all();
    desk.resume_all();
    assert!(is_paused(&desk));
    assert!(desk.snapshot().toasts[1].expires_at.is_some());
    desk.pause_all();
    desk.resume_one(&first);
    assert!(is_paused(&desk));
    desk.resume_all();
    assert_leaves_in(&mut desk, 8_000);
}

/// [O3] [O6]
#[test]
fn a_pause_of_an_unknown_toast_changes_nothing() {
    let mut desk = ringing();
    desk.trace.clear();
    desk.pause_one(&"gt-0-1".to_owned());
    desk.resume_one(&"gt-0-1".to_owned());
    assert!(desk.outputs().next().is_none());
    assert!(!is_paused(&desk));
}

/// [O3]
#[test]
fn the_pause_of_a_toast_ends_when_it_is_removed() {
    let mut desk = ringing();
    let id = desk.snapshot().toasts[0].id.clone();
    desk.pause_one(&id);
    desk.input(Input::DismissAll);
    desk.ring("c-1");
    assert_leaves_in(&mut desk, 8_000);
}

/// [O1] [O3]
#[test]
fn a_toast_that_arrives_during_a_pause_starts_its_clock_afterwards() {
    let mut desk = Desk::connected();
    desk.pause_all();
    desk.ring("c-1");
    assert_eq!(desk.shown()[0].expires_at, None);
    desk.pass(30_000);
    desk.resume_all();
    assert_leaves_in(&mut desk, 8_000);
}

/// [O3]
#[test]
fn a_toast_that_arrives_while_another_is_paused_runs() {
    let (mut desk, first, _) = two_ringing();
    desk.pause_one(&first);
    desk.ring("c-3");
    desk.pass(8_000);
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [O3] [S9] [S13]
#[test]
fn stopping_ends_every_pause() {
    let mut desk = ringing();
    desk.pause_all();
    desk.pause_all();
    desk.stop_and_start("token-2");
    desk.ring("c-1");
    assert_leaves_in(&mut desk, 8_000);
}

/// [O1] [O3]
#[test]
fn a_toast_without_a_clock_is_not_changed_by_a_pause() {
    let duration = Durations::All(ToastDuration::WhileRinging);
    let mut desk = Desk::connected_with(Config { duration, ..with_client() });
    desk.ring("c-1");
    desk.trace.clear();
    desk.pause_all();
    desk.pass(1_000);
    desk.trace.clear();
    desk.resume_all();
    desk.page(PageEvent::Hidden);
    desk.page(PageEvent::Visible);
    assert_eq!((desk.snapshot_changes(), expires_at(&desk)), (0, None));
    desk.pass(118_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert!(desk.toasts().is_empty());
}
