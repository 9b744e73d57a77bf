//! The engine of a tab that shares its connection with other tabs (L1): it leads as any engine does, or it follows, and
//! then it has no connection and shows what the leader shows.

use super::Engine;
use super::checks::Checks;
use super::failures::Failures;
use super::input::{Input, Page};
use super::output::{LogLevel, Output};
use super::snapshot::{Phase, Status, StatusDetail, Toast, ToastId};
use super::tabs::message::{RingKey, SharedAlerts, SharedState, TabAttention};
use super::tabs::tab::TabAlerts;
use super::time::{Now, WallTime};
use super::{DismissReason, Lifecycle};
use std::rc::Rc;

/// What a tab wants of its engine.
#[derive(Debug)]
pub(super) enum SharingInput {
    /// The client was started: wait until a tab leads. `blind_since`: since when rings may have been missed before.
    Begin {
        /// What the page is like now.
        page: Page,
        /// In the time of the computer's clock; `None`: from now on.
        blind_since: Option<WallTime>,
    },
    /// Another tab leads, or will: close the connection.
    Follow,
    /// The leader's state is another one.
    Mirror(Rc<SharedState>),
    /// This tab leads: connect.
    Lead {
        /// Rings that the agent has closed.
        closed: Vec<RingKey>,
        /// Since when rings may have been missed.
        blind_since: Option<WallTime>,
        /// How many tries failed in a row before a panic (D4).
        attempt: Option<u32>,
    },
    /// How this tab alerts has changed.
    Alerts(TabAlerts),
}

impl Engine {
    /// Takes what a tab wants. Drain [`Engine::poll_output`] afterwards.
    pub(super) fn handle_sharing(&mut self, now: Now, input: SharingInput) {
        self.alerts.unsettle();
        self.pass_time(now, false);
        match input {
            SharingInput::Begin { page, blind_since } => {
                self.cx.page = page;
                self.status_detail.blind_since = blind_since.map(|at| at.0);
                self.alerts.start(&mut self.cx);
                self.cx.log(LogLevel::Info, "waits for the connection of the tabs");
                self.follow();
            }
            SharingInput::Follow => self.follow(),
            SharingInput::Mirror(state) => self.mirror(state),
            SharingInput::Lead { closed, blind_since, attempt } => self.lead(&closed, blind_since, attempt),
            SharingInput::Alerts(alerts) => {
                self.alerts.set_tabs(alerts);
                self.cx.others_see = alerts.others.visible;
                self.toasts.set_clocks(&self.cx);
            }
        }
        self.settle();
    }

    /// Shows toasts of which the app knows, without callbacks.
    pub(super) fn show_again(&mut self, toasts: &[Rc<Toast>]) {
        self.toasts.mirror(&self.cx, toasts);
        self.mirror_changed = true;
    }

    /// Whether this tab gives sound and notifications (L7).
    pub(super) fn may_alert(&self) -> bool {
        self.alerts.may_alert()
    }

    /// Gives what the tab that alerts has to know.
    pub(super) fn shared_alerts(&self) -> SharedAlerts {
        self.alerts.shared(self.connection.is_receiving(&self.source), self.source.in_call())
    }

    /// Returns the toast of a ring, if there is one.
    pub(super) fn toast_of(&self, ring: &RingKey) -> Option<ToastId> {
        self.toasts.iter().find(|toast| RingKey::of(toast) == *ring).map(|toast| toast.id.clone())
    }

    /// Returns whether there are toasts.
    pub(super) fn has_toasts(&self) -> bool {
        !self.toasts.is_empty()
    }

    /// Notes that the agent has closed a ring of which this tab had no toast.
    pub(super) fn note_closed(&mut self, ring: &RingKey) {
        if !self.closed().contains(ring) {
            self.source.restore_closed(ring);
        }
    }

    /// Gives the rings that the agent has closed.
    pub(super) fn closed(&self) -> Vec<RingKey> {
        self.source.closed(&self.toasts)
    }

    /// Gives what all tabs have to know. What only tabs know is left open: term, number, attention, what went.
    pub(super) fn shared_state(&self, gone: Vec<(ToastId, DismissReason)>) -> SharedState {
        let snapshot = self.snapshot();
        SharedState {
            term: 0,
            number: 0,
            leader_visible: self.cx.page.visible,
            settled: self.source.is_settled() && self.connection.is_receiving(&self.source),
            attention: TabAttention::default(),
            toasts: snapshot.toasts,
            gone,
            closed: self.closed(),
            status: snapshot.status,
            status_detail: snapshot.status_detail,
            error: snapshot.error,
            alerts: self.shared_alerts(),
            agent: snapshot.agent,
        }
    }

