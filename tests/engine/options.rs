//! The table of options against the options that the engine reads.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::support::typed::typed;
use genesys_toasts::Config;
use genesys_toasts::engine::Secret;
use genesys_toasts::engine::action_io::{OfferedActions, ToastAction};
use genesys_toasts::engine::alerts::{AlertOptions, AlertWhen, NotificationOptions, SoundOptions};
use genesys_toasts::engine::config::{
    BackoffOptions, Durations, Jitter, Redeliver, Ringing, Source, TabSharing, ToastDuration,
};
use genesys_toasts::engine::options::{ByMedia, Labels, Switch, Words};
use genesys_toasts::engine::tables::tables;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const DAY_MS: f64 = 86_400_000.0;

fn read(options: Value) -> Config {
    typed(&options)
}

/// What the engine reads where nothing but the group of this option is given: an object in place of `true` turns an alert on.
fn untouched(path: &str) -> String {
    let group = path.rsplit_once('.').map_or_else(|| json!({}), |(group, _)| with(group, json!({})));
    format!("{:?}", read(group))
}

/// An object in which this option, perhaps inside another, has this value.
fn with(path: &str, value: Value) -> Value {
    path.rsplit('.').fold(value, |inner, name| json!({ name: inner }))
}

/// [S2] [O2] [E9]
#[test]
fn every_option_is_in_the_table_once() {
    let expected = "region source clientId clientSecret tokenUrl socketUrl apiUrl userId topics ringing storageKey tabs duration redeliver \
                    callerRoles maxToasts maxAgeMs backoff.baseMs backoff.maxMs backoff.jitter refreshLeadMs authRetryDelayMs \
                    connectTimeoutMs maxSilenceMs resyncIntervalMs actions alerts.title alerts.title.showCaller alerts.sound alerts.sound.when \
                    alerts.sound.volume alerts.sound.afterMs alerts.sound.url alerts.sound.sinkId alerts.notification \
                    alerts.notification.when alerts.notification.afterMs alerts.notification.showCaller \
                    alerts.notification.requireInteraction alerts.notification.icon alerts.labels getToken tokenStorage onToast onDismiss \
                    onStatus onOpen onError phone logger wasm";
    let paths: Vec<String> = tables().options.into_iter().map(|option| option.path).collect();
    assert_eq!(paths, expected.split_whitespace().collect::<Vec<_>>());
    assert!(tables().options.iter().all(|option| option.doc.ends_with('.')));
}

/// [E4] [E9] [O2] [O3] [O4] [S4] [S6] [S11] [T6] [T7] [T8]
#[test]
fn the_table_has_every_default() {
    let defaults: Vec<(String, Value)> =
        tables().options.into_iter().filter(|o| !o.default.is_null()).map(|o| (o.path, o.default)).collect();
    let expected = [
        ("region", json!("mypurecloud.com")),
        ("source", json!("routing-events")),
        ("ringing", json!("mine")),
        ("tabs", json!("shared")),
        ("duration", json!(8_000)),
        ("redeliver", json!("after-dismiss")),
        ("callerRoles", json!(["agent"])),
        ("maxToasts", json!(50)),
        ("maxAgeMs", json!(120_000)),
        ("backoff.baseMs", json!(1_000)),
        ("backoff.maxMs", json!(30_000)),
        ("backoff.jitter", json!("full-then-equal")),
        ("refreshLeadMs", json!(30_000)),
        ("authRetryDelayMs", json!(5_000)),
        ("connectTimeoutMs", json!(15_000)),
        ("maxSilenceMs", json!(300_000)),
        ("resyncIntervalMs", json!(300_000)),
        ("actions", json!(false)),
        ("alerts.title", json!(true)),
        ("alerts.title.showCaller", json!(false)),
        ("alerts.sound", json!(false)),
        ("alerts.sound.when", json!("always")),
        ("alerts.sound.volume", json!(0.5)),
        ("alerts.sound.afterMs", json!(0)),
        ("alerts.notification", json!(false)),
        ("alerts.notification.when", json!("unfocused")),
        ("alerts.notification.afterMs", json!(0)),
        ("alerts.notification.showCaller", json!(false)),
        ("alerts.notification.requireInteraction", json!(false)),
        ("tokenStorage", json!("memory")),
    ];
    assert_eq!(defaults, expected.map(|(path, default)| (path.to_owned(), default)));
}

/// [O2]
#[test]
fn each_default_in_the_table_is_the_one_of_the_engine() {
    assert_eq!(format!("{:?}", read(json!({}))), format!("{:?}", Config::default()));
    for option in tables().options.into_iter().filter(|option| !option.default.is_null()) {
        let given = read(with(&option.path, option.default));
        assert_eq!(format!("{given:?}"), untouched(&option.path), "{}", option.path);
    }
}

