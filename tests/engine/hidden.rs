//! Toasts of a hidden page, and what ends every toast in time.

use crate::pauses::{assert_leaves_in, expires_at, is_paused, ringing};
use crate::support::{Desk, MORNING, VISIBLE, event, with_client};
use genesys_toasts::engine::{DismissReason, Page, PageEvent};
use genesys_toasts::{Config, Input};

const HIDDEN: Page = Page { visible: false, ..VISIBLE };

/// [O3]
#[test]
fn the_clock_of_a_toast_is_paused_while_the_page_is_hidden() {
    let ways = [(PageEvent::Hidden, PageEvent::Visible), (PageEvent::Hide, PageEvent::Show)];
    for (hide, show) in ways {
        for (hidden_at, left) in [(3_000, 5_000), (7_500, 1_000)] {
            let mut desk = ringing();
            desk.pass(hidden_at);
            desk.page(hide);
            assert!(is_paused(&desk));
            desk.pass(30_000);
            assert_eq!(desk.toasts(), ["c-1"]);
            desk.page(show);
            assert_leaves_in(&mut desk, left);
        }
    }
}

/// [O3]
#[test]
fn a_toast_that_arrives_in_a_hidden_page_starts_its_clock_when_the_page_is_visible() {
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
    assert!(is_paused(&desk));
    desk.page(PageEvent::Visible);
    assert_leaves_in(&mut desk, 8_000);
}

/// [O3] [O6]
#[test]
fn freezing_and_network_events_do_not_change_the_clocks() {
    let mut desk = ringing();
    desk.pass(7_500);
    for event in [PageEvent::Freeze, PageEvent::Thaw, PageEvent::Offline, PageEvent::Online, PageEvent::Visible] {
        desk.page(event);
        assert_eq!(expires_at(&desk), Some(MORNING + 8_000), "{event:?}");
    }
    desk.page(PageEvent::Hidden);
    desk.page(PageEvent::Thaw);
    assert!(is_paused(&desk), "a thawed page is not yet a visible one");
}

/// [O3]
#[test]
fn a_clock_resumes_only_when_the_page_is_visible_and_no_pause_is_left() {
    let mut desk = ringing();
    desk.pause_all();
    desk.page(PageEvent::Hidden);
    desk.resume_all();
    assert!(is_paused(&desk), "hidden");
    desk.pause_all();
    desk.page(PageEvent::Visible);
    assert!(is_paused(&desk), "paused");
    desk.resume_all();
    assert_leaves_in(&mut desk, 8_000);
}

/// [O3]
#[test]
fn a_toast_is_removed_after_two_minutes_even_if_paused_or_hidden() {
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
fn a_toast_that_arrives_in_a_hidden_page_is_removed_after_two_minutes() {
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
    let mut desk = Desk::connected_with(Config { max_age_ms: 20_000, ..with_client() });
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
fn a_wall_clock_that_is_set_back_makes_no_toast_stay_longer() {
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
        desk.text(desk.newest_socket(), &event("c-1", "abandoned", "voice"));
        assert_eq!(desk.dismissed()[0].1, DismissReason::Abandoned);
        assert!(desk.toasts().is_empty());
    }
}