    /// Returns how much of the agent's attention this tab has.
    pub(super) fn attention(&self) -> TabAttention {
        TabAttention { visible: self.cx.page.visible, ..self.alerts.own_attention() }
    }

    /// Handles an input while another tab leads. What the connection was waiting for does not come any more.
    pub(super) fn handle_following(&mut self, input: Input<'_>) {
        if let Input::Page(event) = input {
            self.note_page(event);
        } else if let Input::Alert(event) = input {
            self.alerts.handle(&mut self.cx, event);
        }
    }

    /// Removes the toasts whose time is over though the timer is late, and does nothing else that is due. After a sleep it removes none: the list
    /// decides which rings have ended (N4).
    pub(super) fn end_due_toasts(&mut self, now: Now) {
        if self.advance_clock(now) > 0 {
            return;
        }
        self.toasts.handle_timeout(&mut self.cx);
        self.note_gone();
        if self.toasts.take_changed() {
            self.cx.emit(Output::SnapshotChanged);
        }
    }

    /// Reports what has changed while another tab leads.
    pub(super) fn settle_following(&mut self) {
        while self.cx.timers.take_due(self.cx.now()).is_some() {}
        let alerts_changed = self.settle_alerts();
        if self.toasts.take_changed() || std::mem::take(&mut self.mirror_changed) || alerts_changed {
            self.cx.emit(Output::SnapshotChanged);
        }
    }

    fn follow(&mut self) {
        if self.lifecycle == Lifecycle::Running {
            self.connection.stop(&mut self.cx);
            self.token.cancel(&mut self.cx);
            self.source.follow(&mut self.cx);
            self.source.settle_actions(&mut self.cx, &mut self.toasts);
            self.checks = Checks::default();
            self.cx.failures = Failures::default();
            self.cx.log(LogLevel::Info, "another tab leads");
        }
        self.lifecycle = Lifecycle::Following;
        self.toasts.hold_clocks();
        self.alerts.suspect(&self.cx);
        self.mirrored = None;
        let (_, detail) = self.connection.report(&self.cx, &self.token, &self.source);
        // Until a tab leads and its events come, rings may be missed (S12).
        let now = self.cx.wall().0;
        let blind_since = self.status_detail.blind_since.or(Some(now));
        let detail = StatusDetail { phase: Phase::Tab, since: now, blind_since, ..detail };
        if (self.status, self.status_detail.phase) != (Status::Connecting, Phase::Tab) {
            (self.status, self.status_detail) = (Status::Connecting, detail.clone());
            self.mirror_changed = true;
            self.cx.emit(Output::Status(self.status, detail));
        }
    }

    /// Shows what the leader shows. The tab makes the callbacks.
    fn mirror(&mut self, state: Rc<SharedState>) {
        if self.lifecycle != Lifecycle::Following {
            return;
        }
        self.toasts.mirror(&self.cx, &state.toasts);
        // When the last frame came is no change by itself (O6).
        let last_frame_at = state.status_detail.last_frame_at;
        let before = StatusDetail { last_frame_at, ..self.status_detail.clone() };
        if (self.status, &before) != (state.status, &state.status_detail) {
            self.cx.emit(Output::Status(state.status, state.status_detail.clone()));
        }
        (self.status, self.status_detail) = (state.status, state.status_detail.clone());
        self.error.clone_from(&state.error);
        self.alerts.mirror(&mut self.cx, &self.toasts, &state.alerts);
        self.mirrored = Some(state);
        self.mirror_changed = true;
    }

    fn lead(&mut self, closed: &[RingKey], blind_since: Option<WallTime>, attempt: Option<u32>) {
        self.cx.log(LogLevel::Info, "this tab leads");
        self.lifecycle = Lifecycle::Running;
        self.mirrored = None;
        self.offline_since = (!self.cx.page.online).then(|| self.cx.now());
        self.source.start(&mut self.cx);
        for toast in self.toasts.take_all() {
            self.source.restore(&toast);
            self.toasts.restore(&self.cx, Rc::unwrap_or_clone(toast));
        }
        for ring in closed {
            self.note_closed(ring);
        }
        self.alerts.restore(&self.cx, &self.toasts);
        self.token.rearm(&mut self.cx);
        self.connection.start(&mut self.cx, attempt);
        if let Some(since) = blind_since {
            self.connection.note_blind_since(self.cx.clock.time_of(since));
        }
    }
}
