//! One toast that is shown, and the time that it has (O2, O3).

use crate::engine::context::Context;
use crate::engine::snapshot::{Toast, ToastLeg};
use crate::engine::time::{Timestamp, WallTime};
use std::rc::Rc;

/// A toast that is shown.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) toast: Rc<Toast>,
    pub(super) clock: ToastClock,
    /// No toast outlives this (O3).
    pub(super) oldest_at: Timestamp,
    /// Until when it rings at the longest, where that is known (N10).
    pub(super) alerting_until: Option<Timestamp>,
    pub(super) pauses: u32,
}

/// The time that a toast has.
#[derive(Clone, Copy, Debug)]
pub(super) enum ToastClock {
    /// As long as it rings.
    None,
    /// Up to then.
    Running(Timestamp),
    /// It stands: so many ms are left.
    Paused(u64),
}

impl Shown {
    pub(super) fn new(cx: &Context, toast: Toast, clock: ToastClock, oldest_at: Timestamp) -> Self {
        let until = toast.leg.as_ref().and_then(|leg| leg.alerting_until).map(WallTime);
        let alerting_until = until.map(|until| cx.now() + until.since(WallTime(cx.to_wall(cx.now()))));
        Self { toast: Rc::new(toast), clock, oldest_at, alerting_until, pauses: 0 }
    }

    /// Lets the clock run, if it stands. Returns whether the toast changed.
    pub(super) fn resume_clock(&mut self, cx: &Context, min_ms: u64) -> bool {
        let ToastClock::Paused(left_ms) = self.clock else { return false };
        self.clock = ToastClock::Running(cx.now() + left_ms.max(min_ms));
        self.update_times(cx);
        true
    }

    /// Stands the clock still, if it runs. Returns whether the toast changed.
    pub(super) fn pause_clock(&mut self, cx: &Context) -> bool {
        let ToastClock::Running(until) = self.clock else { return false };
        self.clock = ToastClock::Paused(until - cx.now());
        self.update_times(cx);
        true
    }

    /// Puts the times into the toast, as the wall clock will show them. Returns whether one changed.
    pub(super) fn update_times(&mut self, cx: &Context) -> bool {
        let runs = matches!(self.clock, ToastClock::Running(_));
        let expires_at = self.leaves_at().filter(|_| runs).map(|at| cx.to_wall(at));
        let alerting_until = self.alerting_until.map(|until| cx.to_wall(until));
        let shown_until = self.toast.leg.as_ref().and_then(|leg| leg.alerting_until);
        if expires_at == self.toast.expires_at && alerting_until == shown_until {
            return false;
        }
        let leg = self.toast.leg.clone().map(|leg| ToastLeg { alerting_until, ..leg });
        self.toast = Rc::new(Toast { expires_at, leg, ..Toast::clone(&self.toast) });
        true
    }

    /// When it leaves by itself; never while an action is pending (C5).
    pub(super) fn leaves_at(&self) -> Option<Timestamp> {
        match self.clock {
            _ if self.toast.pending.is_some() => None,
            ToastClock::None | ToastClock::Paused(_) => Some(self.oldest_at),
            ToastClock::Running(until) => Some(until.min(self.oldest_at)),
        }
    }
}
