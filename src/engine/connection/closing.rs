//! What comes after a socket closed (S3, S8, T10).

use super::close_code::Cause;
use super::sockets::Live;
use super::{Connection, LastClose, Target, socket_errors};
use crate::engine::config::Source;
use crate::engine::context::Context;
use crate::engine::failures::Urgency;
use crate::engine::input::SocketId;
use crate::engine::output::LogLevel;
use crate::engine::source::EventSource;
use crate::engine::timers::Timer;
use crate::engine::token::TokenKeeper;

/// How many refused handshakes in a row are taken for a refused token (S8).
const REFUSALS_FOR_TOKEN: u32 = 2;

/// The close code of a socket that nobody closed: the network is gone, perhaps for longer than the page knows.
const ABNORMAL: u16 = 1006;

/// How often the token is replaced for refused handshakes (S8): at most once in so many ms.
const REFUSED_TOKEN_GAP_MS: u64 = 300_000;

/// The longest close reason that is kept, in characters; the protocol allows 123 bytes.
const MAX_REASON_CHARS: usize = 123;

impl Connection {
    pub(crate) fn handle_closed(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        source: &mut EventSource,
        id: SocketId,
        (code, reason): (u16, &str),
    ) {
        if let Some(opening) = self.take_opening(id) {
            let reason = shown_reason(&token.redact(cx, &opening.secret.redact(reason)));
            self.note_close(cx, code);
            if self.sockets.live().is_none() {
                self.last_close = Some(LastClose { code, reason });
            }
            self.handle_refused(cx, token, source);
        } else if self.is_live(id) {
            self.handle_live_closed(cx, token, source, (code, reason));
        } else if self.sockets.old().is_some_and(|old| old.id == id) {
            self.handle_old_closed(cx, code);
        } else {
            cx.recorder.counters.stale += 1;
        }
    }

    fn handle_live_closed(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        source: &mut EventSource,
        (code, reason): (u16, &str),
    ) {
        let Some(live) = self.fall_back(cx) else { return };
        let reason = shown_reason(&token.redact(cx, &live.secret.redact(reason)));
        self.note_close(cx, code);
        self.last_close = Some(LastClose { code, reason });
        if code == ABNORMAL {
            self.dead_since = Some(live.last_frame);
        }
        self.handle_gone(cx, token, source, &live, Cause::of(code));
    }

    /// A replaced socket closed by itself.
    fn handle_old_closed(&mut self, cx: &mut Context, code: u16) {
        cx.timers.stop(Timer::Drain);
        if let Some(old) = self.sockets.take_old().filter(|_| code == ABNORMAL) {
            // It may have been dead before the new one was there: what it lost is not known.
            self.note_blind_since(old.last_frame);
            self.receiving_since = Some(cx.now());
        }
    }

    /// The live socket is no more.
    pub(super) fn handle_gone(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        source: &mut EventSource,
        gone: &Live,
        cause: Cause,
    ) {
        if self.sockets.opening().is_none() {
            source.handle_lost(cx, gone.stable);
        }
        self.handle_lost(cx, token, gone, cause);
    }

    /// A handshake failed without an open: an outage, or a refusal (S8).
    fn handle_refused(&mut self, cx: &mut Context, token: &mut TokenKeeper, source: &mut EventSource) {
        cx.timers.stop(Timer::Handshake);
        self.refused = self.refused.saturating_add(1);
        let error = match source {
            // Its requests say whether it is the token's fault, or the channel's.
            EventSource::Notifications(notifications) => {
                notifications.handle_refused(cx);
                notifications.handshake_rejected(cx)
            }
            EventSource::RoutingEvents(_) => {
                let lately = self.token_refused_at.is_some_and(|at| cx.now() - at < REFUSED_TOKEN_GAP_MS);
                if self.refused >= REFUSALS_FOR_TOKEN && !lately {
                    self.token_refused_at = Some(cx.now());
                    token.discard(cx);
                }
                socket_errors::handshake_rejected(&cx.config, token.missing_scopes())
            }
        };
        self.note_failure(cx, error, Urgency::ThirdInARow);
        self.wait(cx, Cause::Unknown);
    }

    /// Takes out the live socket. If the one before is still there, it goes on until there is another.
    pub(super) fn fall_back(&mut self, cx: &mut Context) -> Option<Live> {
        cx.timers.stop(Timer::Stable);
        cx.timers.stop(Timer::Drain);
        cx.timers.stop(Timer::Pong);
        let gone = self.sockets.take_live();
        self.arm_silence(cx);
        gone
    }

    /// The live socket closed (the table of close codes, S3).
    fn handle_lost(&mut self, cx: &mut Context, token: &mut TokenKeeper, lost: &Live, cause: Cause) {
        if cause == Cause::TokenRefused && lost.opened_by.token == token.generation() {
            token.discard(cx);
            self.close_opening(cx);
        }
        // One that closes while another takes its place is no failure (N3, T9).
        if self.sockets.opening().is_none() || cause == Cause::Forbidden {
            self.note_loss(cx, lost, cause);
        }
        if self.sockets.opening().is_some() {
            return;
        }
        match cause {
            Cause::NormalEnd if cx.config.source == Source::RoutingEvents => {
                self.target = Target::Ended;
                self.close_all(cx);
                token.cancel(cx);
            }
            Cause::TokenRefused if lost.stable => self.stop_waiting(cx),
            Cause::NormalEnd
            | Cause::TokenRefused
            | Cause::ServerSide
            | Cause::Forbidden
            | Cause::NoAnswer
            | Cause::Unknown => {
                if self.sockets.waiting().is_none() || cause == Cause::Forbidden {
                    self.wait(cx, cause);
                }
            }
        }
    }

    /// Tells why the live socket closed, where that is a failure: one that was stable may close.
    fn note_loss(&mut self, cx: &mut Context, lost: &Live, cause: Cause) {
        let (code, reason) =
            self.last_close.as_ref().map_or((ABNORMAL, ""), |close| (close.code, close.reason.as_str()));
        let ended = cause == Cause::NormalEnd && cx.config.source == Source::RoutingEvents;
        let (error, urgency) = match cause {
            Cause::Forbidden => (socket_errors::forbidden(code, reason), Urgency::AtOnce),
            Cause::NormalEnd if ended => (socket_errors::ended(), Urgency::AtOnce),
            Cause::NoAnswer => (socket_errors::no_answer(), Urgency::ThirdInARow),
            Cause::TokenRefused if !lost.stable => (socket_errors::token_refused(), Urgency::ThirdInARow),
            Cause::NormalEnd | Cause::ServerSide | Cause::Unknown if !lost.stable => {
                (socket_errors::dropped(code, reason), Urgency::ThirdInARow)
            }
            Cause::NormalEnd | Cause::TokenRefused | Cause::ServerSide | Cause::Unknown => return,
        };
        self.note_failure(cx, error, urgency);
    }

    fn note_close(&self, cx: &mut Context, code: u16) {
        cx.recorder.count_close(code);
        cx.log(LogLevel::Info, format!("socket closed with {code}"));
    }
}

/// A close reason, fit to be told.
fn shown_reason(reason: &str) -> String {
    reason.chars().filter(|c| !c.is_control()).take(MAX_REASON_CHARS).collect()
}
