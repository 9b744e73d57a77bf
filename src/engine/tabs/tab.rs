//! One of the tabs that share a connection: it leads, or it shows what the leader shows (L1–L3, L7).

use super::alerting::Alerting;
use super::election::{Election, ElectionCommand, Role};
pub use super::io::{TabInput, TabOutput};
use super::message::{Envelope, SharedState, TabAttention, TabCommand, TabId, TabMessage, VERSION, is_same_ring};
use crate::engine::action_io::CallId;
use crate::engine::notifications::actions::errors;
use crate::engine::snapshot::DismissReason;
use crate::engine::time::{Timestamp, WallTime};
use std::collections::VecDeque;
use std::rc::Rc;

/// The most dismissals of a follower that wait for the leader. The oldest is forgotten first.
const MAX_UNCONFIRMED: usize = 100;

/// A tab.
#[derive(Debug)]
pub struct Tab {
    id: TabId,
    election: Election,
    alerting: Alerting,
    attention: TabAttention,
    may_alert: bool,
    state: Option<Rc<SharedState>>,
    /// The latest term that is known, and the number of the state that is shown.
    term: u64,
    number: u64,
    granted_at: WallTime,
    leader: Option<TabId>,
    /// Dismissals that no state of a leader shows yet.
    unconfirmed: VecDeque<TabCommand>,
    /// Calls that the leader has not decided.
    calls: Vec<CallId>,
    outputs: VecDeque<TabOutput>,
}

impl Tab {
    /// Makes one that is absent.
    pub fn new(id: TabId, attention: TabAttention, now: Timestamp) -> Self {
        Self {
            id,
            election: Election::new(id, attention.visible, now),
            alerting: Alerting::default(),
            attention,
            may_alert: false,
            state: None,
            term: 0,
            number: 0,
            granted_at: WallTime(0),
            leader: None,
            unconfirmed: VecDeque::new(),
            calls: Vec::new(),
            outputs: VecDeque::new(),
        }
    }

    /// Returns what the tab is.
    pub fn role(&self) -> Role {
        self.election.role()
    }

    /// Returns what the agent sees: the state of the leader.
    pub fn state(&self) -> Option<&SharedState> {
        self.state.as_deref()
    }

    /// Returns whether this tab gives the alerts.
    pub fn may_alert(&self) -> bool {
        self.may_alert
    }

    /// Gives one thing to do, in order.
    pub fn poll_output(&mut self) -> Option<TabOutput> {
        self.outputs.pop_front()
    }

