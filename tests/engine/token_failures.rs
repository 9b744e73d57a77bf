//! What comes of a token request that fails (T5).

use crate::support::{Desk, exactly, with_app_tokens, with_client};
use genesys_toasts::engine::{
    AppFailure, AppToken, ErrorCode, HttpResponse, RequestFailure, RetryAfter, Secret, Status,
};
use genesys_toasts::{Config, Input, Output};

fn cancelled(desk: &Desk) -> usize {
    desk.outputs().filter(|output| matches!(output, Output::Cancel(_))).count()
}

/// [T5]
#[test]
fn a_refusal_is_auth_failed_and_only_server_errors_are_retryable() {
    for (status, retryable) in [
        (400, false),
        (401, false),
        (403, false),
        (404, false),
        (405, false),
        (407, false),
        (408, true),
        (409, false),
        (428, false),
        (430, false),
        (499, false),
        (500, true),
        (503, true),
        (599, true),
    ] {
        let mut desk = Desk::new(with_client());
        desk.start();
        desk.answer(status, r#"{"error":"invalid_client","description":"no such client"}"#);
        let errors = desk.errors();
        assert_eq!(errors.len(), 1);
        assert_eq!(
            (errors[0].code, errors[0].status, errors[0].retryable),
            (ErrorCode::AuthFailed, Some(status), retryable)
        );
        let said = format!(
            r#"The token endpoint https://api.mypurecloud.com/oauth/token answered {status}. It said: {{"error":"invalid_client","description":"no such client"}}"#
        );
        assert!(errors[0].message.starts_with(&said), "{}", errors[0].message);
        assert_eq!(desk.snapshot().error.as_ref(), errors.first());
    }
}

/// [T5]
#[test]
fn each_refusal_says_what_to_check() {
    for (status, advice) in [
        (400, "Check client id, client secret and grant type"),
        (401, "Check client id, client secret and grant type"),
        (403, "Check that the OAuth client is active"),
        (404, "Check region and tokenUrl."),
        (405, "Check region and tokenUrl."),
        (500, "It is tried again by itself."),
    ] {
        let mut desk = Desk::new(with_client());
        desk.start();
        desk.answer(status, "");
        let message = &desk.errors()[0].message;
        assert!(message.contains(&format!("answered {status}. {advice}")), "{message}");
    }
}

/// [T5]
#[test]
fn the_error_text_of_the_server_is_one_line_of_500_characters_at_most() {
    for (length, reported) in [(500, 500), (501, 500), (499, 499)] {
        let mut desk = Desk::new(with_client());
        desk.start();
        desk.answer(500, &"§".repeat(length));
        assert_eq!(desk.errors()[0].message.matches('§').count(), reported);
    }
    let mut desk = Desk::new(with_client());
    desk.start();
    desk.answer(500, "  out\r\nof\torder \u{7}\n");
    assert!(desk.errors()[0].message.contains("It said: out  of order It"), "{}", desk.errors()[0].message);
}

/// [T5] [T11]
#[test]
fn token_and_secret_are_removed_from_the_error_text_before_it_is_cut() {
    let long = "§".repeat(495);
    for body in
        ["you sent s3cret/+&!", "you sent s3cret%2F%2B%26!", &format!("{long}s3cret/+&"), &format!("{long}token-1")]
    {
        let mut desk = Desk::connected_with(exactly(with_client()));
        desk.pass(3_570_000);
        desk.answer(400, body);
        let message = desk.errors()[0].message.clone();
        assert!(message.contains("[reda"), "{message}");
        assert!(!message.contains("s3") && !message.contains("tok-") && !message.contains("token-"), "{message}");
    }
}

/// [T5]
#[test]
fn no_answer_at_all_is_a_network_error() {
    let mut desk = Desk::new(with_client());
    desk.start();
    desk.fail_request();
    let errors = desk.errors();
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].code, errors[0].status, errors[0].retryable), (ErrorCode::Network, None, true));
    let said = "No answer from the token endpoint https://api.mypurecloud.com/oauth/token (Failed to fetch)";
    assert!(errors[0].message.starts_with(said) && errors[0].message.contains("(CORS)"), "{}", errors[0].message);
    assert_eq!(desk.status(), Status::Error);
}

/// [T5] [S7]
#[test]
fn a_request_of_over_15_s_is_cancelled_and_its_late_answer_dropped() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    let (slow, _) = desk.token_requests()[0];
    desk.pass(14_999);
    assert!(desk.errors().is_empty() && cancelled(&desk) == 0);
    desk.pass(1);
    assert!(desk.outputs().any(|output| matches!(output, Output::Cancel(id) if *id == slow)));
    let errors = desk.errors();
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].code, errors[0].retryable), (ErrorCode::Network, true));
    let said = "The token endpoint https://api.mypurecloud.com/oauth/token took over 15 s";
    assert!(errors[0].message.starts_with(said), "{}", errors[0].message);
    let late = r#"{"access_token":"late"}"#;
    desk.input(Input::Answer(slow, Ok(HttpResponse { status: 200, body: late.into(), ..HttpResponse::default() })));
    desk.input(Input::Answer(slow, Err(RequestFailure { message: "late".into() })));
    assert!(desk.opened().is_empty());
    assert_eq!((desk.errors().len(), desk.counters().stale), (1, 2));
    desk.pass(5_000);
    desk.input(Input::Answer(slow, Ok(HttpResponse { status: 200, body: late.into(), ..HttpResponse::default() })));
    assert!(desk.opened().is_empty());
    desk.grant("in-time", 60);
    assert!(desk.opened()[0].1.ends_with("in%2Dtime"));
}

