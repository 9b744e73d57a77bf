//! Faults that a review found, each as the inputs that show it.
use crate::support::Desk;
use crate::support::channel::{COLLEAGUE, ME, call, channel_body, leg, rings, with_agent_exactly};
use genesys_toasts::engine::config::Ringing;
use genesys_toasts::engine::{AppToken, ErrorCode, HttpResponse, Output, PageEvent, RetryAfter, Status};
use genesys_toasts::{Config, Input};
use serde_json::json;

fn limited(seconds: u64) -> HttpResponse {
    HttpResponse { status: 429, retry_after: Some(RetryAfter::Seconds(seconds)), ..HttpResponse::default() }
}

/// [S9] [N3] a wait before the next channel continues through a stop and a start.
#[test]
fn a_start_during_the_wait_for_a_channel_creates_one_after_the_wait() {
    let mut desk = Desk::receiving();
    desk.system("v2.system.no_longer_subscribed.channel-1");
    desk.stop();
    desk.trace.clear();
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns_own_token("token-2");
    desk.pass(1_000);
    assert_eq!(desk.requests_to("notifications/channels").len(), 1);
}

/// [S9] [N11] a wait that the server named outlives the stop, its timer does not.
#[test]
fn a_stopped_engine_sets_no_timer_whatever_the_clocks_do() {
    let mut desk = Desk::receiving();
    desk.system("v2.system.no_longer_subscribed.channel-1");
    desk.pass(1_000);
    desk.answer_api("notifications/channels", 403, &json!({}));
    desk.stop();
    desk.sleep(60_000);
    desk.input(Input::Dismiss("x".into()));
    assert_eq!(desk.armed, None);
    desk.start();
    assert!(desk.armed.is_some());
}

/// [T4] [N11] [S10] neither a longer wait of our own, nor what ends that, shortens one that the server named.
#[test]
fn a_backoff_does_not_hide_a_wait_that_the_server_named() {
    let mut desk = Desk::receiving();
    desk.pass(5_000);
    desk.close(desk.newest_socket(), 1001);
    desk.fire_until(|desk| !desk.opened().is_empty());
    desk.open(desk.opening());
    desk.respond_api("/conversations", limited(20));
    desk.page(PageEvent::Offline);
    desk.fail_api("subscriptions");
    desk.trace.clear();
    desk.page(PageEvent::Online);
    desk.pass(19_999);
    let requests = desk.outputs().filter(|output| matches!(output, Output::Request(..))).count();
    assert_eq!(requests, 0);
}

/// [T13] [T7]
#[test]
fn after_a_refused_users_me_another_users_token_is_not_stored_under_the_first_ones_key() {
    let config = Config { keep_token: true, storage_key: Some("agent-a".into()), ..with_agent_exactly() };
    let hour = |name: &str| AppToken { access_token: name.into(), expires_in_s: Some(3_600.0), ..AppToken::default() };
    let mut desk = Desk::new(config);
    desk.start();
    desk.answer_stored_channel(None);
    desk.input(Input::StoredToken(None));
    desk.app_returns_token(hour("token-of-a"));
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    desk.answer_channel("channel-1");
    desk.answer_topics();
    desk.answer_list(&[]);
    desk.system("v2.system.token_revoked.channel-1");
    desk.app_returns_token(hour("token-of-b"));
    desk.trace.retain(|(_, output)| !matches!(output, Output::StoreToken { .. }));
    desk.answer_api("users/me", 403, &json!({}));
    desk.pass(33_000);
    desk.answer_api("users/me", 200, &json!({ "id": COLLEAGUE }));
    assert!(!desk.outputs().any(|output| matches!(output, Output::StoreToken { .. })));
}

/// [N1] [S12]
#[test]
fn while_a_channel_lacks_its_topics_blind_since_is_set() {
    let mut desk = Desk::receiving();
    desk.pass(5_000);
    desk.close(desk.newest_socket(), 1001);
    desk.fire_until(|desk| !desk.opened().is_empty());
    desk.open(desk.opening());
    let topic = format!("v2.users.{ME}.conversations");
    desk.answer_api("subscriptions", 200, &json!({ "entities": [{ "id": topic, "state": "Rejected" }] }));
    desk.answer_list(&[]);
    desk.pass(20_000);
    desk.heartbeat();
    assert!(desk.status() != Status::Connected && desk.detail().blind_since.is_some());
    desk.pass(13_000);
    let lists = desk.requests_to("/conversations").len();
    desk.answer_topics();
    assert_eq!((desk.status(), desk.requests_to("/conversations").len()), (Status::Connected, lists + 1));
}

/// [S5] [S12] no timer fires for ever while only a sign of life is missing.
#[test]
fn no_timer_runs_while_a_sign_of_life_is_missing() {
    let mut desk = Desk::receiving();
    desk.pass(500);
    desk.system("v2.system.socket_closing");
    desk.pass(500);
    desk.refuse();
    desk.answer_api("subscriptions", 200, &json!({ "entities": [{ "id": format!("v2.users.{ME}.conversations") }] }));
    desk.pass(1_500);
    desk.open(desk.opening());
    desk.pass(30_000);
}

