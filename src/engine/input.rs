//! Everything that can happen to the engine.

use super::action_io::{CallId, PhoneAnswer, ToastAction};
use super::alert_io::AlertEvent;
use super::config::Config;
use super::secret::Secret;
use super::snapshot::{Toast, ToastId};
use super::time::WallTime;

/// Names one socket. A new one for each [`Output::OpenSocket`](super::Output::OpenSocket), never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SocketId(pub u32);

/// Names one request. A new one for each request that goes out, never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestId(pub u32);

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Input<'a> {
    /// The app called `start()`, on a page in this state. Harmless while running.
    Start {
        /// What the page is like now.
        page: Page,
        /// What a failed instance left behind (D4), or nothing.
        resume: Option<Resume>,
        /// Since when rings may have been missed before there was this engine (S12): it could not be loaded, or another one failed.
        blind_since: Option<WallTime>,
    },
    /// The app called `stop()` (S9).
    Stop,
    /// The app changed options. Those of the toasts are taken; the connection keeps its own until it is made anew.
    Configure(Box<Config>),
    /// The timer fired, or nothing happened at all: harmless at any time.
    Timeout,
    /// A socket has something to tell.
    Socket(SocketId, SocketEvent<'a>),
    /// A request was answered, or failed.
    Answer(RequestId, Result<HttpResponse, RequestFailure>),
    /// The app's `getToken` answered, or threw.
    AppToken(RequestId, Result<AppToken, AppFailure>),
    /// The storage gave the record asked for by [`Output::LoadToken`](super::Output::LoadToken), or had none.
    StoredToken(Option<Secret>),
    /// The tab's own storage gave the record asked for by [`Output::TakeChannel`](super::Output::TakeChannel), or had none.
    StoredChannel(Option<Secret>),
    /// The storage threw (T7).
    StorageFailed,
    /// The page changed.
    Page(PageEvent),
    /// The agent or the app dismissed one toast (O5).
    Dismiss(ToastId),
    /// The agent or the app dismissed all toasts (O5).
    DismissAll,
    /// Stands the clock of one toast, or of all, still (O3). Counted: as many resumes end it.
    Pause(Option<ToastId>),
    /// Ends one `Pause`.
    Resume(Option<ToastId>),
    /// The agent or the app wants a try now, and not after the wait (S14). Harmless at any time.
    Retry,
    /// Something happened around the alerts (A1–A12).
    Alert(AlertEvent),
    /// The agent answers or declines the ring of a toast (C1, C3). The call gets one answer: [`Output::ActionSettled`](super::Output::ActionSettled).
    Act(CallId, ToastAction, ToastId),
    /// The agent wants to get conversations again (C7). The call gets one answer.
    BackOnQueue(CallId),
    /// The app's softphone did what [`Output::AskPhone`](super::Output::AskPhone) asked for, or not (C2).
    Phone(RequestId, PhoneAnswer),
}

/// What a page is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Whether the agent can see it.
    pub visible: bool,
    /// What `navigator.onLine` says; `true` where there is none.
    pub online: bool,
}

/// What a failed instance left behind (D4).
#[derive(Clone, Debug, Default)]
pub struct Resume {
    /// The toasts that were shown, oldest first.
    pub toasts: Vec<Toast>,
    /// How many waits of S4 have been used up: the first connect waits for the next.
    pub attempt: u32,
}

/// What a socket has to tell.
#[derive(Clone, Debug)]
pub enum SocketEvent<'a> {
    /// The handshake succeeded.
    Opened,
    /// A text frame came.
    Text(&'a str),
    /// Frames came that need not be read, by the filters of [`Output::OpenSocket`](super::Output::OpenSocket).
    Skipped {
        /// How many.
        count: u32,
        /// For how long the last of them has been there, in ms.
        ago_ms: u64,
    },
    /// A frame came that was not even read: binary, or longer than [`MAX_FRAME_BYTES`](crate::engine::MAX_FRAME_BYTES).
    Unreadable,
    /// The socket closed, or never opened. Nothing comes from it afterwards.
    Closed {
        /// The close code; 1006 where there was no closing handshake.
        code: u16,
        /// The server's reason, often empty.
        reason: &'a str,
    },
}

/// The answer to a request.
#[derive(Clone, Default)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// The header `Retry-After`, where the page may read it and it says a time.
    pub retry_after: Option<RetryAfter>,
    /// The header `Date`, where the page may read it.
    pub date: Option<WallTime>,
    /// The body, as text.
    pub body: String,
}

/// How long a server asks to wait (T4), as the header `Retry-After` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// So many seconds.
    Seconds(u64),
    /// Until then, by the server's clock.
    At(WallTime),
}

impl RetryAfter {
    /// Reads a number of seconds: digits only, as many as there may be. `None` for anything else, such as a date.
    pub fn seconds(text: &str) -> Option<Self> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // Only what is too large cannot be read.
        digits.then(|| Self::Seconds(text.parse().unwrap_or(u64::MAX)))
    }
}

impl std::fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("retry_after", &self.retry_after)
            .field("body", &"[redacted]")
            .finish_non_exhaustive()
    }
}

/// A request that got no answer: the network, or CORS.
#[derive(Clone, Debug)]
pub struct RequestFailure {
    /// The browser's own words.
    pub message: String,
}

/// What the app's `getToken` gave.
#[derive(Clone, Default, PartialEq)]
pub struct AppToken {
    /// The access token.
    pub access_token: String,
    /// Its life from now on, in seconds.
    pub expires_in_s: Option<f64>,
    /// Its end, in ms since 1970. Taken where both are given.
    pub expires_at_ms: Option<f64>,
    /// Whether the app gave a life or an end that is no number.
    pub unreadable_expiry: bool,
}

/// Why the app's `getToken` gave no token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppFailure {
    /// What it threw, or what it gave instead, in words.
    pub message: String,
    /// The HTTP status that it named, if it did: 429 is waited for as T4 says.
    pub status: Option<u16>,
    /// For how long it asked to wait.
    pub retry_after: Option<RetryAfter>,
}

impl std::fmt::Debug for AppToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppToken")
            .field("access_token", &"[redacted]")
            .field("expires_in_s", &self.expires_in_s)
            .field("expires_at_ms", &self.expires_at_ms)
            .finish()
    }
}

/// A change of the page (S10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEvent {
    /// `online`.
    Online,
    /// `offline`.
    Offline,
    /// `visibilitychange` to visible.
    Visible,
    /// `visibilitychange` to hidden.
    Hidden,
    /// `pagehide`: the page is left, and may be kept in the back/forward cache.
    Hide,
    /// `pageshow` from the back/forward cache.
    Show,
    /// `freeze`.
    Freeze,
    /// `resume`.
    Thaw,
}
