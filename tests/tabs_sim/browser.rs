//! A browser with ten pages, each with a client, and one server.

use crate::locks::Lock;
use crate::page::{Difference, Opening, Page, config_of};
use crate::server::{Asked, Server};
use crate::watch::Watch;
use genesys_toasts::engine::action_io::PhoneAnswer;
use genesys_toasts::engine::alerts::AlertEvent;
use genesys_toasts::engine::tabs::io::TabsEvent;
use genesys_toasts::engine::tabs::message::Envelope;
use genesys_toasts::engine::{
    AppToken, HttpResponse, PageEvent, RequestFailure, RequestId, Resume, Secret, SocketEvent, SocketId, WallTime,
};
use genesys_toasts::{Input, engine};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The tabs that share, and those that differ from them in something.
pub const TABS: usize = 8;
pub const OTHERS: usize = 2;

/// When the simulation begins: some pages have been hidden for long.
const BEGIN_MS: u64 = 1_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageId(pub u64);

/// A client of a page: one that failed is replaced (D4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Peer {
    pub page: PageId,
    pub instance: u32,
}

/// What comes to a client. A page that does not run gets it later.
#[derive(Clone, Debug)]
pub enum Arrival {
    Granted(u32),
    Lost(u32),
    Message(u32, Rc<Envelope>),
    Opened(SocketId),
    Closed(SocketId, u16),
    Text(SocketId, Rc<str>),
    Answer(RequestId, Option<HttpResponse>),
    Token(RequestId, AppToken),
    Stored(Option<Secret>),
    Alert(AlertEvent),
    Page(PageEvent),
    Start(Option<Resume>, Option<WallTime>),
    Resume(String),
    Phone(RequestId),
}

/// Something that is going to happen.
#[derive(Clone, Debug)]
pub enum Event {
    At(Peer, Arrival),
    /// A request has come to the server.
    Arrive(Peer, RequestId, Asked),
    Beat,
    RingBegins,
    RingEnds(u64),
    CallEnds(u64),
    Agent,
    Fault,
    Heal,
    /// The page runs again, and is reported so, or not.
    Thaw(PageId, Option<PageEvent>),
    Open(Opening),
    Look,
    /// A toast was closed in this group, by then.
    Closed(usize, String, u64),
    /// A ring began: by now it is shown, and sounded.
    Due(u64),
}

pub struct Browser {
    pub now: u64,
    pub pages: Vec<Page>,
    /// One for each group.
    pub locks: [Lock; 2],
    pub server: Server,
    pub watch: Watch,
    pub faults: bool,
    pub trace: bool,
    pub difference: Difference,
    /// Until when alerts are muted, as the storage has it: one for each partition.
    pub muted: [Option<Option<i64>>; 2],
    queue: BTreeMap<(u64, u64), Event>,
    serial: u64,
    opened: u64,
    dice: u64,
    in_vain: u32,
}

