//! No ring is lost silently: compares what the desktop reports with the server's own record.

use super::{Event, World};
use crate::timeline::MORNING;
use genesys_toasts::engine::{SocketId, Status};
use std::collections::{BTreeMap, BTreeSet};

/// How long a frame may take, and how late the close event of a socket may be, in ms; reported times are right to a
/// second.
const TOLERANCE_MS: u64 = 1_500;

/// A sleep of less than ten seconds is not noticed (S10); with what its ends are late by, in ms.
const NAP_MS: u64 = 12_000;

/// A frame of a ring, as the server sent it.
#[derive(Debug)]
struct Sent {
    conversation: String,
    at: u64,
    /// The sockets that were open for the desktop then, and silent: nobody knew.
    silent: Vec<SocketId>,
    /// Nobody can expect it to be shown: the app has stopped, or stopped or left while it was on its way.
    excused: bool,
}

/// What is remembered for the two promises.
#[derive(Debug, Default)]
pub struct Watch {
    /// By the frame's number, which grows.
    sent: BTreeMap<u64, Sent>,
    pub ever_shown: BTreeSet<String>,
    /// From when to when the reported status said that rings may be missed.
    covered: Vec<(u64, u64)>,
    blind: bool,
    /// The last reported status, and since when rings may be missed.
    pub reported: Option<(Status, Option<i64>)>,
    /// When something went wrong, or was healed.
    pub troubled_at: u64,
    /// How long the present sleep, or the last one, lasts.
    pub sleeps_for_ms: u64,
    /// Sleeps that are not noticed: from when, for how long. They look like a wall clock that was set forward: earlier
    /// times that are reported afterwards are later by as much.
    naps: Vec<(u64, u64)>,
    pub promised: u64,
    pub missed_and_reported: u64,
}

impl World {
    fn open_sockets(&self) -> Vec<SocketId> {
        self.witness.sockets.iter().filter(|(_, open)| **open).map(|(id, _)| *id).collect()
    }

    /// A ring is sent. Where the desktop says that all is well, and nothing is wrong that it cannot know, it is there within a second.
    pub(super) fn watch_ring(&mut self, frame: u64, conversation: String) {
        let well = matches!(self.watch.reported, Some((Status::Connected, None)));
        let sockets = self.open_sockets();
        let unknowable = sockets.iter().any(|id| self.server.peers.get(id).is_none_or(|peer| !peer.healthy));
        let troubled = self.time.now < self.watch.troubled_at + TOLERANCE_MS || self.time.now < self.time.asleep_until;
        if well && !self.witness.stopped && !unknowable && !troubled {
            self.watch.promised += 1;
            self.plan(1_000, Event::Promise(frame));
        }
        // What was on its way arrives after it.
        let naps = self.time.now < self.time.asleep_until && self.watch.sleeps_for_ms < NAP_MS;
        // The server has closed a socket, and its word is on the way.
        let closing = sockets.iter().any(|id| !self.server.peers.contains_key(id));
        let excused = self.witness.stopped || naps || closing;
        let is_silent = |id: &SocketId| self.server.peers.get(id).is_some_and(|peer| !peer.healthy);
        let silent = sockets.into_iter().filter(is_silent).collect();
        self.watch.sent.insert(frame, Sent { conversation, at: self.time.now, silent, excused });
    }

    pub(super) fn watch_promise(&mut self, frame: u64) {
        let sent = &self.watch.sent[&frame];
        let troubled = self.watch.troubled_at >= sent.at;
        let delivered = self.frames[&frame].delivered;
        assert!(
            delivered || troubled,
            "connected and not blind, but {} did not come within a second",
            sent.conversation
        );
    }

    /// Notes what is reported now about missed rings.
    pub(super) fn watch_blind(&mut self) {
        let reported = self.watch.reported.and_then(|(_, blind_since)| blind_since);
        if std::mem::replace(&mut self.watch.blind, reported.is_some()) {
            // It held until now.
            self.watch.covered.last_mut().expect("blind").1 = self.time.now;
        }
        let Some(since) = reported else { return };
        let since = u64::try_from(since - MORNING - self.time.wall_skew).unwrap_or(0).min(self.time.now);
        let now = self.time.now;
        match self.watch.covered.last_mut() {
            Some((from, to)) if since <= *to + 50 => (*from, *to) = ((*from).min(since), now),
            _ => self.watch.covered.push((since, now)),
        }
    }

    pub(super) fn watch_sleep(&mut self, ms: u64) {
        self.watch.sleeps_for_ms = ms;
        if ms < NAP_MS {
            self.watch.naps.push((self.time.now, ms));
        }
    }

    /// The app stops, or the page is left: what is on its way may be lost.
    pub(super) fn watch_leave(&mut self) {
        let recently = self.time.now.saturating_sub(TOLERANCE_MS);
        self.watch.sent.values_mut().rev().take_while(|sent| sent.at >= recently).for_each(|sent| sent.excused = true);
    }

    /// At the end: each ring that was not shown was sent in a time that was reported as blind.
    pub(super) fn check_no_ring_was_lost_silently(&mut self) {
        for (frame, sent) in &self.watch.sent {
            let shown = self.watch.ever_shown.contains(&sent.conversation);
            let too_late = sent.at + TOLERANCE_MS > self.time.now;
            // A silent socket that another one replaced was never found dead: that is unknown (S11).
            let never_found = sent.silent.iter().any(|id| self.closed_by_engine.contains(id));
            if shown || sent.excused || too_late || never_found || self.frames[frame].delivered {
                continue;
            }
            let (first, last) = (sent.at.saturating_sub(TOLERANCE_MS), sent.at + TOLERANCE_MS);
            let napped = |to: u64| -> u64 {
                let between = self.watch.naps.iter().filter(|(at, ms)| sent.at < at + ms && *at < to);
                between.map(|(_, ms)| ms).sum()
            };
            let reported = self.watch.covered.iter().any(|(from, to)| *from <= last + napped(*to) && first <= *to);
            assert!(
                reported,
                "{} was sent at {} and lost, and the app was not reported: {:?}",
                sent.conversation, sent.at, self.watch.covered
            );
            self.watch.missed_and_reported += 1;
        }
    }
}
