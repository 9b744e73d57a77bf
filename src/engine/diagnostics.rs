//! Counters and the last events, fit to be pasted into a support ticket (D1).

use super::snapshot::{DismissReason, Status, StatusDetail};
use super::time::WallTime;
use serde::{Serialize, Serializer};
use std::collections::VecDeque;

/// How many events are kept (D1).
pub const MAX_EVENTS: usize = 200;

/// How many different close codes are counted apart; the rest is counted under 0.
const MAX_CLOSE_CODES: usize = 64;

/// What happened so far. Free of tokens, secrets, names, numbers and addresses (D1).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostics {
    /// The counters.
    pub counters: Counters,
    /// The status now.
    pub status: Status,
    /// Its detail now.
    pub status_detail: StatusDetail,
    /// The last events, oldest first.
    pub events: Vec<Event>,
}

/// Counters since the client was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counters {
    /// Frames that came.
    pub frames: u64,
    /// Frames of other event types (E2), and states that change nothing.
    pub ignored: u64,
    /// Frames that told again what was known (E7, E9, E10).
    pub duplicates: u64,
    /// Frames that could not be read (E3).
    pub bad: u64,
    /// Things that came from a socket or request that had been replaced (S7).
    pub stale: u64,
    /// Toasts made.
    pub toasts_shown: u64,
    /// Toasts that went, by reason.
    pub toasts_by_reason: Tally<DismissReason>,
    /// Sockets that opened.
    pub connects: u64,
    /// Sockets that the other side closed, by close code.
    #[serde(serialize_with = "by_code")]
    pub closes: Tally<u16>,
    /// Token requests and calls of `getToken`.
    pub token_fetches: u64,
    /// Resyncs with the server's own list of conversations.
    pub resyncs: u64,
    /// Times without a live socket after there had been one.
    pub gaps: u64,
}

/// How often each of a few things happened. Written as an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<K>(Vec<(K, u64)>);

impl<K: Copy + PartialEq> Tally<K> {
    /// How often `key` happened.
    pub fn of(&self, key: &K) -> u64 {
        self.0.iter().find(|(known, _)| known == key).map_or(0, |(_, count)| *count)
    }

    /// What happened, in the order of the first time, and how often.
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

/// A key of an object is a text, close codes are numbers.
fn by_code<S: Serializer>(closes: &Tally<u16>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(closes.iter().map(|(code, count)| (code.to_string(), count)))
}

/// One engine event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// When, in ms since 1970.
    pub at: i64,
    /// What, in one short line.
    pub line: String,
}

/// Keeps the counters and the last events.
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
