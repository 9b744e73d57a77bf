//! The rules: a machine for each concern, put together here.

pub mod action_io;
mod alert_io;
mod alert_options;
mod alert_state;
pub mod alerts;
mod backoff;
mod checks;
mod client;
pub mod config;
mod connection;
mod context;
mod diagnostics;
mod display;
pub mod error;
mod failures;
mod frame_filter;
mod grapheme;
mod http_limits;
mod input;
pub mod notifications;
pub mod options;
mod output;
mod page_events;
mod region;
mod retry;
pub mod routing_events;
mod secret;
mod settle;
mod sharing;
mod snapshot;
mod source;
mod tab_role;
pub mod tables;
pub mod tabs;
mod time;
mod timers;
mod toasts;
mod token;

pub use client::Client;
pub use config::{Config, Source};
pub use diagnostics::{Counters, Diagnostics, Event, MAX_EVENTS, Tally};
pub use display::{MAX_DISPLAY_CHARS, UNKNOWN_CALLER, display_text};
pub use error::{ErrorCode, ErrorDoc, PublicError};
pub use frame_filter::{FrameFilter, MAX_FRAME_BYTES, MAX_ID_BYTES};
pub use input::{
    AppFailure, AppToken, HttpResponse, Input, Page, PageEvent, RequestFailure, RequestId, Resume, RetryAfter,
    SocketEvent, SocketId,
};
pub use output::{HttpRequest, LogLevel, Output, TokenReason};
pub use secret::Secret;
pub use snapshot::{Direction, DismissReason, Phase, Snapshot, Status, StatusDetail, Toast, ToastId, ToastLeg};
pub use tab_role::{AloneReason, TabRole, TabsReport};
pub use time::{Now, Timestamp, WAKE_GAP_MS, WallTime};

use action_io::{ActionError, AgentState};
use alerts::Alerts;
use checks::Checks;
use connection::Connection;
use context::Context;
use failures::Failures;
use notifications::{Sender, SocketCommand};
use source::EventSource;
use std::rc::Rc;
use tabs::message::SharedState;
use toasts::Toasts;
use token::TokenKeeper;

/// Whether the app wants the engine to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lifecycle {
    Idle,
    Running,
    /// Another tab has the connection (L1).
    Following,
    Stopped,
}

/// The engine: hand in what happens, drain what is to be done. The contract is in the [crate's](crate) own words.
#[derive(Debug)]
pub struct Engine {
    cx: Context,
    lifecycle: Lifecycle,
    token: TokenKeeper,
    connection: Connection,
    checks: Checks,
    source: EventSource,
    toasts: Toasts,
    alerts: Alerts,
    /// Since when the page has been without a network, as far as the browser knows.
    offline_since: Option<Timestamp>,
    /// When the last `retry()` has, or will have, a try follow (S14).
    retried_at: Option<Timestamp>,
    status: Status,
    status_detail: StatusDetail,
    error: Option<PublicError>,
    armed_for: Option<u64>,
    /// What the leader shows, while another tab leads (L1).
    mirrored: Option<Rc<SharedState>>,
    /// Whether that has changed since `SnapshotChanged`.
    mirror_changed: bool,
}

impl Engine {
    /// Makes one, idle. `seed`: any number, drawn anew for each engine.
    pub fn new(config: Config, seed: u64, now: Now) -> Self {
        let mut cx = Context::new(config, seed, now);
        let token = TokenKeeper::new();
        let connection = Connection::new();
        let toasts = Toasts::new(cx.rng.u64(..));
        let source = EventSource::new(cx.config.source);
        let (status, detail) = connection.report(&cx, &token, &source);
        Self {
            lifecycle: Lifecycle::Idle,
            checks: Checks::default(),
            source,
            offline_since: None,
            retried_at: None,
            status,
            status_detail: StatusDetail { since: now.wall.0, ..detail },
            error: None,
            armed_for: None,
            mirrored: None,
            mirror_changed: false,
            alerts: Alerts::new(&cx),
            cx,
            token,
            connection,
            toasts,
        }
    }

