//! The surface towards JavaScript: options in, snapshots and callbacks out. It converts and decides nothing.

mod convert;
mod error;
mod host;
mod options;
mod panic;
mod view;

pub use host::Host;
pub use panic::{on_panic, panic_for_test};

use crate::driver::{self, Driver, Resources, Storage};
use crate::engine::Input;
use std::rc::Rc;
use view::View;
use wasm_bindgen::prelude::*;

/// One client's engine.
///
/// Its methods may be called from inside the host's callbacks, all but `free()`.
#[wasm_bindgen]
pub struct Engine {
    driver: Rc<Driver>,
    view: Rc<View>,
}

#[wasm_bindgen]
impl Engine {
    /// Makes an engine from options that were checked. `resume` is what a failed instance left behind:
    /// `{ toasts, attempt }` of its last snapshot. Nothing happens until `start()`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, host: Host, resume: Option<js_sys::Object>) -> Self {
        let config = options::config(options, &host);
        let (get_token, storage) = (host.get_token(), host.storage().map(Storage::new));
        let resources = Resources::new(host.resources());
        let view = Rc::new(View::new(host));
        let host = driver::Host { app: view.clone(), get_token, storage, resources };
        let driver = Driver::new(config, host, resume.map(|left| options::resume(&left)));
        Self { driver, view }
    }

    /// Connects, and stays connected until `stop()`. Harmless while running.
    pub fn start(&self) {
        self.driver.start();
    }

    /// Ends all, and has told so before it returns; no callback follows. It may be started again.
    pub fn stop(&self) {
        self.driver.stop();
    }

    /// Dismisses one toast. Returns whether it was there.
    pub fn dismiss(&self, id: String) -> bool {
        let there = self.driver.look(|engine| engine.has_toast(&id));
        self.driver.feed(Input::Dismiss(id));
        there
    }

    /// Dismisses all toasts.
    #[wasm_bindgen(js_name = dismissAll)]
    pub fn dismiss_all(&self) {
        self.driver.feed(Input::DismissAll);
    }

    /// Stands the clock of one toast, or of all, still. Counted: as many `resume()` end it.
    pub fn pause(&self, id: Option<String>) {
        self.driver.feed(Input::Pause(id));
    }

    /// Ends one `pause()`.
    pub fn resume(&self, id: Option<String>) {
        self.driver.feed(Input::Resume(id));
    }

    /// Gives `{ toasts, status, statusDetail, error }`, frozen: the same object until something changes.
    pub fn snapshot(&self) -> JsValue {
        self.view.snapshot(|| self.driver.look(crate::engine::Engine::snapshot))
    }

    /// Gives counters and the last events, fit to be pasted into a support ticket.
    pub fn diagnostics(&self) -> JsValue {
        convert::to_object(&self.driver.look(crate::engine::Engine::diagnostics))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.driver.shut_down();
    }
}
