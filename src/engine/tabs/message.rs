//! What tabs that share one connection say to each other (L1–L3). Plain values; no token, secret or channel address (L2).

use crate::engine::action_io::{ActionError, AgentState, CallId, ToastAction};
use crate::engine::alert_state::AlertState;
use crate::engine::error::PublicError;
use crate::engine::snapshot::{DismissReason, Status, StatusDetail, Toast, ToastId};
use std::rc::Rc;

/// The version of these messages. A tab ignores those of another version; tabs of another version of the package do
/// not share a lock with this one anyway (L1).
pub const VERSION: u32 = 1;

/// Names a tab: drawn anew by each page, so that a duplicated tab has another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TabId(pub u64);

/// A message on the bus.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// [`VERSION`] of the sender.
    pub version: u32,
    /// Who sent it.
    pub from: TabId,
    /// What it says.
    pub message: TabMessage,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub enum TabMessage {
    /// A tab has come, or has lost the leader: the leader sends its state.
    Hello,
    /// What the agent sees, from the leader: after each change, and in answer to `Hello`.
    State(Box<SharedState>),
    /// Is the leader there? From a follower.
    Ping,
    /// It is. From the leader.
    Pong,
    /// What the app or the agent did in a follower.
    Command(TabCommand),
    /// A call of this tab is decided.
    Settled(TabId, CallId, Option<ActionError>),
    /// How a tab is, in advance: it decides which one alerts (L7).
    Attention(TabAttention),
    /// This tab shall give the alerts of the rings that there are (L7). From the leader.
    Alert(TabId),
    /// It does.
    Alerting,
    /// A visible tab wants to lead in place of a hidden leader (L6).
    WantLead,
    /// The leader has closed its connection: this tab may take the lock (L6).
    Yield(TabId),
    /// The leader leaves: the next one is free to connect.
    Bye,
}

/// What the app or the agent did in a tab that does not lead.
#[derive(Clone, Debug, PartialEq)]
pub enum TabCommand {
    /// `dismiss()`.
    Dismiss(ToastId),
    /// `dismissAll()`.
    DismissAll,
    /// `pause()`.
    Pause(Option<ToastId>),
    /// `resume()`.
    Resume(Option<ToastId>),
    /// `retry()`.
    Retry,
    /// `silence()`.
    Silence(Option<ToastId>),
    /// `mute()`, for so many ms.
    Mute(Option<u64>),
    /// `unmute()`.
    Unmute,
    /// `answer()` or `decline()`.
    Act(CallId, ToastAction, ToastId),
    /// `backOnQueue()`.
    BackOnQueue(CallId),
}

/// Names a ring: its conversation, and the agent's participant where the source has one (N8).
pub type RingKey = (String, Option<String>);

/// What the agent sees, as the leader knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedState {
    /// Which leader it is from: a later one has a greater number, in ms since 1970. A leader that was frozen
    /// does not know that it leads no more: what it says is out of date (L5).
    pub term: u64,
    /// Its number: the leader counts.
    pub number: u64,
    /// Whether the leader's page is visible (L6).
    pub leader_visible: bool,
    /// The toasts, oldest first.
    pub toasts: Vec<Rc<Toast>>,
    /// Toasts that went since the state before, and why.
    pub gone: Vec<(Rc<Toast>, DismissReason)>,
    /// Rings that the agent has closed and that may last: conversation and participant. A new leader does not show
    /// them again.
    pub closed: Vec<RingKey>,
    /// The status.
    pub status: Status,
    /// Why.
    pub status_detail: StatusDetail,
    /// What failed and is not fixed yet.
    pub error: Option<PublicError>,
    /// Whether alerts can reach the agent.
    pub alerts: AlertState,
    /// What is known of the agent.
    pub agent: AgentState,
}

/// How much of the agent's attention a tab has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TabAttention {
    /// Whether audio can play in it.
    pub audio_ready: bool,
    /// Whether it has the focus.
    pub focused: bool,
    /// Whether it is visible.
    pub visible: bool,
}

impl SharedState {
    /// Takes out the rings that the agent has closed under the last leader: its successor does not know of that yet.
    pub(super) fn take_closed(&mut self, closed: &[RingKey]) -> Vec<Rc<Toast>> {
        let taken: Vec<_> = self.toasts.extract_if(.., |toast| closed.contains(&ring_key(toast))).collect();
        self.closed.extend(taken.iter().map(|toast| ring_key(toast)));
        taken
    }
}

fn ring_key(toast: &Toast) -> RingKey {
    (toast.conversation_id.clone(), toast.leg.as_ref().map(|leg| leg.participant_id.clone()))
}

/// Returns whether two toasts are of the same ring (N8). Two leaders that did not know of each other may have given it an
/// id each.
pub(super) fn is_same_ring(one: &Toast, other: &Toast) -> bool {
    one.id == other.id || ring_key(one) == ring_key(other)
}
