//! What goes wrong, drawn from the seed, and what must hold all the same.

use super::{Change, Event, Service};
use genesys_toasts::engine::action_io::ToastKind;
use genesys_toasts::engine::alerts::AlertEvent;
use genesys_toasts::engine::{Page, PageEvent, RequestId, Secret, SocketId, WallTime};
use genesys_toasts::{Input, Output};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// No input may make more outputs than this.
const MAX_OUTPUTS: usize = 4 * 50 + 60;

/// How the API answers just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Http {
    #[default]
    Well,
    RateLimited(u64),
    Broken(u16),
    Hanging,
    /// 200, and nothing that can be read.
    Unreadable,
    /// Topics are answered for as if they were taken, and are not in the answer.
    Forgetful,
}

/// How handshakes go just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Handshake {
    #[default]
    Well,
    Refused,
    Hanging,
    Dropped,
}

/// What is wrong, and what has been seen.
#[derive(Debug, Default)]
pub struct Faults {
    pub http: Http,
    pub handshake: Handshake,
    pub half_open: BTreeSet<SocketId>,
    /// Channels that are made now are deaf.
    pub deaf: bool,
    pub checks_tokens: bool,
    pub valid: BTreeSet<String>,
    /// How often all tokens were revoked.
    pub revocations: u64,
    pub stored: Option<Secret>,
    pub not_before: u64,
    /// Answers that name a wait, in ms, and are on their way. Of one to a request that was given up nobody learns.
    pub(super) limits: BTreeMap<RequestId, u64>,
    pub stopped: bool,
    pub alarms: u64,
    pub channels_made: u64,
    /// How long the computer has slept; the monotonic clock was stopped for that time.
    pub slept: u64,
    /// Whether frames overtake each other.
    pub overtaking: bool,
    /// Conversations of which a frame has said that they do not ring any more.
    pub(super) over: BTreeSet<String>,
    /// Conversations that the agent has closed.
    pub closed: BTreeSet<String>,
    on: bool,
    /// The app stops its client soon after the next request.
    restless: bool,
    away: bool,
}

impl Faults {
    /// Notes a frame that says of a call that it does not ring.
    pub(super) fn note_end(&mut self, text: &str) {
        if text.contains("participants") && !text.contains("alerting\"") {
            let frame: Value = serde_json::from_str(text).expect("a frame");
            self.over.extend(frame["eventBody"]["id"].as_str().map(str::to_owned));
        }
    }
}

impl Service {
    /// Starts the faults, until [`Self::end_faults`].
    pub fn start_faults(&mut self) {
        self.faults.on = true;
        self.faults.checks_tokens = true;
        self.plan(1_000, Event::Fault);
        self.plan(1_500, Event::Agent);
    }

    /// Ends all faults. Half-open sockets stay half-open, and nobody notices.
    pub fn end_faults(&mut self) {
        self.faults.on = false;
        self.heal();
        self.up = true;
        if self.faults.away {
            self.change_page(PageEvent::Show);
        }
        for event in [PageEvent::Online, PageEvent::Visible] {
            self.change_page(event);
        }
        if self.faults.stopped {
            self.start();
        }
    }

    /// Something is requested: where the app is restless, it stops and starts before there is an answer, or soon after it.
    pub(super) fn watch_request(&mut self) {
        if std::mem::take(&mut self.faults.restless) && self.faults.on {
            let (after, lasts) = (self.between(1, 250), self.between(1, 5_000));
            self.plan(after, Event::Restart(lasts));
        }
    }

