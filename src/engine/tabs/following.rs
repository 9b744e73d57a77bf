//! A tab that follows: it shows what the leader shows, and asks it for what the agent wants (L1, L3).

use super::election::Role;
use super::io::TabOutput;
use super::message::{SharedState, TabCommand, TabId, TabMessage};
use super::tab::Tab;
use crate::engine::action_io::ActionError;
use crate::engine::time::Timestamp;

/// The most commands that wait for a leader. The oldest is forgotten first.
const MAX_HELD: usize = 100;

impl Tab {
    /// Handles a message in a tab that does not lead.
    pub(super) fn handle_leader(&mut self, now: Timestamp, from: TabId, message: TabMessage) {
        match message {
            TabMessage::State(state) => self.follow(now, from, *state),
            TabMessage::Settled { tab, call, error } if tab == self.id => {
                if let Some(at) = self.calls.iter().position(|known| *known == call) {
                    self.calls.remove(at);
                    self.outputs.push_back(TabOutput::Settled(call, error));
                }
            }
            // One that did not run while another tab took the lock has no say any more.
            TabMessage::Alert(tab) if self.is_led_by(from) => {
                self.set_may_alert(now, tab == self.id);
                if tab == self.id {
                    self.post(TabMessage::Alerting);
                }
            }
            // The leader may be stuck: the toast goes at once in all tabs.
            TabMessage::Command(TabCommand::Dismiss(id)) => {
                self.shown.dismiss(now, &id, &mut self.outputs);
            }
            TabMessage::Bye if self.is_led_by(from) => self.set_may_alert(now, false),
            TabMessage::Settled { .. }
            | TabMessage::Hello
            | TabMessage::Attention(_)
            | TabMessage::Command(_)
            | TabMessage::Alerting
            | TabMessage::Alert(_)
            | TabMessage::Ping
            | TabMessage::Pong
            | TabMessage::WantLead
            | TabMessage::Yield(_)
            | TabMessage::Bye => {}
        }
    }

    /// Shows the state of the leader.
    pub(super) fn follow(&mut self, now: Timestamp, leader: TabId, state: SharedState) {
        let leader = (leader, state.term);
        if self.leader.replace(leader) != Some(leader) {
            self.fail_calls();
            // The new leader names a tab itself.
            self.set_may_alert(now, false);
            self.number = 0;
            self.shown.note_leader(now);
            self.post(TabMessage::Attention(self.attention));
            if !state.settled {
                for ring in self.shown.closed_unknown_to(&state) {
                    self.post(TabMessage::Command(TabCommand::Closed(ring)));
                }
            }
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

    pub(super) fn command(&mut self, now: Timestamp, command: TabCommand) {
        if self.role() == Role::Leader {
            return self.apply(self.id, command);
        }
        match &command {
            TabCommand::Act { call, .. } | TabCommand::BackOnQueue(call) => {
                if !self.knows_leader() {
                    return self.outputs.push_back(TabOutput::Settled(*call, Some(ActionError::no_leader())));
                }
                self.calls.push(*call);
            }
            TabCommand::Dismiss(id) => {
                // All tabs take note of it, also where no tab leads.
                if !self.shown.dismiss(now, id, &mut self.outputs) {
                    return;
                }
            }
            TabCommand::Closed(_)
            | TabCommand::Pause(_)
            | TabCommand::Resume(_)
            | TabCommand::Start
            | TabCommand::Retry
            | TabCommand::Silence(_)
            | TabCommand::Mute(_)
            | TabCommand::Unmute => {
                if !self.knows_leader() {
                    if self.held.len() == MAX_HELD {
                        self.held.pop_front();
                    }
                    return self.held.push_back(command);
                }
            }
        }
        self.post(TabMessage::Command(command));
    }

    fn is_led_by(&self, tab: TabId) -> bool {
        self.leader.is_some_and(|(leader, _)| leader == tab)
    }

    /// Whether there is a leader to send commands to. One that has left is none any more.
    fn knows_leader(&self) -> bool {
        matches!(self.role(), Role::Follower(_))
    }

    /// The leader that was to decide these is gone: what became of them is not known.
    pub(super) fn fail_calls(&mut self) {
        for call in std::mem::take(&mut self.calls) {
            self.outputs.push_back(TabOutput::Settled(call, Some(ActionError::no_leader())));
        }
    }
}
