//! Performs what the engine asks for and reports what happens. It decides nothing: no rule, no limit, no retry.
//!
//! It borrows the engine, feeds it, drains the outputs, lets go, and only then acts: whatever it calls may call back in.
//! Outputs of such a call queue up behind those that are still to be performed, so that the app hears all in order,
//! and the inner call performs the whole queue, so that `stop()` has told all before it returns (S9).

mod app_token;
mod call;
mod clock;
mod fetch;
mod js;
mod page;
mod resource;
mod socket;
mod storage;
mod timer;

pub(crate) use js::{get, message_of};
pub(crate) use resource::Resources;
pub(crate) use storage::Storage;

use crate::engine::{
    Config, DismissReason, Engine, HttpRequest, Input, LogLevel, Output, PublicError, RequestId, Resume, Secret,
    SocketEvent, SocketId, Status, StatusDetail, Toast, TokenReason,
};
use app_token::TokenCall;
use call::{Call, Calls};
use core::cell::{Cell, RefCell};
use fetch::Ticket;
use js_sys::Function;
use socket::Socket;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use timer::Timer;

/// Hears what the engine has to tell. All but the first may call back in.
pub(crate) trait App {
    /// The snapshot is another one from now on; nothing has been told yet.
    fn snapshot_changed(&self);
    /// A toast is shown.
    fn toast_shown(&self, toast: &Rc<Toast>);
    /// A toast went.
    fn toast_dismissed(&self, toast: &Rc<Toast>, reason: DismissReason);
    /// The status, or its detail, is another one.
    fn status(&self, status: Status, detail: &StatusDetail);
    /// Something failed.
    fn error(&self, error: &PublicError);
    /// A line for the log.
    fn log(&self, level: LogLevel, line: &str);
    /// All has been told, and the snapshot is another one than before (O6).
    fn settled(&self);
}

/// What the app brings along.
pub(crate) struct Host {
    /// Who is told.
    pub(crate) app: Rc<dyn App>,
    /// The app's way to a token, if it has one (T1).
    pub(crate) get_token: Option<Function>,
    /// Where the token is kept, if not in memory only (T7).
    pub(crate) storage: Option<Storage>,
    /// Where live things are listed (D4).
    pub(crate) resources: Resources,
}

/// One engine, with its sockets, requests, timer and page events.
pub(crate) struct Driver {
    this: Weak<Self>,
    host: Host,
    engine: RefCell<Engine>,
    resume: Cell<Option<Resume>>,
    /// Still to be performed. The engine bounds what it asks for per input; the queue is empty between inputs.
    outputs: RefCell<VecDeque<Output>>,
    timeout: Cell<Option<u64>>,
    snapshot_changed: Cell<bool>,
    shut: Cell<bool>,
    timer: Timer,
    page: RefCell<Option<page::Listener>>,
    sockets: RefCell<Vec<(SocketId, Socket)>>,
    calls: Calls,
}

thread_local! {
    static FAILED: Cell<bool> = const { Cell::new(false) };
}

/// Keeps every driver of this instance still from now on: it has panicked (D4), and what it holds cannot be trusted.
pub(crate) fn fail_instance() {
    FAILED.set(true);
}

impl Driver {
    /// Makes a driver with an engine of its own. Nothing happens until [`Driver::start`].
    pub(crate) fn new(config: Config, host: Host, resume: Option<Resume>) -> Rc<Self> {
        Rc::new_cyclic(|this: &Weak<Self>| {
            let weak = this.clone();
            let timer = Timer::new(host.resources.clone(), move || with(&weak, Self::timer_fired));
            Self {
                this: this.clone(),
                host,
                engine: RefCell::new(Engine::new(config, clock::seed(), clock::now())),
                resume: Cell::new(resume),
                outputs: RefCell::default(),
                timeout: Cell::default(),
                snapshot_changed: Cell::default(),
                shut: Cell::default(),
                timer,
                page: RefCell::default(),
                sockets: RefCell::default(),
                calls: Calls::default(),
            }
        })
    }

    /// Listens to the page and starts the engine.
    pub(crate) fn start(&self) {
        if self.page.borrow().is_none() {
            let this = self.this.clone();
            let listener = page::Listener::new(&self.host.resources, move |event| {
                with(&this, |driver| driver.feed(Input::Page(event)));
            });
            self.page.replace(listener);
        }
        self.feed(Input::Start { page: page::state(), resume: self.resume.take() });
    }

    /// Stops the engine. The page goes first: an app that starts again while it is told keeps its new listeners.
    pub(crate) fn stop(&self) {
        self.page.take();
        self.feed(Input::Stop);
    }

    /// Hands one thing to the engine, then performs all there is to perform.
    pub(crate) fn feed(&self, input: Input<'_>) {
        self.hand_in(input);
        while let Some(output) = self.next_output() {
            self.perform(output);
        }
        if self.is_still() {
            return;
        }
        self.timer.arm(self.timeout.get());
        if self.snapshot_changed.take() {
            self.host.app.settled();
        }
    }

