//! Which topics are subscribed to, and whose rings they bring (N1, N7).

use super::frames::topic_media;
use crate::engine::config::{Config, Ringing};
use json::Raw;

const USERS: &str = "v2.users.";
const QUEUES: &str = "v2.routing.queues.";

/// Whose rings are shown, and what is known of the token.
#[derive(Debug, Default)]
pub(super) struct SubscriptionScope {
    /// The agent whose rings are shown; empty only where those of any agent are.
    pub(super) mine: String,
    /// Whether everybody's rings are shown.
    pub(super) any: bool,
    /// The user to whom the token belongs; `None` without user context.
    pub(super) owner: Option<String>,
    /// Whether the API has said so, and not the app.
    pub(super) proven: bool,
    pub(super) topics: Vec<String>,
}

impl SubscriptionScope {
    /// Decides whose rings are shown, for a token of `owner`. `None` where nobody can say (N1).
    pub(super) fn of(config: &Config, owner: Option<String>) -> Option<Self> {
        let mut topics = config.topics.clone();
        let named = topics.iter().find_map(|topic| id_in(topic, USERS));
        let mine = config.user_id.as_deref().or(owner.as_deref()).or(named).unwrap_or_default().to_owned();
        let any = config.ringing == Ringing::AnyAgent;
        if topics.is_empty() {
            topics.push([USERS, &mine, ".conversations"].concat());
        }
        let known = !mine.is_empty() || (any && !config.topics.is_empty());
        known.then_some(Self { mine, any, owner, proven: false, topics })
    }

    /// Whose a channel is, so that nobody else's client uses it again (N6): the token's user, or with client credentials their client,
    /// to which the record is bound anyway. `None` where nobody can say.
    pub(super) fn holder(&self, config: &Config) -> Option<String> {
        if !config.app_tokens {
            return Some(String::new());
        }
        self.owner.clone().filter(|_| self.proven)
    }

    /// Whether this user's rings are shown (N7).
    pub(super) fn includes(&self, user: Raw<'_>) -> bool {
        self.any || user.is(&self.mine)
    }

    /// The user whose legs alone matter, where that is one.
    pub(super) fn only(&self) -> Option<&str> {
        (!self.any).then_some(&self.mine)
    }

    /// Whether a topic brings a leg of this medium and queue, in a conversation of the token's user: what none brings was not asked for.
    pub(super) fn covers(&self, media: &str, queue: Option<Raw<'_>>) -> bool {
        self.topics.iter().any(|topic| {
            let of_owner = id_in(topic, USERS).is_some_and(|user| self.owner.as_deref() == Some(user));
            let of_queue = id_in(topic, QUEUES).is_some_and(|id| queue.is_some_and(|queue| queue.is(id)));
            (of_owner || of_queue) && topic_media(topic).is_none_or(|only| only == media)
        })
    }
}

/// What a topic that begins so speaks of: `v2.users.{id}.…`.
fn id_in<'a>(topic: &'a str, start: &str) -> Option<&'a str> {
    Some(topic.strip_prefix(start)?.split_once('.')?.0)
}
