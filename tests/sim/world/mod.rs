//! A shift: one agent's desktop, its network and the service, in virtual time, with faults drawn from a seed.

mod calls;
mod faults;
mod watch;

use crate::alerts::{AlertWitness, all_alerts};
use crate::rng::Rng;
use crate::server::{Peer, Server, SocketMode, TokenMode};
use crate::skipping::Skipping;
use crate::timeline::{Next, Timeline};
use crate::witness::{Witness, assert_clean};
use calls::Frame;
use genesys_toasts::engine::alerts::{AlertEvent, AlertOptions, AudioEvent, Permission};
use genesys_toasts::engine::{
    HttpResponse, Page, PageEvent, RequestFailure, RequestId, RetryAfter, Secret, SocketEvent, SocketId, Status,
    config::{Durations, Redeliver, ToastDuration},
};
use genesys_toasts::{Config, Engine, Input, Output};
use std::collections::{BTreeMap, BTreeSet};
use watch::Watch;

const SECRET: &str = "SECRET-OF-CLIENT";

/// Something that is going to happen, at a true time.
#[derive(Clone, Debug)]
pub enum Event {
    Opened(SocketId),
    Closed(SocketId, u16),
    Deliver(SocketId, u64),
    Answer(RequestId, Reply),
    Page(PageEvent),
    Conversation(u64, &'static str),
    NewConversation,
    Agent,
    Fault,
    Heal,
    Promise(u64),
}

#[derive(Clone, Debug)]
pub enum Reply {
    Token(String),
    Status(u16, Option<u64>),
    Nothing,
}

/// The whole model.
pub struct World {
    engine: Engine,
    rng: Rng,
    pub server: Server,
    pub witness: Witness,
    time: Timeline<Event>,
    serial: u64,
    page: Page,
    frames: BTreeMap<u64, Frame>,
    conversations: u64,
    delivered_texts: BTreeSet<String>,
    opened_once: BTreeSet<SocketId>,
    cancelled: BTreeSet<RequestId>,
    closed_by_engine: BTreeSet<SocketId>,
    /// With which token each socket was opened: a server may name it when it closes.
    opened_with: BTreeMap<SocketId, String>,
    skipping: Skipping,
    /// Frames that were passed over and not reported: of which socket, how many, and when the last one came.
    skipped: Option<(SocketId, u32, u64)>,
    faulty: bool,
    /// Whether this shift's network brings frames in another order than they were sent.
    reorders: bool,
    max_retry_after_s: u64,
    pub watch: Watch,
    pub alerts: AlertWitness,
    pub trace: bool,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng(seed);
        let next_ring = rng.chance(50);
        let reorders = rng.chance(25);
        let token_life_s = [6, 40, 90, 600, 3_600][rng.between(0, 4) as usize];
        let duration =
            [ToastDuration::Ms(8_000), ToastDuration::Ms(500), ToastDuration::WhileRinging][rng.between(0, 2) as usize];
        let config = Config {
            client_id: Some("client".into()),
            client_secret: Some(Secret::new(SECRET)),
            redeliver: if next_ring { Redeliver::NextRing } else { Redeliver::AfterDismiss },
            duration: Durations::All(duration),
            // With a sound, every frame is read during a call (A9): half of the shifts skip frames.
            alerts: if seed.is_multiple_of(2) { all_alerts() } else { AlertOptions::default() },
            ..Config::default()
        };
        let time = Timeline::new();
        Self {
            engine: Engine::new(config, rng.next(), time.clocks()),
            server: Server::new(token_life_s),
            witness: Witness { next_ring, ..Witness::default() },
            rng,
            time,
            serial: 0,
            page: Page { visible: true, online: true },
            frames: BTreeMap::new(),
            conversations: 0,
            delivered_texts: BTreeSet::new(),
            opened_once: BTreeSet::new(),
            cancelled: BTreeSet::new(),
            closed_by_engine: BTreeSet::new(),
            opened_with: BTreeMap::new(),
            skipping: Skipping::default(),
            skipped: None,
            faulty: true,
            reorders,
            max_retry_after_s: 0,
            watch: Watch::default(),
            alerts: AlertWitness::default(),
            trace: false,
        }
    }

    /// Twenty minutes with faults, then all is well again for nine: the desktop must be connected, and rings must show.
    pub fn run(&mut self) {
        self.start();
        self.plan(1, Event::NewConversation);
        self.plan(1_000, Event::Fault);
        self.plan(1_500, Event::Agent);
        self.run_until(20 * 60_000);
        self.end_faults();
        let end = self.time.now + 9 * 60_000 + self.max_retry_after_s * 1_100;
        self.run_until(end);
        self.check_recovered();
        self.check_no_ring_was_lost_silently();
    }

    fn start(&mut self) {
        if std::mem::replace(&mut self.witness.stopped, false) {
            self.server.begin_session();
        }
        self.feed(Input::Start { page: self.page, resume: None, blind_since: None });
        self.feed(Input::Alert(AlertEvent::Audio(AudioEvent::Running)));
        self.feed(Input::Alert(AlertEvent::Permission(Permission::Granted)));
    }

