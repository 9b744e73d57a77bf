//! Decides what happens after a socket has closed (S3, S8, T10).

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

/// After this many refused handshakes in a row the token counts as refused (S8).
const REFUSALS_FOR_TOKEN: u32 = 2;

/// The close code of a socket that neither side closed. The network may have failed earlier than the page noticed.
const ABNORMAL: u16 = 1006;

/// Refused handshakes replace the token at most once in this time (S8), in ms.
const REFUSED_TOKEN_GAP_MS: u64 = 300_000;

/// The longest close reason that is stored, in characters. The protocol allows 123 bytes.
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

    /// Handles the close of a replaced socket by the server or the network.
    fn handle_old_closed(&mut self, cx: &mut Context, code: u16) {
        cx.timers.stop(Timer::Drain);
        if let Some(old) = self.sockets.take_old().filter(|_| code == ABNORMAL) {
            // The replaced socket may have been dead before the new one opened, so it is unknown what it lost.
            self.note_blind_since(old.last_frame);
            self.receiving_since = Some(cx.now());
        }
    }

    /// Handles the loss of the live socket, closed or found dead.
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

    /// Handles a handshake that failed: the network is down, or the server refused it (S8).
    fn handle_refused(&mut self, cx: &mut Context, token: &mut TokenKeeper, source: &mut EventSource) {
        cx.timers.stop(Timer::Handshake);
        self.refused = self.refused.saturating_add(1);
        let error = match source {
            // The next API requests show whether the token or the channel was refused.
            EventSource::Notifications(notifications) => {
                notifications.handle_refused(cx);
                notifications.handshake_rejected(cx)
            }
            EventSource::RoutingEvents(_) => {
                let lately = self.token_replaced_at.is_some_and(|at| cx.now() - at < REFUSED_TOKEN_GAP_MS);
                if self.refused >= REFUSALS_FOR_TOKEN && !lately {
                    self.token_replaced_at = Some(cx.now());
                    token.discard(cx);
                }
                socket_errors::handshake_rejected(&cx.config, token.missing_scopes())
            }
        };
        self.note_failure(cx, error, Urgency::ThirdInARow);
        self.wait(cx, Cause::Unknown);
    }

    /// Removes the live socket and returns it. A draining socket becomes the live one and is used until another one
    /// opens.
    pub(super) fn fall_back(&mut self, cx: &mut Context) -> Option<Live> {
        cx.timers.stop(Timer::Stable);
        cx.timers.stop(Timer::Drain);
        cx.timers.stop(Timer::Pong);
        let gone = self.sockets.take_live();
        self.arm_silence(cx);
        gone
    }

    /// Decides what follows the loss of the live socket (the table of close codes, S3).
    fn handle_lost(&mut self, cx: &mut Context, token: &mut TokenKeeper, lost: &Live, cause: Cause) {
        if cause == Cause::TokenRefused && lost.opened_by.token == token.generation() {
            token.discard(cx);
            self.close_opening(cx);
        }
        // A close during a replacement is no failure (N3, T9).
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

    /// Reports the close of the live socket if it is a failure. A stable socket may close without one.
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

/// Returns a close reason that can be displayed: without control characters, at most 123 characters long.
fn shown_reason(reason: &str) -> String {
    reason.chars().filter(|c| !c.is_control()).take(MAX_REASON_CHARS).collect()
}
