//! The members of a herd: real engines, and plain models of other policies.

use crate::rng::Rng;
use genesys_toasts::engine::config::BackoffOptions;
use genesys_toasts::engine::{AppToken, Page, SocketEvent, SocketId, WallTime};
use genesys_toasts::{Config, Engine, Input, Now, Output};

/// 2026-11-23T08:00:00Z.
const MORNING: i64 = 1_795_420_800_000;

/// What comes to a client.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    /// It is to connect.
    Start,
    /// Its timer fires.
    Timer,
    /// This handshake of its has succeeded.
    Opened(SocketId),
    /// This socket of its has closed with 1006, or never opened.
    Lost(SocketId),
}

/// What a client wants next.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Actions {
    /// A socket to be opened.
    pub(crate) socket: Option<SocketId>,
    /// The time at which its timer is to fire, ms; in place of the one before.
    pub(crate) timer: Option<u64>,
    /// Whether the app was asked for a token meanwhile; it has given one.
    pub(crate) asked_app: bool,
}

/// One member of a herd.
pub(crate) trait Client {
    /// Takes what happens at this time, ms.
    fn handle(&mut self, now_ms: u64, event: Event) -> Actions;
}

/// The engine of this crate, whose app gives the same token whenever it is asked.
pub(crate) struct Real(Engine);

impl Real {
    pub(crate) fn new(backoff: BackoffOptions, seed: u64) -> Self {
        // In a busy contact centre an event arrives within five minutes, so no socket is replaced for silence.
        let config = Config { backoff, app_tokens: true, max_silence_ms: None, ..Config::default() };
        Self(Engine::new(config, seed, at(0)))
    }

    /// Drains, answering the app's part at once.
    fn drain(&mut self, now_ms: u64) -> Actions {
        let (mut socket, mut asked_app) = (None, false);
        loop {
            match self.0.poll_output() {
                Output::Timeout(timer) => return Actions { socket, timer, asked_app },
                Output::OpenSocket { id, .. } => socket = Some(id),
                Output::AskApp(id, _) => {
                    asked_app = true;
                    while !matches!(self.0.poll_output(), Output::Timeout(_)) {}
                    let token = AppToken {
                        access_token: "kept-token".into(),
                        expires_in_s: None,
                        expires_at_ms: None,
                        ..AppToken::default()
                    };
                    self.0.handle_input(at(now_ms), Input::AppToken(id, Ok(token)));
                }
                _ => {}
            }
        }
    }
}

impl Client for Real {
    fn handle(&mut self, now_ms: u64, event: Event) -> Actions {
        let input = match event {
            Event::Start => {
                Input::Start { page: Page { visible: true, online: true }, resume: None, blind_since: None }
            }
            Event::Timer => Input::Timeout,
            Event::Opened(id) => Input::Socket(id, SocketEvent::Opened),
            Event::Lost(id) => Input::Socket(id, SocketEvent::Closed { code: 1006, reason: "" }),
        };
        self.0.handle_input(at(now_ms), input);
        self.drain(now_ms)
    }
}

/// How long a model waits before its next try, ms: by the number of tries that failed since the loss, and the wait before.
pub(crate) type Wait = fn(failed: u32, before_ms: u64, rng: &mut Rng) -> u64;

/// A policy and nothing else.
pub(crate) struct Model {
    wait: Wait,
    rng: Rng,
    failed: u32,
    before_ms: u64,
    next_socket: u32,
    timer: Option<u64>,
}

impl Model {
    pub(crate) fn new(wait: Wait, seed: u64) -> Self {
        Self { wait, rng: Rng::new(seed), failed: 0, before_ms: 0, next_socket: 0, timer: None }
    }

    fn open(&mut self) -> Actions {
        self.timer = None;
        self.next_socket += 1;
        Actions { socket: Some(SocketId(self.next_socket)), ..Actions::default() }
    }
}

impl Client for Model {
    fn handle(&mut self, now_ms: u64, event: Event) -> Actions {
        match event {
            Event::Start => self.open(),
            Event::Timer if self.timer.is_some_and(|at| at <= now_ms) => self.open(),
            Event::Timer => Actions { timer: self.timer, ..Actions::default() },
            Event::Opened(_) => {
                (self.failed, self.before_ms) = (0, 0);
                Actions::default()
            }
            Event::Lost(_) => {
                self.before_ms = (self.wait)(self.failed, self.before_ms, &mut self.rng);
                self.failed += 1;
                self.timer = Some(now_ms + self.before_ms);
                Actions { timer: self.timer, ..Actions::default() }
            }
        }
    }
}

fn at(now_ms: u64) -> Now {
    Now { wall: WallTime(MORNING).plus(now_ms), mono_ms: now_ms }
}