    /// Looks at what one input made.
    pub(super) fn check_outputs(&mut self, outputs: &[Output]) {
        assert!(outputs.len() <= MAX_OUTPUTS, "{} outputs for one input", outputs.len());
        let mut sockets = self.sockets.len();
        for output in outputs {
            match output {
                Output::Log(_, line) => assert_clean(line),
                Output::Error(error) => {
                    assert_clean(&error.message);
                    if error.code.as_str() == "deaf_channel" {
                        assert!(self.is_deaf(), "a false alarm");
                        self.faults.alarms += 1;
                    }
                }
                Output::Request(_, request) => {
                    assert!(self.now() >= self.faults.not_before, "a request before the time that was named");
                    self.check_token(request);
                    self.faults.channels_made += u64::from(request.url.ends_with("/channels"));
                }
                Output::ToastShown(toast) if toast.kind == ToastKind::AutoAnswered => self.check_owner(toast),
                Output::ToastShown(toast) => {
                    let over = self.faults.over.contains(&toast.conversation_id);
                    assert!(!over, "a toast for {}, of which the end was reported before", toast.conversation_id);
                    self.check_owner(toast);
                    self.watch_shown(&toast.conversation_id);
                }
                Output::ToastDismissed(toast, reason) => self.check_dismissed(toast, *reason),
                Output::OpenSocket { url, .. } => {
                    self.check_channel(url.expose());
                    sockets += 1;
                    assert!(sockets <= 2, "a third socket");
                }
                Output::CloseSocket { code, .. } => {
                    sockets -= 1;
                    assert_eq!(*code, 1000);
                }
                _ => {}
            }
        }
    }

    pub(super) fn accepts_handshake(&mut self, id: SocketId, latency: u64) -> bool {
        match self.faults.handshake {
            Handshake::Well => return true,
            Handshake::Refused => self.plan(latency, Event::Closed(id, 1006)),
            Handshake::Hanging => {}
            Handshake::Dropped => {
                self.plan(latency, Event::Opened(id));
                self.plan(latency + 5, Event::Closed(id, 1011));
            }
        }
        false
    }

    pub(super) fn fault(&mut self) {
        if !self.faults.on {
            return;
        }
        self.watch.troubled_at = self.now();
        let lasts = self.between(100, 40_000);
        match self.between(0, 24) {
            0 | 1 => self.cut(0, lasts),
            2 => self.faults.handshake = Handshake::Refused,
            3 => self.faults.handshake = Handshake::Hanging,
            4 => self.faults.handshake = Handshake::Dropped,
            5 => self.faults.http = Http::RateLimited(self.between(1, 60)),
            6 => self.faults.http = Http::Broken([500, 503, 401, 403, 418][self.between(0, 4) as usize]),
            7 => self.faults.http = Http::Hanging,
            8 => {
                let code = [1000, 1001, 1006, 1011, 1012, 4001, 4003, 4444][self.between(0, 7) as usize];
                self.close_all(code);
            }
            9 => {
                self.faults.half_open.extend(self.sockets.keys().copied());
                self.watch_half_open();
            }
            10 => self.refuse_tokens(),
            11 => self.revoke(),
            12 => self.change(Change::Displaced),
            13 => self.change(Change::Maintenance),
            14 => self.channels.values_mut().for_each(|channel| channel.gone = true),
            15 => self.make_deaf(),
            16 => self.sleep(lasts * 5),
            17 => self.move_clock(),
            18 => self.leave(lasts),
            19 => self.faults.http = Http::Unreadable,
            20 => self.faults.http = Http::Forgetful,
            21 => self.another_agents_token(),
            22 | 23 => self.faults.restless = true,
            _ => self.stop_and_start(lasts),
        }
        self.plan(lasts, Event::Heal);
        let gap = self.between(2_000, 90_000);
        self.plan(gap, Event::Fault);
    }

    pub(super) fn heal(&mut self) {
        self.watch.troubled_at = self.now();
        self.faults.http = Http::Well;
        self.faults.handshake = Handshake::Well;
        self.faults.deaf = false;
    }

