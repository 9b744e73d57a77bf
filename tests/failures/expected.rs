//! What is right for each row.

use crate::ways::{Blind, How, Part, SocketWay};
use genesys_toasts::engine::Status;
use genesys_toasts::engine::config::Source;

/// What is right.
pub struct Expected {
    /// The reported errors, in this order.
    pub codes: Vec<&'static str>,
    /// The status while no request or handshake is pending.
    pub status: Status,
    pub blind: Blind,
    /// Whether sockets open in between, so that the status is `connected` for moments.
    pub opens: bool,
}

fn row(code: &'static str, status: Status, blind: Blind) -> Expected {
    Expected { codes: vec![code], status, blind, opens: false }
}

pub fn expected(source: Source, part: Part, how: How) -> Expected {
    match (part, how) {
        (Part::Socket, How::Socket(way)) => of_socket(source, way),
        // The connection is there: only rings that begin while it is away may be missed.
        (Part::List, how) => row(of_request(part, how), Status::Connected, Blind::No),
        (part, how) => row(of_request(part, how), Status::Error, Blind::SinceStart),
    }
}

fn of_request(part: Part, how: How) -> &'static str {
    let of_token = matches!(part, Part::Token | Part::GetToken);
    match (how, part) {
        (How::NoResponse | How::NeverAnswers, _) => "network",
        (How::Status(429), _) => "rate_limited",
        (_, Part::Token | Part::GetToken) if of_token => "auth_failed",
        (How::Status(401), _) => "auth_failed",
        (How::Status(403), _) => "forbidden",
        // What a token without a user is answered is not documented.
        (How::Status(400), Part::Me) => "no_user_context",
        // The server does not know the channel that it has just made.
        (How::Status(404), Part::Subscribe) => "connection_dropped",
        _ => "api_failed",
    }
}

fn of_socket(source: Source, way: SocketWay) -> Expected {
    let opens = |row: Expected| Expected { opens: true, ..row };
    match way {
        SocketWay::Refused => row("handshake_rejected", Status::Error, Blind::SinceStart),
        SocketWay::Hangs => row("network", Status::Error, Blind::SinceStart),
        SocketWay::Closes(1000) if source == Source::RoutingEvents => {
            opens(row("connection_dropped", Status::Disconnected, Blind::SinceStart))
        }
        SocketWay::Closes(4001) => opens(row("auth_failed", Status::Error, Blind::SinceStart)),
        SocketWay::Closes(1008 | 4003) => opens(row("forbidden", Status::Error, Blind::SinceStart)),
        SocketWay::Closes(_) => opens(row("connection_dropped", Status::Error, Blind::SinceStart)),
        SocketWay::ChannelGone | SocketWay::TakenAway => {
            opens(row("connection_dropped", Status::Error, Blind::SinceStart))
        }
        // No heartbeat of this source is documented: silence proves nothing (S11).
        SocketWay::Silent if source == Source::RoutingEvents => {
            Expected { codes: Vec::new(), status: Status::Connected, blind: Blind::No, opens: true }
        }
        SocketWay::Silent => opens(row("network", Status::Error, Blind::SinceProof)),
        SocketWay::BadFrames => opens(row("bad_frame", Status::Connected, Blind::No)),
        SocketWay::Deaf => opens(row("deaf_channel", Status::Connected, Blind::No)),
    }
}

/// The kind of the view's warning (V6): permanent where only somebody who changes something helps.
pub fn warning(source: Source, part: Part, how: How) -> &'static str {
    let refused = matches!(how, How::Status(400 | 401 | 403 | 404 | 409 | 413));
    match (part, how) {
        _ if expected(source, part, how).blind == Blind::No => "none",
        // The app may give another token the next time, and a channel that is gone is followed by another one.
        (Part::GetToken, How::Status(401)) | (Part::Subscribe, How::Status(404)) => "temporary",
        (_, How::GivesAnEmptyToken | How::Socket(SocketWay::Closes(1008 | 4001 | 4003))) => "permanent",
        (_, How::Socket(SocketWay::Closes(1000))) if source == Source::RoutingEvents => "permanent",
        _ if refused => "permanent",
        _ => "temporary",
    }
}