    /// Takes one thing that happened. Drain [`Self::poll_output`] afterwards.
    pub fn handle_input(&mut self, now: Now, input: Input<'_>) {
        if !matches!(input, Input::Socket(..)) {
            self.alerts.unsettle();
        }
        let slept_ms = self.pass_time(now, matches!(input, Input::Timeout));
        // How long ago a frame came was read off the monotonic clock, which stood meanwhile: it may have come before the sleep.
        let mut input = input;
        if let Input::Socket(_, SocketEvent::Skipped { ago_ms, .. }) = &mut input {
            *ago_ms = ago_ms.saturating_add(slept_ms);
        }
        match input {
            Input::Start { page, resume, blind_since } => self.handle_start(page, resume, blind_since),
            Input::Stop => self.handle_stop(),
            Input::Configure(changed) => {
                self.cx.config.take_live(*changed);
                if matches!(self.lifecycle, Lifecycle::Idle | Lifecycle::Stopped) {
                    if self.settle_alerts() {
                        self.cx.emit(Output::SnapshotChanged);
                    }
                    return;
                }
            }
            _ if self.lifecycle == Lifecycle::Running => {
                // Before the input: a ring for a toast whose time is over, though the timer is late, is a new one.
                self.toasts.handle_timeout(&mut self.cx);
                self.note_gone();
                self.handle_running(input);
                self.handle_timers();
            }
            _ if self.lifecycle == Lifecycle::Following => self.handle_following(input),
            Input::Page(event) => return self.note_page(event),
            Input::Alert(event) => {
                self.alerts.handle(&mut self.cx, event);
                if self.settle_alerts() {
                    self.cx.emit(Output::SnapshotChanged);
                }
                return;
            }
            Input::Act(call, ..) | Input::BackOnQueue(call) => {
                return self.cx.emit(Output::ActionSettled(call, Some(ActionError::client_stopped())));
            }
            Input::Timeout
            | Input::Phone(..)
            | Input::Socket(..)
            | Input::Answer(..)
            | Input::AppToken(..)
            | Input::StoredToken(_)
            | Input::StoredChannel(_)
            | Input::StorageFailed
            | Input::Dismiss(_)
            | Input::DismissAll
            | Input::Pause(_)
            | Input::Resume(_)
            | Input::Retry => return,
        }
        self.settle();
    }

    /// Gives one thing to do; [`Output::Timeout`] when all is drained.
    pub fn poll_output(&mut self) -> Output {
        if let Some(output) = self.cx.outputs.pop_front() {
            return output;
        }
        let next = [self.cx.timers.next(), self.toasts.poll_timeout()].into_iter().flatten().min();
        self.armed_for = next.map(|at| self.cx.clock.to_mono(at));
        Output::Timeout(self.armed_for)
    }

