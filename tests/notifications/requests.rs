//! What requests are answered.
use crate::support::Desk;
use crate::support::channel::{ME, with_agent_exactly};
use genesys_toasts::engine::{AppToken, ErrorCode, HttpResponse, PageEvent, Phase, RetryAfter, Status};
use serde_json::json;

/// A desktop that has just asked who it is.
fn without_channel() -> Desk {
    let mut desk = Desk::new(with_agent_exactly());
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns("token-1");
    desk
}

/// The error of the API, in its own shape.
fn limited(seconds: u32) -> HttpResponse {
    let body = json!({
        "message": format!("Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds"),
        "code": "too.many.requests.retry.after", "status": 429, "contextId": "35e17181", "details": [], "errors": [],
    });
    HttpResponse { status: 429, body: body.to_string(), ..HttpResponse::default() }
}

/// [N11] [T4] named by the body where the header can't be read; nothing is asked before.
#[test]
fn after_a_429_no_request_is_sent_before_the_named_time() {
    let mut desk = without_channel();
    desk.respond_api("users/me", limited(42));
    assert_eq!((desk.status(), desk.detail().phase), (Status::Disconnected, Phase::Waiting));
    desk.page(PageEvent::Online);
    desk.pass(41_999);
    assert_eq!(desk.requests_to("users/me").len(), 1);
    desk.pass(4_202);
    assert_eq!((desk.requests_to("users/me").len(), desk.errors().len()), (2, 0));
}

/// [N11] [T4] the header counts, and the third one is reported.
#[test]
fn three_429_in_a_row_are_reported() {
    let mut desk = without_channel();
    for n in 1..=3 {
        let response = HttpResponse { retry_after: Some(RetryAfter::Seconds(2)), ..limited(42) };
        desk.respond_api("users/me", response);
        assert_eq!(desk.errors().len(), usize::from(n == 3));
        desk.pass(2_201);
        assert_eq!(desk.requests_to("users/me").len(), n + 1);
    }
    assert_eq!(desk.errors()[0].code, ErrorCode::RateLimited);
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    assert_eq!(desk.snapshot().error, None);
}

/// [N11] [T4] [S13] no agent misses the calls of a day because of one wrong header.
#[test]
fn a_wait_of_a_day_is_reported_at_once_and_lasts_ten_minutes_also_after_stop_and_start() {
    for restarts in [false, true] {
        let mut desk = without_channel();
        let a_day =
            HttpResponse { status: 429, retry_after: Some(RetryAfter::Seconds(86_400)), ..HttpResponse::default() };
        desk.respond_api("users/me", a_day);
        let errors: Vec<_> = desk.errors().iter().map(|error| (error.code, error.status)).collect();
        assert_eq!(errors, [(ErrorCode::RateLimited, Some(429))]);
        if restarts {
            desk.stop();
            desk.start();
            desk.answer_stored_channel(None);
        }
        let (limited_at, calls) = (desk.now.mono_ms, desk.get_token_calls().len());
        desk.fire_until(|desk| desk.requests_to("users/me").len() == 2 || desk.get_token_calls().len() > calls);
        let waited = desk.now.mono_ms - limited_at;
        assert!((600_000..=660_000).contains(&waited), "{waited}");
        if restarts {
            desk.app_returns("token-2");
        }
        assert_eq!(desk.requests_to("users/me").len(), 2);
    }
}

/// [N11] [S9] [S13] [T4] a stop and a start are no way around it.
#[test]
fn the_wait_of_a_429_applies_after_stop_and_start() {
    let mut desk = without_channel();
    desk.respond_api("users/me", limited(42));
    desk.stop();
    desk.start();
    desk.answer_stored_channel(None);
    assert_eq!(desk.requests_to("users/me").len(), 1);
    desk.pass(47_000);
    desk.app_returns("token-2");
    assert_eq!(desk.requests_to("users/me").len(), 2);
}

/// [N11] [T10] at once the first time; then by S4, so that the waits grow if the API refuses every token.
#[test]
fn a_401_replaces_the_token_with_growing_waits() {
    let mut desk = Desk::receiving();
    desk.pass(5_000);
    desk.system("v2.system.token_revoked.channel-1");
    let mut waits = Vec::new();
    for n in 1..6 {
        desk.app_returns_own_token(&format!("token-{n}"));
        let asked = desk.get_token_calls().len();
        desk.answer_api("subscriptions", 401, &json!({ "code": "bad.credentials" }));
        let at = desk.now.mono_ms;
        desk.fire_until(|desk| desk.get_token_calls().len() > asked);
        waits.push(desk.now.mono_ms - at);
    }
    assert_eq!(waits, [0, 2_000, 4_000, 8_000, 16_000]);
    assert_eq!(desk.status(), Status::Connected);
}

