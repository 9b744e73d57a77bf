//! Where a token comes from, and what is read in an answer (T1–T3).

use crate::support::{Desk, exactly, with_app_tokens, with_client};
use genesys_toasts::engine::config::Source;
use genesys_toasts::engine::tables::tables;
use genesys_toasts::engine::{AppToken, ErrorCode, LogLevel, Status, TokenReason};
use genesys_toasts::{Config, Output};

/// How long after the token's coming the next one is asked for, in ms; nothing where that is never.
fn requested_again_after(desk: &mut Desk) -> Option<u64> {
    let came = desk.now.mono_ms;
    let socket = desk.opening();
    desk.open(socket);
    desk.trace.clear();
    let asked = |desk: &Desk| {
        let asked = desk.trace.iter().find(|(_, output)| matches!(output, Output::Request(..) | Output::AskApp(..)));
        asked.map(|(at, _)| *at)
    };
    desk.fire_until(|desk| desk.until_timer().is_none() || asked(desk).is_some());
    asked(desk).map(|at| at - came)
}

/// [T1]
#[test]
fn client_credentials_are_posted_as_a_form() {
    let mut desk = Desk::new(Config { client_id: Some("a&b=c ü".into()), ..with_client() });
    desk.start();
    let requests = desk.token_requests();
    assert_eq!(requests.len(), 1);
    let (_, request) = &requests[0];
    assert_eq!(request.method, "POST");
    let headers: Vec<_> = request.headers.iter().map(|(name, value)| (*name, value.expose())).collect();
    assert_eq!(headers, [("Content-Type", "application/x-www-form-urlencoded")]);
    let body = request.body.as_ref().map(|body| body.expose().to_owned());
    assert_eq!(
        body.as_deref(),
        Some("grant_type=client_credentials&client_id=a%26b%3Dc%20%C3%BC&client_secret=s3cret%2F%2B%26")
    );
    assert!(desk.get_token_calls().is_empty());
}

/// [T1]
#[test]
fn get_token_is_called_instead_of_the_endpoint() {
    let mut desk = Desk::new(with_app_tokens());
    desk.start();
    assert_eq!(desk.get_token_calls().len(), 1);
    assert_eq!(desk.get_token_calls()[0].1, TokenReason::Start);
    assert!(desk.token_requests().is_empty());
    desk.app_returns("from-the-app");
    assert!(desk.opened()[0].1.ends_with("?access_token=from%2Dthe%2Dapp"));
    assert_eq!(desk.counters().token_fetches, 1);
}

/// [T1]
#[test]
fn get_token_gets_the_reason_of_the_call() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.app_throws("not yet");
    desk.pass(5_000);
    desk.app_returns_token(AppToken {
        access_token: "a".into(),
        expires_in_s: Some(100.0),
        expires_at_ms: None,
        ..AppToken::default()
    });
    let first = desk.opening();
    desk.open(first);
    desk.pass(70_000);
    desk.app_returns("b");
    let second = desk.opening();
    desk.open(second);
    desk.pass(5_000);
    desk.close(second, 4001);
    let reasons: Vec<_> = desk.get_token_calls().iter().map(|(_, reason)| reason.as_str()).collect();
    assert_eq!(reasons, ["start", "start", "refresh", "rejected"]);
}

/// [T1] [T7]
#[test]
fn the_table_of_options_forbids_neither_both_and_half() {
    let relations = tables().relations;
    assert_eq!(relations[0]["kind"], "exactlyOne");
    assert_eq!(relations[0]["groups"], serde_json::json!([["getToken"], ["clientId", "clientSecret"]]));
    assert_eq!(relations[1]["kind"], "requires");
    assert_eq!(
        [&relations[1]["when"], &relations[1]["unless"], &relations[1]["with"], &relations[1]["needs"]],
        ["tokenStorage", "memory", "getToken", "storageKey"]
    );
}

/// [T2]
#[test]
fn the_token_url_comes_from_the_region_unless_the_app_gives_one() {
    let ireland = Config { region: "mypurecloud.ie".into(), ..with_client() };
    let gateway = Config { token_url: Some("https://gate.example/t?x=1".into()), ..ireland.clone() };
    for (config, url) in [(ireland, "https://api.mypurecloud.ie/oauth/token"), (gateway, "https://gate.example/t?x=1")]
    {
        let mut desk = Desk::new(config);
        desk.start();
        assert_eq!(desk.token_requests()[0].1.url, url);
    }
}

