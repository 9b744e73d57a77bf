//! No sound outlives its ring: what is not known to ring is silent (A3).

use crate::support::channel::rings;
use crate::{on_notifications, on_routing_events, sound_only};
use genesys_toasts::engine::PageEvent;

/// [A3]
#[test]
fn after_a_freeze_a_ring_is_silent_until_the_list_has_it() {
    let mut desk = on_notifications(sound_only());
    desk.event(&rings("c-1"));
    desk.page(PageEvent::Freeze);
    assert_eq!(desk.alerts(), ["play voice", "stop at once"]);
    desk.sleep(60_000);
    desk.page(PageEvent::Thaw);
    assert!(!desk.alerts().iter().any(|word| word.starts_with("play")));
    desk.answer_list(&[rings("c-1")]);
    assert_eq!(desk.alerts(), ["play voice"], "in the task of the list");
}

/// [A3]
#[test]
fn after_a_freeze_a_ring_that_the_list_has_not_stays_silent() {
    let mut desk = on_notifications(sound_only());
    desk.event(&rings("c-1"));
    desk.alerts();
    desk.page(PageEvent::Freeze);
    desk.sleep(60_000);
    desk.page(PageEvent::Thaw);
    desk.answer_list(&[]);
    desk.pass(30_000);
    assert_eq!((desk.alerts(), desk.toasts().len()), (vec!["stop at once".to_owned(), "rest".to_owned()], 0));
}

/// [A3]
#[test]
fn a_list_that_was_requested_before_confirms_nothing() {
    let mut desk = on_notifications(sound_only());
    desk.event(&rings("c-1"));
    desk.sleep(60_000);
    desk.alerts();
    desk.page(PageEvent::Freeze);
    desk.page(PageEvent::Thaw);
    desk.tick(1);
    desk.page(PageEvent::Freeze);
    desk.page(PageEvent::Thaw);
    desk.answer_list(&[rings("c-1")]);
    assert!(desk.alerts().is_empty(), "{:?}", desk.alerts());
}

/// [A3]
#[test]
fn with_routing_events_a_ring_is_silent_for_good_after_a_freeze_or_sleep() {
    for sleeps in [true, false] {
        let mut desk = on_routing_events(sound_only());
        desk.ring("c-1");
        desk.alerts();
        if sleeps {
            desk.sleep(60_000);
        } else {
            desk.page(PageEvent::Freeze);
            desk.page(PageEvent::Thaw);
        }
        assert_eq!(desk.alerts(), [if sleeps { "stop" } else { "stop at once" }]);
        desk.pass(7_000);
        assert_eq!(desk.alerts(), ["rest"]);
    }
}

/// [A3] [S12]
#[test]
fn nothing_sounds_while_no_socket_brings_rings() {
    let mut desk = on_notifications(sound_only());
    desk.event(&rings("c-1"));
    let live = desk.newest_socket();
    desk.close(live, 1006);
    assert_eq!(desk.alerts(), ["play voice", "stop"]);
    assert_eq!(desk.toasts(), ["c-1"], "the toast stays");
    desk.fire_until(|desk| !desk.opened().is_empty());
    desk.open(desk.opening());
    assert!(!desk.alerts().iter().any(|word| word.starts_with("play")));
    desk.answer_topics();
    desk.answer_list(&[rings("c-1")]);
    assert_eq!(desk.alerts(), ["play voice"]);
}

/// [A3]
#[test]
fn a_ring_that_comes_after_the_gap_sounds_at_once() {
    let mut desk = on_routing_events(sound_only());
    desk.ring("c-1");
    desk.sleep(60_000);
    // After a sleep there is doubt about the socket: another one is opened.
    desk.open(desk.opening());
    desk.alerts();
    desk.ring("c-2");
    assert_eq!(desk.alerts(), ["play voice"]);
}

/// [A3]
#[test]
fn a_page_that_is_seen_or_started_again_is_not_frozen_though_nobody_said_so() {
    let mut desk = on_routing_events(sound_only());
    desk.page(PageEvent::Freeze);
    desk.page(PageEvent::Visible);
    desk.ring("c-1");
    assert_eq!(desk.alerts(), ["play voice"]);
    desk.page(PageEvent::Freeze);
    desk.stop_and_start("token-2");
    desk.alerts();
    desk.ring("c-2");
    assert_eq!(desk.alerts(), ["play voice"]);
}
