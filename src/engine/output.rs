//! Everything that the engine can ask for or tell.

use super::action_io::{ActionError, CallId, ToastAction};
use super::alert_io::AlertCommand;
use super::error::PublicError;
use super::frame_filter::FrameFilter;
use super::input::{RequestId, SocketId};
use super::secret::Secret;
use super::snapshot::{DismissReason, Status, StatusDetail, Toast};
use super::tabs::io::TabsCommand;
use serde::Serialize;
use std::rc::Rc;

/// One thing to do, or to tell. Perform them in order.
#[derive(Clone, Debug)]
pub enum Output {
    /// Open a WebSocket, and report its events under this id.
    OpenSocket {
        /// Its name from now on.
        id: SocketId,
        /// Where to. It carries the token.
        url: Secret,
        /// Text frames that need not be handed in. They are reported as [`SocketEvent::Skipped`](super::SocketEvent::Skipped):
        /// once a second, and before anything else is handed in.
        filters: Vec<FrameFilter>,
    },
    /// From now on, on every socket, every frame is to be handed in (`true`), or only those that no filter skips.
    ReadEveryFrame(bool),
    /// Close a WebSocket. Its events need not be reported any more.
    CloseSocket {
        /// Which.
        id: SocketId,
        /// The close code to send.
        code: u16,
    },
    /// Send a text frame.
    SendText {
        /// Where.
        id: SocketId,
        /// What.
        text: &'static str,
    },
    /// Send a request and report the answer under this id.
    Request(RequestId, HttpRequest),
    /// Call the app's `getToken` and report what it gives under this id.
    AskApp(RequestId, TokenReason),
    /// Abort a request or `getToken` call: its answer is dropped anyway.
    Cancel(RequestId),
    /// Read this key from the app's token storage and report it as `StoredToken`.
    LoadToken {
        /// The storage key.
        key: String,
    },
    /// Write the token record.
    StoreToken {
        /// The storage key.
        key: String,
        /// The record. It carries the token.
        record: Secret,
    },
    /// Remove the token record.
    RemoveToken {
        /// The storage key.
        key: String,
    },
    /// Read this key from the tab's own storage, **remove it** (N6), and report it as `StoredChannel`.
    TakeChannel {
        /// The storage key.
        key: String,
    },
    /// Write the channel's record into the tab's own storage (N6). It need not succeed.
    StoreChannel {
        /// The storage key.
        key: String,
        /// The record. It carries the channel's address, which is as good as a token.
        record: Secret,
    },
    /// Call `onToast`.
    ToastShown(Rc<Toast>),
    /// Call `onDismiss`.
    ToastDismissed(Rc<Toast>, DismissReason),
    /// Call `onStatus`.
    Status(Status, StatusDetail),
    /// Call `onError`.
    Error(PublicError),
    /// Do something for the alerts (A1–A12).
    Alert(AlertCommand),
    /// Let the app's softphone answer or decline a ring, and report it as [`Input::Phone`](super::Input::Phone) (C2).
    AskPhone(RequestId, ToastAction, Rc<Toast>),
    /// The app's softphone need not go on: its answer is dropped anyway.
    CancelPhone(RequestId),
    /// A call has been decided: it succeeded, or failed with this error (C1).
    ActionSettled(CallId, Option<ActionError>),
    /// Do something with the lock and the bus of the tabs (L1).
    Tabs(TabsCommand),
    /// Call the logger.
    Log(LogLevel, String),
    /// The snapshot is another one than before this input (O6). At most once in a drain.
    SnapshotChanged,
    /// All is drained. Hand in [`Input::Timeout`](super::Input::Timeout) when the monotonic clock reaches this many ms, if any.
    Timeout(Option<u64>),
}

/// A request, as a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET`, `POST`, `PUT` or `PATCH`.
    pub method: &'static str,
    /// Where to. Free of secrets.
    pub url: String,
    /// Headers beside those that the browser sets.
    pub headers: Vec<(&'static str, Secret)>,
    /// The body.
    pub body: Option<Secret>,
    /// Whether equal ones of several clients on a page may share one flight (T7).
    pub shared: bool,
}

/// What a socket is opened with.
#[derive(Debug)]
pub(crate) struct SocketTarget {
    /// Where to.
    pub(crate) url: Secret,
    /// The part of it that is secret: a server may name it when it closes (T11).
    pub(crate) secret: Secret,
    pub(crate) filters: Vec<FrameFilter>,
}

/// Why a token is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenReason {
    /// The first one.
    Start,
    /// The held one ends soon.
    Refresh,
    /// The server refused the last one.
    Rejected,
}

impl TokenReason {
    /// The word that `getToken` gets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Refresh => "refresh",
            Self::Rejected => "rejected",
        }
    }
}

/// How loud a log line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// For those who look for a fault.
    Debug,
    /// What happens in the course of things.
    Info,
    /// What somebody should look into.
    Warn,
    /// What went wrong.
    Error,
}
