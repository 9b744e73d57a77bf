//! Performs what the engine asks for and hands in what happens.
//!
//! It borrows the engine, hands in an input, drains the outputs, ends the borrow, and only then performs them: whatever it calls may call back in.
//! Outputs of such a call are appended to those that are still to be performed, so that the app gets all callbacks in order,
//! and the inner call performs the whole queue, so that `stop()` makes all callbacks before it returns (S9).

use super::alerts::Alerts;
use super::app::{self, Objects};
use super::host::Host;
use super::page::Listeners;
use super::pending::Pending;
use super::tabs::{self, Tabs};
use super::timer::Timer;
use super::websocket::{Skipped, Socket};
use super::{clock, get_token, http, panic, storage};
use crate::engine::FrameFilter;
use crate::engine::TabRole;
use crate::engine::tabs::io::TabsEvent;
use crate::engine::{
    Client, Config, Input, Now, Output, PublicError, RequestId, Resume, SocketEvent, SocketId, Toast, WallTime,
};
use js_sys::Math;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;

/// One engine, with everything in the browser that belongs to it.
pub(super) struct Runtime {
    this: Weak<Self>,
    host: Host,
    engine: RefCell<Client>,
    /// Still to be performed. The engine bounds what it asks for per input; the queue is empty between inputs.
    outputs: RefCell<VecDeque<Output>>,
    objects: RefCell<Objects>,
    sockets: RefCell<Vec<Socket>>,
    /// Requests under way, and calls of `getToken`.
    pub(super) pending: RefCell<Vec<(RequestId, Pending)>>,
    timer: Timer,
    page: RefCell<Option<Listeners>>,
    alerts: Alerts,
    tabs: Tabs,
    skipped: Skipped,
    reads_every_frame: Cell<bool>,
    resume: Cell<Option<Resume>>,
    timeout: Cell<Option<u64>>,
    /// The snapshot has changed, and `onChange` has not been called for that (O6).
    change_pending: Cell<bool>,
    /// The snapshot has changed since the app got it.
    snapshot_stale: Cell<bool>,
    shut: Cell<bool>,
}

impl Runtime {
    /// Makes a runtime with an engine of its own. Nothing happens until [`Runtime::start`].
    pub(super) fn new(config: Config, host: Host, resume: Option<Resume>) -> Rc<Self> {
        // It spreads retries and guards nothing.
        let seed = (Math::random() * (1_u64 << 48) as f64) as u64;
        Rc::new_cyclic(|this| Self {
            this: this.clone(),
            host,
            engine: RefCell::new(Client::new(config, seed, clock::now(), tabs::support())),
            outputs: RefCell::default(),
            objects: RefCell::default(),
            sockets: RefCell::default(),
            pending: RefCell::default(),
            timer: Timer::default(),
            page: RefCell::default(),
            alerts: Alerts::default(),
            tabs: Tabs::default(),
            skipped: Skipped::default(),
            reads_every_frame: Cell::default(),
            resume: Cell::new(resume),
            timeout: Cell::default(),
            change_pending: Cell::default(),
            snapshot_stale: Cell::new(true),
            shut: Cell::default(),
        })
    }

    pub(super) fn timer(&self) -> &Timer {
        &self.timer
    }

    pub(super) fn host(&self) -> &Host {
        &self.host
    }

    pub(super) fn weak(&self) -> &Weak<Self> {
        &self.this
    }

    pub(super) fn tabs(&self) -> &Tabs {
        &self.tabs
    }

    pub(super) fn alerts(&self) -> &Alerts {
        &self.alerts
    }

    /// Gives the object of a toast, which is the same one as long as the toast does not change.
    pub(super) fn toast_object(&self, toast: &Rc<Toast>) -> JsValue {
        self.with_objects(|objects| objects.toast(toast))
    }

    /// Lets `f` make objects for the app. They are not borrowed meanwhile: a page may have replaced `Object.freeze`, and what it calls may call
    /// back in; it gets objects of its own then.
    fn with_objects<T>(&self, f: impl FnOnce(&mut Objects) -> T) -> T {
        let mut objects = self.objects.take();
        let result = f(&mut objects);
        self.objects.replace(objects);
        result
    }

    /// Listens to the page and starts the engine. `blind_since`: since when rings may have been missed, in ms since 1970.
    pub(super) fn start(&self, blind_since: Option<f64>) {
        if self.page.borrow().is_none() {
            let listeners = Listeners::of_page(&self.this, &self.host);
            self.page.replace(listeners);
            self.report_surroundings();
        }
        let blind_since = blind_since.map(|at| WallTime(at as i64));
        self.handle(Input::Start { page: super::page::state(), resume: self.resume.take(), blind_since });
    }