    fn plan(&mut self, after_ms: u64, event: Event) {
        self.time.plan(after_ms, event);
    }

    fn run_until(&mut self, end: u64) {
        while let Some(next) = self.time.next(end) {
            match next {
                Next::Event(event) => self.happen(event),
                Next::Timer => self.feed(Input::Timeout),
            }
        }
    }

    /// Hands one input to the engine, drains it, and performs what came out.
    fn feed(&mut self, input: Input<'_>) {
        self.report_skipped();
        let now = self.time.clocks();
        if self.trace {
            println!("{:>9} {input:?}", self.time.now);
        }
        self.engine.handle_input(now, input);
        let mut outputs = Vec::new();
        loop {
            let output = self.engine.poll_output();
            self.witness.note_output(self.time.now, &output, &self.server);
            self.skipping.note_output(&output);
            self.alerts.see(&output);
            match &output {
                Output::ToastShown(toast) => drop(self.watch.ever_shown.insert(toast.conversation_id.clone())),
                Output::Status(status, detail) => self.watch.reported = Some((*status, detail.blind_since)),
                _ => {}
            }
            if self.trace && !matches!(output, Output::Timeout(_)) {
                println!("          -> {output:?}");
            }
            if let Output::Timeout(at) = output {
                self.arm(at);
                break;
            }
            outputs.push(output);
        }
        self.witness.check(self.time.mono(), outputs.len());
        self.alerts.look(|| self.engine.snapshot());
        self.watch_blind();
        for output in outputs {
            self.perform(output);
        }
    }

    /// A hidden page's timers are late, by a second or by a minute.
    fn arm(&mut self, at: Option<u64>) {
        let most_ms = if self.page.visible || !self.faulty { 4 } else { 60_000 };
        self.time.arm(at, || self.rng.between(0, most_ms));
    }

    fn perform(&mut self, output: Output) {
        match output {
            Output::OpenSocket { id, url, .. } => self.connect(id, url.expose()),
            Output::CloseSocket { id, .. } => {
                self.server.peers.remove(&id);
                self.closed_by_engine.insert(id);
            }
            Output::Request(id, _) => self.answer_token(id),
            Output::Cancel(id) => drop(self.cancelled.insert(id)),
            _ => {}
        }
    }

    fn latency(&mut self) -> u64 {
        self.rng.between(5, 300)
    }

    fn connect(&mut self, id: SocketId, url: &str) {
        let token = url.split("access_token=").nth(1).expect("a token").replace("%2D", "-");
        assert!(self.server.is_of_session(&token), "a socket with the token of a session that is over");
        self.opened_with.insert(id, token.clone());
        let latency = self.latency();
        let valid = self.server.accepts(&token, self.time.now);
        match self.server.socket_mode {
            _ if !self.server.network_up || !valid => self.plan(latency, Event::Closed(id, 1006)),
            SocketMode::Refusing => self.plan(latency, Event::Closed(id, 1006)),
            SocketMode::Hanging => {}
            SocketMode::AcceptAndDrop => {
                self.plan(latency, Event::Opened(id));
                let code = [1006, 1012, 4001, 1011][self.rng.between(0, 3) as usize];
                self.plan(latency + 5, Event::Closed(id, code));
            }
            SocketMode::Well => {
                let last_arrival = self.time.now + latency;
                self.server.peers.insert(id, Peer { token, healthy: true, opens_at: last_arrival, last_arrival });
                self.plan(latency, Event::Opened(id));
            }
        }
    }

    fn answer_token(&mut self, id: RequestId) {
        let latency = self.latency();
        let reply = match self.server.token_mode {
            _ if !self.server.network_up => Reply::Nothing,
            TokenMode::Hanging => return,
            TokenMode::Well => Reply::Token(self.server.issue(self.time.now)),
            TokenMode::Broken(status) => Reply::Status(status, None),
            TokenMode::RateLimited(seconds) => {
                self.max_retry_after_s = self.max_retry_after_s.max(seconds);
                Reply::Status(429, Some(seconds))
            }
        };
        self.plan(latency, Event::Answer(id, reply));
    }

    fn happen(&mut self, event: Event) {
        if self.time.now < self.time.asleep_until && reaches_the_page(&event) {
            let wait = self.time.asleep_until - self.time.now + 5;
            return self.plan(wait, event);
        }
        match event {
            Event::Opened(id) if self.is_open(id) => {
                self.witness.sockets.insert(id, true);
                self.opened_once.insert(id);
                self.feed(Input::Socket(id, SocketEvent::Opened));
            }
            Event::Closed(id, code) => self.deliver_close(id, code),
            // A page gets the open event of a socket before its frames, also after a sleep.
            Event::Deliver(id, frame) if self.is_open(id) && !self.opened_once.contains(&id) => {
                self.plan(1, Event::Deliver(id, frame));
            }
            Event::Deliver(id, frame) => self.deliver(id, frame),
            Event::Answer(id, reply) => self.deliver_answer(id, reply),
            Event::Page(change) => self.change_page(change),
            Event::Conversation(number, state) => self.conversation(number, state),
            Event::NewConversation => self.new_conversation(),
            Event::Agent => self.agent(),
            Event::Fault => self.fault(),
            Event::Heal => {
                self.watch.troubled_at = self.time.now;
                self.server.heal();
            }
            Event::Promise(frame) => self.watch_promise(frame),
            Event::Opened(_) => {}
        }
    }

