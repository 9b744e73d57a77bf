//! What the app sees and hears.

use super::convert::{Detail, Toasts, freeze};
use super::error::Newest;
use super::host::Host;
use crate::driver::{self, App};
use crate::engine::{DismissReason, LogLevel, PublicError, Snapshot, Status, StatusDetail, Toast};
use core::cell::RefCell;
use js_sys::{Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Tells the host, and keeps the objects that it was told with. Nothing is borrowed while the host is called.
pub(super) struct View {
    host: Host,
    toasts: RefCell<Toasts>,
    detail: RefCell<Detail>,
    error: RefCell<Newest>,
    snapshot: RefCell<Option<JsValue>>,
}

impl View {
    pub(super) fn new(host: Host) -> Self {
        Self {
            host,
            toasts: RefCell::default(),
            detail: RefCell::default(),
            error: RefCell::default(),
            snapshot: RefCell::default(),
        }
    }

    /// Gives the snapshot as a frozen object: the same one until something changes (O6).
    pub(super) fn snapshot(&self, current: impl FnOnce() -> Snapshot) -> JsValue {
        if let Some(snapshot) = &*self.snapshot.borrow() {
            return snapshot.clone();
        }
        let Snapshot { toasts, status, status_detail, error } = current();
        let error = error.map_or(JsValue::NULL, |error| self.error.borrow_mut().standing(&self.host, &error));
        let object = Object::new();
        for (name, value) in [
            ("toasts", self.toasts.borrow_mut().list(toasts)),
            ("status", status.as_str().into()),
            ("statusDetail", self.detail.borrow_mut().object(&status_detail)),
            ("error", error),
        ] {
            // Setting a property of a new object cannot fail.
            let _ = Reflect::set(&object, &name.into(), &value);
        }
        self.snapshot.borrow_mut().insert(freeze(object.into())).clone()
    }

    /// Reports what a callback of the app threw (D3).
    fn caught(&self, callback: &str, outcome: Result<(), JsValue>) {
        if let Err(thrown) = outcome {
            let line = [callback, " threw: ", &driver::message_of(&thrown)].concat();
            self.log(LogLevel::Error, &line);
        }
    }
}

impl App for View {
    fn snapshot_changed(&self) {
        self.snapshot.take();
    }

    fn toast_shown(&self, toast: &Rc<Toast>) {
        let object = self.toasts.borrow_mut().object(toast);
        self.caught("onToast", self.host.on_toast(&object));
    }

    fn toast_dismissed(&self, toast: &Rc<Toast>, reason: DismissReason) {
        let object = self.toasts.borrow_mut().object(toast);
        self.toasts.borrow_mut().forget(toast);
        self.caught("onDismiss", self.host.on_dismiss(&object, reason.as_str()));
    }

    fn status(&self, status: Status, detail: &StatusDetail) {
        let object = self.detail.borrow_mut().object(detail);
        self.caught("onStatus", self.host.on_status(status.as_str(), &object));
    }

    fn error(&self, error: &PublicError) {
        let object = self.error.borrow_mut().happened(&self.host, error);
        self.caught("onError", self.host.on_error(&object));
    }

    fn log(&self, level: LogLevel, line: &str) {
        let level = match level {
            LogLevel::Debug => "debug",
            LogLevel::Info => "info",
            LogLevel::Warn => "warn",
            LogLevel::Error => "error",
        };
        // A log that throws has nowhere to say so.
        let _ = self.host.log(level, line);
    }

    fn settled(&self) {
        self.caught("a listener", self.host.on_change());
    }
}
