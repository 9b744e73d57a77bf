//! The table of options that JavaScript checks them with before the Wasm is there. `examples/option_table.rs` prints it.

use super::config::default;
use super::error::{ErrorCode, ErrorDoc};
use serde::Serialize;
use serde_json::{Value, json};

/// One option.
#[derive(Clone, Debug, Serialize)]
pub struct OptionSpec {
    /// Its name; with a dot where it is inside another.
    pub path: &'static str,
    /// What it takes.
    pub kind: &'static str,
    /// The words that it takes, for an `enum`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<&'static [&'static str]>,
    /// What it is when not given.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub default: Value,
    /// What it is instead, by source, where the sources differ.
    #[serde(rename = "defaultBySource", skip_serializing_if = "Value::is_null")]
    pub default_by_source: Value,
    /// The least number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Whether it takes `Infinity` as well.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub infinity: bool,
    /// The unit of its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// What it is for: a comment in the generated file, so that no page loads it.
    #[serde(skip)]
    pub doc: &'static str,
}

/// Everything that JavaScript needs to know of options and errors.
#[derive(Clone, Debug, Serialize)]
pub struct Tables {
    /// The options.
    pub options: Vec<OptionSpec>,
    /// What holds between options.
    pub relations: Value,
    /// The table of errors.
    pub errors: Vec<ErrorDoc>,
}

const DAY_MS: f64 = 86_400_000.0;

/// Gives the tables.
pub fn tables() -> Tables {
    Tables { options: options(), relations: relations(), errors: ErrorCode::ALL.map(ErrorCode::doc).to_vec() }
}

fn options() -> Vec<OptionSpec> {
    vec![
        option(
            "region",
            "host",
            default::REGION.into(),
            "The organisation's region: its host (`mypurecloud.ie`), the host of its API (`api.mypurecloud.ie`) or the name of its AWS region (`eu-west-1`). Any other host is taken as it is.",
        ),
        words(
            "source",
            &["routing-events", "notifications"],
            "routing-events",
            "Where events come from. Required with `getToken`; with `clientId` and `clientSecret` `routing-events` by default.",
        ),
        option(
            "getToken",
            "function",
            Value::Null,
            "The app's own way to a token: called with `{ reason, signal }`, gives a token or `{ accessToken, expiresIn?, expiresAt? }`.",
        ),
        option("clientId", "string", Value::Null, "OAuth client id, for the client-credentials grant."),
        option(
            "clientSecret",
            "string",
            Value::Null,
            "OAuth client secret. In a browser whoever opens the page can read it: prefer `getToken`.",
        ),
        option(
            "tokenUrl",
            "httpUrl",
            Value::Null,
            "Instead of `https://api.{region}/oauth/token`; for `notifications` `https://login.{region}/oauth/token`.",
        ),
        option(
            "socketUrl",
            "wsUrl",
            Value::Null,
            "Instead of `wss://api.{region}/api/v2/routing/events`. Its own query is kept.",
        ),
        option("apiUrl", "httpUrl", Value::Null, "Instead of `https://api.{region}` (`notifications`)."),
        option(
            "userId",
            "string",
            Value::Null,
            "The agent whose rings are shown; by default the token's user (`notifications`).",
        ),
        OptionSpec {
            min: Some(1.0),
            max: Some(default::MAX_TOPICS as f64),
            ..option(
                "topics",
                "strings",
                Value::Null,
                "Instead of `v2.users.{userId}.conversations` (`notifications`).",
            )
        },
        words(
            "ringing",
            &["mine", "any-agent"],
            "mine",
            "Whose rings are shown: the agent's own, or those of every agent in the topics (`notifications`).",
        ),
        option(
            "tokenStorage",
            "storage",
            "memory".into(),
            "Where the token is kept: `'memory'`, `'session'`, `'local'`, or an object with getItem, setItem and removeItem.",
        ),
        option(
            "storageKey",
            "string",
            Value::Null,
            "Tells agents apart who share a computer. Needed when `getToken` is used with a storage.",
        ),
        OptionSpec {
            infinity: true,
            default_by_source: json!({ "notifications": "while-ringing" }),
            ..number(
                "duration",
                "duration",
                default::DURATION_MS,
                0.0,
                DAY_MS,
                "How long a toast stays (`notifications`: `'while-ringing'` by default): ms, `Infinity`, `'while-ringing'`, or one of these for each media type and `default`.",
            )
        },
        words(
            "redeliver",
            &["after-dismiss", "next-ring"],
            "after-dismiss",
            "Whether a toast that was closed comes back for the same ring.",
        ),
        option(
            "callerRoles",
            "strings",
            json!(default::CALLER_ROLES),
            "Whose name is shown: participants' roles in order of preference.",
        ),
        OptionSpec {
            unit: None,
            ..number("maxToasts", "integer", default::MAX_TOASTS as f64, 1.0, 1_000.0, "How many toasts there may be.")
        },
        OptionSpec {
            default_by_source: json!({ "notifications": default::MAX_AGE_NOTIFICATIONS_MS as u64 }),
            ..number(
                "maxAgeMs",
                "number",
                default::MAX_AGE_MS,
                1_000.0,
                DAY_MS,
                "How old a toast may get, even paused or in a hidden page (`notifications`: 900000 by default).",
            )
        },
        number(
            "backoff.baseMs",
            "number",
            default::BACKOFF_BASE_MS,
            1.0,
            DAY_MS,
            "Ceiling of the first wait before a reconnect; it doubles with each failure.",
        ),
        number(
            "backoff.maxMs",
            "number",
            default::BACKOFF_MAX_MS,
            1.0,
            DAY_MS,
            "Highest ceiling of a wait before a reconnect.",
        ),
        words(
            "backoff.jitter",
            &["full-then-equal", "full", "equal", "none"],
            "full-then-equal",
            "How a wait is spread: `full` from 0 to the ceiling, `equal` over its upper half, `full-then-equal` the first one from 0, or not at all.",
        ),
        number(
            "refreshLeadMs",
            "number",
            default::REFRESH_LEAD_MS,
            0.0,
            DAY_MS,
            "How long before its end a token is replaced.",
        ),
        number(
            "authRetryDelayMs",
            "number",
            default::AUTH_RETRY_DELAY_MS,
            1.0,
            DAY_MS,
            "First wait after a failed token; it doubles up to a minute.",
        ),
        number(
            "connectTimeoutMs",
            "number",
            default::CONNECT_TIMEOUT_MS,
            1.0,
            DAY_MS,
            "How long a handshake may take.",
        ),
        OptionSpec {
            infinity: true,
            ..number(
                "maxSilenceMs",
                "number",
                default::MAX_SILENCE_MS,
                1.0,
                DAY_MS,
                "How long a socket may be silent before it is replaced; `Infinity`: for ever (`routing-events`).",
            )
        },
        number(
            "resyncIntervalMs",
            "number",
            default::RESYNC_INTERVAL_MS,
            10_000.0,
            DAY_MS,
            "How often the server's own list of conversations is asked for, to find a deaf channel (`notifications`).",
        ),
        option("onToast", "function", Value::Null, "Called with each new toast."),
        option("onDismiss", "function", Value::Null, "Called with each toast that went, and why."),
        option("onStatus", "function", Value::Null, "Called with each change of the status or its detail."),
        option("onError", "function", Value::Null, "Called with each error."),
        option(
            "logger",
            "logger",
            Value::Null,
            "`{ debug, info, warn, error }`, or `null` for silence. Default: warnings and errors to the console.",
        ),
        option(
            "wasm",
            "wasm",
            Value::Null,
            "Where the WebAssembly comes from, if not from the package: a URL, a Module, bytes, or a function that gives a Response or one of these.",
        ),
    ]
}

