//! Errors of the engine as the app's `GenesysToastsError`.

use super::convert;
use super::host::Host;
use crate::engine::{ErrorCode, PublicError};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What `createError` takes.
#[derive(Serialize)]
struct Init<'a> {
    code: ErrorCode,
    message: &'a str,
    retryable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
}

/// Makes the error object; `null` where the host throws instead.
pub(super) fn create(host: &Host, error: &PublicError) -> JsValue {
    let PublicError { code, message, retryable, status } = error;
    let init = Init { code: *code, message, retryable: *retryable, status: *status };
    host.create_error(&convert::to_object(&init)).unwrap_or(JsValue::NULL)
}

/// The newest error as JavaScript knows it.
#[derive(Default)]
pub(super) struct Newest(Option<(PublicError, JsValue)>);

impl Newest {
    /// Makes the object of an error that has just happened.
    pub(super) fn happened(&mut self, host: &Host, error: &PublicError) -> JsValue {
        let object = create(host, error);
        self.0.insert((error.clone(), object)).1.clone()
    }

    /// Gives the object of an error that still stands: the one that the app was told, if it is the same.
    pub(super) fn standing(&mut self, host: &Host, error: &PublicError) -> JsValue {
        match &self.0 {
            Some((known, object)) if known == error => object.clone(),
            Some(_) | None => self.happened(host, error),
        }
    }
}
