//! An engine to which anything may happen, in any order and at any time.

use crate::dice::Dice;
use crate::frames;
use crate::invariants::{Invariants, check_decoding};
use crate::{options, serde_reference};
use genesys_toasts::engine::MAX_FRAME_BYTES;
use genesys_toasts::engine::action_io::{PhoneAnswer, ToastAction, ToastKind};
use genesys_toasts::engine::{
    AppFailure, AppToken, HttpResponse, Page, PageEvent, RequestFailure, RequestId, Resume, RetryAfter, Secret,
    SocketEvent, SocketId, Status, Toast, WallTime,
};
use genesys_toasts::{Config, Engine, Input, Now, Output};

/// How many frames are stored, to be delivered again.
const RECENT: usize = 8;

/// The longest wait for the timer: longer than the options allow, yet far from the end of time.
const LONGEST_WAIT_MS: u64 = 100_000_000;

const TOKENS: [&str; 4] = ["t0k3n-1", "t0k3n-2", "t0k3n/3+&", ""];

const GRANTS: [&str; 5] = [
    r#"{"access_token":"t0k3n-1","expires_in":3600}"#,
    r#"{"access_token":"t0k3n-2","expires_in":6,"scope":"user:read"}"#,
    r#"{"access_token":"t0k3n/3+&","expires_in":1e308}"#,
    r#"{"access_token":"t0k3n-1","expires_in":-1}"#,
    r#"{"access_token":""}"#,
];

const REFUSALS: [&str; 4] =
    [r#"{"error":"s3cr3t is wrong"}"#, "Retry the request in [42] seconds", "in [99999999999999999999999] seconds", ""];

const RETRY_AFTER: [RetryAfter; 5] = [
    RetryAfter::Seconds(0),
    RetryAfter::Seconds(7),
    RetryAfter::Seconds(u64::MAX),
    RetryAfter::At(DATES[0]),
    RetryAfter::At(DATES[1]),
];

/// Half a minute after the beginning of a shift, and the ends of time.
const DATES: [WallTime; 3] = [WallTime(1_795_420_830_000), WallTime(i64::MAX), WallTime(i64::MIN)];

const PAGE_EVENTS: [PageEvent; 8] = [
    PageEvent::Online,
    PageEvent::Offline,
    PageEvent::Visible,
    PageEvent::Hidden,
    PageEvent::Hide,
    PageEvent::Show,
    PageEvent::Freeze,
    PageEvent::Thaw,
];

const CLOSE_CODES: [u16; 12] = [1000, 1001, 1006, 1006, 1006, 1008, 1011, 1012, 4001, 4003, 0, 65_535];

/// An engine, the world around it as far as the engine knows it, and what must hold.
pub(crate) struct Shift<'d> {
    dice: Dice<'d>,
    pub(crate) engine: Engine,
    now: Now,
    armed: Option<u64>,
    sockets: Vec<SocketId>,
    requests: Vec<(RequestId, bool)>,
    record: Option<Secret>,
    recent: Vec<String>,
    invariants: Invariants,
    /// How many frames have been handed in.
    pub(crate) frames: u64,
    /// The most outputs that one input gave beyond those of toasts that came and went.
    pub(crate) most_outputs: usize,
    /// What any of the two clocks may do: jump to the ends of time.
    wild: bool,
    /// How many conversations have events.
    conversations: u64,
    started: bool,
}

impl<'d> Shift<'d> {
    /// An engine with options by the dice, not yet started.
    pub(crate) fn new(mut dice: Dice<'d>) -> Self {
        let config = options::any(&mut dice);
        Self::with(dice, config, 60)
    }

    /// Creates an engine with these options, not yet started, and events of so many conversations.
    pub(crate) fn with(mut dice: Dice<'d>, config: Config, conversations: u64) -> Self {
        let now = Now { wall: WallTime(1_795_420_800_000), mono_ms: dice.below(1_000_000) };
        let invariants = Invariants::new(&config);
        Self {
            engine: Engine::new(config, dice.any(), now),
            wild: dice.one_in(50),
            conversations,
            dice,
            now,
            armed: None,
            sockets: Vec::new(),
            requests: Vec::new(),
            record: None,
            recent: Vec::new(),
            invariants,
            frames: 0,
            most_outputs: 0,
            started: false,
        }
    }

