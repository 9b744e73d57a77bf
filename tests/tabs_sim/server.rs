//! The server of all tabs: channels with one socket each, requests, and calls that ring the agent.

use crate::browser::{Arrival, Browser, Event, PageId, Peer};
use crate::support::channel::{ME, accepted_topics, call, call_over, channel_body, ended_leg, frame_of, leg};
use genesys_toasts::engine::{AppToken, HttpResponse, RequestId, SocketId};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub method: &'static str,
    pub token: String,
    pub body: String,
}

/// How the API answers just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Http {
    #[default]
    Well,
    Broken(u16),
    Slow,
    Hanging,
}

#[derive(Debug, Default)]
struct Channel {
    socket: Option<(PageId, SocketId)>,
    subscribed: bool,
}

/// A call, and since when it rings, and rang.
#[derive(Debug)]
pub struct Call {
    pub began: u64,
    pub ended: Option<u64>,
    conversation: Value,
    listed: bool,
    pub answered: bool,
}

#[derive(Debug)]
pub struct Server {
    pub up: bool,
    pub http: Http,
    pub valid: BTreeSet<String>,
    pub calls: BTreeMap<u64, Call>,
    pub token_life_s: f64,
    pub channels_made: u64,
    pub tokens_made: u64,
    channels: BTreeMap<String, Channel>,
    /// The sockets that no page has closed, by channel.
    pub sockets: BTreeMap<(PageId, SocketId), String>,
    arrivals: BTreeMap<(PageId, SocketId), u64>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            up: true,
            http: Http::Well,
            valid: BTreeSet::new(),
            calls: BTreeMap::new(),
            token_life_s: 86_400.0,
            channels_made: 0,
            tokens_made: 0,
            channels: BTreeMap::new(),
            sockets: BTreeMap::new(),
            arrivals: BTreeMap::new(),
        }
    }
}

impl Server {
    /// All sockets of a page are gone.
    pub fn hang_up(&mut self, page: PageId) {
        let sockets: Vec<_> = self.sockets.keys().filter(|(of, _)| *of == page).copied().collect();
        sockets.into_iter().for_each(|socket| self.detach(socket));
    }

    fn detach(&mut self, socket: (PageId, SocketId)) {
        if let Some(channel) = self.sockets.remove(&socket).and_then(|name| self.channels.get_mut(&name)) {
            channel.socket.take_if(|of| *of == socket);
        }
    }

    /// The calls that ring now.
    pub fn ringing(&self) -> impl Iterator<Item = (u64, &Call)> {
        self.calls.iter().filter(|(_, call)| call.ended.is_none()).map(|(number, call)| (*number, call))
    }

    /// The call of a conversation `c-7`.
    pub fn call_of(&self, conversation: &str) -> &Call {
        &self.calls[&number_of(conversation)]
    }
}

/// The number of a conversation `c-7`.
pub fn number_of(conversation: &str) -> u64 {
    conversation.trim_start_matches("c-").parse().expect("a number")
}

impl Browser {
    pub fn latency(&mut self) -> u64 {
        match self.server.http {
            Http::Slow => self.between(500, 4_000),
            _ => self.between(10, 120),
        }
    }

    pub fn issue_token(&mut self) -> AppToken {
        self.server.tokens_made += 1;
        let name = format!("SECRET-TOKEN-{}", self.server.tokens_made);
        self.server.valid.insert(name.clone());
        AppToken { access_token: name, expires_in_s: Some(self.server.token_life_s), ..AppToken::default() }
    }

    pub fn answer(&mut self, peer: Peer, request: RequestId, asked: &Asked) {
        let answer = match self.server.http {
            Http::Hanging => return,
            Http::Broken(status) => Some(answer(status, &json!({ "message": format!("not {}", asked.token) }))),
            Http::Well | Http::Slow if !self.server.valid.contains(&asked.token) => {
                Some(answer(401, &json!({ "code": "bad.credentials" })))
            }
            Http::Well | Http::Slow if asked.path.contains("/participants/") => self.change_ring(asked),
            Http::Well | Http::Slow => Some(self.answer_well(asked)),
        };
        let latency = self.latency();
        self.plan(latency, Event::At(peer, Arrival::Answer(request, answer)));
    }

    fn answer_well(&mut self, asked: &Asked) -> HttpResponse {
        match (asked.method, asked.path.as_str()) {
            ("GET", "users/me") => answer(200, &json!({ "id": ME })),
            (_, path) if path.ends_with("/routingstatus") => answer(200, &json!({ "status": "IDLE" })),
            ("POST", _) => {
                self.server.channels_made += 1;
                let id = format!("SECRET-channel-{}", self.server.channels_made);
                self.server.channels.insert(id.clone(), Channel::default());
                answer(200, &channel_body(&id))
            }
            ("PUT", path) => match self.server.channels.get_mut(path.split('/').nth(2).unwrap_or_default()) {
                Some(channel) => {
                    channel.subscribed = true;
                    answer(200, &accepted_topics(&asked.body))
                }
                None => answer(404, &json!({ "message": "gone" })),
            },
            _ => {
                let calls = self.server.calls.values().filter(|call| call.listed);
                let entities: Vec<&Value> = calls.map(|call| &call.conversation).collect();
                answer(200, &json!({ "total": entities.len(), "pageCount": 1, "entities": entities }))
            }
        }
    }

