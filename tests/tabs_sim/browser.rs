//! A browser with ten tabs: a lock, a bus, throttled timers, and a server whose rings the leading tab gets.

use crate::page::{Engine, Page};
use crate::watch::Watch;
use genesys_toasts::engine::tabs::message::{Envelope, RingKey, TabAttention, TabCommand, TabId};
use genesys_toasts::engine::tabs::tab::{Tab, TabInput, TabOutput};
use genesys_toasts::engine::{Timestamp, WallTime};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub const TABS: usize = 10;

/// Something that is going to happen.
#[derive(Clone, Debug)]
pub enum Event {
    Granted(TabId),
    Lost(TabId),
    Deliver(TabId, Envelope),
    /// The engine of this tab, of this start, has connected.
    Connected(TabId, u64),
    RingBegins,
    RingEnds(String),
    Check(String, TabId),
    Dismissed(String, TabId, u64),
    Agent,
    Fault,
    Thaw(TabId),
    Open(TabId),
}

pub struct Browser {
    pub now: u64,
    pub pages: Vec<Page>,
    pub holder: Option<TabId>,
    pub held_since: u64,
    waiting: VecDeque<TabId>,
    queue: BTreeMap<(u64, u64), Event>,
    serial: u64,
    dice: u64,
    pub ringing: BTreeSet<String>,
    pub watch: Watch,
    pub faults: bool,
    pub trace: bool,
}

impl Browser {
    pub fn new(seed: u64) -> Self {
        let mut browser = Self {
            now: 0,
            pages: Vec::new(),
            holder: None,
            held_since: 0,
            waiting: VecDeque::new(),
            queue: BTreeMap::new(),
            serial: 0,
            dice: seed,
            ringing: BTreeSet::new(),
            watch: Watch::default(),
            faults: false,
            trace: false,
        };
        for tab in 0..TABS {
            browser.open(TabId(tab as u64));
        }
        browser.plan(1_000, Event::RingBegins);
        browser.plan(1_500, Event::Agent);
        browser
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.dice;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        least + (z ^ (z >> 31)) % (most - least + 1)
    }

    pub fn plan(&mut self, after_ms: u64, event: Event) {
        self.serial += 1;
        self.queue.insert((self.now + after_ms, self.serial), event);
    }

    fn stamp(&self) -> Timestamp {
        Timestamp((1 << 40) + self.now)
    }

    pub fn page(&mut self, id: TabId) -> Option<&mut Page> {
        self.pages.iter_mut().find(|page| page.id == id)
    }

    /// Lets time pass.
    pub fn pass(&mut self, ms: u64) {
        let end = self.now + ms;
        loop {
            let planned = self.queue.keys().next().map(|(at, _)| *at);
            let timer = self.pages.iter().filter_map(|page| Some((page.fires_at()?.max(self.now), page.id))).min();
            let next = [planned, timer.map(|(at, _)| at)].into_iter().flatten().min().filter(|at| *at <= end);
            let Some(next) = next else { break };
            self.now = next;
            if planned == Some(next) {
                let (_, event) = self.queue.pop_first().expect("peeked");
                self.happen(event);
            } else if let Some((_, id)) = timer {
                self.hand_in(id, TabInput::Timeout);
            }
            self.watch_step();
        }
        self.now = end;
    }

    /// A new page joins.
    pub fn open(&mut self, id: TabId) {
        let visible = self.pages.is_empty();
        let attention = TabAttention { audio_ready: false, focused: visible, visible };
        let tab = Tab::new(id, attention, self.stamp());
        let (hidden_since, deferred) = (self.now, Vec::new());
        let thawed_at = 0;
        self.pages.push(Page {
            id,
            tab,
            frozen: false,
            thawed_at,
            attention,
            hidden_since,
            engine: None,
            deferred,
            arrival: 0,
        });
        self.hand_in(id, TabInput::Join);
    }

    /// The page is gone, without a word.
    pub fn kill(&mut self, id: TabId) {
        self.pages.retain(|page| page.id != id);
        self.release(id);
    }

    pub fn happen(&mut self, event: Event) {
        if self.trace {
            println!("{:>8} {event:?}", self.now);
        }
        let to = match &event {
            Event::Granted(id) | Event::Lost(id) | Event::Deliver(id, _) | Event::Connected(id, _) => Some(*id),
            _ => None,
        };
        if let Some(id) = to {
            let Some(page) = self.page(id) else { return };
            if page.frozen {
                return page.deferred.push(event);
            }
        }
        match event {
            Event::Granted(id) if self.holder == Some(id) => {
                self.hand_in(id, TabInput::Granted(WallTime(self.now as i64)))
            }
            Event::Granted(_) => {}
            Event::Lost(id) => self.hand_in(id, TabInput::Lost),
            Event::Deliver(id, envelope) => self.hand_in(id, TabInput::Message(envelope)),
            Event::Connected(id, start) => {
                if let Some(engine) =
                    self.page(id).and_then(|page| page.engine.as_mut()).filter(|one| one.start == start)
                {
                    engine.connected = true;
                    self.sync(id);
                }
            }
            Event::RingBegins => self.begin_ring(),
            Event::RingEnds(conversation) => {
                self.ringing.remove(&conversation);
                self.watch_ring_end(&conversation);
                self.sync_all();
            }
            Event::Check(conversation, leader) => self.watch_shown_in_all(&conversation, leader),
            Event::Dismissed(toast, leader, at) => self.watch_dismissed_in_all(&toast, leader, at),
            Event::Agent => self.agent(),
            Event::Fault => self.fault(),
            Event::Thaw(id) => {
                self.watch.troubled_at = self.now;
                self.thaw(id);
            }
            Event::Open(id) => {
                self.watch.troubled_at = self.now;
                self.open(id);
            }
        }
    }

