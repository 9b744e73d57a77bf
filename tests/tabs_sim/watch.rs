//! What must hold after each step: who leads and connects, and what is on the bus.

use crate::browser::{Browser, PageId};
use crate::page::Page;
use crate::support::typed::Typed;
use crate::watch_sound::Cadence;
use crate::watch_toasts::Closed;
use genesys_toasts::Output;
use genesys_toasts::engine::tabs::message::Envelope;
use genesys_toasts::engine::{SocketId, Status};
use std::collections::{BTreeMap, BTreeSet};

/// How long two tabs may lead, or have a connection, until the one knows of the other, in ms.
const OVERLAP_MS: u64 = 50;

/// How long nobody may lead (L4): where the lock is free; where its holder is frozen, and a tab is visible; where all are hidden,
/// whose timers may be a minute late. With a second for what is on its way.
const FREE_MS: u64 = 1_000;
const STUCK_VISIBLE_MS: u64 = 3_000 + 2_000;
const STUCK_HIDDEN_MS: u64 = 65_000 + 62_000;

/// How long a leader may take to be connected where nothing goes wrong, after waits that were begun before, in ms.
const CONNECTS_MS: u64 = 240_000;

/// How long a visible follower may have to wait for the place of a hidden leader (L6), in ms.
const TAKEOVER_MS: u64 = 15_000;

/// What is known of the tabs that share.
#[derive(Debug, Default)]
pub struct Group {
    name: Option<String>,
    /// The tab that leads and runs, and since when; and since when it is connected and knows what rings.
    pub leader: Option<PageId>,
    pub led_since: u64,
    pub well_since: Option<u64>,
    pub nobody_since: Option<u64>,
    two_lead_since: Option<u64>,
    two_connect_since: Option<u64>,
    wants_since: Option<u64>,
    /// When each tab took the lock by force; a shift is shorter than an hour.
    thefts: BTreeMap<PageId, Vec<u64>>,
    /// Conversations whose toast the agent has closed.
    pub closed: BTreeMap<String, Closed>,
    pub silenced: BTreeMap<String, u64>,
    /// When the agent muted, or ended that.
    pub muted_at: u64,
    pub cadences: Vec<Cadence>,
    /// Conversations that were sounded.
    pub sounded: BTreeSet<String>,
    /// Rings that have to be sounded.
    pub to_sound: BTreeSet<u64>,
}

#[derive(Debug, Default)]
pub struct Watch {
    pub groups: [Group; 2],
    /// When something went wrong last, or was well again.
    pub troubled_at: u64,
    pub shown: u64,
    pub closed: u64,
    pub acted: u64,
    pub sounds: u64,
    pub leaders: u64,
    pub steals: u64,
    pub failed: u64,
    pub due: u64,
    posts: u64,
}

impl Group {
    /// It has had the same leader for so long, which is connected and knows what rings.
    pub fn is_well_for(&self, now: u64, ms: u64) -> bool {
        self.well_since.is_some_and(|since| since + ms <= now)
    }
}

impl Browser {
    pub fn watch_step(&mut self) {
        self.watch_leaders(0);
        self.watch_leaders(1);
    }

    fn watch_leaders(&mut self, at: usize) {
        let now = self.now;
        let awake = || self.pages.iter().filter(|page| page.group == at && page.is_awake());
        let (mut leading, mut connecting, mut leader) = (0, 0, None);
        for page in awake() {
            if page.leads() {
                leading += 1;
                leader = leader.or(Some(page));
            }
            connecting += u32::from(self.has_socket(page.id));
        }
        let well = leader.is_some_and(|page| page.reported == Some((Status::Connected, true)));
        let (leader, joined) = (leader.map(|page| page.id), awake().next().is_some());
        let limit_ms = if leading == 0 { self.nobody_limit_ms(at) } else { 0 };
        let group = &mut self.watch.groups[at];
        let lasts = |since: &mut Option<u64>, holds: bool| {
            *since = holds.then(|| since.unwrap_or(now));
            since.map_or(0, |since| now - since)
        };
        let overlap = lasts(&mut group.two_lead_since, leading > 1);
        assert!(overlap <= OVERLAP_MS, "two tabs have led for {overlap} ms");
        let overlap = lasts(&mut group.two_connect_since, connecting > 1);
        assert!(overlap <= OVERLAP_MS, "two tabs have had a connection for {overlap} ms");
        let nobody = lasts(&mut group.nobody_since, leading == 0 && joined);
        assert!(nobody <= limit_ms, "nobody has led for {nobody} ms");
        if leader != group.leader {
            (group.leader, group.led_since, group.well_since) = (leader, now, None);
            self.watch.leaders += u64::from(leader.is_some());
        }
        let group = &mut self.watch.groups[at];
        group.well_since = well.then(|| group.well_since.unwrap_or(now));
    }

