//! The table of options that JavaScript checks them with before the Wasm is there. `examples/option_table.rs` prints it.

use super::kinds::of_app;
use crate::engine::config::{Config, Source};
use crate::engine::error::{ErrorCode, ErrorDoc};
use serde::Serialize;
use serde_json::{Value, json};

/// One option.
#[derive(Clone, Debug, Serialize)]
pub struct OptionSpec {
    /// Its name; with a dot where it is inside another.
    pub path: String,
    /// What it takes.
    pub kind: &'static str,
    /// The words that it takes, for an `enum`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<&'static str>,
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

/// Gives the tables.
pub fn tables() -> Tables {
    Tables { options: options(), relations: relations(), errors: ErrorCode::ALL.map(ErrorCode::doc).to_vec() }
}

fn options() -> Vec<OptionSpec> {
    let of_notifications = Config::of_source(Source::Notifications).rows();
    let of_engine = Config::default().rows().into_iter().zip(of_notifications).map(|(row, other)| OptionSpec {
        default_by_source: match other.default {
            same if same == row.default || row.path == "source" => Value::Null,
            different => json!({ "notifications": different }),
        },
        ..row
    });
    of_engine.chain(of_apps()).collect()
}

/// What JavaScript itself takes, or hands to the engine as a function or an object.
fn of_apps() -> Vec<OptionSpec> {
    let storage = of_app(
        "storage",
        "tokenStorage",
        "Where the token is kept: `'memory'`, `'session'`, `'local'`, or an object with getItem, setItem and removeItem.",
    );
    vec![
        of_app(
            "function",
            "getToken",
            "The app's own way to a token: called with `{ reason, signal }`, gives a token or `{ accessToken, expiresIn?, expiresAt? }`.",
        ),
        OptionSpec { default: "memory".into(), ..storage },
        of_app("function", "onToast", "Called with each new toast."),
        of_app("function", "onDismiss", "Called with each toast that went, and why."),
        of_app("function", "onStatus", "Called with each change of the status or its detail."),
        of_app("function", "onError", "Called with each error."),
        of_app(
            "logger",
            "logger",
            "`{ debug, info, warn, error }`, or `null` for silence. Default: warnings and errors to the console.",
        ),
        of_app(
            "wasm",
            "wasm",
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
