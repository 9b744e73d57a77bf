//! The tables of options and errors, for the checks that JavaScript runs before the Wasm is loaded.
//! `examples/option_table.rs` prints them.

use super::config::{Config, Source};
use super::error::{ErrorCode, ErrorDoc};
use super::options::{OptionSpec, of_app};
use serde::Serialize;
use serde_json::{Value, json};

/// The definitions of options and errors that JavaScript needs.
#[derive(Clone, Debug, Serialize)]
pub struct Tables {
    /// The options.
    pub options: Vec<OptionSpec>,
    /// The rules between options.
    pub relations: Value,
    /// The errors.
    pub errors: Vec<ErrorDoc>,
}

/// Returns the tables.
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

/// Returns the options that JavaScript uses itself, or passes to the engine as functions and objects.
fn of_apps() -> Vec<OptionSpec> {
    let storage = of_app(
        "storage",
        "tokenStorage",
        "'memory' | 'session' | 'local' | TokenStorage",
        "Where the token is kept: in memory; in the browser's `sessionStorage` (`'session'`) or `localStorage` (`'local'`), so that it is used again after a reload; or in an object with `getItem`, `setItem` and `removeItem`.",
    );
    vec![
        of_app(
            "function",
            "getToken",
            "GetToken",
            "A function that returns a token, or `{ accessToken, expiresIn?, expiresAt? }`, or a promise of one of these. It is called with `{ reason, signal }`, in the tab that connects.",
        ),
        OptionSpec { default: "memory".into(), ..storage },
        of_app("function", "onToast", "(toast: Toast, info: CallbackInfo) => void", "Called with each new toast. An exception of this or another callback is caught and logged."),
        of_app(
            "function",
            "onDismiss",
            "(toast: Toast, reason: DismissReason, info: CallbackInfo) => void",
            "Called with each toast that was removed, and the reason.",
        ),
        of_app(
            "function",
            "onStatus",
            "(status: Status, detail: StatusDetail, info: CallbackInfo) => void",
            "Called when the status or its detail has changed.",
        ),
        of_app(
            "function",
            "onOpen",
            "(toast: Toast) => void",
            "Called when the agent activates the body of a toast, or clicks its notification, which also brings the window to the front.",
        ),
        of_app("function", "onError", "(error: GenesysToastsError) => void", "Called with each failure: once for a series of failed attempts with the same cause, not once for each attempt."),
        of_app(
            "phone",
            "phone",
            "Phone",
            "`notifications` only: the softphone that this app hosts. Voice calls are answered, and declined if it can, by it instead of the API.",
        ),
        of_app("logger", "logger", "Logger | null", "An object with `debug`, `info`, `warn` and `error` that receives one line for each event. `null`: nothing is logged.")
            .by_default("`console`, for `warn` and `error` only"),
        of_app(
            "wasm",
            "wasm",
            "WasmSource",
            "Where the WebAssembly is loaded from: a URL, a `WebAssembly.Module`, bytes, or a function that returns one of these or a `Response`. All clients on a page share one binary: the option of the first client that starts counts.",
        )
        .by_default("the binary inside the package"),
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
        {
            "kind": "requiresOne",
            "when": "tabs", "is": "shared", "needs": ["storageKey", "userId"],
            "message": "nothing says which agent's tabs share a connection: give a storageKey that is the agent's own, such as the user id",
        },
        {
            "kind": "only",
            "when": "actions", "unless": false, "with": "source", "is": "notifications",
            "message": "only the source 'notifications' knows the agent's part in a conversation: routing-events has no request to answer or decline",
        },
    ])
}
