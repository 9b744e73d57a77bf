//! The life of a channel.
use crate::support::channel::{ME, channel_body, rings, with_agent_exactly};
use crate::support::{Desk, VISIBLE};
use genesys_toasts::engine::{DismissReason, ErrorCode, LogLevel, Output, PageEvent, Phase, Secret, Status};
use genesys_toasts::{Config, Input};
use serde_json::json;

const DAY_MS: u64 = 86_400_000;

fn stored(desk: &Desk) -> Vec<(String, String)> {
    desk.outputs()
        .filter_map(|o| match o {
            Output::StoreChannel { key, record } => Some((key.clone(), record.expose().to_owned())),
            _ => None,
        })
        .collect()
}

fn taken(desk: &Desk) -> usize {
    desk.outputs().filter(|output| matches!(output, Output::TakeChannel { .. })).count()
}

/// A page that takes the record of the one before, and knows who it is.
fn reloaded(record: &str) -> Desk {
    let mut desk = Desk::new(with_agent_exactly());
    desk.start();
    desk.answer_stored_channel(Some(record));
    desk.app_returns("token-2");
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    desk
}

/// The record of a desktop that receives events, and whose page is left.
fn record() -> String {
    let mut desk = Desk::receiving();
    desk.page(PageEvent::Hide);
    stored(&desk).remove(0).1
}

/// [N3] the same channel, another socket; then the list.
#[test]
fn a_socket_that_is_about_to_close_is_replaced_on_the_same_channel_before_it_closes() {
    let mut desk = Desk::receiving();
    desk.system("v2.system.socket_closing");
    let socket = desk.opening();
    assert_eq!(desk.opened().remove(0).1, "wss://streaming.example/channels/channel-1");
    assert_eq!((desk.closed().len(), desk.status()), (0, Status::Connected));
    desk.open(socket);
    assert_eq!(desk.status(), Status::Connected);
    assert_eq!((desk.requests_to("/conversations").len(), desk.requests_to("channels").len()), (1, 0));
    desk.close(genesys_toasts::engine::SocketId(1), 1000);
    desk.pass(3_000);
    assert_eq!((desk.opened().len(), desk.counters().gaps), (1, 0));
}

/// [N3] [S12] the server ends the old socket before the page gets the open event of the new one.
#[test]
fn the_close_of_the_old_socket_during_the_handshake_opens_no_third_one() {
    let mut desk = Desk::receiving();
    desk.system("v2.system.socket_closing");
    let (old, new) = (genesys_toasts::engine::SocketId(1), desk.opening());
    desk.close(old, 1000);
    desk.open(new);
    desk.pass(40_000);
    assert_eq!((desk.opened().len(), desk.status()), (1, Status::Connected));
}

/// [N3] before its end of 24 h.
#[test]
fn a_channel_is_renewed_before_its_day_is_over_without_another_socket() {
    let mut desk = Desk::receiving();
    let mut renewals = 0;
    for _ in 0..(DAY_MS / 30_000) {
        desk.pass(30_000);
        desk.heartbeat();
        if desk.requests_to("/conversations").len() > desk.counters().resyncs as usize - 1 {
            desk.answer_list(&[]);
        }
        if desk.requests_to("subscriptions").len() > renewals {
            renewals += 1;
            desk.answer_topics();
        }
    }
    assert_eq!(renewals, 1);
    assert_eq!((desk.opened().len(), desk.requests_to("channels").len()), (0, 0));
}

/// [N3] [S12] opened before the old one is closed; rings may be missed meanwhile.
#[test]
fn a_channel_that_the_server_removed_is_replaced() {
    let mut desk = Desk::receiving();
    desk.pass(31_000);
    desk.system("v2.system.no_longer_subscribed.CHANNEL-1");
    assert_eq!((desk.status(), desk.detail().phase), (Status::Connecting, Phase::Channel));
    assert_eq!(desk.detail().blind_since, Some(desk.now.wall.0));
    let socket = desk.answer_channel("channel-2");
    assert!(desk.closed().is_empty());
    desk.answer_topics();
    assert_eq!((desk.status(), desk.counters().gaps), (Status::Connected, 1));
    desk.answer_list(&[rings("c-1")]);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(2_000);
    assert_eq!(desk.closed(), [(genesys_toasts::engine::SocketId(1), 1000)]);
    assert_eq!(desk.newest_socket(), socket);
}

/// [N3]
#[test]
fn the_end_of_another_channel_changes_nothing() {
    let mut desk = Desk::receiving();
    desk.system("v2.system.no_longer_subscribed.channel-0");
    desk.system("v2.system.token_revoked.channel-0");
    assert_eq!((desk.status(), desk.counters().stale), (Status::Connected, 2));
    assert!(desk.get_token_calls().is_empty() && desk.requests_to("channels").is_empty());
}

