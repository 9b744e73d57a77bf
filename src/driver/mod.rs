//! Performs what the engine asks for and reports what happens. It decides nothing: no rule, no limit, no retry.
//!
//! It borrows the engine, feeds it, drains the outputs, lets go, and only then acts: whatever it calls may call back in.
//! Outputs of such a call queue up behind those that are still to be performed, so that the app hears all in order,
//! and the inner call performs the whole queue, so that `stop()` has told all before it returns (S9).

mod app;
mod browser;
mod told;

pub(crate) use browser::on_panic;
pub(crate) use browser::{describe, parse, tell_panic, to_json};

use crate::api::Host;
use crate::engine::{Config, Engine, Input, Mirror, Output, Page, Resume, WallTime};
use crate::protocol::MAX_FRAME_BYTES;
use app::App;
use browser::Browser;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use std::sync::atomic::{AtomicBool, Ordering};
use wasm_bindgen::prelude::*;

/// A report of the browser. It may come while another one is being seen to.
type Told = Closure<dyn Fn(u32, u32, f64, f64, String)>;

/// One engine, with its half of the browser.
pub(crate) struct Driver {
    engine: RefCell<Engine>,
    browser: Browser,
    app: App,
    /// What the app's half has.
    mirror: RefCell<Mirror>,
    resume: Cell<Option<Resume>>,
    /// Still to be performed. The engine bounds what it asks for per input; the queue is empty between inputs.
    outputs: RefCell<VecDeque<Output>>,
    timeout: Cell<Option<u64>>,
    /// The snapshot is another one, and the app has not been told so yet (O6).
    untold: Cell<bool>,
    /// The snapshot is another one than the app's half has.
    stale: Cell<bool>,
    shut: Cell<bool>,
    _told: Told,
}

static FAILED: AtomicBool = AtomicBool::new(false);

/// Keeps every driver of this instance still from now on: it has panicked (D4), and what it holds cannot be trusted.
pub(crate) fn fail_instance() {
    FAILED.store(true, Ordering::Relaxed);
}

impl Driver {
    /// Makes a driver with an engine of its own. Nothing happens until [`Driver::start`].
    pub(crate) fn new(config: Config, seed: u64, host: Host, resume: Option<Resume>) -> Rc<Self> {
        Rc::new_cyclic(|this: &Weak<Self>| {
            let this = this.clone();
            let report = move |kind, id, number, ago_ms, text: String| {
                if let (Some(driver), Some(input)) = (this.upgrade(), told::read(kind, id, number, ago_ms, &text)) {
                    driver.feed(input);
                }
            };
            let told = Told::wrap_aborting(Box::new(report) as Box<dyn Fn(u32, u32, f64, f64, String)>);
            let app = App::new(&host);
            Self {
                engine: RefCell::new(Engine::new(config, seed, browser::now())),
                mirror: RefCell::default(),
                browser: Browser::new(host, &app, told.as_js_value()),
                app,
                resume: Cell::new(resume),
                outputs: RefCell::default(),
                timeout: Cell::default(),
                untold: Cell::default(),
                stale: Cell::new(true),
                shut: Cell::default(),
                _told: told,
            }
        })
    }

    /// Listens to the page and starts the engine. `blind_since`: since when rings may have been missed, in ms since 1970.
    pub(crate) fn start(&self, blind_since: Option<f64>) {
        let state = self.browser.listen();
        let page = Page { visible: state & 1 != 0, online: state & 2 != 0 };
        let blind_since = blind_since.map(|at| WallTime(at as i64));
        self.feed(Input::Start { page, resume: self.resume.take(), blind_since });
    }

    /// Stops the engine. The page goes first: an app that starts again while it is told keeps its new listeners.
    pub(crate) fn stop(&self) {
        self.browser.end("page", 0, 0);
        self.feed(Input::Stop);
    }