    /// Whether a page has a socket that it has not closed.
    pub fn has_socket(&self, id: PageId) -> bool {
        self.server.sockets.range((id, SocketId(0))..).next().is_some_and(|((of, _), _)| *of == id)
    }

    fn holder(&self, group: usize) -> Option<&Page> {
        let (id, _) = self.locks[group].holder?;
        self.pages.iter().find(|page| page.id == id)
    }

    fn nobody_limit_ms(&self, at: usize) -> u64 {
        let stuck = self.holder(at).is_some_and(|page| page.frozen);
        let seen_since = |page: &Page| page.visible_since.max(page.awake_since);
        let seen = |page: &Page| page.visible && seen_since(page) + STUCK_VISIBLE_MS < self.now;
        let visible = self.pages.iter().any(|page| page.group == at && page.is_awake() && seen(page));
        // The only one that could take the lock may have done so less than 30 s ago (L5).
        let thefts = self.watch.groups[at].thefts.values();
        let spent = thefts.clone().flatten().any(|at| self.now - at < 30_000 + 2 * STUCK_VISIBLE_MS);
        let spent = spent || thefts.clone().any(|thefts| thefts.len() >= 3);
        match (stuck, visible && !spent) {
            // What was stuck a moment ago is free only now.
            (false, _) if self.now - self.watch.troubled_at > STUCK_HIDDEN_MS => FREE_MS,
            (_, true) if self.now - self.watch.troubled_at > STUCK_VISIBLE_MS => STUCK_VISIBLE_MS,
            (..) => STUCK_HIDDEN_MS,
        }
    }

    /// A lock is taken by force: its holder does not run, or has just begun to, or has agreed (L5, L6).
    pub fn watch_steal(&mut self, by: PageId) {
        let (now, group) = (self.now, self.pages[self.at(by).expect("it is there")].group);
        let holder = self.holder(group);
        let agreed = holder.is_some_and(|page| page.yielded_at.is_some_and(|at| now - at <= 1_100));
        let begins = now - self.locks[group].held_since < 1_000;
        let stuck = holder.is_some_and(|page| page.frozen || page.thawed_at + 1_000 > now);
        assert!(agreed || begins || stuck, "{} takes the lock from {:?}, which works", by.0, self.locks[group].holder);
        if !agreed {
            self.watch.steals += 1;
            let times = self.watch.groups[group].thefts.entry(by).or_default();
            let again = times.last().map_or(u64::MAX, |last| now - last);
            times.push(now);
            assert!(again >= 30_000 && times.len() <= 3, "{} steals too often: {times:?}", by.0);
        }
    }

    /// Tabs that share have one name; those that differ have another one, or another partition.
    pub fn watch_name(&mut self, group: usize, name: String) {
        let known = self.watch.groups[group].name.get_or_insert_with(|| name.clone());
        assert_eq!(*known, name, "tabs that share have two names");
        let [one, other] = &self.watch.groups;
        let differ = one.name != other.name || self.difference == crate::page::Difference::Partition;
        assert!(differ, "tabs that differ share");
    }

