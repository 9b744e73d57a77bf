//! What the app sees: toasts, status, error.

use super::action_io::{AgentState, ToastAction, ToastKind};
use super::alert_state::AlertState;
use super::error::PublicError;
use super::options::Words;
use super::tab_role::TabRole;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Names a toast; unique in a page and across restarts of the engine.
pub type ToastId = String;

/// One ring, shown to the agent (O1). A changed toast is a new value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Toast {
    /// Unique.
    pub id: ToastId,
    /// What it tells of.
    #[serde(default)]
    pub kind: ToastKind,
    /// The conversation that rings.
    pub conversation_id: String,
    /// Who is calling, cleaned for display (E4, E6).
    pub caller_name: String,
    /// `voice`, `chat`, `email` … (E5, E6).
    pub media_type: String,
    /// When it was made, in ms since 1970.
    pub timestamp: i64,
    /// When it leaves by itself, in ms since 1970; none while its clock is paused, or where it has no time limit.
    pub expires_at: Option<i64>,
    /// What the agent can do with it; empty without the option `actions`.
    #[serde(default)]
    pub actions: Vec<ToastAction>,
    /// What the agent has done and is not decided yet (C5).
    #[serde(default)]
    pub pending: Option<ToastAction>,
    /// What only `notifications` knows.
    #[serde(flatten)]
    pub leg: Option<ToastLeg>,
}

/// The agent's part in a conversation that rings, as `notifications` tells it (O1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToastLeg {
    /// The agent's participant: with the conversation it names the ring (N8).
    pub participant_id: String,
    /// What rings, where the event says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub communication_id: Option<String>,
    /// Whether the conversation goes out: a callback.
    pub direction: Direction,
    /// The queue, cleaned for display.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue_name: Option<String>,
    /// The caller's number or address, cleaned for display (N9).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Until when it rings at the longest, in ms since 1970 (N10).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alerting_until: Option<i64>,
}

/// Who began a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The customer.
    #[default]
    Inbound,
    /// The contact centre.
    Outbound,
}

impl Direction {
    /// The word that apps see.
    pub fn as_str(self) -> &'static str {
        self.word()
    }
}

impl Words for Direction {
    const WORDS: &'static [(&'static str, Self)] = &[("inbound", Self::Inbound), ("outbound", Self::Outbound)];
}

/// Why a toast went (O5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DismissReason {
    /// The agent or the app dismissed it.
    User,
    /// Its time was over.
    Timeout,
    /// The conversation was answered.
    Answered,
    /// The customer gave up.
    Abandoned,
    /// The conversation ended, or was over when the connection came back (N4).
    Ended,
    /// The agent's part in it ended while the customer is still there (N10).
    Moved,
    /// The agent did not answer in time (N10).
    Missed,
    /// More toasts than `maxToasts`.
    Overflow,
    /// `stop()` was called.
    Stopped,
}

impl DismissReason {
    /// The word that apps see.
    pub fn as_str(self) -> &'static str {
        self.word()
    }
}

impl Words for DismissReason {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("user", Self::User),
        ("timeout", Self::Timeout),
        ("answered", Self::Answered),
        ("abandoned", Self::Abandoned),
        ("ended", Self::Ended),
        ("moved", Self::Moved),
        ("missed", Self::Missed),
        ("overflow", Self::Overflow),
        ("stopped", Self::Stopped),
    ];
}

/// How the connection is, in one word (S2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Before the first start.
    Idle,
    /// Token or handshake under way.
    Connecting,
    /// A socket is open and its topics are subscribed.
    Connected,
    /// Closed, or waiting to reconnect.
    Disconnected,
    /// The token failed (T6) or handshakes are refused (S8), and no socket is open.
    Error,
    /// Stopped by the app.
    Stopped,
}

impl Status {
    /// The word that apps see.
    pub fn as_str(self) -> &'static str {
        self.word()
    }
}

impl Words for Status {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("idle", Self::Idle),
        ("connecting", Self::Connecting),
        ("connected", Self::Connected),
        ("disconnected", Self::Disconnected),
        ("error", Self::Error),
        ("stopped", Self::Stopped),
    ];
}

/// What the connection is doing (S2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Nothing yet.
    Idle,
    /// Waiting for another tab, which has the connection or is about to get it (L1).
    Tab,
    /// Getting a token.
    Token,
    /// Making a channel or subscribing to topics (N1).
    Channel,
    /// Opening a socket.
    Handshake,
    /// A socket is open and its topics are subscribed.
    Open,
    /// Waiting for the next try.
    Waiting,
    /// Nothing, until `start()`.
    Stopped,
}

impl Phase {
    /// The word that apps see.
    pub fn as_str(self) -> &'static str {
        self.word()
    }
}

impl Words for Phase {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("idle", Self::Idle),
        ("tab", Self::Tab),
        ("token", Self::Token),
        ("channel", Self::Channel),
        ("handshake", Self::Handshake),
        ("open", Self::Open),
        ("waiting", Self::Waiting),
        ("stopped", Self::Stopped),
    ];
}

/// Why the status is what it is (S2, S12).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusDetail {
    /// What the connection is doing.
    pub phase: Phase,
    /// Since when status and phase are these, in ms since 1970.
    pub since: i64,
    /// Tries that failed in a row: sockets since the connection was last stable, or, without one, tokens if these are more.
    pub attempt: u32,
    /// When the next try is due, in ms since 1970.
    pub next_retry_at: Option<i64>,
    /// Whether `retry()` makes the next attempt earlier (S14).
    pub can_retry: bool,
    /// Since when rings may be missed, in ms since 1970; none once a connection has received events for 5 s without a
    /// break, and while idle or stopped (S12).
    pub blind_since: Option<i64>,
    /// Whether the browser says that there is no network.
    pub offline: bool,
    /// The close code that ended the last socket; none once one is open.
    pub close_code: Option<u16>,
    /// The server's words for it.
    pub close_reason: Option<String>,
    /// When the last frame came, in ms since 1970. Its change alone makes no new snapshot (O6).
    pub last_frame_at: Option<i64>,
}

/// All that a view needs, at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Oldest first (O4).
    pub toasts: Vec<Rc<Toast>>,
    /// The status.
    pub status: Status,
    /// Why.
    pub status_detail: StatusDetail,
    /// What failed and is not fixed yet (T6, S8).
    pub error: Option<PublicError>,
    /// Whether alerts can reach the agent (A5, A6, A10).
    pub alerts: AlertState,
    /// What is known of the agent (C7).
    pub agent: AgentState,
    /// What this tab is to the others that share its connection (L1).
    pub tab: TabRole,
}
