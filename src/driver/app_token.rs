//! One call of the app's `getToken` (T1).

use super::js::{self, Settled};
use super::resource::{Held, Resources};
use crate::engine::{AppToken, TokenReason};
use core::cell::{Cell, RefCell};
use js_sys::{Function, Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

/// What a call gives: a token, or the words of what was thrown.
type Answer = Result<AppToken, String>;

/// A call under way, until it is answered or cancelled.
pub(super) struct TokenCall {
    controller: Option<AbortController>,
    answered: Rc<Cell<bool>>,
    settled: RefCell<Option<Settled>>,
    _held: Option<Held>,
}

impl TokenCall {
    pub(super) fn new(resources: &Resources) -> Self {
        let controller = AbortController::new().ok();
        let held = controller.as_ref().map(|controller| resources.hold_abort(controller));
        Self { controller, answered: Rc::default(), settled: RefCell::default(), _held: held }
    }

    /// Calls `getToken`, which may call back in. `report` is called once, at the earliest in a microtask unless it throws.
    pub(super) fn ask(&self, get_token: &Function, reason: TokenReason, report: impl Fn(Answer) + 'static) {
        let request = Object::new();
        // Setting a property of a new object cannot fail.
        let _ = Reflect::set(&request, &"reason".into(), &reason.as_str().into());
        let signal = self.controller.as_ref().map_or(JsValue::UNDEFINED, |controller| controller.signal().into());
        let _ = Reflect::set(&request, &"signal".into(), &signal);

        let answered = self.answered.clone();
        let report = Rc::new(move |answer| {
            answered.set(true);
            report(answer);
        });
        match get_token.call1(&JsValue::UNDEFINED, &request) {
            Ok(value) => {
                let failed = report.clone();
                let settled = Settled::watch(
                    &value,
                    move |value| report(read(&value)),
                    move |thrown| failed(Err(js::message_of(&thrown))),
                );
                self.settled.replace(Some(settled));
            }
            Err(thrown) => report(Err(js::message_of(&thrown))),
        }
    }

    /// Aborts the signal, unless the answer was there first; once the call is dropped, an answer reaches nobody.
    pub(super) fn cancel(&self) {
        if let Some(controller) = self.controller.as_ref().filter(|_| !self.answered.replace(true)) {
            controller.abort();
        }
    }
}

/// Reads what `getToken` gave: a string, or `{ accessToken, expiresIn?, expiresAt? }`.
fn read(value: &JsValue) -> Answer {
    let number = |name| js::get(value, name).and_then(|number| number.as_f64());
    let access_token = value
        .as_string()
        .or_else(|| js::get(value, "accessToken")?.as_string())
        .ok_or("it gave neither a string nor an object with the string accessToken")?;
    Ok(AppToken { access_token, expires_in_s: number("expiresIn"), expires_at_ms: number("expiresAt") })
}
