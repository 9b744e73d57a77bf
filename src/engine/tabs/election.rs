//! Which tab leads (L4–L6): the one that holds the lock. A lock whose holder does not answer may be stolen, seldom, and
//! only by a tab that itself kept running meanwhile.

use super::message::{TabId, TabMessage};
use crate::engine::time::Timestamp;

/// How often a visible follower asks whether the leader is there, and after which silence it takes the lock (L4), in ms.
const PING_VISIBLE_MS: u64 = 1_000;
const SILENT_VISIBLE_MS: u64 = 3_000;

/// The same where the follower is hidden. A browser may delay the timers of hidden pages by up to a minute.
const PING_HIDDEN_MS: u64 = 55_000;
const SILENT_HIDDEN_MS: u64 = 65_000;

/// A timer of a visible page that is later than this means that the page did not run (L5), in ms.
const LATE_VISIBLE_MS: u64 = 1_500;
/// The same for a hidden page, whose timers may run once a minute.
const LATE_HIDDEN_MS: u64 = 62_000;

/// The least time, in ms, after which one tab takes a lock by force again, and how often it does so in an hour at most (L5).
const STEAL_APART_MS: u64 = 30_000;
const STEALS_AN_HOUR: usize = 3;
const HOUR_MS: u64 = 3_600_000;

/// The least time between two takeovers of a hidden leader (L6), in ms.
const TAKEOVER_APART_MS: u64 = 10_000;

/// How often the timer of a leader fires, in ms: so it notices that it does not run. A frozen page of Chromium gets messages all
/// the same.
const BEAT_MS: u64 = 60_000;

/// How long a leader that has yielded waits for the other tab to take the lock, in ms.
const YIELD_MS: u64 = 1_000;

/// How much later than each second a visible page may run that does run, in ms.
const RUN_LATE_MS: u64 = 100;

/// What a tab is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Not started, stopped, or in a page that was left or is frozen.
    Absent,
    /// It waits for the lock, and knows no leader.
    Candidate,
    /// It waits for the lock while this tab leads.
    Follower(TabId),
    /// It holds the lock and has the connection.
    Leader,
    /// It holds the lock and has closed its connection for this tab (L6).
    Yielding(TabId),
}

/// What an election wants to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum ElectionCommand {
    /// Ask for the lock, in the queue or by force.
    RequestLock {
        /// Whether to take it from its holder.
        steal: bool,
    },
    /// Release the lock, or leave the queue.
    ReleaseLock,
    /// Send a message to the other tabs.
    Post(TabMessage),
    /// Connect: this tab leads now.
    Lead,
    /// Close the connection: this tab does not lead any more.
    Follow,
}

/// Decides which tab leads.
#[derive(Debug)]
pub struct Election {
    id: TabId,
    role: Role,
    visible: bool,
    /// Whether this tab gives the alerts: it has to know at once that its leader is gone.
    alerting: bool,
    /// Whether nothing rings and no action is pending: a hidden leader may be replaced (L6).
    is_calm: bool,
    leader_visible: bool,
    /// When the leader last gave a sign, or this tab came.
    last_sign_at: Timestamp,
    pinged_at: Option<Timestamp>,
    /// Since when this page has been running without a break.
    runs_since: Timestamp,
    due: Option<Timestamp>,
    steals: Vec<Timestamp>,
    wanted_at: Option<Timestamp>,
    /// Whether a leader that has yielded waits for this tab: it has run since it asked.
    is_awaited: bool,
    /// When this page ran last.
    ran_at: Timestamp,
    yielded_at: Timestamp,
    commands: Vec<ElectionCommand>,
}

impl Election {
    /// Makes one for a tab that is absent.
    pub fn new(id: TabId, visible: bool, now: Timestamp) -> Self {
        Self {
            id,
            role: Role::Absent,
            visible,
            alerting: false,
            is_calm: true,
            leader_visible: true,
            last_sign_at: now,
            pinged_at: None,
            runs_since: now,
            due: None,
            steals: Vec::new(),
            wanted_at: None,
            is_awaited: false,
            ran_at: now,
            yielded_at: now,
            commands: Vec::new(),
        }
    }

    /// Returns what the tab is.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Takes what is to be done.
    pub fn take_commands(&mut self) -> Vec<ElectionCommand> {
        std::mem::take(&mut self.commands)
    }