    fn begin_ring(&mut self) {
        let conversation = format!("c-{}", self.watch.rings);
        self.watch_ring_begin(&conversation);
        self.ringing.insert(conversation.clone());
        let lasts = self.between(2_000, 40_000);
        self.plan(lasts, Event::RingEnds(conversation.clone()));
        if let Some(leader) = self.leader() {
            self.plan(300, Event::Check(conversation, leader));
        }
        let gap = self.between(3_000, 40_000);
        self.plan(gap, Event::RingBegins);
        self.sync_all();
    }

    fn sync_all(&mut self) {
        for id in self.pages.iter().map(|page| page.id).collect::<Vec<_>>() {
            self.sync(id);
        }
    }

    /// The tab that leads and is connected, and is not frozen.
    pub fn leader(&self) -> Option<TabId> {
        let leads = |page: &&Page| !page.frozen && page.engine.as_ref().is_some_and(|engine| engine.connected);
        self.pages.iter().find(leads).map(|page| page.id)
    }

    /// Hands one thing to a tab, and performs what it wants.
    pub fn hand_in(&mut self, id: TabId, input: TabInput) {
        let stamp = self.stamp();
        let Some(page) = self.page(id) else { return };
        page.tab.handle_input(stamp, input);
        let mut outputs = Vec::new();
        while let Some(output) = page.tab.poll_output() {
            outputs.push(output);
        }
        for output in outputs {
            if self.trace {
                println!("         {} -> {output:?}", id.0);
            }
            self.perform(id, output);
        }
    }

    fn perform(&mut self, id: TabId, output: TabOutput) {
        match output {
            TabOutput::RequestLock { steal: true } => {
                self.watch_steal(id);
                self.waiting.retain(|waiting| *waiting != id);
                self.held_since = self.now;
                if let Some(before) = self.holder.replace(id).filter(|before| *before != id) {
                    self.plan(2, Event::Lost(before));
                }
                self.plan(3, Event::Granted(id));
            }
            TabOutput::RequestLock { steal: false } => {
                if self.holder != Some(id) && !self.waiting.contains(&id) {
                    self.waiting.push_back(id);
                    self.grant();
                }
            }
            TabOutput::ReleaseLock => self.release(id),
            TabOutput::Post(envelope) => {
                for to in self.pages.iter().map(|page| page.id).filter(|to| *to != id).collect::<Vec<_>>() {
                    let latency = self.between(1, 15);
                    let now = self.now;
                    let Some(page) = self.page(to) else { continue };
                    page.arrival = page.arrival.max(now + latency);
                    let after = page.arrival - now;
                    self.plan(after, Event::Deliver(to, envelope.clone()));
                }
            }
            TabOutput::StartEngine { toasts, closed, .. } => {
                self.serial += 1;
                let start = self.serial;
                self.watch.leaders += 1;
                let connects = self.between(200, 800);
                let closed = closed.into_iter().map(|ring: RingKey| ring.conversation).collect();
                if let Some(page) = self.page(id) {
                    page.engine = Some(Engine { start, connected: false, toasts, closed });
                }
                self.plan(connects, Event::Connected(id, start));
            }
            TabOutput::StopEngine => {
                if let Some(page) = self.page(id) {
                    page.engine = None;
                }
            }
            TabOutput::Apply(_, TabCommand::Dismiss(toast)) => {
                let Some(engine) = self.page(id).and_then(|page| page.engine.as_mut()) else { return };
                let closed =
                    engine.toasts.iter().find(|known| known.id == toast).map(|toast| toast.conversation_id.clone());
                engine.closed.extend(closed);
                self.sync(id);
            }
            TabOutput::Apply(..) => {}
            TabOutput::Shown(toast) => self.watch_shown(id, &toast),
            TabOutput::Dismissed(..) | TabOutput::Changed | TabOutput::Settled(..) => {}
            TabOutput::Alerts(alerts) => self.watch.alerts += u64::from(alerts.may_alert),
        }
    }

    fn release(&mut self, id: TabId) {
        self.waiting.retain(|waiting| *waiting != id);
        if self.holder == Some(id) {
            self.holder = None;
            self.grant();
        }
    }

    fn grant(&mut self) {
        if self.holder.is_none()
            && let Some(next) = self.waiting.pop_front()
        {
            (self.holder, self.held_since) = (Some(next), self.now);
            let after = self.between(1, 5);
            self.plan(after, Event::Granted(next));
        }
    }

    /// The page runs again: what happened meanwhile comes at once.
    pub fn thaw(&mut self, id: TabId) {
        let now = self.now;
        let Some(page) = self.page(id) else { return };
        (page.frozen, page.thawed_at) = (false, now);
        let deferred = std::mem::take(&mut page.deferred);
        self.hand_in(id, TabInput::Leave);
        for event in deferred {
            self.happen(event);
        }
        self.hand_in(id, TabInput::Join);
        self.sync(id);
    }
}