    /// Looks at the engine.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&Engine) -> T) -> T {
        at(&self.engine.borrow())
    }

    /// Lets go of everything without a word, even of what is still to be told.
    pub(crate) fn shut_down(&self) {
        self.shut.set(true);
        self.timer.arm(None);
        self.page.take();
        self.sockets.take();
        self.calls.clear();
    }

    fn is_still(&self) -> bool {
        self.shut.get() || FAILED.get()
    }

    fn next_output(&self) -> Option<Output> {
        if self.is_still() { None } else { self.outputs.borrow_mut().pop_front() }
    }

    fn hand_in(&self, input: Input<'_>) {
        if self.is_still() {
            return;
        }
        let mut engine = self.engine.borrow_mut();
        let mut outputs = self.outputs.borrow_mut();
        engine.handle_input(clock::now(), input);
        loop {
            let output = engine.poll_output();
            if let Output::Timeout(at) = output {
                self.timeout.set(at);
                return;
            }
            if matches!(output, Output::SnapshotChanged) {
                self.snapshot_changed.set(true);
                self.host.app.snapshot_changed();
            } else {
                outputs.push_back(output);
            }
        }
    }

    fn perform(&self, output: Output) {
        let app = &self.host.app;
        match output {
            Output::OpenSocket { id, url } => self.open_socket(id, url.expose()),
            Output::CloseSocket { id, code } => self.take_socket(id).into_iter().for_each(|socket| socket.close(code)),
            Output::Request(id, request) => self.request(id, request),
            Output::AskApp(id, reason) => self.ask_app(id, reason),
            Output::Cancel(id) => self.calls.take(id).into_iter().for_each(|call| call.cancel()),
            Output::LoadToken { key } => self.load_token(&key),
            Output::StoreToken { key, record } => self.write_token(|storage| storage.set(&key, record.expose())),
            Output::RemoveToken { key } => self.write_token(|storage| storage.remove(&key)),
            Output::ToastShown(toast) => app.toast_shown(&toast),
            Output::ToastDismissed(toast, reason) => app.toast_dismissed(&toast, reason),
            Output::Status(status, detail) => app.status(status, &detail),
            Output::Error(error) => app.error(&error),
            Output::Log(level, line) => app.log(level, &line),
            // Both are seen to while the outputs are drained.
            Output::SnapshotChanged | Output::Timeout(_) => {}
        }
    }

    fn timer_fired(&self) {
        self.timer.fired();
        self.feed(Input::Timeout);
    }

    fn open_socket(&self, id: SocketId, url: &str) {
        let this = self.this.clone();
        let report = move |event: SocketEvent<'_>| with(&this, |driver| driver.socket_told(id, event));
        match Socket::open(url, &self.host.resources, report) {
            Ok(socket) => self.sockets.borrow_mut().push((id, socket)),
            Err(reason) => self.hand_in(Input::Socket(id, SocketEvent::Closed { code: 1006, reason: &reason })),
        }
    }

    fn socket_told(&self, id: SocketId, event: SocketEvent<'_>) {
        if matches!(event, SocketEvent::Closed { .. }) {
            drop(self.take_socket(id));
        }
        self.feed(Input::Socket(id, event));
    }

    fn request(&self, id: RequestId, request: HttpRequest) {
        let this = self.this.clone();
        let ticket = Ticket::take(request, &self.host.resources, move |answer| {
            with(&this, |driver| driver.answered(id, |id| Input::Answer(id, answer)));
        });
        if let Call::Request(ticket) = &*self.calls.add(id, Call::Request(ticket)) {
            ticket.send();
        }
    }

    fn ask_app(&self, id: RequestId, reason: TokenReason) {
        let Some(get_token) = &self.host.get_token else { return };
        let this = self.this.clone();
        let call = self.calls.add(id, Call::AppToken(TokenCall::new(&self.host.resources)));
        if let Call::AppToken(call) = &*call {
            call.ask(get_token, reason, move |answer| {
                with(&this, |driver| driver.answered(id, |id| Input::AppToken(id, answer)));
            });
        }
    }

    /// Drops what was cancelled meanwhile (S7).
    fn answered<'a>(&self, id: RequestId, input: impl FnOnce(RequestId) -> Input<'a>) {
        if self.calls.take(id).is_some() {
            self.feed(input(id));
        }
    }

    fn load_token(&self, key: &str) {
        let record = self.host.storage.as_ref().map_or(Ok(None), |storage| storage.get(key));
        self.hand_in(record.map_or(Input::StorageFailed, |record| Input::StoredToken(record.map(Secret::new))));
    }

    fn write_token(&self, write: impl FnOnce(&Storage) -> Result<(), storage::Failed>) {
        if self.host.storage.as_ref().is_some_and(|storage| write(storage).is_err()) {
            self.hand_in(Input::StorageFailed);
        }
    }

    /// Gives a socket away, so that nothing is borrowed when it closes.
    fn take_socket(&self, id: SocketId) -> Option<Socket> {
        let mut sockets = self.sockets.borrow_mut();
        let index = sockets.iter().position(|(known, _)| *known == id)?;
        Some(sockets.swap_remove(index).1)
    }
}

fn with(driver: &Weak<Driver>, act: impl FnOnce(&Driver)) {
    if let Some(driver) = driver.upgrade() {
        act(&driver);
    }
}
