//! Instances of their own: one that panics, one in a worker, one on the real network.

use crate::world::{object, texts};
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(module = "/tests/wasm/instance.js")]
extern "C" {
    #[wasm_bindgen(js_name = panicAlone)]
    fn panic_alone() -> Promise;
    #[wasm_bindgen(js_name = panicInside)]
    fn panic_inside() -> Promise;
    #[wasm_bindgen(js_name = onNetwork)]
    fn on_network(options: &JsValue, done: &str, more: &JsValue) -> Promise;
    #[wasm_bindgen(js_name = inWorker)]
    fn in_worker() -> Promise;
    fn here(scheme: &str) -> String;
}

async fn reports(promise: Promise) -> Vec<String> {
    let value = js_sys::futures::JsFuture::from(promise).await.expect("it settles well");
    texts(&value.unchecked_into::<Array>())
}

/// [D4]
#[wasm_bindgen_test]
async fn a_panic_is_reported_with_its_place_and_the_instance_does_nothing_afterwards() {
    let reports = reports(panic_alone()).await;

    assert_eq!(reports.len(), 2, "{reports:?}");
    assert!(reports[0].starts_with("asked to at src/wasm/panic.rs:"), "{reports:?}");
    assert_eq!(reports[1], "RuntimeError");
}

/// [D4] [D3]
#[wasm_bindgen_test]
async fn after_a_panic_inside_a_callback_no_callback_is_called() {
    assert_eq!(reports(panic_inside()).await, ["connecting", "panicked", "returned"]);
}

/// [S3] [S8]
#[wasm_bindgen_test]
async fn a_handshake_that_a_real_server_refuses_is_a_close_with_1006() {
    let options = object(&[("socketUrl", here("ws").into())]);

    let reports = reports(on_network(&options, "1006", &JsValue::UNDEFINED)).await;

    let expected =
        ["connecting token null", "connecting handshake null", "disconnected waiting 1006", "stopped stopped null"];
    assert_eq!(reports, expected);
}

/// [T3] [T5]
#[wasm_bindgen_test]
async fn an_answer_of_a_real_server_is_read_to_its_end() {
    let options = object(&[("tokenUrl", here("http").into()), ("clientId", "a".into()), ("clientSecret", "b".into())]);
    let without_get_token = object(&[("getToken", JsValue::UNDEFINED)]);

    let reports = reports(on_network(&options, "access_token", &without_get_token)).await;

    assert!(reports.iter().any(|line| line == "error waiting null"), "{reports:?}");
}

/// [S10]
#[wasm_bindgen_test]
async fn it_runs_in_a_worker_without_window_and_document() {
    let reports = reports(in_worker()).await;

    assert_eq!(reports[..2], ["undefined", "undefined"]);
    assert_eq!(reports[4], "disconnected waiting 1006");
}
