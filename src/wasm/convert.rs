//! From Rust's values to JavaScript's, in one setting.

use js_sys::Object;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// Gives a value as plain objects: maps are objects, what is absent is `null`.
pub(super) fn to_js(value: &impl Serialize) -> JsValue {
    // None of our values fails: their keys are strings, and JavaScript objects can always be made.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// The same, frozen: what the app gets cannot be changed.
pub(super) fn to_frozen(value: &impl Serialize) -> JsValue {
    let value = to_js(value);
    Object::freeze(value.unchecked_ref::<Object>());
    value
}

/// The last value of a kind with its object, which is the same one as long as the value is (O6).
pub(super) struct Last<T>(Option<(T, JsValue)>);

impl<T> Default for Last<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Clone + PartialEq + Serialize> Last<T> {
    /// Gives the frozen object of a value.
    pub(super) fn object(&mut self, value: &T) -> JsValue {
        if let Some((known, object)) = &self.0
            && known == value
        {
            return object.clone();
        }
        let object = to_frozen(value);
        self.0 = Some((value.clone(), object.clone()));
        object
    }
}

/// The words of something that was thrown, or that it has none.
pub(super) fn words_of(thrown: &JsValue) -> String {
    words(thrown).unwrap_or_else(|| "something that is no Error was thrown".to_owned())
}

/// The words of something that was thrown: the string itself, or its `message`, if it has one.
pub(super) fn words(thrown: &JsValue) -> Option<String> {
    let message = || js_sys::Reflect::get(thrown, &JsValue::from_str("message")).ok()?.as_string();
    thrown.as_string().or_else(message)
}