impl Browser {
    pub fn new(seed: u64, trace: bool) -> Self {
        let difference = [Difference::Region, Difference::Options, Difference::Partition][(seed % 3) as usize];
        let mut browser = Self {
            now: BEGIN_MS,
            pages: Vec::new(),
            locks: Default::default(),
            server: Server::default(),
            watch: Watch::default(),
            faults: false,
            trace,
            difference,
            muted: [None; 2],
            queue: BTreeMap::new(),
            serial: 0,
            opened: 0,
            dice: seed,
            in_vain: 0,
        };
        for at in 0..TABS + OTHERS {
            browser.open(Opening { group: usize::from(at >= TABS), storage: None });
            if browser.between(0, 1) == 0 {
                browser.pages[at].hidden_since = 0;
            }
        }
        for (after_ms, event) in
            [(1_000, Event::Look), (3_000, Event::RingBegins), (1_500, Event::Agent), (30_000, Event::Beat)]
        {
            browser.plan(after_ms, event);
        }
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

    /// The place of a page, while it is there.
    pub fn at(&self, id: PageId) -> Option<usize> {
        self.pages.iter().position(|page| page.id == id)
    }

    /// Lets time pass.
    pub fn pass(&mut self, ms: u64) {
        let end = self.now + ms;
        loop {
            let planned = self.queue.keys().next().map(|(at, _)| *at);
            let fires = |page: &Page| Some((page.fires_at()?.max(self.now), page.id));
            let timer = self.pages.iter().filter_map(fires).min();
            let next = [planned, timer.map(|(at, _)| at)].into_iter().flatten().min().filter(|at| *at <= end);
            let Some(next) = next else { break };
            self.in_vain = if next > self.now { 0 } else { self.in_vain + 1 };
            assert!(self.in_vain < 2_000, "time stands still: {timer:?}");
            self.now = next;
            if planned == Some(next) {
                let (_, event) = self.queue.pop_first().expect("peeked");
                self.happen(event);
            } else if let Some((_, id)) = timer {
                self.hand_in(id, Input::Timeout);
            }
            self.watch_step();
        }
        self.now = end;
    }

    /// A new page starts its client.
    pub fn open(&mut self, opening: Opening) -> PageId {
        self.opened += 1;
        let id = PageId(self.opened);
        let config = config_of(opening.group, self.difference);
        let (seed, origin) = (self.between(0, 1 << 47), self.between(0, 100_000_000));
        self.pages.push(Page::new(id, opening, config, (seed, origin, self.now)));
        self.start(id, None, None);
        id
    }

    pub fn start(&mut self, id: PageId, resume: Option<Resume>, blind_since: Option<WallTime>) {
        let Some(at) = self.at(id) else { return };
        let (now, online) = (self.now, self.server.up);
        let (visible, focused) = (self.pages[at].visible, self.pages[at].focused);
        self.hand_in(id, Input::Alert(AlertEvent::Focus(focused)));
        (self.pages[at].started, self.pages[at].awake_since) = (true, now);
        self.hand_in(id, Input::Start { page: engine::Page { visible, online }, resume, blind_since });
    }

    /// The page is gone, without a word.
    pub fn kill(&mut self, id: PageId) {
        self.watch_gone(id);
        self.leave_bus(id);
        self.server.hang_up(id);
        self.pages.retain(|page| page.id != id);
    }

    /// Something comes to the client that the page has now.
    pub fn arrive(&mut self, id: PageId, arrival: Arrival) {
        let Some(at) = self.at(id) else { return };
        let page = &mut self.pages[at];
        if page.frozen {
            return page.deferred.push(arrival);
        }
        if !page.started && !matches!(arrival, Arrival::Start(..)) {
            return;
        }
        match arrival {
            Arrival::Granted(number) => {
                if page.request == Some(number) {
                    self.hand_in_tabs(id, TabsEvent::Granted);
                }
            }
            Arrival::Lost(number) => {
                if page.request.take_if(|request| *request == number).is_some() {
                    self.hand_in_tabs(id, TabsEvent::Lost);
                }
            }
            Arrival::Message(bus, envelope) => {
                if page.bus == Some(bus) {
                    self.hand_in_tabs(id, TabsEvent::Message(Envelope::clone(&envelope)));
                }
            }
            Arrival::Opened(socket) => {
                if self.is_open(id, socket) {
                    self.hand_in(id, Input::Socket(socket, SocketEvent::Opened));
                }
            }
            Arrival::Closed(socket, code) => {
                if self.is_open(id, socket) {
                    self.hang_up(id, socket);
                    self.hand_in(id, Input::Socket(socket, SocketEvent::Closed { code, reason: "" }));
                }
            }
            Arrival::Text(socket, text) => {
                if self.is_open(id, socket) {
                    self.hand_in(id, Input::Socket(socket, SocketEvent::Text(&text)));
                }
            }
            Arrival::Answer(request, answer) => {
                let result = answer.ok_or(RequestFailure { message: "Failed to fetch".into() });
                self.hand_in(id, Input::Answer(request, result));
            }
            Arrival::Token(request, token) => {
                page.has_token = true;
                self.hand_in(id, Input::AppToken(request, Ok(token)));
            }
            Arrival::Stored(record) => self.hand_in(id, Input::StoredChannel(record)),
            Arrival::Alert(event) => self.hand_in(id, Input::Alert(event)),
            Arrival::Page(event) => self.hand_in(id, Input::Page(event)),
            Arrival::Start(resume, blind_since) => self.start(id, resume, blind_since),
            Arrival::Phone(request) => self.hand_in(id, Input::Phone(request, PhoneAnswer::NotMine)),
            Arrival::Resume(toast) => {
                page.pauses.retain(|paused| *paused != toast);
                self.hand_in(id, Input::Resume(Some(toast)));
            }
        }
    }

    pub fn happen(&mut self, event: Event) {
        if self.trace {
            println!("{:>8} {event:?}", self.now);
        }
        match event {
            Event::At(peer, arrival) => {
                if self.at(peer.page).is_some_and(|at| self.pages[at].instance == peer.instance) {
                    self.arrive(peer.page, arrival);
                }
            }
            Event::Arrive(peer, request, asked) => self.answer(peer, request, &asked),
            Event::Beat => {
                self.broadcast(r#"{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}"#);
                self.plan(30_000, Event::Beat);
            }
            Event::RingBegins => self.begin_ring(),
            Event::RingEnds(number) => self.end_ring(number),
            Event::CallEnds(number) => self.end_call(number),
            Event::Agent => self.agent(),
            Event::Fault => self.fault(),
            Event::Heal => self.heal(),
            Event::Thaw(id, event) => self.thaw(id, event),
            Event::Open(opening) => {
                self.watch.troubled_at = self.now;
                self.open(opening);
            }
            Event::Look => {
                self.look();
                self.plan(1_000, Event::Look);
            }
            Event::Closed(group, conversation, at) => self.watch_closed_in_all(group, &conversation, at),
            Event::Due(number) => self.watch_due(number),
        }
    }
}
