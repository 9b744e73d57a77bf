//! Options as the app typed them, and what a failed instance left behind.

use super::host::Host;
use crate::engine::options::OptionValue;
use crate::engine::tabs::wire::read_toast;
use crate::engine::{Config, Resume};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

/// Reads the options, and from the host whether the app gives tokens and keeps them.
pub fn read(options: &JsValue, host: &Host) -> Config {
    let mut config = Config::read(&AppValue(options.clone()));
    config.app_tokens = host.get_token_function().is_function();
    config.keep_token = host.storage().is_truthy();
    config
}

/// A value of JavaScript, read without serde: its errors would bring the formatting of numbers along, and nobody sees them.
pub(super) struct AppValue(pub(super) JsValue);

impl OptionValue for AppValue {
    fn property(&self, name: &str) -> Option<Self> {
        // To look into what is no object throws, and what is thrown is never freed.
        if !self.0.is_object() {
            return None;
        }
        let value = Reflect::get(&self.0, &JsValue::from_str(name)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(Self(value))
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn boolean(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn elements(&self) -> Option<Vec<Self>> {
        Some(self.0.dyn_ref::<Array>()?.iter().map(Self).collect())
    }

    fn properties(&self) -> Vec<(String, Self)> {
        // Not `instanceof`: an object of another frame, or without a prototype, is one as well.
        if !self.0.is_object() {
            return Vec::new();
        }
        let names = Object::keys(self.0.unchecked_ref::<Object>())
            .iter()
            .filter_map(|name| name.as_string())
            .collect::<Vec<_>>();
        names.into_iter().filter_map(|name| self.property(&name).map(|value| (name, value))).collect()
    }
}

/// Reads what a failed instance left behind (D4), if one did.
pub(super) fn read_resume(left: &JsValue) -> Option<Resume> {
    let left = AppValue(left.clone());
    let attempt = left.property("attempt")?.number()? as u32;
    let toasts = left.property("toasts")?.elements()?.iter().filter_map(read_toast).collect();
    Some(Resume { toasts, attempt })
}
