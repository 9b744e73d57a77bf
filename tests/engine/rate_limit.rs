//! A token endpoint that says 429 (T4).

use crate::support::{Desk, exactly, with_client};
use genesys_toasts::Config;
use genesys_toasts::engine::{ErrorCode, HttpResponse, LogLevel, PageEvent, Phase, RetryAfter, Status, WallTime};

fn too_many(retry_after: Option<&str>, body: &str) -> HttpResponse {
    HttpResponse { status: 429, retry_after: retry_after.and_then(RetryAfter::seconds), date: None, body: body.into() }
}

/// A desktop whose first token request has just been answered with 429.
fn limited(response: HttpResponse, seed: u64) -> Desk {
    let mut desk = Desk::seeded(exactly(with_client()), seed);
    desk.start();
    desk.respond(response);
    desk
}

/// How long the engine waits before the second request, in ms.
fn waited(response: HttpResponse, seed: u64) -> u64 {
    let mut desk = limited(response, seed);
    if desk.token_requests().len() == 2 {
        return 0;
    }
    let ms = desk.until_timer().expect("a timer");
    desk.pass(ms - 1);
    assert_eq!(desk.token_requests().len(), 1);
    desk.pass(1);
    assert_eq!(desk.token_requests().len(), 2);
    ms
}

/// [T4]
#[test]
fn retry_after_in_seconds_is_waited_for_and_up_to_a_tenth_longer() {
    let waits: Vec<u64> = (0..200).map(|seed| waited(too_many(Some("30"), ""), seed)).collect();
    assert!(waits.iter().all(|ms| (30_000..=33_000).contains(ms)), "{waits:?}");
    assert!(waits.iter().any(|ms| *ms < 30_100) && waits.iter().any(|ms| *ms > 32_900), "{waits:?}");
}

/// [T4]
#[test]
fn retry_after_may_be_a_date() {
    let start = Desk::new(exactly(with_client())).now.wall;
    let at = |seconds: u64| start.plus(seconds * 1_000);
    let until = |until: WallTime, date: Option<WallTime>| HttpResponse {
        retry_after: Some(RetryAfter::At(until)),
        date,
        ..too_many(None, "")
    };
    for (response, least, most) in [
        (until(at(42), None), 42_000, 46_200),
        (until(at(42), Some(at(2))), 40_000, 44_000),
        (until(at(3_610), Some(at(3_600))), 10_000, 11_000),
        (until(WallTime(start.0 - 60_000), None), 0, 0),
        (until(WallTime(i64::MAX), None), 600_000, 660_000),
    ] {
        for seed in 0..8 {
            let ms = waited(response.clone(), seed);
            assert!((least..=most).contains(&ms), "{response:?}: {ms}");
        }
    }
}

/// [T4]
#[test]
fn the_header_counts_before_the_body_and_the_body_before_the_default() {
    let message = r#"{"message":"Rate limit exceeded the maximum. Retry the request in [42] seconds","status":429}"#;
    for (header, body, least) in [
        (Some("7"), message, 7_000),
        (Some("0"), message, 0),
        (None, message, 42_000),
        (Some(""), message, 42_000),
        (Some("soon"), message, 42_000),
        (Some("-7"), message, 42_000),
        (Some("+7"), message, 42_000),
        (Some("7.5"), message, 42_000),
        (Some(" 7 "), message, 42_000),
        (Some("99999999999999999999999999"), message, 600_000),
        (None, "retry in [1] second", 1_000),
        (None, "retry in [5]  seconds", 5_000),
        (None, "in [42] minutes", 2_000),
        (None, "in [] seconds", 2_000),
        (None, "in [x] seconds", 2_000),
        (None, "in [42", 2_000),
        (None, "[42] seconds", 2_000),
        (None, "", 2_000),
    ] {
        let ms = waited(too_many(header, body), 5);
        assert!((least..=least + least / 10).contains(&ms), "{header:?} {body:?}: {ms}");
    }
}

/// [T4]
#[test]
fn a_429_without_a_time_waits_two_then_four_then_eight_seconds() {
    let mut desk = limited(too_many(None, ""), 1);
    for (least, most) in [(2_000, 2_200), (4_000, 4_400)] {
        let ms = desk.until_timer().expect("a timer");
        assert!((least..=most).contains(&ms), "{ms}");
        assert!(desk.errors().is_empty());
        desk.pass(ms);
        desk.respond(too_many(None, ""));
    }
    assert_eq!(desk.errors().len(), 1);
    let least = (0..50).map(|seed| waited_after_three(too_many(None, ""), seed)).min();
    assert!(least >= Some(8_000), "T6 waits the longer: {least:?}");
}

