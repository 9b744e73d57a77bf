//! A channel that has heartbeats but delivers no events.
use crate::support::Desk;
use crate::support::channel::{call, channel_body, mine, rings, with_agent_exactly};
use genesys_toasts::Config;
use genesys_toasts::engine::{ErrorCode, Status};

/// Sends heartbeats until the list is requested.
fn heartbeat_until_resync(desk: &mut Desk) {
    let asked = desk.requests_to("/conversations").len();
    for _ in 0..400 {
        desk.pass(1_000);
        desk.heartbeat();
        if desk.requests_to("/conversations").len() > asked {
            return;
        }
    }
    panic!("no resync in 400 s");
}

/// [N5] [S12] rings may be missed since its topics were subscribed.
#[test]
fn a_channel_with_heartbeats_that_does_not_deliver_a_ring_is_replaced_and_the_ring_is_shown_at_once() {
    let mut desk = Desk::receiving();
    let (began, subscribed_at) = (desk.now.mono_ms, desk.now.wall.0);
    heartbeat_until_resync(&mut desk);
    desk.answer_list(&[rings("c-1")]);
    assert_eq!((desk.toasts(), desk.errors().len(), desk.pings()), (vec!["c-1".to_owned()], 0, 1));
    desk.tick(1);
    desk.heartbeat();
    desk.pass(5_000);
    desk.answer_list(&[rings("c-1")]);
    assert_eq!(desk.errors()[0].code, ErrorCode::DeafChannel);
    assert!(desk.now.mono_ms - began <= 310_000);
    assert_eq!((desk.requests_to("channels").len(), desk.status()), (1, Status::Connecting));
    assert_eq!(desk.detail().blind_since, Some(subscribed_at));
    desk.answer_channel("channel-2");
    desk.answer_topics();
    desk.answer_list(&[rings("c-1")]);
    assert_eq!((desk.status(), desk.shown().len()), (Status::Connected, 1));
}

/// [N5] [S12]
#[test]
fn rings_may_be_missed_since_the_last_event_of_a_channel_that_is_found_deaf() {
    let mut desk = Desk::receiving();
    desk.pass(20_000);
    desk.event(&call("c-0", &[mine("c-0-me", "connected")]));
    let delivered_at = desk.now.wall.0;
    heartbeat_until_resync(&mut desk);
    desk.answer_list(&[rings("c-1")]);
    desk.tick(1);
    desk.heartbeat();
    desk.pass(5_000);
    desk.answer_list(&[rings("c-1")]);
    assert_eq!(desk.errors()[0].code, ErrorCode::DeafChannel);
    assert_eq!(desk.detail().blind_since, Some(delivered_at));
}

/// [N5] the frame was only slower than the list.
#[test]
fn a_ring_that_a_frame_delivers_in_time_is_no_sign_of_a_deaf_channel() {
    let mut desk = Desk::receiving();
    heartbeat_until_resync(&mut desk);
    desk.answer_list(&[rings("c-1")]);
    desk.event(&rings("c-1"));
    desk.pass(5_000);
    desk.answer_list(&[rings("c-1")]);
    assert_eq!((desk.errors().len(), desk.requests_to("channels").len(), desk.shown().len()), (0, 0, 1));
}

/// [N5] it is the socket then (N2).
#[test]
fn a_channel_without_heartbeats_is_not_reported_as_deaf() {
    let mut desk = Desk::receiving();
    heartbeat_until_resync(&mut desk);
    desk.answer_list(&[rings("c-1")]);
    desk.pass(5_000);
    assert_eq!((desk.errors().len(), desk.requests_to("channels").len(), desk.closed().len()), (0, 0, 1));
}

/// [N4] [N5] what began before the socket opened was never its to bring.
#[test]
fn a_ring_of_the_gap_is_no_sign_of_a_deaf_channel() {
    let mut desk = Desk::receiving();
    desk.close(desk.newest_socket(), 1006);
    desk.fire_until(|desk| !desk.opened().is_empty());
    desk.open(desk.opening());
    desk.answer_list(&[rings("c-1")]);
    for _ in 0..2 {
        heartbeat_until_resync(&mut desk);
        desk.answer_list(&[rings("c-1")]);
    }
    assert_eq!((desk.errors().len(), desk.requests_to("channels").len()), (0, 0));
}

/// [N5] nobody asked for those.
#[test]
fn a_ring_that_no_topic_covers_adds_no_toast_and_is_no_sign_of_a_deaf_channel() {
    let topics = vec!["v2.users.f6fadfa7-e5c1-4b62-9362-da5cc13da58a.conversations.emails".to_owned()];
    let mut desk = Desk::receiving_with(Config { topics, ..with_agent_exactly() });
    for _ in 0..3 {
        heartbeat_until_resync(&mut desk);
        desk.answer_list(&[rings("c-1")]);
    }
    assert_eq!((desk.toasts().len(), desk.errors().len(), desk.requests_to("channels").len()), (0, 0, 0));
}

/// [N5]
#[test]
fn the_list_is_requested_within_the_interval_with_jitter() {
    let gaps: Vec<u64> = (1..20)
        .map(|seed| {
            let mut desk = Desk::seeded(with_agent_exactly(), seed);
            desk.start();
            desk.answer_stored_channel(None);
            desk.app_returns("token-1");
            desk.answer_api("users/me", 200, &serde_json::json!({ "id": crate::support::channel::ME }));
            desk.answer_api("notifications/channels", 200, &channel_body("channel-1"));
            desk.open(desk.opening());
            desk.answer_topics();
            desk.answer_list(&[]);
            let began = desk.now.mono_ms;
            heartbeat_until_resync(&mut desk);
            desk.now.mono_ms - began
        })
        .collect();
    assert!(gaps.iter().all(|gap| (239_000..=301_000).contains(gap)), "{gaps:?}");
    assert!(gaps.iter().max() > gaps.iter().min());
}
