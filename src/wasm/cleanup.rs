//! What has to be undone in the page when an engine ends, even when this instance has failed (D4).

use super::host::Host;
use js_sys::{Array, Function, Reflect, Set};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

#[wasm_bindgen]
extern "C" {
    /// `method.bind(object, ...arguments)`.
    #[wasm_bindgen(js_namespace = ["Function", "prototype", "bind"], js_name = call, variadic)]
    fn bind(method: &Function, object: &JsValue, arguments: &Array) -> Function;
}

/// JavaScript functions that are called when this is dropped, or when JavaScript aborts it because the instance has failed: they run without the
/// instance.
pub(super) struct Cleanup {
    controller: AbortController,
    signal: AbortSignal,
    resources: Set,
    armed: Cell<bool>,
}

impl Cleanup {
    /// `None` where there is no `AbortController`.
    pub(super) fn new(host: &Host) -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let resources = host.resources();
        resources.add(&controller);
        Some(Self { signal: controller.signal(), controller, resources, armed: Cell::new(true) })
    }

    /// Adds the call of a method, if the object has it.
    pub(super) fn add(&self, object: &JsValue, name: &str, arguments: &Array) {
        if let Some(bound) = bound(object, name, arguments) {
            let _ = self.signal.add_event_listener_with_callback("abort", &bound);
        }
    }

    /// Makes that nothing is called any more: what it was for is undone.
    pub(super) fn disarm(&self) {
        self.armed.set(false);
    }
}

impl Drop for Cleanup {
    fn drop(&mut self) {
        self.resources.delete(&self.controller);
        if self.armed.get() {
            self.controller.abort();
        }
    }
}

/// Returns a function that calls a method with these arguments, if the object has it.
pub(super) fn bound(object: &JsValue, name: &str, arguments: &Array) -> Option<Function> {
    method(object, name).map(|method| bind(&method, object, arguments))
}

/// Returns a method of an object, if the object has it.
pub(super) fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &JsValue::from_str(name)).ok()?.dyn_into::<Function>().ok()
}
