//! One of the tabs that share a connection: it leads, or it shows what the leader shows (L1–L3, L7).

use super::alerting::Alerting;
use super::election::{Election, ElectionCommand, Role};
pub use super::io::{TabAlerts, TabInput, TabOutput};
use super::message::{Envelope, SharedState, TabAttention, TabCommand, TabId, TabMessage, VERSION};
use super::presence::Presence;
use super::shown::Shown;
use crate::engine::action_io::CallId;
use crate::engine::notifications::actions::errors;
use crate::engine::snapshot::ToastId;
use crate::engine::time::{Timestamp, WallTime};
use std::collections::VecDeque;
use std::rc::Rc;

/// The most commands that wait for a leader. The oldest is forgotten first.
const MAX_HELD: usize = 100;

/// A tab.
#[derive(Debug)]
pub struct Tab {
    id: TabId,
    election: Election,
    /// The other tabs, and which one alerts, as the leader knows them.
    presence: Presence,
    alerting: Alerting,
    attention: TabAttention,
    alerts: TabAlerts,
    shown: Shown,
    /// The latest term that is known, and the number of the state that is shown.
    term: u64,
    number: u64,
    granted_at: WallTime,
    leader: Option<TabId>,
    /// What the app or the agent did while no leader was known.
    held: VecDeque<TabCommand>,
    /// Calls that the leader has not decided.
    calls: Vec<CallId>,
    /// How many calls the engine of this tab, which leads, has not decided.
    deciding: usize,
    outputs: VecDeque<TabOutput>,
}

impl Tab {
    /// Makes one that is absent.
    pub fn new(id: TabId, attention: TabAttention, now: Timestamp) -> Self {
        Self {
            id,
            election: Election::new(id, attention.visible, now),
            presence: Presence::default(),
            alerting: Alerting::default(),
            attention,
            alerts: TabAlerts::default(),
            shown: Shown::default(),
            term: 0,
            number: 0,
            granted_at: WallTime(0),
            leader: None,
            held: VecDeque::new(),
            calls: Vec::new(),
            deciding: 0,
            outputs: VecDeque::new(),
        }
    }

    /// Returns what the tab is.
    pub fn role(&self) -> Role {
        self.election.role()
    }

    /// Returns what the agent sees: the state of the leader.
    pub fn state(&self) -> Option<&SharedState> {
        self.shown.state().map(AsRef::as_ref)
    }

    /// Returns the state for an engine that shows it.
    pub(crate) fn shared_state(&self) -> Option<Rc<SharedState>> {
        self.shown.state().cloned()
    }

    /// Returns whether this tab gives the alerts.
    pub fn may_alert(&self) -> bool {
        self.alerts.may_alert
    }

    /// What is shown already, before the tab joins: a failed instance showed it (D4).
    pub fn restore(&mut self, state: SharedState) {
        self.shown.restore(state);
    }

    /// Forgets what was shown: the session of the agent ends (S13).
    pub fn forget(&mut self) {
        self.shown.forget();
        self.held.clear();
    }

    /// Gives one thing to do, in order.
    pub fn poll_output(&mut self) -> Option<TabOutput> {
        self.outputs.pop_front()
    }