    /// Stops the engine. The listeners go first: an app that starts again in a callback keeps its new ones.
    pub(super) fn stop(&self) {
        self.stop_listening();
        self.handle(Input::Stop);
    }

    /// Hands one thing to the engine, after the frames that were skipped before it, then performs all there is to perform.
    pub(super) fn handle(&self, input: Input<'_>) {
        self.report_skipped();
        // What may bring a ring: the focus may have left the page from a frame in it, without an event here (A1).
        if matches!(input, Input::Socket(_, SocketEvent::Text(_)) | Input::Answer(..)) {
            self.report_focus();
        }
        self.hand_in_and_perform(input);
    }

    /// Hands in what the browser says of the lock and the bus of the tabs, then performs all there is to perform.
    pub(super) fn handle_tabs(&self, event: TabsEvent) {
        self.report_skipped();
        self.feed(|client, now| client.handle_tabs(now, event));
    }

    /// Looks at the engine.
    pub(super) fn with_engine<T>(&self, f: impl FnOnce(&Client) -> T) -> T {
        f(&self.engine.borrow())
    }

    /// Gives the snapshot as a frozen object: the same one until something changes (O6).
    pub(super) fn snapshot(&self) -> JsValue {
        if !self.snapshot_stale.take() {
            return self.objects.borrow().last_snapshot();
        }
        let snapshot = self.with_engine(Client::snapshot);
        let error = snapshot.error.as_ref().map_or(JsValue::NULL, |error| self.error_object(error));
        self.with_objects(|objects| objects.snapshot(snapshot, &error))
    }

    /// Closes everything without callbacks, also those that are still to be made.
    pub(super) fn shut_down(&self) {
        self.shut.set(true);
        self.timer.stop();
        self.stop_listening();
        self.alerts.close();
        self.tabs.close();
        for socket in self.sockets.take() {
            socket.close(&self.host, CLOSE_NORMAL);
        }
        for (_, pending) in self.pending.take() {
            self.abort(pending);
        }
    }

    /// Reports the frames that were skipped since the last report to the engine.
    pub(super) fn report_skipped(&self) {
        if let Some((id, count, ago_ms)) = self.skipped.take() {
            self.hand_in_and_perform(Input::Socket(id, SocketEvent::Skipped { count, ago_ms }));
        }
    }

    /// Notes a frame that need not be read.
    pub(super) fn note_skipped(&self, id: SocketId) {
        if self.skipped.is_of_another(id) {
            self.report_skipped();
        }
        if self.skipped.note(id) {
            self.report_skipped();
        }
    }

    pub(super) fn reads_every_frame(&self) -> bool {
        self.reads_every_frame.get()
    }

    /// A socket closed by itself: its handlers are not called again.
    pub(super) fn forget_socket(&self, id: SocketId) -> Option<Socket> {
        let mut sockets = self.sockets.borrow_mut();
        let place = sockets.iter().position(|socket| socket.id() == id)?;
        let socket = sockets.remove(place);
        drop(sockets);
        self.host.resources().delete(socket.as_js());
        Some(socket)
    }

    fn role(&self) -> TabRole {
        self.with_engine(Client::role)
    }

    fn is_shut_down(&self) -> bool {
        self.shut.get() || panic::has_failed()
    }

    fn hand_in_and_perform(&self, input: Input<'_>) {
        self.feed(|client, now| client.handle_input(now, input));
    }

    fn feed(&self, hand_in: impl FnOnce(&mut Client, Now)) {
        if self.is_shut_down() {
            return;
        }
        self.hand_in(hand_in);
        while let Some(output) = self.next_output() {
            self.perform(output);
        }
        if self.is_shut_down() {
            return;
        }
        self.timer.arm(&self.this, self.timeout.get());
        if self.change_pending.take() {
            app::call_on_change(&self.host);
        }
    }

    fn next_output(&self) -> Option<Output> {
        if self.is_shut_down() { None } else { self.outputs.borrow_mut().pop_front() }
    }

