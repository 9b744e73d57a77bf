//! What the alerts take in and ask for.

use super::snapshot::{Toast, ToastId};
use std::rc::Rc;

/// What happens around the alerts.
#[derive(Clone, Debug)]
pub enum AlertEvent {
    /// The page got the focus, or lost it.
    Focus(bool),
    /// Whether the agent wants reduced motion (`prefers-reduced-motion`).
    ReducedMotion(bool),
    /// What became of the audio context.
    Audio(AudioEvent),
    /// What the browser says of notifications.
    Permission(Permission),
    /// The agent clicked or pressed a key while [`AlertCommand::AwaitGesture`] held.
    Gesture,
    /// The app called `unlockAlerts()`, from a click or key press.
    Unlock,
    /// The app called `testAlert()`: one cadence of this media type.
    Test(String),
    /// The agent silences the sound of one ring, or of all that there are.
    Silence(Option<ToastId>),
    /// No sound and no notification: for so many ms, or until `Unmute`.
    Mute(Option<u64>),
    /// Ends `Mute`.
    Unmute,
    /// The storage gave what [`AlertCommand::LoadMute`] asked for: until when, in ms since 1970, `None` for no end.
    StoredMute(Option<i64>),
    /// The agent clicked the notification with this tag.
    NotificationClicked(String),
    /// The notification with this tag was closed, by the agent or the operating system.
    NotificationClosed(String),
    /// The agent activated the body of a toast.
    Open(ToastId),
}

/// What became of the audio context (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AudioEvent {
    /// It can play.
    Running,
    /// The browser holds it back.
    HeldBack,
    /// There is no audio here.
    Unsupported,
}

/// Whether notifications may be shown (A6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permission {
    /// Yes.
    Granted,
    /// The agent has not been asked.
    Default,
    /// The agent said no.
    Denied,
    /// There are none here.
    #[default]
    Unsupported,
}

/// One thing to do for the alerts.
#[derive(Clone, Debug)]
pub enum AlertCommand {
    /// Make the audio context, if there is none, and report its state as [`AlertEvent::Audio`].
    PrepareAudio,
    /// Load these sound files, so that a ring need not wait for them.
    LoadFiles(Vec<String>),
    /// Let the audio context run, and report what becomes of it.
    ResumeAudio,
    /// Suspend the audio context: nothing plays for now. That is no [`AudioEvent::HeldBack`].
    SuspendAudio,
    /// Listen for a click or a key press (`true`), or no longer. At one, let the audio context run within the same task.
    AwaitGesture(bool),
    /// Play one cadence. What plays ends.
    Play(Sound),
    /// End what plays.
    StopSound {
        /// Whether it fades out. A page that is frozen has no time for that: the rest would play when it runs again.
        fade: bool,
    },
    /// Report whether notifications may be shown as [`AlertEvent::Permission`].
    ReadPermission,
    /// Ask the agent for the permission to show notifications, within this task, and report the answer.
    AskPermission,
    /// Show a notification. One with the same tag is replaced.
    ShowNotification(Notice),
    /// Close the notification with this tag.
    CloseNotification(String),
    /// Show this as the title of the page; `None`: the page's own.
    Title(Option<String>),
    /// Bring the window to the front: the agent clicked a notification.
    FocusWindow,
    /// Call `onOpen`.
    Opened(Rc<Toast>),
    /// Read until when alerts are muted, and report it as [`AlertEvent::StoredMute`] if they are.
    LoadMute {
        /// The storage key.
        key: String,
    },
    /// Keep until when alerts are muted.
    StoreMute {
        /// The storage key.
        key: String,
        /// In ms since 1970; `None`: without an end.
        until: Option<i64>,
    },
    /// Forget it.
    RemoveMute {
        /// The storage key.
        key: String,
    },
}

/// One cadence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    /// For which ring; none for a test.
    pub toast: Option<ToastId>,
    /// The built-in tone, which also stands in for a file that cannot be loaded.
    pub tone: Tone,
    /// A file to play instead.
    pub url: Option<String>,
    /// From 0 to 1.
    pub volume: f64,
    /// The output device, by its `deviceId`.
    pub sink_id: Option<String>,
}

/// A built-in tone (A4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// 440 and 480 Hz for 2 s.
    Voice,
    /// 880 and 960 Hz, twice for 0.15 s.
    Other,
    /// 350 Hz for 0.3 s: another call while one is connected (A9).
    CallWaiting,
}

/// A notification of the operating system (A7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// For which ring.
    pub toast: ToastId,
    /// Names the ring: the same for every client of it.
    pub tag: String,
    /// The first line.
    pub title: String,
    /// The text below.
    pub body: String,
    /// The URL of an icon.
    pub icon: Option<String>,
    /// Whether it stays until the agent acts.
    pub require_interaction: bool,
}
