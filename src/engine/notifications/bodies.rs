//! Reads the bodies of API answers (N1, N4, N11).

use super::conversation::{Conversation, read_body};
use crate::engine::time::WallTime;
use json::{Raw, Reader};
use std::time::UNIX_EPOCH;

/// A channel that the API created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// The id.
    pub id: String,
    /// The address of its socket. It is as secret as a token (T11).
    pub connect_uri: String,
    /// When it expires; `None` if the date cannot be read.
    pub expires_at: Option<WallTime>,
}

/// The result of subscribing to topics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscriptions {
    /// The accepted topics.
    pub permitted: Vec<String>,
    /// The rejected topics.
    pub rejected: Vec<Rejected>,
}

/// A rejected topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The topic.
    pub topic: String,
    /// The reason, as the server gave it.
    pub reason: String,
    /// The permissions that the user lacks.
    pub permissions: Vec<String>,
}

/// The list of a user's conversations.
#[derive(Debug, Default)]
pub struct Conversations<'a> {
    /// The conversations that can be read.
    pub conversations: Vec<Conversation<'a>>,
    /// Whether the list is complete. A conversation that a complete list lacks has ended.
    pub complete: bool,
}

/// Reads the answer to `POST notifications/channels`.
pub fn read_channel(body: &str) -> Option<Channel> {
    let [id, connect_uri, expires] = json::fields(body, ["id", "connectUri", "expires"])?;
    let connect_uri = string(connect_uri).filter(|uri| uri.starts_with("wss://") || uri.starts_with("ws://"))?;
    let expires_at = string(expires).and_then(|date| read_date(&date));
    Some(Channel { id: string(id)?, connect_uri, expires_at })
}

/// Reads a date of the API, such as `2026-11-24T14:00:00.000Z` (RFC 3339, in UTC). `None` for any other text, and for
/// dates before 1970.
fn read_date(text: &str) -> Option<WallTime> {
    let since_1970 = humantime::parse_rfc3339(text).ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since_1970.as_millis()).ok().map(WallTime)
}

/// Reads the answer to `GET users/me`.
pub fn read_user_id(body: &str) -> Option<String> {
    let [id, _] = json::fields(body, ["id", ""])?;
    string(id)
}

/// Reads the answer to `PUT notifications/channels/{id}/subscriptions`. `None` if it contains no list of topics.
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
    /// Marks each of these topics that the answer does not contain as rejected. Upper and lower case are equal. A
    /// combined topic (`prefix?suffix1&suffix2`) counts as accepted if any of its names is accepted: how the service
    /// lists them is unknown.
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

/// Reads the answer to `GET conversations`. `None` if it is no list of conversations.
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

/// Returns the permissions that a 403 names in brackets: in `messageParams.permissions`, else in its message.
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
