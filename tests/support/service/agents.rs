//! Which agent is signed in; nobody gets another agent's rings.

use super::Service;
use crate::support::channel::{COLLEAGUE, ME};
use genesys_toasts::engine::{HttpRequest, Toast};
use std::collections::BTreeMap;

/// Two agents who share a desktop.
#[derive(Debug)]
pub struct Agents {
    /// Whose tokens the app gives.
    pub user: &'static str,
    /// Whether they take turns, and calls ring both.
    pub take_turns: bool,
    /// Whose each token is, and in which session it was given.
    pub owners: BTreeMap<String, (&'static str, u64)>,
    pub session: u64,
    /// The only agent whose rings the desktop may show: since `start()`, or since it knows the user of its token.
    pub only: &'static str,
    /// How often another agent signed in, after `stop()` and with a token in between.
    pub sign_ins: u64,
    pub changes: u64,
}

impl Default for Agents {
    fn default() -> Self {
        Self { user: ME, take_turns: false, owners: BTreeMap::new(), session: 0, only: ME, sign_ins: 0, changes: 0 }
    }
}

impl Agents {
    /// Whom a call rings.
    pub fn rung_by(&self, number: u64) -> &'static str {
        if self.take_turns && number.is_multiple_of(2) { COLLEAGUE } else { ME }
    }

    /// The other agent has the desk from now on.
    pub fn change(&mut self) {
        self.user = if self.user == ME { COLLEAGUE } else { ME };
    }

    pub fn give(&mut self, token: &str) {
        self.owners.insert(token.to_owned(), (self.user, self.session));
    }

    pub fn owner_of(&self, token: &str) -> &'static str {
        self.owners.get(token).map_or(ME, |(owner, _)| owner)
    }
}

impl Service {
    /// The toast is of the agent who has the desk.
    pub(super) fn check_owner(&self, toast: &Toast) {
        let number = toast.conversation_id.trim_start_matches("c-").parse().expect("a number");
        let rung = self.agents.rung_by(number);
        assert_eq!(rung, self.agents.only, "the desktop shows a ring of another agent: {}", toast.conversation_id);
    }

    /// The desktop now knows the user of its token: it may show nothing of the other agent any more.
    pub(super) fn identify(&mut self, owner: &'static str) {
        if self.agents.only != owner {
            self.agents.changes += 1;
            self.watch_stop();
            self.agents.only = owner;
            self.shown.clear();
            self.faults.over.clear();
        }
        self.check_snapshot();
    }

    pub(super) fn check_snapshot(&self) {
        self.desk.snapshot().toasts.iter().for_each(|toast| self.check_owner(toast));
    }

    /// A request goes out with a token of the agent who has the desk; only `users/me` may say that a token is somebody else's.
    pub(super) fn check_token(&self, request: &HttpRequest) {
        let token = request.headers[0].1.expose().trim_start_matches("Bearer ");
        let (owner, session) = self.agents.owners[token];
        assert_eq!(session, self.agents.session, "a token of a session that is over: {}", request.url);
        let asks_who = request.url.ends_with("users/me");
        assert!(asks_who || owner == self.agents.only, "a request with the token of another agent: {}", request.url);
    }

    /// A socket goes to a channel of the agent who has the desk.
    pub(super) fn check_channel(&self, url: &str) {
        let name = url.rsplit('/').next().unwrap_or_default();
        let owner = self.channels.get(name).map(|channel| channel.owner);
        assert_eq!(owner, Some(self.agents.only), "a socket to the channel of another agent");
    }

    /// The app stopped the client, another agent may sign in, and it starts again.
    pub(super) fn sign_in(&mut self) {
        if self.agents.take_turns && self.between(0, 1) == 0 {
            self.agents.change();
            self.agents.sign_ins += 1;
        }
        self.agents.only = self.agents.user;
        self.agents.session += 1;
    }
}