    /// Returns when [`TabInput::Timeout`] is due.
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        let leads = self.role() == Role::Leader;
        let presence = || self.presence.poll_timeout(self.alerting.named());
        let of_leader = [self.alerting.poll_timeout(), leads.then(presence).flatten()];
        [self.election.poll_timeout()].into_iter().chain(of_leader).flatten().min()
    }

    /// Takes one thing that happened. Drain [`Self::poll_output`] afterwards.
    pub fn handle_input(&mut self, now: Timestamp, input: TabInput) {
        match input {
            TabInput::Join => self.election.join(now),
            TabInput::Leave => {
                self.election.leave();
                self.fail_calls();
                self.set_may_alert(now, false);
                self.leader = None;
            }
            TabInput::Granted(at) => {
                self.granted_at = at;
                self.election.handle_granted(now);
            }
            TabInput::Lost => self.election.handle_lost(now),
            TabInput::Timeout => self.handle_timeout(now),
            TabInput::Message(envelope) if envelope.version == VERSION && envelope.from != self.id => {
                self.handle_message(now, envelope.from, envelope.message);
            }
            TabInput::Message(_) => {}
            TabInput::Attention(attention) => {
                self.attention = attention;
                self.election.note_visible(now, attention.visible);
                self.alerting.note(self.id, attention);
                self.note_attention(now);
                if self.role() != Role::Absent {
                    self.post(TabMessage::Attention(attention));
                }
            }
            TabInput::Engine(state) => self.share(now, *state),
            TabInput::Command(command) => self.command(now, command),
            TabInput::Settled(tab, call, error) => {
                self.deciding = self.deciding.saturating_sub(1);
                self.note_calm();
                if tab == self.id {
                    self.outputs.push_back(TabOutput::Settled(call, error));
                } else {
                    self.post(TabMessage::Settled { tab, call, error });
                }
            }
        }
        self.perform_commands(now);
    }

    fn perform_commands(&mut self, now: Timestamp) {
        for command in self.election.take_commands() {
            match command {
                ElectionCommand::RequestLock { steal } => self.outputs.push_back(TabOutput::RequestLock { steal }),
                ElectionCommand::ReleaseLock => self.outputs.push_back(TabOutput::ReleaseLock),
                ElectionCommand::Post(message) => {
                    let is_hello = message == TabMessage::Hello;
                    self.post(message);
                    if is_hello {
                        self.post(TabMessage::Attention(self.attention));
                    }
                }
                ElectionCommand::Lead => self.lead(),
                ElectionCommand::Follow => {
                    self.leader = None;
                    self.deciding = 0;
                    self.alerting.end();
                    self.set_may_alert(now, false);
                    self.outputs.push_back(TabOutput::StopEngine);
                }
            }
        }
    }

    fn lead(&mut self) {
        self.fail_calls();
        let had_leader = self.leader.is_some_and(|leader| leader != self.id);
        let leaderless_since = had_leader.then(|| self.election.last_sign_at());
        self.leader = Some(self.id);
        // Later than each leader before, also than one of which this tab knows nothing.
        self.term = (self.term + 1).max(self.granted_at.0.max(0).unsigned_abs());
        self.alerting = Alerting::default();
        self.presence = Presence::default();
        let (toasts, closed) = self.shown.hand_over();
        self.outputs.push_back(TabOutput::StartEngine { toasts, closed, leaderless_since });
        for command in std::mem::take(&mut self.held) {
            self.apply(self.id, command);
        }
    }

    fn handle_timeout(&mut self, now: Timestamp) {
        self.election.handle_timeout(now);
        if self.role() != Role::Leader {
            // No sound outlives what is known (A3).
            if self.election.is_silent(now) {
                self.set_may_alert(now, false);
            }
            return;
        }
        let silent = self.presence.overdue(now, self.alerting.named());
        if self.alerting.overdue(now).is_some() || silent.iter().any(|tab| self.alerting.named() == Some(*tab)) {
            self.alerting.fall_back(self.id, self.attention);
            self.post(TabMessage::Alert(self.id));
            self.set_may_alert(now, true);
        }
        for tab in silent {
            let pauses = self.presence.note_silent(now, tab);
            self.resume(tab, pauses);
            self.note_attention(now);
        }
    }

    fn handle_message(&mut self, now: Timestamp, from: TabId, message: TabMessage) {
        if self.role() == Role::Absent {
            return;
        }
        if let TabMessage::State(state) = &message {
            if state.term < self.term {
                return;
            }
            if state.term > self.term && self.role() == Role::Leader {
                // Another tab took the lock while this one did not run, and that has not been reported yet.
                self.election.handle_lost(now);
                self.perform_commands(now);
            }
            self.term = state.term;
        }
        self.election.handle_message(now, from, &message);
        if self.role() == Role::Leader {
            self.handle_follower(now, from, message);
        } else {
            self.handle_leader(now, from, message);
        }
    }

    /// Handles a message in the tab that leads.
    fn handle_follower(&mut self, now: Timestamp, from: TabId, message: TabMessage) {
        match message {
            TabMessage::Hello => {
                self.note_sign(now, from);
                self.post_state();
            }
            TabMessage::Attention(attention) => {
                self.presence.note(now, from, attention);
                self.alerting.note(from, attention);
                self.note_attention(now);
            }
            TabMessage::Ping => self.note_sign(now, from),
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
            TabMessage::Alerting => {
                self.note_sign(now, from);
                self.alerting.confirm(from);
            }
            TabMessage::Bye => self.forget_tab(now, from),
            TabMessage::State(_)
            | TabMessage::Pong
            | TabMessage::Settled { .. }
            | TabMessage::Alert(_)
            | TabMessage::WantLead
            | TabMessage::Yield(_) => {}
        }
    }

    /// Handles a message in a tab that does not lead.
    fn handle_leader(&mut self, now: Timestamp, from: TabId, message: TabMessage) {
        match message {
            TabMessage::State(state) => self.follow(now, from, *state),
            TabMessage::Settled { tab, call, error } if tab == self.id => {
                if let Some(at) = self.calls.iter().position(|known| *known == call) {
                    self.calls.remove(at);
                    self.outputs.push_back(TabOutput::Settled(call, error));
                }
            }
            TabMessage::Alert(tab) => {
                self.set_may_alert(now, tab == self.id);
                if tab == self.id {
                    self.post(TabMessage::Alerting);
                }
            }
            // The leader may be stuck: the toast goes at once in all tabs.
            TabMessage::Command(TabCommand::Dismiss(id)) => {
                self.shown.dismiss(now, &id, &mut self.outputs);
            }
            TabMessage::Bye if self.leader == Some(from) => self.set_may_alert(now, false),
            TabMessage::Settled { .. }
            | TabMessage::Hello
            | TabMessage::Attention(_)
            | TabMessage::Command(_)
            | TabMessage::Alerting
            | TabMessage::Ping
            | TabMessage::Pong
            | TabMessage::WantLead
            | TabMessage::Yield(_)
            | TabMessage::Bye => {}
        }
    }

    /// The engine of this tab has another state: all tabs get it.
    fn share(&mut self, now: Timestamp, mut state: SharedState) {
        if self.role() != Role::Leader {
            return;
        }
        self.number += 1;
        (state.term, state.number) = (self.term, self.number);
        (state.leader_visible, state.attention) = (self.attention.visible, self.together());
        self.shown.show(state, &mut self.outputs);
        self.post_state();
        self.note_calm();
        self.name_alerter(now);
    }

    /// Sends the state, if it is one of this leader.
    fn post_state(&mut self) {
        if let Some(state) = self.shown.state().filter(|state| state.term == self.term) {
            let state = SharedState::clone(state);
            self.post(TabMessage::State(Box::new(state)));
        }
    }

    /// The attention that the tabs get together may be another one: it decides about alerts.
    fn note_attention(&mut self, now: Timestamp) {
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
    fn forget_tab(&mut self, now: Timestamp, tab: TabId) {
        self.alerting.forget(tab);
        let pauses = self.presence.forget(tab);
        self.resume(tab, pauses);
        self.note_attention(now);
    }

    fn note_sign(&mut self, now: Timestamp, tab: TabId) {
        if self.presence.note_sign(now, tab) {
            self.note_attention(now);
        }
    }

    /// Ends the pauses of a tab that cannot end them any more (O3).
    fn resume(&mut self, tab: TabId, pauses: Vec<Option<ToastId>>) {
        for pause in pauses {
            self.apply(tab, TabCommand::Resume(pause));
        }
    }

    /// Names the tab that alerts, while something rings.
    fn name_alerter(&mut self, now: Timestamp) {
        if self.state().is_none_or(|state| state.toasts.is_empty()) {
            self.alerting.end();
            return self.set_may_alert(now, false);
        }
        let tabs = self.presence.iter().chain([(self.id, self.attention)]);
        if let Some(tab) = self.alerting.name(now, self.id, tabs) {
            self.post(TabMessage::Alert(tab));
            self.set_may_alert(now, tab == self.id);
        }
    }

    fn together(&self) -> TabAttention {
        self.attention.or(self.presence.together())
    }

    fn set_may_alert(&mut self, now: Timestamp, may_alert: bool) {
        self.election.note_alerting(now, may_alert);
        self.set_alerts(TabAlerts { may_alert, ..self.alerts });
    }

    fn set_others(&mut self, others: TabAttention) {
        self.set_alerts(TabAlerts { others, ..self.alerts });
    }

    fn set_alerts(&mut self, alerts: TabAlerts) {
        if std::mem::replace(&mut self.alerts, alerts) != alerts {
            self.outputs.push_back(TabOutput::Alerts(alerts));
        }
    }

    fn note_calm(&mut self) {
        let rings = self.state().is_some_and(|state| !state.toasts.is_empty());
        self.election.note_calm(!rings && self.deciding == 0);
    }

    /// Shows the state of the leader.
    fn follow(&mut self, now: Timestamp, leader: TabId, state: SharedState) {
        if self.leader.replace(leader) != Some(leader) {
            self.fail_calls();
            // The new leader names a tab itself.
            self.set_may_alert(now, false);
            self.number = 0;
            self.shown.note_leader(now);
            self.post(TabMessage::Attention(self.attention));
        }
        if self.number >= state.number {
            return;
        }
        self.number = state.number;
        if state.toasts.is_empty() {
            self.set_may_alert(now, false);
        }
        self.set_others(state.attention);
        for toast in self.shown.follow(now, state, &mut self.outputs) {
            self.post(TabMessage::Command(TabCommand::Dismiss(toast)));
        }
        for command in std::mem::take(&mut self.held) {
            self.post(TabMessage::Command(command));
        }
    }

    fn command(&mut self, now: Timestamp, command: TabCommand) {
        if self.role() == Role::Leader {
            return self.apply(self.id, command);
        }
        match &command {
            TabCommand::Act { call, .. } | TabCommand::BackOnQueue(call) => {
                if self.leader.is_none() {
                    return self.outputs.push_back(TabOutput::Settled(*call, Some(errors::stopped())));
                }
                self.calls.push(*call);
            }
            TabCommand::Dismiss(id) => {
                // The leader learns of it with the next state at the latest.
                if !self.shown.dismiss(now, id, &mut self.outputs) || self.leader.is_none() {
                    return;
                }
            }
            TabCommand::Pause(_)
            | TabCommand::Resume(_)
            | TabCommand::Start
            | TabCommand::Retry
            | TabCommand::Silence(_)
            | TabCommand::Mute(_)
            | TabCommand::Unmute => {
                if self.leader.is_none() {
                    if self.held.len() == MAX_HELD {
                        self.held.pop_front();
                    }
                    return self.held.push_back(command);
                }
            }
        }
        self.post(TabMessage::Command(command));
    }

    /// Hands a command to the engine of this tab, which leads.
    fn apply(&mut self, tab: TabId, command: TabCommand) {
        if matches!(command, TabCommand::Act { .. } | TabCommand::BackOnQueue(_)) {
            self.deciding += 1;
            self.note_calm();
        }
        self.outputs.push_back(TabOutput::Apply(tab, command));
    }

    /// The leader that was to decide these is gone: what became of them is not known.
    fn fail_calls(&mut self) {
        for call in std::mem::take(&mut self.calls) {
            self.outputs.push_back(TabOutput::Settled(call, Some(errors::stopped())));
        }
    }

    fn post(&mut self, message: TabMessage) {
        self.outputs.push_back(TabOutput::Post(Envelope { version: VERSION, from: self.id, message }));
    }
}
