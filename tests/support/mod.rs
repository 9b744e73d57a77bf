//! A desktop in virtual time: performs no output, only writes it down, and moves two clocks by hand.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test binary uses its own part")]
#![allow(clippy::expect_used, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

pub mod alerts;
pub mod channel;
pub mod service;
pub mod skipping;
pub mod typed;

use genesys_toasts::engine::alerts::AlertOptions;
use genesys_toasts::engine::config::{BackoffOptions, Jitter};
use genesys_toasts::engine::{
    AppFailure, AppToken, Counters, DismissReason, HttpRequest, HttpResponse, LogLevel, Page, PageEvent, PublicError,
    RequestFailure, RequestId, Resume, Secret, Snapshot, SocketEvent, SocketId, Status, StatusDetail, Toast,
    TokenReason, WallTime,
};
use genesys_toasts::{Config, Engine, Input, Now, Output};
use std::rc::Rc;

/// 2026-11-23T08:00:00Z.
pub const MORNING: i64 = 1_795_420_800_000;

/// The engine on a desk of its own.
pub struct Desk {
    pub engine: Engine,
    pub now: Now,
    /// Everything that came out, with the monotonic time of it.
    pub trace: Vec<(u64, Output)>,
    /// What the timer is armed for, on the monotonic clock.
    pub armed: Option<u64>,
}

/// Options of a desktop with client credentials.
pub fn with_client() -> Config {
    Config {
        client_id: Some("the-client".into()),
        client_secret: Some(Secret::new("s3cret/+&")),
        alerts: AlertOptions::off(),
        ..Config::default()
    }
}

/// Options of a desktop with `getToken`.
pub fn with_app_tokens() -> Config {
    Config { app_tokens: true, alerts: AlertOptions::off(), ..Config::default() }
}

/// The same options with every wait exact: no jitter, and no limit of silence.
pub fn exactly(config: Config) -> Config {
    let backoff = BackoffOptions { jitter: Jitter::None, ..config.backoff };
    Config { backoff, max_silence_ms: None, ..config }
}

pub const VISIBLE: Page = Page { visible: true, online: true };

impl Desk {
    pub fn new(config: Config) -> Self {
        Self::seeded(config, 1)
    }

    pub fn seeded(config: Config, seed: u64) -> Self {
        let now = Now { wall: WallTime(MORNING), mono_ms: 1_000 };
        Self { engine: Engine::new(config, seed, now), now, trace: Vec::new(), armed: None }
    }

    /// A desktop with client credentials whose socket has just opened, with a token of an hour. Its trace is empty.
    pub fn connected() -> Self {
        Self::connected_with(with_client())
    }

    pub fn connected_with(config: Config) -> Self {
        let mut desk = Self::new(config);
        desk.start();
        if desk.get_token_calls().is_empty() {
            desk.grant("token-1", 3_600);
        } else {
            desk.app_returns("token-1");
        }
        let socket = desk.opening();
        desk.open(socket);
        desk.trace.clear();
        desk
    }

    // --- what happens ---

    /// Hands in one input at the present time, and drains.
    pub fn input(&mut self, input: Input<'_>) {
        self.engine.handle_input(self.now, input);
        loop {
            match self.engine.poll_output() {
                Output::Timeout(at) => {
                    self.armed = at;
                    break;
                }
                output => self.trace.push((self.now.mono_ms, output)),
            }
        }
    }

    pub fn start(&mut self) {
        self.start_on(VISIBLE);
    }

    pub fn start_on(&mut self, page: Page) {
        self.input(Input::Start { page, resume: None, blind_since: None });
    }

    pub fn stop(&mut self) {
        self.input(Input::Stop);
    }

    /// A stop, a start, and a new session that is connected with this token.
    pub fn stop_and_start(&mut self, token: &str) {
        self.stop();
        self.start();
        self.grant(token, 3_600);
        self.open(self.opening());
    }

    pub fn resume_from(&mut self, resume: Resume) {
        self.input(Input::Start { page: VISIBLE, resume: Some(resume), blind_since: None });
    }

    /// Does what `statusDetail.canRetry` promises, whatever the state (S14).
    pub fn retry(&mut self) {
        // What is due, or noticed after sleep, is not retry's doing.
        self.input(Input::Timeout);
        let (before, outputs) = (self.detail(), self.trace.len());
        self.input(Input::Retry);
        let after = self.detail();
        if !before.can_retry {
            assert_eq!((self.trace.len(), after), (outputs, before), "canRetry was false");
        } else if after == before {
            assert!(self.retry_in() <= Some(1_000), "canRetry was true: {after:?}");
        }
    }