/// [N3] [N6] two that take it from each other must not do so for ever.
#[test]
fn channels_that_are_lost_at_once_are_created_with_growing_waits() {
    let mut desk = Desk::receiving();
    let mut made_after = Vec::new();
    for n in 1..6 {
        desk.system(&format!("v2.system.no_longer_subscribed.channel-{n}"));
        let began = desk.now.mono_ms;
        desk.fire_until(|desk| desk.requests_to("channels").len() >= n);
        made_after.push(desk.now.mono_ms - began);
        desk.answer_channel(&format!("channel-{}", n + 1));
        desk.answer_topics();
        desk.answer_list(&[]);
        desk.pass(2_500);
    }
    assert_eq!(made_after, [1_000, 2_000, 4_000, 8_000, 16_000]);
}

/// [N3] [T10] [S12] the channel may have gone with it.
#[test]
fn a_revoked_token_is_replaced_and_the_channel_is_checked() {
    let mut desk = Desk::receiving();
    desk.system("v2.system.token_revoked.channel-1");
    assert_eq!(desk.get_token_calls().remove(0).1.as_str(), "rejected");
    desk.app_returns_own_token("token-2");
    assert_eq!(desk.requests_to("subscriptions").remove(0).1.headers[0].1.expose(), "Bearer token-2");
    assert_eq!((desk.status(), desk.opened().len()), (Status::Connected, 0));
    desk.pass(10_000);
    desk.answer_api("subscriptions", 404, &json!({ "message": "gone" }));
    assert_eq!(desk.detail().blind_since, Some(desk.now.wall.0 - 10_000), "nobody knows when it was gone");
    desk.fire_until(|desk| !desk.requests_to("channels").is_empty());
}

/// [N3] [T8] requests use it; the socket stays open.
#[test]
fn a_new_token_needs_no_new_socket() {
    let mut desk = Desk::receiving_with(Config {
        app_tokens: false,
        client_id: Some("c".into()),
        client_secret: Some(Secret::new("s")),
        user_id: Some(ME.into()),
        ..with_agent_exactly()
    });
    for _ in 0..2_878 {
        desk.pass(30_000);
        desk.heartbeat();
    }
    desk.pass(30_000);
    assert_eq!(desk.token_requests().iter().filter(|(_, request)| request.shared).count(), 1);
    let id = desk.token_requests().last().expect("asked").0;
    let body = r#"{"access_token":"token-2","expires_in":86400}"#.to_owned();
    desk.input(Input::Answer(id, Ok(genesys_toasts::engine::HttpResponse { status: 200, body, ..Default::default() })));
    assert_eq!((desk.opened().len(), desk.status()), (0, Status::Connected));
}

/// [N1] [N4] after a lost connection the channel is reused, and checked.
#[test]
fn a_lost_socket_is_opened_again_on_the_same_channel() {
    let mut desk = Desk::receiving();
    desk.pass(10_000);
    desk.close(desk.newest_socket(), 1006);
    assert_eq!(desk.status(), Status::Disconnected);
    desk.fire_until(|desk| !desk.opened().is_empty());
    desk.open(desk.opening());
    assert_eq!(desk.status(), Status::Connected);
    assert_eq!((desk.requests_to("subscriptions").len(), desk.requests_to("/conversations").len()), (1, 1));
    assert!(desk.requests_to("channels").is_empty());
}

/// [N6] [S3] [S12] a channel that is gone while the connection is down is replaced, even a normal end is.
#[test]
fn a_channel_that_is_gone_is_replaced() {
    let mut desk = Desk::receiving();
    desk.pass(10_000);
    desk.close(desk.newest_socket(), 1000);
    desk.fire_until(|desk| !desk.opened().is_empty());
    desk.refuse();
    assert_eq!(desk.requests_to("subscriptions").len(), 1);
    let closed_at = desk.detail().blind_since.expect("no socket");
    desk.answer_api("subscriptions", 404, &json!({ "message": "gone" }));
    assert_eq!(desk.detail().blind_since, Some(closed_at - 10_000));
    desk.fire_until(|desk| !desk.requests_to("channels").is_empty());
    desk.answer_api("notifications/channels", 200, &channel_body("channel-2"));
    desk.fire_until(|desk| desk.opened().len() == 2);
    assert_eq!(desk.opened().remove(1).1, "wss://streaming.example/channels/channel-2");
}

