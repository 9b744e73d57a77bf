//! Web Locks: one holder, a queue, and `steal`; and the bus of those who have joined.

use crate::browser::{Arrival, Browser, Event, PageId, Peer};
use genesys_toasts::engine::tabs::io::TabsCommand;
use genesys_toasts::engine::tabs::message::{Envelope, TabMessage};
use std::collections::VecDeque;
use std::rc::Rc;

/// A page's request for a lock, by its number.
type Request = (PageId, u32);

/// One lock.
#[derive(Debug, Default)]
pub struct Lock {
    pub holder: Option<Request>,
    pub held_since: u64,
    waiting: VecDeque<Request>,
}

impl Browser {
    pub fn perform_tabs(&mut self, id: PageId, command: TabsCommand) {
        let Some(at) = self.at(id) else { return };
        let group = self.pages[at].group;
        match command {
            TabsCommand::Join(name) => {
                self.watch_name(group, name);
                self.leave_bus(id);
                let page = &mut self.pages[at];
                page.serial += 1;
                page.bus = Some(page.serial);
            }
            TabsCommand::Leave => self.leave_bus(id),
            TabsCommand::RequestLock { steal } => {
                self.give_up_request(id);
                let page = &mut self.pages[at];
                page.serial += 1;
                let request = (id, page.serial);
                page.request = Some(request.1);
                if steal {
                    self.watch_steal(id);
                    let before = self.locks[group].holder.take();
                    self.locks[group].waiting.push_front(request);
                    if let Some((page, number)) = before {
                        self.plan_for(page, 2, Arrival::Lost(number));
                    }
                } else {
                    self.locks[group].waiting.push_back(request);
                }
                self.grant(group);
            }
            TabsCommand::Post(envelope) => self.post(id, *envelope),
        }
    }

    fn post(&mut self, id: PageId, envelope: Envelope) {
        let Some(at) = self.at(id).filter(|at| self.pages[*at].bus.is_some()) else { return };
        let (group, now) = (self.pages[at].group, self.now);
        self.watch_post(&envelope);
        match &envelope.message {
            TabMessage::State(state) => {
                let knows = state.settled && state.status_detail.blind_since.is_none();
                self.pages[at].reported = Some((state.status, knows));
            }
            TabMessage::Yield(_) => self.pages[at].yielded_at = Some(now),
            _ => {}
        }
        let envelope = Rc::new(envelope);
        for to in 0..self.pages.len() {
            let Some(bus) = self.pages[to].bus.filter(|_| to != at && self.pages[to].group == group) else { continue };
            let latency = self.between(1, 15);
            let page = &mut self.pages[to];
            page.arrival = page.arrival.max(now + latency);
            let (id, after) = (page.id, page.arrival - now);
            self.plan_for(id, after, Arrival::Message(bus, Rc::clone(&envelope)));
        }
    }

    /// Releases the lock, or leaves the queue, and closes the bus: what is on its way does not come any more.
    pub fn leave_bus(&mut self, id: PageId) {
        if let Some(at) = self.at(id) {
            self.pages[at].bus = None;
        }
        self.give_up_request(id);
    }

    fn give_up_request(&mut self, id: PageId) {
        let Some(at) = self.at(id) else { return };
        self.pages[at].request = None;
        let group = self.pages[at].group;
        self.locks[group].waiting.retain(|(page, _)| *page != id);
        self.locks[group].holder.take_if(|(page, _)| *page == id);
        self.grant(group);
    }

    fn grant(&mut self, group: usize) {
        let now = self.now;
        let lock = &mut self.locks[group];
        if lock.holder.is_none()
            && let Some(next) = lock.waiting.pop_front()
        {
            (lock.holder, lock.held_since) = (Some(next), now);
            let after = self.between(1, 5);
            self.plan_for(next.0, after, Arrival::Granted(next.1));
        }
    }

    /// Something comes to the client that the page has now.
    pub fn plan_for(&mut self, id: PageId, after_ms: u64, arrival: Arrival) {
        if let Some(at) = self.at(id) {
            let peer = Peer { page: id, instance: self.pages[at].instance };
            self.plan(after_ms, Event::At(peer, arrival));
        }
    }
}
