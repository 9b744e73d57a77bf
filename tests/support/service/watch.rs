//! No ring is lost silently: compares what the desktop reports with the server's own record.

use super::{Channel, Event, Service};
use genesys_toasts::engine::{SocketId, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A ring that the desktop can be expected to show lasts so long, in ms: the list has time to be asked for twice.
const LEAST_MS: u64 = 3_000;

/// A ring that was lost while nothing was known to be wrong.
#[derive(Debug)]
struct Begun {
    at: u64,
    ended_at: Option<u64>,
    /// Whether nobody could expect it to be shown: the app had stopped, or the ring is of an agent who is not there.
    excused: bool,
    /// Channels that were deaf or gone when it began although their sockets were open: only the list can show that.
    deaf: Vec<String>,
    /// Whether something was wrong then that the desktop could not know.
    unknowable: bool,
}

/// What is remembered for the two promises.
#[derive(Debug, Default)]
pub struct Watch {
    begun: BTreeMap<u64, Begun>,
    ever_shown: BTreeSet<String>,
    /// From when to when the reported status said that rings may be missed.
    covered: Vec<(u64, u64)>,
    blind: bool,
    /// When something went wrong, or was healed, or the desktop was stopped.
    pub troubled_at: u64,
    /// When frames on their way were lost because a socket took another's place.
    pub replaced_at: Vec<u64>,
    found_deaf: BTreeSet<String>,
    /// The channel whose topics were put last.
    pub last_put: String,
    pub promised: u64,
    pub missed_and_reported: u64,
}

impl Service {
    /// How late a frame may be, in ms, and so how late the close event of a socket may be.
    fn lateness_ms(&self) -> u64 {
        if self.faults.overtaking { 3_500 } else { 1_000 }
    }

    /// A call begins to ring. Where the desktop says that all is well, and nothing is wrong that it cannot know, it is shown within a second.
    pub(super) fn watch_begin(&mut self, number: u64) {
        let snapshot = self.desk.snapshot();
        let mine = self.agents.rung_by(number) == self.agents.only && self.agents.user == self.agents.only;
        let excused = self.faults.stopped || !mine;
        let names = |service: &Self| service.sockets.values().cloned().collect::<Vec<_>>();
        let silent = |channel: &Channel| channel.deaf || channel.gone;
        let deaf: Vec<String> = names(self).into_iter().filter(|name| silent(&self.channels[name])).collect();
        let unknowable = |socket: &SocketId| {
            let channel = &self.channels[&self.sockets[socket]];
            self.faults.half_open.contains(socket) || channel.deaf || channel.gone
        };
        let unknowable = self.sockets.keys().any(unknowable);
        let troubled = self.now() < self.watch.troubled_at + 2 * self.lateness_ms() || !self.up;
        let well = snapshot.status == Status::Connected && snapshot.status_detail.blind_since.is_none();
        // Other tests cut and change things by themselves, and say what they expect.
        if self.faults.checks_tokens && well && !excused && !troubled && !unknowable {
            self.watch.promised += 1;
            let after_ms = self.lateness_ms();
            self.plan(after_ms, Event::Promise(number));
        }
        let begun = Begun { at: self.now(), ended_at: None, excused, deaf, unknowable };
        self.watch.begun.insert(number, begun);
    }

    /// A second later it is shown, unless it is over, or something has gone wrong meanwhile.
    pub(super) fn watch_promise(&mut self, number: u64) {
        let begun = &self.watch.begun[&number];
        let over = begun.ended_at.is_some();
        let troubled = self.watch.troubled_at >= begun.at || self.watch.was_replaced_near(begun.at, 1_000);
        let shown = self.watch.ever_shown.contains(&format!("c-{number}"));
        assert!(
            shown || over || troubled,
            "connected and not blind, but c-{number} is not shown a second after it began: {:?}",
            self.desk.detail()
        );
    }

    pub(super) fn watch_end(&mut self, number: u64) {
        let now = self.now();
        if let Some(begun) = self.watch.begun.get_mut(&number) {
            begun.ended_at = Some(now);
            begun.excused |= self.faults.stopped;
        }
    }

    pub(super) fn watch_shown(&mut self, conversation: &str) {
        self.watch.ever_shown.insert(conversation.to_owned());
    }

    /// The desktop has found out that a channel is deaf.
    pub(super) fn watch_log(&mut self, line: &str) {
        let (deaf, gone) = (line.starts_with("the channel is deaf"), line.starts_with("the channel is gone"));
        if deaf {
            self.watch.found_deaf.extend(self.sockets.values().cloned());
        }
        // Also where users/me is forbidden: the session ends as after stop() (T13).
        if line.ends_with("everything begins afresh") {
            self.watch_stop();
        }
        if gone {
            self.watch.found_deaf.insert(self.watch.last_put.clone());
        }
    }

    /// Notes what is reported now about missed rings.
    pub(super) fn watch_blind(&mut self) {
        let (reported, now) = (self.desk.detail().blind_since, self.now());
        if std::mem::replace(&mut self.watch.blind, reported.is_some()) {
            // It held until now.
            self.watch.covered.last_mut().expect("blind").1 = now;
        }
        let Some(since) = reported else { return };
        let ago_ms = (self.desk.now.wall.0 - since).max(0).unsigned_abs();
        let since = now.saturating_sub(ago_ms);
        match self.watch.covered.last_mut() {
            // The same time, or one that was set back.
            Some((from, to)) if since <= *to + 50 => (*from, *to) = ((*from).min(since), now),
            _ => self.watch.covered.push((since, now)),
        }
    }

    /// The app has stopped: current rings do not concern the next session, and what was not detected cannot be reported
    /// any more.
    pub(super) fn watch_stop(&mut self) {
        for begun in self.watch.begun.values_mut() {
            begun.excused |= begun.ended_at.is_none() || begun.unknowable;
        }
    }

    /// Sockets have become half-open: what is on its way to them is lost as well.
    pub(super) fn watch_half_open(&mut self) {
        let recently = self.now().saturating_sub(self.lateness_ms());
        self.watch.begun.values_mut().filter(|begun| begun.at >= recently).for_each(|begun| begun.unknowable = true);
    }

    /// The page is left, and its sockets are closed: what had not been found out about them never will be.
    pub(super) fn watch_leave(&mut self) {
        let half_open = self.sockets.keys().any(|socket| self.faults.half_open.contains(socket));
        for begun in self.watch.begun.values_mut().filter(|_| half_open) {
            begun.excused |= begun.unknowable;
        }
    }

    /// At the end: each ring that was not shown began in a time that was reported as blind.
    pub fn check_no_ring_was_lost_silently(&mut self) {
        let tolerance_ms = self.lateness_ms();
        let watch = &mut self.watch;
        for (number, begun) in &watch.begun {
            let lasted_ms = begun.ended_at.map_or(0, |ended_at| ended_at - begun.at);
            let unfound = begun.deaf.iter().any(|name| !watch.found_deaf.contains(name));
            let replaced = watch.was_replaced_near(begun.at, tolerance_ms);
            let least_ms = LEAST_MS + tolerance_ms;
            let shown = watch.ever_shown.contains(&format!("c-{number}"));
            if shown || begun.excused || unfound || replaced || lasted_ms < least_ms {
                continue;
            }
            let (first, last) = (begun.at.saturating_sub(tolerance_ms), begun.at + tolerance_ms);
            let reported = watch.covered.iter().any(|(from, to)| *from <= last && first <= *to);
            assert!(
                reported,
                "c-{number} began at {} and was lost, and the app was not reported: {:?}",
                begun.at, watch.covered
            );
            watch.missed_and_reported += 1;
        }
    }
}

impl Watch {
    fn was_replaced_near(&self, at: u64, tolerance_ms: u64) -> bool {
        self.replaced_at.iter().any(|replaced| replaced.abs_diff(at) <= tolerance_ms)
    }
}
