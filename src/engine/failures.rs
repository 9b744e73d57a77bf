//! Decides which failures are reported to the app, and how often (F1). A failure that a retry alone does not fix is
//! reported at once; others are reported when the same part has failed three times in a row. No error is reported twice
//! in an episode.

use super::error::{ErrorCode, PublicError};

/// How many failures in a row are reported (F1).
pub(crate) const FAILURES_UNTIL_REPORTED: u32 = 3;

/// The most different errors of one part that are reported in an episode. Others are only logged.
const MAX_REPORTED: usize = 8;

/// A part of the engine that can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The token request or `getToken`.
    Token,
    /// `GET users/me`.
    Me,
    /// `POST notifications/channels`.
    CreateChannel,
    /// `PUT notifications/channels/{id}/subscriptions`.
    Subscribe,
    /// `GET conversations`.
    List,
    /// `GET users/{id}/routingstatus` (C7).
    RoutingStatus,
    /// A socket: its handshake fails, or it does not stay open and alive.
    Socket,
    /// A channel: it is lost soon after it was created.
    Channel,
    /// A token: the server revokes it soon after it was issued.
    Revocation,
    /// A channel delivers no events.
    Delivery,
    /// Frames cannot be read.
    Frames,
}

const PARTS: usize = 11;

/// When a failure is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// At the first failure: a retry alone does not fix it, or the wait is long.
    AtOnce,
    /// When the same part has failed three times in a row.
    ThirdInARow,
}

#[derive(Debug, Default)]
struct Record {
    in_a_row: u32,
    reported: Vec<(ErrorCode, Option<u16>)>,
}

/// Counts the failures in a row of each part, and stores what was reported in this episode. An episode ends when the
/// connection is stable (S5) and the part that failed works.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    records: [Record; PARTS],
    stable: bool,
}

/// Whether a failure is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reported {
    /// It is not reported yet.
    No,
    /// It must be reported now.
    Now,
    /// It was reported earlier in this episode.
    Before,
}

impl Failures {
    /// Notes a failure. Returns whether to report it.
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

    /// Returns how often a part has failed in a row.
    pub(crate) fn in_a_row(&self, part: Part) -> u32 {
        self.records.get(part as usize).map_or(0, |record| record.in_a_row)
    }

    /// Notes a success of a part.
    pub(crate) fn succeed(&mut self, part: Part) {
        let Some(record) = self.records.get_mut(part as usize) else { return };
        record.in_a_row = 0;
        if self.stable {
            record.reported.clear();
        }
    }

    /// Notes whether the connection is stable (S5). Returns whether that has changed.
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