/// [O2] [O3]
#[test]
fn each_default_by_source_in_the_table_is_the_one_of_the_engine() {
    let mut config = Config { source: Source::Notifications, ..Config::default() };
    let mut count = 0;
    for option in tables().options {
        let Some(value) = option.default_by_source.get(Source::Notifications.word()) else { continue };
        count += 1;
        let given = read(with(&option.path, value.clone()));
        match option.path.as_str() {
            "duration" => config.duration = given.duration,
            "maxAgeMs" => config.max_age_ms = given.max_age_ms,
            other => panic!("{other} has a default of its own for a source"),
        }
    }
    assert_eq!(count, 2);
    assert_eq!(format!("{config:?}"), format!("{:?}", Config::of_source(Source::Notifications)));
}

/// [O2] [O3] [O4] [S4] [S6] [S11] [T6] [T8]
#[test]
fn every_number_has_its_range_and_its_unit() {
    let options = tables().options;
    let ranges: Vec<_> =
        options.iter().filter_map(|o| Some((o.path.as_str(), o.kind, o.min?, o.max?, o.infinity, o.unit))).collect();
    let ms = Some("ms");
    let expected = [
        ("topics", "strings", 1.0, 1_000.0, false, None),
        ("duration", "duration", 0.0, DAY_MS, true, ms),
        ("maxToasts", "integer", 1.0, 1_000.0, false, None),
        ("maxAgeMs", "number", 1_000.0, DAY_MS, false, ms),
        ("backoff.baseMs", "number", 1.0, DAY_MS, false, ms),
        ("backoff.maxMs", "number", 1.0, DAY_MS, false, ms),
        ("refreshLeadMs", "number", 0.0, DAY_MS, false, ms),
        ("authRetryDelayMs", "number", 1.0, DAY_MS, false, ms),
        ("connectTimeoutMs", "number", 1.0, DAY_MS, false, ms),
        ("maxSilenceMs", "number", 1.0, DAY_MS, true, ms),
        ("resyncIntervalMs", "number", 10_000.0, DAY_MS, false, ms),
        ("alerts.sound.volume", "number", 0.0, 1.0, false, None),
        ("alerts.sound.afterMs", "number", 0.0, DAY_MS, false, ms),
        ("alerts.notification.afterMs", "number", 0.0, DAY_MS, false, ms),
    ];
    assert_eq!(ranges, expected);
}

/// [S1] [T1] [T2] [T7] [D2]
#[test]
fn every_other_option_has_its_kind() {
    let options = tables().options;
    let others = options.iter().filter(|o| o.min.is_none() && o.max.is_none());
    let kinds: Vec<(&str, &str)> = others.map(|o| (o.path.as_str(), o.kind)).collect();
    let expected = [
        ("region", "host"),
        ("source", "enum"),
        ("clientId", "string"),
        ("clientSecret", "string"),
        ("tokenUrl", "httpUrl"),
        ("socketUrl", "wsUrl"),
        ("apiUrl", "httpUrl"),
        ("userId", "string"),
        ("ringing", "enum"),
        ("storageKey", "string"),
        ("tabs", "enum"),
        ("redeliver", "enum"),
        ("callerRoles", "strings"),
        ("backoff.jitter", "enum"),
        ("actions", "actions"),
        ("alerts.title", "switch"),
        ("alerts.title.showCaller", "boolean"),
        ("alerts.sound", "switch"),
        ("alerts.sound.when", "enum"),
        ("alerts.sound.url", "string"),
        ("alerts.sound.sinkId", "string"),
        ("alerts.notification", "switch"),
        ("alerts.notification.when", "enum"),
        ("alerts.notification.showCaller", "boolean"),
        ("alerts.notification.requireInteraction", "boolean"),
        ("alerts.notification.icon", "string"),
        ("alerts.labels", "labels"),
        ("getToken", "function"),
        ("tokenStorage", "storage"),
        ("onToast", "function"),
        ("onDismiss", "function"),
        ("onStatus", "function"),
        ("onOpen", "function"),
        ("onError", "function"),
        ("phone", "phone"),
        ("logger", "logger"),
        ("wasm", "wasm"),
    ];
    assert_eq!(kinds, expected);
}

