//! One client: its engine, and, where tabs share a connection, its tab (L1). Without other tabs it adds nothing.

mod shared;

use super::Engine;
use super::config::{Config, TabSharing};
use super::diagnostics::Diagnostics;
use super::input::Input;
use super::output::Output;
use super::sharing::SharingInput;
use super::snapshot::Snapshot;
use super::tab_role::{AloneReason, TabRole, TabsReport};
use super::tabs::io::TabsEvent;
use super::tabs::lock_name::lock_name;
use super::tabs::message::TabId;
use super::tabs::tab::TabInput;
use super::time::Now;
use shared::Shared;

/// A client: hand in what happens, drain what is to be done, as with an [`Engine`].
#[derive(Debug)]
pub struct Client {
    engine: Engine,
    tabs: Tabs,
}

/// Whether the client shares a connection.
#[derive(Debug)]
enum Tabs {
    Alone(AloneReason),
    Shared(Box<Shared>),
}

impl Client {
    /// Makes one, idle. `seed`: any number, drawn anew for each client. `browser`: whether tabs can share a connection here.
    pub fn new(config: Config, seed: u64, now: Now, browser: Result<(), AloneReason>) -> Self {
        let name = match (config.tabs, lock_name(&config), browser) {
            (TabSharing::Separate, ..) => Err(AloneReason::Separate),
            (TabSharing::Shared, None, _) => Err(AloneReason::UnknownAgent),
            (TabSharing::Shared, Some(_), Err(reason)) => Err(reason),
            (TabSharing::Shared, Some(name), Ok(())) => Ok(name),
        };
        let engine = Engine::new(config, seed, now);
        let tabs = match name {
            Err(reason) => Tabs::Alone(reason),
            Ok(name) => Tabs::Shared(Box::new(Shared::new(name, TabId(seed & ((1 << 52) - 1)), &engine, now))),
        };
        Self { engine, tabs }
    }

    /// Takes one thing that happened. Drain [`Self::poll_output`] afterwards.
    pub fn handle_input(&mut self, now: Now, input: Input<'_>) {
        match &mut self.tabs {
            Tabs::Alone(_) => self.engine.handle_input(now, input),
            Tabs::Shared(shared) => {
                shared.note_time(now);
                shared.handle_input(&mut self.engine, input);
                shared.run(&mut self.engine);
            }
        }
    }

    /// Takes what the browser says of the lock and the bus of the tabs. Drain [`Self::poll_output`] afterwards.
    pub fn handle_tabs(&mut self, now: Now, event: TabsEvent) {
        let Tabs::Shared(shared) = &mut self.tabs else { return };
        shared.note_time(now);
        shared.inform_tab(&mut self.engine);
        let input = match event {
            TabsEvent::Granted => TabInput::Granted(shared.granted_at()),
            TabsEvent::Lost => TabInput::Lost,
            TabsEvent::Message(envelope) => TabInput::Message(envelope),
            TabsEvent::Refused => return self.go_alone(now),
        };
        shared.tab.handle_input(shared.stamp(), input);
        shared.run(&mut self.engine);
    }

    /// The browser refuses lock or bus: this tab connects by itself (L9).
    fn go_alone(&mut self, now: Now) {
        let before = std::mem::replace(&mut self.tabs, Tabs::Alone(AloneReason::Refused));
        if let Tabs::Shared(shared) = before
            && shared.started
        {
            let Shared { blind_since, attempt, .. } = *shared;
            self.engine.handle_sharing(now, SharingInput::Lead { closed: Vec::new(), blind_since, attempt });
        }
    }

    /// Gives one thing to do; [`Output::Timeout`] when all is drained.
    pub fn poll_output(&mut self) -> Output {
        match &mut self.tabs {
            Tabs::Alone(_) => self.engine.poll_output(),
            Tabs::Shared(shared) => shared.outputs.pop_front().unwrap_or_else(|| Output::Timeout(shared.timeout())),
        }
    }

    /// Gives what the app sees. Unchanged toasts are the same `Rc` as before.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { tab: self.role(), ..self.engine.snapshot() }
    }

    /// Gives counters and events (D1).
    pub fn diagnostics(&self) -> Diagnostics {
        let reason = match &self.tabs {
            Tabs::Alone(reason) => Some(*reason),
            Tabs::Shared(shared) if !shared.started => Some(AloneReason::NotStarted),
            Tabs::Shared(_) => None,
        };
        let tabs = TabsReport { role: self.role(), reason, alerts: self.engine.may_alert() };
        Diagnostics { tabs, ..self.engine.diagnostics() }
    }

    /// Whether a toast of this id is shown.
    pub fn has_toast(&self, id: &str) -> bool {
        self.engine.has_toast(id)
    }

    /// Returns what this tab is to the others (L1).
    pub fn role(&self) -> TabRole {
        match &self.tabs {
            Tabs::Shared(shared) if shared.started => shared.role(),
            Tabs::Shared(_) | Tabs::Alone(_) => TabRole::Alone,
        }
    }
}
