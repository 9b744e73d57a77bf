//! The Notifications API in virtual time, with a desktop on it: channels, one socket each, requests with latency, calls that ring.

pub mod acting;
pub mod agents;
mod answers;
mod desks;
pub mod faults;
mod perform;
pub mod watch;

use super::Desk;
use super::alerts::AlertWitness;
use super::channel::{ME, call, call_over, ended_leg, frame_of, leg};
use acting::Acting;
use agents::{Agents, Ticket};
use desks::Desks;
use faults::Faults;
use genesys_toasts::engine::alerts::{AlertEvent, AudioEvent, Permission};
use genesys_toasts::engine::{HttpResponse, PageEvent, RequestFailure, RequestId, SocketEvent, SocketId};
use genesys_toasts::{Config, Input};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use watch::Watch;

/// Something that is going to happen.
#[derive(Clone, Debug)]
enum Event {
    Opened(SocketId),
    Closed(SocketId, u16),
    Deliver(SocketId, String),
    /// A request has come to the server.
    Arrive(RequestId, Asked),
    Answer(RequestId, Option<HttpResponse>),
    Token(RequestId, Ticket),
    /// The storage gives what is there under this key.
    Stored(String),
    /// It comes for the client of this agent, who has signed out since.
    For(&'static str, Box<Event>),
    Phone(RequestId),
    Begin(u64),
    End(u64),
    Promise(u64),
    Beat,
    Cut(u64),
    EndOfOutage,
    Restart(u64),
    Fault,
    Heal,
    Agent,
    Page(PageEvent),
}

impl Event {
    /// Whether it answers something that a client asked for.
    fn is_answer(&self) -> bool {
        matches!(self, Self::Answer(..) | Self::Token(..) | Self::Stored(_))
    }
}

/// A request, on the server's side.
#[derive(Clone, Debug)]
struct Asked {
    path: String,
    method: &'static str,
    token: String,
    body: String,
}

/// How a server ends the socket of a channel, or the channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// `socket_closing`, and the close some seconds later.
    Maintenance,
    /// `no_longer_subscribed`: the channel is gone.
    Displaced,
    /// Its life is over, if it is not renewed.
    EndOfLife,
}

#[derive(Debug)]
struct Channel {
    socket: Option<SocketId>,
    /// The topics that it has; none: it is not subscribed.
    topics: String,
    owner: &'static str,
    gone: bool,
    /// Whether it has heartbeats and delivers no events.
    deaf: bool,
    expires_at: u64,
}

/// A call that rings the agent, and its further states.
#[derive(Debug)]
struct Call {
    conversation: Value,
    rings: bool,
    user: &'static str,
}

/// When each kind of request was made, sleep included.
pub type Requests = BTreeMap<String, Vec<u64>>;

/// The service, the network, and the desktop.
pub struct Service {
    pub desk: Desk,
    /// Withholds what the server says of its sockets and channels (N3).
    pub without_warnings: bool,
    /// Answers 403 to the list (N4).
    pub without_list: bool,
    pub faults: Faults,
    pub agents: Agents,
    pub acting: Acting,
    pub desks: Desks,
    pub watch: Watch,
    pub alerts: AlertWitness,
    pub channel_life_ms: u64,
    pub token_life_s: f64,
    pub requests: Requests,
    /// Rings by number: when each began, how long it rings.
    pub rings: BTreeMap<u64, (u64, u64)>,
    /// How often each has been shown, by conversation.
    pub shown: BTreeMap<String, u32>,
    calls: BTreeMap<u64, Call>,
    channels: BTreeMap<String, Channel>,
    /// The sockets that the desktop has not closed, by channel.
    sockets: BTreeMap<SocketId, String>,
    arrivals: BTreeMap<SocketId, u64>,
    queue: BTreeMap<(u64, u64), Event>,
    serial: u64,
    up: bool,
    dice: u64,
    lost_frames: u64,
    /// Answers of `users/me` that are on their way, and whose token they are about.
    identities: BTreeMap<RequestId, String>,
    pub log: Vec<String>,
    pub most_sockets: usize,
    /// Prints all that happens.
    pub trace: bool,
}

impl Service {
    pub fn new(config: Config, seed: u64) -> Self {
        let desks = Desks::new(config, seed);
        let mut service = Self {
            desk: Desk::seeded(desks.config_of(ME), seed),
            desks,
            without_warnings: false,
            without_list: false,
            faults: Faults::default(),
            agents: Agents::default(),
            acting: Acting::default(),
            watch: Watch::default(),
            alerts: AlertWitness::default(),
            channel_life_ms: 86_400_000,
            token_life_s: 86_400.0,
            requests: Requests::new(),
            rings: BTreeMap::new(),
            shown: BTreeMap::new(),
            calls: BTreeMap::new(),
            channels: BTreeMap::new(),
            sockets: BTreeMap::new(),
            arrivals: BTreeMap::new(),
            queue: BTreeMap::new(),
            serial: 0,
            up: true,
            dice: seed,
            lost_frames: 0,
            identities: BTreeMap::new(),
            log: Vec::new(),
            most_sockets: 0,
            trace: false,
        };
        service.desk.start();
        service.allow_alerts();
        service.perform();
        service.plan(30_000, Event::Beat);
        service
    }

