//! An app that stores tokens makes a client for each agent: a `storageKey` belongs to one of them (T7). The others are stopped.

use super::agents::Ticket;
use super::{Event, Service};
use crate::support::Desk;
use crate::support::channel::ME;
use genesys_toasts::engine::{RequestFailure, RequestId, Secret};
use genesys_toasts::{Config, Engine, Input};
use std::collections::BTreeMap;

/// The clients that are stopped, and what all of them have stored.
pub struct Desks {
    config: Config,
    seed: u64,
    /// Whose client is in use.
    current: &'static str,
    parked: BTreeMap<&'static str, Desk>,
    storage: BTreeMap<String, Secret>,
    /// Before which time each of them may request nothing.
    not_before: BTreeMap<&'static str, u64>,
    /// How many tokens were read from the storage.
    pub restored: u64,
    /// How many answers came for a client that had been stopped and was not in use.
    pub late: u64,
}

impl Desks {
    pub(super) fn new(config: Config, seed: u64) -> Self {
        let (parked, storage, not_before) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { config, seed, current: ME, parked, storage, not_before, restored: 0, late: 0 }
    }

    /// The options of this agent's client.
    pub(super) fn config_of(&self, agent: &str) -> Config {
        let storage_key = self.config.keep_token.then(|| format!("agent-{agent}"));
        Config { storage_key: storage_key.or(self.config.storage_key.clone()), ..self.config.clone() }
    }

    pub(super) fn store_tokens(&self) -> bool {
        self.config.keep_token
    }
}

impl Service {
    /// The client of the agent who signs in is used from now on. The one before is stopped: its sockets are closed and its requests are given up, but
    /// answers that are on their way still come.
    pub(super) fn use_desk_of_agent(&mut self) {
        let agent = self.agents.user;
        if !self.desks.store_tokens() || agent == self.desks.current {
            return;
        }
        let before = std::mem::replace(&mut self.desks.current, agent);
        self.queue.retain(|_, event| {
            !matches!(event, Event::Opened(_) | Event::Closed(..) | Event::Deliver(..) | Event::Arrive(..))
        });
        for event in self.queue.values_mut().filter(|event| event.is_answer()) {
            *event = Event::For(before, Box::new(event.clone()));
        }
        // Both clients count from 1.
        self.identities.clear();
        self.faults.limits.clear();
        self.faults.half_open.clear();
        self.arrivals.clear();
        let named = self.desks.not_before.remove(agent).unwrap_or_default();
        self.desks.not_before.insert(before, std::mem::replace(&mut self.faults.not_before, named));
        let now = self.desk.now;
        let next = self.desks.parked.remove(agent).unwrap_or_else(|| {
            let engine = Engine::new(self.desks.config_of(agent), self.desks.seed ^ 0x5eed, now);
            Desk { engine, now, trace: Vec::new(), armed: None }
        });
        let stopped = std::mem::replace(&mut self.desk, next);
        self.desk.now = now;
        self.desks.parked.insert(before, stopped);
    }

    /// Something comes for this agent's client. Where that is stopped, nothing follows.
    pub(super) fn happen_to(&mut self, agent: &'static str, event: Event) {
        if agent == self.desks.current {
            return self.happen(event);
        }
        let token = if let Event::Token(_, ticket) = &event { Some(self.issue(*ticket)) } else { None };
        let (now, parked) = (self.desk.now, &mut self.desks.parked);
        let desk = parked.get_mut(agent).expect("it was in use");
        desk.now = now;
        match (event, token) {
            (Event::Answer(id, answer), _) => {
                let result = answer.ok_or(RequestFailure { message: "Failed to fetch".into() });
                desk.input(Input::Answer(id, result));
            }
            (Event::Token(id, _), Some(token)) => desk.input(Input::AppToken(id, Ok(token))),
            (Event::Stored(_), _) => desk.input(Input::StoredToken(None)),
            (event, _) => panic!("it comes to no client: {event:?}"),
        }
        assert!(desk.take().is_empty() && desk.armed.is_none(), "a stopped client does something");
        self.desks.late += 1;
    }

    /// The client gets what is stored: a token of the agent who has the desk.
    pub(super) fn restore_token(&mut self, key: &str) {
        let record = self.desks.storage.get(key).cloned();
        if let Some(token) = record.as_ref().map(token_in) {
            let session = self.agents.session;
            let ticket = self.agents.owners.get_mut(&token).expect("the app gave it");
            assert_eq!(ticket.user, self.agents.only, "the stored token of another agent");
            ticket.session = session;
            self.agents.latest = token;
            self.desks.restored += 1;
        }
        self.desk.input(Input::StoredToken(record));
    }

    pub(super) fn store_token(&mut self, key: String, record: Secret) {
        let owner = self.agents.owner_of(&token_in(&record));
        assert_eq!(owner, self.desks.current, "a token is stored under the key of another agent");
        self.desks.storage.insert(key, record);
    }

    pub(super) fn remove_token(&mut self, key: &str) {
        self.desks.storage.remove(key);
    }

    /// `getToken` gives a token.
    pub(super) fn give_token(&mut self, id: RequestId, ticket: Ticket) {
        let token = self.issue(ticket);
        let (name, stale) = (token.access_token.clone(), self.desk.counters().stale);
        self.desk.input(Input::AppToken(id, Ok(token)));
        if self.desk.counters().stale == stale {
            self.agents.latest = name;
        }
    }
}

fn token_in(record: &Secret) -> String {
    let record: serde_json::Value = serde_json::from_str(record.expose()).expect("a record");
    record["access_token"].as_str().expect("a token").to_owned()
}
