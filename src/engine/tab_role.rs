//! What a tab is to the others that share its connection, as the app sees it (L1, L9).

use serde::Serialize;

/// What a tab is to the others (L1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TabRole {
    /// It shares nothing, or is not started.
    #[default]
    Alone,
    /// It connects for all.
    Leader,
    /// It shows what the leader shows, or waits for one.
    Follower,
}

/// Why a tab shares nothing (L9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AloneReason {
    /// The option `tabs` says so.
    Separate,
    /// Neither `storageKey` nor `userId` names the agent.
    UnknownAgent,
    /// A worker, or Node.
    NoPage,
    /// The browser has no Web Locks.
    NoWebLocks,
    /// The browser has no BroadcastChannel.
    NoBroadcastChannel,
    /// The browser refuses them to this page, such as a sandboxed frame.
    Refused,
    /// The client is not started.
    NotStarted,
}

/// What a bug report says of the tabs (D1).
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct TabsReport {
    /// What this tab is.
    pub role: TabRole,
    /// Why it shares nothing; none where it does.
    pub reason: Option<AloneReason>,
    /// Whether this tab gives sound and notifications now (L7).
    pub alerts: bool,
}
