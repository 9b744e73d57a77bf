//! What happens to the tabs, drawn from the seed.

use crate::browser::{Arrival, Browser, Event, PageId, Peer, TABS};
use crate::page::{Opening, config_of};
use crate::server::Http;
use crate::support::alerts::AlertWitness;
use genesys_toasts::Input;
use genesys_toasts::engine::{Client, PageEvent, Resume, Toast, WallTime};

impl Browser {
    pub fn start_faults(&mut self) {
        self.faults = true;
        self.plan(5_000, Event::Fault);
    }

    /// All pages run again, and nothing else goes wrong.
    pub fn end_faults(&mut self) {
        self.faults = false;
        self.heal();
        for id in self.pages.iter().filter(|page| page.frozen).map(|page| page.id).collect::<Vec<_>>() {
            self.thaw(id, Some(PageEvent::Thaw));
        }
    }

    pub fn heal(&mut self) {
        self.watch.troubled_at = self.now;
        self.server.http = Http::Well;
        self.set_network(true);
    }

    pub fn fault(&mut self) {
        if !self.faults {
            return;
        }
        self.watch.troubled_at = self.now;
        let any = self.any_page();
        let group = self.pages[self.at(any).expect("it is there")].group;
        // Half of what happens befalls the leader.
        let leads = |browser: &Self| browser.watch.groups[group].leader;
        let id = if self.between(0, 1) == 0 { leads(self).unwrap_or(any) } else { any };
        let lasts = self.between(1_000, 60_000);
        match self.between(0, 17) {
            0 | 1 => self.replace(id, lasts, false),
            // Closed, or redirected to the login and back.
            2 | 3 => self.replace(id, lasts / 4, true),
            4 | 5 => self.freeze(id, lasts, Some(PageEvent::Freeze), Some(PageEvent::Thaw)),
            // It freezes without a word.
            6 => self.freeze(id, lasts, None, Some(PageEvent::Thaw)),
            // It is busy, or stands in a debugger.
            7 => self.freeze(id, lasts, None, None),
            8 => self.freeze(id, lasts / 10, None, None),
            9 => self.freeze(id, lasts, Some(PageEvent::Hide), Some(PageEvent::Show)),
            10 => self.duplicate(id),
            11 => self.cut(id),
            12 => {
                self.server.http = match self.between(0, 3) {
                    0 => Http::Hanging,
                    1 => Http::Slow,
                    2 => Http::Broken(429),
                    _ => Http::Broken([500, 503][self.between(0, 1) as usize]),
                };
                self.plan(lasts / 3, Event::Heal);
            }
            13 => self.server.valid.clear(),
            14 => {
                self.set_network(false);
                self.plan(lasts / 3, Event::Heal);
            }
            15 => self.fail(id),
            16 => self.stop(id, lasts / 4),
            _ => self.look_at(any),
        }
        let gap = self.between(2_000, 40_000);
        self.plan(gap, Event::Fault);
    }

    pub fn any_page(&mut self) -> PageId {
        let at = self.between(0, self.pages.len() as u64 - 1) as usize;
        self.pages[at].id
    }

    /// Whether the group has another page that runs.
    fn is_spare(&self, id: PageId) -> bool {
        let group = self.pages[self.at(id).expect("it is there")].group;
        self.pages.iter().any(|page| page.group == group && page.id != id && page.is_awake())
    }

    /// The page ends, in good order or not, and another one comes in its place.
    fn replace(&mut self, id: PageId, after_ms: u64, in_order: bool) {
        if !self.is_spare(id) {
            return;
        }
        let runs = |browser: &Self| !browser.pages[browser.at(id).expect("it is there")].frozen;
        if in_order && runs(self) {
            self.hand_in(id, Input::Page(PageEvent::Hide));
        }
        let page = &self.pages[self.at(id).expect("it is there")];
        let opening = Opening { group: page.group, storage: page.storage.clone() };
        self.kill(id);
        self.plan(after_ms, Event::Open(opening));
    }

    fn freeze(&mut self, id: PageId, for_ms: u64, before: Option<PageEvent>, after: Option<PageEvent>) {
        let Some(at) = self.at(id).filter(|at| self.pages[*at].is_awake() && self.is_spare(self.pages[*at].id)) else {
            return;
        };
        // A page that is seen is not frozen; it may hang for a while.
        if self.pages[at].visible && before != Some(PageEvent::Hide) && (before.is_some() || for_ms > 10_000) {
            return;
        }
        if let Some(event) = before {
            self.hand_in(id, Input::Page(event));
            assert!(!self.has_socket(id), "a page that is left or frozen has a connection");
        }
        let now = self.now;
        let page = &mut self.pages[at];
        page.frozen = true;
        if before == Some(PageEvent::Hide) {
            (page.visible, page.focused, page.hidden_since) = (false, false, now);
        }
        self.watch_frozen(id);
        self.plan(for_ms, Event::Thaw(id, after));
    }

