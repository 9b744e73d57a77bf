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

async fn told(promise: Promise) -> Vec<String> {
    let value = js_sys::futures::JsFuture::from(promise).await.expect("it settles well");
    texts(&value.unchecked_into::<Array>())
}

/// [D4]
#[wasm_bindgen_test]
async fn a_panic_is_told_with_its_place_and_the_instance_keeps_still_afterwards() {
    let told = told(panic_alone()).await;

    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("asked to at src/wasm/panic.rs:"), "{told:?}");
    assert_eq!(told[1], "RuntimeError");
}

/// [D4] [D3]
#[wasm_bindgen_test]
async fn after_a_panic_inside_a_callback_nothing_more_is_told() {
    assert_eq!(told(panic_inside()).await, ["connecting", "panicked", "returned"]);
}

/// [S3] [S8]
#[wasm_bindgen_test]
async fn a_handshake_that_a_real_server_refuses_is_a_close_with_1006() {
    let options = object(&[("socketUrl", here("ws").into())]);

    let told = told(on_network(&options, "1006", &JsValue::UNDEFINED)).await;

    let expected =
        ["connecting token null", "connecting handshake null", "disconnected waiting 1006", "stopped stopped null"];
    assert_eq!(told, expected);
}

/// [T3] [T5]
#[wasm_bindgen_test]
async fn an_answer_of_a_real_server_is_read_to_its_end() {
    let options = object(&[("tokenUrl", here("http").into()), ("clientId", "a".into()), ("clientSecret", "b".into())]);
    let without_get_token = object(&[("getToken", JsValue::UNDEFINED)]);

    let told = told(on_network(&options, "access_token", &without_get_token)).await;

    assert!(told.iter().any(|line| line == "error waiting null"), "{told:?}");
}

/// [S10]
#[wasm_bindgen_test]
async fn it_runs_in_a_worker_without_window_and_document() {
    let told = told(in_worker()).await;

    assert_eq!(told[..2], ["undefined", "undefined"]);
    assert_eq!(told[4], "disconnected waiting 1006");
}