    /// Whether a fuzzer's bytes are used up.
    pub(crate) fn is_over(&self) -> bool {
        self.dice.is_spent()
    }

    /// Lets one thing happen. Without a connection it is often what leads to one: frames are to reach the engine.
    pub(crate) fn step(&mut self) {
        if self.engine.snapshot().status != Status::Connected && self.dice.below(4) < 3 {
            return self.make_progress();
        }
        self.let_time_pass();
        match self.dice.below(100) {
            0..=74 => self.deliver_frame(),
            75..=79 => self.socket_event(),
            80..=84 => self.answer(),
            85..=88 => self.input(Input::Timeout),
            89 => {
                let event = *self.dice.pick(&PAGE_EVENTS);
                self.input(Input::Page(event));
            }
            90..=98 => self.command(),
            _ if self.dice.one_in(20) => self.input(Input::Stop),
            _ if self.dice.one_in(3) => self.configure(),
            _ => self.start(),
        }
    }

    /// Lets one of those things happen that an engine remembers, ten in a ms. Its connection stays.
    pub(crate) fn busy_step(&mut self) {
        if self.engine.snapshot().status != Status::Connected {
            return self.make_progress();
        }
        let ms = self.dice.below(10) / 9;
        self.pass(ms);
        match self.dice.below(20) {
            0..=17 => self.deliver_frame(),
            18 => self.command(),
            _ => self.input(Input::Timeout),
        }
    }

    /// The network was away for a moment: now there are two sockets.
    pub(crate) fn replace_socket(&mut self) {
        self.pass(10_000);
        self.input(Input::Page(PageEvent::Offline));
        self.input(Input::Page(PageEvent::Online));
        let newest = self.sockets.last().copied().unwrap_or(SocketId(1));
        self.input(Input::Socket(newest, SocketEvent::Opened));
    }

    fn make_progress(&mut self) {
        match self.dice.below(5) {
            0 => self.start(),
            1 => self.input(Input::Page(PageEvent::Show)),
            2 => {
                self.pass(self.armed.map_or(0, |at| at.saturating_sub(self.now.mono_ms)).min(LONGEST_WAIT_MS));
                self.input(Input::Timeout);
            }
            3 => self.answer(),
            _ => {
                let newest = self.sockets.last().copied().unwrap_or(SocketId(1));
                self.input(Input::Socket(newest, SocketEvent::Opened));
            }
        }
    }

    fn deliver_frame(&mut self) {
        self.frames += 1;
        let socket = self.any_socket();
        if self.dice.one_in(40) {
            return self.input(Input::Socket(socket, SocketEvent::Unreadable));
        }
        let again = !self.recent.is_empty() && self.dice.one_in(4);
        let text = if again {
            self.dice.pick(&self.recent).clone()
        } else {
            frames::frame(&mut self.dice, self.conversations)
        };
        check_decoding(&text);
        if text.len() <= MAX_FRAME_BYTES {
            serde_reference::check_against_serde_json(&text);
        }
        self.input(Input::Socket(socket, SocketEvent::Text(&text)));
        if !again && text.len() < 4_096 {
            if self.recent.len() == RECENT {
                self.recent.remove(0);
            }
            self.recent.push(text);
        }
    }

    fn socket_event(&mut self) {
        let socket = self.any_socket();
        if !self.dice.one_in(8) {
            return self.input(Input::Socket(socket, SocketEvent::Opened));
        }
        let code = match self.dice.below(8) {
            0 => self.dice.below(65_536) as u16,
            _ => *self.dice.pick(&CLOSE_CODES),
        };
        let reason = if self.dice.one_in(4) { frames::text(&mut self.dice) } else { String::new() };
        self.sockets.retain(|open| *open != socket);
        self.invariants.closed(socket);
        self.input(Input::Socket(socket, SocketEvent::Closed { code, reason: &reason }));
    }

