//! What the app and the agent can do with a ring, and what becomes of it (C1–C8).

use super::error::ErrorCode;
use super::options::{OptionType, OptionValue, Words};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What an agent can do with a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ToastAction {
    /// Connect the agent's part of the conversation.
    Answer,
    /// End the agent's part of the conversation without answering it.
    Decline,
}

impl ToastAction {
    /// The word that apps see.
    pub fn as_str(self) -> &'static str {
        self.word()
    }
}

impl Words for ToastAction {
    const WORDS: &'static [(&'static str, Self)] = &[("answer", Self::Answer), ("decline", Self::Decline)];
}

/// `actions`: what a toast offers; empty where it is off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferedActions(pub Vec<ToastAction>);

impl OfferedActions {
    /// Returns whether there is any.
    pub fn is_on(&self) -> bool {
        !self.0.is_empty()
    }
}

impl OptionType for OfferedActions {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        if value.boolean() == Some(false) {
            return Some(Self::default());
        }
        let given: Vec<ToastAction> = value.elements()?.iter().filter_map(OptionType::read).collect();
        // In one order, and each once, whatever the app gave.
        Some(Self(
            ToastAction::WORDS.iter().map(|(_, action)| *action).filter(|action| given.contains(action)).collect(),
        ))
    }

    fn default_value(&self) -> Value {
        if self.is_on() { self.0.iter().map(|action| action.as_str()).collect() } else { false.into() }
    }
}

/// What a toast tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToastKind {
    /// A conversation rings the agent.
    #[default]
    Ring,
    /// A conversation was connected to the agent without a ring that the agent answered (C8).
    AutoAnswered,
}

impl Words for ToastKind {
    const WORDS: &'static [(&'static str, Self)] = &[("ring", Self::Ring), ("auto-answered", Self::AutoAnswered)];
}

/// Names one call of `answer()`, `decline()` or `backOnQueue()`: the app gets one answer to each.
pub type CallId = u32;

/// What the app's softphone did (C2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneAnswer {
    /// It is not the phone of this ring (`canAnswer` gave `false`, or there is no `decline`): the API is asked.
    NotMine,
    /// It has done what was asked.
    Done,
    /// It could not, in its own words.
    Failed(String),
}

/// Why an action failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureReason {
    /// The ring was answered already: by a colleague, or, for `decline()`, by the agent on another device.
    AlreadyAnswered,
    /// The ring is over, or there is no such toast.
    Gone,
    /// The server accepted or refused it, and the call still rings: the agent's phone cannot be answered so.
    PhoneCannot,
    /// The app's `phone` failed.
    PhoneFailed,
    /// The API answered 403, or 401 twice.
    Forbidden,
    /// The API answered 429, and the wait that it named is too long.
    RateLimited,
    /// It did not happen in time.
    Timeout,
    /// There was no answer from the API.
    Network,
    /// The API answered with an error.
    Server,
    /// `stop()` was called, or the page was left.
    Stopped,
    /// `actions` does not contain it, or the ring is another agent's.
    NotEnabled,
    /// Another action of the same ring is pending.
    Busy,
}

impl Words for FailureReason {
    /// In the order of the docs.
    const WORDS: &'static [(&'static str, Self)] = &[
        ("already-answered", Self::AlreadyAnswered),
        ("gone", Self::Gone),
        ("phone-cannot", Self::PhoneCannot),
        ("phone-failed", Self::PhoneFailed),
        ("forbidden", Self::Forbidden),
        ("rate-limited", Self::RateLimited),
        ("timeout", Self::Timeout),
        ("network", Self::Network),
        ("server", Self::Server),
        ("stopped", Self::Stopped),
        ("not-enabled", Self::NotEnabled),
        ("busy", Self::Busy),
    ];
}

/// The error of an action: the code `action_failed`, with a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActionError {
    /// Always the same.
    pub code: ErrorCode,
    /// Why it failed.
    pub reason: FailureReason,
    /// What happened, why it may have, and what to do. Free of secrets (T11).
    pub message: String,
    /// Whether it may succeed if it is tried again while the ring lasts.
    pub retryable: bool,
    /// The HTTP status behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}

impl ActionError {
    /// Nothing can be done, because nothing runs any more.
    pub(crate) fn client_stopped() -> Self {
        Self::stopped("The client does not run: it was stopped, or the page was left.")
    }

    /// The tab that was to decide is gone (L3).
    pub(crate) fn no_leader() -> Self {
        Self::stopped("The tab that has the connection is gone: it is not known whether the action took effect.")
    }

    fn stopped(message: &str) -> Self {
        let (code, reason) = (ErrorCode::ActionFailed, FailureReason::Stopped);
        Self { code, reason, message: message.to_owned(), retryable: false, status: None }
    }
}

/// What is known of the agent (C7).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentState {
    /// The routing status, such as `IDLE` or `NOT_RESPONDING`; none where it is not known, and without `actions`.
    pub routing_status: Option<String>,
}
