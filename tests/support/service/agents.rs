//! Which agent is signed in; nobody gets another agent's rings.

use super::{Event, Service};
use crate::support::channel::{COLLEAGUE, ME};
use genesys_toasts::engine::{AppToken, DismissReason, HttpRequest, Toast, TokenReason};
use std::collections::BTreeMap;

/// For whom, in which session and why a token was asked for: that is fixed when `getToken` is called, however late it answers.
#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    pub user: &'static str,
    pub session: u64,
    pub reason: TokenReason,
    /// How often all tokens had been revoked: one that comes after the next time is revoked, too.
    pub revocations: u64,
}

/// Two agents who share a desktop.
#[derive(Debug)]
pub struct Agents {
    /// Whose tokens the app gives.
    pub user: &'static str,
    /// Whether they take turns, and calls ring both.
    pub take_turns: bool,
    /// Whose each token is, and of which session.
    pub owners: BTreeMap<String, Ticket>,
    /// The token that the desktop took last.
    pub latest: String,
    pub session: u64,
    /// The only agent whose rings the desktop may show: since `start()`, or since it knows the user of its token.
    pub only: &'static str,
    /// Whether the desktop has learnt in this session whose its token is.
    pub known: bool,
    /// The agent whose session has just ended because the token was another one's.
    left: Option<&'static str>,
    /// How often another agent signed in, after `stop()` and with a token in between.
    pub sign_ins: u64,
    pub changes: u64,
    /// How many of these changes came with a token that replaced the one before in time.
    pub changes_at_refresh: u64,
    /// How often something was requested and not answered yet when another agent signed in.
    pub in_flight_at_sign_in: u64,
}

impl Default for Agents {
    fn default() -> Self {
        Self {
            user: ME,
            take_turns: false,
            owners: BTreeMap::new(),
            latest: String::new(),
            session: 0,
            only: ME,
            known: false,
            left: None,
            sign_ins: 0,
            changes: 0,
            changes_at_refresh: 0,
            in_flight_at_sign_in: 0,
        }
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

    pub fn owner_of(&self, token: &str) -> &'static str {
        self.owners.get(token).map_or(ME, |ticket| ticket.user)
    }
}

impl Service {
    /// The toast is of the agent who has the desk.
    pub(super) fn check_owner(&self, toast: &Toast) {
        let number = toast.conversation_id.trim_start_matches("c-").parse().expect("a number");
        let rung = self.agents.rung_by(number);
        assert_eq!(rung, self.agents.only, "the desktop shows a ring of another agent: {}", toast.conversation_id);
    }

    /// A toast that goes is of the agent who has the desk, or of the one whose session ends.
    pub(super) fn check_dismissed(&self, toast: &Toast, reason: DismissReason) {
        let number = toast.conversation_id.trim_start_matches("c-").parse().expect("a number");
        let ends = reason == DismissReason::Stopped && self.agents.left == Some(self.agents.rung_by(number));
        if !ends {
            self.check_owner(toast);
        }
    }

    /// `getToken` is called.
    pub(super) fn ask(&self, reason: TokenReason) -> Ticket {
        let (user, session) = (self.agents.user, self.agents.session);
        Ticket { user, session, reason, revocations: self.faults.revocations }
    }

    /// Makes the token that was asked for.
    pub(super) fn issue(&mut self, ticket: Ticket) -> AppToken {
        self.serial += 1;
        let name = format!("SECRET-TOKEN-{}", self.serial);
        if ticket.revocations == self.faults.revocations {
            self.faults.valid.insert(name.clone());
        }
        self.agents.owners.insert(name.clone(), ticket);
        AppToken {
            access_token: name,
            expires_in_s: Some(self.token_life_s),
            expires_at_ms: None,
            ..AppToken::default()
        }
    }

    /// The desktop now knows the user of its token: it may show nothing of the other agent any more.
    pub(super) fn identify(&mut self, token: &str) {
        let Some(ticket) = self.agents.owners.get(token).copied().filter(|_| token == self.agents.latest) else {
            return;
        };
        self.agents.known = true;
        if self.agents.only != ticket.user {
            self.agents.changes += 1;
            self.agents.changes_at_refresh += u64::from(ticket.reason == TokenReason::Refresh);
            self.watch_stop();
            self.agents.left = Some(std::mem::replace(&mut self.agents.only, ticket.user));
            self.shown.clear();
            self.faults.over.clear();
        }
    }

    /// After each input: only the agent who has the desk is seen on it.
    pub(super) fn check_snapshot(&mut self) {
        if self.agents.take_turns {
            self.desk.snapshot().toasts.iter().for_each(|toast| self.check_owner(toast));
        }
        self.agents.left = None;
    }

    /// A request goes out with a token of the agent who has the desk; only `users/me` may say that a token is somebody else's.
    pub(super) fn check_token(&self, request: &HttpRequest) {
        let token = request.headers[0].1.expose().trim_start_matches("Bearer ");
        let Ticket { user: owner, session, .. } = self.agents.owners[token];
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
            let in_flight = self.queue.values().any(|event| matches!(event, Event::Arrive(..)) || event.is_answer());
            self.agents.in_flight_at_sign_in += u64::from(in_flight);
        }
        self.agents.only = self.agents.user;
        self.agents.known = false;
        self.agents.session += 1;
        self.use_desk_of_agent();
    }
}
