//! A fresh engine in place of one that failed.

use crate::support::{Desk, MORNING, VISIBLE, event, with_client};
use genesys_toasts::engine::config::{BackoffOptions, Durations, Jitter, ToastDuration};
use genesys_toasts::engine::{DismissReason, Page, Phase, Resume, Status, Toast};
use genesys_toasts::{Config, Input};

fn config() -> Config {
    Config { backoff: BackoffOptions { jitter: Jitter::None, ..BackoffOptions::default() }, ..with_client() }
}

/// A toast as the failed instance left it: made so many ms ago, to leave in so many ms.
fn toast(conversation: &str, age_ms: i64, left_ms: Option<i64>) -> Toast {
    Toast {
        id: format!("gt-old-{conversation}"),
        conversation_id: conversation.to_owned(),
        caller_name: "Mara Lindqvist".to_owned(),
        media_type: "voice".to_owned(),
        timestamp: MORNING - age_ms,
        expires_at: left_ms.map(|ms| MORNING + ms),
        ..Toast::default()
    }
}

fn resumed(toasts: Vec<Toast>) -> Desk {
    let mut desk = Desk::new(config());
    desk.resume_from(Resume { toasts, attempt: 0 });
    desk
}

/// [D4] [S4]
#[test]
fn after_a_failure_the_first_connect_waits_its_turn() {
    for (attempt, wait_ms) in [(0, 1_000), (1, 2_000), (3, 8_000), (5, 30_000), (40, 30_000)] {
        let mut desk = Desk::new(config());
        desk.resume_from(Resume { toasts: Vec::new(), attempt });
        assert_eq!((desk.status(), desk.detail().phase), (Status::Disconnected, Phase::Waiting));
        assert_eq!(desk.detail().next_retry_at, Some(MORNING + wait_ms as i64));
        assert_eq!(desk.detail().attempt, attempt + 1);
        desk.pass(wait_ms - 1);
        assert!(desk.token_requests().is_empty(), "attempt {attempt}");
        desk.pass(1);
        assert_eq!(desk.token_requests().len(), 1, "attempt {attempt}");
        desk.grant("token-1", 3_600);
        desk.open(desk.opening());
        assert_eq!(desk.status(), Status::Connected);
    }
}

/// [D4]
#[test]
fn the_restored_toasts_stay_and_on_toast_is_not_called_again() {
    let left_behind = vec![toast("c-1", 3_000, Some(5_000)), toast("c-2", 1_000, Some(7_000))];
    let mut desk = resumed(left_behind.clone());
    let toasts: Vec<Toast> = desk.snapshot().toasts.iter().map(|toast| Toast::clone(toast)).collect();
    assert_eq!(toasts, left_behind);
    assert_eq!((desk.shown().len(), desk.counters().toasts_shown, desk.snapshot_changes()), (0, 0, 1));
    desk.pass(4_999);
    assert_eq!(desk.toasts(), ["c-1", "c-2"]);
    desk.pass(1);
    assert_eq!(desk.toasts(), ["c-2"]);
    desk.pass(2_000);
    assert!(desk.toasts().is_empty());
    assert!(desk.dismissed().iter().all(|(_, reason)| *reason == DismissReason::Timeout));
}

/// [D4] [O3]
#[test]
fn a_restored_toast_whose_clock_was_paused_starts_it_again() {
    let mut desk = resumed(vec![toast("c-1", 20_000, None)]);
    assert_eq!(desk.snapshot().toasts[0].expires_at, Some(MORNING + 8_000));
    desk.pass(7_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert!(desk.toasts().is_empty());
}

/// [D4] [O3]
#[test]
fn in_a_hidden_page_a_restored_toast_stays_paused() {
    let mut desk = Desk::new(config());
    let resume = Resume { toasts: vec![toast("c-1", 20_000, None)], attempt: 0 };
    desk.input(Input::Start { page: Page { visible: false, ..VISIBLE }, resume: Some(resume), blind_since: None });
    assert_eq!(desk.snapshot().toasts[0].expires_at, None);
    desk.pass(99_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert!(desk.toasts().is_empty(), "120 s old");
}

/// [D4] [O3]
#[test]
fn the_age_of_a_toast_counts_from_its_creation() {
    let while_ringing = Config { duration: Durations::All(ToastDuration::WhileRinging), ..config() };
    let mut desk = Desk::new(while_ringing);
    desk.resume_from(Resume { toasts: vec![toast("c-1", 100_000, None)], attempt: 0 });
    assert_eq!(desk.snapshot().toasts[0].expires_at, None);
    desk.pass(19_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert!(desk.toasts().is_empty());
}

/// [D4] [O3]
#[test]
fn a_toast_whose_time_has_passed_or_that_is_too_old_goes_at_once() {
    let mut desk = resumed(vec![toast("late", 9_000, Some(-1)), toast("old", 120_000, None), toast("good", 0, None)]);
    desk.input(Input::Timeout);
    assert_eq!(desk.toasts(), ["good"]);
}

/// [D4] [E7] [E8]
#[test]
fn a_restored_toast_counts_as_the_toast_of_its_conversation() {
    let mut desk = resumed(vec![toast("c-1", 0, Some(8_000))]);
    desk.pass(1_000);
    desk.grant("token-1", 3_600);
    let socket = desk.opening();
    desk.open(socket);
    desk.text(socket, &event("c-1", "ringing", "voice"));
    assert!(desk.shown().is_empty());
    desk.text(socket, &event("c-1", "connected", "voice"));
    assert_eq!(desk.dismissed()[0].1, DismissReason::Answered);
    desk.text(socket, &event("c-1", "ringing", "voice"));
    assert_ne!(desk.shown()[0].id, "gt-old-c-1");
}

/// [D4] [O5]
#[test]
fn a_restored_toast_can_be_dismissed_before_the_connection_opens() {
    let mut desk = resumed(vec![toast("c-1", 0, Some(8_000))]);
    assert!(desk.engine.has_toast("gt-old-c-1"));
    desk.input(Input::Dismiss("gt-old-c-1".into()));
    assert_eq!(desk.dismissed()[0].1, DismissReason::User);
    assert!(desk.toasts().is_empty());
}
