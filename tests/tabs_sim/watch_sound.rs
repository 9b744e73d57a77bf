//! What must hold of the sound: one tab plays it, and only while it rings (A2, A3, L7).

use crate::browser::{Browser, Event, PageId};
use crate::page::Page;
use genesys_toasts::engine::alerts::{Sound, Tone};

/// How long two tabs may sound at the same time (L7), in ms.
const OVERLAP_MS: u64 = 400;

/// What is shorter than this is not sounded: a tab that ran late begins and ends it in one go. In ms.
const HEARD_MS: u64 = 100;

/// How late a tab may learn that a ring is over, that it is silenced, or that all are muted, in ms.
const LATE_MS: u64 = 500;

/// How long a tab may sound whose leader is gone (L4), with a second for its timer, in ms.
const ALONE_MS: u64 = 3_000 + 1_000;

/// A ring is sounded after so long, in ms: the tab that was named has 300 ms to confirm, and a timer of a hidden page a second.
const DUE_MS: u64 = 2_500;

/// One cadence that a tab has begun.
#[derive(Debug)]
pub struct Cadence {
    page: PageId,
    conversation: String,
    from: u64,
    to: u64,
    /// Since when nobody led then.
    leaderless_since: Option<u64>,
    muted: bool,
}

impl Browser {
    pub fn watch_play(&mut self, at: usize, sound: &Sound) {
        self.watch_silence(at);
        let now = self.now;
        self.pages[at].heard_at = now;
        let page = &self.pages[at];
        let Some(toast) = &sound.toast else { return };
        let known = page.snapshot.toasts.iter().find(|known| known.id == *toast);
        let conversation = known.expect("a sound of no ring").conversation_id.clone();
        let lasts = if sound.tone == Tone::Voice { 2_000 } else { 300 };
        let muted = self.is_muted(page.group) && self.watch.groups[page.group].muted_at + LATE_MS < now;
        let (id, of) = (page.id, page.group);
        let led = self.pages.iter().any(|page| page.group == of && page.leads());
        let group = &mut self.watch.groups[of];
        let leaderless_since = group.nobody_since.filter(|_| !led);
        group.cadences.push(Cadence { page: id, conversation, from: now, to: now + lasts, leaderless_since, muted });
    }

    /// Whether the leader says that alerts are muted, and has said so for a while.
    fn is_muted(&self, at: usize) -> bool {
        let group = &self.watch.groups[at];
        let leader = group.leader.and_then(|id| self.at(id)).map(|at| &self.pages[at]);
        let led = group.led_since + LATE_MS < self.now;
        led && leader.is_some_and(|page| page.snapshot.alerts.muted.is_some_and(|muted| muted.until.is_none()))
    }

    /// What plays in a page ends.
    pub fn watch_silence(&mut self, at: usize) {
        let (id, now) = (self.pages[at].id, self.now);
        for cadence in &mut self.watch.groups[self.pages[at].group].cadences {
            if cadence.page == id {
                cadence.to = cadence.to.min(now);
            }
        }
    }

    /// Looks at the cadences that are over.
    pub fn look_at_sounds(&mut self, at: usize) {
        let now = self.now;
        let (over, last): (Vec<_>, Vec<_>) = std::mem::take(&mut self.watch.groups[at].cadences)
            .into_iter()
            .partition(|cadence| cadence.to + 3_000 < now);
        for (place, cadence) in over.iter().enumerate() {
            for other in over[place + 1..].iter().chain(&last).filter(|other| other.page != cadence.page) {
                let overlap = cadence.to.min(other.to).saturating_sub(cadence.from.max(other.from));
                assert!(overlap <= OVERLAP_MS, "two tabs sounded for {overlap} ms: {cadence:?} {other:?}");
            }
            if cadence.to - cadence.from > HEARD_MS {
                self.look_at_cadence(at, cadence);
            }
        }
        self.watch.groups[at].cadences = last;
        self.look_at_mute(at);
    }