/// [N11] S4, and reported if it lasts.
#[test]
fn an_api_without_an_answer_is_retried_by_s4_and_reported_after_the_third_time() {
    let mut desk = without_channel();
    let mut waits = Vec::new();
    for n in 1..=4 {
        desk.fail_api("users/me");
        let at = desk.now.mono_ms;
        assert_eq!(desk.errors().len(), usize::from(n >= 3));
        desk.fire_until(|desk| desk.requests_to("users/me").len() > n);
        waits.push(desk.now.mono_ms - at);
    }
    assert_eq!(waits, [1_000, 2_000, 4_000, 8_000]);
    assert_eq!(desk.errors()[0].code, ErrorCode::Network);
}

/// [N11] [S4] [S10]
#[test]
fn the_return_of_the_network_ends_a_wait_of_s4() {
    let mut desk = without_channel();
    for n in 1..=4 {
        desk.fail_api("users/me");
        if n < 4 {
            desk.fire_until(|desk| desk.requests_to("users/me").len() > n);
        }
    }
    desk.page(PageEvent::Online);
    desk.pass(300);
    assert_eq!(desk.requests_to("users/me").len(), 5);
}

/// [S14] [N11] [S4]
#[test]
fn retry_ends_a_wait_of_s4_at_once_unless_a_request_is_pending() {
    let mut desk = without_channel();
    for n in 1..=4 {
        desk.fail_api("users/me");
        if n < 4 {
            desk.fire_until(|desk| desk.requests_to("users/me").len() > n);
        }
    }
    desk.retry();
    assert_eq!((desk.requests_to("users/me").len(), desk.detail().phase), (5, Phase::Channel));
    desk.pass(2_000);
    desk.retry();
    assert_eq!(desk.requests_to("users/me").len(), 5);
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    assert_eq!(desk.requests_to("channels").len(), 1);
}

/// [S14] [N11] [T4] the half minute after a refusal is not shortened.
#[test]
fn retry_does_not_shorten_a_wait_that_the_api_named_or_that_follows_a_refusal() {
    for response in [limited(42), HttpResponse { status: 403, ..HttpResponse::default() }] {
        let mut desk = without_channel();
        desk.respond_api("users/me", response.clone());
        let wait = desk.retry_in().expect("a wait");
        assert!(wait >= 30_000, "{wait}");
        desk.take();
        for _ in 0..30 {
            desk.retry();
            desk.pass(999);
        }
        assert!(desk.requests_to("users/me").is_empty(), "{response:?}");
        desk.pass(wait - 30 * 999);
        assert_eq!(desk.requests_to("users/me").len(), 1, "{response:?}");
    }
}

/// [S14] [N11] [T4] what is left of the wait is the server's.
#[test]
fn retry_ends_a_wait_of_s4_beside_one_that_the_server_named() {
    let mut desk = Desk::receiving();
    desk.pass(5_000);
    desk.close(desk.newest_socket(), 1006);
    desk.pass(1_000);
    desk.refuse();
    desk.respond_api("subscriptions", limited(42));
    desk.retry();
    assert_eq!(desk.opened().len(), 1, "the channel is checked first");
    let wait = desk.retry_in().expect("a wait");
    assert!((42_000..=46_200).contains(&wait), "{wait}");
    desk.take();
    desk.pass(wait);
    assert_eq!((desk.requests_to("subscriptions").len(), desk.opened().len()), (1, 0));
    desk.answer_topics();
    assert_eq!(desk.opened().len(), 1);
}

/// [S14] the channel is connected: that its list fails is no wait for a connection.
#[test]
fn while_the_list_fails_on_an_open_connection_retry_does_nothing() {
    let mut desk = Desk::receiving();
    desk.page(PageEvent::Offline);
    desk.page(PageEvent::Online);
    desk.answer_api("/conversations", 500, &json!({}));
    desk.take();
    desk.retry();
    assert!(desk.trace.is_empty());
    assert_eq!(desk.status(), Status::Connected);
}

/// [S14] an open socket whose channel has no topics is no connection.
#[test]
fn retry_sends_failed_topics_again_at_once() {
    let mut desk = without_channel();
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    desk.answer_channel("channel-1");
    desk.fail_api("subscriptions");
    assert_eq!((desk.detail().phase, desk.retry_in()), (Phase::Waiting, Some(1_000)));
    desk.retry();
    assert_eq!(desk.requests_to("subscriptions").len(), 2);
    desk.answer_topics();
    assert_eq!(desk.status(), Status::Connected);
}

