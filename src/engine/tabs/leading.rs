//! The tab that leads: it shares what its engine knows, does what followers ask, and names the tab that alerts (L1, L3, L7).

use super::alerting::Alerting;
use super::election::Role;
use super::io::TabOutput;
use super::message::{SharedState, TabAttention, TabCommand, TabId, TabMessage};
use super::presence::Presence;
use super::tab::Tab;
use crate::engine::snapshot::ToastId;
use crate::engine::time::Timestamp;

impl Tab {
    pub(super) fn lead(&mut self) {
        self.fail_calls();
        let had_leader = self.leader.is_some_and(|(leader, _)| leader != self.id);
        let leaderless_since = had_leader.then(|| self.election.last_sign_at());
        // Later than each leader before, also than one of which this tab knows nothing.
        self.term = (self.term + 1).max(self.granted_at.0.max(0).unsigned_abs());
        self.leader = Some((self.id, self.term));
        self.alerting = Alerting::default();
        self.presence = Presence::default();
        // What the leader before counted was its own attention, too.
        self.set_others(TabAttention::default());
        self.shown.note_lead();
        self.rings = self.shown_rings();
        let (toasts, closed) = self.shown.hand_over();
        self.outputs.push_back(TabOutput::StartEngine { toasts, closed, leaderless_since });
        for command in std::mem::take(&mut self.held) {
            self.apply(self.id, command);
        }
    }

    /// Handles a message in the tab that leads.
    pub(super) fn handle_follower(&mut self, now: Timestamp, from: TabId, message: TabMessage) {
        if message != TabMessage::Bye {
            let was_alone = !self.has_others();
            self.note_sign(now, from);
            if let Some(tab) = self.alerting.named().filter(|_| was_alone) {
                self.post(TabMessage::Alert(tab));
            }
        }
        match message {
            TabMessage::Hello => self.post_state(),
            TabMessage::Attention(attention) => {
                self.presence.note(now, from, attention);
                self.alerting.note(from, attention);
                self.note_attention(now);
            }
            TabMessage::Command(TabCommand::Pause(toast)) => {
                self.presence.note_pause(now, from, toast.clone());
                self.apply(from, TabCommand::Pause(toast));
            }
            TabMessage::Command(TabCommand::Resume(toast)) => {
                if self.presence.note_resume(now, from, toast.as_deref()) {
                    self.apply(from, TabCommand::Resume(toast));
                }
            }
            TabMessage::Command(command) => self.apply(from, command),
            TabMessage::Alerting => self.alerting.confirm(from),
            TabMessage::Bye => self.forget_tab(now, from),
            TabMessage::State(_)
            | TabMessage::Ping
            | TabMessage::Pong
            | TabMessage::Settled { .. }
            | TabMessage::Alert(_)
            | TabMessage::WantLead
            | TabMessage::Yield(_) => {}
        }
    }

    /// The engine of this tab has another state: all tabs get it.
    pub(super) fn share(&mut self, now: Timestamp, mut state: SharedState) {
        if self.role() != Role::Leader {
            return;
        }
        self.number += 1;
        (state.term, state.number) = (self.term, self.number);
        (state.leader_visible, state.attention) = (self.attention.visible, self.together());
        self.shown.show(state, &mut self.outputs);
        self.post_state();
        let rings = self.shown_rings();
        self.note_rings(now, rings);
    }

    /// The engine of this tab has toasts, or has none.
    pub(super) fn note_rings(&mut self, now: Timestamp, rings: bool) {
        self.rings = rings;
        self.note_calm();
        self.name_alerter(now);
    }

    fn shown_rings(&self) -> bool {
        self.state().is_some_and(|state| !state.toasts.is_empty())
    }

    /// Sends the state, if it is one of this leader.
    pub(super) fn post_state(&mut self) {
        if let Some(state) = self.shown.to_share().filter(|state| state.term == self.term) {
            self.post(TabMessage::State(Box::new(state)));
        }
    }

    /// The attention that the tabs get together may be another one: it decides about alerts.
    pub(super) fn note_attention(&mut self, now: Timestamp) {
        if self.role() != Role::Leader {
            return;
        }
        self.set_others(self.presence.together());
        let (together, visible) = (self.together(), self.attention.visible);
        let changed = |state: &SharedState| state.attention != together || state.leader_visible != visible;
        let own = |state: &SharedState| state.term == self.term;
        if let Some(state) = self.shown.state().filter(|state| own(state) && changed(state)) {
            let state = SharedState { gone: Vec::new(), ..SharedState::clone(state) };
            self.share(now, state);
        } else {
            self.name_alerter(now);
        }
    }

    /// Forgets another tab: it has left, or is gone.
    pub(super) fn forget_tab(&mut self, now: Timestamp, tab: TabId) {
        self.alerting.forget(tab);
        let pauses = self.presence.forget(tab);
        self.resume(tab, pauses);
        self.note_attention(now);
    }

    pub(super) fn note_sign(&mut self, now: Timestamp, tab: TabId) {
        if self.presence.note_sign(now, tab) {
            self.note_attention(now);
        }
    }

    /// Ends the pauses of a tab that cannot end them any more (O3).
    pub(super) fn resume(&mut self, tab: TabId, pauses: Vec<Option<ToastId>>) {
        for pause in pauses {
            self.apply(tab, TabCommand::Resume(pause));
        }
    }

    /// Names the tab that alerts, while something rings. Without another tab there is none that has to know: a tab that comes does not alert
    /// before it is named.
    pub(super) fn name_alerter(&mut self, now: Timestamp) {
        if !self.rings {
            self.alerting.end();
            return self.set_may_alert(now, false);
        }
        let tabs = self.presence.iter().chain([(self.id, self.attention)]);
        if let Some(tab) = self.alerting.name(now, self.id, tabs) {
            if self.has_others() {
                self.post(TabMessage::Alert(tab));
            }
            self.set_may_alert(now, tab == self.id);
        }
    }

    pub(super) fn note_calm(&mut self) {
        self.election.note_calm(!self.rings && self.deciding == 0);
    }

    /// Hands a command to the engine of this tab, which leads.
    pub(super) fn apply(&mut self, tab: TabId, command: TabCommand) {
        if matches!(command, TabCommand::Act { .. } | TabCommand::BackOnQueue(_)) {
            self.deciding += 1;
            self.note_calm();
        }
        self.outputs.push_back(TabOutput::Apply(tab, command));
    }

    pub(super) fn together(&self) -> TabAttention {
        self.attention.or(self.presence.together())
    }
}
