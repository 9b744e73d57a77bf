//! Autoplay: what the browser holds back is dropped, never delayed (A3, A5).

use crate::support::{Desk, with_client};
use crate::{all_alerts, sound_only};
use genesys_toasts::engine::alerts::{
    AlertEvent, AlertOptions, AudioEvent, NotificationState, Permission, SoundOptions, SoundState,
};
use genesys_toasts::engine::options::{ByMedia, Switch};
use genesys_toasts::{Config, Input};

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
    assert_eq!(desk.alerts(), ["await gesture false", "rest"]);
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
fn a_test_unlocks_and_plays_one_cadence_unless_a_ring_sounds() {
    let mut desk = desk_with(sound_only());
    desk.alert(AlertEvent::Audio(AudioEvent::Running));
    desk.alerts();
    desk.alert(AlertEvent::Test("chat".into()));
    desk.alert(AlertEvent::Audio(AudioEvent::Running));
    desk.pass(5_000);
    assert_eq!(desk.alerts(), ["resume", "play other"], "it may last so long");
    desk.pass(60_000);
    assert_eq!(desk.alerts(), ["stop", "rest"]);
    desk.ring("c-1");
    desk.alert(AlertEvent::Test("chat".into()));
    assert_eq!(desk.alerts(), ["play voice", "resume"]);
}

/// [A6]
#[test]
fn a_test_asks_for_no_permission() {
    let mut desk = desk_with(all_alerts());
    desk.alert(AlertEvent::Permission(Permission::Default));
    desk.alerts();
    desk.alert(AlertEvent::Gesture);
    desk.alert(AlertEvent::Test("voice".into()));
    assert_eq!(desk.alerts(), ["resume", "play voice"]);
}

/// [A3] [A5]
#[test]
fn a_test_is_not_played_late_and_ends_with_what_would_silence_a_ring() {
    let mut desk = desk_with(sound_only());
    desk.alerts();
    desk.alert(AlertEvent::Test("voice".into()));
    assert_eq!(desk.alerts(), ["resume"], "there was no gesture");
    desk.alert(AlertEvent::Gesture);
    desk.alert(AlertEvent::Test("voice".into()));
    assert_eq!(desk.alerts(), ["resume", "play voice"]);
    desk.pass(1_000);
    assert_eq!((desk.alerts(), desk.alert_state().sound), (vec!["stop".to_owned()], SoundState::Blocked));
    desk.alert(AlertEvent::Unlock);
    assert_eq!(desk.alert_state().sound, SoundState::NeedsGesture, "another try");
    desk.alert(AlertEvent::Audio(AudioEvent::Running));
    desk.alerts();
    desk.alert(AlertEvent::Test("voice".into()));
    desk.alert(AlertEvent::Mute(None));
    assert_eq!(desk.alerts(), ["resume", "play voice", "stop"]);
    desk.alert(AlertEvent::Unmute);
    desk.alert(AlertEvent::Test("voice".into()));
    desk.stop();
    assert_eq!(desk.alerts(), ["resume", "play voice", "stop", "rest"]);
}

/// [A5] [A6]
#[test]
fn a_client_that_does_not_run_has_nothing_to_unlock() {
    let mut desk = desk_with(all_alerts());
    desk.alert(AlertEvent::Permission(Permission::Default));
    assert_eq!(
        (desk.alert_state().sound, desk.alert_state().notification),
        (SoundState::NeedsGesture, NotificationState::Default)
    );
    desk.stop();
    desk.alerts();
    assert_eq!((desk.alert_state().sound, desk.alert_state().notification), (SoundState::Off, NotificationState::Off));
    desk.alert(AlertEvent::Unlock);
    desk.alert(AlertEvent::Test("voice".into()));
    assert!(desk.alerts().is_empty());
}

/// [A6]
#[test]
fn the_permission_is_read_at_the_start_and_when_the_agent_comes_back_from_elsewhere() {
    let mut desk = Desk::new(Config { alerts: all_alerts(), ..with_client() });
    desk.start();
    let reads = |desk: &mut Desk| desk.alerts().iter().filter(|words| *words == "read permission").count();
    assert_eq!(reads(&mut desk), 1);
    desk.alert(AlertEvent::Focus(false));
    assert_eq!(reads(&mut desk), 0);
    desk.alert(AlertEvent::Focus(true));
    assert_eq!(reads(&mut desk), 1);
}

/// [A1] [A4] [A5]
#[test]
fn options_that_change_apply_to_a_ring_that_is_there() {
    let mut desk = desk_with(AlertOptions::off());
    desk.ring("c-1");
    assert!(desk.alerts().is_empty());
    let sound = SoundOptions { url: ByMedia::All("/ring.mp3".into()), ..SoundOptions::default() };
    let changed = AlertOptions { sound: Switch(Some(sound)), ..AlertOptions::off() };
    desk.input(Input::Configure(Box::new(Config { alerts: changed, ..with_client() })));
    assert_eq!(desk.alerts(), ["prepare", "load /ring.mp3", "await gesture true"]);
    desk.alert(AlertEvent::Audio(AudioEvent::Running));
    desk.ring("c-2");
    assert_eq!(desk.alerts(), ["await gesture false", "play voice /ring.mp3"], "audio was not ready for the first one");
    assert_eq!(desk.alert_state().sounding.len(), 1);
    desk.input(Input::Configure(Box::new(with_client())));
    assert_eq!((desk.alerts(), desk.alert_state().sound), (vec!["stop".to_owned()], SoundState::Off));
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
