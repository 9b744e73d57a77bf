//! Faults that a closer look found, each with the test that showed it.
use crate::support::{Desk, VISIBLE, ringing, with_client};
use genesys_toasts::engine::{DismissReason, Page, PageEvent, Resume, Toast};
use genesys_toasts::{Config, Input};

fn toast(n: usize, expires_at: Option<i64>) -> Toast {
    Toast {
        id: format!("gt-old-{n}"),
        conversation_id: format!("c-{n}"),
        caller_name: "M".into(),
        media_type: "voice".into(),
        timestamp: crate::support::MORNING,
        expires_at,
        ..Toast::default()
    }
}

/// [E7] [E8] a late timer swallows a ring.
#[test]
fn a_ring_after_the_time_of_a_toast_makes_a_new_one_though_the_timer_is_late() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    desk.tick(8_500);
    desk.ring("c-1");
    assert_eq!(desk.shown().len(), 2);
    assert_eq!(desk.toasts(), ["c-1"]);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Timeout);
}

/// [E7] [E8] [O3] the same in a hidden page, whose timers are a minute late.
#[test]
fn in_a_hidden_page_a_ring_after_the_age_of_a_toast_makes_a_new_one_though_the_timer_is_late() {
    let mut desk = Desk::connected();
    desk.page(PageEvent::Hidden);
    desk.ring("c-1");
    desk.pass(100_000);
    desk.tick(40_000);
    desk.ring("c-1");
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [E10] a frame of an overlap long over still counts where none came between the two overlaps.
#[test]
fn a_pause_between_two_overlaps_clears_the_frames_of_the_first() {
    let mut desk = Desk::connected_with(Config { max_silence_ms: None, ..with_client() });
    let (old, new) = desk.replace_socket();
    desk.text(old, &ringing("c-1"));
    desk.open(new);
    desk.pass(600_000);
    assert!(desk.toasts().is_empty());
    desk.page(PageEvent::Offline);
    desk.page(PageEvent::Online);
    desk.trace.clear();
    desk.text(new, &ringing("c-1"));
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [O1] [D4] expiresAt is null while the clock is paused, also of a toast restored in a hidden page.
#[test]
fn a_toast_restored_in_a_hidden_page_has_no_expires_at() {
    let mut desk = Desk::new(with_client());
    let resume = Resume { toasts: vec![toast(1, Some(crate::support::MORNING + 5_000))], attempt: 0 };
    desk.input(Input::Start { page: Page { visible: false, ..VISIBLE }, resume: Some(resume), blind_since: None });
    assert_eq!(desk.snapshot().toasts[0].expires_at, None);
    desk.page(PageEvent::Visible);
    assert_eq!(desk.snapshot().toasts[0].expires_at, Some(crate::support::MORNING + 5_000));
}

/// [E7] [O4] [D4] starting while running is harmless, also with something to take over; limits hold.
#[test]
fn a_resume_breaks_neither_one_toast_a_conversation_nor_max_toasts() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    let toasts: Vec<Toast> = desk.snapshot().toasts.iter().map(|t| Toast::clone(t)).collect();
    desk.resume_from(Resume { toasts, attempt: 0 });
    assert_eq!(desk.toasts(), ["c-1"], "running already");
    let mut desk = Desk::new(with_client());
    desk.resume_from(Resume { toasts: (0..60).map(|n| toast(n, None)).collect(), attempt: 0 });
    assert_eq!(desk.toasts().len(), 50);
}

/// [D1] the server's own close reason is free text: a name or an address in it goes into the diagnostics.
#[test]
fn a_close_reason_with_a_name_or_an_address_is_not_in_the_diagnostics() {
    let mut desk = Desk::connected();
    desk.close_with_reason(desk.newest_socket(), 1_008, "imani.okafor@example.com may not");
    let written = serde_json::to_string(&desk.engine.diagnostics()).unwrap();
    assert!(!written.contains("okafor"), "{written}");
}

/// [E6] white space that a removed character hides at the beginning still counts against the 200.
#[test]
fn leading_white_space_behind_a_removed_character_does_not_count() {
    let text = format!("\u{202e}{}Mara", " ".repeat(200));
    assert_eq!(genesys_toasts::engine::display_text(&text), "Mara");
}

/// [T5] [T11] the words of a failed token answer may carry a token that is not the held one.
#[test]
fn an_access_token_in_a_failed_answer_is_not_reported() {
    let mut desk = Desk::new(with_client());
    desk.start();
    desk.answer(503, r#"{"access_token":"t0k3n-9","expires_in":3600}"#);
    let message = desk.errors().remove(0).message;
    assert!(!message.contains("t0k3n-9"), "{message}");
}