    fn allow_alerts(&mut self) {
        self.desk.input(Input::Alert(AlertEvent::Audio(AudioEvent::Running)));
        self.desk.input(Input::Alert(AlertEvent::Permission(Permission::Granted)));
    }

    pub fn now(&self) -> u64 {
        self.desk.now.mono_ms
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.dice;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        least + (z ^ (z >> 31)) % (most - least + 1)
    }

    /// A call rings in so many ms, for so many.
    pub fn ring(&mut self, number: u64, after_ms: u64, for_ms: u64) {
        self.rings.insert(number, (self.now() + after_ms, for_ms));
        self.plan(after_ms, Event::Begin(number));
        self.plan(after_ms + for_ms, Event::End(number));
    }

    /// The network is away, from then on for so long. Requests and handshakes fail, sockets are lost.
    pub fn cut(&mut self, after_ms: u64, for_ms: u64) {
        self.plan(after_ms, Event::Cut(for_ms));
    }

    /// The server does this to all channels.
    pub fn change(&mut self, change: Change) {
        let now = self.now();
        for (id, channel) in &mut self.channels {
            match change {
                Change::Displaced => channel.gone = true,
                Change::EndOfLife => channel.gone |= channel.expires_at <= now,
                Change::Maintenance => {}
            }
            let _ = id;
        }
        let sockets: Vec<(SocketId, String)> =
            self.sockets.iter().map(|(id, channel)| (*id, channel.clone())).collect();
        for (socket, channel) in sockets {
            let gone = self.channels.get(&channel).is_none_or(|channel| channel.gone);
            let current = self.channels.get(&channel).is_some_and(|channel| channel.socket == Some(socket));
            match change {
                Change::Maintenance if current => {
                    self.send_topic(socket, "v2.system.socket_closing");
                    self.plan(5_000, Event::Closed(socket, 1001));
                }
                Change::Displaced if current && gone => {
                    self.send_topic(socket, &format!("v2.system.no_longer_subscribed.{channel}"));
                    if self.without_warnings {
                        self.plan(5_000, Event::Closed(socket, 1001));
                    }
                }
                Change::EndOfLife if gone => self.plan(50, Event::Closed(socket, 1001)),
                _ => {}
            }
        }
    }

    /// Lets time pass.
    pub fn pass(&mut self, ms: u64) {
        let end = self.now() + ms;
        loop {
            let planned = self.queue.keys().next().map(|(at, _)| *at);
            let next = [planned, self.desk.armed].into_iter().flatten().min().filter(|at| *at <= end);
            let Some(next) = next else { break };
            self.desk.tick(next.saturating_sub(self.now()));
            if planned.is_some_and(|at| at <= next) {
                let (_, event) = self.queue.pop_first().expect("peeked");
                self.happen(event);
            } else {
                self.desk.input(Input::Timeout);
            }
            self.perform();
        }
        let rest = end.saturating_sub(self.now());
        self.desk.tick(rest);
    }

    /// The conversations that ring me now.
    pub fn ringing_now(&self) -> BTreeSet<String> {
        let rings = |call: &Call| call.rings && call.user == self.agents.only;
        self.calls.iter().filter(|(_, call)| rings(call)).map(|(number, _)| format!("c-{number}")).collect()
    }

    pub fn toasts(&self) -> BTreeSet<String> {
        self.desk.toasts().into_iter().collect()
    }

    /// Rings that lasted so long at least and were never shown.
    pub fn lost(&self, at_least_ms: u64) -> Vec<u64> {
        let lost = |number: &u64| !self.shown.contains_key(&format!("c-{number}"));
        let over = |(began, lasts): &(u64, u64)| began + lasts <= self.now() && *lasts >= at_least_ms;
        self.rings.iter().filter(|(_, ring)| over(ring)).map(|(number, _)| *number).filter(lost).collect()
    }

    pub fn shown_twice(&self) -> Vec<&String> {
        self.shown.iter().filter(|(_, times)| **times > 1).map(|(id, _)| id).collect()
    }

    /// How many rings the log says that the overlap and the resync saved.
    pub fn saved(&self) -> (u64, u64) {
        let sum = |start: &str, end: &str| {
            let number = |line: &String| line.strip_prefix(start)?.split(end).next()?.parse::<u64>().ok();
            self.log.iter().filter_map(number).sum()
        };
        (sum("overlap: ", " rings"), sum("resync: ", " rings"))
    }

