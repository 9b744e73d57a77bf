//! A token that outlives the page (T7).

use crate::support::{Desk, exactly, with_app_tokens, with_client};
use genesys_toasts::engine::{AppToken, LogLevel, Secret, Status};
use genesys_toasts::{Config, Input, Output};
use serde_json::{Value, json};

const KEY: &str = "genesys-toasts.token.routing-events.mypurecloud.com.the-client";

fn with_storage() -> Config {
    Config { keep_token: true, ..exactly(with_client()) }
}

/// What was asked of the storage: `load`, `store` or `remove`, and the key.
fn storage_calls(desk: &Desk) -> Vec<(&'static str, String)> {
    desk.outputs()
        .filter_map(|output| match output {
            Output::LoadToken { key } => Some(("load", key.clone())),
            Output::StoreToken { key, .. } => Some(("store", key.clone())),
            Output::RemoveToken { key } => Some(("remove", key.clone())),
            _ => None,
        })
        .collect()
}

fn stored(desk: &Desk) -> Value {
    let mut records = desk.outputs().filter_map(|output| match output {
        Output::StoreToken { record, .. } => Some(record.expose()),
        _ => None,
    });
    serde_json::from_str(records.next_back().expect("a record")).expect("JSON")
}

/// Starts, and gives the storage's answer.
fn started(config: Config, record: Option<String>) -> Desk {
    let mut desk = Desk::new(config);
    desk.start();
    desk.input(Input::StoredToken(record.map(Secret::new)));
    desk
}

/// The record that a desktop of these options writes for a token of an hour.
fn record_of(config: Config) -> Value {
    let mut desk = started(config, None);
    if desk.get_token_calls().is_empty() {
        desk.grant("kept/token", 3_600);
    } else {
        desk.app_returns_token(AppToken {
            access_token: "kept/token".into(),
            expires_in_s: Some(3_600.0),
            ..AppToken::default()
        });
    }
    stored(&desk)
}

/// [T7]
#[test]
fn by_default_the_token_is_stored_in_memory_only() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    desk.grant("token-2", 3_600);
    desk.close(desk.newest_socket(), 4001);
    assert!(storage_calls(&desk).is_empty());
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.grant("token-1", 3_600);
    assert!(storage_calls(&desk).is_empty());
}

/// [T7]
#[test]
fn the_storage_is_read_first_and_written_with_each_new_token() {
    let mut desk = Desk::new(with_storage());
    desk.start();
    assert_eq!(storage_calls(&desk), [("load", KEY.to_owned())]);
    assert!(desk.token_requests().is_empty());
    assert_eq!(desk.status(), Status::Connecting);
    desk.input(Input::StoredToken(None));
    assert_eq!(storage_calls(&desk).len(), 1, "where nothing is, nothing is removed");
    assert_eq!(desk.token_requests().len(), 1);
    desk.grant("token-1", 3_600);
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(3_570_000);
    desk.grant("token-2", 3_600);
    assert_eq!(storage_calls(&desk)[1..], [("store", KEY.to_owned()), ("store", KEY.to_owned())]);
    assert_eq!(stored(&desk)["access_token"], "token-2");
}

/// [T7]
#[test]
fn the_record_carries_its_expiry_and_whose_it_is() {
    let mut desk = started(Config { storage_key: Some("agent-7".into()), ..with_storage() }, None);
    desk.pass(1_000);
    let now = desk.now.wall.0;
    desk.grant("token-1", 3_600);
    let record = stored(&desk);
    assert_eq!((&record["obtained_at"], &record["expires_at"]), (&json!(now), &json!(now + 3_600_000)));
    assert_eq!((&record["region"], &record["source"]), (&json!("mypurecloud.com"), &json!("routing-events")));
    assert_eq!((&record["client_id"], &record["storage_key"]), (&json!("the-client"), &json!("agent-7")));
}

/// [T7] [T8]
#[test]
fn after_a_reload_the_stored_token_opens_the_socket_and_keeps_its_expiry() {
    let record = record_of(with_storage()).to_string();
    let mut desk = Desk::new(with_storage());
    desk.tick(1_800_000);
    desk.start();
    desk.input(Input::StoredToken(Some(Secret::new(record))));
    assert!(desk.token_requests().is_empty());
    assert!(desk.opened()[0].1.ends_with("access_token=kept%2Ftoken"));
    assert_eq!(storage_calls(&desk).len(), 1, "neither written nor removed");
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(1_769_999);
    assert!(desk.token_requests().is_empty());
    desk.pass(1);
    assert_eq!(desk.token_requests().len(), 1);
}