    /// The agent closes a toast now and then, and asks for a try.
    pub(super) fn agent(&mut self) {
        let toasts = self.desk.snapshot().toasts;
        if self.faults.on && !self.faults.stopped && !toasts.is_empty() && self.between(0, 2) == 0 {
            let toast = &toasts[self.between(0, toasts.len() as u64 - 1) as usize];
            self.faults.closed.insert(toast.conversation_id.clone());
            self.desk.input(Input::Dismiss(toast.id.clone()));
        }
        if self.faults.on && !self.faults.stopped {
            self.act();
        }
        if self.faults.on && self.between(0, 2) == 0 {
            self.desk.retry();
        }
        let gap = self.between(1_000, 20_000);
        self.plan(gap, Event::Agent);
    }

    pub(super) fn change_page(&mut self, event: PageEvent) {
        self.watch.troubled_at = self.now();
        if event == PageEvent::Hide {
            self.watch_leave();
        }
        self.faults.away &= event != PageEvent::Show;
        self.desk.page(event);
        let focused = self.between(0, 1) == 0;
        self.desk.input(Input::Alert(AlertEvent::Focus(focused)));
    }

    fn close_all(&mut self, code: u16) {
        for id in self.sockets.keys().copied().collect::<Vec<_>>() {
            self.plan(30, Event::Closed(id, code));
        }
    }

    fn refuse_tokens(&mut self) {
        self.faults.valid.clear();
        self.faults.revocations += 1;
    }

    fn revoke(&mut self) {
        self.refuse_tokens();
        for (socket, channel) in self.sockets.clone() {
            self.send_topic(socket, &format!("v2.system.token_revoked.{channel}"));
        }
    }

    /// The app gives tokens of another agent from now on: the one in use is refused, or, where it lives for a
    /// minute or two only, replaced in time. An app that stores tokens does not do so
    /// before the first one is known: it would store them under a key of somebody else's.
    fn another_agents_token(&mut self) {
        if self.agents.take_turns && (self.agents.known || !self.desks.store_tokens()) {
            self.agents.change();
        }
        if self.token_life_s > 100.0 {
            self.revoke();
        }
    }

    fn make_deaf(&mut self) {
        self.channels.values_mut().for_each(|channel| channel.deaf = true);
    }

    /// The monotonic clock stops; half of the sockets do not survive, without a close event.
    fn sleep(&mut self, ms: u64) {
        for id in self.sockets.keys().copied().collect::<Vec<_>>() {
            if self.between(0, 1) == 0 {
                self.faults.half_open.insert(id);
            }
        }
        self.watch_half_open();
        self.faults.slept += ms;
        self.desk.sleep(ms);
    }

    /// Sets the wall clock forward or back. Forward looks like sleep.
    fn move_clock(&mut self) {
        let by = self.between(0, 7_200_000) as i64 - 3_600_000;
        self.faults.slept += by.max(0).unsigned_abs();
        self.desk.now.wall = WallTime(self.desk.now.wall.0 + by);
    }

    fn leave(&mut self, ms: u64) {
        let (leave, back) = if self.between(0, 1) == 0 {
            self.faults.away = true;
            (PageEvent::Hide, PageEvent::Show)
        } else {
            (PageEvent::Hidden, PageEvent::Visible)
        };
        self.change_page(leave);
        self.plan(ms, Event::Page(back));
    }

    fn start(&mut self) {
        self.faults.stopped = false;
        self.sign_in();
        self.desk.start_on(Page { visible: true, online: true });
        self.allow_alerts();
    }

    pub(super) fn stop_and_start(&mut self, ms: u64) {
        self.watch_stop();
        self.desk.stop();
        self.perform();
        assert!(self.sockets.is_empty() && self.desk.toasts().is_empty(), "something is left after stop()");
        assert_eq!(self.desk.armed, None, "a timer is left after stop()");
        self.shown.clear();
        self.faults.closed.clear();
        self.faults.over.clear();
        self.faults.stopped = true;
        let end = self.now() + ms;
        self.desk.tick(ms.min(50));
        self.desk.tick(end.saturating_sub(self.now()));
        self.start();
        self.watch.troubled_at = self.now();
    }
}

/// No token, secret or address of a channel in what people may read (T11).
pub fn assert_clean(text: &str) {
    assert!(!text.contains("SECRET"), "a secret in: {text}");
}
