//! A client that shares its connection: passes on what happens to the engine and the tab, and what one of them wants of the other (L1).

use crate::engine::action_io::{ActionError, CallId};
use crate::engine::alerts::AlertEvent;
use crate::engine::input::{Input, PageEvent};
use crate::engine::output::Output;
use crate::engine::sharing::SharingInput;
use crate::engine::snapshot::{DismissReason, ToastId};
use crate::engine::tab_role::TabRole;
use crate::engine::tabs::election::Role;
use crate::engine::tabs::io::TabsCommand;
use crate::engine::tabs::message::{SharedState, TabAttention, TabCommand, TabId};
use crate::engine::tabs::tab::{Tab, TabInput, TabOutput};
use crate::engine::time::{Now, Timestamp, WallTime};
use crate::engine::{Engine, Lifecycle};
use std::collections::VecDeque;
use std::rc::Rc;

/// Calls of other tabs get numbers from here on: the app's own begin at 1.
const FIRST_REMOTE_CALL: CallId = 1 << 31;

/// While there is no other tab: after more toasts than this have gone, the tab gets the state all the same.
const MAX_GONE: usize = 100;

/// A tab in which nothing happens for so long may not have run, in ms. A lock is not taken by force before its holder has been silent for longer.
const PAUSE_MS: u64 = 2_000;

/// What belongs to a shared connection.
#[derive(Debug)]
pub(super) struct Shared {
    name: String,
    id: TabId,
    pub(super) tab: Tab,
    pub(super) started: bool,
    attention: TabAttention,
    /// Toasts that went since the last state, as the engine of this tab has reported.
    gone: Vec<(ToastId, DismissReason)>,
    /// Since when rings may have been missed before this client was started.
    pub(super) blind_since: Option<WallTime>,
    /// How many tries had failed in a row.
    pub(super) attempt: Option<u32>,
    /// Calls of other tabs that the engine of this one decides.
    remote_calls: Vec<(CallId, TabId, CallId)>,
    last_remote_call: CallId,
    pub(super) outputs: VecDeque<Output>,
    engine_timeout: Option<u64>,
    /// The engine has something that the tab does not know.
    news: bool,
    /// The other tabs have not been informed that this one leads.
    owes_state: bool,
    now: Now,
    /// When nothing had happened in this tab for a while: the time before that, and when it ended.
    pause: (WallTime, Timestamp),
}

impl Shared {
    pub(super) fn new(name: String, id: TabId, engine: &Engine, now: Now) -> Self {
        let attention = engine.attention();
        Self {
            name,
            id,
            tab: Tab::new(id, attention, Timestamp(now.mono_ms)),
            started: false,
            attention,
            gone: Vec::new(),
            blind_since: None,
            attempt: None,
            remote_calls: Vec::new(),
            last_remote_call: FIRST_REMOTE_CALL,
            outputs: VecDeque::new(),
            engine_timeout: None,
            news: false,
            owes_state: false,
            now,
            pause: (now.wall, Timestamp(now.mono_ms)),
        }
    }

    /// Notes what time it is.
    pub(super) fn note_time(&mut self, now: Now) {
        let (before, at) = (std::mem::replace(&mut self.now, now), Timestamp(now.mono_ms));
        if at - Timestamp(before.mono_ms) > PAUSE_MS {
            self.pause = (before.wall, at);
        }
    }

    /// When the lock that the browser gives now was given at the earliest. A page that did not run learns of it late, together with
    /// all else that happened meanwhile, and another tab may have taken the lock since: that tab's term has to be the later one.
    pub(super) fn granted_at(&self) -> WallTime {
        let (before, ended_at) = self.pause;
        if self.stamp() - ended_at <= PAUSE_MS { before } else { self.now.wall }
    }

    pub(super) fn role(&self) -> TabRole {
        match self.tab.role() {
            Role::Leader => TabRole::Leader,
            Role::Absent | Role::Candidate | Role::Follower(_) | Role::Yielding(_) => TabRole::Follower,
        }
    }