    fn answer(&mut self) {
        let known = self.requests.pop();
        let (id, app) = known.unwrap_or((RequestId(self.dice.below(50) as u32), self.dice.one_in(2)));
        match self.dice.below(10) {
            0 => self.input(Input::StorageFailed),
            1 => {
                let corrupt = Some(Secret::new(frames::frame(&mut self.dice, 60)));
                let record = [self.record.clone(), corrupt, None][self.dice.below(3) as usize].clone();
                self.input(Input::StoredToken(record));
            }
            _ if app => {
                let result = self.app_token();
                self.input(Input::AppToken(id, result));
            }
            2 => self.input(Input::Answer(id, Err(RequestFailure { message: "Failed to fetch".to_owned() }))),
            _ => {
                let response = self.response();
                self.input(Input::Answer(id, Ok(response)));
            }
        }
    }

    fn app_token(&mut self) -> Result<AppToken, AppFailure> {
        if self.dice.one_in(6) {
            let status = *self.dice.pick(&[None, Some(401), Some(429), Some(0)]);
            let retry_after = self.dice.one_in(2).then(|| *self.dice.pick(&RETRY_AFTER));
            return Err(AppFailure { message: frames::text(&mut self.dice), status, retry_after });
        }
        let numbers = [None, Some(3_600.0), Some(0.0), Some(-1.0), Some(f64::NAN), Some(f64::INFINITY), Some(1e300)];
        let until = self.now.wall.0.saturating_add(60_000) as f64;
        Ok(AppToken {
            access_token: (*self.dice.pick(&TOKENS)).to_owned(),
            expires_in_s: *self.dice.pick(&numbers),
            expires_at_ms: *self.dice.pick(&[None, None, Some(until), Some(0.0), Some(f64::NAN), Some(1e300)]),
            unreadable_expiry: self.dice.one_in(4),
        })
    }

    fn response(&mut self) -> HttpResponse {
        let granted = self.dice.below(3) < 2;
        let status = if granted { 200 } else { *self.dice.pick(&[400, 401, 403, 408, 429, 500, 503, 0]) };
        let body = match self.dice.below(12) {
            0 => frames::frame(&mut self.dice, 60),
            1..=4 if granted => (*self.dice.pick(&GRANTS)).to_owned(),
            _ if granted => GRANTS[0].to_owned(),
            _ => (*self.dice.pick(&REFUSALS)).to_owned(),
        };
        let retry_after = self.dice.one_in(2).then(|| *self.dice.pick(&RETRY_AFTER));
        let date = self.dice.one_in(2).then(|| *self.dice.pick(&DATES));
        HttpResponse { status, retry_after, date, body }
    }

    fn command(&mut self) {
        let toasts = self.engine.snapshot().toasts;
        let id = match toasts.as_slice() {
            [] => "gt-0-0".to_owned(),
            shown => self.dice.pick(shown).id.clone(),
        };
        let id_or_all = if self.dice.one_in(2) { Some(id.clone()) } else { None };
        let call = self.dice.below(1_000) as u32;
        let phone = RequestId(self.dice.below(60) as u32);
        let input = match self.dice.below(22) {
            0 => Input::DismissAll,
            1..=5 => Input::Dismiss(id),
            6..=8 => Input::Pause(id_or_all),
            9 => Input::Retry,
            10 | 11 => Input::Act(call, ToastAction::Answer, id),
            12 => Input::Act(call, ToastAction::Decline, id),
            13 => Input::BackOnQueue(call),
            14 => Input::Phone(phone, PhoneAnswer::Done),
            15 => Input::Phone(phone, PhoneAnswer::NotMine),
            _ => Input::Resume(id_or_all),
        };
        self.input(input);
    }

    fn configure(&mut self) {
        let config = options::any(&mut self.dice);
        self.invariants.max_toasts = config.max_toasts;
        self.input(Input::Configure(Box::new(config)));
    }

