//! Options as the app typed them, and what a failed instance left behind.

use super::host::Host;
use crate::driver;
use crate::engine::{Config, Resume, Toast};
use js_sys::{Object, Reflect};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// Reads the options. JavaScript has checked them and says what is wrong; here it is only yes or no.
pub(super) fn config(options: &JsValue, host: &Host) -> Option<Config> {
    let options = given(options);
    for name in ["backoff", "duration"] {
        if let Some(inner) = driver::get(&options, name).filter(JsValue::is_object) {
            // Setting a property of a new object cannot fail.
            let _ = Reflect::set(&options, &name.into(), &given(&inner));
        }
    }
    let mut config: Config = serde_wasm_bindgen::from_value(options).ok()?;
    config.app_tokens = host.get_token().is_some();
    config.keep_token = host.storage().is_some();
    Some(config)
}

/// Copies an object without what is `undefined`: such an option was not given.
fn given(object: &JsValue) -> JsValue {
    let copy = Object::new();
    for key in Object::keys(object.unchecked_ref::<Object>()) {
        if let Ok(value) = Reflect::get(object, &key)
            && !value.is_undefined()
        {
            // Setting a property of a new object cannot fail.
            let _ = Reflect::set(&copy, &key, &value);
        }
    }
    copy.into()
}

#[derive(Deserialize)]
struct Left {
    toasts: Vec<Toast>,
    attempt: u32,
}

/// Reads what a failed instance left behind (D4). It is a bonus: what cannot be read is not there.
pub(super) fn resume(left: JsValue) -> Option<Resume> {
    let Left { toasts, attempt } = serde_wasm_bindgen::from_value(left).ok()?;
    Some(Resume { toasts, attempt })
}