    /// The tab's time: that of the monotonic clock. It may stand while the computer sleeps, in which all tabs sleep.
    pub(super) fn stamp(&self) -> Timestamp {
        Timestamp(self.now.mono_ms)
    }

    pub(super) fn timeout(&self) -> Option<u64> {
        let of_tab = self.tab.poll_timeout().map(|at| at.0);
        [self.engine_timeout, of_tab].into_iter().flatten().min()
    }

    pub(super) fn handle_input(&mut self, engine: &mut Engine, input: Input<'_>) {
        let now = self.now;
        if !self.started && !matches!(input, Input::Start { .. }) {
            return engine.handle_input(now, input);
        }
        match input {
            Input::Start { page, resume, blind_since } if !self.started => {
                self.started = true;
                self.blind_since = blind_since;
                engine.handle_sharing(now, SharingInput::Begin { page, blind_since });
                if let Some(resume) = resume {
                    self.attempt = Some(resume.attempt);
                    engine.show_again(&resume.toasts.into_iter().map(Rc::new).collect::<Vec<_>>());
                    self.tab.restore(engine.shared_state(Vec::new()));
                }
                self.join();
            }
            Input::Start { .. } => self.command(TabCommand::Start),
            Input::Stop => {
                self.started = false;
                self.tab.handle_input(self.stamp(), TabInput::Leave);
                self.tab.forget();
                engine.handle_input(now, Input::Stop);
            }
            Input::Page(PageEvent::Hide | PageEvent::Freeze) => {
                // It reports the end of a toast before it leaves. It begins nothing else that is due: a request would be aborted at once.
                engine.end_due_toasts(now);
                self.run(engine);
                self.inform_tab(engine);
                self.leave(engine);
                engine.handle_input(now, input);
            }
            Input::Page(PageEvent::Show | PageEvent::Thaw) => {
                self.leave(engine);
                engine.handle_input(now, input);
                // What it says as it leaves goes before the new bus.
                self.run(engine);
                self.join();
            }
            Input::Timeout => {
                // First: where the leader gives no sign, the engine must not begin a sound (A3).
                if self.tab.poll_timeout().is_some_and(|at| at <= self.stamp()) {
                    self.inform_tab(engine);
                    self.tab.handle_input(self.stamp(), TabInput::Timeout);
                    self.run(engine);
                }
                engine.handle_input(now, Input::Timeout);
            }
            Input::Alert(AlertEvent::Silence(id)) => {
                // At once, and in all tabs.
                engine.handle_input(now, Input::Alert(AlertEvent::Silence(id.clone())));
                self.command(TabCommand::Silence(id));
            }
            Input::Alert(AlertEvent::Mute(for_ms)) => self.command(TabCommand::Mute(for_ms)),
            Input::Alert(AlertEvent::Unmute) => self.command(TabCommand::Unmute),
            Input::Dismiss(id) => self.command(TabCommand::Dismiss(id)),
            Input::DismissAll => {
                for toast in engine.snapshot().toasts {
                    self.command(TabCommand::Dismiss(toast.id.clone()));
                }
            }
            Input::Pause(id) => self.command(TabCommand::Pause(id)),
            Input::Resume(id) => self.command(TabCommand::Resume(id)),
            Input::Retry => self.command(TabCommand::Retry),
            Input::Act(call, action, toast) => self.command(TabCommand::Act { call, action, toast }),
            Input::BackOnQueue(call) => self.command(TabCommand::BackOnQueue(call)),
            Input::Configure(_)
            | Input::Socket(..)
            | Input::Answer(..)
            | Input::AppToken(..)
            | Input::StoredToken(_)
            | Input::StoredChannel(_)
            | Input::StorageFailed
            | Input::Page(_)
            | Input::Alert(_)
            | Input::Phone(..) => engine.handle_input(now, input),
        }
    }

