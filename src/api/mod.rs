//! The surface towards JavaScript: options in, snapshots and callbacks out. It converts and decides nothing.

mod host;
pub mod options;
mod panic;

pub use host::Host;
pub use panic::{on_panic, panic_for_test};

use crate::driver::{self, Driver};
use crate::engine::{self, Input};
use options::Given;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// One client's engine.
///
/// Its methods may be called from inside the host's callbacks, all but `free()`.
#[wasm_bindgen]
pub struct Engine {
    driver: Rc<Driver>,
}

#[wasm_bindgen]
impl Engine {
    /// Makes an engine from options that were checked. `resume` is what a failed instance left behind:
    /// `{ toasts, attempt }` of its last snapshot. Nothing happens until `start()`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, host: Host, resume: &JsValue) -> Self {
        panic::set_hook();
        let Given { config, seed, resume } = options::read(&driver::describe(options, &host, resume));
        Self { driver: Driver::new(config, seed, host, resume) }
    }

    /// Connects, and stays connected until `stop()`. Harmless while running. `blindSince`: since when rings may have been missed before
    /// there was this engine, in ms since 1970.
    pub fn start(&self, #[wasm_bindgen(js_name = blindSince)] blind_since: Option<f64>) {
        self.driver.start(blind_since);
    }

    /// Ends all, and has told so before it returns; no callback follows. It may be started again.
    pub fn stop(&self) {
        self.driver.stop();
    }

    /// Takes what concerns toasts alone from changed options, given in full: it holds from the next ring on.
    pub fn configure(&self, options: &JsValue) {
        let Given { config, .. } = options::read(&driver::to_json(options));
        self.driver.feed(Input::Configure(Box::new(config)));
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
        self.driver.snapshot()
    }

    /// Gives counters and the last events, fit to be pasted into a support ticket.
    pub fn diagnostics(&self) -> JsValue {
        self.driver.catch_up();
        driver::parse(&self.driver.look(engine::Engine::diagnostics).as_json())
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.driver.shut_down();
    }
}
