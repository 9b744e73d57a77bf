//! What is right for each row.

use crate::ways::{Blind, How, Part, SocketWay, When};
use genesys_toasts::engine::Status;
use genesys_toasts::engine::config::Source;

/// What is right.
pub struct Expected {
    /// The reported errors, in this order.
    pub codes: Vec<&'static str>,
    pub when: When,
    /// The status while no request or handshake is pending.
    pub status: Status,
    pub blind: Blind,
    /// What is right as well, while another channel is made.
    pub meanwhile: Option<(Status, Blind)>,
    /// Whether sockets open in between, so that the status is `connected` for moments.
    pub opens: bool,
}

pub fn expected(source: Source, part: Part, how: How) -> Expected {
    let (status, blind) = match (part, how) {
        (Part::Socket, How::Socket(way)) => return of_socket(source, way),
        // The connection is there: only rings that begin while it is away may be missed.
        (Part::List, _) => (Status::Connected, Blind::No),
        _ => (Status::Error, Blind::SinceStart),
    };
    let (codes, when) = (vec![of_request(part, how)], when_of_request(part, how));
    Expected { codes, when, status, blind, meanwhile: None, opens: false }
}

fn is_of_token(part: Part) -> bool {
    matches!(part, Part::Token | Part::GetToken)
}

fn of_request(part: Part, how: How) -> &'static str {
    match (how, part) {
        (How::NoResponse | How::NeverAnswers, _) => "network",
        (How::Status(429) | How::AskedToWaitLong, _) => "rate_limited",
        (_, part) if is_of_token(part) => "auth_failed",
        (How::Status(401), _) => "auth_failed",
        (How::Status(403), _) => "forbidden",
        // What a token without a user is answered is not documented.
        (How::Status(400), Part::Me) => "no_user_context",
        // The server does not know the channel that it has just made.
        (How::Status(404), Part::Subscribe) => "connection_dropped",
        _ => "api_failed",
    }
}

fn when_of_request(part: Part, how: How) -> When {
    match (how, part) {
        (How::Status(429), _) => When::Third,
        (_, part) if is_of_token(part) => When::AtOnce,
        (How::NoResponse | How::NeverAnswers | How::Status(401 | 408 | 500 | 503), _) => When::Third,
        (How::Status(404), Part::Subscribe) => When::Third,
        _ => When::AtOnce,
    }
}

fn of_socket(source: Source, way: SocketWay) -> Expected {
    let socket = |codes, when, status, blind| Expected { codes, when, status, blind, meanwhile: None, opens: true };
    let row = |code, when, status, blind| socket(vec![code], when, status, blind);
    let failing = |code, when| row(code, when, Status::Error, Blind::SinceStart);
    let never = |status, blind| socket(Vec::new(), When::Never, status, blind);
    match way {
        SocketWay::Refused => Expected { opens: false, ..failing("handshake_rejected", When::Third) },
        SocketWay::Hangs => Expected { opens: false, ..failing("network", When::Third) },
        SocketWay::Closes(1000) if source == Source::RoutingEvents => {
            row("connection_dropped", When::AtOnce, Status::Disconnected, Blind::SinceStart)
        }
        SocketWay::Closes(4001) => failing("auth_failed", When::Third),
        SocketWay::Closes(1008 | 4003) => failing("forbidden", When::AtOnce),
        SocketWay::Closes(_) | SocketWay::ChannelGone | SocketWay::TakenAway => {
            failing("connection_dropped", When::Third)
        }
        // Each connection was stable (S5).
        SocketWay::LivesSixSeconds => never(Status::Disconnected, Blind::SinceLastSign),
        // No heartbeat of this source is documented: silence proves nothing (S11).
        SocketWay::Silent if source == Source::RoutingEvents => never(Status::Connected, Blind::No),
        SocketWay::Silent => row("network", When::Third, Status::Error, Blind::SinceFirstOpened),
        SocketWay::BadFrames => row("bad_frame", When::AtOnce, Status::Connected, Blind::No),
        SocketWay::Deaf => Expected {
            meanwhile: Some((Status::Disconnected, Blind::SinceSubscribed)),
            ..row("deaf_channel", When::Found, Status::Connected, Blind::No)
        },
    }
}

/// The kind of the view's warning (V6): permanent where only somebody who changes something helps.
pub fn warning(source: Source, part: Part, how: How) -> &'static str {
    let refused = matches!(how, How::Status(400 | 401 | 403 | 404 | 409 | 413));
    match (part, how) {
        _ if expected(source, part, how).blind == Blind::No => "none",
        // The app may give another token the next time, and a channel that is gone is followed by another one.
        (Part::GetToken, How::Status(_)) | (Part::Subscribe, How::Status(404)) => "temporary",
        (
            _,
            How::GivesAnEmptyToken | How::GivesAMalformedToken | How::Socket(SocketWay::Closes(1008 | 4001 | 4003)),
        ) => "permanent",
        (_, How::Socket(SocketWay::Closes(1000))) if source == Source::RoutingEvents => "permanent",
        _ if refused => "permanent",
        _ => "temporary",
    }
}

/// What a message has to contain: who failed, and one of the hints about what to do or what happens next.
pub fn words(part: Part, code: &str) -> (&'static str, &'static [&'static str]) {
    const CHECK: &[&str] = &["Check ", "Likely cause", "Let wss://"];
    let who = match part {
        Part::Token => "token endpoint",
        Part::GetToken => "getToken",
        Part::Me if code == "no_user_context" => "token",
        Part::Me => "GET users/me",
        Part::CreateChannel => "POST notifications/channels",
        Part::Subscribe if code == "connection_dropped" => "channels in a row",
        Part::Subscribe => "PUT notifications/channels/{id}/subscriptions",
        Part::List => "GET conversations",
        Part::Socket => match code {
            "bad_frame" => "frame",
            "deaf_channel" => "channel",
            _ => "",
        },
    };
    let hints: &[&str] = match (code, part) {
        ("network", Part::Socket) => CHECK,
        ("connection_dropped", Part::Socket) => &["Likely cause", "until start() is called"],
        ("network", _) => &["It is tried again by itself."],
        ("rate_limited", _) => &["Share one token", "look for another one"],
        ("auth_failed", Part::GetToken) => &["call start() after stop()", "it must give"],
        ("auth_failed", Part::Token) => &["Check ", "It is tried again by itself."],
        ("forbidden", _) => &["Give the user", "Give the OAuth client"],
        ("no_user_context", _) => &["Use a user's own token"],
        ("deaf_channel", _) => &["look for too many channels"],
        ("bad_frame", _) => &["The connection stays"],
        _ => CHECK,
    };
    (who, hints)
}