/// [E9] [S4]
#[test]
fn the_engine_accepts_every_word_of_the_table_and_no_other() {
    let options = tables().options;
    let words: Vec<(&str, &[&str])> =
        options.iter().filter(|o| o.kind == "enum").map(|o| (o.path.as_str(), o.values.as_slice())).collect();
    let expected: [(&str, &[&str]); 7] = [
        ("source", &["routing-events", "notifications"]),
        ("ringing", &["mine", "any-agent"]),
        ("tabs", &["shared", "separate"]),
        ("redeliver", &["after-dismiss", "next-ring"]),
        ("backoff.jitter", &["full-then-equal", "full", "equal", "none"]),
        ("alerts.sound.when", &["always", "unfocused", "hidden"]),
        ("alerts.notification.when", &["unfocused", "hidden"]),
    ];
    assert_eq!(words, expected);
    for (path, values) in words {
        // Each of them gives other options than the others do.
        let read: BTreeSet<String> = values.iter().map(|word| format!("{:?}", read(with(path, json!(word))))).collect();
        assert_eq!(read.len(), values.len(), "{path}");
        assert_eq!(format!("{:?}", self::read(with(path, json!("other")))), untouched(path), "{path}");
    }
    assert_eq!(read(json!({ "redeliver": "next-ring" })).redeliver, Redeliver::NextRing);
    let sources = [Source::RoutingEvents, Source::Notifications];
    assert_eq!(sources.map(Words::word), ["routing-events", "notifications"]);
    assert_eq!(read(json!({ "ringing": "any-agent" })).ringing, Ringing::AnyAgent);
    let jitter = |word| read(json!({ "backoff": { "jitter": word } })).backoff.jitter;
    assert_eq!(
        ["full-then-equal", "full", "equal", "none"].map(jitter),
        [Jitter::FullThenEqual, Jitter::Full, Jitter::Equal, Jitter::None]
    );
}

/// [O2] [S1] [T2]
#[test]
fn every_option_that_the_engine_reads_arrives() {
    let config = read(json!({
        "region": "mypurecloud.ie",
        "source": "routing-events",
        "clientId": "the-client",
        "clientSecret": "s3cret",
        "tokenUrl": "https://tokens.example/",
        "socketUrl": "wss://sockets.example/",
        "storageKey": "agent-7",
        "tabs": "separate",
        "duration": 2_500,
        "redeliver": "next-ring",
        "callerRoles": ["customer", "agent"],
        "maxToasts": 3,
        "maxAgeMs": 60_000,
        "backoff": { "baseMs": 500, "maxMs": 9_000.5, "jitter": "equal" },
        "refreshLeadMs": 10_000,
        "authRetryDelayMs": 700,
        "connectTimeoutMs": 3_000,
        "maxSilenceMs": 45_000,
        "apiUrl": "https://api.example",
        "userId": "agent-1",
        "topics": ["v2.users.agent-1.conversations.calls"],
        "ringing": "any-agent",
        "resyncIntervalMs": 60_000,
        "actions": ["decline", "answer", "decline"],
        "alerts": {
            "title": false,
            "sound": { "when": "hidden", "volume": 0.25, "afterMs": { "voice": 0, "default": 2_000 }, "url": "/ring.mp3", "sinkId": "headset" },
            "notification": { "when": "hidden", "afterMs": 500, "showCaller": true, "requireInteraction": true, "icon": "/icon.png" },
            "labels": { "incoming": "Eingehend", "voice": "Anruf" },
        },
    }));
    let expected = Config {
        region: "mypurecloud.ie".into(),
        source: Source::RoutingEvents,
        client_id: Some("the-client".into()),
        client_secret: Some(Secret::new("s3cret")),
        token_url: Some("https://tokens.example/".into()),
        socket_url: Some("wss://sockets.example/".into()),
        api_url: Some("https://api.example".into()),
        user_id: Some("agent-1".into()),
        topics: vec!["v2.users.agent-1.conversations.calls".into()],
        ringing: Ringing::AnyAgent,
        storage_key: Some("agent-7".into()),
        tabs: TabSharing::Separate,
        duration: Durations::All(ToastDuration::Ms(2_500)),
        redeliver: Redeliver::NextRing,
        caller_roles: vec!["customer".into(), "agent".into()],
        max_toasts: 3,
        max_age_ms: 60_000,
        backoff: BackoffOptions { base_ms: 500, max_ms: 9_000, jitter: Jitter::Equal },
        refresh_lead_ms: 10_000,
        auth_retry_delay_ms: 700,
        connect_timeout_ms: 3_000,
        max_silence_ms: Some(45_000),
        resync_interval_ms: 60_000,
        actions: OfferedActions(vec![ToastAction::Answer, ToastAction::Decline]),
        alerts: AlertOptions {
            title: Switch(None),
            sound: Switch(Some(SoundOptions {
                when: AlertWhen::Hidden,
                volume: 0.25,
                after_ms: ByMedia::Each(vec![("default".into(), 2_000), ("voice".into(), 0)]),
                url: ByMedia::All("/ring.mp3".into()),
                sink_id: Some("headset".into()),
            })),
            notification: Switch(Some(NotificationOptions {
                when: AlertWhen::Hidden,
                after_ms: ByMedia::All(500),
                show_caller: true,
                require_interaction: true,
                icon: Some("/icon.png".into()),
            })),
            labels: Labels(vec![("incoming".into(), "Eingehend".into()), ("voice".into(), "Anruf".into())]),
        },
        app_tokens: false,
        keep_token: false,
    };
    assert_eq!(format!("{config:?}"), format!("{expected:?}"));
    assert_eq!(config.client_secret.map(|secret| secret.expose().to_owned()), Some("s3cret".to_owned()));
}

