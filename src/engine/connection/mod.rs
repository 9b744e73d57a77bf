//! The sockets: which ones are open, and when the next one opens (S1–S12, T9, T10).

mod close_code;
mod closing;
mod health;
mod keep_alive;
mod reconnect;
mod report;
mod socket_errors;
mod sockets;

use super::config::Source;
use super::context::Context;
use super::error::PublicError;
use super::failures::{Part, Urgency};
use super::input::SocketId;
use super::output::{LogLevel, Output, SocketTarget};
use super::source::EventSource;
use super::time::Timestamp;
use super::timers::Timer;
use super::token::TokenKeeper;
use close_code::Cause;
use sockets::{Live, Next, OpenedBy, Opening, Sockets};

/// How long a connection must stay open to count as stable (S5), in ms.
const STABLE_MS: u64 = 5_000;

/// How long a replaced socket still receives frames (T9), in ms.
const DRAIN_MS: u64 = 2_000;

const CLOSE_NORMAL: u16 = 1000;

/// The state that the connection should reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// No connection: the client was not started, or was stopped.
    Nothing,
    /// A connection: the client was started.
    Connection,
    /// No connection until the next `start()`: the server ended it normally (S3).
    Ended,
    /// No connection until the page is shown again: it is in the back/forward cache (S10).
    Suspended,
}

/// How the last socket closed.
#[derive(Debug)]
struct LastClose {
    code: u16,
    reason: String,
}

/// Opens, replaces and closes the sockets.
#[derive(Debug)]
pub(crate) struct Connection {
    target: Target,
    sockets: Sockets,
    attempt: u32,
    refused: u32,
    token_replaced_at: Option<Timestamp>,
    error: Option<PublicError>,
    last_close: Option<LastClose>,
    last_frame_at: Option<Timestamp>,
    blind_since: Option<Timestamp>,
    /// The last sign of life of a socket that was found dead (S12). [`Self::note_health`] takes it.
    dead_since: Option<Timestamp>,
    /// Since when a socket has received events without a break; `None` while none does.
    receiving_since: Option<Timestamp>,
    /// Whether the live socket may have lost frames, so that new frames prove nothing (S10).
    suspect: bool,
}

impl Connection {
    pub(crate) fn new() -> Self {
        Self {
            target: Target::Nothing,
            sockets: Sockets::default(),
            attempt: 0,
            refused: 0,
            token_replaced_at: None,
            error: None,
            last_close: None,
            last_frame_at: None,
            blind_since: None,
            dead_since: None,
            receiving_since: None,
            suspect: false,
        }
    }

    /// Starts the connection. `attempt_after_failure`: the Wasm instance has failed, so the first try waits for the
    /// backoff of this attempt (D4).
    pub(crate) fn start(&mut self, cx: &mut Context, attempt_after_failure: Option<u32>) {
        if self.target != Target::Nothing && self.target != Target::Ended {
            self.show();
            return;
        }
        self.target = Target::Connection;
        self.attempt = attempt_after_failure.unwrap_or(0);
        self.refused = 0;
        self.error = None;
        self.last_close = None;
        if attempt_after_failure.is_some() {
            self.wait(cx, Cause::Unknown);
        }
    }

    /// Closes all sockets and resets the state (S9). The time of the last token that was replaced for refused
    /// handshakes survives (S8).
    pub(crate) fn stop(&mut self, cx: &mut Context) {
        self.close_all(cx);
        *self = Self { last_frame_at: self.last_frame_at, token_replaced_at: self.token_replaced_at, ..Self::new() };
    }

    /// Closes all sockets and connects again as after a start, for the session of another user (T13).
    pub(crate) fn begin_afresh(&mut self, cx: &mut Context) {
        let target = self.target;
        self.stop(cx);
        (self.target, self.last_frame_at) = (target, None);
    }

    /// Notes that rings may have been missed since this time, which may be before this engine was created (D4).
    pub(crate) fn note_blind_since(&mut self, at: Timestamp) {
        self.blind_since = Some(self.blind_since.map_or(at, |since| since.min(at)));
    }

    /// Closes all sockets, so that the browser can put the page into the back/forward cache (S10). Returns whether the
    /// connection was wanted.
    pub(crate) fn hide(&mut self, cx: &mut Context) -> bool {
        if self.target != Target::Connection {
            return false;
        }
        self.target = Target::Suspended;
        if let Some(live) = self.sockets.live().filter(|live| live.pinged_at.is_some()) {
            // The pending ping stays unanswered, so it is unknown whether the socket was alive.
            self.dead_since = Some(live.last_frame);
        }
        self.close_all(cx);
        true
    }

