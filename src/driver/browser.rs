//! The JavaScript half of the driver, as Rust calls it.
//!
//! In JavaScript, as each browser function that Rust calls by itself costs bytes on both sides.

use super::app::App;
use crate::api::Host;
use crate::engine::{HttpRequest, Now, WallTime};
use crate::protocol::PassOver;
use crate::protocol::json::{Array, Object, quote};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/driver/browser.js")]
extern "C" {
    /// One engine's host. It never calls back while it is closed, and at once where a thing fails at once.
    pub(super) type Browser;

    /// `told` takes a kind of event (see `told.rs`), an id, a number, for how many ms it has been so, and a text.
    #[wasm_bindgen(constructor)]
    pub(super) fn new(host: Host, app: &App, told: &JsValue) -> Browser;

    #[wasm_bindgen(method)]
    pub(super) fn open(this: &Browser, id: u32, url: &str, max_length: usize, pass_over: &str);
    #[wasm_bindgen(method)]
    pub(super) fn send(this: &Browser, id: u32, text: &str);
    /// Reports the frames that were passed over and have not been reported.
    #[wasm_bindgen(method, js_name = catchUp)]
    pub(super) fn catch_up(this: &Browser);
    #[wasm_bindgen(method)]
    pub(super) fn request(this: &Browser, id: u32, url: &str, init: &str, shared: bool);
    #[wasm_bindgen(method)]
    pub(super) fn ask(this: &Browser, id: u32, reason: &str);
    /// Ends a `socket`, with this close code, a `request` or call, or the listening to the `page`, which has the id 0.
    #[wasm_bindgen(method)]
    pub(super) fn end(this: &Browser, kind: &str, id: u32, code: u16);
    #[wasm_bindgen(method, js_name = endAll)]
    pub(super) fn end_all(this: &Browser);
    #[wasm_bindgen(method)]
    pub(super) fn store(this: &Browser, method: &str, key: &str, record: &str);
    /// Takes the tab's own record of this key, and removes it (N6).
    #[wasm_bindgen(method)]
    pub(super) fn take(this: &Browser, key: &str);
    #[wasm_bindgen(method)]
    pub(super) fn keep(this: &Browser, key: &str, record: &str);
    #[wasm_bindgen(method)]
    pub(super) fn arm(this: &Browser, at: f64);
    #[wasm_bindgen(method)]
    pub(super) fn listen(this: &Browser) -> u32;

    pub(crate) fn describe(options: &JsValue, host: &Host, left: &JsValue) -> String;
    #[wasm_bindgen(js_name = json)]
    pub(crate) fn to_json(value: &JsValue) -> String;
    pub(crate) fn parse(text: &str) -> JsValue;
    #[wasm_bindgen(js_name = onPanic)]
    pub(crate) fn on_panic(callback: &JsValue);
    #[wasm_bindgen(js_name = tellPanic)]
    pub(crate) fn tell_panic(message: &str);
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn wall_ms() -> f64;
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn mono_ms() -> f64;
}

/// Reads both clocks together (S10).
pub(super) fn now() -> Now {
    Now { wall: WallTime(wall_ms() as i64), mono_ms: mono_ms() as u64 }
}

/// Gives the kinds of frames that need not be handed over, as JSON.
pub(super) fn kinds(kinds: &[PassOver]) -> String {
    let mut json = Object::new();
    for PassOver { pattern, lacks } in kinds {
        let mut texts = Array::new();
        for text in lacks {
            texts.push(&quote(text));
        }
        json.json(pattern, &texts.end());
    }
    json.end()
}

/// Gives all of a request but its address, as JSON: what `fetch` takes.
pub(super) fn init(request: &HttpRequest) -> String {
    let mut headers = Object::new();
    for (name, value) in &request.headers {
        headers.text(name, value.expose());
    }
    let mut init = Object::new();
    init.text("method", request.method);
    init.json("headers", &headers.end());
    if let Some(body) = &request.body {
        init.text("body", body.expose());
    }
    init.end()
}