    /// Gives what the app sees. Unchanged toasts are the same `Rc` as before.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            toasts: self.toasts.list(),
            status: self.status,
            status_detail: self.status_detail.clone(),
            error: self.error.clone(),
            alerts: self.alerts.state(),
            agent: self.agent(),
            tab: TabRole::Alone,
        }
    }

    /// Gives counters and events (D1).
    pub fn diagnostics(&self) -> Diagnostics {
        let (status, detail) = self.report();
        // The server's own words may hold a name or an address: the code says enough (D1).
        let detail = StatusDetail { close_reason: None, ..detail };
        Diagnostics {
            counters: self.cx.recorder.counters.clone(),
            status,
            status_detail: detail,
            events: self.cx.recorder.events(),
            tabs: TabsReport::default(),
        }
    }

    /// Whether a toast of this id is shown.
    pub fn has_toast(&self, id: &str) -> bool {
        self.toasts.has(id)
    }

    fn agent(&self) -> AgentState {
        let own = || AgentState { routing_status: self.source.routing_status().map(str::to_owned) };
        self.mirrored.as_ref().map_or_else(own, |state| state.agent.clone())
    }

    fn handle_start(&mut self, page: Page, resume: Option<Resume>, blind_since: Option<WallTime>) {
        let was_running = self.lifecycle == Lifecycle::Running;
        if !was_running {
            self.cx.page = page;
            self.offline_since = (!page.online).then(|| self.cx.now());
            self.cx.log(LogLevel::Info, "started");
        }
        self.lifecycle = Lifecycle::Running;
        let attempt = resume.as_ref().map(|resume| resume.attempt);
        let comes_back = self.connection.show();
        if !was_running || comes_back {
            self.source.start(&mut self.cx);
        }
        for toast in resume.into_iter().flat_map(|resume| resume.toasts) {
            self.source.restore(&toast);
            self.toasts.restore(&self.cx, toast);
        }
        if !was_running {
            self.alerts.restore(&self.cx, &self.toasts);
            self.alerts.start(&mut self.cx);
        }
        self.connection.start(&mut self.cx, attempt);
        if let Some(since) = blind_since.filter(|_| !was_running) {
            self.connection.note_blind_since(self.cx.clock.time_of(since));
        }
    }

    fn handle_stop(&mut self) {
        if self.lifecycle == Lifecycle::Stopped {
            return;
        }
        self.lifecycle = Lifecycle::Stopped;
        self.mirrored = None;
        self.connection.stop(&mut self.cx);
        self.token.end_session(&mut self.cx);
        self.forget_rings();
        self.alerts.stop();
        self.source.stop(&mut self.cx);
        self.checks = Checks::default();
        self.cx.failures = Failures::default();
        self.cx.timers.stop_all();
        self.cx.log(LogLevel::Info, "stopped");
    }

    /// The token is another user's: a new session begins, and nothing of the one before is left (T13).
    fn begin_afresh(&mut self) {
        self.connection.begin_afresh(&mut self.cx);
        self.checks = Checks::default();
        self.forget_rings();
    }

    /// Forgets what the agent has seen in this session (S13).
    fn forget_rings(&mut self) {
        self.toasts.remove_all(&mut self.cx, DismissReason::Stopped);
        self.toasts.forget_pauses();
        self.alerts.end_session();
    }

    fn handle_running(&mut self, input: Input<'_>) {
        let cx = &mut self.cx;
        match input {
            Input::Start { .. } | Input::Stop | Input::Configure(_) | Input::Timeout => {}
            Input::Socket(id, event) => self.handle_socket(id, event),
            Input::Answer(id, result) if self.token.waits_for(id) => self.token.handle_answer(cx, id, result),
            Input::Answer(id, result) => self.handle_api_answer(id, result),
            Input::AppToken(id, result) => self.token.handle_app_token(cx, id, result),
            Input::StoredToken(record) => self.token.handle_stored(cx, record.as_ref().map(Secret::expose)),
            Input::StoredChannel(record) => self.source.handle_stored(cx, record.as_ref().map(Secret::expose)),
            Input::StorageFailed => self.token.handle_storage_failure(cx),
            Input::Page(event) => self.handle_page(event),
            Input::Dismiss(id) => {
                self.toasts.remove(cx, &id, DismissReason::User);
            }
            Input::DismissAll => self.toasts.remove_all(cx, DismissReason::User),
            Input::Pause(id) => self.toasts.pause(cx, id.as_deref()),
            Input::Resume(id) => self.toasts.resume(cx, id.as_deref()),
            Input::Retry => self.handle_retry(),
            Input::Alert(event) => self.alerts.handle(cx, event),
            Input::Act(call, action, toast) => self.source.act(cx, &mut self.toasts, call, (action, &toast)),
            Input::BackOnQueue(call) => self.source.go_back_on_queue(cx, call),
            Input::Phone(id, answer) => self.source.handle_phone(cx, &self.token, id, answer),
        }
    }

    fn handle_socket(&mut self, id: SocketId, event: SocketEvent<'_>) {
        let cx = &mut self.cx;
        match event {
            SocketEvent::Opened => {
                self.connection.handle_opened(cx, &mut self.source, id);
                self.source.handle_opened(cx);
            }
            SocketEvent::Closed { code, reason } => {
                self.connection.handle_closed(cx, &mut self.token, &mut self.source, id, (code, reason));
            }
            SocketEvent::Skipped { count, ago_ms } => {
                if self.connection.handle_frame(cx, id, ago_ms) {
                    cx.recorder.counters.frames += u64::from(count);
                    cx.recorder.counters.ignored += u64::from(count);
                } else {
                    cx.recorder.counters.stale += u64::from(count);
                }
            }
            SocketEvent::Text(_) | SocketEvent::Unreadable if !self.connection.handle_frame(cx, id, 0) => {
                cx.recorder.counters.stale += 1;
            }
            SocketEvent::Text(text) => {
                cx.recorder.counters.frames += 1;
                let live = self.connection.is_live(id);
                let current = live && self.connection.is_of(self.source.endpoint(&self.token));
                let from = Sender { socket: id, live, current };
                let command = self.source.handle_text(cx, &mut self.token, &mut self.toasts, text, from);
                self.apply(command);
            }
            SocketEvent::Unreadable => {
                cx.recorder.counters.frames += 1;
                cx.note_bad_frame();
            }
        }
    }

    fn handle_api_answer(&mut self, id: RequestId, result: Result<HttpResponse, RequestFailure>) {
        let view = self.connection.view(&self.source);
        let answer = (id, result);
        let command = self.source.handle_answer(&mut self.cx, &mut self.token, &mut self.toasts, answer, &view);
        self.apply(command);
    }

    /// Does what the source wants of the sockets.
    fn apply(&mut self, command: Option<SocketCommand>) {
        match command {
            Some(SocketCommand::AnotherSocket) => self.connection.replace(),
            Some(SocketCommand::Ping) => self.connection.ping(&mut self.cx),
            Some(SocketCommand::EndSession) => self.begin_afresh(),
            None => {}
        }
    }
}
