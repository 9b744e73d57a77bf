//! The sockets that there are, and what is done about the next one.

use crate::engine::input::SocketId;
use crate::engine::secret::Secret;
use crate::engine::time::Timestamp;

/// A socket that is open.
#[derive(Debug)]
pub(super) struct Live {
    pub(super) id: SocketId,
    /// The token or address that opened it: a server may name it when it closes (T11).
    pub(super) secret: Secret,
    pub(super) opened_by: OpenedBy,
    /// Since when it brings what it is there for: at once, or when its channel has its topics (N1).
    pub(super) ready_at: Option<Timestamp>,
    pub(super) stable: bool,
    /// Whether a frame has come by it.
    pub(super) alive: bool,
    pub(super) last_frame: Timestamp,
    /// How long it may be silent: S11, with its jitter.
    pub(super) max_silence_ms: Option<u64>,
    /// When it was asked for a sign of life (N2).
    pub(super) pinged_at: Option<Timestamp>,
    /// Whether it is to be replaced though its token is the newest (S10, S11).
    pub(super) replace: bool,
}

/// A socket whose handshake is under way.
#[derive(Debug)]
pub(super) struct Opening {
    pub(super) id: SocketId,
    pub(super) secret: Secret,
    pub(super) opened_by: OpenedBy,
}

/// What a socket stands and falls with.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenedBy {
    /// The generation of the token that was held.
    pub(super) token: u32,
    /// The generation of what it was opened with: the token, or the channel.
    pub(super) endpoint: u32,
}

/// A wait before the next try (S4).
#[derive(Debug)]
pub(super) struct Wait {
    pub(super) until: Timestamp,
    /// Whether the server has said no for a reason of its own: the network's return does not shorten that.
    pub(super) forbidden: bool,
}

/// What is done about the next socket.
#[derive(Debug, Default)]
pub(super) enum Next {
    #[default]
    Nothing,
    Waiting(Wait),
    Opening(Opening),
}

/// All sockets. At most two are ever there (S7).
#[derive(Debug)]
pub(super) enum Sockets {
    /// None is open.
    Closed(Next),
    /// One is open.
    Open(Live, Next),
    /// One has taken the place of another, which is still listened to (T9).
    Draining { live: Live, old: Live },
}

impl Default for Sockets {
    fn default() -> Self {
        Self::Closed(Next::Nothing)
    }
}

impl Sockets {
    /// The socket that the agent depends on.
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

    /// The one before, still listened to (T9).
    pub(super) fn old(&self) -> Option<&Live> {
        match self {
            Self::Closed(_) | Self::Open(..) => None,
            Self::Draining { old, .. } => Some(old),
        }
    }

    /// The open socket of this id.
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

    /// Whether another one could be opened now. A third socket waits until the replaced one is closed: closing that one early could
    /// lose what it alone brings.
    pub(super) fn may_open(&self) -> bool {
        matches!(self.next(), Some(Next::Nothing))
    }

    /// Whether two bring frames, or may soon.
    pub(super) fn are_two(&self) -> bool {
        matches!(self, Self::Draining { .. } | Self::Open(_, Next::Opening(_)))
    }

    /// Sets what is done about the next one. While one is drained there is no next one.
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

    /// Takes out the one whose handshake is under way.
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

    /// The one that was opening is open: the live one is still listened to.
    pub(super) fn put_live(&mut self, live: Live) {
        *self = match std::mem::take(self) {
            Self::Closed(_) => Self::Open(live, Next::Nothing),
            Self::Open(old, _) | Self::Draining { live: old, .. } => {
                Self::Draining { live, old: Live { pinged_at: None, ..old } }
            }
        };
    }

    /// Takes out the live one. If the one before is still there, it goes on until there is another.
    pub(super) fn take_live(&mut self) -> Option<Live> {
        let (rest, taken) = match std::mem::take(self) {
            Self::Closed(next) => (Self::Closed(next), None),
            Self::Open(live, next) => (Self::Closed(next), Some(live)),
            Self::Draining { live, old } => (Self::Open(Live { replace: true, ..old }, Next::Nothing), Some(live)),
        };
        *self = rest;
        taken
    }

    /// Takes out the one before.
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
