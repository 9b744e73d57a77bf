//! One of the tabs that share a connection: it leads, or it shows what the leader shows (L1–L3, L7).

use super::alerting::Alerting;
use super::election::{Election, ElectionCommand, Role};
pub use super::io::{TabAlerts, TabInput, TabOutput};
use super::message::{Envelope, SharedState, TabAttention, TabCommand, TabId, TabMessage, VERSION};
use super::presence::Presence;
use super::shown::Shown;
use crate::engine::action_io::CallId;
use crate::engine::time::{Timestamp, WallTime};
use std::collections::VecDeque;
use std::rc::Rc;

/// A tab.
#[derive(Debug)]
pub struct Tab {
    pub(super) id: TabId,
    pub(super) election: Election,
    /// The other tabs, and which one alerts, as the leader knows them.
    pub(super) presence: Presence,
    pub(super) alerting: Alerting,
    pub(super) attention: TabAttention,
    pub(super) alerts: TabAlerts,
    pub(super) shown: Shown,
    /// The latest term that is known: this tab's own is a later one. And the number of the state that is shown.
    pub(super) term: u64,
    pub(super) number: u64,
    pub(super) granted_at: WallTime,
    /// The leader that is known, and its term: the same tab may lead again.
    pub(super) leader: Option<(TabId, u64)>,
    /// What the app or the agent did while no leader was known.
    pub(super) held: VecDeque<TabCommand>,
    /// Calls that the leader has not decided.
    pub(super) calls: Vec<CallId>,
    /// How many calls the engine of this tab, which leads, has not decided.
    pub(super) deciding: usize,
    /// Whether the engine of this tab, which leads, has toasts.
    pub(super) rings: bool,
    pub(super) outputs: VecDeque<TabOutput>,
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
            rings: false,
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

    /// Returns whether this tab, which leads, knows of another one.
    pub fn has_others(&self) -> bool {
        !self.presence.is_empty()
    }

    /// Returns whether the engine of this tab, which leads, has toasts, as far as this tab was informed.
    pub fn rings(&self) -> bool {
        self.rings
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
                self.shown.note_away();
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
            TabInput::Rings(rings) => self.note_rings(now, rings),
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
                    self.deciding = 0;
                    self.alerting.end();
                    self.set_may_alert(now, false);
                    self.outputs.push_back(TabOutput::StopEngine);
                }
            }
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
        if let Some(tab) = self.alerting.overdue(now) {
            self.presence.note_unconfirmed(now, tab);
            self.alerting.forget(tab);
            self.name_alerter(now);
        }
        for tab in self.presence.overdue(now, self.alerting.named()) {
            if self.alerting.named() == Some(tab) && self.presence.note_asked(now, tab) {
                if self.alerting.ask_again(now, tab) {
                    self.post(TabMessage::Alert(tab));
                }
                continue;
            }
            self.alerting.forget(tab);
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
            // A tab that has been away accepts any leader: one that learned late of its lock has an earlier term than others have had.
            let current = self.leader.map_or(0, |(_, term)| term);
            if state.term < current {
                return;
            }
            if state.term > current && self.role() == Role::Leader {
                // Another tab took the lock while this one did not run, and that has not been reported yet.
                self.election.handle_lost(now);
                self.perform_commands(now);
            }
            self.term = self.term.max(state.term);
        }
        // The timer of a hidden page may be a minute late. At `WantLead` it would connect and yield again at once.
        if message != TabMessage::WantLead {
            self.election.end_yielding(now);
            self.perform_commands(now);
        }
        self.election.handle_message(now, from, &message);
        if self.role() == Role::Leader {
            self.handle_follower(now, from, message);
        } else {
            self.handle_leader(now, from, message);
        }
    }

    pub(super) fn set_may_alert(&mut self, now: Timestamp, may_alert: bool) {
        self.election.note_alerting(now, may_alert);
        self.set_alerts(TabAlerts { may_alert, ..self.alerts });
    }

    pub(super) fn set_others(&mut self, others: TabAttention) {
        self.set_alerts(TabAlerts { others, ..self.alerts });
    }

    fn set_alerts(&mut self, alerts: TabAlerts) {
        if std::mem::replace(&mut self.alerts, alerts) != alerts {
            self.outputs.push_back(TabOutput::Alerts(alerts));
        }
    }

    pub(super) fn post(&mut self, message: TabMessage) {
        self.outputs.push_back(TabOutput::Post(Envelope { version: VERSION, from: self.id, message }));
    }
}