/// [T7] [T8]
#[test]
fn a_stored_token_with_a_short_validity_is_replaced_after_half_of_it() {
    let mut record = record_of(with_storage());
    record["expires_at"] = json!(record["obtained_at"].as_i64().map(|at| at + 40_000));
    let mut desk = Desk::new(with_storage());
    desk.tick(15_000);
    desk.start();
    desk.input(Input::StoredToken(Some(Secret::new(record.to_string()))));
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(4_999);
    assert!(desk.token_requests().is_empty());
    desk.pass(1);
    assert_eq!(desk.token_requests().len(), 1);
}

/// [T7]
#[test]
fn a_stored_token_that_is_due_is_replaced_before_the_socket_opens() {
    let record = record_of(with_storage()).to_string();
    for (age_ms, due) in [(3_569_999, false), (3_570_000, true), (3_599_999, true)] {
        let mut desk = Desk::new(with_storage());
        desk.tick(age_ms);
        desk.start();
        desk.input(Input::StoredToken(Some(Secret::new(record.clone()))));
        assert_eq!((desk.token_requests().len(), desk.opened().len()), (usize::from(due), usize::from(!due)));
        assert_eq!(storage_calls(&desk).len(), 1, "it was good");
    }
}

/// [T7]
#[test]
fn a_record_that_is_expired_foreign_or_corrupt_is_ignored_and_removed() {
    let good = record_of(with_storage());
    let at = good["obtained_at"].as_i64().expect("a time");
    let with = |field: &str, value: Value| {
        let mut record = good.clone();
        record[field] = value;
        record.to_string()
    };
    for record in [
        with("expires_at", json!(at)),
        with("expires_at", json!(at - 1)),
        with("expires_at", json!("never")),
        with("obtained_at", json!(at + 1)),
        with("version", json!("2")),
        with("version", json!(null)),
        with("region", json!("mypurecloud.ie")),
        with("source", json!("notifications")),
        with("client_id", json!("another-client")),
        with("storage_key", json!("another-agent")),
        with("access_token", json!("")),
        with("access_token", json!(null)),
        good.to_string()[1..].to_owned(),
        "null".to_owned(),
        "{}".to_owned(),
        String::new(),
    ] {
        let desk = started(with_storage(), Some(record.clone()));
        assert_eq!(storage_calls(&desk)[1..], [("remove", KEY.to_owned())], "{record}");
        assert!(desk.opened().is_empty());
        assert_eq!(desk.token_requests().len(), 1, "{record}");
        assert!(desk.errors().is_empty() && desk.logs(LogLevel::Warn).is_empty());
    }
    let desk = started(with_storage(), Some(good.to_string()));
    assert_eq!((desk.opened().len(), storage_calls(&desk).len()), (1, 1), "the good one is taken");
}

/// [T7]
#[test]
fn a_record_of_other_options_is_foreign() {
    let client = |id: &str| Config { client_id: Some(id.into()), ..with_storage() };
    let agent = |key: &str| Config { keep_token: true, storage_key: Some(key.into()), ..exactly(with_app_tokens()) };
    let configs = [
        with_storage(),
        client("a"),
        client("b"),
        Config { region: "mypurecloud.de".into(), ..with_storage() },
        Config { storage_key: Some("agent-1".into()), ..with_storage() },
        Config { storage_key: Some("agent-2".into()), ..with_storage() },
        agent("agent-1"),
        agent("agent-2"),
    ];
    let key_of = |config: &Config| storage_calls(&started(config.clone(), None))[0].1.clone();
    for (writer, writes) in configs.iter().enumerate() {
        let record = record_of(writes.clone()).to_string();
        for (reader, reads) in configs.iter().enumerate() {
            let desk = started(reads.clone(), Some(record.clone()));
            assert_eq!(desk.opened().len(), usize::from(writer == reader), "{writer} {reader}");
            assert_eq!(key_of(writes) == key_of(reads), writer == reader, "{writer} {reader}");
        }
    }
}

/// [T7]
#[test]
fn options_that_share_a_key_share_no_token() {
    let client = |id: &str, key: Option<&str>| Config {
        client_id: Some(id.into()),
        storage_key: key.map(Into::into),
        ..with_storage()
    };
    let app = Config { keep_token: true, storage_key: Some("a.b".into()), ..exactly(with_app_tokens()) };
    let configs = [client("a.b", None), client("a", Some("b")), app];
    for (writer, writes) in configs.iter().enumerate() {
        let record = record_of(writes.clone()).to_string();
        for (reader, reads) in configs.iter().enumerate() {
            let desk = started(reads.clone(), Some(record.clone()));
            assert_eq!(desk.opened().len(), usize::from(writer == reader), "{writer} {reader}");
        }
    }
}

