//! The table of options that JavaScript checks them with before the Wasm is there. `examples/option_table.rs` prints it.

use super::config::{Config, Source};
use super::error::{ErrorCode, ErrorDoc};
use super::options::{OptionSpec, of_app};
use serde::Serialize;
use serde_json::{Value, json};

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
