//! The half towards the app, as Rust calls it: callbacks, and the objects that the app gets.

use crate::api::Host;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/driver/app.js")]
extern "C" {
    /// One engine's app. What its callbacks throw is logged (D3).
    pub(super) type App;

    #[wasm_bindgen(constructor)]
    pub(super) fn new(host: &Host) -> App;

    /// Tells `onToast`. All JSON here is as [`Mirror`](crate::engine::Mirror) gives it.
    #[wasm_bindgen(method)]
    pub(super) fn show(this: &App, toast: &str);
    /// Tells `onDismiss`.
    #[wasm_bindgen(method)]
    pub(super) fn dismiss(this: &App, toast: &str, reason: &str);
    /// A conversation is awaited from now on, or no longer; the empty id stands for all. Those whose toasts come and go are known.
    #[wasm_bindgen(method)]
    pub(super) fn expect(this: &App, conversation_id: &str, awaited: bool);
    /// Tells `onStatus`.
    #[wasm_bindgen(method)]
    pub(super) fn status(this: &App, status: &str, detail: &str);
    /// Tells `onError`.
    #[wasm_bindgen(method)]
    pub(super) fn fail(this: &App, error: &str);
    /// Tells that the snapshot is another one.
    #[wasm_bindgen(method)]
    pub(super) fn change(this: &App);
    /// Whether anybody hears lines of this level.
    #[wasm_bindgen(method)]
    pub(super) fn hears(this: &App, level: u32) -> bool;
    /// `level`: its place in [`LogLevel`](crate::engine::LogLevel).
    #[wasm_bindgen(method)]
    pub(super) fn log(this: &App, level: u32, line: &str);
    /// Takes what is new in the snapshot, if anything is, and gives all of it, frozen.
    #[wasm_bindgen(method)]
    pub(super) fn snapshot(this: &App, news: &str) -> JsValue;
}
