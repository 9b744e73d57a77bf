//! A page with its tab, and what stands for its engine.

use crate::browser::{Browser, Event};
use genesys_toasts::engine::action_io::AgentState;
use genesys_toasts::engine::tabs::election::Role;
use genesys_toasts::engine::tabs::message::{RingKey, SharedAlerts, SharedState, TabAttention, TabId};
use genesys_toasts::engine::tabs::tab::{Tab, TabInput};
use genesys_toasts::engine::{DismissReason, Phase, Status, StatusDetail, Toast};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What stands for the engine: it gets the rings while it is connected.
#[derive(Debug)]
pub struct Engine {
    pub start: u64,
    pub connected: bool,
    pub toasts: Vec<Rc<Toast>>,
    pub closed: BTreeSet<String>,
}

#[derive(Debug)]
pub struct Page {
    pub id: TabId,
    pub tab: Tab,
    pub frozen: bool,
    pub thawed_at: u64,
    pub attention: TabAttention,
    pub hidden_since: u64,
    pub engine: Option<Engine>,
    /// What happened while it was frozen.
    pub deferred: Vec<Event>,
    pub arrival: u64,
}

impl Browser {
    /// The engine of this tab compares what it shows with what rings.
    pub fn sync(&mut self, id: TabId) {
        let (now, ringing) = (self.now, self.ringing.clone());
        let Some(page) = self.page(id).filter(|page| !page.frozen) else { return };
        let Some(engine) = page.engine.as_mut().filter(|engine| engine.connected) else { return };
        let mut gone = Vec::new();
        engine.toasts.retain(|toast| {
            let over = !ringing.contains(&toast.conversation_id);
            let closed = engine.closed.contains(&toast.conversation_id);
            if closed || over {
                gone.push((toast.id.clone(), if closed { DismissReason::User } else { DismissReason::Answered }));
            }
            !closed && !over
        });
        engine.closed.retain(|conversation| ringing.contains(conversation));
        for conversation in &ringing {
            let known = engine.toasts.iter().any(|toast| toast.conversation_id == *conversation);
            if !known && !engine.closed.contains(conversation) {
                let id = format!("toast-{}-{}-{conversation}", id.0, engine.start);
                engine.toasts.push(Rc::new(Toast {
                    id,
                    conversation_id: conversation.clone(),
                    timestamp: now as i64,
                    ..Toast::default()
                }));
            }
        }
        let state = SharedState {
            term: 0,
            number: 0,
            leader_visible: false,
            settled: true,
            toasts: engine.toasts.clone(),
            gone,
            closed: engine
                .closed
                .iter()
                .map(|conversation| RingKey { conversation: conversation.clone(), participant: None })
                .collect(),
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
        };
        self.hand_in(id, TabInput::Engine(Box::new(state)));
    }
}

impl Page {
    /// When its timer fires: those of hidden pages once a second, and once a minute after five minutes.
    pub fn fires_at(&self) -> Option<u64> {
        if self.frozen {
            return None;
        }
        let due = self.tab.poll_timeout()?.0 - (1 << 40);
        let step = match self.attention.visible {
            true => 1,
            false if due > self.hidden_since + 300_000 => 60_000,
            false => 1_000,
        };
        Some(due.div_ceil(step) * step)
    }

    pub fn leads(&self) -> bool {
        matches!(self.tab.role(), Role::Leader)
    }

    pub fn set_attention(&mut self, attention: TabAttention, now: u64) {
        if self.attention.visible && !attention.visible {
            self.hidden_since = now;
        }
        self.attention = attention;
    }
}
