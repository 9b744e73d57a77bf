//! Reads what requests of the API are answered (N1, N4, N11).

use super::conversation::{Conversation, read_body};
use crate::engine::time::WallTime;
use json::{Raw, Reader};
use std::time::UNIX_EPOCH;

/// A channel that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its name.
    pub id: String,
    /// Where its socket goes to; as good as a token (T11).
    pub connect_uri: String,
    /// Its end, where that can be read.
    pub expires_at: Option<WallTime>,
}

/// What became of the topics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscriptions {
    /// Those that were taken.
    pub permitted: Vec<String>,
    /// Those that were not.
    pub rejected: Vec<Rejected>,
}

/// A topic that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Which.
    pub topic: String,
    /// Why, in the server's words.
    pub reason: String,
    /// The permissions that the user lacks.
    pub permissions: Vec<String>,
}

/// The list of a user's conversations.
#[derive(Debug, Default)]
pub struct Conversations<'a> {
    /// Those that could be read.
    pub conversations: Vec<Conversation<'a>>,
    /// Whether these are all: what is not in it is over then.
    pub complete: bool,
}

/// Reads the answer to `POST notifications/channels`.
pub fn read_channel(body: &str) -> Option<Channel> {
    let [id, connect_uri, expires] = json::fields(body, ["id", "connectUri", "expires"])?;
    let connect_uri = string(connect_uri).filter(|uri| uri.starts_with("wss://") || uri.starts_with("ws://"))?;
    let expires_at = string(expires).and_then(|date| read_date(&date));
    Some(Channel { id: string(id)?, connect_uri, expires_at })
}

/// Reads a date of the API, such as `2026-11-24T14:00:00.000Z` (RFC 3339, in UTC). `None` for anything else, and before 1970.
fn read_date(text: &str) -> Option<WallTime> {
    let since_1970 = humantime::parse_rfc3339(text).ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since_1970.as_millis()).ok().map(WallTime)
}

/// Reads the answer to `GET users/me`.
pub fn read_user_id(body: &str) -> Option<String> {
    let [id, _] = json::fields(body, ["id", ""])?;
    string(id)
}

/// Reads the answer to `PUT notifications/channels/{id}/subscriptions`. `None` where it has no list of topics.
pub fn read_subscriptions(body: &str) -> Option<Subscriptions> {
    let mut subscriptions = Subscriptions::default();
    let [entities, _] = json::fields(body, ["entities", ""])?;
    for entity in entities.filter(|entities| entities.as_json().starts_with('['))?.elements() {
        let names = ["id", "state", "rejectionReason", "missingPermissions"];
        let Some([id, state, reason, permissions]) = entity.fields(names) else { continue };
        if string(state).is_none_or(|state| !state.eq_ignore_ascii_case("Rejected")) {
            subscriptions.permitted.extend(string(id));
            continue;
        }
        let permissions = permissions.map(Raw::elements).unwrap_or_default();
        subscriptions.rejected.push(Rejected {
            topic: string(id).unwrap_or_default(),
            reason: string(reason).unwrap_or_default(),
            permissions: permissions.into_iter().filter_map(|one| string(Some(one))).collect(),
        });
    }
    Some(subscriptions)
}

impl Subscriptions {
    /// Adds to the rejected ones each of these topics that the answer does not have. Topics are compared without regard to case. A
    /// combined topic (`prefix?suffix1&suffix2`) counts as taken where any of its names is: how the service lists them is unknown.
    pub fn reject_missing(&mut self, topics: &[String]) {
        for topic in topics {
            let (start, combined) = topic.split_once('?').map_or((topic.as_str(), false), |(start, _)| (start, true));
            let is = |name: &String| {
                let same = name.eq_ignore_ascii_case(topic);
                same || (combined && name.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start)))
            };
            if !self.permitted.iter().any(is) && !self.rejected.iter().any(|rejected| is(&rejected.topic)) {
                self.rejected.push(Rejected {
                    topic: topic.clone(),
                    reason: "the answer does not have it".to_owned(),
                    permissions: Vec::new(),
                });
            }
        }
    }
}

/// Reads the answer to `GET conversations`. `None` where it is no such list.
pub fn read_conversations(body: &str) -> Option<Conversations<'_>> {
    let mut reader = Reader::new(body);
    let mut conversations = Vec::new();
    let (mut listed, mut count, mut total, mut pages) = (false, 0.0, None, None);
    reader.object(&mut |reader, name| {
        match name {
            "entities" => {
                listed = reader.is_at(b'[');
                reader.array(&mut |reader| {
                    count += 1.0;
                    conversations.extend(read_body(reader, None)?);
                    Some(())
                })?;
            }
            "total" => total = reader.raw()?.number(),
            "pageCount" => pages = reader.raw()?.number(),
            _ => reader.skip()?,
        }
        Some(())
    })?;
    let complete = pages.is_none_or(|pages| pages <= 1.0) && total.is_none_or(|total| total <= count);
    (listed && reader.is_at_end()).then_some(Conversations { conversations, complete })
}

/// The permissions that a 403 names, in brackets: `messageParams.permissions`, else in its message.
pub fn missing_permissions(body: &str) -> Option<String> {
    let [params, message] = json::fields(body, ["messageParams", "message"])?;
    let words = string(params.and_then(|params| params.field("permissions"))).or_else(|| string(message))?;
    let (_, rest) = words.split_once('[')?;
    let (bare, _) = rest.split_once(']')?;
    (!bare.is_empty()).then(|| bare.to_owned())
}

fn string(raw: Option<Raw<'_>>) -> Option<String> {
    raw?.text().filter(|text| !text.is_empty()).map(|text| text.into_owned())
}
