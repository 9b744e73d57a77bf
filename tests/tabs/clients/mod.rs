//! Whole clients in the tabs of one browser: engines with their tabs, in virtual time (L1–L9).

mod alerts;
mod alone;
mod calls;
mod leaders;
mod shared;

use genesys_toasts::engine::action_io::{ActionError, CallId};
use genesys_toasts::engine::alerts::{AlertCommand, AlertEvent, AlertOptions, AudioEvent};
use genesys_toasts::engine::tabs::io::{TabsCommand, TabsEvent};
use genesys_toasts::engine::tabs::message::Envelope;
use genesys_toasts::engine::{
    AppToken, Client, Now, Page, PageEvent, Resume, SocketEvent, SocketId, TabRole, WallTime,
};
use genesys_toasts::{Config, Input, Output};
use std::collections::VecDeque;

pub const TOKEN: &str = "t0ken-of-agent-7";
const MORNING: i64 = 1_795_420_800_000;

/// One page.
pub struct Tab {
    pub client: Client,
    pub trace: Vec<Output>,
    armed: Option<u64>,
    on_bus: bool,
    frozen: bool,
    /// Its open sockets.
    sockets: Vec<SocketId>,
    resume: Option<Resume>,
}

/// A browser whose lock and bus work at once. Each engine gets a token and a socket as soon as it asks.
pub struct Browser {
    pub now: Now,
    pub tabs: Vec<Tab>,
    pub holder: Option<usize>,
    waiting: VecDeque<usize>,
    mail: VecDeque<(usize, Envelope)>,
    /// The lock goes to this tab only.
    reserved: Option<usize>,
    /// All that was said on the bus, as JSON.
    pub bus: String,
    /// Sockets do not open before [`Browser::release_sockets`].
    pub hold_sockets: bool,
    held: Vec<(usize, SocketId)>,
    /// How many sockets were opened, and tokens given.
    pub opened: u32,
    pub tokens: u32,
}

pub fn options() -> Config {
    Config { storage_key: Some("agent-7".into()), app_tokens: true, alerts: AlertOptions::off(), ..Config::default() }
}

impl Browser {
    /// Tabs with these options; the first one is visible and has the focus.
    pub fn with(config: &Config, count: usize) -> Self {
        let now = Now { wall: WallTime(MORNING), mono_ms: 1_000 };
        let mut browser = Self {
            now,
            tabs: Vec::new(),
            holder: None,
            waiting: VecDeque::new(),
            mail: VecDeque::new(),
            reserved: None,
            bus: String::new(),
            hold_sockets: false,
            held: Vec::new(),
            opened: 0,
            tokens: 0,
        };
        for at in 0..count {
            browser.open(config.clone(), at == 0);
        }
        browser
    }

    /// Three tabs, of which the first one leads.
    pub fn of_three() -> Self {
        Self::with(&options(), 3)
    }

    /// Opens a page and starts its client.
    pub fn open(&mut self, config: Config, visible: bool) {
        self.open_again(config, visible, None);
    }

    /// The same for what a failed instance left.
    pub fn open_again(&mut self, config: Config, visible: bool, resume: Option<Resume>) {
        let id = self.tabs.len();
        let client = Client::new(config, 1_000 + id as u64, self.now, Ok(()));
        let (trace, sockets) = (Vec::new(), Vec::new());
        self.tabs.push(Tab { client, trace, armed: None, on_bus: false, frozen: false, sockets, resume });
        self.input(id, Input::Alert(AlertEvent::Focus(visible)));
        let resume = self.tabs[id].resume.take();
        self.input(id, Input::Start { page: Page { visible, online: true }, resume, blind_since: None });
    }

    pub fn input(&mut self, id: usize, input: Input<'_>) {
        let now = self.now;
        self.tabs[id].client.handle_input(now, input);
        self.drain(id);
        self.deliver();
    }

    pub fn alert(&mut self, id: usize, event: AlertEvent) {
        self.input(id, Input::Alert(event));
    }

    /// The agent looks at this tab, and at no other one.
    pub fn look_at(&mut self, id: usize) {
        self.see(id);
        for other in (0..self.tabs.len()).filter(|other| *other != id) {
            self.input(other, Input::Page(PageEvent::Hidden));
            self.alert(other, AlertEvent::Focus(false));
        }
    }

    /// The agent sees this tab as well, in a window of its own, and it has the focus.
    pub fn see(&mut self, id: usize) {
        self.input(id, Input::Page(PageEvent::Visible));
        self.alert(id, AlertEvent::Focus(true));
    }

