//! Decides when the list of conversations is requested (N4, N5).

use crate::engine::context::Context;
use crate::engine::time::Timestamp;
use crate::engine::timers::Timer;

/// The most resyncs in a minute (N5).
const MAX_A_MINUTE: usize = 10;
const MINUTE_MS: u64 = 60_000;

/// How long after a suspect ring the list is requested again (N5), in ms.
pub(super) const RECHECK_MS: u64 = 5_000;

/// Schedules the resyncs, and limits how many there are.
#[derive(Debug, Default)]
pub(super) struct Resync {
    due: Option<Timestamp>,
    sent: Vec<Timestamp>,
    /// How many lists have been requested.
    pub(super) lists_sent: u64,
    /// The pending request for the list.
    pending: Option<PendingList>,
    /// Whether a list was requested and answered since the live socket receives events. A ring that this list contains
    /// is no sign of a deaf channel (N5).
    pub(super) settled: bool,
}

/// A pending request for the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct PendingList {
    /// The serial number of the newest leg when the request was sent. The list ends only legs up to this one (N4).
    pub(super) last_serial: u64,
    /// Whether the live socket has been receiving events since before the request.
    same_socket: bool,
    /// When the request was sent.
    pub(super) at: Timestamp,
    /// Its place among the lists that were requested: the first is 1.
    pub(super) number: u64,
}

impl Resync {
    /// Schedules a resync at this time, unless one is scheduled earlier.
    pub(super) fn schedule(&mut self, cx: &mut Context, at: Timestamp) {
        let at = self.due.map_or(at, |due| due.min(at));
        self.due = Some(at);
        cx.timers.set(Timer::Resync, at);
    }

    /// Schedules a resync at once, because the live socket starts to receive events (N4).
    pub(super) fn handle_ready(&mut self, cx: &mut Context) {
        self.settled = false;
        self.pending = self.pending.map(|pending| PendingList { same_socket: false, ..pending });
        self.schedule(cx, cx.now());
    }

    /// Returns whether a resync is due now. If there were too many in a minute, it is scheduled later.
    pub(super) fn is_due(&mut self, cx: &mut Context) -> bool {
        if self.due.is_none_or(|due| due > cx.now()) {
            return false;
        }
        self.sent.retain(|at| cx.now() - *at < MINUTE_MS);
        match self.sent.first() {
            Some(oldest) if self.sent.len() >= MAX_A_MINUTE => {
                let at = *oldest + MINUTE_MS;
                self.due = Some(at);
                cx.timers.set(Timer::Resync, at);
                false
            }
            Some(_) | None => true,
        }
    }

    /// Notes the request. `receiving`: whether a socket receives events. Without one, which only actions ask for (C4), the
    /// list says nothing about the channel (N5).
    pub(super) fn handle_sent(&mut self, cx: &mut Context, last_serial: u64, receiving: bool) {
        self.due = None;
        self.lists_sent += 1;
        self.pending = Some(PendingList { last_serial, same_socket: receiving, at: cx.now(), number: self.lists_sent });
        self.sent.push(cx.now());
        cx.recorder.counters.resyncs += 1;
        cx.timers.stop(Timer::Resync);
    }

    /// Handles the answer and returns its request. The next resync follows after the interval, or up to a fifth of it
    /// sooner.
    pub(super) fn take_pending(&mut self, cx: &mut Context) -> Option<PendingList> {
        let pending = self.pending.take()?;
        let interval_ms = cx.config.resync_interval_ms;
        let early_ms = cx.rng.u64(..=interval_ms / 5);
        let at = cx.now() + (interval_ms - early_ms);
        self.schedule(cx, at);
        Some(pending)
    }

    /// Handles a failure: the resync is still due.
    pub(super) fn handle_failed(&mut self, cx: &mut Context) {
        self.pending = None;
        self.schedule(cx, cx.now());
    }

    /// Handles a cancelled request, if one was pending.
    pub(super) fn handle_lost_answer(&mut self, cx: &mut Context) {
        if self.pending.is_some() {
            self.handle_failed(cx);
        }
    }

    pub(super) fn stop(&mut self) {
        let sent = std::mem::take(&mut self.sent);
        *self = Self { sent, lists_sent: self.lists_sent, ..Self::default() };
    }
}

impl PendingList {
    /// Returns whether the live socket already received events when the list was requested.
    pub(super) fn settles(self) -> bool {
        self.same_socket
    }
}