    fn is_open(&self, id: SocketId) -> bool {
        self.witness.sockets.contains_key(&id)
    }

    fn deliver_close(&mut self, id: SocketId, code: u16) {
        self.server.peers.remove(&id);
        let known = self.witness.sockets.remove(&id).is_some();
        if code == 1000 {
            // It ends the socket beside it as well (S3).
            self.excuse_delayed_frames();
        }
        if known || self.rng.chance(20) {
            let reason = format!("{} expired", self.opened_with[&id]);
            self.feed(Input::Socket(id, SocketEvent::Closed { code, reason: &reason }));
        }
    }

    fn deliver_answer(&mut self, id: RequestId, reply: Reply) {
        // The answer to a cancelled request reaches nobody.
        if let (Reply::Status(429, Some(seconds)), false) = (&reply, self.cancelled.contains(&id)) {
            self.server.not_before = self.time.now + seconds * 1_000;
        }
        let result = match reply {
            Reply::Token(token) => {
                let life = self.server.token_life_s;
                let body = format!(r#"{{"access_token":"{token}","expires_in":{life}}}"#);
                Ok(HttpResponse { status: 200, body, ..HttpResponse::default() })
            }
            Reply::Status(status, seconds) => {
                let retry_after = seconds.map(RetryAfter::Seconds);
                let body = format!("{SECRET} is not welcome");
                Ok(HttpResponse { status, retry_after, body, ..HttpResponse::default() })
            }
            Reply::Nothing => Err(RequestFailure { message: "Failed to fetch".into() }),
        };
        self.feed(Input::Answer(id, result));
    }

    fn agent(&mut self) {
        let ids: Vec<String> = self.witness.active.values().map(|toast| toast.id.clone()).collect();
        if !self.witness.stopped && !ids.is_empty() && self.rng.chance(50) {
            let pick = ids[self.rng.between(0, ids.len() as u64 - 1) as usize].clone();
            match self.rng.between(0, 4) {
                0 | 1 => self.feed(Input::Dismiss(pick)),
                2 => self.feed(Input::Pause(Some(pick))),
                3 => self.feed(Input::Resume(Some(pick))),
                _ => self.feed(Input::DismissAll),
            }
        }
        if self.rng.chance(20) {
            self.feed(Input::Retry);
        }
        let gap = self.rng.between(500, 10_000);
        self.plan(gap, Event::Agent);
    }

    fn end_faults(&mut self) {
        self.faulty = false;
        self.server.heal();
        self.change_page(PageEvent::Online);
        self.change_page(PageEvent::Show);
        self.change_page(PageEvent::Visible);
        self.plan(100, Event::Heal);
        // A close with 1000 may be on its way still: after it nothing but a start connects (S3).
        self.run_until(self.time.now.max(self.time.asleep_until) + 10_000);
        self.start();
    }

    fn check_recovered(&mut self) {
        let snapshot = self.engine.snapshot();
        assert_eq!(
            snapshot.status,
            Status::Connected,
            "not connected though all is well: {:?}",
            snapshot.status_detail
        );
        assert_eq!(snapshot.status_detail.blind_since, None);
        let healthy = self.server.peers.values().filter(|peer| peer.healthy).count();
        assert!(healthy >= 1, "connected, but on a dead socket");
        assert!(
            self.server.peers.values().all(|peer| self.server.tokens.contains_key(&peer.token)),
            "an old token in use"
        );
        self.conversations += 1;
        let number = self.conversations;
        self.conversation(number, "ringing");
        let soon = self.time.now + 400;
        self.run_until(soon);
        let diagnostics = serde_json::to_string(&self.engine.diagnostics()).expect("plain values");
        assert_clean(&diagnostics);
        let delivered = self.frames.values().any(|f| f.conversation == format!("c-{number}") && f.delivered);
        assert!(delivered, "a ring did not arrive though all is well");
        for (conversation, toast) in &self.witness.active {
            let age = self.time.now - toast.shown_at;
            assert!(age <= 125_000, "the toast of {conversation} is {age} ms old");
        }
    }
}

/// Whether a sleeping computer takes it only when it wakes.
fn reaches_the_page(event: &Event) -> bool {
    match event {
        Event::Opened(_)
        | Event::Closed(..)
        | Event::Deliver(..)
        | Event::Answer(..)
        | Event::Page(_)
        | Event::Promise(_)
        | Event::Agent => true,
        Event::Conversation(..) | Event::NewConversation | Event::Fault | Event::Heal => false,
    }
}
