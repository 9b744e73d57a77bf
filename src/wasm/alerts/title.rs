//! Shows rings in the title of the page, and restores the page's own title (A8).

use crate::wasm::cleanup::Cleanup;
use crate::wasm::host::Host;
use crate::wasm::page::{self, Document};
use js_sys::{Array, Object, Reflect, Set, Symbol};
use wasm_bindgen::prelude::*;

/// The key of [`TitleState`] at the document.
const STATE_KEY: &str = "genesys-toasts.title";

#[wasm_bindgen]
extern "C" {
    /// What all clients of a document share, also those of another copy of the package.
    #[derive(Clone)]
    type TitleState;
    #[wasm_bindgen(method, getter, structural)]
    fn own(this: &TitleState) -> OwnTitle;
    #[wasm_bindgen(method, setter, structural)]
    fn set_own(this: &TitleState, own: &OwnTitle);
    /// The title that was shown last, as the document gave it back.
    #[wasm_bindgen(method, getter, structural)]
    fn shown(this: &TitleState) -> JsValue;
    #[wasm_bindgen(method, setter, structural)]
    fn set_shown(this: &TitleState, title: &JsValue);
    /// One [`Entry`] for each client that shows a title; the newest is the last.
    #[wasm_bindgen(method, getter, structural)]
    fn entries(this: &TitleState) -> Set;
    #[wasm_bindgen(method, setter, structural)]
    fn set_entries(this: &TitleState, entries: &Set);

    /// The page's own title.
    type OwnTitle;
    #[wasm_bindgen(method, getter, structural)]
    fn title(this: &OwnTitle) -> JsValue;
    #[wasm_bindgen(method, setter, structural)]
    fn set_title(this: &OwnTitle, title: &JsValue);

    /// The title of one client.
    type Entry;
    #[wasm_bindgen(method, getter, structural)]
    fn text(this: &Entry) -> JsValue;
    #[wasm_bindgen(method, setter, structural)]
    fn set_text(this: &Entry, text: &str);
}

/// The title of one client, which is shown until this is dropped.
pub(super) struct ShownTitle {
    document: Document,
    state: TitleState,
    entry: Entry,
    cleanup: Cleanup,
}

impl ShownTitle {
    /// `None` where there is no document.
    pub(super) fn new(host: &Host) -> Option<Self> {
        let document = page::document()?;
        let state = state_of(&document);
        let cleanup = Cleanup::new(host)?;
        let entry: Entry = Object::new().unchecked_into();
        // If this instance fails, JavaScript removes the entry and restores the page's own title.
        cleanup.add(&state.entries(), "delete", &Array::of1(&entry));
        let own_title = Array::of2(&document, &state.own());
        let arguments = Array::of3(&class_method("Object", "assign"), &JsValue::UNDEFINED, &own_title);
        cleanup.add(&class("Reflect"), "apply", &arguments);
        Some(Self { document, state, entry, cleanup })
    }

    pub(super) fn show(&self, text: &str) {
        self.note_own_title();
        self.entry.set_text(text);
        // It becomes the newest one.
        self.state.entries().delete(&self.entry);
        self.state.entries().add(&self.entry);
        self.write();
    }

    /// Where the title is not the one that was shown, the page has changed it.
    fn note_own_title(&self) {
        let title = self.document.title();
        if title != self.state.shown() {
            self.state.own().set_title(&title);
        }
    }

    /// Writes the newest title of a client, or the page's own.
    fn write(&self) {
        let newest = Array::from(&self.state.entries()).pop();
        let title =
            if newest.is_undefined() { self.state.own().title() } else { newest.unchecked_ref::<Entry>().text() };
        if title != self.document.title() {
            self.document.set_title(&title);
        }
        self.state.set_shown(&self.document.title());
    }
}

impl Drop for ShownTitle {
    fn drop(&mut self) {
        self.cleanup.disarm();
        self.note_own_title();
        self.state.entries().delete(&self.entry);
        self.write();
    }
}

fn state_of(document: &Document) -> TitleState {
    let key = Symbol::for_(STATE_KEY);
    let known = Reflect::get(document, &key).unwrap_or_default();
    if known.is_object() {
        return known.unchecked_into();
    }
    let state: TitleState = Object::new().unchecked_into();
    let own: OwnTitle = Object::new().unchecked_into();
    own.set_title(&document.title());
    state.set_own(&own);
    state.set_entries(&Set::new(&JsValue::UNDEFINED));
    let _ = Reflect::set(document, &key, &state);
    state
}

fn class(name: &str) -> JsValue {
    Reflect::get(&js_sys::global(), &JsValue::from_str(name)).unwrap_or_default()
}

fn class_method(name: &str, method: &str) -> JsValue {
    Reflect::get(&class(name), &JsValue::from_str(method)).unwrap_or_default()
}
