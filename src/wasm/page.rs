//! The events and the state of the page, if the host has one (S10).

use super::host::Host;
use super::runtime::Runtime;
use crate::engine::{Input, Page, PageEvent};
use js_sys::{Function, Reflect};
use std::rc::Weak;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;
    // Workers and Node do not have the first, and old versions of Node do not have the second.
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Option<Document>;
    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Option<Navigator>;

    #[derive(Clone)]
    type Document;
    #[wasm_bindgen(method, getter, structural, js_name = visibilityState)]
    fn visibility_state(this: &Document) -> JsValue;

    type Navigator;
    #[wasm_bindgen(method, getter, structural, js_name = onLine)]
    fn online(this: &Navigator) -> JsValue;

    /// An `Event`, or a `PageTransitionEvent`, which has `persisted`.
    type PageTransition;
    #[wasm_bindgen(method, getter, structural, js_name = type)]
    fn kind(this: &PageTransition) -> String;
    #[wasm_bindgen(method, getter, structural)]
    fn persisted(this: &PageTransition) -> JsValue;
}

const OF_WINDOW: [&str; 4] = ["online", "offline", "pagehide", "pageshow"];
const OF_DOCUMENT: [&str; 3] = ["visibilitychange", "freeze", "resume"];

/// Returns the current state of the page. Without a document it is visible; without a navigator it is online.
pub(super) fn state() -> Page {
    Page {
        visible: is_visible(),
        online: NAVIGATOR.with(|it| it.as_ref().is_none_or(|it| it.online() != JsValue::FALSE)),
    }
}

fn is_visible() -> bool {
    DOCUMENT.with(|document| document.as_ref().is_none_or(|document| document.visibility_state() != "hidden"))
}

/// The listeners of one engine. One signal removes all of them, also when this instance has failed (D4). The signal is
/// not passed to `addEventListener`: zone.js 0.13 would then remove listeners of the app, and leave some of these.
pub(super) struct PageListeners {
    controller: AbortController,
    _listener: Closure<dyn Fn(JsValue)>,
}

impl PageListeners {
    pub(super) fn new(runtime: &Weak<Runtime>, host: &Host) -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let signal = controller.signal();
        let runtime = runtime.clone();
        let handle = move |event: JsValue| {
            if let (Some(runtime), Some(event)) = (runtime.upgrade(), page_event(event.unchecked_ref())) {
                runtime.handle(Input::Page(event));
            }
        };
        let listener = Closure::wrap_aborting(Box::new(handle) as Box<dyn Fn(JsValue)>);
        GLOBAL.with(|global| listen(global, &OF_WINDOW, listener.as_js_value(), &signal));
        if let Some(document) = DOCUMENT.with(Clone::clone) {
            listen(&document, &OF_DOCUMENT, listener.as_js_value(), &signal);
        }
        host.resources().add(&controller);
        Some(Self { controller, _listener: listener })
    }

    pub(super) fn close(self, host: &Host) {
        host.resources().delete(&self.controller);
        self.controller.abort();
    }
}

/// Adds the listeners. Node's global object has no `addEventListener`.
fn listen(target: &JsValue, events: &[&str], listener: &JsValue, signal: &AbortSignal) {
    let method = |name| Reflect::get(target, &JsValue::from_str(name)).ok()?.dyn_into::<Function>().ok();
    let (Some(add), Some(remove)) = (method("addEventListener"), method("removeEventListener")) else { return };
    for event in events {
        let event = JsValue::from_str(event);
        let _ = add.call2(target, &event, listener);
        // A JavaScript function still works when this instance has failed.
        let removal = remove.bind2(target, &event, listener);
        let _ = signal.add_event_listener_with_callback("abort", removal.unchecked_ref());
    }
}

fn page_event(event: &PageTransition) -> Option<PageEvent> {
    Some(match event.kind().as_str() {
        "online" => PageEvent::Online,
        "offline" => PageEvent::Offline,
        "visibilitychange" if is_visible() => PageEvent::Visible,
        "visibilitychange" => PageEvent::Hidden,
        "pagehide" => PageEvent::Hide,
        // Without the back/forward cache this is the first time that the page is shown, which is no change.
        "pageshow" if event.persisted().is_truthy() => PageEvent::Show,
        "freeze" => PageEvent::Freeze,
        "resume" => PageEvent::Thaw,
        _ => return None,
    })
}
