//! Where a token outlives the page (T7): the browser's own storage, or the app's.

use super::js;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Area;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_item(this: &Area, key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set_item(this: &Area, key: &str, value: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeItem)]
    fn remove_item(this: &Area, key: &str) -> Result<(), JsValue>;
}

/// The storage threw, or there is none. What it said may hold the record, and is dropped (T11).
pub(super) struct Failed;

/// The storage that the app chose: `'session'`, `'local'`, or an object with `getItem`, `setItem` and `removeItem`.
pub(crate) struct Storage(JsValue);

impl Storage {
    /// Takes the app's choice.
    pub(crate) fn new(choice: JsValue) -> Self {
        Self(choice)
    }

    pub(super) fn get(&self, key: &str) -> Result<Option<String>, Failed> {
        Ok(self.area()?.get_item(key).map_err(|_| Failed)?.as_string())
    }

    pub(super) fn set(&self, key: &str, record: &str) -> Result<(), Failed> {
        self.area()?.set_item(key, record).map_err(|_| Failed)
    }

    pub(super) fn remove(&self, key: &str) -> Result<(), Failed> {
        self.area()?.remove_item(key).map_err(|_| Failed)
    }

    /// Looked up each time: a browser that forbids storage throws at the look, and may be told otherwise later.
    fn area(&self) -> Result<Area, Failed> {
        let area = match self.0.as_string().as_deref() {
            Some("session") => js::global("sessionStorage").ok_or(Failed)?,
            Some(_) => js::global("localStorage").ok_or(Failed)?,
            None => self.0.clone(),
        };
        Ok(area.unchecked_into())
    }
}