/// [S8] [N2]
#[test]
fn sockets_without_frames_lead_to_another_channel() {
    let mut desk = Desk::receiving();
    desk.pass(60_000);
    for _ in 0..4 {
        let opened = desk.opened().len();
        desk.fire_until(|desk| desk.opened().len() > opened || !desk.requests_to("notifications/channels").is_empty());
        if !desk.requests_to("notifications/channels").is_empty() {
            return;
        }
        desk.open(desk.opening());
        desk.answer_topics();
        desk.pass(20_000);
    }
    assert!(!desk.requests_to("notifications/channels").is_empty());
}

/// [N4] [N7] the list says nothing of other agents.
#[test]
fn a_clock_that_is_set_forward_ends_no_ring_that_the_list_cannot_contain() {
    let mut desk = Desk::receiving_with(Config { ringing: Ringing::AnyAgent, ..with_agent_exactly() });
    let mut hers = leg("c-1-her", COLLEAGUE, "alerting");
    hers["alertingTimeoutMs"] = json!(60_000);
    desk.event(&call("c-1", &[hers]));
    desk.sleep(15_000);
    desk.heartbeat();
    desk.answer_list(&[]);
    desk.pass(30_000);
    desk.heartbeat();
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [N1] [F1]
#[test]
fn an_error_of_users_me_ends_when_the_token_counts_as_that_of_user_id() {
    let mut desk = Desk::new(Config { user_id: Some(ME.into()), ..with_agent_exactly() });
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns("token-1");
    for n in 1..=3 {
        desk.answer_api("users/me", 503, &json!({}));
        desk.fire_until(|desk| desk.requests_to("users/me").len() > n);
    }
    assert!(desk.snapshot().error.is_some());
    desk.answer_api("users/me", 403, &json!({}));
    assert_eq!(desk.snapshot().error, None);
}

/// [T10] [F1]
#[test]
fn tokens_that_are_revoked_at_once_are_requested_with_growing_waits_and_reported() {
    let mut desk = Desk::receiving();
    desk.pass(5_000);
    let mut waits = Vec::new();
    for n in 1..6 {
        desk.system("v2.system.token_revoked.channel-1");
        let at = desk.now.mono_ms;
        desk.fire_until(|desk| desk.get_token_calls().len() >= n);
        waits.push(desk.now.mono_ms - at);
        desk.app_returns_own_token(&format!("token-{n}"));
        desk.answer_topics();
    }
    assert_eq!(waits, [0, 1_000, 2_000, 4_000, 8_000]);
    let codes: Vec<ErrorCode> = desk.errors().iter().map(|error| error.code).collect();
    assert_eq!(codes, [ErrorCode::AuthFailed]);
}

/// [N3] [S7]
#[test]
fn a_frame_about_an_old_channel_does_not_affect_the_new_one() {
    let mut desk = Desk::receiving();
    desk.pass(31_000);
    desk.heartbeat();
    let old = desk.newest_socket();
    desk.system("v2.system.no_longer_subscribed.channel-1");
    desk.answer_api("notifications/channels", 200, &crate::support::channel::channel_body("channel-2"));
    desk.text(old, r#"{"result":"404","message":"gone"}"#);
    assert_eq!(desk.requests_to("notifications/channels").len(), 1);
    desk.open(desk.opening());
    desk.answer_topics();
    assert_eq!(desk.status(), Status::Connected);
}

/// [N6] [S13]
#[test]
fn a_stored_channel_that_no_session_used_stays_stored() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.stop();
    desk.start();
    desk.answer_stored_channel(None);
    desk.stop();
    desk.trace.clear();
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns_own_token("token-2");
    assert_eq!((desk.requests_to("notifications/channels").len(), desk.opened().len()), (0, 1));
}

/// [N1] [N3] [S7] found by a seed of the simulation: topics that were put for a channel that is gone are not those of the next one.
#[test]
fn the_answer_to_topics_of_a_lost_channel_does_not_affect_the_next_one() {
    let mut desk = Desk::new(with_agent_exactly());
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns_own_token("token-1");
    desk.answer_channel("channel-1");
    let puts = |desk: &Desk, channel: &str| {
        let put = |output: &Output| match output {
            Output::Request(id, request) if request.method == "PUT" && request.url.contains(channel) => Some(*id),
            _ => None,
        };
        desk.outputs().filter_map(put).collect::<Vec<_>>()
    };
    let late = puts(&desk, "channel-1");
    assert_eq!(late.len(), 1);
    desk.system("v2.system.no_longer_subscribed.channel-1");
    desk.pass(1_000);
    desk.answer_api("notifications/channels", 200, &channel_body("channel-2"));
    let topics = json!({ "entities": [{ "id": format!("v2.users.{ME}.conversations"), "state": "Permitted" }] });
    desk.input(Input::Answer(
        late[0],
        Ok(HttpResponse { status: 200, body: topics.to_string(), ..HttpResponse::default() }),
    ));
    desk.open(desk.opening());
    assert_eq!(puts(&desk, "channel-2").len(), 1);
}

/// [N10] [E3] a time that no clock shows is cut, so that JavaScript can be given it.
#[test]
fn an_alert_lasts_a_day_at_most() {
    let mut desk = Desk::receiving();
    let mut ringing = rings("c-1");
    let legs = ringing["participants"].as_array_mut().expect("participants");
    legs.iter_mut().for_each(|leg| leg["alertingTimeoutMs"] = json!(1e300));
    desk.event(&ringing);
    let until = desk.shown()[0].leg.as_ref().and_then(|leg| leg.alerting_until).expect("an end");
    assert!(until - desk.shown()[0].timestamp <= 86_400_000, "{until}");
}