    /// Connects again after the page was in the back/forward cache (S10). Returns whether it was.
    pub(crate) fn show(&mut self) -> bool {
        let away = self.target == Target::Suspended;
        if away {
            self.target = Target::Connection;
        }
        away
    }

    /// Does what is due: opens sockets, requests tokens, and lets the source send its requests.
    pub(crate) fn drive(&mut self, cx: &mut Context, token: &mut TokenKeeper, source: &mut EventSource) {
        if self.target != Target::Connection {
            return;
        }
        if self.sockets.live().is_some() && token.is_due(cx) {
            token.request(cx);
        }
        self.drop_outdated(cx, source.endpoint(token));
        self.note_ready(cx, source);
        source.drive(cx, token, &self.view(source));
        let opened_by = OpenedBy { token: token.generation(), endpoint: source.endpoint(token) };
        if self.sockets.may_open()
            && self.needs_socket(opened_by.endpoint)
            && let Some(target) = source.target(cx, token)
        {
            self.open(cx, target, opened_by);
        }
    }

    /// Marks the live socket for replacement by one with the same token or channel (N3).
    pub(crate) fn replace(&mut self) {
        if let Some(live) = self.sockets.live_mut() {
            live.replace = true;
        }
    }

    /// Marks the live socket as suspect and replaces it: after a sleep or a lost network it may have lost frames since
    /// `since` (S10).
    pub(crate) fn suspect_sockets(&mut self, cx: &mut Context, since: Timestamp) {
        if self.sockets.live().is_some() {
            self.note_blind_since(since);
            self.suspect = true;
        }
        let opens = self.sockets.opening().is_some();
        if let Some(live) = self.sockets.live_mut().filter(|live| !opens && !live.replace) {
            live.replace = true;
            cx.log(LogLevel::Info, "replacing the socket: the computer slept or the network was away");
        }
    }

    /// Notes a frame that arrived `ago_ms` ago. Returns whether its socket is in use; late frames of closed sockets are
    /// dropped (S7).
    pub(crate) fn handle_frame(&mut self, cx: &mut Context, id: SocketId, ago_ms: u64) -> bool {
        let Some(socket) = self.sockets.open_mut(id) else { return false };
        socket.last_frame = socket.last_frame.max(cx.now().before(ago_ms));
        let first = !std::mem::replace(&mut socket.alive, true);
        self.last_frame_at = self.last_frame_at.max(Some(cx.now().before(ago_ms)));
        if self.is_live(id) {
            self.note_life(cx);
            if first {
                self.note_stable(cx);
                self.note_proven(cx);
            }
        }
        true
    }

    /// Returns whether this is the live socket.
    pub(crate) fn is_live(&self, id: SocketId) -> bool {
        self.sockets.live().is_some_and(|live| live.id == id)
    }

    /// Returns whether the live socket was opened with this token or channel.
    pub(crate) fn is_of(&self, endpoint: u32) -> bool {
        self.sockets.live().is_some_and(|live| live.opened_by.endpoint == endpoint)
    }

    pub(crate) fn handle_opened(&mut self, cx: &mut Context, source: &mut EventSource, id: SocketId) {
        let Some(opened) = self.take_opening(id) else {
            cx.recorder.counters.stale += 1;
            return;
        };
        if std::mem::take(&mut self.suspect) {
            self.receiving_since = None;
        }
        let max_silence_ms = self.draw_max_silence_ms(cx);
        self.sockets.put_live(Live {
            id,
            secret: opened.secret,
            opened_by: opened.opened_by,
            ready_at: None,
            stable: false,
            alive: false,
            last_frame: cx.now(),
            max_silence_ms,
            pinged_at: None,
            replace: false,
        });
        self.refused = 0;
        cx.recorder.counters.connects += 1;
        cx.timers.stop(Timer::Handshake);
        cx.timers.stop(Timer::Stable);
        cx.timers.stop(Timer::Pong);
        self.arm_silence(cx);
        cx.log(LogLevel::Info, "socket open");
        if cx.config.source == Source::RoutingEvents {
            self.note_ready(cx, source);
        }
    }

