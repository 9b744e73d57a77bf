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
    /// Whether a running engine takes it when it changes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub live: bool,
    /// What it is by default, in words.
    #[serde(rename = "defaultText", skip_serializing_if = "Option::is_none")]
    pub default_text: Option<&'static str>,
    /// Its type in TypeScript, where the kind does not say it.
    #[serde(rename = "typeText", skip_serializing_if = "Option::is_none")]
    pub type_text: Option<&'static str>,
    /// What it is for.
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
        "'memory' | 'session' | 'local' | TokenStorage",
        "Where the token is kept: in memory, across reloads in the tab or in the browser, or in an object with `getItem`, `setItem` and `removeItem`.",
    );
    vec![
        of_app(
            "function",
            "getToken",
            "GetToken",
            "The app's own way to a token: `({ reason, signal }) =>` a token or `{ accessToken, expiresIn?, expiresAt? }`, or a promise of one.",
        ),
        OptionSpec { default: "memory".into(), ..storage },
        of_app("function", "onToast", "(toast: Toast) => void", "Called with each new toast."),
        of_app(
            "function",
            "onDismiss",
            "(toast: Toast, reason: DismissReason) => void",
            "Called with each toast that left, and why: `user`, `timeout`, `answered`, `abandoned`, `ended`, `moved`, `missed`, `overflow` or `stopped`.",
        ),
        of_app(
            "function",
            "onStatus",
            "(status: Status, detail: StatusDetail) => void",
            "Called with each change of the status or its detail.",
        ),
        of_app("function", "onError", "(error: GenesysToastsError) => void", "Called with each error."),
        of_app("logger", "logger", "Logger | null", "Takes lines for developers; `null`: none.")
            .by_default("`console`, from `warn` up"),
        of_app(
            "wasm",
            "wasm",
            "WasmSource",
            "Where the WebAssembly comes from: a URL, a `WebAssembly.Module`, bytes, or a function that gives a `Response` or one of these. The first client to start on a page decides.",
        )
        .by_default("the bytes inside the package"),
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
