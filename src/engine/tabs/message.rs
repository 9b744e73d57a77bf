//! What tabs that share one connection say to each other (L1–L3). Plain values; no token, secret or channel address (L2).

use crate::engine::action_io::{ActionError, AgentState, CallId, ToastAction};
use crate::engine::alert_state::Muted;
use crate::engine::error::PublicError;
use crate::engine::snapshot::{DismissReason, Status, StatusDetail, Toast, ToastId};
use serde::Serialize;
use std::rc::Rc;

/// The version of these messages. A tab ignores those of another version; tabs of another version of the package do
/// not share a lock with this one anyway (L1).
pub const VERSION: u32 = 1;

/// Names a tab, below 2^53: drawn anew by each page, so that a duplicated tab has another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TabId(pub u64);

/// A message on the bus.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Envelope {
    /// [`VERSION`] of the sender.
    pub version: u32,
    /// Who sent it.
    pub from: TabId,
    /// What it says.
    pub message: TabMessage,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", content = "body", rename_all = "kebab-case")]
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
    /// A call of a follower is decided.
    Settled {
        /// Whose call.
        tab: TabId,
        /// Which.
        call: CallId,
        /// Why it failed; none where it succeeded.
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<ActionError>,
    },
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
    /// The tab leaves. Where it led, the next one is free to connect.
    Bye,
}

/// What the app or the agent did in a tab that does not lead.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", content = "body", rename_all = "kebab-case")]
pub enum TabCommand {
    /// `dismiss()`.
    Dismiss(ToastId),
    /// The agent closed this ring before the leader led, and the leader does not know that.
    Closed(RingKey),
    /// `pause()`.
    Pause(Option<ToastId>),
    /// `resume()`.
    Resume(Option<ToastId>),
    /// `start()`, while the client runs.
    Start,
    /// `retry()`.
    Retry,
    /// `silence()`.
    Silence(Option<ToastId>),
    /// `mute()`, for so many ms.
    Mute(Option<u64>),
    /// `unmute()`.
    Unmute,
    /// `answer()` or `decline()`.
    Act {
        /// Which call.
        call: CallId,
        /// Which of the two.
        action: ToastAction,
        /// Of which ring.
        toast: ToastId,
    },
    /// `backOnQueue()`.
    BackOnQueue(CallId),
}

/// Names a ring: its conversation, and the agent's participant where the source has one (N8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RingKey {
    /// The conversation.
    pub conversation: String,
    /// The participant.
    pub participant: Option<String>,
}

/// What the agent sees, as the leader knows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SharedState {
    /// Which leader it is from: a later one has a greater number, in ms since 1970. A leader that was frozen
    /// does not know that it leads no more: what it says is out of date (L5).
    pub term: u64,
    /// Its number: the leader counts.
    pub number: u64,
    /// Whether the leader's page is visible (L6).
    pub leader_visible: bool,
    /// Whether the leader has learned what rings since it leads. Before that it may not know of a ring of which others know.
    pub settled: bool,
    /// The most that any tab has of the agent's attention: whether an alert is needed is decided by it (L7).
    pub attention: TabAttention,
    /// The toasts, oldest first.
    pub toasts: Vec<Rc<Toast>>,
    /// Toasts that went since the state before, and why.
    pub gone: Vec<(ToastId, DismissReason)>,
    /// Rings that the agent has closed and that may last. A new leader does not show them again.
    pub closed: Vec<RingKey>,
    /// The status.
    pub status: Status,
    /// Why.
    pub status_detail: StatusDetail,
    /// What failed and is not fixed yet.
    pub error: Option<PublicError>,
    /// What the tab that alerts has to know.
    pub alerts: SharedAlerts,
    /// What is known of the agent.
    pub agent: AgentState,
}

/// What the tab that alerts has to know of the leader (L7).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SharedAlerts {
    /// Whether the agent has muted the alerts (A10).
    pub muted: Option<Muted>,
    /// Toasts that the agent has silenced (A11).
    pub silenced: Vec<ToastId>,
    /// Toasts that are silent until the list confirms their ring (A3).
    pub unconfirmed: Vec<ToastId>,
    /// Whether a socket brings rings.
    pub is_receiving: bool,
    /// Whether one of the agent's voice calls is connected (A9).
    pub in_call: bool,
}

/// How much of the agent's attention a tab has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TabAttention {
    /// Whether audio can play in it.
    pub audio_ready: bool,
    /// Whether it has the focus.
    pub focused: bool,
    /// Whether it is visible.
    pub visible: bool,
}

impl TabAttention {
    /// Returns the most of both.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            audio_ready: self.audio_ready || other.audio_ready,
            focused: self.focused || other.focused,
            visible: self.visible || other.visible,
        }
    }
}

impl RingKey {
    /// Returns the name of a toast's ring.
    pub fn of(toast: &Toast) -> Self {
        let participant = toast.leg.as_ref().map(|leg| leg.participant_id.clone());
        Self { conversation: toast.conversation_id.clone(), participant }
    }
}