    /// Hands one thing to the engine, then performs all there is to perform.
    pub(crate) fn feed(&self, input: Input<'_>) {
        if self.is_still() {
            return;
        }
        self.hand_in(input);
        while let Some(output) = self.next_output() {
            self.perform(output);
        }
        if self.is_still() {
            return;
        }
        self.browser.arm(self.timeout.get().map_or(f64::INFINITY, |at| at as f64));
        if self.untold.take() {
            self.app.change();
        }
    }

    /// Has the engine know of all that has come, even of frames that were passed over.
    pub(crate) fn catch_up(&self) {
        self.browser.catch_up();
    }

    /// Looks at the engine.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&Engine) -> T) -> T {
        at(&self.engine.borrow())
    }

    /// Gives the snapshot as a frozen object: the same one until something changes (O6).
    pub(crate) fn snapshot(&self) -> JsValue {
        let text = if self.stale.take() {
            let snapshot = self.look(Engine::snapshot);
            self.mirror.borrow_mut().snapshot(snapshot)
        } else {
            String::new()
        };
        self.app.snapshot(&text)
    }

    /// Lets go of everything without a word, even of what is still to be told.
    pub(crate) fn shut_down(&self) {
        self.shut.set(true);
        self.browser.end_all();
    }

    fn is_still(&self) -> bool {
        self.shut.get() || FAILED.load(Ordering::Relaxed)
    }

    fn next_output(&self) -> Option<Output> {
        if self.is_still() { None } else { self.outputs.borrow_mut().pop_front() }
    }

    fn hand_in(&self, input: Input<'_>) {
        // Before the engine is borrowed: a page may have replaced `Date.now`, and what it calls may call back in.
        let now = browser::now();
        let mut engine = self.engine.borrow_mut();
        let mut outputs = self.outputs.borrow_mut();
        engine.handle_input(now, input);
        loop {
            let output = engine.poll_output();
            if let Output::Timeout(at) = output {
                return self.timeout.set(at);
            }
            if matches!(output, Output::SnapshotChanged) {
                self.untold.set(true);
                self.stale.set(true);
            } else {
                outputs.push_back(output);
            }
        }
    }

    fn perform(&self, output: Output) {
        let (browser, app) = (&self.browser, &self.app);
        let mirror = || self.mirror.borrow_mut();
        match output {
            Output::OpenSocket { id, url, pass_over } => {
                browser.open(id.0, url.expose(), MAX_FRAME_BYTES, &browser::kinds(&pass_over));
            }
            Output::Await { conversation_id, awaited } => app.expect(&conversation_id, awaited),
            Output::CloseSocket { id, code } => browser.end("socket", id.0, code),
            Output::SendText { id, text } => browser.send(id.0, text),
            Output::Request(id, request) => {
                browser.request(id.0, &request.url, &browser::init(&request), request.shared)
            }
            Output::AskApp(id, reason) => browser.ask(id.0, reason.as_str()),
            Output::Cancel(id) => browser.end("request", id.0, 0),
            Output::LoadToken { key } => browser.store("getItem", &key, ""),
            Output::StoreToken { key, record } => browser.store("setItem", &key, record.expose()),
            Output::RemoveToken { key } => browser.store("removeItem", &key, ""),
            Output::TakeChannel { key } => browser.take(&key),
            Output::StoreChannel { key, record } => browser.keep(&key, record.expose()),
            Output::ToastShown(toast) => {
                let toast = mirror().toast(&toast);
                app.show(&toast);
            }
            Output::ToastDismissed(toast, reason) => {
                let given = mirror().toast(&toast);
                mirror().forget(&toast);
                app.dismiss(&given, reason.as_str());
            }
            Output::Status(status, detail) => {
                let detail = mirror().detail(&detail);
                app.status(status.as_str(), &detail);
            }
            Output::Error(error) => {
                let error = mirror().error(&error);
                app.fail(&error);
            }
            Output::Log(level, line) => {
                if app.hears(level as u32) {
                    app.log(level as u32, &line);
                }
            }
            // Both are seen to while the outputs are drained.
            Output::SnapshotChanged | Output::Timeout(_) => {}
        }
    }
}