    fn hand_in(&self, hand_in: impl FnOnce(&mut Client, Now)) {
        // Before the engine is borrowed: a page may have replaced `Date.now`, and what it calls may call back in.
        let now = clock::now();
        let mut engine = self.engine.borrow_mut();
        let mut outputs = self.outputs.borrow_mut();
        hand_in(&mut engine, now);
        loop {
            let output = engine.poll_output();
            if let Output::Timeout(at) = output {
                return self.timeout.set(at);
            }
            if matches!(output, Output::SnapshotChanged) {
                self.change_pending.set(true);
                self.snapshot_stale.set(true);
            } else {
                outputs.push_back(output);
            }
        }
    }

    fn perform(&self, output: Output) {
        let host = &self.host;
        match output {
            Output::OpenSocket { id, url, filters } => self.open_socket(id, url.expose(), &filters),
            Output::ReadEveryFrame(every) => self.reads_every_frame.set(every),
            Output::CloseSocket { id, code } => {
                if let Some(socket) = self.forget_socket(id) {
                    socket.close(host, code);
                }
            }
            Output::SendText { id, text } => self.send(id, text),
            Output::Request(id, request) => http::send(&self.this, id, request),
            Output::AskApp(id, reason) => get_token::ask(self, &self.this, id, reason),
            Output::Cancel(id) => {
                if let Some(pending) = self.forget_request(id) {
                    self.abort(pending);
                }
            }
            Output::LoadToken { key } => self.handle(storage::load(host, &key)),
            Output::StoreToken { key, record } => self.handle_failure(storage::store(host, &key, record.expose())),
            Output::RemoveToken { key } => self.handle_failure(storage::remove(host, &key)),
            Output::TakeChannel { key } => self.handle(storage::take_of_tab(&key)),
            Output::StoreChannel { key, record } => storage::store_of_tab(&key, record.expose()),
            Output::ToastShown(toast) => {
                let toast = self.toast_object(&toast);
                app::call_on_toast(host, &toast, self.role());
            }
            Output::ToastDismissed(toast, reason) => {
                let object = self.with_objects(|objects| {
                    let object = objects.toast(&toast);
                    objects.forget(&toast);
                    object
                });
                app::call_on_dismiss(host, &object, reason, self.role());
            }
            Output::Status(status, detail) => {
                let detail = self.with_objects(|objects| objects.detail(&detail));
                app::call_on_status(host, status, &detail, self.role());
            }
            Output::Error(error) => {
                let object = self.new_error(&error);
                app::call_on_error(host, &object);
            }
            Output::ActionSettled(call, error) => app::settle_action(host, call, error.as_ref()),
            Output::AskPhone(id, action, toast) => {
                let toast = self.toast_object(&toast);
                app::ask_phone(host, id, action, &toast);
            }
            Output::CancelPhone(id) => app::cancel_phone(host, id),
            Output::Log(level, line) => app::log(host, level, &line),
            Output::Alert(command) => self.perform_alert(command),
            Output::Tabs(command) => self.perform_tabs(command),
            // Both are handled while the outputs are drained.
            Output::SnapshotChanged | Output::Timeout(_) => {}
        }
    }

    fn open_socket(&self, id: SocketId, url: &str, filters: &[FrameFilter]) {
        match Socket::open(&self.this, id, url, filters) {
            Ok(socket) => {
                self.host.resources().add(socket.as_js());
                self.sockets.borrow_mut().push(socket);
            }
            // The message may hold the address, and so the token (T11): its name says enough.
            Err(name) => self.handle(Input::Socket(id, SocketEvent::Closed { code: 1006, reason: &name })),
        }
    }

    /// A socket that cannot send any more closes, and says so.
    fn send(&self, id: SocketId, text: &str) {
        let socket = self.sockets.borrow().iter().find(|socket| socket.id() == id).map(Socket::to_js);
        if let Some(socket) = socket {
            let _ = socket.send_with_str(text);
        }
    }

    fn handle_failure(&self, failed: Result<(), JsValue>) {
        // What a storage says when it throws may hold the record (T11).
        if failed.is_err() {
            self.handle(Input::StorageFailed);
        }
    }

    fn stop_listening(&self) {
        drop(self.page.take());
    }

    fn error_object(&self, error: &PublicError) -> JsValue {
        let known = self.objects.borrow().known_error(error);
        known.unwrap_or_else(|| self.new_error(error))
    }

    /// Nothing is borrowed while the app's own class makes the object.
    fn new_error(&self, error: &PublicError) -> JsValue {
        let object = app::create_error(&self.host, error);
        self.objects.borrow_mut().keep_error(error, &object);
        object
    }
}

/// The close code of an ordinary end.
const CLOSE_NORMAL: u16 = 1000;