/// [T5]
#[test]
fn an_answer_in_the_last_millisecond_counts() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.pass(14_999);
    desk.grant("token-1", 3_600);
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(60_000);
    assert_eq!((desk.opened().len(), desk.errors().len(), cancelled(&desk)), (1, 0, 0));
}

/// [T5] [S7]
#[test]
fn a_get_token_of_over_15_s_is_aborted_and_its_late_answer_dropped() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    let (slow, _) = desk.get_token_calls()[0];
    desk.pass(14_999);
    assert!(desk.errors().is_empty());
    desk.pass(1);
    assert_eq!(cancelled(&desk), 1);
    assert_eq!((desk.errors()[0].code, desk.errors()[0].retryable), (ErrorCode::Network, true));
    assert!(desk.errors()[0].message.starts_with("getToken took over 15 s"));
    let late = AppToken { access_token: "late".into(), expires_in_s: None, expires_at_ms: None, ..AppToken::default() };
    desk.input(Input::AppToken(slow, Ok(late)));
    desk.input(Input::AppToken(slow, Err(AppFailure::default())));
    assert!(desk.opened().is_empty());
    assert_eq!((desk.errors().len(), desk.counters().stale), (1, 2));
}

/// [T5]
#[test]
fn a_get_token_that_throws_is_auth_failed_with_its_message() {
    let mut desk = Desk::new(with_app_tokens());
    desk.start();
    desk.app_throws("session over:\n log in again");
    let errors = desk.errors();
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].code, errors[0].status, errors[0].retryable), (ErrorCode::AuthFailed, None, true));
    assert!(errors[0].message.starts_with("getToken failed: session over:  log in again. "), "{}", errors[0].message);
    let mut desk = Desk::new(with_app_tokens());
    desk.start();
    desk.app_throws(&"§".repeat(600));
    assert_eq!(desk.errors()[0].message.matches('§').count(), 500);
}

/// [T5]
#[test]
fn a_get_token_that_returns_no_token_is_auth_failed_and_not_retryable() {
    let mut desk = Desk::new(with_app_tokens());
    desk.start();
    desk.app_returns("");
    let errors = desk.errors();
    assert_eq!((errors[0].code, errors[0].status, errors[0].retryable), (ErrorCode::AuthFailed, None, false));
    assert!(errors[0].message.starts_with("getToken gave an empty token"));
    assert!(desk.opened().is_empty());
}

/// [T5] [T11]
#[test]
fn the_reported_message_of_get_token_does_not_contain_the_token() {
    let mut desk = Desk::new(Config { client_secret: Some(Secret::new("")), ..exactly(with_app_tokens()) });
    desk.start();
    desk.app_returns_token(AppToken {
        access_token: "a/b".into(),
        expires_in_s: Some(60.0),
        expires_at_ms: None,
        ..AppToken::default()
    });
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(30_000);
    desk.app_throws("a/b and a%2Fb are over");
    assert!(desk.errors()[0].message.starts_with("getToken failed: [redacted] and [redacted] are over."));
}

/// [T3] a token that was copied with the text around it.
#[test]
fn white_space_and_the_scheme_around_a_token_of_the_app_are_taken_off() {
    for given in ["tok", " tok\n", "Bearer tok", "bearer  tok", "\tBEARER tok \r\n"] {
        let mut desk = Desk::new(with_app_tokens());
        desk.start();
        desk.app_returns(given);
        assert!(desk.opened()[0].1.ends_with("access_token=tok"), "{given:?}");
    }
}

/// [T3] [T5] a browser would refuse each request, and name no token.
#[test]
fn a_token_that_no_header_takes_is_auth_failed() {
    for given in ["a\nb", "a\tb", "tök", "Bearer ", " \n", "\u{feff}tok"] {
        let mut desk = Desk::new(with_app_tokens());
        desk.start();
        desk.app_returns(given);
        let error = desk.errors().remove(0);
        assert_eq!((error.code, error.retryable), (ErrorCode::AuthFailed, false), "{given:?}");
        assert!(error.message.starts_with("getToken gave a"), "{}", error.message);
        assert!(!error.message.contains("tok,") && desk.opened().is_empty());
    }
}

/// [T4] an app that asks its own server passes a 429 on.
#[test]
fn a_get_token_that_was_answered_429_is_waited_for_and_tried_again() {
    let limited =
        || AppFailure { message: "too many".into(), status: Some(429), retry_after: Some(RetryAfter::Seconds(30)) };
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.app_fails(limited());
    desk.pass(29_999);
    assert_eq!((desk.get_token_calls().len(), desk.errors().len()), (1, 0));
    desk.pass(3_001);
    assert_eq!(desk.get_token_calls().len(), 2);
    desk.app_fails(limited());
    desk.fire_until(|desk| desk.get_token_calls().len() == 3);
    desk.app_fails(limited());
    let error = desk.errors().remove(0);
    assert_eq!((error.code, error.status), (ErrorCode::RateLimited, Some(429)));
    assert!(error.message.contains("getToken was answered 429"), "{}", error.message);
}

/// [T3] [D2]
#[test]
fn an_expiry_that_is_no_number_counts_as_unknown_and_gives_one_warning() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.app_returns_token(AppToken { access_token: "a".into(), unreadable_expiry: true, ..AppToken::default() });
    let warnings = desk.logs(genesys_toasts::engine::LogLevel::Warn);
    assert!(warnings.len() == 1 && warnings[0].contains("expiresIn"), "{warnings:?}");
    desk.open(desk.opening());
    desk.pass(86_400_000);
    assert_eq!(desk.get_token_calls().len(), 1);
}
