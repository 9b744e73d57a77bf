//! What follows each input: what has become due is done, and the app is told what has changed.

use super::Engine;
use super::alerts::{Confirmed, Surroundings};
use super::{Lifecycle, Output, Phase, Status, StatusDetail};

impl Engine {
    /// After each input: does what has become due, and tells what has changed.
    pub(super) fn settle(&mut self) {
        if self.lifecycle == Lifecycle::Following {
            return self.settle_following();
        }
        self.source.settle_actions(&mut self.cx, &mut self.toasts);
        self.connection.drive(&mut self.cx, &mut self.token, &mut self.source);
        // A request that may not be sent now ends its action.
        self.source.settle_actions(&mut self.cx, &mut self.toasts);
        self.connection.note_health(&mut self.cx, &mut self.source);
        self.note_gone();
        self.source.note_need(&mut self.cx, !self.toasts.is_empty(), self.connection.overlaps());
        let (status, detail) = self.report();
        // When the last frame came is no change by itself (O6).
        let mut shown = std::mem::replace(&mut self.status_detail.last_frame_at, detail.last_frame_at);
        let status_changed = status != self.status || detail != self.status_detail;
        if !status_changed {
            std::mem::swap(&mut shown, &mut self.status_detail.last_frame_at);
        }
        if status_changed {
            self.status = status;
            self.status_detail = detail.clone();
            self.cx.emit(Output::Status(status, detail));
        }
        let error = self.connection.error().or(self.token.error()).or(self.source.error()).cloned();
        let error_changed = error != self.error;
        self.error = error;
        let alerts_changed = self.settle_alerts();
        let agent_changed = self.source.take_agent_changed();
        if self.toasts.take_changed() || status_changed || error_changed || alerts_changed || agent_changed {
            self.cx.emit(Output::SnapshotChanged);
        }
    }

    /// Gives and ends alerts (A1). Returns whether the app sees a change.
    pub(super) fn settle_alerts(&mut self) -> bool {
        if self.toasts.is_empty() && self.alerts.is_idle() {
            return self.alerts.settle_idle(&mut self.cx);
        }
        let around = match (&self.mirrored, self.lifecycle) {
            (Some(state), _) => Surroundings::of_leader(&self.toasts, &state.alerts),
            (None, Lifecycle::Following) => Surroundings::unknown(&self.toasts),
            (None, Lifecycle::Idle | Lifecycle::Running | Lifecycle::Stopped) => Surroundings {
                toasts: &self.toasts,
                is_receiving: self.connection.is_receiving(&self.source),
                in_call: self.cx.config.alerts.sound.on().is_some() && self.source.in_call(),
                confirmed: Confirmed::ByListOf(self.source.listed_at()),
            },
        };
        self.alerts.settle(&mut self.cx, &around)
    }

    /// Lets the source know which toasts went (E9).
    pub(super) fn note_gone(&mut self) {
        for (toast, reason) in self.toasts.take_gone() {
            self.source.handle_dismissed(&mut self.cx, &toast, reason);
        }
    }

    pub(super) fn report(&self) -> (Status, StatusDetail) {
        if self.lifecycle == Lifecycle::Following {
            return (self.status, self.status_detail.clone());
        }
        let (mut status, mut detail) = self.connection.report(&self.cx, &self.token, &self.source);
        if self.lifecycle == Lifecycle::Stopped {
            (status, detail.phase) = (Status::Stopped, Phase::Stopped);
        }
        let same = status == self.status && detail.phase == self.status_detail.phase;
        detail.since = if same { self.status_detail.since } else { self.cx.wall().0 };
        (status, detail)
    }
}
