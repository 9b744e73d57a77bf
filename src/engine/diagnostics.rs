//! Counters and the last events, fit to be pasted into a support ticket (D1).

use super::snapshot::{DismissReason, Status, StatusDetail};
use super::time::WallTime;
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};

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
    pub toasts_by_reason: BTreeMap<DismissReason, u64>,
    /// Sockets that opened.
    pub connects: u64,
    /// Sockets that the other side closed, by close code.
    pub closes: BTreeMap<u16, u64>,
    /// Token requests and calls of `getToken`.
    pub token_fetches: u64,
    /// Resyncs with the server's own list of conversations.
    pub resyncs: u64,
    /// Times without a live socket after there had been one.
    pub gaps: u64,
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
        let known = closes.contains_key(&code) || closes.len() < MAX_CLOSE_CODES;
        *closes.entry(if known { code } else { 0 }).or_default() += 1;
    }

    pub(crate) fn events(&self) -> Vec<Event> {
        self.events.iter().cloned().collect()
    }
}
