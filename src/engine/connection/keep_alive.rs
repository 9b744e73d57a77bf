//! Checks that the live socket is alive: silence, and a ping if the source supports it (N2, S10, S11).

use super::close_code::Cause;
use super::sockets::Live;
use super::{CLOSE_NORMAL, Connection, Timer};
use crate::engine::config::Source;
use crate::engine::context::Context;
use crate::engine::output::{LogLevel, Output};
use crate::engine::source::EventSource;
use crate::engine::time::Timestamp;
use crate::engine::token::TokenKeeper;

/// How long a socket with heartbeats may be silent in a visible page, and in a hidden one, whose timers run late (N2),
/// in ms.
const SILENCE_MS: u64 = 40_000;
const HIDDEN_SILENCE_MS: u64 = 100_000;

/// How long the answer to a ping may take (N2), in ms.
const PONG_MS: u64 = 5_000;

const PING: &str = r#"{"message":"ping"}"#;

impl Connection {
    /// Sends a ping on the live socket, unless one is pending (N2).
    pub(crate) fn ping(&mut self, cx: &mut Context) {
        if let Some(live) = self.sockets.live_mut().filter(|live| live.pinged_at.is_none()) {
            live.pinged_at = Some(cx.now());
            cx.emit(Output::SendText { id: live.id, text: PING });
            cx.timers.stop(Timer::Silence);
            cx.timers.set(Timer::Pong, cx.now() + PONG_MS);
        }
    }

    /// Replaces the live socket, which did not answer a ping in time (N2).
    pub(crate) fn handle_no_pong(&mut self, cx: &mut Context, token: &mut TokenKeeper, source: &mut EventSource) {
        let Some(live) = self.fall_back(cx) else { return };
        cx.log(LogLevel::Warn, "the socket is dead: no answer to a ping");
        cx.emit(Output::CloseSocket { id: live.id, code: CLOSE_NORMAL });
        self.dead_since = Some(live.last_frame);
        self.handle_gone(cx, token, source, &live, Cause::NoAnswer);
    }

    pub(super) fn handle_silence(&mut self, cx: &mut Context) {
        match self.silent_at(cx) {
            Some(at) if at <= cx.now() => match cx.config.source {
                Source::Notifications => self.ping(cx),
                Source::RoutingEvents => {
                    self.replace();
                    cx.log(LogLevel::Info, "replacing the socket: it was silent for long");
                }
            },
            Some(_) | None => self.arm_silence(cx),
        }
    }

    /// Sets the silence timer from the time of the last frame. Frames do not move the timer: it is set again when it
    /// fires (S11).
    pub(super) fn arm_silence(&self, cx: &mut Context) {
        let is_asked = self.sockets.live().is_some_and(|live| live.pinged_at.is_some());
        match self.silent_at(cx) {
            Some(at) if !is_asked => cx.timers.set(Timer::Silence, at),
            Some(_) | None => cx.timers.stop(Timer::Silence),
        }
    }

    /// Notes a frame of the live socket: it answers a pending ping (N2).
    pub(super) fn note_life(&mut self, cx: &mut Context) {
        if self.sockets.live_mut().is_some_and(|live| live.pinged_at.take().is_some()) {
            cx.timers.stop(Timer::Pong);
            self.arm_silence(cx);
        }
    }

    pub(super) fn draw_max_silence_ms(&self, cx: &mut Context) -> Option<u64> {
        let ms = cx.config.max_silence_ms?;
        Some(ms - ms / 10 + cx.rng.u64(..=ms / 5))
    }

    fn silent_at(&self, cx: &Context) -> Option<Timestamp> {
        let allowed_ms = |live: &Live| match cx.config.source {
            Source::RoutingEvents => live.max_silence_ms,
            Source::Notifications => Some(if cx.page.visible { SILENCE_MS } else { HIDDEN_SILENCE_MS }),
        };
        self.sockets.live().and_then(|live| Some(live.last_frame + allowed_ms(live)?))
    }
}