/// [T3]
#[test]
fn the_life_of_a_token_is_its_expires_in_or_an_hour() {
    let hour = 3_570_000;
    for (expires_in, asked_after) in [
        (r#","expires_in":7200"#, 7_170_000),
        (r#","expires_in":86399.5"#, 86_369_500),
        (r#","expires_in":60"#, 30_000),
        (r#","expires_in":0.25"#, 1_000),
        ("", hour),
        (r#","expires_in":0"#, hour),
        (r#","expires_in":-5"#, hour),
        (r#","expires_in":null"#, hour),
        (r#","expires_in":"7200""#, hour),
        (r#","expires_in":"soon""#, hour),
        (r#","expires_in":[7200]"#, hour),
        (r#","expires_in":1e999"#, hour),
    ] {
        let mut desk = Desk::new(exactly(with_client()));
        desk.start();
        desk.answer(200, &format!(r#"{{"access_token":"t"{expires_in}}}"#));
        assert_eq!(requested_again_after(&mut desk), Some(asked_after), "{expires_in}");
    }
}

/// [T3]
#[test]
fn a_very_long_validity_does_not_overflow() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.answer(200, r#"{"access_token":"t","expires_in":1e300}"#);
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(400 * 86_400_000);
    assert_eq!(desk.token_requests().len(), 1);
    assert_eq!(desk.status(), Status::Connected);
}

/// [T3] [T5]
#[test]
fn any_2xx_with_a_token_will_do() {
    for status in [200, 201, 299] {
        let mut desk = Desk::new(with_client());
        desk.start();
        desk.answer(status, r#" {"token_type":"bearer","access_token":"\u0061b","extra":{"a":[1]}} "#);
        assert!(desk.opened()[0].1.ends_with("access_token=ab"), "{status}");
    }
    for status in [199, 300] {
        let mut desk = Desk::new(with_client());
        desk.start();
        desk.answer(status, r#"{"access_token":"ab"}"#);
        assert!(desk.opened().is_empty(), "{status}");
        assert_eq!(desk.errors()[0].code, ErrorCode::AuthFailed);
    }
}

/// [T3]
#[test]
fn an_answer_without_a_token_is_auth_failed() {
    for body in [
        r#"{"expires_in":3600}"#,
        r#"{"access_token":""}"#,
        r#"{"access_token":null}"#,
        r#"{"access_token":17}"#,
        r#"["access_token"]"#,
        "<html>Log in</html>",
        "",
    ] {
        let mut desk = Desk::new(with_client());
        desk.start();
        desk.answer(200, body);
        let errors = desk.errors();
        assert_eq!(errors.len(), 1, "{body}");
        assert_eq!((errors[0].code, errors[0].status), (ErrorCode::AuthFailed, Some(200)), "{body}");
        assert!(errors[0].message.contains("answered 200 without an access_token"), "{body}");
        assert_eq!(desk.status(), Status::Error);
        assert!(desk.opened().is_empty());
    }
}

/// [T3]
#[test]
fn missing_scopes_are_named_in_one_warning() {
    let all = "routing:conversation:read routing:queue:read user:read";
    for (scope, missing) in [
        ("user:read routing:queue:read", "routing:conversation:read"),
        ("user:readonly  routing:conversation:read", "routing:queue:read, user:read"),
        ("", "routing:conversation:read, routing:queue:read, user:read"),
        (all, ""),
    ] {
        let mut desk = Desk::new(exactly(with_client()));
        desk.start();
        desk.answer(200, &format!(r#"{{"access_token":"a","expires_in":60,"scope":"{scope}"}}"#));
        let socket = desk.opening();
        desk.open(socket);
        desk.pass(30_000);
        desk.answer(200, &format!(r#"{{"access_token":"b","expires_in":60,"scope":"{scope}"}}"#));
        let warnings = desk.logs(LogLevel::Warn);
        if missing.is_empty() {
            assert!(warnings.is_empty(), "{scope}");
        } else {
            assert_eq!(warnings, [format!("the token lacks the scope {missing}")], "{scope}");
        }
    }
}

/// [T3] published for `users/me`, too.
#[test]
fn user_basic_info_does_in_place_of_users_readonly() {
    for (users, missing) in [("user-basic-info", 0), ("users", 0), ("users:readonly", 0), ("presence", 1)] {
        let config = Config { source: Source::Notifications, user_id: Some("me".into()), ..with_client() };
        let mut desk = Desk::new(config);
        desk.start();
        desk.answer_stored_channel(None);
        let scope = format!("notifications conversations:readonly {users}");
        desk.answer(200, &format!(r#"{{"access_token":"a","expires_in":60,"scope":"{scope}"}}"#));
        let lacks = |line: &&String| line.contains("lacks the scope users:readonly");
        assert_eq!(desk.logs(LogLevel::Warn).iter().filter(lacks).count(), missing, "{users}");
    }
}

/// [T3]
#[test]
fn an_answer_without_scope_gives_no_warning() {
    for scope in ["", r#","scope":null"#, r#","scope":["user:read"]"#] {
        let mut desk = Desk::new(with_client());
        desk.start();
        desk.answer(200, &format!(r#"{{"access_token":"a"{scope}}}"#));
        assert!(desk.logs(LogLevel::Warn).is_empty(), "{scope}");
        assert_eq!(desk.opened().len(), 1);
    }
}

/// [T3]
#[test]
fn a_token_of_the_app_is_valid_as_long_as_the_app_says() {
    let in_ms = |desk: &Desk, ms: i64| Some((desk.now.wall.0 + ms) as f64);
    let desk = Desk::new(with_app_tokens());
    for (expires_in_s, expires_at_ms, asked_after) in [
        (Some(100.0), None, Some(70_000)),
        (None, in_ms(&desk, 100_000), Some(70_000)),
        (Some(500.0), in_ms(&desk, 100_000), Some(70_000)),
        (Some(0.5), None, Some(1_000)),
        (None, None, None),
        (Some(0.0), None, None),
        (Some(-1.0), None, None),
        (Some(f64::NAN), None, None),
        (Some(f64::INFINITY), None, None),
        (Some(100.0), Some(f64::NAN), Some(70_000)),
        (None, Some(f64::INFINITY), None),
    ] {
        let mut desk = Desk::new(exactly(with_app_tokens()));
        desk.start();
        desk.app_returns_token(AppToken {
            access_token: "a".into(),
            expires_in_s,
            expires_at_ms,
            ..AppToken::default()
        });
        assert!(desk.logs(LogLevel::Warn).is_empty());
        assert_eq!(requested_again_after(&mut desk), asked_after, "{expires_in_s:?} {expires_at_ms:?}");
    }
}

/// [T3]
#[test]
fn an_expiry_in_the_past_does_not_count_and_gives_one_warning() {
    for (expires_in_s, ahead_ms, asked_after) in
        [(None, 0, None), (Some(100.0), 0, Some(70_000)), (None, -3_600_000, None), (None, 1, Some(1_000))]
    {
        let mut desk = Desk::new(exactly(with_app_tokens()));
        let expires_at_ms = Some((desk.now.wall.0 + ahead_ms) as f64);
        desk.start();
        desk.app_returns_token(AppToken {
            access_token: "a".into(),
            expires_in_s,
            expires_at_ms,
            ..AppToken::default()
        });
        assert_eq!(desk.logs(LogLevel::Warn).len(), usize::from(ahead_ms <= 0));
        assert_eq!(requested_again_after(&mut desk), asked_after);
        if asked_after.is_some() {
            desk.app_returns_token(AppToken {
                access_token: "b".into(),
                expires_in_s,
                expires_at_ms: Some(0.0),
                ..AppToken::default()
            });
            assert_eq!(desk.logs(LogLevel::Warn).len(), usize::from(ahead_ms > 0), "one warning, no second");
        }
    }
}

/// [T3] [T10]
#[test]
fn a_token_of_unknown_expiry_is_used_until_the_server_refuses_it() {
    let mut desk = Desk::connected_with(exactly(with_app_tokens()));
    desk.pass(5_000);
    assert_eq!(desk.armed, None);
    desk.pass(30 * 86_400_000);
    desk.close(desk.newest_socket(), 1006);
    desk.pass(1_000);
    let again = desk.opening();
    desk.open(again);
    desk.pass(5_000);
    assert!(desk.get_token_calls().is_empty());
    desk.close(again, 4001);
    assert_eq!(desk.get_token_calls().len(), 1);
}
