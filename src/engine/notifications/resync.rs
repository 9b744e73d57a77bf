//! When the server's own list of conversations is asked for (N4, N5).

use crate::engine::context::Context;
use crate::engine::time::Timestamp;
use crate::engine::timers::Timer;

/// How many resyncs there may be in a minute (N5).
const MAX_A_MINUTE: usize = 10;
const MINUTE_MS: u64 = 60_000;

/// How long after a ring that no frame has brought the list is asked for again (N5), in ms.
pub(super) const RECHECK_MS: u64 = 5_000;

/// Keeps resyncs going, and apart.
#[derive(Debug, Default)]
pub(super) struct Resync {
    due: Option<Timestamp>,
    sent: Vec<Timestamp>,
    /// How many rings were known when it was asked: its answer ends only those (N4).
    pending: Option<PendingList>,
    /// Whether one was asked and answered since this socket receives: what began before it is no sign of a deaf channel (N5).
    pub(super) settled: bool,
}

/// One that is under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct PendingList {
    /// How many legs were known.
    pub(super) last_serial: u64,
    /// Whether the socket that receives now was there already.
    same_socket: bool,
    /// When it was asked.
    pub(super) at: Timestamp,
}

impl Resync {
    /// Asks for one at this time, or sooner if one is due sooner.
    pub(super) fn schedule(&mut self, cx: &mut Context, at: Timestamp) {
        let at = self.due.map_or(at, |due| due.min(at));
        self.due = Some(at);
        cx.timers.set(Timer::Resync, at);
    }

    /// Another socket receives now: what it missed is asked for at once (N4).
    pub(super) fn handle_ready(&mut self, cx: &mut Context) {
        self.settled = false;
        self.pending = self.pending.map(|pending| PendingList { same_socket: false, ..pending });
        self.schedule(cx, cx.now());
    }

    /// Whether one is to be sent now. If there were too many in a minute, it waits.
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

    pub(super) fn handle_sent(&mut self, cx: &mut Context, last_serial: u64) {
        self.due = None;
        self.pending = Some(PendingList { last_serial, same_socket: true, at: cx.now() });
        self.sent.push(cx.now());
        cx.recorder.counters.resyncs += 1;
        cx.timers.stop(Timer::Resync);
    }

    /// It was answered. The next one comes after the interval, a fifth sooner at most.
    pub(super) fn take_pending(&mut self, cx: &mut Context) -> Option<PendingList> {
        let pending = self.pending.take()?;
        let interval_ms = cx.config.resync_interval_ms;
        let early_ms = cx.rng.u64(..=interval_ms / 5);
        let at = cx.now() + (interval_ms - early_ms);
        self.schedule(cx, at);
        Some(pending)
    }

    /// It got no answer: it is still due.
    pub(super) fn handle_failed(&mut self, cx: &mut Context) {
        self.pending = None;
        self.schedule(cx, cx.now());
    }

    /// Its answer never came.
    pub(super) fn handle_lost_answer(&mut self, cx: &mut Context) {
        if self.pending.is_some() {
            self.handle_failed(cx);
        }
    }

    pub(super) fn stop(&mut self) {
        *self = Self { sent: std::mem::take(&mut self.sent), ..Self::default() };
    }
}

impl PendingList {
    /// Whether its answer tells what the present socket should have brought.
    pub(super) fn settles(self) -> bool {
        self.same_socket
    }
}
