//! The ring sound: when, how often, and until when.

use crate::support::channel::{call, mine, rings};
use crate::support::event;
use crate::{on_notifications, on_routing_events, sound_only};
use genesys_toasts::engine::PageEvent;
use genesys_toasts::engine::alerts::{AlertEvent, AlertOptions, AlertWhen, SoundOptions};
use genesys_toasts::engine::config::{Durations, ToastDuration};
use genesys_toasts::engine::options::{ByMedia, Switch};
use genesys_toasts::{Config, Input};

fn with(sound: SoundOptions) -> AlertOptions {
    AlertOptions { sound: Switch(Some(sound)), ..sound_only() }
}

/// [A1] [A4]
#[test]
fn a_call_plays_its_cadence_every_six_seconds_as_long_as_it_rings() {
    let mut desk = on_notifications(sound_only());
    desk.event(&rings("c-1"));
    assert_eq!(desk.alerts(), ["play voice"]);
    desk.pass(5_999);
    assert!(desk.alerts().is_empty());
    desk.pass(1);
    assert_eq!(desk.alerts(), ["play voice"]);
    desk.pass(2_000);
    desk.event(&call("c-1", &[mine("c-1-me", "connected")]));
    assert_eq!(desk.alerts(), ["stop"]);
    desk.pass(60_000);
    assert_eq!(desk.alerts(), ["rest"]);
}

/// [A4]
#[test]
fn another_medium_plays_every_ten_seconds_and_a_call_goes_before_it() {
    let mut desk = on_routing_events(sound_only());
    let live = desk.newest_socket();
    desk.text(live, &event("c-1", "ringing", "chat"));
    assert_eq!(desk.alerts(), ["play other"]);
    desk.pass(3_000);
    desk.ring("c-2");
    assert_eq!(desk.alerts(), ["play voice"], "at once");
    desk.text(live, &event("c-2", "abandoned", "voice"));
    assert_eq!(desk.alerts(), ["stop", "play other"], "the chat still rings");
}

/// [A2] [O5]
#[test]
fn the_sound_ends_with_its_toast_whatever_the_reason() {
    for end in ["connected", "abandoned", "disconnected"] {
        let mut desk = on_routing_events(sound_only());
        desk.ring("c-1");
        let live = desk.newest_socket();
        desk.text(live, &event("c-1", end, "voice"));
        assert_eq!(desk.alerts(), ["play voice", "stop"], "{end}");
    }
    let mut desk = on_routing_events(sound_only());
    desk.ring("c-1");
    desk.input(Input::DismissAll);
    assert_eq!(desk.alerts(), ["play voice", "stop"]);
    desk.ring("c-2");
    desk.stop();
    assert_eq!(desk.alerts(), ["play voice", "stop", "rest"]);
    assert_eq!(desk.armed, None);
}

/// [A2] [O3]
#[test]
fn with_routing_events_the_sound_ends_after_the_duration_though_the_clock_of_the_toast_is_paused() {
    let mut desk = on_routing_events(sound_only());
    desk.page(PageEvent::Hidden);
    desk.ring("c-1");
    desk.pass(7_999);
    assert_eq!(desk.alerts(), ["play voice", "play voice"]);
    desk.pass(1);
    assert_eq!(desk.alerts(), ["stop"]);
    desk.pass(100_000);
    assert_eq!((desk.alerts(), desk.toasts()), (vec!["rest".to_owned()], vec!["c-1".to_owned()]));
}

/// [A2]
#[test]
fn a_duration_without_an_end_is_eight_seconds_for_the_sound_of_routing_events() {
    let durations = [ToastDuration::Unlimited, ToastDuration::WhileRinging];
    for duration in durations {
        let config =
            Config { duration: Durations::All(duration), alerts: sound_only(), ..crate::support::with_client() };
        let mut desk = crate::ready(crate::Desk::connected_with(config));
        desk.ring("c-1");
        desk.pass(30_000);
        assert_eq!(desk.alerts(), ["play voice", "play voice", "stop", "rest"], "{duration:?}");
    }
}

/// [A1]
#[test]
fn it_plays_in_the_states_of_the_page_that_the_option_names() {
    let cases = [
        (AlertWhen::Always, [true, true, true]),
        (AlertWhen::Unfocused, [false, true, true]),
        (AlertWhen::Hidden, [false, false, true]),
    ];
    for (when, expected) in cases {
        for (state, plays) in expected.into_iter().enumerate() {
            let mut desk = on_routing_events(with(SoundOptions { when, ..SoundOptions::default() }));
            if state > 0 {
                desk.alert(AlertEvent::Focus(false));
            }
            if state > 1 {
                desk.page(PageEvent::Hidden);
            }
            desk.ring("c-1");
            assert_eq!(desk.alerts(), vec!["play voice"; usize::from(plays)], "{when:?} in state {state}");
        }
    }
}