    /// Audio can play in this tab.
    pub fn unlock(&mut self, id: usize) {
        self.alert(id, AlertEvent::Audio(AudioEvent::Running));
    }

    /// The page is gone without a word: the browser frees its lock.
    pub fn kill(&mut self, id: usize) {
        self.tabs[id].frozen = true;
        self.tabs[id].on_bus = false;
        self.tabs[id].sockets.clear();
        self.waiting.retain(|waiting| *waiting != id);
        self.free(id);
        self.deliver();
    }

    /// The page does not run any more, without a word; it keeps its lock.
    pub fn freeze(&mut self, id: usize) {
        self.tabs[id].frozen = true;
    }

    /// It runs again: what the browser has to say of the lock comes first, then the page says that it was thawed.
    pub fn thaw(&mut self, id: usize) {
        self.tabs[id].frozen = false;
        if self.holder != Some(id) {
            self.tell(id, TabsEvent::Lost);
        }
        self.input(id, Input::Page(PageEvent::Thaw));
    }

    pub fn is_on_bus(&self, id: usize) -> bool {
        self.tabs[id].on_bus
    }

    /// The sockets open that were held back.
    pub fn release_sockets(&mut self) {
        self.hold_sockets = false;
        for (id, socket) in std::mem::take(&mut self.held) {
            self.opened += 1;
            self.tabs[id].sockets.push(socket);
            self.input(id, Input::Socket(socket, SocketEvent::Opened));
        }
    }

    /// The other tabs do not get the lock: they are slower.
    pub fn keep_lock_for(&mut self, id: usize) {
        self.reserved = Some(id);
    }

    /// No message reaches this tab, and none comes from it.
    pub fn cut_off(&mut self, id: usize) {
        self.tabs[id].on_bus = false;
    }

    /// The server closes every socket.
    pub fn close_all(&mut self, code: u16) {
        for id in 0..self.tabs.len() {
            for socket in std::mem::take(&mut self.tabs[id].sockets) {
                self.input(id, Input::Socket(socket, SocketEvent::Closed { code, reason: "" }));
            }
        }
    }

    /// The app calls `start()` again.
    pub fn start(&mut self, id: usize) {
        let page = Page { visible: true, online: true };
        self.input(id, Input::Start { page, resume: None, blind_since: None });
    }

    /// Time passes, second by second at most, and timers fire.
    pub fn pass(&mut self, ms: u64) {
        let end = self.now.mono_ms + ms;
        loop {
            let due = (0..self.tabs.len()).filter(|id| !self.tabs[*id].frozen);
            let due = due.filter_map(|id| Some((self.tabs[id].armed?, id))).min().filter(|(at, _)| *at <= end);
            let Some((at, id)) = due else { break };
            self.advance(at.max(self.now.mono_ms));
            self.input(id, Input::Timeout);
        }
        self.advance(end);
    }

    /// Time passes, and no timer fires.
    pub fn pass_without_timers(&mut self, ms: u64) {
        self.advance(self.now.mono_ms + ms);
    }

    fn advance(&mut self, to: u64) {
        self.now.wall = self.now.wall.plus(to - self.now.mono_ms);
        self.now.mono_ms = to;
    }

    /// A frame for each open socket.
    pub fn frame(&mut self, text: &str) {
        for id in 0..self.tabs.len() {
            for socket in self.tabs[id].sockets.clone() {
                self.input(id, Input::Socket(socket, SocketEvent::Text(text)));
            }
        }
    }

    pub fn ring(&mut self, conversation: &str) {
        self.frame(&event(conversation, "ringing"));
    }

    pub fn end_ring(&mut self, conversation: &str) {
        self.frame(&event(conversation, "disconnected"));
    }

    pub fn open_sockets(&self) -> usize {
        self.tabs.iter().filter(|tab| !tab.frozen).map(|tab| tab.sockets.len()).sum()
    }

    pub fn roles(&self) -> Vec<TabRole> {
        self.tabs.iter().filter(|tab| !tab.frozen).map(|tab| tab.client.role()).collect()
    }

    /// The conversations that this tab shows.
    pub fn shown(&self, id: usize) -> Vec<String> {
        self.tabs[id].client.snapshot().toasts.iter().map(|toast| toast.conversation_id.clone()).collect()
    }

    /// The id of the only toast.
    pub fn toast(&self, id: usize) -> String {
        let toasts = self.tabs[id].client.snapshot().toasts;
        assert_eq!(toasts.len(), 1);
        toasts[0].id.clone()
    }

