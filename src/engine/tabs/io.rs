//! What a tab takes in and wants to be done.

use super::message::{Envelope, RingKey, SharedState, TabAttention, TabCommand, TabId};
use crate::engine::action_io::{ActionError, CallId};
use crate::engine::snapshot::{DismissReason, Toast};
use crate::engine::time::{Timestamp, WallTime};
use std::rc::Rc;

/// What happens to a tab.
#[derive(Clone, Debug)]
pub enum TabInput {
    /// `start()`, or the page is shown or thawed again.
    Join,
    /// `stop()`, or the page is left or frozen. Also before `Join` when a page is thawed that was frozen without a word: what
    /// waited for it on the bus is out of date, and it may have lost the lock.
    Leave,
    /// The browser gave the lock, not before this time.
    Granted(WallTime),
    /// Another tab took the lock.
    Lost,
    /// A message came.
    Message(Envelope),
    /// The timer fired.
    Timeout,
    /// How much of the agent's attention this tab has now.
    Attention(TabAttention),
    /// The engine of this tab, which leads, has another state. What only tabs know is set here: term, number, attention.
    Engine(Box<SharedState>),
    /// Whether the engine of this tab, which leads, has toasts. Instead of its whole state while there is no other tab.
    Rings(bool),
    /// The app or the agent did something.
    Command(TabCommand),
    /// The engine has decided a call of a tab.
    Settled(TabId, CallId, Option<ActionError>),
}

/// What a tab wants to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum TabOutput {
    /// Ask for the lock, in the queue or by force.
    RequestLock {
        /// Whether to take it from its holder.
        steal: bool,
    },
    /// Release the lock, or leave the queue.
    ReleaseLock,
    /// Send a message to the other tabs.
    Post(Envelope),
    /// Start the engine.
    StartEngine {
        /// The toasts that the agent has seen.
        toasts: Vec<Rc<Toast>>,
        /// The rings that the agent has closed.
        closed: Vec<RingKey>,
        /// When the leader before gave its last sign, if there was one: rings may have been missed since then.
        leaderless_since: Option<Timestamp>,
    },
    /// Stop the engine and close its connection, without callbacks.
    StopEngine,
    /// Hand this to the engine, for this tab.
    Apply(TabId, TabCommand),
    /// Call `onToast`, unless the engine of this tab has.
    Shown(Rc<Toast>),
    /// Call `onDismiss`, unless the engine of this tab has.
    Dismissed(Rc<Toast>, DismissReason),
    /// The state is another one.
    Changed,
    /// A call of the app is decided.
    Settled(CallId, Option<ActionError>),
    /// How this tab alerts has changed (L7).
    Alerts(TabAlerts),
}

/// What the browser says of the lock and the bus.
#[derive(Clone, Debug)]
pub enum TabsEvent {
    /// The lock that was requested is this tab's.
    Granted,
    /// Another tab has taken the lock by force.
    Lost,
    /// A message of another tab.
    Message(Envelope),
    /// The browser refuses lock or bus to this page.
    Refused,
}

/// What is to be done with the lock and the bus.
#[derive(Clone, Debug, PartialEq)]
pub enum TabsCommand {
    /// Take part: open the bus of this name. The lock has the same name.
    Join(String),
    /// Request the lock, and report what becomes of it.
    RequestLock {
        /// Whether to take it from its holder. Without that it waits for its turn.
        steal: bool,
    },
    /// Send a message to all other tabs.
    Post(Box<Envelope>),
    /// Release the lock, or wait for it no more, and close the bus.
    Leave,
}

/// How a tab alerts (L7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TabAlerts {
    /// Whether this tab gives sound and notifications.
    pub may_alert: bool,
    /// The most that any other tab has of the agent's attention.
    pub others: TabAttention,
}
