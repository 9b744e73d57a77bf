//! Stores tokens, channels and the mute, so that they survive a reload (T7, N6, A10).

use super::host::Host;
use crate::engine::{Input, Secret};
use js_sys::Reflect;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;

    /// A `Storage`, or an object of the app with the same methods.
    type Storage;
    #[wasm_bindgen(method, catch, structural, js_name = getItem)]
    fn get_item(this: &Storage, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = setItem)]
    fn set_item(this: &Storage, key: &str, value: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = removeItem)]
    fn remove_item(this: &Storage, key: &str) -> Result<JsValue, JsValue>;
}

/// Reads the token's record.
pub(super) fn load(host: &Host, key: &str) -> Input<'static> {
    match of_host(host).and_then(|storage| storage.get_item(key)) {
        Ok(found) => Input::StoredToken(found.as_string().map(Secret::new)),
        Err(_) => Input::StorageFailed,
    }
}

pub(super) fn store(host: &Host, key: &str, record: &str) -> Result<(), JsValue> {
    of_host(host)?.set_item(key, record).map(drop)
}

pub(super) fn remove(host: &Host, key: &str) -> Result<(), JsValue> {
    of_host(host)?.remove_item(key).map(drop)
}

/// Reads and removes a record in the tab's `sessionStorage`.
pub(super) fn take_of_tab(key: &str) -> Input<'static> {
    let take = || {
        let storage = named("sessionStorage")?;
        let found = storage.get_item(key)?;
        storage.remove_item(key)?;
        Ok::<_, JsValue>(found)
    };
    let found = take().ok().and_then(|found| found.as_string()).filter(|found| !found.is_empty());
    Input::StoredChannel(found.map(Secret::new))
}

/// Writes a record to the tab's `sessionStorage`, if there is one.
pub(super) fn store_of_tab(key: &str, record: &str) {
    let _ = named("sessionStorage").and_then(|storage| storage.set_item(key, record));
}

/// Reads until when the alerts are muted, in ms since 1970; `Some(None)` for no end (A10).
pub(super) fn load_mute(key: &str) -> Option<Option<i64>> {
    let text = named("localStorage").and_then(|storage| storage.get_item(key)).ok()?.as_string()?;
    if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}

/// Stores it. Where there is no storage, it holds for this page.
pub(super) fn store_mute(key: &str, until: Option<i64>) {
    let text = until.map_or_else(String::new, |until| until.to_string());
    let _ = named("localStorage").and_then(|storage| storage.set_item(key, &text));
}

pub(super) fn remove_mute(key: &str) {
    let _ = named("localStorage").and_then(|storage| storage.remove_item(key));
}

/// Returns the storage. It is read each time, because a browser that forbids storage throws, and the user may allow it
/// later.
fn of_host(host: &Host) -> Result<Storage, JsValue> {
    let storage = host.storage();
    match storage.as_string() {
        Some(name) => named(&format!("{name}Storage")),
        None => Ok(storage.unchecked_into()),
    }
}

fn named(name: &str) -> Result<Storage, JsValue> {
    let storage = GLOBAL.with(|global| Reflect::get(global, &JsValue::from_str(name)))?;
    if storage.is_object() { Ok(storage.unchecked_into()) } else { Err(storage) }
}