    fn join(&mut self) {
        self.outputs.push_back(Output::Tabs(TabsCommand::Join(self.name.clone())));
        self.tab.handle_input(self.stamp(), TabInput::Join);
    }

    /// The page is left or frozen: it waits for nothing, and has no connection.
    fn leave(&mut self, engine: &mut Engine) {
        self.tab.handle_input(self.stamp(), TabInput::Leave);
        engine.handle_sharing(self.now, SharingInput::Follow);
    }

    fn command(&mut self, command: TabCommand) {
        self.tab.handle_input(self.stamp(), TabInput::Command(command));
    }

    /// Passes on what engine and tab want, until neither wants anything.
    pub(super) fn run(&mut self, engine: &mut Engine) {
        loop {
            self.drain_engine(engine);
            if let Some(output) = self.tab.poll_output() {
                self.perform(engine, output);
                continue;
            }
            let attention = engine.attention();
            if self.attention != attention {
                if !self.update(engine) {
                    self.attention = attention;
                    self.tab.handle_input(self.stamp(), TabInput::Attention(attention));
                }
                continue;
            }
            if !self.share(engine) {
                return;
            }
        }
    }

    fn leads(&self, engine: &Engine) -> bool {
        self.tab.role() == Role::Leader && engine.lifecycle == Lifecycle::Running
    }

    /// Shares the state of the engine, if it leads, its state is another one, and there is another tab. Returns whether something is to be done.
    fn share(&mut self, engine: &Engine) -> bool {
        if !self.leads(engine) {
            self.gone.clear();
            return false;
        }
        if self.owes_state || self.tab.has_others() || self.gone.len() > MAX_GONE {
            return self.update(engine);
        }
        // No other tab needs the state: it is put together when one comes, or this one leaves.
        let rings = engine.has_toasts();
        let changed = self.tab.rings() != rings;
        if changed {
            self.tab.handle_input(self.stamp(), TabInput::Rings(rings));
        }
        changed
    }

    /// Gives the state of the engine to the tab, if it leads and its state is another one. Returns whether it did.
    fn update(&mut self, engine: &Engine) -> bool {
        if !self.leads(engine) {
            return false;
        }
        let known = self.tab.state();
        let is_known = |known: &SharedState| engine.shared_alerts() == known.alerts && engine.closed() == known.closed;
        if !std::mem::take(&mut self.news) && self.gone.is_empty() && known.is_some_and(is_known) {
            return false;
        }
        self.owes_state = false;
        let state = engine.shared_state(std::mem::take(&mut self.gone));
        self.tab.handle_input(self.stamp(), TabInput::Engine(Box::new(state)));
        true
    }

    /// Gives the tab the state of the engine before it gets an input that may depend on it.
    pub(super) fn inform_tab(&mut self, engine: &mut Engine) {
        if self.update(engine) {
            self.run(engine);
        }
    }

    fn drain_engine(&mut self, engine: &mut Engine) {
        loop {
            let output = engine.poll_output();
            if let Output::Timeout(at) = output {
                return self.engine_timeout = at;
            }
            if let Output::ActionSettled(call, error) = output {
                self.settle(call, error);
                continue;
            }
            if let Output::ToastDismissed(toast, reason) = &output {
                self.gone.push((toast.id.clone(), *reason));
            }
            self.news |= matches!(output, Output::SnapshotChanged);
            self.outputs.push_back(output);
        }
    }

    /// A call is decided: one of the app in this tab, or one of another tab.
    fn settle(&mut self, call: CallId, error: Option<ActionError>) {
        let remote = self.remote_calls.iter().position(|(known, ..)| *known == call);
        let (tab, call) = match remote.map(|at| self.remote_calls.remove(at)) {
            Some((_, tab, theirs)) => (tab, theirs),
            None => (self.id, call),
        };
        self.tab.handle_input(self.stamp(), TabInput::Settled(tab, call, error));
    }

