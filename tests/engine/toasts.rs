//! What a toast is, how long it stays, how many there are, and why each goes.

use crate::support::typed::typed;
use crate::support::{Desk, MORNING, event, with_client};
use genesys_toasts::engine::DismissReason;
use genesys_toasts::engine::config::{Durations, ToastDuration};
use genesys_toasts::{Config, Input, Output};
use std::collections::BTreeSet;

fn lasting(duration: ToastDuration) -> Desk {
    Desk::connected_with(Config { duration: Durations::All(duration), ..with_client() })
}

/// The option `duration` as an app types it.
fn duration(json: &str) -> Durations {
    let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
    typed(&serde_json::json!({ "duration": value })).duration
}

fn at_most(max_toasts: usize) -> Desk {
    Desk::connected_with(Config { max_toasts, ..with_client() })
}

fn rings(desk: &mut Desk, media_type: &str, conversations: &[&str]) {
    for conversation in conversations {
        desk.text(desk.newest_socket(), &event(conversation, "ringing", media_type));
    }
}

/// The conversations whose toasts went, with the reasons.
fn removals(desk: &Desk) -> Vec<(String, DismissReason)> {
    desk.dismissed().iter().map(|(toast, reason)| (toast.conversation_id.clone(), *reason)).collect()
}

fn removal(conversation: &str, reason: DismissReason) -> (String, DismissReason) {
    (conversation.to_owned(), reason)
}

/// Whether the one toast is there up to `ms` after it was made, and goes then.
fn assert_leaves_after(desk: &mut Desk, ms: u64) {
    let timestamp = desk.snapshot().toasts[0].timestamp;
    let age = desk.now.wall.0.abs_diff(timestamp);
    desk.pass(ms - age - 1);
    assert_eq!(desk.toasts().len(), 1, "1 ms before {ms}");
    desk.pass(1);
    assert!(desk.toasts().is_empty(), "at {ms}");
    assert_eq!(desk.dismissed().last().map(|(_, reason)| *reason), Some(DismissReason::Timeout));
}

/// [O1]
#[test]
fn a_toast_contains_the_data_of_its_ring() {
    let mut desk = Desk::connected();
    desk.tick(1_234);
    desk.text(desk.newest_socket(), &event("c-1", "ringing", "callback"));
    let toast = desk.shown().remove(0);
    assert!(!toast.id.is_empty());
    assert_eq!(toast.conversation_id, "c-1");
    assert_eq!(toast.caller_name, "Mara Lindqvist");
    assert_eq!(toast.media_type, "callback");
    assert_eq!(toast.timestamp, MORNING + 1_234);
    assert_eq!(toast.expires_at, Some(MORNING + 9_234));
    assert_eq!(desk.snapshot().toasts, [toast]);
}

/// [O1]
#[test]
fn a_toast_has_the_names_in_javascript_that_the_docs_have() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    let toast = desk.shown().remove(0);
    let expected = serde_json::json!({
        "id": toast.id, "conversationId": "c-1", "callerName": "Mara Lindqvist", "mediaType": "voice",
        "timestamp": MORNING, "expiresAt": MORNING + 8_000, "kind": "ring", "actions": [], "pending": null,
    });
    assert_eq!(serde_json::to_value(&*toast).unwrap(), expected);
}

