//! Decides whether a socket receives events, and since when rings may have been missed (S12, T9, N3).

use super::sockets::Live;
use super::{CLOSE_NORMAL, Connection, DRAIN_MS, STABLE_MS, Target};
use crate::engine::context::Context;
use crate::engine::notifications::SocketView;
use crate::engine::output::Output;
use crate::engine::source::EventSource;
use crate::engine::timers::Timer;

impl Connection {
    /// Returns what the source needs to know about the sockets.
    pub(crate) fn view(&self, source: &EventSource) -> SocketView {
        let live = self.sockets.live();
        SocketView {
            generation: live.map(|live| live.opened_by.endpoint),
            is_receiving: self.is_receiving(source),
            stable: live.is_some_and(|live| live.stable),
            last_frame: live.map(|live| live.last_frame),
        }
    }

    /// Returns whether an open socket receives the subscribed events (S2, S12).
    pub(crate) fn is_receiving(&self, source: &EventSource) -> bool {
        let is_receiving = |socket: &Live| socket.ready_at.is_some() && source.is_subscribed(socket.opened_by.endpoint);
        [self.sockets.live(), self.sockets.old()].into_iter().flatten().any(is_receiving)
    }

    /// Updates since when rings may have been missed (S12). That time starts when no socket receives events, or at the
    /// last sign of life of a socket or channel that was found dead or deaf. It ends when a socket has received events
    /// for as long as a stable connection needs.
    pub(crate) fn note_health(&mut self, cx: &mut Context, source: &mut EventSource) {
        let is_receiving = self.is_receiving(source);
        let was_receiving = self.receiving_since.is_some();
        let deaf_since = source.take_deaf_since();
        let proof = [self.dead_since.take(), deaf_since].into_iter().flatten().min();
        self.receiving_since = if is_receiving { self.receiving_since.or(Some(cx.now())) } else { None };
        self.suspect &= is_receiving;
        if self.target == Target::Nothing {
            self.blind_since = None;
        } else if !is_receiving {
            cx.failures.set_stable(false);
            cx.recorder.counters.gaps += u64::from(was_receiving && self.target != Target::Suspended);
            self.note_blind_since(self.blind_since.unwrap_or(cx.now()).min(proof.unwrap_or(cx.now())));
        } else if self.is_reliable(cx) {
            self.blind_since = None;
            if cx.failures.set_stable(true) {
                self.note_proven(cx);
            }
        }
        // If the time is over and only a sign of life is missing, that sign arrives as an input of its own, so no timer
        // is needed.
        let reliable_at = self.receiving_since.map(|since| since + STABLE_MS).filter(|at| *at > cx.now());
        match reliable_at.filter(|_| self.blind_since.is_some() && !self.suspect) {
            Some(at) => cx.timers.set(Timer::Reliable, at),
            None => cx.timers.stop(Timer::Reliable),
        }
    }

    /// Returns whether a socket has received events for the time of a stable connection, without a break and without a
    /// suspicion (S5, S12). One socket may have replaced another during that time (T9).
    pub(super) fn is_reliable(&self, cx: &Context) -> bool {
        let proven = !self.needs_proof(cx) || self.sockets.live().is_some_and(|live| live.alive);
        !self.suspect && proven && self.receiving_since.is_some_and(|since| cx.now() - since >= STABLE_MS)
    }

    /// Marks the live socket as ready as soon as it receives the subscribed events. The replaced socket can close now
    /// (T9).
    pub(super) fn note_ready(&mut self, cx: &mut Context, source: &mut EventSource) {
        let is_new = |live: &&mut Live| live.ready_at.is_none() && source.is_subscribed(live.opened_by.endpoint);
        let Some(live) = self.sockets.live_mut().filter(is_new) else { return };
        live.ready_at = Some(cx.now());
        self.last_close = None;
        if self.sockets.old().is_some() {
            cx.timers.set(Timer::Drain, cx.now() + DRAIN_MS);
        }
        cx.timers.set(Timer::Stable, cx.now() + STABLE_MS);
        source.handle_ready(cx);
        if self.needs_proof(cx) {
            self.ping(cx);
        }
    }

    /// Closes a live socket whose channel was lost before its topics were subscribed. It would block the next socket.
    pub(super) fn drop_outdated(&mut self, cx: &mut Context, endpoint: u32) {
        let useless = |live: &Live| live.ready_at.is_none() && live.opened_by.endpoint != endpoint;
        if self.sockets.live().is_some_and(useless)
            && let Some(live) = self.fall_back(cx)
        {
            cx.emit(Output::CloseSocket { id: live.id, code: CLOSE_NORMAL });
        }
    }
}
