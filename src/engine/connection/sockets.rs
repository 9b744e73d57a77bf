//! The open sockets, and the state of the next one.

use crate::engine::input::SocketId;
use crate::engine::secret::Secret;
use crate::engine::time::Timestamp;

/// An open socket.
#[derive(Debug)]
pub(super) struct Live {
    pub(super) id: SocketId,
    /// The token or address that opened it. A close reason may contain it, so it is removed from texts (T11).
    pub(super) secret: Secret,
    pub(super) opened_by: OpenedBy,
    /// Since when it receives the subscribed events: since it opened, or since its channel has its topics (N1).
    pub(super) ready_at: Option<Timestamp>,
    pub(super) stable: bool,
    /// Whether it has received a frame.
    pub(super) alive: bool,
    pub(super) last_frame: Timestamp,
    /// How long it may be silent before it is replaced, with jitter (S11), in ms.
    pub(super) max_silence_ms: Option<u64>,
    /// When the pending ping was sent (N2).
    pub(super) pinged_at: Option<Timestamp>,
    /// Whether it must be replaced although it uses the current token or channel (S10, S11, N3).
    pub(super) replace: bool,
}

/// A socket with a pending handshake.
#[derive(Debug)]
pub(super) struct Opening {
    pub(super) id: SocketId,
    pub(super) secret: Secret,
    pub(super) opened_by: OpenedBy,
}

/// The token and the endpoint that a socket was opened with. A change of either replaces the socket.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenedBy {
    /// The generation of the token at that time.
    pub(super) token: u32,
    /// The generation of the endpoint: of the token, or of the channel.
    pub(super) endpoint: u32,
}

/// A wait before the next try (S4).
#[derive(Debug)]
pub(super) struct Wait {
    pub(super) until: Timestamp,
    /// Whether the server forbade the connection. The return of the network does not shorten this wait.
    pub(super) forbidden: bool,
}

/// The state of the next socket.
#[derive(Debug, Default)]
pub(super) enum Next {
    #[default]
    Nothing,
    Waiting(Wait),
    Opening(Opening),
}

/// All sockets: at most two (S7).
#[derive(Debug)]
pub(super) enum Sockets {
    /// No socket is open.
    Closed(Next),
    /// One socket is open.
    Open(Live, Next),
    /// A new socket has replaced an old one, which still receives frames (T9).
    Draining { live: Live, old: Live },
}

impl Default for Sockets {
    fn default() -> Self {
        Self::Closed(Next::Nothing)
    }
}

impl Sockets {
    /// Returns the live socket: the newest open one.
    pub(super) fn live(&self) -> Option<&Live> {
        match self {
            Self::Closed(_) => None,
            Self::Open(live, _) | Self::Draining { live, .. } => Some(live),
        }
    }

    pub(super) fn live_mut(&mut self) -> Option<&mut Live> {
        match self {
            Self::Closed(_) => None,
            Self::Open(live, _) | Self::Draining { live, .. } => Some(live),
        }
    }

    /// Returns the replaced socket, which still receives frames (T9).
    pub(super) fn old(&self) -> Option<&Live> {
        match self {
            Self::Closed(_) | Self::Open(..) => None,
            Self::Draining { old, .. } => Some(old),
        }
    }

    /// Returns the open socket with this id.
    pub(super) fn open_mut(&mut self, id: SocketId) -> Option<&mut Live> {
        match self {
            Self::Open(live, _) | Self::Draining { live, .. } if live.id == id => Some(live),
            Self::Draining { old, .. } if old.id == id => Some(old),
            Self::Closed(_) | Self::Open(..) | Self::Draining { .. } => None,
        }
    }

    pub(super) fn opening(&self) -> Option<&Opening> {
        match self.next() {
            Some(Next::Opening(opening)) => Some(opening),
            Some(Next::Nothing | Next::Waiting(_)) | None => None,
        }
    }

    pub(super) fn waiting(&self) -> Option<&Wait> {
        match self.next() {
            Some(Next::Waiting(wait)) => Some(wait),
            Some(Next::Nothing | Next::Opening(_)) | None => None,
        }
    }

    pub(super) fn waiting_mut(&mut self) -> Option<&mut Wait> {
        match self {
            Self::Closed(Next::Waiting(wait)) | Self::Open(_, Next::Waiting(wait)) => Some(wait),
            Self::Closed(_) | Self::Open(..) | Self::Draining { .. } => None,
        }
    }

    /// Returns whether a socket can be opened now. A third socket waits until the replaced one is closed, because
    /// closing that one early could lose frames that it alone receives.
    pub(super) fn may_open(&self) -> bool {
        matches!(self.next(), Some(Next::Nothing))
    }

    /// Returns whether two sockets receive frames, or may soon.
    pub(super) fn are_two(&self) -> bool {
        matches!(self, Self::Draining { .. } | Self::Open(_, Next::Opening(_)))
    }

    /// Sets the state of the next socket. During draining there is no next socket.
    pub(super) fn set_next(&mut self, next: Next) {
        match self {
            Self::Closed(before) | Self::Open(_, before) => *before = next,
            Self::Draining { .. } => {}
        }
    }

    /// Ends the wait, if there is one.
    pub(super) fn end_wait(&mut self) {
        if self.waiting().is_some() {
            self.set_next(Next::Nothing);
        }
    }

    /// Removes and returns the socket with a pending handshake.
    pub(super) fn take_opening(&mut self) -> Option<Opening> {
        let next = match self {
            Self::Closed(next) | Self::Open(_, next) => next,
            Self::Draining { .. } => return None,
        };
        match std::mem::take(next) {
            Next::Opening(opening) => Some(opening),
            other @ (Next::Nothing | Next::Waiting(_)) => {
                *next = other;
                None
            }
        }
    }

    /// Makes this socket the live one. The previous live socket drains.
    pub(super) fn put_live(&mut self, live: Live) {
        *self = match std::mem::take(self) {
            Self::Closed(_) => Self::Open(live, Next::Nothing),
            Self::Open(old, _) | Self::Draining { live: old, .. } => {
                Self::Draining { live, old: Live { pinged_at: None, ..old } }
            }
        };
    }

    /// Removes and returns the live socket. A draining socket becomes the live one and is used until another one opens.
    pub(super) fn take_live(&mut self) -> Option<Live> {
        let (rest, taken) = match std::mem::take(self) {
            Self::Closed(next) => (Self::Closed(next), None),
            Self::Open(live, next) => (Self::Closed(next), Some(live)),
            Self::Draining { live, old } => (Self::Open(Live { replace: true, ..old }, Next::Nothing), Some(live)),
        };
        *self = rest;
        taken
    }

    /// Removes and returns the replaced socket.
    pub(super) fn take_old(&mut self) -> Option<Live> {
        let (rest, taken) = match std::mem::take(self) {
            Self::Draining { live, old } => (Self::Open(live, Next::Nothing), Some(old)),
            other @ (Self::Closed(_) | Self::Open(..)) => (other, None),
        };
        *self = rest;
        taken
    }

    fn next(&self) -> Option<&Next> {
        match self {
            Self::Closed(next) | Self::Open(_, next) => Some(next),
            Self::Draining { .. } => None,
        }
    }
}