/// [T1] [T7]
#[test]
fn functions_and_unknown_names_are_left_to_javascript() {
    let config = read(
        json!({ "getToken": {}, "tokenStorage": "local", "onToast": {}, "appTokens": true, "keepToken": true, "x": 1 }),
    );
    assert!(!config.app_tokens && !config.keep_token);
    assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
}

/// [S4]
#[test]
fn a_backoff_with_some_fields_keeps_the_defaults_of_the_others() {
    let default = BackoffOptions::default();
    assert_eq!(read(json!({ "backoff": {} })).backoff, default);
    assert_eq!(read(json!({ "backoff": { "baseMs": 5 } })).backoff, BackoffOptions { base_ms: 5, ..default });
    assert_eq!(read(json!({ "backoff": { "maxMs": 5 } })).backoff, BackoffOptions { max_ms: 5, ..default });
    let none = BackoffOptions { jitter: Jitter::None, ..default };
    assert_eq!(read(json!({ "backoff": { "jitter": "none" } })).backoff, none);
}

/// [O2]
#[test]
fn a_duration_is_a_number_a_word_or_one_of_these_for_each_media_type() {
    let duration = |value| read(json!({ "duration": value })).duration;
    assert_eq!(duration(json!(0)), Durations::All(ToastDuration::Ms(0)));
    assert_eq!(duration(json!(1_500.5)), Durations::All(ToastDuration::Ms(1_500)), "whole ms");
    assert_eq!(duration(json!("while-ringing")), Durations::All(ToastDuration::WhileRinging));
    let by_media = vec![
        ("chat".to_owned(), ToastDuration::Ms(3_000)),
        ("default".to_owned(), ToastDuration::Ms(5_000)),
        ("voice".to_owned(), ToastDuration::WhileRinging),
    ];
    let written = json!({ "voice": "while-ringing", "chat": 3_000, "default": 5_000 });
    assert_eq!(duration(written), Durations::Each(by_media));
    for wrong in [json!("forever"), json!("WhileRinging"), json!(null), json!([]), json!({ "voice": "forever" })] {
        assert_eq!(duration(wrong.clone()), Config::default().duration, "{wrong}");
    }
}

/// [O2]
#[test]
fn a_duration_has_a_limit_or_none() {
    let cases = [
        (ToastDuration::Ms(0), Some(0)),
        (ToastDuration::Ms(8_000), Some(8_000)),
        (ToastDuration::Unlimited, None),
        (ToastDuration::WhileRinging, None),
    ];
    for (duration, limit_ms) in cases {
        assert_eq!(duration.limit_ms(), limit_ms, "{duration:?}");
    }
}

/// [O2]
#[test]
fn a_media_type_that_is_not_named_has_the_default_of_the_option_and_else_that_of_the_source() {
    let options = |source: &str, duration: Value| read(json!({ "source": source, "duration": duration }));
    for source in ["routing-events", "notifications"] {
        let named = options(source, json!({ "chat": 1, "default": 7 }));
        assert_eq!(named.duration_of("chat"), ToastDuration::Ms(1));
        assert_eq!(named.duration_of("voice"), ToastDuration::Ms(7));
        assert_eq!(options(source, json!(7)).duration_of("voice"), ToastDuration::Ms(7));
    }
    assert_eq!(options("routing-events", json!({ "chat": 1 })).duration_of("voice"), ToastDuration::Ms(8_000));
    assert_eq!(options("notifications", json!({ "chat": 1 })).duration_of("voice"), ToastDuration::WhileRinging);
}

/// [T11]
#[test]
fn options_print_no_secret() {
    let config = read(json!({ "clientId": "the-client", "clientSecret": "s3cret" }));
    let printed = format!("{config:?} {:#?}", config);
    assert!(!printed.contains("s3cret") && printed.contains("[redacted]"));
}
