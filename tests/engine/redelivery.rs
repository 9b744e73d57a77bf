//! Whether a toast that was closed is shown again.

use crate::support::{Desk, event, with_client};
use genesys_toasts::engine::DismissReason;
use genesys_toasts::engine::config::{Durations, Redeliver, ToastDuration};
use genesys_toasts::{Config, Input};

/// How many closed conversations are remembered.
const REMEMBERED: usize = 1_000;

fn next_ring() -> Desk {
    Desk::connected_with(Config { redeliver: Redeliver::NextRing, ..with_client() })
}

fn dismiss(desk: &mut Desk, conversation: &str) {
    let toasts = desk.snapshot().toasts;
    let ids = toasts.iter().filter(|toast| toast.conversation_id == conversation).map(|toast| toast.id.clone());
    for id in ids {
        desk.input(Input::Dismiss(id));
    }
}

fn ring_and_dismiss(desk: &mut Desk, conversation: &str) {
    desk.ring(conversation);
    dismiss(desk, conversation);
}

fn state(desk: &mut Desk, conversation: &str, state: &str) {
    desk.text(desk.newest_socket(), &event(conversation, state, "voice"));
}

/// [E8] [E9]
#[test]
fn by_default_the_next_ringing_event_after_a_dismissal_adds_a_new_toast() {
    assert_eq!(Config::default().redeliver, Redeliver::AfterDismiss);
    let mut desk = Desk::connected();
    ring_and_dismiss(&mut desk, "c-1");
    desk.ring("c-1");
    let shown = desk.shown();
    assert_eq!(shown.len(), 2);
    assert_ne!(shown[0].id, shown[1].id);
    assert_eq!(desk.toasts(), ["c-1"]);
    assert_eq!(desk.counters().duplicates, 0);
}

/// [E8] [E9]
#[test]
fn by_default_the_next_ringing_event_after_a_timeout_adds_a_new_toast() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    desk.pass(7_999);
    desk.ring("c-1");
    assert_eq!(desk.shown().len(), 1);
    desk.pass(1);
    desk.ring("c-1");
    assert_eq!(desk.shown().len(), 2);
}

/// [E9] [O6]
#[test]
fn with_next_ring_a_dismissed_toast_is_not_shown_again_for_the_same_ring() {
    let mut desk = next_ring();
    ring_and_dismiss(&mut desk, "c-1");
    desk.trace.clear();
    desk.ring("c-1");
    desk.ring("c-1");
    assert!(desk.outputs().next().is_none());
    assert_eq!((desk.counters().duplicates, desk.counters().toasts_shown), (2, 1));
}

/// [E9]
#[test]
fn with_next_ring_a_ringing_event_after_any_other_state_adds_a_toast_again() {
    for other in ["queued", "alerting", "connected", "abandoned", "disconnected", "terminated", "parked"] {
        let mut desk = next_ring();
        ring_and_dismiss(&mut desk, "c-1");
        state(&mut desk, "c-1", other);
        assert_eq!(desk.counters().ignored, 0, "{other} begins the next ring");
        desk.ring("c-1");
        assert_eq!(desk.toasts(), ["c-1"], "{other}");
    }
}

/// [E9]
#[test]
fn with_next_ring_another_conversations_other_state_adds_no_toast_again() {
    let mut desk = next_ring();
    ring_and_dismiss(&mut desk, "c-1");
    state(&mut desk, "c-2", "queued");
    assert_eq!(desk.counters().ignored, 1);
    desk.ring("c-1");
    assert!(desk.toasts().is_empty());
}

