//! When the clock of a toast stands, and what ends it all the same.

use crate::support::{Desk, MORNING, VISIBLE, event, with_client};
use genesys_toasts::engine::config::{Duration, Durations};
use genesys_toasts::engine::{DismissReason, Page, PageEvent, ToastId};
use genesys_toasts::{Config, Input};

const HIDDEN: Page = Page { visible: false, ..VISIBLE };

impl Desk {
    fn pause_all(&mut self) {
        self.input(Input::Pause(None));
    }

    fn resume_all(&mut self) {
        self.input(Input::Resume(None));
    }

    fn pause_one(&mut self, id: &ToastId) {
        self.input(Input::Pause(Some(id.clone())));
    }

    fn resume_one(&mut self, id: &ToastId) {
        self.input(Input::Resume(Some(id.clone())));
    }
}

/// A desk with a toast.
fn ringing() -> Desk {
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

fn expires_at(desk: &Desk) -> Option<i64> {
    desk.snapshot().toasts[0].expires_at
}

/// Whether the clock of the oldest toast stands.
fn stands(desk: &Desk) -> bool {
    expires_at(desk).is_none()
}

/// Whether the oldest toast is there for another `ms`, says so, and goes then.
fn assert_leaves_in(desk: &mut Desk, ms: u64) {
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
fn a_paused_clock_stands_and_goes_on_where_it_stood() {
    let mut desk = ringing();
    desk.pass(3_000);
    desk.pause_all();
    assert!(stands(&desk));
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
    assert!(stands(&desk));
    desk.pass(20_000);
    desk.resume_all();
    assert_leaves_in(&mut desk, 7_000);
}

/// [O3]
#[test]
fn a_resume_without_a_pause_changes_nothing_and_makes_no_debt() {
    let (mut desk, id, _) = two_ringing();
    desk.pass(7_900);
    for _ in 0..2 {
        desk.resume_all();
        desk.resume_one(&id);
    }
    assert_eq!(expires_at(&desk), Some(MORNING + 8_000));
    desk.pause_all();
    assert!(stands(&desk));
    desk.resume_all();
    desk.pause_one(&id);
    assert!(stands(&desk));
}

/// [O3]
#[test]
fn one_toast_may_be_paused_while_the_others_go_on() {
    let (mut desk, first, second) = two_ringing();
    desk.pass(2_000);
    desk.pause_one(&first);
    assert!(stands(&desk));
    desk.pass(5_999);
    assert_eq!(desk.toasts(), ["c-1", "c-2"]);
    desk.pass(1);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.resume_one(&second);
    assert!(stands(&desk), "another's resume");
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
    assert!(stands(&desk));
    desk.resume_one(&first);
    assert_leaves_in(&mut desk, 8_000);
}

/// [O3]
#[test]
fn a_toast_that_is_paused_itself_stands_after_the_pause_of_all_and_the_other_way_round() {
    let (mut desk, first, _) = two_ringing();
    desk.pause_one(&first);
    desk.pause_all();
    desk.resume_all();
    assert!(stands(&desk));
    assert!(desk.snapshot().toasts[1].expires_at.is_some());
    desk.pause_all();
    desk.resume_one(&first);
    assert!(stands(&desk));
    desk.resume_all();
    assert_leaves_in(&mut desk, 8_000);
}

/// [O3] [O6]
#[test]
fn a_pause_of_a_toast_that_is_not_there_changes_nothing() {
    let mut desk = ringing();
    desk.trace.clear();
    desk.pause_one(&"gt-0-1".to_owned());
    desk.resume_one(&"gt-0-1".to_owned());
    assert!(desk.outputs().next().is_none());
    assert!(!stands(&desk));
}

/// [O3]
#[test]
fn the_pause_of_one_toast_is_gone_with_it() {
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
fn a_toast_that_arrives_while_another_is_paused_goes_by_its_own_clock() {
    let (mut desk, first, _) = two_ringing();
    desk.pause_one(&first);
    desk.ring("c-3");
    desk.pass(8_000);
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [O3]
#[test]
fn the_clock_stands_while_the_page_is_hidden() {
    let ways = [(PageEvent::Hidden, PageEvent::Visible), (PageEvent::Hide, PageEvent::Show)];
    for (hide, show) in ways {
        for (hidden_at, left) in [(3_000, 5_000), (7_500, 1_000)] {
            let mut desk = ringing();
            desk.pass(hidden_at);
            desk.page(hide);
            assert!(stands(&desk));
            desk.pass(30_000);
            assert_eq!(desk.toasts(), ["c-1"]);
            desk.page(show);
            assert_leaves_in(&mut desk, left);
        }
    }
}

/// [O3]
#[test]
fn a_toast_that_arrives_hidden_starts_its_clock_when_the_page_is_seen() {
    let mut desk = Desk::connected();
    desk.page(PageEvent::Hidden);
    desk.ring("c-1");
    assert_eq!(desk.shown()[0].expires_at, None);
    desk.pass(100_000);
    desk.page(PageEvent::Visible);
    assert_leaves_in(&mut desk, 8_000);
}

/// [O3]
#[test]
fn a_page_that_was_hidden_at_the_start_counts_as_hidden() {
    let mut desk = Desk::new(with_client());
    desk.start_on(HIDDEN);
    desk.grant("token-1", 3_600);
    desk.open(desk.opening());
    desk.ring("c-1");
    assert!(stands(&desk));
    desk.page(PageEvent::Visible);
    assert_leaves_in(&mut desk, 8_000);
}

/// [O3] [O6]
#[test]
fn freezing_and_network_events_do_not_touch_the_clocks() {
    let mut desk = ringing();
    desk.pass(7_500);
    for event in [PageEvent::Freeze, PageEvent::Thaw, PageEvent::Offline, PageEvent::Online, PageEvent::Visible] {
        desk.page(event);
        assert_eq!(expires_at(&desk), Some(MORNING + 8_000), "{event:?}");
    }
    desk.page(PageEvent::Hidden);
    desk.page(PageEvent::Thaw);
    assert!(stands(&desk), "a thawed page is not yet a visible one");
}

/// [O3]
#[test]
fn a_clock_goes_on_only_when_the_page_is_seen_and_no_pause_is_left() {
    let mut desk = ringing();
    desk.pause_all();
    desk.page(PageEvent::Hidden);
    desk.resume_all();
    assert!(stands(&desk), "hidden");
    desk.pause_all();
    desk.page(PageEvent::Visible);
    assert!(stands(&desk), "paused");
    desk.resume_all();
    assert_leaves_in(&mut desk, 8_000);
}

/// [O3]
#[test]
fn a_toast_does_not_outlive_two_minutes_even_paused_or_hidden() {
    for input in [Input::Pause(None), Input::Page(PageEvent::Hidden)] {
        let mut desk = ringing();
        desk.pass(2_000);
        desk.input(input);
        desk.pass(117_999);
        assert_eq!(desk.toasts(), ["c-1"]);
        desk.pass(1);
        assert_eq!(desk.dismissed()[0].1, DismissReason::Timeout);
        assert!(desk.toasts().is_empty());
    }
}

/// [O3]
#[test]
fn a_toast_that_arrives_hidden_does_not_outlive_two_minutes_either() {
    let mut desk = Desk::connected();
    desk.page(PageEvent::Hidden);
    desk.ring("c-1");
    desk.pass(119_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Timeout);
}

/// [O3]
#[test]
fn max_age_is_an_option() {
    let mut desk = Desk::connected_with(Config { max_age_ms: 20_000.0, ..with_client() });
    desk.ring("c-1");
    desk.pause_all();
    desk.pass(19_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert!(desk.toasts().is_empty());
}

/// [O3]
#[test]
fn the_second_after_a_pause_does_not_make_a_toast_too_old() {
    let mut desk = ringing();
    desk.pass(7_900);
    desk.pause_all();
    desk.pass(111_600);
    desk.resume_all();
    assert_eq!(expires_at(&desk), Some(MORNING + 120_000));
    assert_leaves_in(&mut desk, 500);
}

/// [O3] [S10]
#[test]
fn sleep_counts_for_the_time_and_for_the_age_of_a_toast() {
    let mut desk = ringing();
    desk.sleep(30_000);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Timeout);
    let mut desk = ringing();
    desk.pause_all();
    desk.sleep(119_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert!(desk.toasts().is_empty());
}

/// [O3] [S10]
#[test]
fn a_wall_clock_that_is_put_back_makes_no_toast_stay_longer() {
    let mut desk = ringing();
    desk.pass(4_000);
    desk.now.wall.0 -= 3_600_000;
    desk.pass(3_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert!(desk.toasts().is_empty());
}

/// [E8] [O3]
#[test]
fn the_end_of_the_ring_removes_a_paused_and_a_hidden_toast() {
    for input in [Input::Pause(None), Input::Page(PageEvent::Hidden)] {
        let mut desk = ringing();
        desk.input(input);
        desk.text(desk.live(), &event("c-1", "abandoned", "voice"));
        assert_eq!(desk.dismissed()[0].1, DismissReason::Abandoned);
        assert!(desk.toasts().is_empty());
    }
}

/// [O3] [S9]
#[test]
fn stopping_ends_every_pause() {
    let mut desk = ringing();
    desk.pause_all();
    desk.pause_all();
    desk.input(Input::Stop);
    desk.start();
    desk.open(desk.opening());
    desk.ring("c-1");
    assert_leaves_in(&mut desk, 8_000);
}

/// [O1] [O3]
#[test]
fn a_toast_without_a_clock_of_its_own_is_not_changed_by_a_pause() {
    let duration = Durations::All(Duration::WhileRinging);
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