    /// The server is asked to connect or to end the agent's part of a ring: it does that, or not, and may not say so.
    fn change_ring(&mut self, asked: &Asked) -> Option<HttpResponse> {
        let (before, _) = asked.path.split_once("/participants/")?;
        let number = number_of(before.rsplit('/').next()?);
        let rings = self.server.calls.get(&number).is_some_and(|call| call.ended.is_none());
        let (status, effect) = match self.between(0, 9) {
            _ if !rings => (404, false),
            0 => (409, false),
            1 => (503, true),
            _ => (202, true),
        };
        if effect {
            let connects = asked.body.contains("\"connected\"");
            self.finish(number, if connects { "connected" } else { "client" });
        }
        let lost = self.between(0, 9) == 0;
        (!lost).then(|| answer(status, &json!({ "message": format!("{} is what you sent", asked.token) })))
    }

    pub fn connect(&mut self, id: PageId, socket: SocketId, url: &str) {
        let name = url.rsplit('/').next().unwrap_or_default().to_owned();
        let latency = self.latency();
        self.server.sockets.insert((id, socket), name.clone());
        let up = self.server.up;
        let Some(channel) = self.server.channels.get_mut(&name).filter(|_| up) else {
            return self.plan_for(id, latency, Arrival::Closed(socket, 1006));
        };
        // One socket a channel: the one before is ended.
        if let Some((page, old)) = channel.socket.replace((id, socket)) {
            self.plan_for(page, latency / 2, Arrival::Closed(old, 1000));
        }
        self.server.arrivals.insert((id, socket), self.now + latency);
        self.plan_for(id, latency, Arrival::Opened(socket));
    }

    pub fn is_open(&self, id: PageId, socket: SocketId) -> bool {
        self.server.sockets.contains_key(&(id, socket))
    }

    pub fn hang_up(&mut self, id: PageId, socket: SocketId) {
        self.server.detach((id, socket));
    }

    pub fn pong(&mut self, id: PageId, socket: SocketId) {
        if self.server.up && self.is_open(id, socket) {
            self.send((id, socket), r#"{"topicName":"channel.metadata","eventBody":{"message":"pong"}}"#.into());
        }
    }

    /// To the socket of each channel that has topics.
    pub fn broadcast(&mut self, text: &str) {
        let text: Rc<str> = text.into();
        let subscribed = self.server.channels.values().filter(|channel| channel.subscribed);
        let sockets: Vec<_> = subscribed.filter_map(|channel| channel.socket).collect();
        for socket in if self.server.up { sockets } else { Vec::new() } {
            self.send(socket, Rc::clone(&text));
        }
    }

    /// Frames of one socket stay in order.
    fn send(&mut self, (id, socket): (PageId, SocketId), text: Rc<str>) {
        let latency = self.between(10, 120);
        let at = (self.now + latency).max(self.server.arrivals.get(&(id, socket)).copied().unwrap_or(0));
        self.server.arrivals.insert((id, socket), at);
        self.plan_for(id, at - self.now, Arrival::Text(socket, text));
    }

    pub fn begin_ring(&mut self) {
        let number = self.server.calls.len() as u64;
        let id = format!("c-{number}");
        let conversation = call(&id, &[leg(&format!("{id}-me"), ME, "alerting")]);
        self.broadcast(&frame_of(ME, &conversation));
        let began = self.now;
        let call = Call { began, ended: None, conversation, listed: true, answered: false };
        self.server.calls.insert(number, call);
        self.watch_ring(number);
        let (lasts, gap) = (self.between(1_000, 25_000), self.between(2_000, 30_000));
        self.plan(lasts, Event::RingEnds(number));
        self.plan(gap, Event::RingBegins);
    }

    pub fn end_ring(&mut self, number: u64) {
        if self.server.calls[&number].ended.is_none() {
            let how = ["connected", "transfer.noanswer", "peer"][self.between(0, 2) as usize];
            self.finish(number, how);
        }
    }

    /// The ring is over: somebody answered it, or it ended so.
    fn finish(&mut self, number: u64, how: &str) {
        let (id, me, now) = (format!("c-{number}"), format!("c-{number}-me"), self.now);
        let answered = how == "connected";
        let conversation = match how {
            "connected" => call(&id, &[leg(&me, ME, "connected")]),
            "peer" => call_over(&id, &[ended_leg(&me, ME, "peer")]),
            _ => call(&id, &[ended_leg(&me, ME, how)]),
        };
        self.broadcast(&frame_of(ME, &conversation));
        let call = self.server.calls.get_mut(&number).expect("it rang");
        (call.ended, call.answered, call.listed, call.conversation) = (Some(now), answered, answered, conversation);
        if answered {
            let lasts = self.between(1_000, 20_000);
            self.plan(lasts, Event::CallEnds(number));
        }
    }

    pub fn end_call(&mut self, number: u64) {
        let (id, me) = (format!("c-{number}"), format!("c-{number}-me"));
        self.broadcast(&frame_of(ME, &call_over(&id, &[ended_leg(&me, ME, "peer")])));
        self.server.calls.get_mut(&number).expect("it was answered").listed = false;
    }
}

fn answer(status: u16, body: &Value) -> HttpResponse {
    HttpResponse { status, body: body.to_string(), ..HttpResponse::default() }
}
