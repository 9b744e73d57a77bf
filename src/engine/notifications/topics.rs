//! Decides which topics are subscribed, and whose rings are shown (N1, N7).

use super::frames::topic_media;
use crate::engine::action_io::ToastAction;
use crate::engine::config::{Config, Ringing};
use crate::engine::context::Context;
use json::Raw;

const USERS: &str = "v2.users.";
/// The end of the topic with the agent's routing status (C7).
pub(super) const ROUTING_STATUS: &str = ".routingStatus";
const QUEUES: &str = "v2.routing.queues.";

/// Whose rings are shown, and what is known about the token.
#[derive(Debug, Default)]
pub(super) struct SubscriptionScope {
    /// The agent whose rings are shown; empty only if those of any agent are shown.
    pub(super) mine: String,
    /// Whether the rings of any agent are shown.
    pub(super) any: bool,
    /// The user of the token; `None` without user context.
    pub(super) owner: Option<String>,
    /// Whether the API confirmed this user; otherwise the app named it.
    pub(super) proven: bool,
    pub(super) topics: Vec<String>,
}

impl SubscriptionScope {
    /// Decides whose rings are shown, for a token of `owner`. `None` if that is unknown (N1).
    pub(super) fn of(config: &Config, owner: Option<String>) -> Option<Self> {
        let mut topics = config.topics.clone();
        let named = topics.iter().find_map(|topic| id_in(topic, USERS));
        let mine = config.user_id.as_deref().or(owner.as_deref()).or(named).unwrap_or_default().to_owned();
        let any = config.ringing == Ringing::AnyAgent;
        if topics.is_empty() {
            topics.push([USERS, &mine, ".conversations"].concat());
        }
        if config.actions.is_on() && owner.as_deref() == Some(&*mine) {
            topics.push([USERS, &mine, ROUTING_STATUS].concat());
        }
        let known = !mine.is_empty() || (any && !config.topics.is_empty());
        known.then_some(Self { mine, any, owner, proven: false, topics })
    }

    /// Returns to whom a stored channel belongs, so that no other user's client reuses it (N6): the user of the token;
    /// or an empty text with client credentials, because the record already names their client. `None` if the user is
    /// not confirmed.
    pub(super) fn holder(&self, config: &Config) -> Option<String> {
        if !config.app_tokens {
            return Some(String::new());
        }
        self.owner.clone().filter(|_| self.proven)
    }

    /// Returns whether the rings of this user are shown (N7).
    pub(super) fn includes(&self, user: Raw<'_>) -> bool {
        self.any || user.is(&self.mine)
    }

    /// Returns what the token's user can do with the rings of an agent: an agent acts on nobody else's.
    pub(super) fn actions_of(&self, cx: &Context, agent: &str) -> Vec<ToastAction> {
        if self.owner.as_deref() == Some(agent) { cx.config.actions.0.clone() } else { Vec::new() }
    }

    /// Returns the only user whose rings are shown; `None` if those of any agent are.
    pub(super) fn only(&self) -> Option<&str> {
        (!self.any).then_some(&self.mine)
    }

    /// Returns whether a topic covers a leg of this medium and queue, in a conversation of the token's user. A leg that
    /// no topic covers is not shown.
    pub(super) fn covers(&self, media: &str, queue: Option<Raw<'_>>) -> bool {
        self.topics.iter().filter(|topic| !topic.ends_with(ROUTING_STATUS)).any(|topic| {
            let of_owner = id_in(topic, USERS).is_some_and(|user| self.owner.as_deref() == Some(user));
            let of_queue = id_in(topic, QUEUES).is_some_and(|id| queue.is_some_and(|queue| queue.is(id)));
            (of_owner || of_queue) && topic_media(topic).is_none_or(|only| only == media)
        })
    }
}

/// Returns the id in a topic with this beginning: `v2.users.{id}.…`.
fn id_in<'a>(topic: &'a str, start: &str) -> Option<&'a str> {
    Some(topic.strip_prefix(start)?.split_once('.')?.0)
}
