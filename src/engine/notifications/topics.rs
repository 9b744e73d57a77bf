//! Which topics are subscribed to, and what they bring (N1, N7).

use crate::engine::config::{Config, Ringing};
use crate::protocol::notifications::topic_media;

/// The user whom a topic speaks of, if any: `v2.users.{id}.…`.
fn user_of(topic: &str) -> Option<&str> {
    part_after(topic, "users")
}

fn part_after<'a>(topic: &'a str, word: &str) -> Option<&'a str> {
    let mut parts = topic.split('.');
    parts.find(|part| part.eq_ignore_ascii_case(word))?;
    parts.next()
}

/// Whose rings are shown, and what is known of the token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Whose {
    /// The agent whose rings are shown; `None` only where those of any agent are.
    pub(super) mine: Option<String>,
    /// Whether everybody's rings are shown.
    pub(super) any: bool,
    /// The user to whom the token belongs; `None` without user context.
    pub(super) owner: Option<String>,
    pub(super) topics: Vec<String>,
}

impl Whose {
    /// Decides whose rings are shown, for a token of `owner`. `None` where nobody can say (N1).
    pub(super) fn of(config: &Config, owner: Option<String>) -> Option<Self> {
        let named = || config.topics.iter().find_map(|topic| user_of(topic)).map(str::to_owned);
        let mine = config.user_id.clone().or(owner.clone()).or_else(named);
        let any = config.ringing == Ringing::AnyAgent;
        let topics = match &mine {
            _ if !config.topics.is_empty() => config.topics.clone(),
            Some(user) => vec![["v2.users.", user, ".conversations"].concat()],
            None => return None,
        };
        (any || mine.is_some()).then_some(Self { mine, any, owner, topics })
    }

    /// To whom a channel is bound (N6).
    pub(super) fn subscriber(&self) -> &str {
        self.mine.as_deref().unwrap_or_default()
    }

    /// Whether this user's rings are shown (N7).
    pub(super) fn includes(&self, user: &str) -> bool {
        self.any || self.mine.as_deref() == Some(user)
    }

    /// The user whose legs alone matter, where that is one.
    pub(super) fn only(&self) -> Option<&str> {
        if self.any { None } else { self.mine.as_deref() }
    }

    /// Whether a topic brings a leg of this medium and queue, in a conversation of the token's user: what none brings was not asked for.
    pub(super) fn covers(&self, media: &str, queue: Option<&str>) -> bool {
        self.topics.iter().any(|topic| {
            let of_owner = user_of(topic).is_some_and(|user| self.owner.as_deref() == Some(user));
            let of_queue = part_after(topic, "queues").is_some_and(|id| queue == Some(id));
            (of_owner || of_queue) && topic_media(topic).is_none_or(|only| only == media)
        })
    }
}