/// Three 429s; gives how long the engine then waits, in ms.
fn waited_after_three(response: HttpResponse, seed: u64) -> u64 {
    let mut desk = limited(response.clone(), seed);
    for _ in 0..2 {
        desk.fire();
        desk.respond(response.clone());
    }
    assert_eq!(desk.token_requests().len(), 3);
    let ms = desk.until_timer().expect("a timer");
    desk.pass(ms.saturating_sub(1));
    assert_eq!(desk.token_requests().len(), 3);
    desk.pass(1);
    assert_eq!(desk.token_requests().len(), 4);
    ms
}

/// [T4] [T6]
#[test]
fn the_third_429_is_the_error_rate_limited() {
    let mut desk = limited(too_many(Some("3"), ""), 1);
    desk.fire();
    desk.respond(too_many(Some("3"), ""));
    assert!(desk.errors().is_empty());
    assert_eq!(desk.status(), Status::Connecting);
    desk.fire();
    desk.respond(too_many(Some("3"), ""));
    let errors = desk.errors();
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].code, errors[0].retryable, errors[0].status), (ErrorCode::RateLimited, true, Some(429)));
    assert!(errors[0].message.starts_with("OAuth token fetch failed after retries"));
    assert_eq!(desk.status(), Status::Error);
}

/// [T4] [T6]
#[test]
fn after_the_third_429_the_longer_of_both_waits_counts() {
    for seed in 0..50 {
        let named = waited_after_three(too_many(Some("120"), ""), seed);
        assert!((120_000..=132_000).contains(&named), "{named}");
    }
    let unnamed: Vec<u64> = (0..200).map(|seed| waited_after_three(too_many(Some("1"), ""), seed)).collect();
    assert!(unnamed.iter().all(|ms| (5_000..=10_000).contains(ms)), "{unnamed:?}");
    assert!(unnamed.iter().any(|ms| *ms < 5_200) && unnamed.iter().any(|ms| *ms > 9_800), "spread over 0–5 s");
}

/// [T4]
#[test]
fn the_tries_are_counted_from_0_after_the_error() {
    let mut desk = limited(too_many(Some("1"), ""), 1);
    for _ in 0..5 {
        desk.fire();
        desk.respond(too_many(Some("1"), ""));
    }
    assert_eq!((desk.token_requests().len(), desk.errors().len()), (6, 1), "reported once in an episode");
    assert_eq!(desk.counters().token_fetches, 6);
}

/// [T4]
#[test]
fn a_429_then_a_token_is_no_error() {
    let mut desk = limited(too_many(Some("3"), ""), 1);
    assert_eq!(desk.logs(LogLevel::Warn).len(), 1);
    desk.fire();
    desk.grant("token-1", 3_600);
    assert!(desk.errors().is_empty());
    assert!(desk.snapshot().error.is_none());
    assert_eq!(desk.opened().len(), 1);
}

/// [T4] [S2]
#[test]
fn during_the_wait_the_status_is_connecting_with_the_time_of_the_next_try() {
    let mut desk = limited(too_many(Some("30"), ""), 1);
    assert_eq!((desk.status(), desk.detail().phase), (Status::Connecting, Phase::Token));
    assert_eq!(desk.retry_in(), desk.until_timer());
    desk.fire();
    assert_eq!((desk.detail().phase, desk.retry_in()), (Phase::Token, None));
}

/// [T4] [S10]
#[test]
fn no_page_event_shortens_a_wait_that_the_server_named() {
    let everything = [
        PageEvent::Offline,
        PageEvent::Online,
        PageEvent::Hidden,
        PageEvent::Visible,
        PageEvent::Show,
        PageEvent::Freeze,
        PageEvent::Thaw,
    ];
    for limits in [1, 3] {
        let mut desk = limited(too_many(Some("60"), ""), 1);
        for _ in 1..limits {
            desk.fire();
            desk.respond(too_many(Some("60"), ""));
        }
        for _ in 0..6 {
            everything.into_iter().for_each(|event| desk.page(event));
            desk.start();
            desk.pass(9_999);
        }
        assert_eq!(desk.token_requests().len(), limits, "{limits} times 429");
        desk.pass(6_100);
        assert_eq!(desk.token_requests().len(), limits + 1, "{limits} times 429");
    }
}

/// [T4] [S10]
#[test]
fn a_clock_that_is_set_forward_shortens_no_wait_that_the_server_named() {
    for limits in [1, 3] {
        let mut desk = limited(too_many(Some("50"), ""), 1);
        for _ in 1..limits {
            desk.fire();
            desk.respond(too_many(Some("50"), ""));
        }
        desk.sleep(30_000);
        desk.sleep(3_600_000);
        desk.pass(49_999);
        assert_eq!(desk.token_requests().len(), limits);
        assert_eq!(desk.retry_in(), desk.until_timer());
        assert_eq!(desk.status(), if limits == 3 { Status::Error } else { Status::Connecting });
        desk.pass(5_001);
        assert_eq!(desk.token_requests().len(), limits + 1);
    }
}