    /// Whether a channel in use has heartbeats and delivers no events.
    pub fn is_deaf(&self) -> bool {
        let deaf = |channel: &Channel| channel.deaf || channel.gone;
        self.sockets.values().filter_map(|name| self.channels.get(name)).any(deaf)
    }

    fn plan(&mut self, after_ms: u64, event: Event) {
        self.serial += 1;
        self.queue.insert((self.now() + after_ms, self.serial), event);
    }

    fn latency(&mut self) -> u64 {
        self.between(10, 150)
    }

    fn happen(&mut self, event: Event) {
        if self.trace {
            println!("{:>8} {event:?}", self.now());
        }
        match event {
            Event::Opened(id) if self.sockets.contains_key(&id) => self.desk.open(id),
            Event::Closed(id, code) if self.sockets.contains_key(&id) => {
                self.detach(id);
                // What the server says does not come through a half-open socket: the network itself gives up.
                let code = if self.faults.half_open.contains(&id) { 1006 } else { code };
                self.desk.input(Input::Socket(id, SocketEvent::Closed { code, reason: "" }));
            }
            Event::Deliver(id, text) if self.sockets.contains_key(&id) && !self.faults.half_open.contains(&id) => {
                self.faults.note_end(&text);
                self.desk.text(id, &text);
            }
            Event::Opened(_) | Event::Closed(..) | Event::Deliver(..) => {}
            Event::Arrive(id, asked) => self.arrive(id, &asked),
            Event::Phone(id) => self.answer_phone(id),
            Event::Answer(id, answer) => {
                self.see_answer(id, answer.as_ref());
                let stale = self.desk.counters().stale;
                let result = answer.ok_or(RequestFailure { message: "Failed to fetch".into() });
                self.desk.input(Input::Answer(id, result));
                let (token, limit) = (self.identities.remove(&id), self.faults.limits.remove(&id));
                if self.desk.counters().stale == stale {
                    limit
                        .into_iter()
                        .for_each(|ms| self.faults.not_before = self.faults.not_before.max(self.now() + ms));
                    token.into_iter().for_each(|token| self.identify(&token));
                }
            }
            Event::Token(id, ticket) => self.give_token(id, ticket),
            Event::Stored(key) => self.restore_token(&key),
            Event::For(agent, event) => self.happen_to(agent, *event),
            Event::Begin(number) => self.begin(number),
            Event::End(number) => self.end(number),
            Event::Promise(number) => self.watch_promise(number),
            Event::Beat => {
                let beat = r#"{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}"#;
                self.broadcast(beat, None);
                self.plan(30_000, Event::Beat);
            }
            Event::Cut(ms) => {
                self.up = false;
                for (id, _) in self.sockets.clone() {
                    self.plan(20, Event::Closed(id, 1006));
                }
                self.plan(ms, Event::EndOfOutage);
            }
            Event::EndOfOutage => self.up = true,
            Event::Restart(ms) => self.stop_and_start(ms),
            Event::Fault => self.fault(),
            Event::Heal => self.heal(),
            Event::Agent => self.agent(),
            Event::Page(event) => self.change_page(event),
        }
    }

    fn begin(&mut self, number: u64) {
        let (id, user) = (format!("c-{number}"), self.agents.rung_by(number));
        self.watch_begin(number);
        let conversation = call(&id, &[leg(&format!("{id}-me"), user, "alerting")]);
        self.send_conversation(&conversation, user);
        self.calls.insert(number, Call { conversation, rings: true, user });
    }

    fn end(&mut self, number: u64) {
        let (id, me, user) = (format!("c-{number}"), format!("c-{number}-me"), self.agents.rung_by(number));
        if self.note_over(number, number.is_multiple_of(3)) {
            if self.calls.remove(&number).is_some() {
                self.send_conversation(&call_over(&id, &[ended_leg(&me, user, "peer")]), user);
            }
            return;
        }
        self.watch_end(number);
        let conversation = match number % 3 {
            0 => call(&id, &[leg(&me, user, "connected")]),
            1 => call(&id, &[ended_leg(&me, user, "transfer.noanswer")]),
            _ => call_over(&id, &[ended_leg(&me, user, "peer")]),
        };
        self.send_conversation(&conversation, user);
        // Some answered calls continue; of the others nothing is active any more.
        self.calls.remove(&number);
        if number.is_multiple_of(300) {
            self.calls.insert(number, Call { conversation, rings: false, user });
        }
    }

    fn send_conversation(&mut self, conversation: &Value, user: &str) {
        self.broadcast(&frame_of(user, conversation), Some(user));
    }
}