/// [T7]
#[test]
fn any_text_in_the_record_is_read_unchanged() {
    for text in ["a\"b", "a\\b\\", "a\nb\t\u{0}\u{1f}", "é\u{2028}\u{1f600}", "</script>", "null", "\\u0041"] {
        let config = Config { storage_key: Some(text.into()), client_id: Some(text.into()), ..with_storage() };
        let mut desk = started(config.clone(), None);
        let token = serde_json::to_string(text).expect("JSON");
        desk.answer(200, &format!(r#"{{"access_token":{token},"expires_in":3600}}"#));
        let record = stored(&desk);
        assert_eq!((&record["storage_key"], &record["access_token"]), (&json!(text), &json!(text)));
        let again = started(config, Some(record.to_string()));
        assert_eq!(again.opened().first().map(|(_, url)| url), desk.opened().first().map(|(_, url)| url), "{text}");
    }
}

/// [T7]
#[test]
fn a_token_of_unknown_expiry_is_not_stored() {
    let config = Config { keep_token: true, storage_key: Some("agent-1".into()), ..exactly(with_app_tokens()) };
    let mut desk = started(config, None);
    desk.app_returns("a");
    assert_eq!(storage_calls(&desk).len(), 1);
    assert_eq!(desk.opened().len(), 1);
}

/// [T7] [T10]
#[test]
fn a_token_that_the_server_refused_is_removed_from_the_storage() {
    let mut desk = started(with_storage(), Some(record_of(with_storage()).to_string()));
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(5_000);
    desk.close(socket, 4001);
    assert_eq!(storage_calls(&desk)[1..], [("remove", KEY.to_owned())]);
    assert_eq!(desk.token_requests().len(), 1, "and the storage is not read again");
}

/// [T7]
#[test]
fn a_storage_that_throws_when_read_gives_one_warning_and_the_token_stays_in_memory() {
    let mut desk = Desk::new(with_storage());
    desk.start();
    desk.input(Input::StorageFailed);
    assert_eq!(desk.token_requests().len(), 1);
    desk.grant("token-1", 3_600);
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(5_000);
    desk.input(Input::StorageFailed);
    desk.close(socket, 4001);
    assert_eq!(storage_calls(&desk).len(), 1, "neither written nor removed any more");
    let warnings = desk.logs(LogLevel::Warn);
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].starts_with("the token storage can't be used"), "{}", warnings[0]);
    assert!(desk.errors().is_empty());
}

/// [T7]
#[test]
fn a_storage_that_throws_when_written_gives_one_warning_and_the_token_stays_in_memory() {
    let mut desk = started(with_storage(), None);
    desk.grant("token-1", 60);
    desk.input(Input::StorageFailed);
    assert_eq!(desk.logs(LogLevel::Warn).len(), 1);
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(30_000);
    desk.grant("token-2", 60);
    desk.input(Input::StorageFailed);
    assert_eq!(storage_calls(&desk).len(), 2);
    assert_eq!(desk.logs(LogLevel::Warn).len(), 1);
    assert_eq!((desk.token_requests().len(), desk.opened().len()), (2, 2));
}

/// [T7] [S9]
#[test]
fn a_stop_while_the_storage_is_read_reads_it_again_at_the_next_start() {
    let record = record_of(with_storage()).to_string();
    let mut desk = Desk::new(with_storage());
    desk.start();
    desk.stop();
    desk.trace.clear();
    desk.input(Input::StoredToken(Some(Secret::new(record.clone()))));
    assert!(desk.trace.is_empty());
    desk.start();
    assert_eq!(storage_calls(&desk), [("load", KEY.to_owned())]);
    desk.input(Input::StoredToken(Some(Secret::new(record))));
    assert_eq!((desk.opened().len(), desk.token_requests().len()), (1, 0));
}

/// [T7] [S7]
#[test]
fn a_record_that_was_not_requested_is_dropped() {
    let record = record_of(with_storage()).to_string();
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.input(Input::StoredToken(Some(Secret::new(record))));
    desk.pass(60_000);
    assert!(desk.opened().is_empty() && storage_calls(&desk).is_empty());
}