    /// Nothing secret is on the bus (L2), and what is written can be read (L1).
    pub fn watch_post(&mut self, envelope: &Envelope) {
        let text = serde_json::to_string(envelope).expect("plain values");
        assert!(!text.contains("SECRET"), "a secret on the bus: {text}");
        self.watch.posts += 1;
        if self.watch.posts.is_multiple_of(64) {
            let value = serde_json::from_str(&text).expect("JSON");
            assert_eq!(Envelope::read(&Typed(&value)).as_ref(), Some(envelope), "a message cannot be read");
        }
    }

    /// Once a second.
    pub fn look(&mut self) {
        for at in 0..2 {
            self.look_at_leader(at);
            self.look_at_toasts(at);
            self.look_at_sounds(at);
        }
    }

    fn look_at_leader(&mut self, at: usize) {
        let now = self.now;
        let group = &self.watch.groups[at];
        let calm_for = |ms: u64| now - self.watch.troubled_at > ms;
        let led = group.leader.is_some() && now - group.led_since > CONNECTS_MS;
        assert!(!calm_for(CONNECTS_MS) || !led || group.well_since.is_some(), "the leader does not connect");
        let awake = || self.pages.iter().filter(|page| page.group == at && page.is_awake());
        let hidden = awake().any(|page| page.leads() && !page.visible);
        let calm = awake().all(|page| page.snapshot.toasts.is_empty() && page.calls.is_empty());
        let wanted = awake().any(|page| page.visible && page.awake_for(now, TAKEOVER_MS)) && hidden && calm;
        let group = &mut self.watch.groups[at];
        group.wants_since = wanted.then(|| group.wants_since.unwrap_or(now));
        let waits = group.wants_since.map_or(0, |since| now - since.max(group.led_since).max(self.watch.troubled_at));
        assert!(waits <= TAKEOVER_MS, "a hidden tab leads for {waits} ms while another one is visible");
    }

    /// At the end one tab leads, and all show the same, which is what rings.
    pub fn check_well(&mut self) {
        let mut different = Vec::new();
        for _ in 0..100 {
            // What has just begun is on its way.
            different = (0..2).flat_map(|at| self.different(at)).collect();
            if different.is_empty() {
                break;
            }
            self.pass(20);
        }
        assert!(different.is_empty(), "the tabs show different things: {different:?}");
        for at in 0..2 {
            let leading = self.pages.iter().filter(|page| page.group == at && page.leads()).count();
            assert_eq!(leading, 1, "tabs that lead");
            assert!(self.watch.groups[at].is_well_for(self.now, 5_000), "not connected though all is well");
        }
        self.look();
    }

    /// What the tabs of a group show, if that is not the same.
    fn different(&self, at: usize) -> Vec<String> {
        let seen: Vec<String> = self
            .pages
            .iter()
            .filter(|page| page.group == at)
            .map(|page| {
                let shown = page.client.snapshot();
                let detail = genesys_toasts::engine::StatusDetail { last_frame_at: None, ..shown.status_detail };
                let alerts = (shown.alerts.muted, shown.alerts.sound);
                format!(
                    "{:?} {:?} {detail:?} {:?} {alerts:?} {:?}",
                    shown.toasts, shown.status, shown.error, shown.agent
                )
            })
            .collect();
        let alike = seen.windows(2).all(|two| two[0] == two[1]);
        if alike { Vec::new() } else { seen }
    }
}

impl Page {
    /// Only the tab that leads wants anything of the server (L1). What was due when it ceased to lead it gives up at once.
    pub fn watch_connects(&self, outputs: &[Output]) {
        let given_up = |output: &Output| {
            outputs.iter().any(|other| match (output, other) {
                (Output::OpenSocket { id, .. }, Output::CloseSocket { id: closed, .. }) => id == closed,
                (Output::Request(id, _) | Output::AskApp(id, _), Output::Cancel(cancelled)) => id == cancelled,
                _ => false,
            })
        };
        for output in outputs {
            let wants = matches!(output, Output::OpenSocket { .. } | Output::Request(..) | Output::AskApp(..));
            assert!(!wants || self.leads() || given_up(output), "{} does not lead and wants {output:?}", self.id.0);
        }
    }
}
