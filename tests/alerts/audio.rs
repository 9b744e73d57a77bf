//! Autoplay: what the browser holds back is dropped, never delayed (A3, A5).

use crate::support::{Desk, with_client};
use crate::{all_alerts, sound_only};
use genesys_toasts::Config;
use genesys_toasts::engine::alerts::{AlertEvent, AlertOptions, AudioEvent, NotificationState, Permission, SoundState};

fn desk_with(alerts: AlertOptions) -> Desk {
    Desk::connected_with(Config { alerts, ..with_client() })
}

/// [A5]
#[test]
fn without_a_gesture_a_ring_is_silent_and_is_not_played_late() {
    let mut desk = Desk::new(Config { alerts: sound_only(), ..with_client() });
    desk.start();
    assert_eq!(desk.alerts(), ["prepare", "await gesture true"]);
    desk.alert(AlertEvent::Audio(AudioEvent::HeldBack));
    assert_eq!(desk.alert_state().sound, SoundState::NeedsGesture);
    desk.grant("token-1", 3_600);
    desk.open(desk.opening());
    desk.ring("c-1");
    desk.alert(AlertEvent::Gesture);
    desk.alert(AlertEvent::Audio(AudioEvent::Running));
    assert_eq!(desk.alert_state().sound, SoundState::Ready);
    desk.pass(7_000);
    assert_eq!(desk.alerts(), ["await gesture false"]);
    desk.ring("c-2");
    assert_eq!(desk.alerts(), ["play voice"]);
}

/// [A5]
#[test]
fn a_gesture_that_does_not_help_within_a_second_is_blocked() {
    let mut desk = desk_with(sound_only());
    desk.alert(AlertEvent::Audio(AudioEvent::HeldBack));
    desk.alert(AlertEvent::Gesture);
    desk.pass(999);
    assert_eq!(desk.alert_state().sound, SoundState::NeedsGesture);
    desk.pass(1);
    assert_eq!(desk.alert_state().sound, SoundState::Blocked);
    desk.alert(AlertEvent::Audio(AudioEvent::Running));
    assert_eq!(desk.alert_state().sound, SoundState::Ready);
}

/// [A5] [A6]
#[test]
fn unlocking_lets_audio_run_and_asks_for_the_permission_only_where_it_is_open() {
    for (permission, asks) in [(Permission::Default, true), (Permission::Granted, false), (Permission::Denied, false)] {
        let mut desk = desk_with(all_alerts());
        desk.alert(AlertEvent::Permission(permission));
        desk.alerts();
        desk.alert(AlertEvent::Unlock);
        assert_eq!(desk.alerts().contains(&"ask permission".to_owned()), asks, "{permission:?}");
    }
    let mut desk = desk_with(sound_only());
    desk.alert(AlertEvent::Permission(Permission::Default));
    desk.alerts();
    desk.alert(AlertEvent::Unlock);
    assert_eq!(desk.alerts(), ["resume"], "no notification is wanted");
}

/// [A5]
#[test]
fn a_test_unlocks_and_plays_one_cadence_whatever_rings() {
    let mut desk = desk_with(sound_only());
    desk.alert(AlertEvent::Audio(AudioEvent::Running));
    desk.alerts();
    desk.alert(AlertEvent::Test("chat".into()));
    desk.pass(60_000);
    assert_eq!(desk.alerts(), ["resume", "play other", "rest"]);
}

/// [A12]
#[test]
fn where_there_is_neither_audio_nor_notification_the_state_says_so() {
    let mut desk = desk_with(all_alerts());
    desk.alert(AlertEvent::Audio(AudioEvent::Unsupported));
    let state = desk.alert_state();
    assert_eq!((state.sound, state.notification), (SoundState::Off, NotificationState::Unsupported));
    desk.alerts();
    desk.ring("c-1");
    desk.alert(AlertEvent::Unlock);
    assert!(desk.alerts().is_empty());
    assert_eq!(desk_with(AlertOptions::default()).alert_state().notification, NotificationState::Off);
}