/// [A1]
#[test]
fn a_change_of_the_focus_applies_to_a_ring_that_is_there() {
    let mut desk = on_routing_events(with(SoundOptions { when: AlertWhen::Unfocused, ..SoundOptions::default() }));
    desk.ring("c-1");
    assert!(desk.alerts().is_empty());
    desk.alert(AlertEvent::Focus(false));
    assert_eq!(desk.alerts(), ["play voice"]);
    desk.alert(AlertEvent::Focus(true));
    assert_eq!(desk.alerts(), ["stop"], "in the same task");
}

/// [A1]
#[test]
fn it_begins_after_the_time_for_its_medium() {
    let after_ms = ByMedia::Each(vec![("voice".into(), 2_000), ("default".into(), 4_000)]);
    let mut desk = on_routing_events(with(SoundOptions { after_ms, ..SoundOptions::default() }));
    desk.ring("c-1");
    desk.pass(1_999);
    assert!(desk.alerts().is_empty());
    desk.pass(1);
    assert_eq!(desk.alerts(), ["play voice"]);
    let live = desk.newest_socket();
    desk.text(live, &event("c-1", "connected", "voice"));
    desk.text(live, &event("c-1", "disconnected", "voice"));
    desk.alerts();
    desk.text(live, &event("c-2", "ringing", "email"));
    desk.pass(3_999);
    assert_eq!(desk.alerts(), ["rest"]);
    desk.pass(1);
    assert_eq!(desk.alerts(), ["play other"]);
}

/// [A4]
#[test]
fn a_file_of_the_app_is_played_instead_with_the_tone_to_fall_back_to() {
    let url = ByMedia::Each(vec![("voice".into(), "ring.mp3".into())]);
    let mut desk = on_routing_events(with(SoundOptions { url, ..SoundOptions::default() }));
    desk.ring("c-1");
    assert_eq!(desk.alerts(), ["play voice ring.mp3"]);
    let live = desk.newest_socket();
    desk.text(live, &event("c-2", "ringing", "chat"));
    desk.text(live, &event("c-1", "abandoned", "voice"));
    assert_eq!(desk.alerts(), ["stop", "play other"]);
}

/// [A9]
#[test]
fn during_a_call_another_ring_plays_one_short_tone() {
    let mut desk = on_notifications(sound_only());
    desk.event(&call("c-1", &[mine("c-1-me", "connected")]));
    desk.event(&rings("c-2"));
    assert_eq!((desk.alerts(), desk.alert_state().sounding.len()), (vec!["play call waiting".to_owned()], 0));
    desk.pass(15_000);
    assert!(desk.alerts().is_empty(), "once");
    desk.event(&call("c-1", &[mine("c-1-me", "disconnected")]));
    assert_eq!(desk.alerts(), ["play voice"], "the call is over");
}

/// [A9]
#[test]
fn two_rings_during_a_call_have_their_tones_one_after_the_other() {
    let mut desk = on_notifications(sound_only());
    desk.event(&call("c-1", &[mine("c-1-me", "connected")]));
    desk.event(&rings("c-2"));
    desk.event(&rings("c-3"));
    desk.heartbeat();
    assert_eq!(desk.alerts(), ["play call waiting"]);
    desk.pass(1_999);
    assert!(desk.alerts().is_empty());
    desk.pass(1);
    assert_eq!(desk.alerts(), ["play call waiting"]);
    desk.pass(10_000);
    assert!(desk.alerts().is_empty());
}

/// [A9]
#[test]
fn a_call_that_the_list_no_longer_has_is_over() {
    let mut desk = on_notifications(sound_only());
    desk.event(&call("c-1", &[mine("c-1-me", "connected")]));
    desk.sleep(60_000);
    desk.answer_list(&[]);
    desk.event(&rings("c-2"));
    assert_eq!(desk.alerts(), ["play voice"]);
}

/// [A9]
#[test]
fn routing_events_knows_a_call_by_its_own_frames() {
    let mut desk = on_routing_events(sound_only());
    desk.ring("c-1");
    let live = desk.newest_socket();
    desk.text(live, &event("c-1", "connected", "voice"));
    desk.alerts();
    desk.ring("c-2");
    assert_eq!(desk.alerts(), ["play call waiting"]);
    desk.text(live, &event("c-1", "disconnected", "voice"));
    assert_eq!(desk.alerts(), ["play voice"]);
}

/// [A11]
#[test]
fn the_agent_silences_one_ring_or_all_and_the_toasts_stay() {
    let mut desk = on_routing_events(sound_only());
    desk.ring("c-1");
    let first = desk.shown()[0].id.clone();
    desk.alerts();
    assert_eq!(desk.alert_state().sounding, std::slice::from_ref(&first));
    desk.alert(AlertEvent::Silence(Some(first)));
    assert_eq!((desk.alerts(), desk.toasts().len()), (vec!["stop".to_owned()], 1));
    assert!(desk.alert_state().sounding.is_empty());
    desk.ring("c-2");
    assert_eq!(desk.alerts(), ["play voice"], "another ring sounds");
    desk.alert(AlertEvent::Silence(None));
    assert!(desk.alert_state().sounding.is_empty());
    desk.pass(6_000);
    assert_eq!((desk.alerts(), desk.toasts().len()), (vec!["stop".to_owned(), "rest".to_owned()], 2));
}
