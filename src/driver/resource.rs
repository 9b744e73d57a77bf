//! Lists what is live where JavaScript can close it when this instance has failed (D4).

use super::js;
use js_sys::Set;
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

/// The host's set of live things, each with a method `close()`.
#[derive(Clone)]
pub(crate) struct Resources(Set);

impl Resources {
    /// Takes the host's set.
    pub(crate) fn new(set: Set) -> Self {
        Self(set)
    }

    /// Lists `thing`, which has a `close()` of its own.
    pub(super) fn hold(&self, thing: JsValue) -> Held {
        self.0.add(&thing);
        Held { set: self.0.clone(), thing }
    }

    /// Lists something that `close` ends.
    pub(super) fn hold_closer(&self, close: &JsValue) -> Held {
        let closer = js_sys::Object::new();
        // Setting a property of a new object cannot fail.
        let _ = js_sys::Reflect::set(&closer, &JsValue::from_str("close"), close);
        self.hold(closer.into())
    }

    /// Lists an abort.
    pub(super) fn hold_abort(&self, controller: &AbortController) -> Held {
        self.hold_closer(&js::bound(controller, "abort").unwrap_or_default())
    }
}

/// Keeps one thing listed until it is dropped.
pub(super) struct Held {
    set: Set,
    thing: JsValue,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.set.delete(&self.thing);
    }
}
