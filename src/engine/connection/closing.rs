//! What comes after a socket closed (S3, S8, T10).

use super::close_code::Cause;
use super::{Connection, LastClose, Live, Want, failure};
use crate::engine::config::Source;
use crate::engine::context::Context;
use crate::engine::failures::Tell;
use crate::engine::input::SocketId;
use crate::engine::notifications::Notifications;
use crate::engine::output::LogLevel;
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
        notifications: Option<&mut Notifications>,
        id: SocketId,
        (code, reason): (u16, &str),
    ) {
        if let Some(old) = self.draining.take_if(|draining| draining.id == id) {
            cx.timers.stop(Timer::Drain);
            if code == ABNORMAL {
                // It may have been dead before the new one was there: what it lost is not known.
                self.note_blind_since(old.last_frame);
                self.heard_since = Some(cx.now());
            }
        } else if let Some(opening) = self.opening.take_if(|opening| opening.id == id) {
            self.note_close(cx, code, &token.redact(cx, &opening.secret.redact(reason)));
            self.handle_refused(cx, token, notifications);
        } else if let Some(live) = self.live.take_if(|live| live.id == id) {
            self.note_close(cx, code, &token.redact(cx, &live.secret.redact(reason)));
            if code == ABNORMAL {
                self.blind_from = Some(live.last_frame);
            }
            self.handle_gone(cx, token, notifications, &live, Cause::of(code));
        } else {
            cx.recorder.counters.stale += 1;
        }
    }

    /// The live socket is no more.
    pub(super) fn handle_gone(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        notifications: Option<&mut Notifications>,
        gone: &Live,
        cause: Cause,
    ) {
        self.fall_back(cx);
        if let Some(notifications) = notifications.filter(|_| self.opening.is_none()) {
            notifications.handle_lost(cx, gone.stable);
        }
        self.handle_lost(cx, token, gone, cause);
    }

    /// A handshake failed without an open: an outage, or a refusal (S8).
    fn handle_refused(&mut self, cx: &mut Context, token: &mut TokenKeeper, notifications: Option<&mut Notifications>) {
        cx.timers.stop(Timer::Handshake);
        self.refused = self.refused.saturating_add(1);
        if let Some(notifications) = notifications {
            // Its requests say whether it is the token's fault, or the channel's.
            notifications.handle_refused(cx);
            self.note_failure(cx, notifications.handshake_rejected(cx), Tell::ThirdInARow);
            return self.wait(cx, Cause::Unknown);
        }
        let lately = self.token_refused_at.is_some_and(|at| cx.now() - at < REFUSED_TOKEN_GAP_MS);
        if self.refused >= REFUSALS_FOR_TOKEN && !lately {
            self.token_refused_at = Some(cx.now());
            token.discard(cx);
        }
        self.note_failure(cx, failure::handshake_rejected(&cx.config, token.missing_scopes()), Tell::ThirdInARow);
        self.wait(cx, Cause::Unknown);
    }

    /// The live socket closed. If the one before is still there, it goes on until there is another.
    pub(super) fn fall_back(&mut self, cx: &mut Context) {
        cx.timers.stop(Timer::Stable);
        cx.timers.stop(Timer::Drain);
        cx.timers.stop(Timer::Pong);
        self.pinged_at = None;
        self.live = self.draining.take();
        self.replace = self.live.is_some();
        self.arm_silence(cx);
    }

    /// The live socket closed (the table of close codes, S3).
    fn handle_lost(&mut self, cx: &mut Context, token: &mut TokenKeeper, lost: &Live, cause: Cause) {
        if cause == Cause::TokenRefused && lost.opened_by.token == token.generation() {
            token.discard(cx);
            self.close_opening(cx);
        }
        // One that closes while another takes its place is no failure (N3, T9).
        if self.opening.is_none() || cause == Cause::Forbidden {
            self.note_loss(cx, lost, cause);
        }
        if self.opening.is_some() {
            return;
        }
        match cause {
            Cause::NormalEnd if cx.config.source == Source::RoutingEvents => {
                self.want = Want::NothingUntilStart;
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
                if self.waiting.is_none() || cause == Cause::Forbidden {
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
        let (error, tell) = match cause {
            Cause::Forbidden => (failure::forbidden(code, reason), Tell::AtOnce),
            Cause::NormalEnd if ended => (failure::ended(), Tell::AtOnce),
            Cause::NoAnswer => (failure::no_answer(), Tell::ThirdInARow),
            Cause::TokenRefused if !lost.stable => (failure::token_refused(), Tell::ThirdInARow),
            Cause::NormalEnd | Cause::ServerSide | Cause::Unknown if !lost.stable => {
                (failure::dropped(code, reason), Tell::ThirdInARow)
            }
            Cause::NormalEnd | Cause::TokenRefused | Cause::ServerSide | Cause::Unknown => return,
        };
        self.note_failure(cx, error, tell);
    }

    fn note_close(&mut self, cx: &mut Context, code: u16, reason: &str) {
        cx.recorder.count_close(code);
        let reason: String = reason.chars().filter(|c| !c.is_control()).take(MAX_REASON_CHARS).collect();
        cx.log(LogLevel::Info, format!("socket closed with {code}"));
        if self.live.is_none() {
            self.last_close = Some(LastClose { code, reason });
        }
    }
}
