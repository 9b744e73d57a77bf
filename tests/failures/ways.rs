//! What can fail, and how.

use genesys_toasts::engine::config::Source;

/// What fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Token,
    GetToken,
    Me,
    CreateChannel,
    Subscribe,
    List,
    Socket,
}

impl Part {
    pub fn name(self) -> &'static str {
        match self {
            Self::Token => "token endpoint",
            Self::GetToken => "getToken",
            Self::Me => "GET users/me",
            Self::CreateChannel => "POST channels",
            Self::Subscribe => "PUT subscriptions",
            Self::List => "GET conversations",
            Self::Socket => "socket",
        }
    }
}

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Unreadable,
    Empty,
    HtmlPage,
    Status(u16),
    NoResponse,
    NeverAnswers,
    Throws,
    GivesNothing,
    GivesAnEmptyToken,
    Socket(SocketWay),
}

impl How {
    pub const OF_REQUESTS: [Self; 15] = [
        Self::Unreadable,
        Self::Empty,
        Self::Status(204),
        Self::Status(400),
        Self::Status(401),
        Self::Status(403),
        Self::Status(404),
        Self::Status(409),
        Self::Status(413),
        Self::Status(429),
        Self::Status(500),
        Self::Status(503),
        Self::NoResponse,
        Self::NeverAnswers,
        Self::HtmlPage,
    ];
    pub const OF_GET_TOKEN: [Self; 6] = [
        Self::Throws,
        Self::GivesNothing,
        Self::GivesAnEmptyToken,
        Self::NeverAnswers,
        Self::Status(401),
        Self::Status(429),
    ];
}

/// How sockets fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocketWay {
    Refused,
    Hangs,
    /// With this code, 0.3 s after it opened.
    Closes(u16),
    /// It opens, and delivers nothing: no heartbeat, no pong.
    Silent,
    /// It brings nothing that can be read.
    BadFrames,
    /// `{"result":"404"}`.
    ChannelGone,
    /// `no_longer_subscribed`, 0.3 s after it opened.
    TakenAway,
    /// It has heartbeats, and only the list contains the rings.
    Deaf,
}

impl SocketWay {
    pub fn all(source: Source) -> Vec<Self> {
        let codes =
            [1000, 1001, 1002, 1003, 1006, 1007, 1008, 1009, 1011, 1012, 1013, 1014, 1015, 4000, 4001, 4003, 4444];
        let mut ways = vec![Self::Refused, Self::Hangs, Self::Silent, Self::BadFrames];
        ways.extend(codes.map(Self::Closes));
        if source == Source::Notifications {
            ways.extend([Self::ChannelGone, Self::TakenAway, Self::Deaf]);
        }
        ways
    }
}

/// Since when rings may be missed, as reported at the end of the hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blind {
    No,
    SinceStart,
    /// Since the opening of a socket that delivered nothing afterwards.
    SinceProof,
}

impl Blind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::No => "null",
            Self::SinceStart => "since `start()`",
            Self::SinceProof => "since the last sign of life",
        }
    }
}