    pub fn page(&mut self, event: PageEvent) {
        self.input(Input::Page(event));
    }

    /// Lets time pass on both clocks; the timer fires exactly when it is due.
    pub fn pass(&mut self, ms: u64) {
        let end = self.now.mono_ms + ms;
        let mut in_vain = 0;
        while let Some(at) = self.armed.filter(|at| *at <= end) {
            in_vain = if at > self.now.mono_ms { 0 } else { in_vain + 1 };
            assert!(in_vain < 100, "the timer fires for ever");
            self.tick(at.saturating_sub(self.now.mono_ms));
            self.input(Input::Timeout);
        }
        self.tick(end - self.now.mono_ms);
    }

    /// Lets time pass until the timer fires, whatever it is armed for.
    pub fn fire(&mut self) {
        let ms = self.until_timer().expect("a timer");
        self.pass(ms);
    }

    /// Lets time pass until this holds, one timer after the other.
    pub fn fire_until(&mut self, done: impl Fn(&Self) -> bool) {
        for _ in 0..1_000 {
            if done(self) {
                return;
            }
            self.fire();
        }
        assert!(done(self), "it never comes");
    }

    /// Moves both clocks; no timer fires.
    pub fn tick(&mut self, ms: u64) {
        self.now.mono_ms += ms;
        self.now.wall = self.now.wall.plus(ms);
    }

    /// The computer sleeps: the monotonic clock stops, and the first input after it is the timer.
    pub fn sleep(&mut self, ms: u64) {
        self.now.wall = self.now.wall.plus(ms);
        self.input(Input::Timeout);
    }

    pub fn open(&mut self, id: SocketId) {
        self.input(Input::Socket(id, SocketEvent::Opened));
    }

    pub fn text(&mut self, id: SocketId, text: &str) {
        self.input(Input::Socket(id, SocketEvent::Text(text)));
    }

    pub fn close(&mut self, id: SocketId, code: u16) {
        self.close_with_reason(id, code, "");
    }

    pub fn close_with_reason(&mut self, id: SocketId, code: u16, reason: &str) {
        self.input(Input::Socket(id, SocketEvent::Closed { code, reason }));
    }

    /// The handshake of the newest socket is refused.
    pub fn refuse(&mut self) {
        let socket = self.opening();
        self.close(socket, 1006);
    }