    fn perform(&mut self, engine: &mut Engine, output: TabOutput) {
        let leads = self.tab.role() == Role::Leader;
        let now = self.now;
        let command = |command| Output::Tabs(command);
        match output {
            TabOutput::RequestLock { steal } => self.outputs.push_back(command(TabsCommand::RequestLock { steal })),
            TabOutput::ReleaseLock => self.outputs.push_back(command(TabsCommand::Leave)),
            TabOutput::Post(envelope) => self.outputs.push_back(command(TabsCommand::Post(Box::new(envelope)))),
            TabOutput::StartEngine { toasts, closed, leaderless_since } => {
                engine.show_again(&toasts);
                let ago_ms = leaderless_since.map(|at| self.stamp() - at);
                let blind_since = ago_ms.map(|ms| now.wall.before(ms)).or(self.blind_since.take());
                let attempt = self.attempt.take();
                engine.handle_sharing(now, SharingInput::Lead { closed, blind_since, attempt });
                self.outputs.push_back(Output::SnapshotChanged);
                (self.news, self.owes_state) = (true, true);
            }
            TabOutput::StopEngine => {
                if engine.lifecycle == Lifecycle::Running {
                    engine.handle_sharing(now, SharingInput::Follow);
                }
                self.outputs.push_back(Output::SnapshotChanged);
            }
            TabOutput::Apply(tab, command) => self.apply(engine, tab, command),
            TabOutput::Shown(toast) if !leads => self.outputs.push_back(Output::ToastShown(toast)),
            TabOutput::Dismissed(toast, reason) if !leads || !self.has_reported(&toast.id) => {
                self.outputs.push_back(Output::ToastDismissed(toast, reason));
            }
            TabOutput::Changed if !leads => {
                if let Some(state) = self.tab.shared_state() {
                    engine.handle_sharing(now, SharingInput::Mirror(state));
                }
            }
            TabOutput::Shown(_) | TabOutput::Dismissed(..) | TabOutput::Changed => {}
            TabOutput::Settled(call, error) => self.outputs.push_back(Output::ActionSettled(call, error)),
            TabOutput::Alerts(alerts) => engine.handle_sharing(now, SharingInput::Alerts(alerts)),
        }
    }

    /// Whether the engine of this tab has reported to the app that this toast went.
    fn has_reported(&self, id: &str) -> bool {
        self.tab.state().is_some_and(|state| state.gone.iter().any(|(gone, _)| gone == id))
    }

    /// Hands to the engine what the app or the agent did in a tab.
    fn apply(&mut self, engine: &mut Engine, tab: TabId, command: TabCommand) {
        let input = match command {
            TabCommand::Dismiss(id) => Input::Dismiss(id),
            TabCommand::Closed(ring) => match engine.toast_of(&ring) {
                Some(id) => Input::Dismiss(id),
                None => return engine.note_closed(&ring),
            },
            TabCommand::Pause(id) => Input::Pause(id),
            TabCommand::Resume(id) => Input::Resume(id),
            TabCommand::Start => Input::Start { page: engine.cx.page, resume: None, blind_since: None },
            TabCommand::Retry => Input::Retry,
            TabCommand::Silence(id) => Input::Alert(AlertEvent::Silence(id)),
            TabCommand::Mute(for_ms) => Input::Alert(AlertEvent::Mute(for_ms)),
            TabCommand::Unmute => Input::Alert(AlertEvent::Unmute),
            TabCommand::Act { call, action, toast } => Input::Act(self.local_call(tab, call), action, toast),
            TabCommand::BackOnQueue(call) => Input::BackOnQueue(self.local_call(tab, call)),
        };
        engine.handle_input(self.now, input);
    }

    /// Returns the number of a call for the engine of this tab: each tab counts for itself.
    fn local_call(&mut self, tab: TabId, call: CallId) -> CallId {
        if tab == self.id {
            return call;
        }
        self.last_remote_call = self.last_remote_call.wrapping_add(1).max(FIRST_REMOTE_CALL);
        self.remote_calls.push((self.last_remote_call, tab, call));
        self.last_remote_call
    }
}
