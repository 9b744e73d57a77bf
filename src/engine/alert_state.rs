//! What the app sees of the alerts (A5, A6, A10).

use serde::Serialize;

/// Whether alerts can reach the agent. None of it proves that anybody hears or sees them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AlertState {
    /// The ring sound.
    pub sound: SoundState,
    /// The notification of the operating system.
    pub notification: NotificationState,
    /// Whether the agent has muted both; none where not.
    pub muted: Option<Muted>,
    /// The ids of the toasts whose sound plays, or plays as soon as no other one does.
    pub sounding: Vec<String>,
}

/// Whether a ring can sound (A5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SoundState {
    /// It is not wanted, or there is no audio here.
    #[default]
    Off,
    /// The browser would play it.
    Ready,
    /// The browser waits for a click or key press on the page.
    NeedsGesture,
    /// There was one, and the browser still does not play.
    Blocked,
}

/// Whether a notification can be shown (A6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotificationState {
    /// It is not wanted.
    #[default]
    Off,
    /// The agent allows it.
    Granted,
    /// The agent has not been asked.
    Default,
    /// The agent forbids it.
    Denied,
    /// There are none here.
    Unsupported,
}

/// No sound and no notification (A10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Muted {
    /// Until when, in ms since 1970; none: until `unmute()`.
    pub until: Option<i64>,
}