/// [N3] [S12] the answer that the server gives over the socket itself: nobody knows since when.
#[test]
fn a_channel_that_is_gone_by_a_frame_of_its_socket_is_replaced() {
    let mut desk = Desk::receiving();
    desk.pass(31_000);
    desk.text(desk.newest_socket(), r#"{"result":"404","message":"channel not found"}"#);
    assert_eq!(desk.requests_to("channels").len(), 1);
    assert_eq!(desk.detail().blind_since, Some(desk.now.wall.0 - 31_000));
}

/// [N6] [T11] bound to user, region and client.
#[test]
fn the_channel_is_stored_when_the_page_is_left_and_reused_by_the_next_page() {
    let mut desk = Desk::receiving();
    desk.page(PageEvent::Hide);
    let (key, record) = stored(&desk).remove(0);
    assert_eq!(key, "genesys-toasts.channel.mypurecloud.com");
    let mut next = reloaded(&record);
    assert!(next.requests_to("channels").is_empty());
    let socket = next.opening();
    assert_eq!(next.opened().remove(0).1, "wss://streaming.example/channels/channel-1");
    next.open(socket);
    assert_eq!(next.status(), Status::Connecting);
    next.answer_topics();
    assert_eq!(next.status(), Status::Connected);
    assert!(!next.logs(LogLevel::Debug).iter().any(|line| line.contains("wss:")));
}

/// [N6] a hundred times over.
#[test]
fn a_hundred_reloads_use_one_channel_and_a_lost_one_is_created_again() {
    let mut record = record();
    for _ in 0..100 {
        let mut desk = reloaded(&record);
        desk.open(desk.opening());
        desk.answer_topics();
        desk.answer_list(&[]);
        assert!(desk.requests_to("channels").is_empty());
        desk.page(PageEvent::Hide);
        record = stored(&desk).remove(0).1;
    }
    let mut desk = reloaded(&record);
    desk.refuse();
    desk.answer_api("subscriptions", 404, &json!({}));
    desk.fire_until(|desk| !desk.requests_to("channels").is_empty());
    assert_eq!(desk.requests_to("channels").len(), 1);
}

/// [N6]
#[test]
fn a_record_that_is_expired_corrupt_or_of_another_user_region_or_client_is_not_used() {
    let record = record();
    let others = [
        record.replace(ME, "somebody-else"),
        record.replace("api.mypurecloud.com", "api.mypurecloud.ie"),
        record.replace("\"user\":", "\"client_id\":\"another\",\"user\":"),
        record.replace("\"version\":\"1\"", "\"version\":\"2\""),
        record.replace(",\"life\":86400000", ""),
        record.replace("\"expires_at\":179", "\"expires_at\":169"),
        record[1..].to_owned(),
    ];
    for other in others {
        assert_ne!(other, record);
        let desk = reloaded(&other);
        assert_eq!((desk.requests_to("channels").len(), desk.opened().len()), (1, 0), "{other}");
    }
}

/// [N6] a duplicated tab has a copy of the storage: the record is taken out before it is used.
#[test]
fn a_start_takes_the_record_and_a_page_that_is_shown_again_takes_it_again() {
    let mut desk = Desk::new(with_agent_exactly());
    desk.start();
    assert_eq!(taken(&desk), 1);
    let mut desk = Desk::receiving();
    desk.page(PageEvent::Hide);
    desk.trace.clear();
    desk.page(PageEvent::Show);
    assert_eq!((taken(&desk), desk.opened().len()), (1, 0));
    desk.answer_stored_channel(None);
    assert_eq!(desk.requests_to("channels").len(), 1);
}

/// [N6] [S9]
#[test]
fn a_stopped_client_reuses_its_channel_in_the_same_users_next_session_only() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.stop();
    assert!(stored(&desk).is_empty());
    assert_eq!(desk.dismissed()[0].1, DismissReason::Stopped);
    assert_eq!(desk.armed, None);
    desk.trace.clear();
    desk.start_on(VISIBLE);
    desk.answer_stored_channel(None);
    assert!(desk.opened().is_empty() && desk.requests_to("users/me").is_empty());
    desk.app_returns_own_token("token-2");
    assert_eq!(desk.opened().remove(0).1, "wss://streaming.example/channels/channel-1");
}

/// [S8] a proxy that lets no WebSocket through.
#[test]
fn handshakes_that_are_refused_although_the_channel_exists_are_reported() {
    let mut desk = Desk::receiving();
    desk.pass(10_000);
    desk.close(desk.newest_socket(), 1006);
    for n in 1..=3 {
        desk.fire_until(|desk| desk.opened().len() == n);
        desk.refuse();
        if n == 2 {
            desk.fire_until(|desk| !desk.requests_to("channels").is_empty());
            desk.answer_api("notifications/channels", 200, &channel_body("channel-2"));
        } else {
            desk.answer_topics();
        }
    }
    let error = desk.errors().remove(0);
    assert_eq!((error.code, desk.status()), (ErrorCode::HandshakeRejected, Status::Error));
    assert!(error.message.contains("wss://streaming.mypurecloud.com"));
    assert_eq!(desk.requests_to("channels").len(), 1);
}

/// [N6] [S9] a page in the back/forward cache whose app starts again before the page says that it is shown.
#[test]
fn a_start_after_the_page_was_left_takes_the_record_as_well() {
    let mut desk = Desk::receiving();
    desk.page(PageEvent::Hide);
    desk.trace.clear();
    desk.start();
    assert_eq!((taken(&desk), desk.requests_to("channels").len()), (1, 0));
}