/// [N11] [T5] a late answer is dropped.
#[test]
fn a_request_without_an_answer_is_given_up_after_fifteen_seconds() {
    let mut desk = without_channel();
    let (id, _) = desk.requests_to("users/me").remove(0);
    desk.pass(15_000);
    assert!(desk.outputs().any(|output| matches!(output, genesys_toasts::Output::Cancel(given_up) if *given_up == id)));
    let late = HttpResponse { status: 200, body: json!({ "id": "late" }).to_string(), ..HttpResponse::default() };
    desk.input(genesys_toasts::Input::Answer(id, Ok(late)));
    assert!(desk.requests_to("channels").is_empty());
    desk.pass(1_000);
    assert_eq!(desk.requests_to("users/me").len(), 2);
}

/// [N11] with the permissions that the answer names.
#[test]
fn a_403_names_the_missing_permission_and_is_retried_every_half_minute() {
    let mut desk = without_channel();
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    let body = json!({
        "message": "You must have at least one of the following permissions assigned: [conversation:communication:view]",
        "code": "missing.any.permissions", "status": 403, "messageParams": { "permissions": "[conversation:communication:view]" },
    });
    desk.answer_api("notifications/channels", 403, &body);
    let error = desk.errors().remove(0);
    assert_eq!((error.code, error.retryable, error.status), (ErrorCode::Forbidden, false, Some(403)));
    assert!(error.message.contains("conversation:communication:view") && error.message.contains("scope notifications"));
    assert_eq!((desk.status(), desk.snapshot().error), (Status::Error, Some(error)));
    desk.pass(29_999);
    assert_eq!(desk.requests_to("channels").len(), 1);
    desk.pass(3_001);
    desk.answer_api("notifications/channels", 403, &body);
    assert_eq!((desk.requests_to("channels").len(), desk.errors().len()), (2, 1));
}

/// [N11] [T11]
#[test]
fn an_unexpected_answer_is_reported_without_the_token() {
    let mut desk = without_channel();
    desk.answer_api("users/me", 418, &json!({ "message": "no tea for token-1" }));
    let error = desk.errors().remove(0);
    assert_eq!((error.code, error.status), (ErrorCode::ApiFailed, Some(418)));
    assert!(error.message.contains("no tea for [redacted]"), "{}", error.message);
    let mut desk = without_channel();
    desk.answer_api("users/me", 200, &json!("a login page"));
    assert_eq!(desk.errors()[0].code, ErrorCode::ApiFailed);
}

/// [N11] [S4] 503 spreads the first try.
#[test]
fn after_a_5xx_the_first_try_is_spread_over_five_seconds_more() {
    let mut desk = without_channel();
    desk.answer_api("users/me", 503, &json!({}));
    let wait = desk.retry_in().expect("a wait");
    assert!((1_000..=6_000).contains(&wait));
}

/// [N11] [T13] under every failure: here an app whose tokens are valid for two seconds, and each one needs `users/me`.
#[test]
fn fewer_than_sixty_requests_a_minute_are_sent() {
    let mut desk = Desk::receiving();
    let (mut given, mut identified) = (0, 0);
    desk.system("v2.system.token_revoked.channel-1");
    for _ in 0..900 {
        if desk.get_token_calls().len() > given {
            given += 1;
            let access_token = format!("token-{given}");
            desk.app_returns_token(AppToken { access_token, expires_in_s: Some(2.0), ..AppToken::default() });
        }
        if desk.requests_to("users/me").len() > identified {
            identified += 1;
            desk.answer_api("users/me", 200, &json!({ "id": ME }));
        }
        desk.pass(100);
        desk.heartbeat();
    }
    let times: Vec<u64> = desk
        .trace
        .iter()
        .filter_map(|(at, o)| matches!(o, genesys_toasts::Output::Request(..)).then_some(*at))
        .collect();
    assert!(times.len() > 45, "{}", times.len());
    assert!(times.windows(60).all(|sixty| sixty[59] - sixty[0] >= 60_000));
}

/// [N11] [T4] the time that was named is counted while the computer is awake.
#[test]
fn sleep_does_not_shorten_a_wait_that_the_server_named() {
    let mut desk = without_channel();
    desk.respond_api("users/me", limited(42));
    desk.pass(10_000);
    desk.sleep(60_000);
    assert_eq!(desk.requests_to("users/me").len(), 1);
    desk.pass(31_999);
    assert_eq!(desk.requests_to("users/me").len(), 1);
    desk.pass(4_202);
    assert_eq!(desk.requests_to("users/me").len(), 2);
}
