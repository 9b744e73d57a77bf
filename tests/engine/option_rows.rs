//! The table of options: which ones a running engine applies, and what a row has.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::support::typed::typed;
use genesys_toasts::Config;
use genesys_toasts::engine::ErrorCode;
use genesys_toasts::engine::options::OptionSpec;
use genesys_toasts::engine::tables::tables;
use serde_json::json;
use std::collections::BTreeSet;

/// [O2] [O3] [O4] [E4] [E9]
#[test]
fn a_running_engine_applies_the_live_options_of_the_table_and_no_others() {
    let changed: Config = typed(&json!({
        "alerts": { "title": false, "sound": true },
        "region": "mypurecloud.de", "clientId": "c", "clientSecret": "s", "tokenUrl": "https://t", "socketUrl": "wss://s", "apiUrl": "https://a",
        "userId": "u", "topics": ["v2.users.u.presence"], "ringing": "any-agent", "storageKey": "k", "tabs": "separate", "duration": 1, "redeliver": "next-ring",
        "callerRoles": ["customer"], "maxToasts": 1, "maxAgeMs": 5_000, "backoff": { "baseMs": 1, "maxMs": 2, "jitter": "none" },
        "refreshLeadMs": 1, "authRetryDelayMs": 1, "connectTimeoutMs": 1, "maxSilenceMs": 1, "resyncIntervalMs": 10_000,
    }));
    let mut config = Config::default();
    config.take_live(changed.clone());
    let differs = |one: &Config, other: &Config| -> BTreeSet<String> {
        let rows = one.rows().into_iter().zip(other.rows());
        rows.filter(|(one, other)| one.default != other.default).map(|(row, _)| row.path).collect()
    };
    let live: BTreeSet<String> = tables().options.into_iter().filter(|o| o.live).map(|o| o.path).collect();
    let (of_alerts, others): (BTreeSet<_>, BTreeSet<_>) =
        live.into_iter().partition(|path| path.starts_with("alerts."));
    assert_eq!(config.alerts, changed.alerts);
    assert_eq!(of_alerts.len(), tables().options.iter().filter(|o| o.path.starts_with("alerts.")).count());
    let differs: BTreeSet<String> =
        differs(&config, &Config::default()).into_iter().filter(|path| !path.starts_with("alerts.")).collect();
    assert_eq!((differs, others.len()), (others.clone(), 5));
}

/// [O2] [O4]
#[test]
fn the_table_contains_only_fields_that_apply() {
    let row = serde_json::to_value(spec("maxToasts")).unwrap();
    let expected = json!({
        "path": "maxToasts", "kind": "integer", "default": 50, "min": 1.0, "max": 1_000.0, "live": true,
        "doc": "How many toasts there can be at the same time. Beyond that the oldest one that is not a voice call is removed, or the oldest one where all are voice calls.",
    });
    assert_eq!(row, expected);
    let keys =
        |path| serde_json::to_value(spec(path)).unwrap().as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys("onToast"), ["doc", "kind", "path", "typeText"]);
    assert_eq!(keys("redeliver"), ["default", "doc", "kind", "live", "path", "values"]);
    assert_eq!(
        keys("duration"),
        ["byMedia", "default", "defaultBySource", "doc", "infinity", "kind", "live", "max", "min", "path", "unit"]
    );
}

fn spec(path: &str) -> OptionSpec {
    tables().options.into_iter().find(|option| option.path == path).unwrap()
}

/// [D1]
#[test]
fn the_table_of_errors_has_every_code() {
    let codes: Vec<ErrorCode> = tables().errors.iter().map(|error| error.code).collect();
    assert_eq!(codes, ErrorCode::ALL);
}
