//! What a tab shows: the state of the leader, without what the agent has closed here and the leader does not know yet (L1, L3).

use super::io::TabOutput;
use super::message::{RingKey, SharedState};
use crate::engine::snapshot::{DismissReason, Toast, ToastId};
use crate::engine::time::Timestamp;
use std::collections::VecDeque;
use std::rc::Rc;

/// The most dismissals that wait for the leader. The oldest is forgotten first.
const MAX_DISMISSED: usize = 100;

/// How long a ring that was closed here is remembered where no leader knows of it, in ms: a new leader may learn of the ring
/// after it has sent its first states.
const REMEMBER_MS: u64 = 10_000;

/// How long rings are kept of which a new leader does not know, in ms: until it has learned what rings, and not for ever where it
/// cannot connect.
const KEEP_MS: u64 = 20_000;

/// What a tab shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    state: Option<Rc<SharedState>>,
    /// What was closed in this tab, and no leader has confirmed.
    dismissed: VecDeque<Dismissed>,
    /// The rings whose toasts went last. A new leader may know less, and take them for rings that last.
    gone: VecDeque<RingKey>,
    /// Whether what is shown is from a time before this tab was away.
    stale: bool,
    /// Whether this tab leads, and had been away before: no leader has reported to it since.
    led_stale: bool,
    /// Since when the present leader is known.
    leader_since: Timestamp,
}

#[derive(Debug)]
struct Dismissed {
    ring: RingKey,
    toast: ToastId,
    at: Timestamp,
}

impl Shown {
    /// Returns the state, if there is one.
    pub(super) fn state(&self) -> Option<&Rc<SharedState>> {
        self.state.as_ref()
    }

    /// What was shown before this tab had a leader: `onToast` has been called for it.
    pub(super) fn restore(&mut self, state: SharedState) {
        self.state = Some(Rc::new(state));
    }

    /// Forgets all: the session of the agent ends.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Returns what a new leader has to know: the toasts, and the rings that the agent has closed.
    pub(super) fn hand_over(&self) -> (Vec<Rc<Toast>>, Vec<RingKey>) {
        let (toasts, mut closed) =
            self.state.as_ref().map_or_else(Default::default, |state| (state.toasts.clone(), state.closed.clone()));
        closed.extend(self.dismissed.iter().map(|dismissed| dismissed.ring.clone()));
        (toasts, closed)
    }

    /// Returns the rings that the agent has closed, as far as a leader does not know of them.
    pub(super) fn closed_unknown_to(&self, leader: &SharedState) -> Vec<RingKey> {
        let (_, mut closed) = self.hand_over();
        closed.retain(|ring| !leader.closed.contains(ring));
        closed
    }

    /// The tab has been away: a leader that it finds knows more than it does.
    pub(super) fn note_away(&mut self) {
        self.stale = true;
    }

    /// This tab leads.
    pub(super) fn note_lead(&mut self) {
        self.led_stale = std::mem::take(&mut self.stale);
    }

    /// Gives the state for the other tabs. What this tab shows from a time before it was away is not for them: they know better, and keep
    /// what they have until the list has come.
    pub(super) fn to_share(&self) -> Option<SharedState> {
        let state = SharedState::clone(self.state.as_ref()?);
        let keeps_back = self.led_stale && !state.settled;
        Some(if keeps_back { SharedState { toasts: Vec::new(), ..state } } else { state })
    }

    /// Another tab leads.
    pub(super) fn note_leader(&mut self, now: Timestamp) {
        self.leader_since = now;
    }

    /// Removes a toast at once. Returns whether there was one.
    pub(super) fn dismiss(&mut self, now: Timestamp, id: &str, outputs: &mut VecDeque<TabOutput>) -> bool {
        let Some(state) = &self.state else { return false };
        let Some(toast) = state.toasts.iter().find(|toast| toast.id == id).cloned() else { return false };
        if self.dismissed.len() == MAX_DISMISSED {
            self.dismissed.pop_front();
        }
        self.dismissed.push_back(Dismissed { ring: RingKey::of(&toast), toast: toast.id.clone(), at: now });
        let toasts = state.toasts.iter().filter(|known| known.id != id).cloned().collect();
        let gone = vec![(toast.id.clone(), DismissReason::User)];
        let state = SharedState { toasts, gone, ..SharedState::clone(state) };
        self.show(state, outputs);
        true
    }

