//! The page's life (S10): only what this host has is listened to, so that workers and Node do without.

use super::js::{self, Callback};
use super::resource::{Held, Resources};
use crate::engine::{Page, PageEvent};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

const OF_GLOBAL: [&str; 4] = ["online", "offline", "pagehide", "pageshow"];
const OF_DOCUMENT: [&str; 3] = ["visibilitychange", "freeze", "resume"];

#[wasm_bindgen]
extern "C" {
    type Target;

    #[wasm_bindgen(method, catch, js_name = addEventListener)]
    fn add_event_listener(this: &Target, kind: &str, listener: &JsValue, options: &JsValue) -> Result<(), JsValue>;
}

/// Tells what the page is like now.
pub(super) fn state() -> Page {
    let online = js::global("navigator").and_then(|navigator| js::get(&navigator, "onLine"));
    Page { visible: is_visible(), online: online.is_none_or(|online| online.is_truthy()) }
}

/// Listens to the page until it is dropped.
pub(super) struct Listener {
    controller: AbortController,
    _closure: Callback,
    _held: Held,
}

impl Listener {
    pub(super) fn new(resources: &Resources, report: impl Fn(PageEvent) + 'static) -> Option<Self> {
        let closure = js::callback(move |event: JsValue| {
            if let Some(event) = read(&event) {
                report(event);
            }
        });
        // One signal ends all of them, even from outside (D4).
        let controller = AbortController::new().ok()?;
        let options = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&options, &JsValue::from_str("signal"), &controller.signal());
        let listen = |target: &JsValue, kinds: &[&str]| {
            for kind in kinds {
                // A host without events, such as Node, throws here: it has nothing to tell.
                let _ = target.unchecked_ref::<Target>().add_event_listener(kind, closure.as_js_value(), &options);
            }
        };
        listen(&js_sys::global(), &OF_GLOBAL);
        if let Some(document) = js::global("document") {
            listen(&document, &OF_DOCUMENT);
        }
        let held = resources.hold_abort(&controller);
        Some(Self { controller, _closure: closure, _held: held })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

fn read(event: &JsValue) -> Option<PageEvent> {
    Some(match js::get(event, "type")?.as_string()?.as_str() {
        "online" => PageEvent::Online,
        "offline" => PageEvent::Offline,
        "pagehide" => PageEvent::Hide,
        // Without the back/forward cache it is the page's first showing, which is no news.
        "pageshow" if js::get(event, "persisted")?.is_truthy() => PageEvent::Show,
        "visibilitychange" if is_visible() => PageEvent::Visible,
        "visibilitychange" => PageEvent::Hidden,
        "freeze" => PageEvent::Freeze,
        "resume" => PageEvent::Thaw,
        _ => return None,
    })
}

fn is_visible() -> bool {
    let state = js::global("document").and_then(|document| js::get(&document, "visibilityState")?.as_string());
    state.as_deref() != Some("hidden")
}
