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
    /// 429, with a wait of 90 s.
    AskedToWaitLong,
    NoResponse,
    NeverAnswers,
    Throws,
    GivesNothing,
    GivesAnEmptyToken,
    GivesAMalformedToken,
    Socket(SocketWay),
}

impl How {
    pub const OF_REQUESTS: [Self; 17] = [
        Self::Unreadable,
        Self::Empty,
        Self::Status(204),
        Self::Status(400),
        Self::Status(401),
        Self::Status(403),
        Self::Status(404),
        Self::Status(408),
        Self::Status(409),
        Self::Status(413),
        Self::Status(429),
        Self::AskedToWaitLong,
        Self::Status(500),
        Self::Status(503),
        Self::NoResponse,
        Self::NeverAnswers,
        Self::HtmlPage,
    ];
    /// A status is one that it throws.
    pub const OF_GET_TOKEN: [Self; 14] = [
        Self::Throws,
        Self::GivesNothing,
        Self::GivesAnEmptyToken,
        Self::GivesAMalformedToken,
        Self::NeverAnswers,
        Self::Status(400),
        Self::Status(401),
        Self::Status(403),
        Self::Status(404),
        Self::Status(408),
        Self::Status(429),
        Self::AskedToWaitLong,
        Self::Status(500),
        Self::Status(503),
    ];
}

/// How sockets fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocketWay {
    Refused,
    Hangs,
    /// With this code, 0.3 s after it opened.
    Closes(u16),
    /// With 1006, 6 s after it opened: it was stable.
    LivesSixSeconds,
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
        let mut ways = vec![Self::Refused, Self::Hangs, Self::Silent, Self::BadFrames, Self::LivesSixSeconds];
        ways.extend(codes.map(Self::Closes));
        if source == Source::Notifications {
            ways.extend([Self::ChannelGone, Self::TakenAway, Self::Deaf]);
        }
        ways
    }
}

/// Since when rings may be missed, as reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blind {
    No,
    SinceStart,
    /// Since the first socket opened: that was its last sign of life.
    SinceFirstOpened,
    /// Since the topics of the channel were subscribed: it never delivered an event.
    SinceSubscribed,
    /// Since the last frame of the last socket, or since it opened.
    SinceLastSign,
    /// Any other time.
    Wrong,
}

impl Blind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::No => "null",
            Self::SinceStart => "since `start()`",
            Self::SinceFirstOpened => "since the first socket opened",
            Self::SinceSubscribed => "since the topics were subscribed",
            Self::SinceLastSign => "since the last sign of life",
            Self::Wrong => "wrong",
        }
    }
}

/// When a failure is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    AtOnce,
    Third,
    /// As soon as the list shows it.
    Found,
    Never,
}

impl When {
    /// What it is by how many tries there were.
    pub fn of(how: How, tries: u32) -> Option<Self> {
        match (how, tries) {
            // Two lists with the ring.
            (How::Socket(SocketWay::Deaf), 2) => Some(Self::Found),
            (_, 1) => Some(Self::AtOnce),
            (_, 3) => Some(Self::Third),
            _ => None,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtOnce => "at once",
            Self::Third => "the third",
            Self::Found => "when it is found",
            Self::Never => "–",
        }
    }
}
