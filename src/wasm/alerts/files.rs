//! Sound files of the app, loaded before they are needed (A4).

use crate::engine::LogLevel;
use crate::wasm::app;
use crate::wasm::convert::words_of;
use crate::wasm::runtime::Runtime;
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{ArrayBuffer, Promise};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{AudioBuffer, AudioContext};

/// How often a file is tried.
const TRIES: u32 = 2;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    fn fetch(url: &str) -> Result<JsValue, JsValue>;

    /// A `Response`, or the object that a replaced `fetch` returns instead.
    type FileResponse;
    #[wasm_bindgen(method, getter, structural)]
    fn ok(this: &FileResponse) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn status(this: &FileResponse) -> JsValue;
    #[wasm_bindgen(method, catch, structural, js_name = arrayBuffer)]
    fn array_buffer(this: &FileResponse) -> Result<JsValue, JsValue>;
}

/// The files by their URLs: `None` while a file is not loaded, or cannot be.
pub(super) struct Files {
    runtime: Weak<Runtime>,
    context: AudioContext,
    known: RefCell<Vec<(String, Option<AudioBuffer>)>>,
}

impl Files {
    pub(super) fn new(runtime: Weak<Runtime>, context: AudioContext) -> Self {
        Self { runtime, context, known: RefCell::default() }
    }

    /// Returns a file, if it is loaded.
    pub(super) fn get(&self, url: &str) -> Option<AudioBuffer> {
        self.known.borrow().iter().find(|(known, _)| known == url).and_then(|(_, file)| file.clone())
    }

    /// Loads a file, once. A failure is logged: the tone plays instead.
    pub(super) fn load(files: &Rc<Self>, url: &str) {
        if files.known.borrow().iter().any(|(known, _)| known == url) {
            return;
        }
        files.known.borrow_mut().push((url.to_owned(), None));
        let (files, url) = (Rc::clone(files), url.to_owned());
        spawn_local(async move {
            let mut tried = 0;
            let result = loop {
                tried += 1;
                match files.fetch(&url).await {
                    Err(_) if tried < TRIES => {}
                    result => break result,
                }
            };
            match result {
                Ok(file) => files.set(&url, file),
                Err(thrown) => files.log_failure(&url, &words_of(&thrown)),
            }
        });
    }

    fn set(&self, url: &str, file: AudioBuffer) {
        if let Some((_, known)) = self.known.borrow_mut().iter_mut().find(|(known, _)| known == url) {
            *known = Some(file);
        }
    }

    fn log_failure(&self, url: &str, words: &str) {
        if let Some(runtime) = self.runtime.upgrade() {
            let line =
                format!("alerts.sound.url: {url} could not be loaded ({words}); the built-in tone plays instead");
            app::log(runtime.host(), LogLevel::Warn, &line);
        }
    }

    async fn fetch(&self, url: &str) -> Result<AudioBuffer, JsValue> {
        let response: FileResponse = settled(fetch(url)?).await?.unchecked_into();
        if !response.ok().is_truthy() {
            let status = response.status().as_f64().unwrap_or_default();
            return Err(JsValue::from_str(&format!("status {}", status as u16)));
        }
        let bytes = settled(response.array_buffer()?).await?;
        let file = settled(self.context.decode_audio_data(bytes.unchecked_ref::<ArrayBuffer>())?.into()).await?;
        Ok(file.unchecked_into())
    }
}

async fn settled(value: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&value)).await
}