/// [E9]
#[test]
fn with_next_ring_a_timeout_counts_as_closed() {
    let mut desk = next_ring();
    desk.ring("c-1");
    desk.pass(8_000);
    desk.ring("c-1");
    assert!(desk.toasts().is_empty());
    state(&mut desk, "c-1", "queued");
    desk.ring("c-1");
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [E9] [O4]
#[test]
fn with_next_ring_dismissing_all_and_overflow_count_as_closed() {
    let mut desk = Desk::connected_with(Config { redeliver: Redeliver::NextRing, max_toasts: 1, ..with_client() });
    desk.ring("c-1");
    desk.ring("c-2");
    assert_eq!(desk.dismissed()[0].1, DismissReason::Overflow);
    desk.ring("c-1");
    assert_eq!(desk.toasts(), ["c-2"]);
    desk.input(Input::DismissAll);
    desk.ring("c-2");
    assert!(desk.toasts().is_empty());
}

/// [E8] [E9]
#[test]
fn with_next_ring_the_next_ringing_event_after_the_end_of_a_conversation_adds_a_toast_again() {
    for end in ["connected", "abandoned", "disconnected", "terminated"] {
        let mut desk = next_ring();
        desk.ring("c-1");
        state(&mut desk, "c-1", end);
        desk.ring("c-1");
        assert_eq!(desk.shown().len(), 2, "{end}");
    }
}

/// [E9]
#[test]
fn with_next_ring_a_toast_that_was_closed_after_the_end_of_its_ring_is_shown_again() {
    for other in ["queued", "alerting", "parked"] {
        for by_timeout in [true, false] {
            let mut desk = next_ring();
            desk.ring("c-1");
            state(&mut desk, "c-1", other);
            if by_timeout {
                desk.pass(8_000);
            } else {
                dismiss(&mut desk, "c-1");
            }
            desk.ring("c-1");
            assert_eq!(desk.toasts(), ["c-1"], "{other}, by timeout: {by_timeout}");
            dismiss(&mut desk, "c-1");
            desk.ring("c-1");
            assert!(desk.toasts().is_empty(), "the ring that was closed is the one that continues");
        }
    }
}

/// [E7] [E9]
#[test]
fn with_next_ring_a_toast_that_was_shown_for_two_rings_is_closed_for_the_second() {
    let mut desk = next_ring();
    desk.ring("c-1");
    state(&mut desk, "c-1", "queued");
    ring_and_dismiss(&mut desk, "c-1");
    desk.ring("c-1");
    assert_eq!((desk.shown().len(), desk.toasts().len()), (1, 0));
}

/// [E9]
#[test]
fn with_next_ring_events_of_a_thousand_others_do_not_hide_the_end_of_a_ring() {
    let mut desk = next_ring();
    desk.ring("c-1");
    state(&mut desk, "c-1", "queued");
    for n in 0..=REMEMBERED {
        for other in ["queued", "connected"] {
            state(&mut desk, &format!("other-{n}"), other);
        }
    }
    ring_and_dismiss(&mut desk, "other");
    dismiss(&mut desk, "c-1");
    desk.ring("c-1");
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [E9]
#[test]
fn with_next_ring_the_other_state_of_one_conversation_does_not_open_another() {
    let mut desk = next_ring();
    desk.ring("c-1");
    desk.ring("c-2");
    state(&mut desk, "c-2", "queued");
    desk.input(Input::DismissAll);
    desk.ring("c-1");
    desk.ring("c-2");
    assert_eq!(desk.toasts(), ["c-2"]);
}

/// [E9]
#[test]
fn with_next_ring_each_new_ring_can_be_closed_separately() {
    let mut desk = next_ring();
    for ring in 1..=3 {
        state(&mut desk, "c-1", "alerting");
        ring_and_dismiss(&mut desk, "c-1");
        desk.ring("c-1");
        assert_eq!(desk.shown().len(), ring);
    }
}

/// [E9]
#[test]
fn with_next_ring_the_last_thousand_closed_toasts_are_remembered() {
    let mut desk = next_ring();
    for n in 0..REMEMBERED {
        ring_and_dismiss(&mut desk, &format!("c-{n}"));
    }
    desk.ring("c-0");
    assert!(desk.toasts().is_empty());
    ring_and_dismiss(&mut desk, "one more");
    desk.ring("c-1");
    assert!(desk.toasts().is_empty());
    desk.ring("c-0");
    assert_eq!(desk.toasts(), ["c-0"]);
}

/// [E9]
#[test]
fn with_next_ring_a_toast_that_was_closed_again_is_the_newest_remembered_one() {
    let mut desk = next_ring();
    for n in 0..REMEMBERED {
        ring_and_dismiss(&mut desk, &format!("c-{n}"));
    }
    state(&mut desk, "c-0", "queued");
    ring_and_dismiss(&mut desk, "c-0");
    ring_and_dismiss(&mut desk, "one more");
    desk.ring("c-0");
    assert!(desk.toasts().is_empty());
    desk.ring("c-1");
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [E9] [S9] [S13]
#[test]
fn with_next_ring_a_stopped_client_forgets_the_closed_toasts() {
    let mut desk = next_ring();
    ring_and_dismiss(&mut desk, "c-1");
    desk.ring("c-2");
    desk.stop_and_start("token-2");
    desk.ring("c-1");
    desk.ring("c-2");
    assert_eq!(desk.toasts(), ["c-1", "c-2"]);
}

/// [E9] [O2]
#[test]
fn with_next_ring_a_toast_removed_by_its_max_age_counts_as_closed() {
    let while_ringing = Durations::All(ToastDuration::WhileRinging);
    let config = Config { redeliver: Redeliver::NextRing, duration: while_ringing, ..with_client() };
    let mut desk = Desk::connected_with(config);
    desk.ring("c-1");
    desk.pass(120_000);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Timeout);
    desk.ring("c-1");
    assert!(desk.toasts().is_empty());
}
