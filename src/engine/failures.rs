//! Which failures the app is told of, and how often (F1): what waiting alone will not help is told at once, everything else when it has
//! failed three times in a row; and nothing is told twice in one episode.

use super::error::{ErrorCode, PublicError};

/// After how many failures in a row the app is told (F1).
pub(crate) const FAILURES_UNTIL_REPORTED: u32 = 3;

/// How many different errors of one thing are told in one episode: the rest is only logged.
const MAX_REPORTED: usize = 8;

/// What can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The token request, or `getToken`.
    Token,
    /// `GET users/me`.
    Me,
    /// `POST notifications/channels`.
    CreateChannel,
    /// `PUT notifications/channels/{id}/subscriptions`.
    Subscribe,
    /// `GET conversations`.
    List,
    /// A socket: its handshake, or that it stays open and alive.
    Socket,
    /// A channel: that it is not taken away soon after it was made.
    Channel,
    /// A token: that the server does not revoke it soon after it came.
    Revocation,
    /// That a channel delivers events.
    Delivery,
    /// Frames: that they can be read.
    Frames,
}

const PARTS: usize = 10;

/// When a failure is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// The first time: waiting alone will not help, or the wait is long.
    AtOnce,
    /// When the same part has failed three times in a row.
    ThirdInARow,
}

#[derive(Debug, Default)]
struct Record {
    in_a_row: u32,
    reported: Vec<(ErrorCode, Option<u16>)>,
}

/// Counts failures in a row, and remembers what has been told in this episode. An episode ends when the connection is stable (S5) and
/// the part that failed works.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    records: [Record; PARTS],
    stable: bool,
}

/// What a failure came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reported {
    /// Not yet.
    No,
    /// Just now: the app is to be told.
    Now,
    /// Earlier in this episode.
    Before,
}

impl Failures {
    /// Notes a failure.
    pub(crate) fn note(&mut self, part: Part, error: &PublicError, urgency: Urgency) -> Reported {
        let Some(record) = self.records.get_mut(part as usize) else { return Reported::No };
        record.in_a_row = record.in_a_row.saturating_add(1);
        let key = (error.code, error.status);
        if record.reported.contains(&key) {
            return Reported::Before;
        }
        if urgency == Urgency::ThirdInARow && record.in_a_row < FAILURES_UNTIL_REPORTED {
            return Reported::No;
        }
        if record.reported.len() >= MAX_REPORTED {
            return Reported::Before;
        }
        record.reported.push(key);
        Reported::Now
    }

    /// How often a part has failed in a row.
    pub(crate) fn in_a_row(&self, part: Part) -> u32 {
        self.records.get(part as usize).map_or(0, |record| record.in_a_row)
    }

    /// Notes that a part works.
    pub(crate) fn succeed(&mut self, part: Part) {
        let Some(record) = self.records.get_mut(part as usize) else { return };
        record.in_a_row = 0;
        if self.stable {
            record.reported.clear();
        }
    }

    /// Notes whether the connection is stable (S5). Returns whether that is new.
    pub(crate) fn set_stable(&mut self, stable: bool) -> bool {
        let new = std::mem::replace(&mut self.stable, stable) != stable;
        if new && stable {
            for record in self.records.iter_mut().filter(|record| record.in_a_row == 0) {
                record.reported.clear();
            }
        }
        new
    }
}
