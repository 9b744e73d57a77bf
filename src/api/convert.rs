//! Values of the engine as frozen JavaScript objects. What is unchanged stays the same object.

use crate::engine::{StatusDetail, Toast};
use js_sys::{Array, JSON, Object};
use serde::Serialize;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Gives a value as a plain object: names in camelCase, `null` for none.
///
/// As JSON text, which crosses into JavaScript in one piece: one call, whatever the number of properties.
pub(super) fn to_object(value: &impl Serialize) -> JsValue {
    // None of the engine's values fails to serialise: all keys are words or numbers, all numbers finite.
    let text = serde_json::to_string(value).unwrap_or_default();
    JSON::parse(&text).unwrap_or_default()
}

/// Gives a value as a frozen plain object.
pub(super) fn to_frozen(value: &impl Serialize) -> JsValue {
    freeze(to_object(value))
}

/// Freezes an object and gives it back.
pub(super) fn freeze(object: JsValue) -> JsValue {
    Object::freeze(object.unchecked_ref::<Object>());
    object
}

/// The toasts as JavaScript knows them.
#[derive(Default)]
pub(super) struct Toasts {
    /// One object a toast, for as long as it is the same toast.
    known: Vec<(Rc<Toast>, JsValue)>,
    listed: Vec<Rc<Toast>>,
    list: Option<JsValue>,
}

impl Toasts {
    /// Gives the object of one toast.
    pub(super) fn object(&mut self, toast: &Rc<Toast>) -> JsValue {
        if let Some((_, object)) = self.known.iter().rev().find(|(known, _)| Rc::ptr_eq(known, toast)) {
            return object.clone();
        }
        let object = to_frozen(&**toast);
        // A changed toast takes the place of the one that it was, so that only what lives is kept.
        self.known.retain(|(known, _)| known.id != toast.id);
        self.known.push((toast.clone(), object.clone()));
        object
    }

    /// Forgets one toast, which went.
    pub(super) fn forget(&mut self, toast: &Toast) {
        self.known.retain(|(known, _)| known.id != toast.id);
    }

    /// Gives the frozen list of these toasts: the same array while all are the same.
    pub(super) fn list(&mut self, toasts: Vec<Rc<Toast>>) -> JsValue {
        if let Some(list) = self.list.as_ref().filter(|_| same(&self.listed, &toasts)) {
            return list.clone();
        }
        let known: Vec<_> = toasts.iter().map(|toast| (toast.clone(), self.object(toast))).collect();
        let list = freeze(known.iter().map(|(_, object)| object).collect::<Array>().into());
        self.known = known;
        self.listed = toasts;
        self.list.insert(list).clone()
    }
}

fn same(left: &[Rc<Toast>], right: &[Rc<Toast>]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| Rc::ptr_eq(left, right))
}

/// The status detail as JavaScript knows it.
#[derive(Default)]
pub(super) struct Detail(Option<(StatusDetail, JsValue)>);

impl Detail {
    /// Gives the frozen object of this detail: the same one while nothing in it changes.
    pub(super) fn object(&mut self, detail: &StatusDetail) -> JsValue {
        match &self.0 {
            Some((known, object)) if known == detail => object.clone(),
            Some(_) | None => self.0.insert((detail.clone(), to_frozen(detail))).1.clone(),
        }
    }
}
