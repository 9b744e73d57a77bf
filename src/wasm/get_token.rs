//! Calls the app's `getToken`, and reads its result (T1).

use super::convert::words;
use super::http::retry_after;
use super::options::AppValue;
use super::pending::Pending;
use super::runtime::Runtime;
use crate::engine::options::OptionValue;
use crate::engine::{AppFailure, AppToken, Input, RequestId, TokenReason};
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Promise, Reflect};
use serde::Serialize;
use std::rc::Weak;
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

/// The most keys of an invalid result that the error names.
const MAX_KEYS: usize = 20;

#[wasm_bindgen]
extern "C" {
    /// `Object.prototype.toString.call(value)`, such as `[object Date]`.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn class_name(value: &JsValue) -> Result<String, JsValue>;
    /// `Number(value)`, which is the ms since 1970 for a `Date`.
    #[wasm_bindgen(catch, js_name = Number)]
    fn to_number(value: &JsValue) -> Result<f64, JsValue>;
    #[wasm_bindgen(catch, js_name = String)]
    fn to_text(value: &JsValue) -> Result<String, JsValue>;
}

/// Returns the class of a value; `[object Object]` if reading it throws.
fn class_of(value: &JsValue) -> String {
    class_name(value).unwrap_or_else(|_| "[object Object]".to_owned())
}

/// A pending call of `getToken`.
pub(super) struct TokenCall {
    controller: AbortController,
}

impl TokenCall {
    pub(super) fn as_js(&self) -> &JsValue {
        &self.controller
    }

    pub(super) fn abort(self) {
        self.controller.abort();
    }
}

/// The argument of `getToken`.
#[derive(Serialize)]
struct TokenRequest<'a> {
    reason: &'a str,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    signal: JsValue,
}

/// Calls `getToken`, and passes its result to the engine.
pub(super) fn ask(runtime: &Runtime, this: &Weak<Runtime>, id: RequestId, reason: TokenReason) {
    let Ok(controller) = AbortController::new() else { return };
    let signal = controller.signal();
    let request = super::convert::to_js(&TokenRequest { reason: reason.as_str(), signal: signal.into() });
    // The call is stored first, because the app may cancel it during the call.
    runtime.add_pending(id, Pending::TokenCall(TokenCall { controller }));
    match runtime.host().get_token(&request) {
        Ok(given) => {
            let promise = Promise::resolve(&given);
            let this = this.clone();
            spawn_local(async move {
                let result =
                    JsFuture::from(promise).await.map_err(|thrown| failure(&thrown)).and_then(|given| read(&given));
                if let Some(runtime) = this.upgrade() {
                    settle(&runtime, id, result);
                }
            });
        }
        Err(thrown) => settle(runtime, id, Err(failure(&thrown))),
    }
}

fn settle(runtime: &Runtime, id: RequestId, result: Result<AppToken, AppFailure>) {
    if runtime.forget_request(id).is_some() {
        runtime.handle(Input::AppToken(id, result));
    }
}

fn read(given: &JsValue) -> Result<AppToken, AppFailure> {
    if let Some(access_token) = given.as_string() {
        return Ok(AppToken { access_token, ..AppToken::default() });
    }
    let answer = AppValue(given.clone());
    // The names of this package, else those of OAuth.
    let first = |name, oauth_name| answer.property(name).or_else(|| answer.property(oauth_name));
    let Some(access_token) = first("accessToken", "access_token").and_then(|token| token.text()) else {
        return Err(AppFailure { message: format!("it gave {}", in_words(given)), ..AppFailure::default() });
    };
    let expires_in = number(first("expiresIn", "expires_in"));
    let expires_at = number(answer.property("expiresAt"));
    let unreadable_expiry = [expires_in, expires_at].contains(&Expiry::Unreadable);
    Ok(AppToken {
        access_token,
        expires_in_s: expires_in.value(),
        expires_at_ms: expires_at.value(),
        unreadable_expiry,
    })
}

fn failure(thrown: &JsValue) -> AppFailure {
    // An error can contain the HTTP status, and how long to wait (T4).
    let given = AppValue(thrown.clone());
    AppFailure {
        message: words(thrown).unwrap_or_else(|| format!("{} was thrown", in_words(thrown))),
        status: given.property("status").and_then(|status| status.number()).map(|status| status as u16),
        retry_after: given.property("retryAfter").and_then(|wait| retry_after(&to_text(&wait.0).ok()?)),
    }
}

/// An `expiresIn` or `expiresAt` from the app.
#[derive(Clone, Copy, PartialEq)]
enum Expiry {
    None,
    At(f64),
    Unreadable,
}

impl Expiry {
    fn value(self) -> Option<f64> {
        if let Self::At(value) = self { Some(value) } else { None }
    }
}

/// Reads a number, a `Date` or a string as a number.
fn number(given: Option<AppValue>) -> Expiry {
    let Some(AppValue(value)) = given else { return Expiry::None };
    let is_text = value.as_string().is_some_and(|text| !text.trim().is_empty());
    let number = if is_text || class_of(&value) == "[object Date]" { to_number(&value).ok() } else { value.as_f64() };
    number.filter(|number| number.is_finite()).map_or(Expiry::Unreadable, Expiry::At)
}

/// Describes a value without its contents, which may be secret.
fn in_words(value: &JsValue) -> String {
    let class = class_of(value);
    let class = class.strip_prefix("[object ").and_then(|class| class.strip_suffix(']')).unwrap_or_default();
    match class {
        "Response" => "a Response: give what its json() resolves to".to_owned(),
        "Object" => match keys(value).as_str() {
            "" => "an object without keys".to_owned(),
            keys => format!("an object without the string accessToken (its keys: {keys})"),
        },
        _ if value.is_object() || value.is_function() => format!("an object of the kind {class}"),
        _ => class.to_ascii_lowercase(),
    }
}

fn keys(value: &JsValue) -> String {
    // A value whose keys cannot be read counts as one without keys.
    let keys = Reflect::own_keys(value).unwrap_or_default();
    keys.iter().take(MAX_KEYS).filter_map(|key| key.as_string()).collect::<Vec<_>>().join(", ")
}
