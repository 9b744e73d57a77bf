//! One hour with one thing that fails for ever, and everything else well.

use crate::support::Desk;
use crate::support::channel::{ME, accepted_topics, channel_body, rings, with_agent};
use crate::ways::{Blind, How, Part, SocketWay, When};
use genesys_toasts::engine::config::Source;
use genesys_toasts::engine::{
    AppFailure, AppToken, ErrorCode, HttpRequest, HttpResponse, Phase, PublicError, RequestFailure, RequestId,
    RetryAfter, Secret, SocketEvent, SocketId, Status,
};
use genesys_toasts::{Config, Input, Output};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const HOUR_MS: u64 = 3_600_000;
const LATENCY_MS: u64 = 40;

/// What the app saw.
pub struct Seen {
    pub errors: Vec<PublicError>,
    pub told_after_ms: Option<u64>,
    /// How many requests, calls or sockets there were until it was reported.
    pub tries: Option<u32>,
    pub status: Status,
    pub blind: Blind,
    /// The status and `blindSince` in all pauses between two tries after it was reported, each once.
    pub between_tries: Vec<(Status, Blind)>,
    pub in_snapshot: Option<ErrorCode>,
    /// `retryable` of the error in the snapshot.
    pub waiting_may_help: Option<bool>,
    pub statuses_since_reported: Vec<Status>,
}

impl Seen {
    pub fn when(&self, how: How) -> Option<When> {
        self.tries.map_or(Some(When::Never), |tries| When::of(how, tries))
    }
}

enum Event {
    Answer(RequestId, Result<HttpResponse, RequestFailure>),
    Token(RequestId, Result<AppToken, AppFailure>),
    Socket(SocketId, Reply),
    Beat,
}

/// What a socket has to say.
enum Reply {
    Opened,
    Closed(u16),
    Text(String),
}

struct Hour {
    desk: Desk,
    source: Source,
    part: Part,
    how: How,
    /// The channel of each socket that is open.
    sockets: BTreeMap<SocketId, String>,
    queue: BTreeMap<(u64, u64), Event>,
    serial: u64,
    rings: u64,
    began_at: u64,
    tries: u32,
    first_opened_at: Option<i64>,
    last_sign_at: Option<i64>,
    /// The last time at which topics were subscribed, and the requests that may do so.
    subscribed_at: Option<i64>,
    subscribing: BTreeSet<RequestId>,
    /// The monotonic time at which a socket opened last.
    last_opened_at: u64,
    seen: Seen,
}

/// Simulates an hour. Pending work finishes at its end, so that the status is the one between two tries.
pub fn hour(source: Source, part: Part, how: How) -> Seen {
    let mut hour = Hour::new(source, part, how);
    hour.pass(HOUR_MS);
    for _ in 0..600 {
        if hour.rests() {
            break;
        }
        hour.pass(100);
    }
    hour.finish()
}

impl Hour {
    fn new(source: Source, part: Part, how: How) -> Self {
        let app_tokens = part == Part::GetToken || (source == Source::Notifications && part != Part::Token);
        let config = match source {
            Source::RoutingEvents => Config { app_tokens, ..Config::default() },
            Source::Notifications => Config { app_tokens, ..with_agent() },
        };
        let of_client = |config: Config| Config {
            client_id: Some("client".into()),
            client_secret: Some(Secret::new("the-secret")),
            user_id: Some(ME.into()),
            ..config
        };
        let mut desk = Desk::new(if app_tokens { config } else { of_client(config) });
        let began_at = desk.now.mono_ms;
        desk.start();
        let (status, blind) = (Status::Idle, Blind::No);
        let seen = Seen {
            errors: Vec::new(),
            told_after_ms: None,
            tries: None,
            status,
            blind,
            between_tries: Vec::new(),
            in_snapshot: None,
            waiting_may_help: None,
            statuses_since_reported: Vec::new(),
        };
        let mut hour = Self {
            desk,
            source,
            part,
            how,
            sockets: BTreeMap::new(),
            queue: BTreeMap::new(),
            serial: 0,
            rings: 0,
            began_at,
            tries: 0,
            first_opened_at: None,
            last_sign_at: None,
            subscribed_at: None,
            subscribing: BTreeSet::new(),
            last_opened_at: 0,
            seen,
        };
        hour.plan(30_000, Event::Beat);
        hour.perform();
        hour
    }

    fn plan(&mut self, after_ms: u64, event: Event) {
        self.serial += 1;
        self.queue.insert((self.desk.now.mono_ms + after_ms, self.serial), event);
    }

