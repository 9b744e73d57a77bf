//! A page with its client.

use crate::browser::{Arrival, PageId};
use crate::support::MORNING;
use crate::support::alerts::{AlertWitness, all_alerts};
use crate::support::channel::with_agent;
use genesys_toasts::engine::TabRole;
use genesys_toasts::engine::action_io::{CallId, OfferedActions, ToastAction};
use genesys_toasts::engine::{Client, Secret, Snapshot, Status, ToastId, WallTime};
use genesys_toasts::{Config, Now};
use std::collections::BTreeMap;

/// What keeps the tabs of the second group from sharing with those of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    Region,
    Options,
    /// They are frames of another top-level site.
    Partition,
}

/// A call of `answer()` or `decline()`.
#[derive(Clone, Copy, Debug)]
pub struct Called {
    pub action: ToastAction,
    pub number: u64,
    pub at: u64,
}

/// A new page: of which group, and what the storage of its tab holds.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    pub group: usize,
    pub storage: Option<Secret>,
}

pub struct Page {
    pub id: PageId,
    pub group: usize,
    /// Which client of the page it is: one that failed is replaced (D4).
    pub instance: u32,
    pub client: Client,
    /// The zero of its monotonic clock lies so far before that of the simulation.
    origin: u64,
    /// When its timer is due.
    pub armed: Option<u64>,
    /// It does not run: it is frozen, hangs, or is in the back/forward cache.
    pub frozen: bool,
    /// Its client is started.
    pub started: bool,
    /// Since when it has been running, with a client that is started.
    pub awake_since: u64,
    pub thawed_at: u64,
    pub visible: bool,
    pub focused: bool,
    pub hidden_since: u64,
    pub visible_since: u64,
    pub heard_at: u64,
    /// The agent has clicked in it: the browser lets it play.
    pub gestured: bool,
    /// Since when audio can play, as its client knows.
    pub ready_since: Option<u64>,
    /// What happened while it was frozen.
    pub deferred: Vec<Arrival>,
    /// Its request for the lock that counts, and its bus.
    pub request: Option<u32>,
    pub bus: Option<u32>,
    pub serial: u32,
    pub arrival: u64,
    /// Its tab's own storage: a record of a channel (N6).
    pub storage: Option<Secret>,
    /// What the app sees.
    pub snapshot: Snapshot,
    /// The conversations whose toasts are shown, by the callbacks.
    pub listed: Vec<String>,
    /// How often each conversation was shown since the last `start()`.
    pub shown: BTreeMap<String, u32>,
    pub calls: BTreeMap<CallId, Called>,
    pub last_call: CallId,
    pub pauses: Vec<ToastId>,
    /// What it has reported the others last as their leader: the status, and whether it knows what rings.
    pub reported: Option<(Status, bool)>,
    /// Whether it has got a token since it leads.
    pub has_token: bool,
    pub yielded_at: Option<u64>,
    pub alerts: AlertWitness,
}

/// The options of the tabs of a group.
pub fn config_of(group: usize, difference: Difference) -> Config {
    let actions = OfferedActions(vec![ToastAction::Answer, ToastAction::Decline]);
    let storage_key = Some("agent-7".to_owned());
    let config = Config { alerts: all_alerts(), actions, storage_key, ..with_agent() };
    match (group, difference) {
        (1, Difference::Region) => Config { region: "mypurecloud.ie".to_owned(), ..config },
        (1, Difference::Options) => Config { connect_timeout_ms: 14_000, ..config },
        _ => config,
    }
}

impl Page {
    pub fn new(id: PageId, opening: Opening, config: Config, (seed, origin, now): (u64, u64, u64)) -> Self {
        let at = Now { wall: WallTime(MORNING + now as i64), mono_ms: origin + now };
        let client = Client::new(config, seed, at, Ok(()));
        Self {
            id,
            group: opening.group,
            instance: 0,
            snapshot: client.snapshot(),
            client,
            origin,
            armed: None,
            frozen: false,
            started: false,
            awake_since: now,
            thawed_at: 0,
            visible: false,
            focused: false,
            hidden_since: now,
            visible_since: now,
            heard_at: 0,
            gestured: false,
            ready_since: None,
            deferred: Vec::new(),
            request: None,
            bus: None,
            serial: 0,
            arrival: 0,
            storage: opening.storage,
            listed: Vec::new(),
            shown: BTreeMap::new(),
            calls: BTreeMap::new(),
            last_call: 0,
            pauses: Vec::new(),
            reported: None,
            has_token: false,
            yielded_at: None,
            alerts: AlertWitness::default(),
        }
    }

    /// The clocks of the page at this time.
    pub fn clocks(&self, now: u64) -> Now {
        Now { wall: WallTime(MORNING + now as i64), mono_ms: self.origin + now }
    }

    /// When its timer fires: those of hidden pages once a second, and once a minute after five minutes, unless they were sounded in the last half minute.
    pub fn fires_at(&self) -> Option<u64> {
        if self.frozen {
            return None;
        }
        let due = self.armed?.saturating_sub(self.origin);
        let step = match self.visible {
            true => 1,
            false if due > (self.hidden_since + 300_000).max(self.heard_at + 30_000) => 60_000,
            false => 1_000,
        };
        Some(due.div_ceil(step) * step)
    }

    pub fn is_awake(&self) -> bool {
        !self.frozen && self.started
    }

    /// It leads and runs.
    pub fn leads(&self) -> bool {
        self.is_awake() && self.client.role() == TabRole::Leader
    }

    /// It has been running for so long.
    pub fn awake_for(&self, now: u64, ms: u64) -> bool {
        self.is_awake() && self.awake_since + ms <= now
    }

    pub fn lists(&self, conversation: &str) -> bool {
        self.snapshot.toasts.iter().any(|toast| toast.conversation_id == conversation)
    }
}
