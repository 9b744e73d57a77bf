//! A channel that beats but delivers nothing.
use crate::support::Desk;
use crate::support::channel::{channel_body, rings, with_agent_exactly};
use genesys_toasts::Config;
use genesys_toasts::engine::{ErrorCode, Status};

/// Lets a channel beat until the list is asked for.
fn beat_until_resync(desk: &mut Desk) {
    let asked = desk.asked_for("/conversations").len();
    for _ in 0..400 {
        desk.pass(1_000);
        desk.heartbeat();
        if desk.asked_for("/conversations").len() > asked {
            return;
        }
    }
    panic!("no resync in 400 s");
}

/// [N5]
#[test]
fn a_channel_that_beats_and_does_not_bring_a_ring_is_replaced_and_the_ring_is_shown_at_once() {
    let mut desk = Desk::hearing();
    let began = desk.now.mono_ms;
    beat_until_resync(&mut desk);
    desk.lists(&[rings("c-1")]);
    assert_eq!((desk.toasts(), desk.errors().len(), desk.pings()), (vec!["c-1".to_owned()], 0, 1));
    desk.tick(1);
    desk.heartbeat();
    desk.pass(5_000);
    desk.lists(&[rings("c-1")]);
    assert_eq!(desk.errors()[0].code, ErrorCode::DeafChannel);
    assert!(desk.now.mono_ms - began <= 310_000);
    assert_eq!((desk.asked_for("channels").len(), desk.status()), (1, Status::Connecting));
    desk.makes_channel("channel-2");
    desk.subscribes();
    desk.lists(&[rings("c-1")]);
    assert_eq!((desk.status(), desk.shown().len()), (Status::Connected, 1));
}

/// [N5] the frame was only slower than the list.
#[test]
fn a_ring_that_a_frame_brings_in_time_is_no_alarm() {
    let mut desk = Desk::hearing();
    beat_until_resync(&mut desk);
    desk.lists(&[rings("c-1")]);
    desk.event(&rings("c-1"));
    desk.pass(5_000);
    desk.lists(&[rings("c-1")]);
    assert_eq!((desk.errors().len(), desk.asked_for("channels").len(), desk.shown().len()), (0, 0, 1));
}

/// [N5] it is the socket then (N2).
#[test]
fn a_channel_that_does_not_beat_is_not_called_deaf() {
    let mut desk = Desk::hearing();
    beat_until_resync(&mut desk);
    desk.lists(&[rings("c-1")]);
    desk.pass(5_000);
    assert_eq!((desk.errors().len(), desk.asked_for("channels").len(), desk.closed().len()), (0, 0, 1));
}

/// [N4] [N5] what began before the socket opened was never its to bring.
#[test]
fn a_ring_of_the_gap_is_no_alarm() {
    let mut desk = Desk::hearing();
    desk.close(desk.live(), 1006);
    desk.fire_until(|desk| !desk.opened().is_empty());
    desk.open(desk.opening());
    desk.lists(&[rings("c-1")]);
    for _ in 0..2 {
        beat_until_resync(&mut desk);
        desk.lists(&[rings("c-1")]);
    }
    assert_eq!((desk.errors().len(), desk.asked_for("channels").len()), (0, 0));
}

/// [N5] nobody asked for those.
#[test]
fn a_ring_that_no_topic_covers_makes_no_toast_and_no_alarm() {
    let topics = vec!["v2.users.f6fadfa7-e5c1-4b62-9362-da5cc13da58a.conversations.emails".to_owned()];
    let mut desk = Desk::hearing_with(Config { topics, ..with_agent_exactly() });
    for _ in 0..3 {
        beat_until_resync(&mut desk);
        desk.lists(&[rings("c-1")]);
    }
    assert_eq!((desk.toasts().len(), desk.errors().len(), desk.asked_for("channels").len()), (0, 0, 0));
}

/// [N5]
#[test]
fn the_list_is_asked_for_within_the_interval_spread_by_jitter() {
    let gaps: Vec<u64> = (1..20)
        .map(|seed| {
            let mut desk = Desk::seeded(with_agent_exactly(), seed);
            desk.start();
            desk.gives_channel(None);
            desk.app_gives("token-1");
            desk.answers("users/me", 200, &serde_json::json!({ "id": crate::support::channel::ME }));
            desk.answers("notifications/channels", 200, &channel_body("channel-1"));
            desk.open(desk.opening());
            desk.subscribes();
            desk.lists(&[]);
            let began = desk.now.mono_ms;
            beat_until_resync(&mut desk);
            desk.now.mono_ms - began
        })
        .collect();
    assert!(gaps.iter().all(|gap| (239_000..=301_000).contains(gap)), "{gaps:?}");
    assert!(gaps.iter().max() > gaps.iter().min());
}
