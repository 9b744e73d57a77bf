//! Which tabs share (L1).
use crate::typed::typed;
use genesys_toasts::Config;
use genesys_toasts::engine::tables::tables;
use genesys_toasts::engine::tabs::lock_name::lock_name;
use serde_json::{Value, json};

fn name(options: Value) -> Option<String> {
    lock_name(&typed(&options))
}

/// [L1]
#[test]
fn tabs_of_an_agent_that_is_not_named_share_nothing() {
    assert_eq!(name(json!({ "clientId": "c", "clientSecret": "s" })), None);
    let named = name(json!({ "storageKey": "agent-7" })).expect("a name");
    assert!(named.starts_with("genesys-toasts:tabs:") && !named.contains("agent-7"), "{named}");
    assert_eq!(name(json!({ "storageKey": "agent-7", "region": "mypurecloud.com" })), Some(named));
    assert!(name(json!({ "userId": "agent-7" })).is_some());
}

/// [L1] Another value of any option that needs a new client is another connection; but for the secret, of which nothing may get out, and `tabs` itself.
#[test]
fn every_option_of_the_connection_is_in_the_name() {
    let values = json!({
        "region": "mypurecloud.ie", "source": "notifications", "clientId": "c2", "tokenUrl": "https://t", "socketUrl": "wss://s",
        "apiUrl": "https://a", "userId": "u", "topics": ["v2.users.u.presence"], "ringing": "any-agent", "storageKey": "other",
        "backoff.baseMs": 1, "backoff.maxMs": 2, "backoff.jitter": "none", "refreshLeadMs": 1, "authRetryDelayMs": 1,
        "connectTimeoutMs": 1, "maxSilenceMs": 1, "resyncIntervalMs": 10_000, "actions": ["answer"],
    });
    let plain = name(json!({ "storageKey": "agent-7" }));
    let of_engine = Config::default().rows();
    for option in tables().options.into_iter().filter(|option| of_engine.iter().any(|row| row.path == option.path)) {
        let path = option.path.as_str();
        if option.live || ["clientSecret", "tabs"].contains(&path) {
            assert!(values.get(path).is_none());
            continue;
        }
        let value = values.get(path).cloned().unwrap_or_else(|| panic!("a value for {path}"));
        let mut options = json!({ "storageKey": "agent-7" });
        match path.split_once('.') {
            Some((group, inner)) => options[group] = json!({ inner: value }),
            None => options[path] = value,
        }
        assert_ne!(name(options), plain, "{path}");
    }
}