    /// The page runs again: what happened meanwhile comes at once.
    pub fn thaw(&mut self, id: PageId, event: Option<PageEvent>) {
        self.watch.troubled_at = self.now;
        let Some(at) = self.at(id).filter(|at| self.pages[*at].frozen) else { return };
        let now = self.now;
        let page = &mut self.pages[at];
        (page.frozen, page.thawed_at, page.awake_since) = (false, now, now);
        let deferred = std::mem::take(&mut page.deferred);
        if let Some(event) = event {
            self.hand_in(id, Input::Page(event));
        }
        for arrival in deferred {
            self.arrive(id, arrival);
        }
        if event == Some(PageEvent::Show) {
            self.look_at(id);
        }
    }

    /// A duplicated tab has a copy of the storage.
    fn duplicate(&mut self, id: PageId) {
        if self.pages.len() < TABS + 5 {
            let page = &self.pages[self.at(id).expect("it is there")];
            let opening = Opening { group: page.group, storage: page.storage.clone() };
            self.open(opening);
        }
    }

    fn cut(&mut self, id: PageId) {
        let sockets: Vec<_> = self.server.sockets.keys().filter(|(of, _)| *of == id).copied().collect();
        for (_, socket) in sockets {
            self.plan_for(id, 20, Arrival::Closed(socket, 1006));
        }
    }

    fn set_network(&mut self, up: bool) {
        if std::mem::replace(&mut self.server.up, up) == up {
            return;
        }
        let event = if up { PageEvent::Online } else { PageEvent::Offline };
        for id in self.pages.iter().map(|page| page.id).collect::<Vec<_>>() {
            if !up {
                self.cut(id);
            }
            self.arrive(id, Arrival::Page(event));
        }
    }

    /// The instance of the client fails, and another one takes its place (D4).
    fn fail(&mut self, id: PageId) {
        let Some(at) = self.at(id).filter(|at| self.pages[*at].is_awake()) else { return };
        self.watch.failed += 1;
        self.watch_gone(id);
        self.leave_bus(id);
        self.server.hang_up(id);
        let config = config_of(self.pages[at].group, self.difference);
        let (seed, now, wait) = (self.between(0, 1 << 47), self.now, self.between(500, 3_000));
        let page = &mut self.pages[at];
        let clocks = page.clocks(now);
        let toasts: Vec<Toast> = page.snapshot.toasts.iter().map(|toast| Toast::clone(toast)).collect();
        let blind_since = page.snapshot.status_detail.blind_since.map_or(clocks.wall, WallTime);
        page.client = Client::new(config, seed, clocks, Ok(()));
        page.instance += 1;
        (page.started, page.armed, page.reported, page.has_token, page.ready_since) = (false, None, None, false, None);
        page.alerts = AlertWitness::default();
        page.calls.clear();
        page.pauses.clear();
        // The new instance does not know what the agent had closed (D4).
        let listed: Vec<_> = page.snapshot.toasts.iter().map(|toast| toast.conversation_id.clone()).collect();
        page.shown.retain(|conversation, _| listed.contains(conversation));
        let start = Arrival::Start(Some(Resume { toasts, attempt: 1 }), Some(blind_since));
        let peer = Peer { page: id, instance: page.instance };
        self.plan(wait, Event::At(peer, start));
    }

    /// The app stops the client, and starts it again.
    fn stop(&mut self, id: PageId, for_ms: u64) {
        let Some(at) = self.at(id).filter(|at| self.pages[*at].is_awake()) else { return };
        self.watch_gone(id);
        self.hand_in(id, Input::Stop);
        let page = &mut self.pages[at];
        assert!(page.snapshot.toasts.is_empty() && page.armed.is_none(), "something is left after stop()");
        assert!(page.calls.is_empty() && page.bus.is_none(), "not decided at stop(): {:?}", page.calls);
        page.started = false;
        page.shown.clear();
        page.pauses.clear();
        assert!(!self.has_socket(id), "a socket is open after stop()");
        self.plan_for(id, for_ms, Arrival::Start(None, None));
    }
}
