//! Counters and the last events, which a user can paste into a support ticket (D1).

use super::snapshot::{DismissReason, Status, StatusDetail};
use super::tab_role::TabsReport;
use super::time::WallTime;
use serde::{Serialize, Serializer};
use std::collections::VecDeque;

/// The most events that are stored (D1).
pub const MAX_EVENTS: usize = 200;

/// The most close codes that are counted separately. All others count as 0.
const MAX_CLOSE_CODES: usize = 64;

/// The counters and events of a client, without tokens, secrets, names, numbers and addresses (D1).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostics {
    /// The counters.
    pub counters: Counters,
    /// The current status.
    pub status: Status,
    /// The detail of the current status.
    pub status_detail: StatusDetail,
    /// The last events, oldest first.
    pub events: Vec<Event>,
    /// The tabs that share the connection.
    pub tabs: TabsReport,
}

/// Counters since the client was created.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counters {
    /// Received frames.
    pub frames: u64,
    /// Frames of other event types (E2), and updates without an effect.
    pub ignored: u64,
    /// Frames that repeated a known state (E7, E9, E10).
    pub duplicates: u64,
    /// Frames that could not be read (E3).
    pub bad: u64,
    /// Events and answers of sockets and requests that were replaced before (S7).
    pub stale: u64,
    /// Added toasts.
    pub toasts_shown: u64,
    /// Removed toasts, by reason.
    pub toasts_by_reason: Tally<DismissReason>,
    /// Opened sockets.
    pub connects: u64,
    /// Sockets that the server or the network closed, by close code.
    #[serde(serialize_with = "by_code")]
    pub closes: Tally<u16>,
    /// Token requests and calls of `getToken`.
    pub token_fetches: u64,
    /// Requests for the list of conversations.
    pub resyncs: u64,
    /// How often the last live socket was lost.
    pub gaps: u64,
}

/// Counts by key, serialized as an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<K>(Vec<(K, u64)>);

impl<K: Copy + PartialEq> Tally<K> {
    /// Returns the count of `key`.
    pub fn of(&self, key: &K) -> u64 {
        self.0.iter().find(|(known, _)| known == key).map_or(0, |(_, count)| *count)
    }

    /// Returns the keys and their counts, in the order in which they were counted first.
    pub fn iter(&self) -> impl Iterator<Item = (K, u64)> + '_ {
        self.0.iter().copied()
    }

    pub(crate) fn count(&mut self, key: K) {
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, count)) => *count += 1,
            None => self.0.push((key, 1)),
        }
    }
}

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K, const N: usize> From<[(K, u64); N]> for Tally<K> {
    fn from(counts: [(K, u64); N]) -> Self {
        Self(counts.into())
    }
}

impl<K: Serialize> Serialize for Tally<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, count)| (key, count)))
    }
}

/// Writes close codes as strings, because the keys of an object are strings.
fn by_code<S: Serializer>(closes: &Tally<u16>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(closes.iter().map(|(code, count)| (code.to_string(), count)))
}

/// An event of the engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The time, in ms since 1970.
    pub at: i64,
    /// A short description, in one line.
    pub line: String,
}

/// Stores the counters and the last events.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    pub(crate) counters: Counters,
    events: VecDeque<Event>,
}

impl Recorder {
    pub(crate) fn record(&mut self, wall: WallTime, line: String) {
        if self.events.len() == MAX_EVENTS {
            self.events.pop_front();
        }
        self.events.push_back(Event { at: wall.0, line });
    }

    pub(crate) fn count_close(&mut self, code: u16) {
        let closes = &mut self.counters.closes;
        let apart = closes.of(&code) > 0 || closes.0.len() < MAX_CLOSE_CODES;
        closes.count(if apart { code } else { 0 });
    }

    pub(crate) fn events(&self) -> Vec<Event> {
        self.events.iter().cloned().collect()
    }
}