    /// A failed instance leaves something behind only for the first start of the next one.
    fn start(&mut self) {
        let page = Page { visible: self.dice.below(4) < 3, online: self.dice.below(8) < 7 };
        let resume = (!self.started && self.dice.one_in(3)).then(|| Resume {
            toasts: (0..self.dice.below(4).min(self.invariants.max_toasts as u64))
                .map(|n| self.restored_toast(n))
                .collect(),
            attempt: self.dice.below(40) as u32,
        });
        self.started = true;
        self.input(Input::Start { page, resume, blind_since: None });
    }

    fn restored_toast(&mut self, n: u64) -> Toast {
        let wall = self.now.wall.0;
        let mut time = || {
            let off = self.dice.below(300_000) as i64 - 150_000;
            *self.dice.pick(&[wall, wall.saturating_add(off), wall.saturating_add(off), 0, i64::MIN, i64::MAX])
        };
        Toast {
            id: format!("gt-before-{n}"),
            conversation_id: format!("c-{n}"),
            caller_name: "Mara Lindqvist".to_owned(),
            media_type: "voice".to_owned(),
            timestamp: time(),
            expires_at: Some(time()),
            leg: None,
            kind: ToastKind::Ring,
            actions: Vec::new(),
            pending: None,
        }
    }

    fn any_socket(&mut self) -> SocketId {
        match self.sockets.as_slice() {
            known if !known.is_empty() && self.dice.below(30) < 29 => *self.dice.pick(known),
            _ => SocketId(self.dice.below(30) as u32),
        }
    }

    fn pass(&mut self, ms: u64) {
        self.now.mono_ms = self.now.mono_ms.saturating_add(ms);
        self.now.wall = self.now.wall.plus(ms);
    }

    fn let_time_pass(&mut self) {
        let (mono, wall) = (self.now.mono_ms, self.now.wall.0);
        let some = self.dice.below(400);
        match self.dice.below(if self.wild { 400 } else { 397 }) {
            0..=299 => self.pass(some / 8),
            300..=379 => self.pass(self.armed.map_or(some, |at| at.saturating_sub(mono)).min(400_000)),
            380..=389 => self.pass(some * 50),
            390..=391 => self.now.wall.0 = wall.saturating_add(some as i64 * 500),
            392..=393 => self.now.wall.0 = wall.saturating_sub(some as i64 * 500),
            394..=395 => self.now.mono_ms = mono.saturating_sub(some * 10),
            396 => {}
            _ => {
                self.now.mono_ms = *self.dice.pick(&[mono, 0, u64::MAX - 1_000, u64::MAX]);
                self.now.wall.0 = *self.dice.pick(&[wall, 0, i64::MIN, i64::MAX, -1]);
            }
        }
    }

    fn input(&mut self, input: Input<'_>) {
        let before = self.engine.snapshot();
        self.engine.handle_input(self.now, input);
        let mut outputs = Vec::new();
        self.armed = loop {
            let output = self.engine.poll_output();
            if let Output::Timeout(at) = output {
                break at;
            }
            outputs.push(output);
        };
        self.note(&outputs);
        let others = self.invariants.check(&before, &self.engine.snapshot(), &outputs);
        self.most_outputs = self.most_outputs.max(others);
    }

    fn note(&mut self, outputs: &[Output]) {
        for output in outputs {
            if let Output::OpenSocket { id, .. } = output {
                self.sockets.push(*id);
            } else if let Output::CloseSocket { id, .. } = output {
                self.sockets.retain(|open| open != id);
            } else if let Output::Request(id, _) = output {
                self.requests.push((*id, false));
            } else if let Output::AskApp(id, _) = output {
                self.requests.push((*id, true));
            } else if let Output::StoreToken { record, .. } = output {
                self.record = Some(record.clone());
            }
        }
        let known = self.requests.len().saturating_sub(4);
        self.requests.drain(..known);
    }
}
