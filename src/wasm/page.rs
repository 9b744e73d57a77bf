//! The events and the state of the page, if the host has one (S10).

use super::cleanup::{Cleanup, method};
use super::host::Host;
use super::runtime::Runtime;
use crate::engine::{Input, Page, PageEvent};
use js_sys::Array;
use std::rc::Weak;
use wasm_bindgen::prelude::*;

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
    pub(super) type Document;
    #[wasm_bindgen(method, getter, structural, js_name = visibilityState)]
    fn visibility_state(this: &Document) -> JsValue;
    #[wasm_bindgen(method, catch, structural, js_name = hasFocus)]
    fn has_focus(this: &Document) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural)]
    pub(super) fn title(this: &Document) -> JsValue;
    #[wasm_bindgen(method, setter, structural)]
    pub(super) fn set_title(this: &Document, title: &JsValue);

    type Navigator;
    #[wasm_bindgen(method, getter, structural, js_name = onLine)]
    fn online(this: &Navigator) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = userActivation)]
    fn user_activation(this: &Navigator) -> JsValue;

    /// `navigator.userActivation`.
    type UserActivation;
    #[wasm_bindgen(method, getter, structural, js_name = isActive)]
    fn is_active(this: &UserActivation) -> JsValue;

    /// An `Event`, or a `PageTransitionEvent`, which has `persisted`.
    pub(super) type PageTransition;
    #[wasm_bindgen(method, getter, structural, js_name = type)]
    fn kind(this: &PageTransition) -> String;
    #[wasm_bindgen(method, getter, structural)]
    fn persisted(this: &PageTransition) -> JsValue;
}

const OF_WINDOW: [&str; 6] = ["online", "offline", "pagehide", "pageshow", "focus", "blur"];
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

/// Returns the document; workers and Node have none.
pub(super) fn document() -> Option<Document> {
    DOCUMENT.with(Clone::clone)
}

/// Returns whether the document, or a frame in it, has the focus. Without a document it counts as focused.
pub(super) fn is_focused() -> bool {
    document().is_none_or(|document| document.has_focus().is_ok_and(|focused| focused != JsValue::FALSE))
}

/// Returns whether the browser counts the present event as a gesture of the user, as far as it says so.
pub(super) fn is_gesture() -> bool {
    let activation = NAVIGATOR.with(|it| it.as_ref().map(Navigator::user_activation));
    let activation = activation.filter(JsValue::is_object).map(JsCast::unchecked_into::<UserActivation>);
    activation.is_none_or(|activation| activation.is_active() != JsValue::FALSE)
}

/// Event listeners of one engine, which end with it, also when this instance has failed (D4).
pub(super) struct Listeners {
    _cleanup: Cleanup,
    _listener: Closure<dyn Fn(JsValue)>,
}

impl Listeners {
    /// Listens to events of the page: of the window, and of the document.
    pub(super) fn of_page(runtime: &Weak<Runtime>, host: &Host) -> Option<Self> {
        Self::new(runtime, host, (&OF_WINDOW, &OF_DOCUMENT, false), |runtime, event| match page_event(event) {
            Some(event) => {
                runtime.handle(Input::Page(event));
                // A page may come out of the back/forward cache into a tab that is not in front.
                if event == PageEvent::Show && !is_visible() {
                    runtime.handle(Input::Page(PageEvent::Hidden));
                }
            }
            None if ["focus", "blur"].contains(&event.kind().as_str()) => runtime.report_surroundings(),
            None => {}
        })
    }

    /// Listens to events of the window and of the document; `capture`: before the page can stop them. A signal is not passed to `addEventListener`:
    /// zone.js 0.13 would then remove listeners of the app, and leave some of these.
    pub(super) fn new(
        runtime: &Weak<Runtime>,
        host: &Host,
        (of_window, of_document, capture): (&[&str], &[&str], bool),
        handle: impl Fn(&Runtime, &PageTransition) + 'static,
    ) -> Option<Self> {
        let cleanup = Cleanup::new(host)?;
        let runtime = runtime.clone();
        let handle = move |event: JsValue| {
            if let Some(runtime) = runtime.upgrade() {
                handle(&runtime, event.unchecked_ref());
            }
        };
        let listener = Closure::wrap_aborting(Box::new(handle) as Box<dyn Fn(JsValue)>);
        GLOBAL.with(|global| listen(global, of_window, (listener.as_js_value(), capture), &cleanup));
        if let Some(document) = document() {
            listen(&document, of_document, (listener.as_js_value(), capture), &cleanup);
        }
        Some(Self { _cleanup: cleanup, _listener: listener })
    }
}

/// Adds the listeners. Node's global object has no `addEventListener`.
fn listen(target: &JsValue, events: &[&str], (listener, capture): (&JsValue, bool), cleanup: &Cleanup) {
    let Some(add) = method(target, "addEventListener") else { return };
    for event in events {
        let event = JsValue::from_str(event);
        let capture = JsValue::from_bool(capture);
        let _ = add.call3(target, &event, listener, &capture);
        cleanup.add(target, "removeEventListener", &Array::of3(&event, listener, &capture));
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