    fn pass(&mut self, ms: u64) {
        let end = self.desk.now.mono_ms + ms;
        loop {
            let planned = self.queue.keys().next().map(|(at, _)| *at);
            let next = [planned, self.desk.armed].into_iter().flatten().min().filter(|at| *at <= end);
            let Some(next) = next else { break };
            self.desk.tick(next.saturating_sub(self.desk.now.mono_ms));
            if planned.is_some_and(|at| at <= next) {
                let (_, event) = self.queue.pop_first().expect("peeked");
                self.happen(event);
            } else {
                self.desk.input(Input::Timeout);
            }
            self.perform();
        }
        self.desk.tick(end.saturating_sub(self.desk.now.mono_ms));
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Answer(id, answer) => {
                if self.subscribing.remove(&id) {
                    self.subscribed_at = Some(self.desk.now.wall.0);
                }
                self.desk.input(Input::Answer(id, answer));
            }
            Event::Token(id, token) => self.desk.input(Input::AppToken(id, token)),
            Event::Beat => self.heartbeat(),
            Event::Socket(id, _) if !self.sockets.contains_key(&id) => {}
            Event::Socket(id, Reply::Opened) => {
                self.note_sign();
                self.last_opened_at = self.desk.now.mono_ms;
                self.desk.open(id);
            }
            Event::Socket(id, Reply::Text(text)) => {
                self.note_sign();
                self.desk.text(id, &text);
            }
            Event::Socket(id, Reply::Closed(code)) => {
                self.sockets.remove(&id);
                self.desk.input(Input::Socket(id, SocketEvent::Closed { code, reason: "" }));
            }
        }
    }

    fn note_sign(&mut self) {
        self.last_sign_at = Some(self.desk.now.wall.0);
        self.first_opened_at = self.first_opened_at.or(self.last_sign_at);
    }

    /// Whether neither a request nor a handshake is pending, and an open socket is none that is about to fail.
    fn rests(&self) -> bool {
        let fails = |way| match way {
            SocketWay::Silent => self.source == Source::Notifications,
            SocketWay::ChannelGone | SocketWay::TakenAway | SocketWay::Closes(_) | SocketWay::LivesSixSeconds => true,
            SocketWay::Refused | SocketWay::Hangs | SocketWay::BadFrames | SocketWay::Deaf => false,
        };
        match self.desk.detail().phase {
            Phase::Open => !matches!(self.how, How::Socket(way) if fails(way)),
            Phase::Waiting | Phase::Stopped => true,
            _ => false,
        }
    }

    fn blind(&self) -> Blind {
        let start = self.desk.now.wall.0 - (self.desk.now.mono_ms - self.began_at).cast_signed();
        match self.desk.detail().blind_since {
            None => Blind::No,
            Some(at) if at == start => Blind::SinceStart,
            Some(at) if Some(at) == self.subscribed_at && self.how == How::Socket(SocketWay::Deaf) => {
                Blind::SinceSubscribed
            }
            Some(at) if Some(at) == self.first_opened_at => Blind::SinceFirstOpened,
            Some(at) if Some(at) == self.last_sign_at => Blind::SinceLastSign,
            Some(_) => Blind::Wrong,
        }
    }

    fn heartbeat(&mut self) {
        let beat = match self.how {
            How::Socket(SocketWay::Silent) => None,
            How::Socket(SocketWay::BadFrames) => Some("no JSON"),
            _ if self.desk.engine.diagnostics().counters.connects == 0 => None,
            _ => Some(r#"{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}"#),
        };
        for id in self.sockets.keys().copied().collect::<Vec<_>>() {
            if let Some(text) = beat {
                self.plan(LATENCY_MS, Event::Socket(id, Reply::Text(text.to_owned())));
            }
        }
        self.plan(30_000, Event::Beat);
    }

    fn perform(&mut self) {
        for output in self.desk.take() {
            match output {
                Output::Request(id, request) => self.request(id, &request),
                Output::AskApp(id, _) => self.get_token(id),
                Output::OpenSocket { id, url, .. } => self.open(id, url.expose()),
                Output::CloseSocket { id, .. } => {
                    self.sockets.remove(&id);
                }
                Output::SendText { id, .. } if self.how != How::Socket(SocketWay::Silent) => {
                    let pong = r#"{"topicName":"channel.metadata","eventBody":{"message":"pong"}}"#;
                    self.plan(LATENCY_MS, Event::Socket(id, Reply::Text(pong.to_owned())));
                }
                Output::TakeChannel { .. } => self.desk.answer_stored_channel(None),
                Output::Error(error) => {
                    self.seen.told_after_ms.get_or_insert(self.desk.now.mono_ms - self.began_at);
                    self.seen.tries.get_or_insert(self.tries);
                    self.seen.errors.push(error);
                }
                Output::Status(status, _) if !self.seen.errors.is_empty() => {
                    self.seen.statuses_since_reported.push(status)
                }
                _ => {}
            }
        }
        if self.desk.outputs().next().is_some() {
            return self.perform();
        }
        // An open socket has to be stable first (S5).
        let is_new = self.desk.detail().phase == Phase::Open && self.desk.now.mono_ms < self.last_opened_at + 6_000;
        if !self.seen.errors.is_empty() && self.rests() && !is_new {
            let now = (self.desk.status(), self.blind());
            if !self.seen.between_tries.contains(&now) {
                self.seen.between_tries.push(now);
            }
        }
    }

    fn open(&mut self, id: SocketId, url: &str) {
        self.tries += u32::from(self.part == Part::Socket && self.how != How::Socket(SocketWay::Deaf));
        self.sockets.insert(id, url.rsplit('/').next().unwrap_or_default().to_owned());
        let How::Socket(way) = self.how else { return self.plan(LATENCY_MS, Event::Socket(id, Reply::Opened)) };
        match way {
            SocketWay::Refused => return self.plan(LATENCY_MS, Event::Socket(id, Reply::Closed(1006))),
            SocketWay::Hangs => return,
            SocketWay::Closes(code) => self.plan(LATENCY_MS + 300, Event::Socket(id, Reply::Closed(code))),
            SocketWay::LivesSixSeconds => self.plan(LATENCY_MS + 6_000, Event::Socket(id, Reply::Closed(1006))),
            SocketWay::ChannelGone => {
                let gone = r#"{"result":"404","message":"channel not found"}"#.to_owned();
                self.plan(LATENCY_MS + 300, Event::Socket(id, Reply::Text(gone)));
            }
            SocketWay::TakenAway => {
                let topic = format!("v2.system.no_longer_subscribed.{}", self.sockets[&id]);
                let removed = json!({ "topicName": topic, "eventBody": {} }).to_string();
                self.plan(LATENCY_MS + 300, Event::Socket(id, Reply::Text(removed)));
            }
            SocketWay::Silent | SocketWay::BadFrames | SocketWay::Deaf => {}
        }
        self.plan(LATENCY_MS, Event::Socket(id, Reply::Opened));
    }

    fn get_token(&mut self, id: RequestId) {
        self.serial += 1;
        self.tries += u32::from(self.part == Part::GetToken);
        let failure =
            |message: &str, status| Err(AppFailure { message: message.into(), status, ..AppFailure::default() });
        let token =
            |access_token: String| Ok(AppToken { access_token, expires_in_s: Some(86_400.0), ..AppToken::default() });
        let answer = match self.how {
            _ if self.part != Part::GetToken => token(format!("token-{}", self.serial)),
            How::Throws => failure("not signed in", None),
            How::GivesNothing => failure("it gave undefined", None),
            How::GivesAnEmptyToken => token(String::new()),
            How::GivesAMalformedToken => token("two\nlines".to_owned()),
            How::Status(status) => failure("refused", Some(status)),
            How::AskedToWaitLong => {
                let retry_after = Some(RetryAfter::Seconds(90));
                Err(AppFailure { message: "refused".into(), status: Some(429), retry_after })
            }
            _ => return,
        };
        self.plan(LATENCY_MS, Event::Token(id, answer));
    }

    fn request(&mut self, id: RequestId, request: &HttpRequest) {
        let url = request.url.as_str();
        let (part, well) = match request.method {
            "POST" if url.ends_with("/oauth/token") => {
                (Part::Token, json!({ "access_token": format!("token-{}", self.serial), "expires_in": 86_400 }))
            }
            "POST" => (Part::CreateChannel, channel_body(&format!("channel-{}", self.serial))),
            "PUT" => (Part::Subscribe, accepted_topics(request.body.as_ref().expect("topics").expose())),
            _ if url.ends_with("users/me") => (Part::Me, json!({ "id": ME })),
            _ => (Part::List, self.list()),
        };
        self.tries += u32::from(part == self.part);
        let ok = |body: &str| Ok(HttpResponse { status: 200, body: body.to_owned(), ..HttpResponse::default() });
        let answer = match self.how {
            _ if part != self.part => ok(&well.to_string()),
            How::Unreadable => ok(r#"{"surprise":true}"#),
            How::Empty => ok(""),
            How::HtmlPage => ok("<!doctype html><title>Sign in</title>"),
            How::Status(status) => {
                let body = if status == 204 { "" } else { r#"{"message":"no"}"# };
                Ok(HttpResponse { status, body: body.to_owned(), ..HttpResponse::default() })
            }
            How::AskedToWaitLong => {
                let retry_after = Some(RetryAfter::Seconds(90));
                Ok(HttpResponse { status: 429, retry_after, ..HttpResponse::default() })
            }
            How::NoResponse => Err(RequestFailure { message: "Failed to fetch".into() }),
            _ => return,
        };
        if part == Part::Subscribe {
            self.subscribing.insert(id);
        }
        self.plan(LATENCY_MS, Event::Answer(id, answer));
    }

    /// With a deaf channel each list has a ring that is new.
    fn list(&mut self) -> Value {
        let deaf = self.how == How::Socket(SocketWay::Deaf);
        let entities: Vec<Value> = if deaf { vec![rings(&format!("c-{}", self.rings / 3))] } else { Vec::new() };
        // The ring of the first list began before the socket was stable: that it came by no frame shows nothing.
        self.tries += u32::from(deaf && self.rings >= 3);
        self.rings += 1;
        json!({ "entities": entities, "pageCount": 1 })
    }

    fn finish(mut self) -> Seen {
        let snapshot = self.desk.snapshot();
        self.seen.status = snapshot.status;
        self.seen.blind = self.blind();
        self.seen.waiting_may_help = snapshot.error.as_ref().map(|error| error.retryable);
        self.seen.in_snapshot = snapshot.error.map(|error| error.code);
        self.seen
    }
}
