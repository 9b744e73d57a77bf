//! What comes after a socket closed (S3, S8, T10).

use super::close_code::Cause;
use super::{Connection, LastClose, Live, Want, failure};
use crate::engine::context::Context;
use crate::engine::input::SocketId;
use crate::engine::output::LogLevel;
use crate::engine::timers::Timer;
use crate::engine::token::TokenKeeper;

/// How many refused handshakes in a row are taken for a refused token, and how many are told (S8).
const REFUSALS_FOR_TOKEN: u32 = 2;
const REFUSALS_FOR_ERROR: u32 = 3;

/// How often the token is replaced for refused handshakes (S8): at most once in so many ms.
const REFUSED_TOKEN_GAP_MS: u64 = 300_000;

/// The longest close reason that is kept, in characters; the protocol allows 123 bytes.
const MAX_REASON_CHARS: usize = 123;

impl Connection {
    pub(crate) fn handle_closed(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        id: SocketId,
        code: u16,
        reason: &str,
    ) {
        if self.draining.take_if(|draining| draining.id == id).is_some() {
            cx.timers.stop(Timer::Drain);
        } else if let Some(opening) = self.opening.take_if(|opening| opening.id == id) {
            self.note_close(cx, code, &token.redact(cx, &opening.token.redact(reason)));
            self.handle_refused(cx, token);
        } else if let Some(live) = self.live.take_if(|live| live.id == id) {
            self.fall_back(cx);
            self.note_close(cx, code, &token.redact(cx, &live.token.redact(reason)));
            self.handle_lost(cx, token, &live, code);
        } else {
            cx.recorder.counters.stale += 1;
        }
    }

    /// A handshake failed without an open: an outage, or a refusal (S8).
    fn handle_refused(&mut self, cx: &mut Context, token: &mut TokenKeeper) {
        cx.timers.stop(Timer::Handshake);
        self.refused = self.refused.saturating_add(1);
        let lately = self.token_refused_at.is_some_and(|at| cx.now() - at < REFUSED_TOKEN_GAP_MS);
        if self.refused >= REFUSALS_FOR_TOKEN && !lately {
            self.token_refused_at = Some(cx.now());
            token.discard(cx);
        }
        if self.refused == REFUSALS_FOR_ERROR {
            let error = failure::handshake_rejected(&cx.config, token.missing_scopes());
            self.error = Some(error.clone());
            cx.error(error);
        }
        self.wait(cx, Cause::Unknown);
    }

    /// The live socket closed. If the one before is still there, it goes on until there is another.
    fn fall_back(&mut self, cx: &mut Context) {
        cx.timers.stop(Timer::Stable);
        cx.timers.stop(Timer::Drain);
        self.live = self.draining.take();
        self.replace = self.live.is_some();
        self.arm_silence(cx);
        if self.live.is_none() {
            self.blind_since = Some(cx.wall());
            cx.recorder.counters.gaps += 1;
        }
    }

    /// The live socket closed (the table of close codes, S3).
    fn handle_lost(&mut self, cx: &mut Context, token: &mut TokenKeeper, lost: &Live, code: u16) {
        let cause = Cause::of(code);
        if cause == Cause::TokenRefused && lost.generation == token.generation() {
            token.discard(cx);
            self.close_opening(cx);
        }
        if cause == Cause::Forbidden {
            let reason = self.last_close.as_ref().map_or("", |close| close.reason.as_str());
            let error = failure::forbidden(code, reason);
            self.error = Some(error.clone());
            cx.error(error);
        }
        if self.opening.is_some() {
            return;
        }
        match cause {
            Cause::NormalEnd => {
                self.want = Want::NothingUntilStart;
                self.close_all(cx);
                token.cancel(cx);
            }
            Cause::TokenRefused if lost.stable => self.stop_waiting(cx),
            Cause::TokenRefused | Cause::ServerSide | Cause::Forbidden | Cause::Unknown => {
                if self.waiting.is_none() || cause == Cause::Forbidden {
                    self.wait(cx, cause);
                }
            }
        }
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