    /// Returns when [`TabInput::Timeout`] is due.
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        [self.election.poll_timeout(), self.alerting.poll_timeout()].into_iter().flatten().min()
    }

    /// Takes one thing that happened. Drain [`Self::poll_output`] afterwards.
    pub fn handle_input(&mut self, now: Timestamp, input: TabInput) {
        match input {
            TabInput::Join => self.election.join(now),
            TabInput::Leave => {
                self.election.leave();
                self.fail_calls();
                self.set_may_alert(false);
                self.leader = None;
            }
            TabInput::Granted(at) => {
                self.granted_at = at;
                self.election.handle_granted(now);
            }
            TabInput::Lost => self.election.handle_lost(now),
            TabInput::Timeout => {
                self.election.handle_timeout(now);
                if self.alerting.handle_timeout(now, self.id) {
                    self.name_alerter(self.id);
                }
            }
            TabInput::Message(envelope) if envelope.version == VERSION && envelope.from != self.id => {
                self.handle_message(now, envelope.from, envelope.message);
            }
            TabInput::Message(_) => {}
            TabInput::Attention(attention) => {
                self.attention = attention;
                self.alerting.note(self.id, attention);
                self.election.note_visible(now, attention.visible);
                self.post(TabMessage::Attention(attention));
            }
            TabInput::Engine(state) => self.share(now, *state),
            TabInput::Command(command) => self.command(command),
            TabInput::Settled(tab, call, error) if tab == self.id => {
                self.outputs.push_back(TabOutput::Settled(call, error));
            }
            TabInput::Settled(tab, call, error) => self.post(TabMessage::Settled(tab, call, error)),
        }
        self.perform_commands();
    }

    fn perform_commands(&mut self) {
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
                ElectionCommand::Lead => {
                    self.fail_calls();
                    self.leader = Some(self.id);
                    // Later than each leader before, also than one of which this tab knows nothing.
                    self.term = (self.term + 1).max(self.granted_at.0.max(0).unsigned_abs());
                    self.alerting = Alerting::default();
                    self.alerting.note(self.id, self.attention);
                    let seen = self.state.as_deref();
                    let toasts = seen.map_or(Vec::new(), |state| state.toasts.clone());
                    let closed = seen.map_or(Vec::new(), |state| state.closed.clone());
                    let mut unconfirmed = std::mem::take(&mut self.unconfirmed);
                    self.outputs.push_back(TabOutput::StartEngine { toasts, closed });
                    self.outputs.extend(unconfirmed.drain(..).map(|command| TabOutput::Apply(self.id, command)));
                }
                ElectionCommand::Follow => {
                    self.leader = None;
                    self.set_may_alert(false);
                    self.outputs.push_back(TabOutput::StopEngine);
                }
            }
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
                self.perform_commands();
            }
            self.term = state.term;
        }
        self.election.handle_message(now, from, &message);
        let leads = self.role() == Role::Leader;
        match message {
            TabMessage::Hello | TabMessage::Attention(_) if leads => {
                if let TabMessage::Attention(attention) = message {
                    self.alerting.note(from, attention);
                } else if let Some(state) = &self.state {
                    let state = SharedState { gone: Vec::new(), ..SharedState::clone(state) };
                    self.post(TabMessage::State(Box::new(state)));
                }
            }
            TabMessage::State(state) if !leads => self.follow(from, *state),
            TabMessage::Command(command) if leads => self.outputs.push_back(TabOutput::Apply(from, command)),
            TabMessage::Settled(tab, call, error) if tab == self.id => {
                if let Some(at) = self.calls.iter().position(|known| *known == call) {
                    self.calls.remove(at);
                    self.outputs.push_back(TabOutput::Settled(call, error));
                }
            }
            TabMessage::Alert(tab) => {
                self.set_may_alert(tab == self.id);
                if tab == self.id {
                    self.post(TabMessage::Alerting);
                }
            }
            TabMessage::Alerting if leads => self.alerting.confirm(from),
            TabMessage::Hello
            | TabMessage::Attention(_)
            | TabMessage::State(_)
            | TabMessage::Command(_)
            | TabMessage::Settled(..)
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
        state.term = self.term;
        state.number = self.number + 1;
        state.leader_visible = self.attention.visible;
        let rings = !state.toasts.is_empty();
        self.election.note_calm(!rings && state.toasts.iter().all(|toast| toast.pending.is_none()));
        self.post(TabMessage::State(Box::new(state.clone())));
        self.show(state);
        if !rings {
            self.alerting.end();
            self.set_may_alert(false);
        } else if let Some(tab) = self.alerting.name(now, self.id) {
            self.name_alerter(tab);
        }
    }

    fn name_alerter(&mut self, tab: TabId) {
        self.post(TabMessage::Alert(tab));
        self.set_may_alert(tab == self.id);
    }

    fn set_may_alert(&mut self, may: bool) {
        if std::mem::replace(&mut self.may_alert, may) != may {
            self.outputs.push_back(TabOutput::MayAlert(may));
        }
    }

    /// Shows the state of the leader.
    fn follow(&mut self, leader: TabId, mut state: SharedState) {
        if self.leader.replace(leader) != Some(leader) {
            self.fail_calls();
            // The new leader names a tab itself.
            self.set_may_alert(false);
            self.number = 0;
            self.post(TabMessage::Attention(self.attention));
        }
        if self.number >= state.number {
            return;
        }
        if state.toasts.is_empty() {
            self.set_may_alert(false);
        }
        let closed = self.state.as_ref().map_or(&[][..], |known| &known.closed);
        for toast in state.take_closed(closed) {
            self.post(TabMessage::Command(TabCommand::Dismiss(toast.id.clone())));
        }
        self.show(state);
        let listed =
            |id: &str| self.state.as_ref().is_some_and(|state| state.toasts.iter().any(|toast| toast.id == id));
        self.unconfirmed.retain(|command| matches!(command, TabCommand::Dismiss(id) if listed(id)));
        for command in self.unconfirmed.clone() {
            self.post(TabMessage::Command(command));
        }
    }

    /// Takes a state, and says what is different.
    fn show(&mut self, mut state: SharedState) {
        let before = self.state.take();
        let known = before.as_ref().map_or(&[][..], |before| &before.toasts);
        for toast in known.iter().filter(|toast| !state.toasts.iter().any(|other| is_same_ring(toast, other))) {
            let why = state.gone.iter().find(|(gone, _)| gone.id == toast.id);
            // The state that said why did not come.
            let reason = why.map_or(DismissReason::Ended, |(_, reason)| *reason);
            self.outputs.push_back(TabOutput::Dismissed(Rc::clone(toast), reason));
        }
        for toast in &mut state.toasts {
            match known.iter().find(|known| is_same_ring(known, toast)) {
                // What is unchanged stays the same object (O6).
                Some(same) if same == toast => *toast = Rc::clone(same),
                Some(_) => {}
                None => self.outputs.push_back(TabOutput::Shown(Rc::clone(toast))),
            }
        }
        let changed = before
            .as_ref()
            .is_none_or(|before| before.status != state.status || before.status_detail != state.status_detail);
        if changed {
            self.outputs.push_back(TabOutput::Status(state.status, state.status_detail.clone()));
        }
        self.number = state.number;
        self.state = Some(Rc::new(state));
        self.outputs.push_back(TabOutput::Changed);
    }

    fn command(&mut self, command: TabCommand) {
        if self.role() == Role::Leader {
            return self.outputs.push_back(TabOutput::Apply(self.id, command));
        }
        match &command {
            TabCommand::Act(call, ..) | TabCommand::BackOnQueue(call) => {
                if self.leader.is_none() {
                    return self.outputs.push_back(TabOutput::Settled(*call, Some(errors::stopped())));
                }
                self.calls.push(*call);
            }
            TabCommand::Dismiss(_) => {
                if self.unconfirmed.len() == MAX_UNCONFIRMED {
                    self.unconfirmed.pop_front();
                }
                self.unconfirmed.push_back(command.clone());
            }
            TabCommand::DismissAll
            | TabCommand::Pause(_)
            | TabCommand::Resume(_)
            | TabCommand::Retry
            | TabCommand::Silence(_)
            | TabCommand::Mute(_)
            | TabCommand::Unmute => {}
        }
        self.post(TabMessage::Command(command));
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
