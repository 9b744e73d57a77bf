//! Notifications of the operating system (A6, A7).

use crate::engine::Input;
use crate::engine::alerts::{AlertEvent, Notice, Permission};
use crate::wasm::cleanup::{Cleanup, method};
use crate::wasm::page;
use crate::wasm::runtime::Runtime;
use js_sys::futures::{JsFuture, future_to_promise};
use js_sys::{Array, Promise};
use std::rc::Weak;
use wasm_bindgen::prelude::*;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// A notification that is shown. It closes when this is dropped.
pub(super) struct ShownNotification {
    tag: String,
    notification: Notification,
    cleanup: Option<Cleanup>,
    _handlers: [Closure<dyn FnMut()>; 2],
}

impl Drop for ShownNotification {
    fn drop(&mut self) {
        self.notification.set_onclick(None);
        self.notification.set_onclose(None);
        // Otherwise that is what `cleanup` does.
        if self.cleanup.is_none() {
            self.notification.close();
        }
    }
}

/// Returns whether notifications may be shown. Only pages show them: those of a worker would outlive its page.
pub(super) fn permission() -> Permission {
    if !is_supported() {
        return Permission::Unsupported;
    }
    let permission = Notification::permission();
    if permission == NotificationPermission::Granted {
        Permission::Granted
    } else if permission == NotificationPermission::Denied {
        Permission::Denied
    } else {
        Permission::Default
    }
}

/// Asks the agent. The promise resolves when the engine has the answer.
pub(super) fn ask(runtime: &Weak<Runtime>) -> Option<Promise> {
    let asked = Notification::request_permission().ok()?;
    let runtime = runtime.clone();
    Some(future_to_promise(async move {
        // Older browsers call a function instead, and give no promise.
        let _ = JsFuture::from(Promise::resolve(&asked)).await;
        if let Some(runtime) = runtime.upgrade() {
            runtime.answer_permission();
        }
        Ok(JsValue::UNDEFINED)
    }))
}

fn is_supported() -> bool {
    page::document().is_some() && method(&js_sys::global(), "Notification").is_some()
}

impl Runtime {
    /// Shows a notification. Browsers on telephones throw: there are none then.
    pub(super) fn show_notification(&self, notice: &Notice) {
        let options = NotificationOptions::new();
        options.set_tag(&notice.tag);
        options.set_body(&notice.body);
        options.set_require_interaction(notice.require_interaction);
        if let Some(icon) = &notice.icon {
            options.set_icon(icon);
        }
        let Ok(notification) = Notification::new_with_options(&notice.title, &options) else {
            return self.handle(Input::Alert(AlertEvent::Permission(Permission::Unsupported)));
        };
        let handlers = [
            self.handler(notice.tag.clone(), AlertEvent::NotificationClicked),
            self.handler(notice.tag.clone(), AlertEvent::NotificationClosed),
        ];
        let [clicked, closed] = &handlers;
        notification.set_onclick(Some(clicked.as_js_value().unchecked_ref()));
        notification.set_onclose(Some(closed.as_js_value().unchecked_ref()));
        let cleanup = Cleanup::new(self.host());
        if let Some(cleanup) = &cleanup {
            cleanup.add(&notification, "close", &Array::new());
        }
        let shown = ShownNotification { tag: notice.tag.clone(), notification, cleanup, _handlers: handlers };
        self.alerts().notifications.borrow_mut().push(shown);
    }

    pub(super) fn take_notification(&self, tag: &str) -> Option<ShownNotification> {
        let mut shown = self.alerts().notifications.borrow_mut();
        let place = shown.iter().position(|shown| shown.tag == tag)?;
        Some(shown.remove(place))
    }

    fn handler(&self, tag: String, event: fn(String) -> AlertEvent) -> Closure<dyn FnMut()> {
        let runtime = self.weak().clone();
        Closure::wrap_aborting(Box::new(move || {
            if let Some(runtime) = runtime.upgrade() {
                runtime.handle(Input::Alert(event(tag.clone())));
                // One that the agent or the system closed is gone.
                drop(runtime.take_notification(&tag));
            }
        }) as Box<dyn FnMut()>)
    }
}