    /// Answers the newest token request with a token of so many seconds.
    pub fn grant(&mut self, token: &str, life_s: u32) {
        self.answer(200, &format!(r#"{{"access_token":"{token}","token_type":"bearer","expires_in":{life_s}}}"#));
    }

    /// Answers the newest token request.
    pub fn answer(&mut self, status: u16, body: &str) {
        self.respond(HttpResponse { status, body: body.to_owned(), ..HttpResponse::default() });
    }

    pub fn respond(&mut self, response: HttpResponse) {
        let id = self.token_requests().last().expect("a token request").0;
        self.input(Input::Answer(id, Ok(response)));
    }

    /// The newest token request gets no answer.
    pub fn fail_request(&mut self) {
        let id = self.token_requests().last().expect("a token request").0;
        self.input(Input::Answer(id, Err(RequestFailure { message: "Failed to fetch".into() })));
    }

    /// `getToken` gives a plain string.
    pub fn app_returns(&mut self, token: &str) {
        self.app_returns_token(AppToken {
            access_token: token.into(),
            expires_in_s: None,
            expires_at_ms: None,
            ..AppToken::default()
        });
    }

    pub fn app_returns_token(&mut self, token: AppToken) {
        let id = self.get_token_calls().last().expect("a call of getToken").0;
        self.input(Input::AppToken(id, Ok(token)));
    }

    pub fn app_throws(&mut self, message: &str) {
        self.app_fails(AppFailure { message: message.into(), ..AppFailure::default() });
    }

    pub fn app_fails(&mut self, failure: AppFailure) {
        let id = self.get_token_calls().last().expect("a call of getToken").0;
        self.input(Input::AppToken(id, Err(failure)));
    }

    /// A ring on the socket that is live.
    pub fn ring(&mut self, conversation: &str) {
        let live = self.newest_socket();
        self.text(live, &ringing(conversation));
    }

    /// The network was away: a second socket is opened beside the live one. Returns the old one and the new one.
    pub fn replace_socket(&mut self) -> (SocketId, SocketId) {
        let old = self.newest_socket();
        self.page(PageEvent::Offline);
        self.page(PageEvent::Online);
        (old, self.opening())
    }

    // --- what came out ---

    pub fn outputs(&self) -> impl DoubleEndedIterator<Item = &Output> {
        self.trace.iter().map(|(_, output)| output)
    }

    /// Takes what came out since the last time.
    pub fn take(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.trace).into_iter().map(|(_, output)| output).collect()
    }

    pub fn token_requests(&self) -> Vec<(RequestId, HttpRequest)> {
        self.outputs()
            .filter_map(|o| if let Output::Request(id, r) = o { Some((*id, r.clone())) } else { None })
            .collect()
    }

    pub fn get_token_calls(&self) -> Vec<(RequestId, TokenReason)> {
        self.outputs().filter_map(|o| if let Output::AskApp(id, r) = o { Some((*id, *r)) } else { None }).collect()
    }

    pub fn opened(&self) -> Vec<(SocketId, String)> {
        self.outputs()
            .filter_map(|o| {
                if let Output::OpenSocket { id, url, .. } = o { Some((*id, url.expose().to_owned())) } else { None }
            })
            .collect()
    }

    /// The newest socket that was asked for.
    pub fn opening(&self) -> SocketId {
        self.opened().last().expect("a socket was asked for").0
    }

    /// The newest socket of all: the one that `connected()` opened, or the newest asked for since.
    pub fn newest_socket(&self) -> SocketId {
        self.opened().last().map_or(SocketId(1), |(id, _)| *id)
    }

    pub fn closed(&self) -> Vec<(SocketId, u16)> {
        self.outputs()
            .filter_map(|o| if let Output::CloseSocket { id, code } = o { Some((*id, *code)) } else { None })
            .collect()
    }

    pub fn shown(&self) -> Vec<Rc<Toast>> {
        self.outputs().filter_map(|o| if let Output::ToastShown(t) = o { Some(Rc::clone(t)) } else { None }).collect()
    }

    pub fn dismissed(&self) -> Vec<(Rc<Toast>, DismissReason)> {
        self.outputs()
            .filter_map(|o| if let Output::ToastDismissed(t, r) = o { Some((Rc::clone(t), *r)) } else { None })
            .collect()
    }

    pub fn errors(&self) -> Vec<PublicError> {
        self.outputs().filter_map(|o| if let Output::Error(e) = o { Some(e.clone()) } else { None }).collect()
    }

    pub fn statuses(&self) -> Vec<Status> {
        self.outputs().filter_map(|o| if let Output::Status(s, _) = o { Some(*s) } else { None }).collect()
    }

    pub fn logs(&self, at_least: LogLevel) -> Vec<String> {
        self.outputs()
            .filter_map(|o| match o {
                Output::Log(level, line) if *level >= at_least => Some(line.clone()),
                _ => None,
            })
            .collect()
    }

    /// How often `onChange` was called.
    pub fn snapshot_changes(&self) -> usize {
        self.outputs().filter(|output| matches!(output, Output::SnapshotChanged)).count()
    }

    pub fn counters(&self) -> Counters {
        self.engine.diagnostics().counters
    }

    pub fn snapshot(&self) -> Snapshot {
        self.engine.snapshot()
    }

    pub fn status(&self) -> Status {
        self.snapshot().status
    }

    pub fn detail(&self) -> StatusDetail {
        self.snapshot().status_detail
    }

    /// The conversations whose toasts are shown, oldest first.
    pub fn toasts(&self) -> Vec<String> {
        self.snapshot().toasts.iter().map(|toast| toast.conversation_id.clone()).collect()
    }

    /// How long until the next try, in ms, by `nextRetryAt`.
    pub fn retry_in(&self) -> Option<u64> {
        self.detail().next_retry_at.map(|at| WallTime(at).since(self.now.wall))
    }

    /// How long until the timer, in ms.
    pub fn until_timer(&self) -> Option<u64> {
        self.armed.map(|at| at.saturating_sub(self.now.mono_ms))
    }
}

pub fn ringing(conversation: &str) -> String {
    event(conversation, "ringing", "voice")
}

pub fn event(conversation: &str, state: &str, media: &str) -> String {
    format!(
        r#"{{"eventType":"routing.conversation.event","conversation":{{"id":"{conversation}","state":"{state}","mediaType":"{media}"}},"participants":[{{"role":"customer","name":"Imani Okafor"}},{{"role":"agent","name":"Mara Lindqvist"}}]}}"#
    )
}