/// [O1]
#[test]
fn the_times_of_a_toast_are_those_of_the_wall_clock() {
    let mut desk = Desk::connected();
    desk.now.wall = desk.now.wall.plus(9_000);
    desk.ring("c-1");
    let toast = desk.shown().remove(0);
    assert_eq!((toast.timestamp, toast.expires_at), (MORNING + 9_000, Some(MORNING + 17_000)));
    assert_eq!(desk.until_timer(), Some(5_000), "stable");
    desk.pass(7_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert!(desk.toasts().is_empty());
}

/// [O1]
#[test]
fn no_two_toasts_have_the_same_id_also_of_other_clients_and_after_a_restart() {
    let mut ids = BTreeSet::new();
    for seed in 0..100 {
        let mut desk = Desk::seeded(with_client(), seed);
        desk.start();
        desk.grant("token-1", 3_600);
        desk.open(desk.opening());
        for n in 0..20 {
            desk.ring(&format!("c-{n}"));
        }
        desk.stop_and_start("token-2");
        for n in 0..20 {
            desk.ring(&format!("c-{n}"));
        }
        ids.extend(desk.shown().iter().map(|toast| toast.id.clone()));
    }
    assert_eq!(ids.len(), 100 * 40);
}

/// [O2]
#[test]
fn a_toast_is_removed_after_eight_seconds_or_the_given_ms() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    assert_leaves_after(&mut desk, 8_000);
    for ms in [1, 250, 60_000, 119_999] {
        let mut desk = lasting(ToastDuration::Ms(ms));
        desk.ring("c-1");
        let toast = desk.shown().remove(0);
        assert_eq!(toast.expires_at, Some(toast.timestamp + ms as i64));
        assert_leaves_after(&mut desk, ms);
    }
}

/// [O2] [O6]
#[test]
fn a_duration_of_0_shows_a_toast_and_removes_it_at_once() {
    let mut desk = lasting(ToastDuration::Ms(0));
    desk.ring("c-1");
    assert_eq!((desk.shown().len(), desk.toasts().len(), desk.snapshot_changes()), (1, 0, 1));
    assert_eq!(removals(&desk), [removal("c-1", DismissReason::Timeout)]);
}

/// [O2] [O5]
#[test]
fn each_toast_has_its_own_time() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    desk.pass(3_000);
    desk.ring("c-2");
    desk.pass(4_999);
    assert_eq!(desk.toasts(), ["c-1", "c-2"]);
    desk.pass(1);
    assert_eq!(desk.toasts(), ["c-2"]);
    desk.pass(2_999);
    assert_eq!(desk.toasts(), ["c-2"]);
    desk.pass(1);
    assert_eq!(removals(&desk), [removal("c-1", DismissReason::Timeout), removal("c-2", DismissReason::Timeout)]);
}