fn relations() -> Value {
    json!([
        {
            "kind": "exactlyOne",
            "groups": [["getToken"], ["clientId", "clientSecret"]],
            "message": "give either getToken, or clientId and clientSecret",
        },
        {
            "kind": "requires",
            "when": "tokenStorage", "unless": "memory", "with": "getToken", "needs": "storageKey",
            "message": "with getToken nothing says whose token is stored: give a storageKey that is the agent's own, such as the user id",
        },
        {
            "kind": "requires",
            "when": "getToken", "needs": "source",
            "message": "with getToken say where events come from: 'notifications' (every Genesys Cloud organisation has it: choose it if in doubt) or 'routing-events' (only organisations that were given the endpoint wss://api.{region}/api/v2/routing/events)",
        },
    ])
}

fn option(path: &'static str, kind: &'static str, default: Value, doc: &'static str) -> OptionSpec {
    OptionSpec {
        path,
        kind,
        values: None,
        default,
        default_by_source: Value::Null,
        min: None,
        max: None,
        infinity: false,
        unit: None,
        doc,
    }
}

fn words(path: &'static str, values: &'static [&'static str], default: &'static str, doc: &'static str) -> OptionSpec {
    OptionSpec { values: Some(values), ..option(path, "enum", default.into(), doc) }
}

fn number(path: &'static str, kind: &'static str, default: f64, min: f64, max: f64, doc: &'static str) -> OptionSpec {
    let default = if default == (default as u64) as f64 { json!(default as u64) } else { json!(default) };
    OptionSpec { min: Some(min), max: Some(max), unit: Some("ms"), ..option(path, kind, default, doc) }
}
