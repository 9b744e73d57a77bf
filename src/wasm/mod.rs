//! The Wasm side: the surface towards JavaScript, and the runtime that does what the engine asks for. It converts and performs, and
//! decides nothing: no limit, no retry, no rule.

mod app;
mod clock;
mod convert;
mod frame_text;
mod get_token;
mod host;
mod http;
pub mod options;
mod page;
mod panic;
mod runtime;
mod storage;
mod timer;
mod toast;
mod websocket;

pub use host::Host;
pub use panic::{fail_instance, on_panic, panic_for_test};

use crate::engine::{self, Input};
use runtime::Runtime;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// One client's engine.
///
/// Its methods may be called from inside the host's callbacks, all but `free()`.
#[wasm_bindgen]
pub struct Engine {
    runtime: Rc<Runtime>,
}

#[wasm_bindgen]
impl Engine {
    /// Makes an engine from options that were checked. `resume` is what a failed instance left behind:
    /// `{ toasts, attempt }` of its last snapshot. Nothing happens until `start()`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, host: Host, resume: &JsValue) -> Self {
        let config = options::read(options, &host);
        Self { runtime: Runtime::new(config, host, options::read_resume(resume)) }
    }

    /// Connects, and stays connected until `stop()`. Harmless while running. `blindSince`: since when rings may have been missed before
    /// there was this engine, in ms since 1970.
    pub fn start(&self, #[wasm_bindgen(js_name = blindSince)] blind_since: Option<f64>) {
        self.runtime.start(blind_since);
    }

    /// Ends all, and has told so before it returns; no callback follows. It may be started again.
    pub fn stop(&self) {
        self.runtime.stop();
    }

    /// Takes what concerns toasts alone from changed options, given in full: it holds from the next ring on.
    pub fn configure(&self, options: &JsValue) {
        let config = options::read(options, self.runtime.host());
        self.runtime.handle(Input::Configure(Box::new(config)));
    }

    /// Dismisses one toast. Returns whether it was there.
    pub fn dismiss(&self, id: String) -> bool {
        let there = self.runtime.with_engine(|engine| engine.has_toast(&id));
        self.runtime.handle(Input::Dismiss(id));
        there
    }

    /// Dismisses all toasts.
    #[wasm_bindgen(js_name = dismissAll)]
    pub fn dismiss_all(&self) {
        self.runtime.handle(Input::DismissAll);
    }

    /// Stops the clock of one toast, or of all. Counted: as many `resume()` end it.
    pub fn pause(&self, id: Option<String>) {
        self.runtime.handle(Input::Pause(id));
    }

    /// Ends one `pause()`.
    pub fn resume(&self, id: Option<String>) {
        self.runtime.handle(Input::Resume(id));
    }

    /// Ends the wait for the next try, where the server did not ask for it. Harmless at any time.
    pub fn retry(&self) {
        self.runtime.handle(Input::Retry);
    }

    /// Gives `{ toasts, status, statusDetail, error }`, frozen: the same object until something changes.
    pub fn snapshot(&self) -> JsValue {
        self.runtime.snapshot()
    }

    /// Gives counters and the last events, fit to be pasted into a support ticket.
    pub fn diagnostics(&self) -> JsValue {
        self.runtime.report_skipped();
        convert::to_js(&self.runtime.with_engine(engine::Engine::diagnostics))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.runtime.shut_down();
    }
}
