//! Whether a socket brings what it is there for, and since when none does (S12, T9, N3).

use super::{CLOSE_NORMAL, Connection, DRAIN_MS, Live, STABLE_MS, Want};
use crate::engine::context::Context;
use crate::engine::notifications::{Notifications, View};
use crate::engine::output::Output;
use crate::engine::timers::Timer;

impl Connection {
    /// What the machine of the channel has to know.
    pub(crate) fn view(&self, notifications: &Notifications) -> View {
        let live = self.live.as_ref();
        View {
            generation: live.map(|live| live.opened_by.endpoint),
            hears: self.hears(Some(notifications)),
            stable: live.is_some_and(|live| live.stable),
            last_frame: live.map(|live| live.last_frame),
        }
    }

    /// Whether a socket is open that brings what it is there for: for the report of the status, and S12.
    pub(crate) fn hears(&self, notifications: Option<&Notifications>) -> bool {
        let sockets = [self.live.as_ref(), self.draining.as_ref()];
        let current = |live: &Live| notifications.is_none_or(|n| n.is_subscribed(live.opened_by.endpoint));
        sockets.into_iter().flatten().any(|socket| socket.ready && current(socket))
    }

    /// Notes since when no socket brings anything (S12).
    pub(crate) fn note_hearing(&mut self, cx: &mut Context, notifications: Option<&Notifications>) {
        let hears = self.hears(notifications);
        if hears || self.want == Want::Nothing {
            self.blind_since = None;
        } else if self.blind_since.is_none() {
            self.blind_since = Some(cx.wall());
            cx.recorder.counters.gaps += u64::from(self.heard && self.want != Want::NothingUntilShown);
        }
        self.heard = hears;
    }

    /// The live socket brings what it is there for: the one before may go (T9).
    pub(super) fn note_ready(&mut self, cx: &mut Context, notifications: Option<&mut Notifications>) {
        let subscribed = |live: &&mut Live| {
            notifications.as_deref().is_none_or(|notifications| notifications.is_subscribed(live.opened_by.endpoint))
        };
        let Some(live) = self.live.as_mut().filter(|live| !live.ready).filter(subscribed) else { return };
        live.ready = true;
        self.error = None;
        self.last_close = None;
        if self.draining.is_some() {
            cx.timers.set(Timer::Drain, cx.now() + DRAIN_MS);
        }
        cx.timers.set(Timer::Stable, cx.now() + STABLE_MS);
        if let Some(notifications) = notifications {
            notifications.handle_ready(cx);
        }
    }

    /// Closes a socket whose channel went before it had its topics: it would be in the way of the next one.
    pub(super) fn drop_useless(&mut self, cx: &mut Context, endpoint: u32) {
        let useless = |live: &mut Live| !live.ready && live.opened_by.endpoint != endpoint;
        if let Some(live) = self.live.take_if(useless) {
            cx.emit(Output::CloseSocket { id: live.id, code: CLOSE_NORMAL });
            self.fall_back(cx);
        }
    }
}