/// [T4] [T6] [S10]
#[test]
fn a_wait_of_t6_that_is_longer_than_the_named_time_continues_during_sleep() {
    let mut desk = Desk::new(Config { auth_retry_delay_ms: 90_000, ..exactly(with_client()) });
    desk.start();
    for _ in 0..2 {
        desk.respond(too_many(Some("60"), ""));
        desk.fire();
    }
    desk.respond(too_many(Some("60"), ""));
    let before = desk.retry_in().expect("a wait");
    assert!((90_000..=95_000).contains(&before), "{before}");
    desk.sleep(20_000);
    assert_eq!((desk.retry_in(), desk.until_timer()), (Some(before - 20_000), Some(before - 20_000)));
}

/// [T4] [S9]
#[test]
fn a_start_at_the_time_that_the_server_named_sends_the_request_at_once() {
    let mut desk = limited(too_many(Some("60"), ""), 1);
    let named = desk.retry_in().expect("a wait");
    desk.stop();
    desk.pass(named - 1);
    desk.start();
    assert_eq!(desk.token_requests().len(), 1);
    desk.stop();
    desk.pass(1);
    desk.start();
    assert_eq!(desk.token_requests().len(), 2);
}

/// [T4] [S9] [S13]
#[test]
fn the_time_that_the_server_named_applies_after_stop_and_start() {
    for limits in [1, 3] {
        let mut desk = limited(too_many(Some("60"), ""), 1);
        for _ in 1..limits {
            desk.fire();
            desk.respond(too_many(Some("60"), ""));
        }
        desk.pass(10_000);
        desk.stop();
        desk.start();
        assert_eq!((desk.status(), desk.detail().phase), (Status::Connecting, Phase::Token));
        assert_eq!(desk.retry_in(), desk.until_timer());
        desk.pass(49_999);
        assert_eq!(desk.token_requests().len(), limits);
        desk.pass(6_001);
        assert_eq!(desk.token_requests().len(), limits + 1);
        desk.grant("token-1", 3_600);
        assert_eq!(desk.opened().len(), 1);
    }
}

/// [T4] [S10]
#[test]
fn the_time_that_the_server_named_applies_after_the_back_forward_cache() {
    let mut desk = limited(too_many(Some("60"), ""), 1);
    desk.page(PageEvent::Hide);
    assert_eq!(desk.armed, None);
    desk.pass(20_000);
    desk.page(PageEvent::Show);
    desk.pass(39_999);
    assert_eq!(desk.token_requests().len(), 1);
    desk.pass(6_001);
    assert_eq!(desk.token_requests().len(), 2);
}

/// [T4]
#[test]
fn a_429_during_a_refresh_does_not_affect_the_socket() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    desk.respond(too_many(Some("5"), ""));
    assert_eq!(desk.status(), Status::Connected);
    assert_eq!(desk.retry_in(), None);
    desk.pass(4_999);
    assert_eq!(desk.token_requests().len(), 1);
    desk.pass(501);
    assert_eq!(desk.token_requests().len(), 2);
    assert!(desk.closed().is_empty());
}

/// [T4] a day without calls for one odd header is worse than one request that comes too early.
#[test]
fn no_wait_is_longer_than_ten_minutes_and_a_long_one_is_reported_at_once_with_its_time() {
    let seconds = |text: &str| RetryAfter::seconds(text).expect("a number of seconds");
    let year_9999 = RetryAfter::At(WallTime(253_402_300_799_000));
    let headers = [seconds("86400"), seconds("99999999999999999999999999"), seconds("18446744073709551"), year_9999];
    for header in headers {
        let response = HttpResponse { retry_after: Some(header), ..too_many(None, "") };
        let mut desk = limited(response, 1);
        let error = desk.errors().remove(0);
        assert_eq!(
            (error.code, desk.errors().len(), desk.status()),
            (ErrorCode::RateLimited, 1, Status::Error),
            "{header:?}"
        );
        let wait_ms = desk.until_timer().expect("a timer");
        assert!(error.message.contains(&format!("in {} s", wait_ms.div_ceil(1_000))), "{}", error.message);
        assert_eq!(desk.retry_in(), Some(wait_ms));
        desk.stop();
        desk.start();
        desk.pass(599_999);
        assert_eq!(desk.token_requests().len(), 1, "{header:?}");
        desk.fire_until(|desk| desk.token_requests().len() == 2);
        desk.grant("token-1", 3_600);
        assert_eq!(desk.snapshot().error, None);
    }
}