    /// Returns when [`Self::handle_timeout`] is due.
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        self.due
    }

    /// The tab begins to take part.
    pub fn join(&mut self, now: Timestamp) {
        if self.role != Role::Absent {
            return;
        }
        self.role = Role::Candidate;
        (self.last_sign_at, self.runs_since, self.pinged_at) = (now, now, None);
        self.want(ElectionCommand::RequestLock { steal: false });
        self.want(ElectionCommand::Post(TabMessage::Hello));
        self.arm(now);
    }

    /// The tab takes part no more: it was stopped, its page is left, or the browser freezes it. A frozen page must
    /// neither hold the lock nor wait for it: nobody else would get it.
    pub fn leave(&mut self) {
        let role = std::mem::replace(&mut self.role, Role::Absent);
        self.due = None;
        match role {
            Role::Absent => return,
            Role::Leader => self.want(ElectionCommand::Follow),
            Role::Candidate | Role::Follower(_) | Role::Yielding(_) => {}
        }
        self.want(ElectionCommand::Post(TabMessage::Bye));
        self.want(ElectionCommand::ReleaseLock);
    }

    /// The page has become visible or hidden.
    pub fn note_visible(&mut self, now: Timestamp, visible: bool) {
        self.visible = visible;
        self.want_lead(now);
        self.arm(now);
    }

    /// Whether this tab gives the alerts.
    pub fn note_alerting(&mut self, now: Timestamp, alerting: bool) {
        if std::mem::replace(&mut self.alerting, alerting) != alerting {
            self.arm(now);
        }
    }

    /// Returns whether the leader has given no sign for so long that it may be gone.
    pub fn is_silent(&self, now: Timestamp) -> bool {
        now - self.last_sign_at >= SILENT_VISIBLE_MS
    }

    /// Returns when the leader last gave a sign.
    pub fn last_sign_at(&self) -> Timestamp {
        self.last_sign_at
    }

    /// Whether nothing rings and no action is pending.
    pub fn note_calm(&mut self, is_calm: bool) {
        self.is_calm = is_calm;
    }

    /// The browser gave the lock to this tab.
    pub fn handle_granted(&mut self, now: Timestamp) {
        match self.role {
            Role::Candidate | Role::Follower(_) => {
                self.role = Role::Leader;
                self.want(ElectionCommand::Lead);
            }
            // It came too late.
            Role::Absent => self.want(ElectionCommand::ReleaseLock),
            Role::Leader | Role::Yielding(_) => {}
        }
        self.arm(now);
    }

    /// Another tab has taken the lock from this one (L5).
    pub fn handle_lost(&mut self, now: Timestamp) {
        match self.role {
            Role::Leader => self.want(ElectionCommand::Follow),
            Role::Yielding(_) => {}
            Role::Absent | Role::Candidate | Role::Follower(_) => return,
        }
        self.role = Role::Candidate;
        self.last_sign_at = now;
        self.want(ElectionCommand::RequestLock { steal: false });
        self.want(ElectionCommand::Post(TabMessage::Hello));
        self.arm(now);
    }

    /// Handles a message of another tab.
    pub fn handle_message(&mut self, now: Timestamp, from: TabId, message: &TabMessage) {
        self.note_run(now);
        match (message, self.role) {
            (_, Role::Absent) => {}
            (TabMessage::State(state), Role::Candidate | Role::Follower(_)) => {
                self.role = Role::Follower(from);
                self.leader_visible = state.leader_visible;
                self.is_calm = state.toasts.is_empty();
                self.note_sign(now);
                self.want_lead(now);
            }
            // One that does not know that it leads no more answers, too.
            (TabMessage::Pong, Role::Candidate) => self.note_sign(now),
            (TabMessage::Pong, Role::Follower(leader)) if leader == from => self.note_sign(now),
            (TabMessage::Bye, Role::Follower(leader)) if leader == from => {
                self.role = Role::Candidate;
                self.note_sign(now);
            }
            (TabMessage::Ping, Role::Leader) if self.due.is_some_and(|due| now - due > LATE_HIDDEN_MS) => {
                // It is frozen, and nobody has said so: its sockets do not work. Another tab shall lead.
                self.want(ElectionCommand::Post(TabMessage::Bye));
                self.handle_lost(now);
            }
            (TabMessage::Ping, Role::Leader) => self.want(ElectionCommand::Post(TabMessage::Pong)),
            (TabMessage::WantLead, Role::Leader) if !self.visible && self.is_calm => {
                self.role = Role::Yielding(from);
                self.yielded_at = now;
                self.want(ElectionCommand::Follow);
                self.want(ElectionCommand::Post(TabMessage::Yield(from)));
                self.arm(now);
            }
            (TabMessage::Yield(to), Role::Follower(leader)) if leader == from => {
                self.note_sign(now);
                if *to == self.id && self.is_awaited {
                    self.want(ElectionCommand::RequestLock { steal: true });
                }
            }
            _ => {}
        }
    }

    /// Handles the timer.
    pub fn handle_timeout(&mut self, now: Timestamp) {
        self.note_run(now);
        let is_late = self.is_overdue(now);
        if self.due.take_if(|due| *due <= now).is_none() {
            return;
        }
        if is_late {
            self.runs_since = now;
        }
        match self.role {
            Role::Yielding(_) => self.end_yielding(now),
            Role::Candidate | Role::Follower(_) => {
                let silent_ms = now - self.last_sign_at.max(self.runs_since);
                let (ping_ms, limit_ms) = self.patience();
                if silent_ms >= limit_ms && self.pinged_at.is_some() && self.may_steal(now) {
                    self.steals.push(now);
                    self.note_sign(now);
                    self.want(ElectionCommand::RequestLock { steal: true });
                } else if silent_ms >= ping_ms || self.is_watchful() {
                    // The leader learns as well that this tab is there.
                    self.pinged_at = self.pinged_at.or(Some(now));
                    self.want(ElectionCommand::Post(TabMessage::Ping));
                }
                self.want_lead(now);
            }
            Role::Absent | Role::Leader => {}
        }
        self.arm(now);
    }

    /// Goes on with the connection where nobody has taken the lock in time that this tab still holds (L6).
    pub fn end_yielding(&mut self, now: Timestamp) {
        if matches!(self.role, Role::Yielding(_)) && now - self.yielded_at >= YIELD_MS {
            self.role = Role::Leader;
            self.want(ElectionCommand::Lead);
            self.arm(now);
        }
    }

    /// Notes that the page runs. Where it has not run for longer than a leader waits, the leader has gone on: what it sent meanwhile is handled late.
    fn note_run(&mut self, now: Timestamp) {
        self.is_awaited &= now - self.ran_at <= YIELD_MS + RUN_LATE_MS;
        self.ran_at = now;
    }

    /// Whether its timer is so late that the page did not run.
    fn is_overdue(&self, now: Timestamp) -> bool {
        let allowed_ms = if self.is_watchful() { LATE_VISIBLE_MS } else { LATE_HIDDEN_MS };
        self.due.is_some_and(|due| now - due > allowed_ms)
    }

    /// Whether it looks after the leader each second.
    fn is_watchful(&self) -> bool {
        self.visible || self.alerting
    }

    fn patience(&self) -> (u64, u64) {
        if self.is_watchful() { (PING_VISIBLE_MS, SILENT_VISIBLE_MS) } else { (PING_HIDDEN_MS, SILENT_HIDDEN_MS) }
    }

    fn may_steal(&mut self, now: Timestamp) -> bool {
        self.steals.retain(|at| now - *at < HOUR_MS);
        let recent = self.steals.last().is_some_and(|last| now - *last < STEAL_APART_MS);
        !recent && self.steals.len() < STEALS_AN_HOUR
    }

    fn note_sign(&mut self, now: Timestamp) {
        (self.last_sign_at, self.pinged_at) = (now, None);
        self.arm(now);
    }

    /// A visible follower asks a hidden leader for its place (L6).
    fn want_lead(&mut self, now: Timestamp) {
        let wants = self.visible && matches!(self.role, Role::Follower(_)) && !self.leader_visible && self.is_calm;
        if wants && self.wanted_at.is_none_or(|at| now - at >= TAKEOVER_APART_MS) {
            self.wanted_at = Some(now);
            (self.is_awaited, self.ran_at) = (true, now);
            self.want(ElectionCommand::Post(TabMessage::WantLead));
        }
    }

    fn arm(&mut self, now: Timestamp) {
        self.due = match self.role {
            Role::Absent => None,
            Role::Leader => Some(now + BEAT_MS),
            Role::Yielding(_) => Some(self.yielded_at + YIELD_MS),
            Role::Candidate | Role::Follower(_) => {
                let (ping_ms, limit_ms) = self.patience();
                let next = match self.due.filter(|due| *due > now) {
                    // It looks each second, whatever comes meanwhile: so it notices when it did not run.
                    due if self.is_watchful() => {
                        let step = due.unwrap_or(now + PING_VISIBLE_MS).min(now + PING_VISIBLE_MS);
                        let limit = self.last_sign_at + limit_ms;
                        if limit > now { step.min(limit) } else { step }
                    }
                    Some(_) | None if self.pinged_at.is_some() => now + (limit_ms - ping_ms),
                    Some(_) | None => self.last_sign_at + ping_ms,
                };
                Some(next.max(now + 1))
            }
        };
    }

    fn want(&mut self, command: ElectionCommand) {
        self.commands.push(command);
    }
}