    /// Shows the state of a leader. Returns the toasts in it that the agent has closed: the leader does not know that yet.
    pub(super) fn follow(
        &mut self,
        now: Timestamp,
        mut state: SharedState,
        outputs: &mut VecDeque<TabOutput>,
    ) -> Vec<ToastId> {
        self.dismissed.retain(|dismissed| dismissed.is_open(now, &state));
        // The successor of a leader may not know of the last ring that the agent closed.
        let before = self.state.as_ref().map_or(&[][..], |before| &before.closed);
        let is_closed = |toast: &Rc<Toast>| {
            let key = RingKey::of(toast);
            before.contains(&key) || self.dismissed.iter().any(|dismissed| dismissed.ring == key)
        };
        let taken: Vec<Rc<Toast>> = state.toasts.extract_if(.., |toast| is_closed(toast)).collect();
        state.closed.extend(taken.iter().map(|toast| RingKey::of(toast)));
        if !state.settled {
            state.toasts.retain(|toast| !self.gone.contains(&RingKey::of(toast)));
            // It lists a ring that the agent has closed only later.
            let more = before.iter().filter(|ring| !state.closed.contains(ring)).cloned().collect::<Vec<_>>();
            state.closed.extend(more);
        }
        let stale = std::mem::take(&mut self.stale);
        if !state.settled && !stale && now - self.leader_since < KEEP_MS {
            self.keep(&mut state);
        }
        self.show(state, outputs);
        taken.iter().map(|toast| toast.id.clone()).collect()
    }

    /// Keeps the toasts that the leader does not list although it has not removed them.
    fn keep(&self, state: &mut SharedState) {
        for toast in self.state.iter().flat_map(|before| &before.toasts) {
            let listed = state.toasts.iter().any(|listed| is_same_ring(listed, toast));
            let removed = state.gone.iter().any(|(id, _)| *id == toast.id);
            if !listed && !removed && !state.closed.contains(&RingKey::of(toast)) {
                let at = state.toasts.iter().take_while(|listed| listed.timestamp <= toast.timestamp).count();
                state.toasts.insert(at, Rc::clone(toast));
            }
        }
    }

    /// Takes a state, and says what is different.
    pub(super) fn show(&mut self, mut state: SharedState, outputs: &mut VecDeque<TabOutput>) {
        self.led_stale &= !state.settled;
        let before = self.state.take();
        let known = before.as_ref().map_or(&[][..], |before| &before.toasts);
        for toast in known.iter().filter(|toast| !state.toasts.iter().any(|other| is_same_ring(toast, other))) {
            let why = state.gone.iter().find(|(gone, _)| *gone == toast.id);
            // The state that said why did not come.
            let reason = why.map_or(DismissReason::Ended, |(_, reason)| *reason);
            outputs.push_back(TabOutput::Dismissed(Rc::clone(toast), reason));
            if self.gone.len() == MAX_DISMISSED {
                self.gone.pop_front();
            }
            self.gone.push_back(RingKey::of(toast));
        }
        for toast in &mut state.toasts {
            match known.iter().find(|known| is_same_ring(known, toast)) {
                // What is unchanged stays the same object (O6).
                Some(same) if same == toast => *toast = Rc::clone(same),
                Some(_) => {}
                None => outputs.push_back(TabOutput::Shown(Rc::clone(toast))),
            }
        }
        self.state = Some(Rc::new(state));
        outputs.push_back(TabOutput::Changed);
    }
}

impl Dismissed {
    /// Returns whether the leader may not know of it yet.
    fn is_open(&self, now: Timestamp, state: &SharedState) -> bool {
        let confirmed = state.closed.contains(&self.ring) || state.gone.iter().any(|(id, _)| *id == self.toast);
        let listed = || state.toasts.iter().any(|toast| RingKey::of(toast) == self.ring);
        !confirmed && (listed() || now - self.at < REMEMBER_MS)
    }
}

/// Returns whether two toasts are of the same ring (N8). Two leaders that did not know of each other may have given it an
/// id each.
fn is_same_ring(one: &Toast, other: &Toast) -> bool {
    one.id == other.id || (one.conversation_id == other.conversation_id && participant(one) == participant(other))
}

fn participant(toast: &Toast) -> Option<&str> {
    toast.leg.as_ref().map(|leg| leg.participant_id.as_str())
}
