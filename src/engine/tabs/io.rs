//! What a tab takes in and wants to be done.

use super::message::{Envelope, RingKey, SharedState, TabAttention, TabCommand, TabId};
use crate::engine::action_io::{ActionError, CallId};
use crate::engine::snapshot::{DismissReason, Status, StatusDetail, Toast};
use crate::engine::time::WallTime;
use std::rc::Rc;

/// What happens to a tab.
#[derive(Clone, Debug)]
pub enum TabInput {
    /// `start()`, or the page is shown or thawed again.
    Join,
    /// `stop()`, or the page is left or frozen. Also before `Join` when a page is thawed that was frozen without a word: what
    /// waited for it on the bus is out of date, and it may have lost the lock.
    Leave,
    /// The browser gave the lock, at this time.
    Granted(WallTime),
    /// Another tab took the lock.
    Lost,
    /// A message came.
    Message(Envelope),
    /// The timer fired.
    Timeout,
    /// How much of the agent's attention this tab has now.
    Attention(TabAttention),
    /// The engine of this tab, which leads, has another state. Its number is set here.
    Engine(Box<SharedState>),
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
    },
    /// Stop the engine and close its connection, without callbacks.
    StopEngine,
    /// Hand this to the engine, for this tab.
    Apply(TabId, TabCommand),
    /// Call `onToast`.
    Shown(Rc<Toast>),
    /// Call `onDismiss`.
    Dismissed(Rc<Toast>, DismissReason),
    /// Call `onStatus`.
    Status(Status, StatusDetail),
    /// The state is another one.
    Changed,
    /// A call of the app is decided.
    Settled(CallId, Option<ActionError>),
    /// Whether this tab gives the alerts.
    MayAlert(bool),
}