    pub(crate) fn handle_timeout(&mut self, cx: &mut Context, timer: SocketTimer) {
        match timer {
            SocketTimer::Reconnect => self.sockets.end_wait(),
            SocketTimer::Handshake => {
                if let Some(opening) = self.sockets.take_opening() {
                    cx.emit(Output::CloseSocket { id: opening.id, code: CLOSE_NORMAL });
                    cx.log(LogLevel::Warn, "handshake took too long and was given up");
                    let error = socket_errors::handshake_timed_out(cx.config.connect_timeout_ms);
                    self.wait(cx, Cause::Unknown);
                    self.note_failure(cx, error, Urgency::ThirdInARow);
                }
            }
            SocketTimer::Stable => {
                self.note_stable(cx);
                self.note_proven(cx);
            }
            SocketTimer::Silence => self.handle_silence(cx),
            SocketTimer::Drain => self.close_draining(cx),
        }
    }

    /// Returns whether two sockets receive frames, or may soon (E10).
    pub(crate) fn overlaps(&self) -> bool {
        self.sockets.are_two()
    }

    /// Marks the live socket as stable if it has been ready long enough (S5).
    fn note_stable(&mut self, cx: &Context) {
        let needs_proof = self.needs_proof(cx);
        if let Some(live) = self.sockets.live_mut().filter(|live| !live.stable && (live.alive || !needs_proof)) {
            live.stable = live.ready_at.is_some_and(|at| cx.now() - at >= STABLE_MS);
            if live.stable {
                self.attempt = 0;
            }
        }
    }

    /// Returns whether the live socket is stable only after a frame (S5). That is so for the source with heartbeats,
    /// after a socket that opened and received nothing.
    fn needs_proof(&self, cx: &Context) -> bool {
        cx.config.source == Source::Notifications && cx.failures.in_a_row(Part::Socket) > 0
    }

    /// Ends the failures of sockets once the live socket is stable and, if the source has heartbeats, has received a
    /// frame (F1).
    fn note_proven(&mut self, cx: &mut Context) {
        let has_heartbeats = cx.config.source == Source::Notifications;
        let reliable = self.is_reliable(cx);
        if self.sockets.live().is_some_and(|live| (live.stable || reliable) && (live.alive || !has_heartbeats)) {
            self.error = None;
            cx.failures.succeed(Part::Socket);
        }
    }

    /// Notes a failure of a socket and reports it if it is time (F1).
    fn note_failure(&mut self, cx: &mut Context, error: PublicError, urgency: Urgency) {
        if cx.fail(Part::Socket, &error, urgency) {
            self.error = Some(error);
        }
    }

    fn needs_socket(&self, endpoint: u32) -> bool {
        self.sockets.live().is_none_or(|live| live.replace || live.opened_by.endpoint != endpoint)
    }

    fn open(&mut self, cx: &mut Context, target: SocketTarget, opened_by: OpenedBy) {
        let SocketTarget { url, secret, filters } = target;
        let id = cx.next_socket();
        self.sockets.set_next(Next::Opening(Opening { id, secret, opened_by }));
        cx.timers.set(Timer::Handshake, cx.now() + cx.config.connect_timeout_ms);
        cx.log(LogLevel::Debug, "opening a socket");
        cx.emit(Output::OpenSocket { id, url, filters });
    }

    fn close_all(&mut self, cx: &mut Context) {
        self.close_opening(cx);
        let old = self.sockets.take_old();
        for socket in [self.sockets.take_live(), old].into_iter().flatten() {
            cx.emit(Output::CloseSocket { id: socket.id, code: CLOSE_NORMAL });
        }
        self.stop_waiting(cx);
        cx.timers.stop(Timer::Drain);
        cx.timers.stop(Timer::Stable);
        cx.timers.stop(Timer::Silence);
        cx.timers.stop(Timer::Pong);
    }

    /// Removes and returns the socket with this id if its handshake is pending.
    fn take_opening(&mut self, id: SocketId) -> Option<Opening> {
        let there = self.sockets.opening().is_some_and(|opening| opening.id == id);
        if there { self.sockets.take_opening() } else { None }
    }

    fn close_opening(&mut self, cx: &mut Context) {
        cx.timers.stop(Timer::Handshake);
        if let Some(opening) = self.sockets.take_opening() {
            cx.emit(Output::CloseSocket { id: opening.id, code: CLOSE_NORMAL });
        }
    }

    fn close_draining(&mut self, cx: &mut Context) {
        cx.timers.stop(Timer::Drain);
        if let Some(old) = self.sockets.take_old() {
            cx.emit(Output::CloseSocket { id: old.id, code: CLOSE_NORMAL });
        }
    }
}

/// The timers of the sockets.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SocketTimer {
    Reconnect,
    Handshake,
    Stable,
    Silence,
    Drain,
}
