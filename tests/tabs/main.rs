//! One connection for all tabs: who leads, what is shared, which tab alerts, in virtual time (L1–L7).
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, unreachable_pub, reason = "a test")]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

mod alerting;
mod clients;
mod election;
mod lock_name;
mod shared;
#[path = "../support/typed.rs"]
mod typed;
mod wire;

use genesys_toasts::engine::action_io::AgentState;
use genesys_toasts::engine::tabs::message::{
    Envelope, RingKey, SharedAlerts, SharedState, TabAttention, TabId, TabMessage, VERSION,
};
use genesys_toasts::engine::tabs::tab::{Tab, TabInput, TabOutput};
use genesys_toasts::engine::{Phase, Status, StatusDetail, Timestamp, Toast, WallTime};
use std::rc::Rc;

pub const ME: TabId = TabId(1);
pub const OTHER: TabId = TabId(2);
pub const THIRD: TabId = TabId(3);

/// A tab, a clock, and what the tab wanted since the last look.
pub struct Bench {
    pub tab: Tab,
    pub now: u64,
}

impl Bench {
    pub fn new(visible: bool) -> Self {
        let attention = TabAttention { audio_ready: false, focused: visible, visible };
        Self { tab: Tab::new(ME, attention, Timestamp(1 << 40)), now: 0 }
    }

    /// It has joined, and waits for the lock.
    pub fn joined(visible: bool) -> Self {
        let mut bench = Self::new(visible);
        bench.input(TabInput::Join);
        bench
    }

    /// It follows the other tab.
    pub fn following(visible: bool) -> Self {
        let mut bench = Self::joined(visible);
        bench.receive(OTHER, TabMessage::State(Box::new(state(1, 1, &[]))));
        bench
    }

    /// It leads, and its engine has reported its first state.
    pub fn leading(visible: bool) -> Self {
        let mut bench = Self::joined(visible);
        bench.input(TabInput::Granted(WallTime(1_000)));
        bench.input(TabInput::Engine(Box::new(state(0, 0, &[]))));
        bench
    }

    pub fn input(&mut self, input: TabInput) -> Vec<TabOutput> {
        self.tab.handle_input(Timestamp((1 << 40) + self.now), input);
        std::iter::from_fn(|| self.tab.poll_output()).collect()
    }

    pub fn receive(&mut self, from: TabId, message: TabMessage) -> Vec<TabOutput> {
        self.input(TabInput::Message(Envelope { version: VERSION, from, message }))
    }

    /// Time passes, and the timers fire when they are due.
    pub fn pass(&mut self, ms: u64) -> Vec<TabOutput> {
        let end = self.now + ms;
        let mut outputs = Vec::new();
        while let Some(due) = self.tab.poll_timeout().map(|at| at.0 - (1 << 40)).filter(|due| *due <= end) {
            self.now = self.now.max(due);
            outputs.extend(self.input(TabInput::Timeout));
        }
        self.now = end;
        outputs
    }
}

/// The messages that were posted.
pub fn posted(outputs: &[TabOutput]) -> Vec<&TabMessage> {
    outputs.iter().filter_map(|o| if let TabOutput::Post(e) = o { Some(&e.message) } else { None }).collect()
}

pub fn steals(outputs: &[TabOutput]) -> usize {
    outputs.iter().filter(|output| **output == TabOutput::RequestLock { steal: true }).count()
}

pub fn toast(id: &str) -> Rc<Toast> {
    Rc::new(Toast { id: id.to_owned(), conversation_id: format!("c-{id}"), ..Toast::default() })
}

pub fn ring(conversation: &str) -> RingKey {
    RingKey { conversation: conversation.to_owned(), participant: None }
}

/// A state with these toasts.
pub fn state(term: u64, number: u64, toasts: &[&str]) -> SharedState {
    SharedState {
        term,
        number,
        leader_visible: true,
        settled: true,
        toasts: toasts.iter().map(|id| toast(id)).collect(),
        gone: Vec::new(),
        closed: Vec::new(),
        status: Status::Connected,
        status_detail: StatusDetail {
            phase: Phase::Open,
            since: 0,
            attempt: 0,
            next_retry_at: None,
            can_retry: false,
            blind_since: None,
            offline: false,
            close_code: None,
            close_reason: None,
            last_frame_at: None,
        },
        error: None,
        alerts: SharedAlerts::default(),
        attention: TabAttention::default(),
        agent: AgentState::default(),
    }
}