/// [O2]
#[test]
fn a_younger_toast_with_a_shorter_time_leaves_first() {
    let by_media = vec![("chat".to_owned(), ToastDuration::Ms(1_000))];
    let mut desk = Desk::connected_with(Config { duration: Durations::Each(by_media), ..with_client() });
    rings(&mut desk, "voice", &["c-1"]);
    rings(&mut desk, "chat", &["c-2"]);
    desk.pass(1_000);
    assert_eq!(removals(&desk), [removal("c-2", DismissReason::Timeout)]);
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [O1] [O2] [O3]
#[test]
fn without_a_duration_a_toast_stays_until_the_end_of_the_ring_or_the_max_age() {
    for duration in [ToastDuration::WhileRinging, ToastDuration::Unlimited] {
        let mut desk = lasting(duration);
        desk.ring("c-1");
        assert_eq!(desk.shown()[0].expires_at, None);
        desk.pass(100_000);
        assert_eq!((desk.toasts().len(), desk.snapshot().toasts[0].expires_at), (1, None));
        desk.text(desk.newest_socket(), &event("c-1", "connected", "voice"));
        assert_eq!(removals(&desk), [removal("c-1", DismissReason::Answered)]);
        desk.ring("c-1");
        assert_leaves_after(&mut desk, 120_000);
    }
}

/// [O1] [O3]
#[test]
fn a_toast_whose_duration_is_longer_than_max_age_has_expires_at_of_the_max_age() {
    let mut desk = lasting(ToastDuration::Ms(500_000));
    desk.ring("c-1");
    assert_eq!(desk.shown()[0].expires_at, Some(MORNING + 120_000));
    assert_leaves_after(&mut desk, 120_000);
}

/// [O2]
#[test]
fn each_media_type_may_have_a_duration_with_a_default_for_the_rest() {
    let config = |json: &str| Config { duration: duration(json), ..with_client() };
    let with_default = r#"{"voice":"while-ringing","email":60000,"default":2500}"#;
    let without_default = r#"{"voice":"while-ringing","email":60000}"#;
    let cases = [
        (with_default, "voice", None),
        (with_default, "email", Some(60_000)),
        (with_default, "chat", Some(2_500)),
        (with_default, "Voice", Some(2_500)),
        (without_default, "voice", None),
        (without_default, "chat", Some(8_000)),
        (r#""while-ringing""#, "chat", None),
        ("700", "voice", Some(700)),
    ];
    for (duration, media_type, lasts_ms) in cases {
        let mut desk = Desk::connected_with(config(duration));
        rings(&mut desk, media_type, &["c-1"]);
        assert_eq!(desk.shown()[0].expires_at, lasts_ms.map(|ms| MORNING + ms), "{media_type} with {duration}");
    }
}

/// [E5] [O2]
#[test]
fn an_event_without_media_type_lasts_as_long_as_voice() {
    let duration = duration(r#"{"voice":1000,"default":2000}"#);
    let mut desk = Desk::connected_with(Config { duration, ..with_client() });
    desk.text(desk.newest_socket(), &event("c-1", "ringing", ""));
    assert_leaves_after(&mut desk, 1_000);
}

/// [O4]
#[test]
fn the_newest_toast_is_the_last_in_the_list() {
    let mut desk = Desk::connected();
    rings(&mut desk, "chat", &["c-2", "c-9"]);
    rings(&mut desk, "voice", &["c-1"]);
    assert_eq!(desk.toasts(), ["c-2", "c-9", "c-1"]);
}

/// [O4]
#[test]
fn there_are_fifty_toasts_at_most() {
    let mut desk = Desk::connected();
    for n in 0..50 {
        desk.ring(&format!("c-{n}"));
    }
    assert_eq!((desk.toasts().len(), desk.dismissed().len()), (50, 0));
    desk.ring("c-50");
    assert_eq!(removals(&desk), [removal("c-0", DismissReason::Overflow)]);
    assert_eq!(desk.toasts().len(), 50);
    assert_eq!(desk.toasts().last().map(String::as_str), Some("c-50"));
}

/// [O4]
#[test]
fn beyond_max_toasts_the_oldest_that_is_not_voice_goes() {
    let mut desk = at_most(3);
    rings(&mut desk, "voice", &["v-1"]);
    rings(&mut desk, "chat", &["c-1", "c-2"]);
    rings(&mut desk, "voice", &["v-2"]);
    assert_eq!(desk.toasts(), ["v-1", "c-2", "v-2"]);
    rings(&mut desk, "email", &["e-1"]);
    assert_eq!(desk.toasts(), ["v-1", "v-2", "e-1"]);
    assert_eq!(removals(&desk), [removal("c-1", DismissReason::Overflow), removal("c-2", DismissReason::Overflow)]);
}

/// [O4]
#[test]
fn beyond_max_toasts_the_oldest_goes_where_all_are_voice() {
    let mut desk = at_most(2);
    rings(&mut desk, "voice", &["v-1", "v-2", "v-3", "v-4"]);
    assert_eq!(desk.toasts(), ["v-3", "v-4"]);
    assert_eq!(removals(&desk), [removal("v-1", DismissReason::Overflow), removal("v-2", DismissReason::Overflow)]);
}

/// [O4]
#[test]
fn a_newcomer_that_is_the_only_one_not_voice_goes_itself() {
    let mut desk = at_most(2);
    rings(&mut desk, "voice", &["v-1", "v-2"]);
    rings(&mut desk, "chat", &["c-1"]);
    assert_eq!(desk.toasts(), ["v-1", "v-2"]);
    assert_eq!(desk.shown().len(), 3);
    assert_eq!(removals(&desk), [removal("c-1", DismissReason::Overflow)]);
}

/// [O4] [E7]
#[test]
fn after_an_overflow_the_place_in_the_list_and_the_conversation_are_free_again() {
    let mut desk = at_most(1);
    rings(&mut desk, "voice", &["v-1", "v-2", "v-1"]);
    assert_eq!(desk.toasts(), ["v-1"]);
    assert_eq!(desk.shown().len(), 3);
}

/// [O5]
#[test]
fn dismiss_removes_a_toast_at_once_and_ignores_unknown_ids() {
    let mut desk = Desk::connected();
    rings(&mut desk, "voice", &["c-1", "c-2", "c-3"]);
    let id = desk.snapshot().toasts[1].id.clone();
    assert!(desk.engine.has_toast(&id));
    desk.input(Input::Dismiss(id.clone()));
    assert!(!desk.engine.has_toast(&id));
    assert_eq!(removals(&desk), [removal("c-2", DismissReason::User)]);
    assert_eq!(desk.toasts(), ["c-1", "c-3"]);
    desk.trace.clear();
    for unknown in [id.as_str(), "", "c-1"] {
        assert!(!desk.engine.has_toast(unknown));
        desk.input(Input::Dismiss(unknown.to_owned()));
    }
    assert!(desk.outputs().next().is_none());
    assert_eq!(desk.toasts(), ["c-1", "c-3"]);
}

/// [O5]
#[test]
fn all_toasts_are_dismissed_oldest_first() {
    let mut desk = Desk::connected();
    rings(&mut desk, "voice", &["c-1", "c-2", "c-3"]);
    desk.input(Input::DismissAll);
    let user = DismissReason::User;
    assert_eq!(removals(&desk), [removal("c-1", user), removal("c-2", user), removal("c-3", user)]);
    assert!(desk.toasts().is_empty());
}

/// [O5] [S9]
#[test]
fn stopping_removes_every_toast() {
    let mut desk = Desk::connected();
    rings(&mut desk, "voice", &["c-1", "c-2"]);
    desk.input(Input::Stop);
    assert_eq!(removals(&desk), [removal("c-1", DismissReason::Stopped), removal("c-2", DismissReason::Stopped)]);
    assert!(desk.toasts().is_empty());
    assert_eq!(desk.armed, None);
}

/// [O5]
#[test]
fn a_dismissed_toast_leaves_no_timer_behind() {
    let mut desk = Desk::connected();
    desk.pass(5_000);
    let before = desk.armed;
    desk.ring("c-1");
    assert_eq!(desk.until_timer(), Some(8_000));
    desk.input(Input::DismissAll);
    assert_eq!(desk.armed, before);
}

/// [O5]
#[test]
fn each_reason_has_one_word() {
    let words = [
        (DismissReason::User, "user"),
        (DismissReason::Timeout, "timeout"),
        (DismissReason::Answered, "answered"),
        (DismissReason::Abandoned, "abandoned"),
        (DismissReason::Ended, "ended"),
        (DismissReason::Overflow, "overflow"),
        (DismissReason::Stopped, "stopped"),
    ];
    for (reason, word) in words {
        assert_eq!(reason.as_str(), word);
        assert_eq!(serde_json::to_value(reason).unwrap(), word);
    }
}

/// [O1] [O5]
#[test]
fn on_dismiss_gets_the_toast_that_was_shown() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    let shown = desk.snapshot().toasts.remove(0);
    desk.input(Input::DismissAll);
    let shown_at = desk.outputs().position(|output| matches!(output, Output::ToastShown(toast) if *toast == shown));
    let gone_at =
        desk.outputs().position(|output| matches!(output, Output::ToastDismissed(toast, _) if *toast == shown));
    assert!(shown_at.is_some() && gone_at.is_some() && shown_at < gone_at);
}
