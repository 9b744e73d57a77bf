//! Calls the app's callbacks, and keeps the objects that the app got: what is unchanged stays the same object (O6).

use super::convert::{Last, to_js, words_of};
use super::host::Host;
use super::toast::ToastObjects;
use crate::engine::TabRole;
use crate::engine::action_io::{ActionError, AgentState, CallId, ToastAction};
use crate::engine::alerts::AlertState;
use crate::engine::{DismissReason, LogLevel, PublicError, RequestId, Snapshot, Status, StatusDetail, Toast};
use js_sys::{Array, Object};
use serde::Serialize;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // The one of `js_sys` always puts an element in as well.
    #[wasm_bindgen(js_namespace = ["Array", "prototype", "splice"], js_name = call)]
    fn splice(list: &Array, start: u32, delete_count: u32);
}

#[wasm_bindgen]
extern "C" {
    /// One snapshot as the app gets it.
    #[wasm_bindgen(extends = Object)]
    type SnapshotObject;

    #[wasm_bindgen(method, setter, structural)]
    fn set_toasts(this: &SnapshotObject, toasts: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_status(this: &SnapshotObject, status: &JsValue);
    #[wasm_bindgen(method, setter, structural, js_name = statusDetail)]
    fn set_status_detail(this: &SnapshotObject, detail: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_error(this: &SnapshotObject, error: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_alerts(this: &SnapshotObject, alerts: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_agent(this: &SnapshotObject, agent: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_tab(this: &SnapshotObject, tab: &JsValue);
}

/// The objects that the app has.
#[derive(Default)]
pub(super) struct Objects {
    /// Toasts that the app has got, by a callback or in a snapshot, until `onDismiss`.
    toasts: Vec<(Rc<Toast>, JsValue)>,
    /// The toasts of the last snapshot, in `list` as well, which is changed in place; snapshots get frozen copies.
    listed: Vec<Rc<Toast>>,
    list: Option<Array>,
    frozen_list: JsValue,
    new_toasts: ToastObjects,
    detail: Last<StatusDetail>,
    alerts: Last<AlertState>,
    agent: Last<AgentState>,
    error: Option<(PublicError, JsValue)>,
    snapshot: JsValue,
}

impl Objects {
    /// Gives a toast: the same object as long as the toast has not changed.
    pub(super) fn toast(&mut self, toast: &Rc<Toast>) -> JsValue {
        if let Some((_, object)) = self.toasts.iter().find(|(known, _)| Rc::ptr_eq(known, toast)) {
            return object.clone();
        }
        let object = self.new_toasts.object(toast);
        let entry = (Rc::clone(toast), object.clone());
        match self.toasts.iter_mut().find(|(known, _)| is_of(known, toast)) {
            Some(known) => *known = entry,
            None => self.toasts.push(entry),
        }
        object
    }

    /// A toast went: its object is not needed any more.
    pub(super) fn forget(&mut self, toast: &Toast) {
        self.toasts.retain(|(known, _)| known.id != toast.id);
    }

    /// Gives a status detail.
    pub(super) fn detail(&mut self, detail: &StatusDetail) -> JsValue {
        self.detail.object(detail)
    }

    /// Gives the last snapshot again.
    pub(super) fn last_snapshot(&self) -> JsValue {
        self.snapshot.clone()
    }

    /// Gives a new snapshot. `error`: the object of its error, `null` where it has none.
    pub(super) fn snapshot(&mut self, snapshot: Snapshot, error: &JsValue) -> JsValue {
        self.update_list(snapshot.toasts);
        let object: SnapshotObject = Object::new().unchecked_into();
        object.set_toasts(&self.frozen_list);
        object.set_status(&to_js(&snapshot.status));
        object.set_status_detail(&self.detail.object(&snapshot.status_detail));
        object.set_error(error);
        object.set_alerts(&self.alerts.object(&snapshot.alerts));
        object.set_agent(&self.agent.object(&snapshot.agent));
        object.set_tab(&to_js(&snapshot.tab));
        Object::freeze(&object);
        self.snapshot = object.into();
        self.snapshot.clone()
    }

    /// Toasts come at the end and keep their order: what is not in its place any more has gone.
    fn update_list(&mut self, toasts: Vec<Rc<Toast>>) {
        let list = self.list.get_or_insert_default().clone();
        let mut changed = self.frozen_list.is_undefined();
        let before = std::mem::take(&mut self.listed);
        let mut before = before.iter();
        for (place, toast) in (0..).zip(&toasts) {
            let mut known = before.next();
            while known.is_some_and(|known| !is_of(known, toast)) {
                splice(&list, place, 1);
                changed = true;
                known = before.next();
            }
            if known.is_some_and(|known| Rc::ptr_eq(known, toast)) {
                continue;
            }
            list.set(place, self.toast(toast));
            changed = true;
        }
        if before.len() > 0 {
            list.set_length(toasts.len() as u32);
            changed = true;
        }
        self.listed = toasts;
        if changed {
            let copy = list.slice(0, list.length());
            Object::freeze(&copy);
            self.frozen_list = copy.into();
        }
    }

    /// Gives the object of an error that the app got before, if it is this one.
    pub(super) fn known_error(&self, error: &PublicError) -> Option<JsValue> {
        self.error.as_ref().filter(|(known, _)| known == error).map(|(_, object)| object.clone())
    }

    pub(super) fn keep_error(&mut self, error: &PublicError, object: &JsValue) {
        self.error = Some((error.clone(), object.clone()));
    }
}

/// Whether both are the same toast, perhaps at two times.
fn is_of(known: &Rc<Toast>, toast: &Rc<Toast>) -> bool {
    Rc::ptr_eq(known, toast) || json::same(&known.id, &toast.id)
}

/// Makes the app's error object.
pub(super) fn create_error(host: &Host, error: &impl Serialize) -> JsValue {
    host.create_error(&to_js(error))
}

/// Calls `onToast`.
pub(super) fn call_on_toast(host: &Host, toast: &JsValue, tab: TabRole) {
    log_thrown(host, "onToast", host.on_toast(toast, &to_js(&tab)));
}

/// Calls `onDismiss`.
pub(super) fn call_on_dismiss(host: &Host, toast: &JsValue, reason: DismissReason, tab: TabRole) {
    log_thrown(host, "onDismiss", host.on_dismiss(toast, &to_js(&reason), &to_js(&tab)));
}

/// Calls `onStatus`.
pub(super) fn call_on_status(host: &Host, status: Status, detail: &JsValue, tab: TabRole) {
    log_thrown(host, "onStatus", host.on_status(&to_js(&status), detail, &to_js(&tab)));
}

/// Calls `onOpen`.
pub(super) fn call_on_open(host: &Host, toast: &JsValue) {
    log_thrown(host, "onOpen", host.on_open(toast));
}

/// Calls `onError`.
pub(super) fn call_on_error(host: &Host, error: &JsValue) {
    log_thrown(host, "onError", host.on_error(error));
}

/// Settles a call of the app.
pub(super) fn settle_action(host: &Host, call: CallId, error: Option<&ActionError>) {
    let error = error.map_or(JsValue::NULL, |error| create_error(host, error));
    log_thrown(host, "onActionSettled", host.on_action_settled(call, &error));
}

/// Lets the app's softphone act.
pub(super) fn ask_phone(host: &Host, request: RequestId, action: ToastAction, toast: &JsValue) {
    log_thrown(host, "askPhone", host.ask_phone(request.0, &to_js(&action), toast));
}

/// The app's softphone need not go on.
pub(super) fn cancel_phone(host: &Host, request: RequestId) {
    log_thrown(host, "cancelPhone", host.cancel_phone(request.0));
}

/// Calls `onChange`.
pub(super) fn call_on_change(host: &Host) {
    log_thrown(host, "onChange", host.on_change());
}

/// Calls the logger, where it takes lines of this level (D2). An exception of the logger is ignored.
pub(super) fn log(host: &Host, level: LogLevel, line: &str) {
    let level = to_js(&level);
    if host.is_level_enabled(&level) {
        let _ = host.log(&level, line);
    }
}

/// What a callback throws is logged and changes nothing (D3).
fn log_thrown(host: &Host, callback: &str, result: Result<(), JsValue>) {
    if let Err(thrown) = result {
        let _ = host.log(&to_js(&LogLevel::Error), &format!("{callback} threw: {}", words_of(&thrown)));
    }
}