    fn look_at_cadence(&mut self, at: usize, cadence: &Cadence) {
        self.watch.sounds += 1;
        let Cadence { conversation, from, to, leaderless_since, .. } = cadence;
        let ended = self.server.call_of(conversation).ended.unwrap_or(u64::MAX);
        let group = &mut self.watch.groups[at];
        group.sounded.insert(conversation.clone());
        match leaderless_since {
            Some(since) => assert!(*from <= since + ALONE_MS, "a sound though nobody leads: {cadence:?}"),
            None => {
                assert!(*from <= ended.saturating_add(LATE_MS), "a sound of a ring that is over: {cadence:?}, {ended}");
                let undisturbed = group.led_since + LATE_MS < *from && self.watch.troubled_at + LATE_MS < *from;
                let silent = ended.saturating_add(LATE_MS);
                assert!(!undisturbed || *to <= silent, "a sound outlives its ring: {cadence:?}, {ended}");
                let silenced =
                    group.silenced.get(conversation).filter(|at| undisturbed && group.led_since + LATE_MS < **at);
                assert!(silenced.is_none_or(|at| *from <= at + LATE_MS), "a sound that was silenced: {cadence:?}");
                assert!(!cadence.muted || !undisturbed, "a sound while all are muted: {cadence:?}");
            }
        }
    }

    /// All tabs know whether the agent has muted the alerts.
    fn look_at_mute(&self, at: usize) {
        let (now, group) = (self.now, &self.watch.groups[at]);
        let settled = group.is_well_for(now, 2 * LATE_MS) && group.muted_at + LATE_MS < now;
        let endless = |page: &Page| page.snapshot.alerts.muted.is_some_and(|muted| muted.until.is_none());
        let leader = group.leader.and_then(|id| self.at(id)).filter(|_| settled).map(|at| endless(&self.pages[at]));
        let Some(muted) = leader else { return };
        for page in self.pages.iter().filter(|page| page.group == at && page.awake_for(now, 2 * LATE_MS)) {
            assert_eq!(endless(page), muted, "{} does not know whether alerts are muted", page.id.0);
        }
    }

    /// A ring begins. Where a tab can play, and no other ring does, it has to be sounded.
    pub fn watch_ring(&mut self, number: u64) {
        let now = self.now;
        for at in 0..2 {
            let awake = || self.pages.iter().filter(|page| page.group == at && page.is_awake());
            let ready = |page: &Page| page.ready_since.is_some_and(|since| since + 1_000 <= now);
            let quiet = awake().all(|page| page.snapshot.toasts.is_empty() && page.snapshot.alerts.muted.is_none());
            if self.watch.groups[at].is_well_for(now, 1_000) && quiet && awake().any(ready) {
                self.watch.groups[at].to_sound.insert(number);
            }
        }
        self.plan(DUE_MS, Event::Due(number));
    }

    /// A while after a ring began under a leader that still leads: some tab sounds.
    pub fn watch_due(&mut self, number: u64) {
        let (now, conversation) = (self.now, format!("c-{number}"));
        let began = now - DUE_MS;
        for at in 0..2 {
            let group = &mut self.watch.groups[at];
            let wanted = group.to_sound.remove(&number);
            let disturbed = !group.is_well_for(now, DUE_MS + 500) || self.watch.troubled_at + 1_000 > began;
            let touched = group.closed.contains_key(&conversation)
                || group.silenced.contains_key(&conversation)
                || group.muted_at + LATE_MS > began;
            let over = self.server.calls[&number].ended.is_some();
            let other = self.server.ringing().any(|(other, call)| other != number && call.began <= now);
            // A hidden leader may not learn in time that the tab that it named does not run, or is gone.
            let leader = group.leader.and_then(|id| self.pages.iter().find(|page| page.id == id));
            // Its timers may be a minute late here. Chromium delays only chains of timers so, and this one is set by a message.
            let slow = leader.is_none_or(|page| !page.visible);
            let pending = self.pages.iter().any(|page| page.group == at && !page.calls.is_empty());
            if !wanted || disturbed || touched || over || other || slow || pending {
                continue;
            }
            let sounded = group.sounded.contains(&conversation)
                || group.cadences.iter().any(|cadence| cadence.conversation == conversation);
            assert!(sounded, "{conversation} rings, a tab could play, and none does");
            self.watch.due += 1;
        }
    }
}