    /// What this tab did since the last look, in the words of `name`.
    pub fn said<T>(&mut self, id: usize, name: impl Fn(&Output) -> Option<T>) -> Vec<T> {
        let said = self.tabs[id].trace.iter().filter_map(name).collect();
        self.tabs[id].trace.clear();
        said
    }

    fn drain(&mut self, id: usize) {
        loop {
            match self.tabs[id].client.poll_output() {
                Output::Timeout(at) => return self.tabs[id].armed = at,
                Output::Tabs(command) => self.perform(id, command),
                Output::AskApp(request, _) => {
                    self.tokens += 1;
                    let token = AppToken { access_token: TOKEN.into(), ..AppToken::default() };
                    self.again(id, Input::AppToken(request, Ok(token)));
                }
                Output::OpenSocket { id: socket, .. } => {
                    if self.hold_sockets {
                        self.held.push((id, socket));
                        continue;
                    }
                    self.opened += 1;
                    self.tabs[id].sockets.push(socket);
                    self.again(id, Input::Socket(socket, SocketEvent::Opened));
                }
                Output::CloseSocket { id: socket, .. } => self.tabs[id].sockets.retain(|open| *open != socket),
                output => self.tabs[id].trace.push(output),
            }
        }
    }

    /// Hands in what an output brought about; its outputs follow those that are left.
    fn again(&mut self, id: usize, input: Input<'_>) {
        let now = self.now;
        self.tabs[id].client.handle_input(now, input);
    }

    fn perform(&mut self, id: usize, command: TabsCommand) {
        match command {
            TabsCommand::Join(_) => self.tabs[id].on_bus = true,
            TabsCommand::Leave => {
                self.tabs[id].on_bus = false;
                self.waiting.retain(|waiting| *waiting != id);
                self.free(id);
            }
            TabsCommand::Post(envelope) => {
                self.bus += &serde_json::to_string(&envelope).expect("JSON");
                for to in (0..self.tabs.len()).filter(|to| *to != id) {
                    self.mail.push_back((to, Envelope::clone(&envelope)));
                }
            }
            TabsCommand::RequestLock { steal } => {
                self.waiting.retain(|waiting| *waiting != id);
                if steal {
                    if let Some(before) = self.holder.replace(id).filter(|before| *before != id) {
                        self.tell(before, TabsEvent::Lost);
                    }
                    self.tell(id, TabsEvent::Granted);
                } else if self.holder != Some(id) {
                    self.waiting.push_back(id);
                    self.grant();
                }
            }
        }
    }

    fn free(&mut self, id: usize) {
        if self.holder == Some(id) {
            self.holder = None;
            self.grant();
        }
    }

    fn grant(&mut self) {
        let of = |waiting: &&usize| self.reserved.is_none_or(|reserved| reserved == **waiting);
        let next = self.waiting.iter().find(of).copied();
        if self.holder.is_none()
            && let Some(next) = next
        {
            self.waiting.retain(|waiting| *waiting != next);
            self.holder = Some(next);
            self.tell(next, TabsEvent::Granted);
        }
    }

    /// The browser says something of lock and bus.
    pub fn tell(&mut self, id: usize, event: TabsEvent) {
        if !self.tabs[id].frozen {
            let now = self.now;
            self.tabs[id].client.handle_tabs(now, event);
            self.drain(id);
        }
    }

    fn deliver(&mut self) {
        while let Some((to, envelope)) = self.mail.pop_front() {
            if self.tabs[to].on_bus {
                self.tell(to, TabsEvent::Message(envelope));
            }
        }
    }
}

pub fn event(conversation: &str, state: &str) -> String {
    format!(
        r#"{{"eventType":"routing.conversation.event","conversation":{{"id":"{conversation}","state":"{state}","mediaType":"voice"}},"participants":[{{"role":"agent","name":"Mara"}}]}}"#
    )
}

/// The callbacks of toasts, in words.
pub fn callback(output: &Output) -> Option<String> {
    match output {
        Output::ToastShown(toast) => Some(format!("shown {}", toast.conversation_id)),
        Output::ToastDismissed(toast, reason) => Some(format!("{} {}", reason.as_str(), toast.conversation_id)),
        _ => None,
    }
}

/// Whether a sound begins or ends.
pub fn sound(output: &Output) -> Option<&'static str> {
    match output {
        Output::Alert(AlertCommand::Play(_)) => Some("play"),
        Output::Alert(AlertCommand::StopSound { .. }) => Some("stop"),
        _ => None,
    }
}

/// What was decided of a call.
pub fn settled(output: &Output) -> Option<(CallId, Option<ActionError>)> {
    if let Output::ActionSettled(call, error) = output { Some((*call, error.clone())) } else { None }
}
