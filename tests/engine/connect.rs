//! Where a socket goes to, how long it may take, and the options of the connection (S1, S6).

use crate::support::typed::typed;
use crate::support::{Desk, exactly, with_client};
use genesys_toasts::Config;
use genesys_toasts::engine::config::{BackoffOptions, Jitter, Source};
use genesys_toasts::engine::{Secret, Status};

fn address(config: Config, token: &str) -> String {
    let mut desk = Desk::new(config);
    desk.start();
    desk.grant(token, 3_600);
    desk.opened().remove(0).1
}

/// [S1]
#[test]
fn the_socket_goes_to_the_region_with_the_token_percent_encoded() {
    for (token, encoded) in
        [("abcXYZ019", "abcXYZ019"), ("a b+c/d=e&f#g?h%", "a%20b%2Bc%2Fd%3De%26f%23g%3Fh%25"), ("ü", "%C3%BC")]
    {
        let url = address(Config { region: "usw2.pure.cloud".into(), ..with_client() }, token);
        assert_eq!(url, format!("wss://api.usw2.pure.cloud/api/v2/routing/events?access_token={encoded}"));
    }
}

/// [S1]
#[test]
fn socket_url_replaces_the_address_before_the_token_and_keeps_its_query() {
    for (given, before) in [
        ("ws://127.0.0.1:8080/events", "ws://127.0.0.1:8080/events?"),
        ("wss://gate.example/e?agent=7", "wss://gate.example/e?agent=7&"),
        ("wss://gate.example/e?", "wss://gate.example/e?"),
        ("wss://gate.example/e?agent=7&", "wss://gate.example/e?agent=7&"),
        ("wss://gate.example/e#top", "wss://gate.example/e?"),
        ("wss://gate.example/e?agent=7#a?b", "wss://gate.example/e?agent=7&"),
    ] {
        let url = address(Config { socket_url: Some(given.into()), ..with_client() }, "t");
        assert_eq!(url, format!("{before}access_token=t"));
    }
}

/// [S6] [S4]
#[test]
fn a_handshake_that_takes_over_15_s_has_failed() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.grant("t", 3_600);
    let slow = desk.opening();
    desk.pass(14_999);
    assert_eq!((desk.status(), desk.closed().len()), (Status::Connecting, 0));
    desk.pass(1);
    assert_eq!((desk.status(), desk.closed()), (Status::Disconnected, vec![(slow, 1000)]));
    assert_eq!((desk.detail().attempt, desk.retry_in()), (1, Some(1_000)));
    assert!(desk.errors().is_empty());
    desk.pass(1_000);
    desk.pass(15_000);
    assert_eq!((desk.detail().attempt, desk.retry_in()), (2, Some(2_000)));
}

/// [S6]
#[test]
fn a_handshake_in_the_last_millisecond_counts() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.grant("t", 3_600);
    desk.pass(14_999);
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(60_000);
    assert_eq!((desk.status(), desk.closed().len(), desk.opened().len()), (Status::Connected, 0, 1));
}

/// [S6]
#[test]
fn the_limit_of_a_handshake_is_an_option() {
    let mut desk = Desk::new(Config { connect_timeout_ms: 700, ..exactly(with_client()) });
    desk.start();
    desk.grant("t", 3_600);
    desk.pass(699);
    assert!(desk.closed().is_empty());
    desk.pass(1);
    assert_eq!(desk.closed().len(), 1);
}

/// [S6]
#[test]
fn a_refused_handshake_is_not_given_up_again() {
    let mut desk = Desk::new(Config { connect_timeout_ms: 500, ..exactly(with_client()) });
    desk.start();
    desk.grant("t", 3_600);
    desk.pass(100);
    desk.refuse();
    desk.pass(999);
    assert_eq!((desk.detail().attempt, desk.closed().len()), (1, 0));
}

/// [T1] [S1] [S4] [T8]
#[test]
fn the_options_are_read_as_the_app_gave_them() {
    let options = r#"{
        "region": "mypurecloud.ie", "source": "routing-events", "clientId": "c", "clientSecret": "s",
        "tokenUrl": "https://t", "socketUrl": "wss://s", "storageKey": "k", "unknown": 1,
        "backoff": { "maxMs": 9000, "jitter": "equal" },
        "refreshLeadMs": 1, "authRetryDelayMs": 2, "connectTimeoutMs": 3, "maxSilenceMs": 4.5
    }"#;
    let config = typed(&serde_json::from_str(options).expect("JSON"));
    assert_eq!((config.region.as_str(), config.source), ("mypurecloud.ie", Source::RoutingEvents));
    assert_eq!((config.client_id.as_deref(), config.client_secret), (Some("c"), Some(Secret::new("s"))));
    assert_eq!((config.token_url.as_deref(), config.socket_url.as_deref()), (Some("https://t"), Some("wss://s")));
    assert_eq!(config.storage_key.as_deref(), Some("k"));
    assert_eq!(config.backoff, BackoffOptions { base_ms: 1_000, max_ms: 9_000, jitter: Jitter::Equal });
    let times = [config.refresh_lead_ms, config.auth_retry_delay_ms, config.connect_timeout_ms];
    assert_eq!((times, config.max_silence_ms), ([1, 2, 3], Some(4)), "whole ms");
    assert!(!config.app_tokens && !config.keep_token);
}

/// [T6] [T8] [S4] [S6] [S11]
#[test]
fn an_option_that_is_not_given_has_its_default() {
    let config = typed(&serde_json::json!({}));
    assert_eq!(config.region, "mypurecloud.com");
    assert_eq!(config.backoff, BackoffOptions { base_ms: 1_000, max_ms: 30_000, jitter: Jitter::FullThenEqual });
    let times = [config.refresh_lead_ms, config.auth_retry_delay_ms, config.connect_timeout_ms];
    assert_eq!((times, config.max_silence_ms), ([30_000, 5_000, 15_000], Some(300_000)));
    assert!(config.client_id.is_none() && config.client_secret.is_none() && config.storage_key.is_none());
    for (word, jitter) in [
        ("full-then-equal", Jitter::FullThenEqual),
        ("full", Jitter::Full),
        ("equal", Jitter::Equal),
        ("none", Jitter::None),
    ] {
        assert_eq!(typed(&serde_json::json!({ "backoff": { "jitter": word } })).backoff.jitter, jitter);
    }
}

/// [S1] [T2] a region has more than one name.
#[test]
fn the_region_may_be_its_aws_name_or_the_host_of_one_of_its_services() {
    for (given, host) in [
        ("eu-west-1", "mypurecloud.ie"),
        ("us-east-1", "mypurecloud.com"),
        ("us-east-2", "use2.us-gov-pure.cloud"),
        ("eusc-de-east-1", "edee1.eusc-pure.cloud"),
        ("EU-West-1", "mypurecloud.ie"),
        ("api.mypurecloud.ie", "mypurecloud.ie"),
        ("login.usw2.pure.cloud", "usw2.pure.cloud"),
        ("apps.mypurecloud.de", "mypurecloud.de"),
        ("mypurecloud.ie", "mypurecloud.ie"),
        ("us-west-9", "us-west-9"),
        ("api.gateway.example", "api.gateway.example"),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
    ] {
        let config = Config { region: given.into(), ..with_client() };
        assert_eq!(config.token_endpoint(), format!("https://api.{host}/oauth/token"), "{given}");
        assert_eq!(config.api_endpoint("users/me"), format!("https://api.{host}/api/v2/users/me"), "{given}");
        assert_eq!(address(config, "t"), format!("wss://api.{host}/api/v2/routing/events?access_token=t"), "{given}");
    }
}
