//! Reads the frames of a channel's socket (N1–N5).

use super::conversation::{Conversation, media_of, read_body, read_conversation};
use super::topics::ROUTING_STATUS;
use crate::engine::frame_filter::{ESCAPED, FrameFilter, MAX_FRAME_BYTES};
use json::{Raw, Reader};
use std::borrow::Cow;

/// The content of a frame.
#[derive(Debug)]
pub enum Frame<'a> {
    /// A frame that cannot be read (E3).
    Bad,
    /// An unknown topic, or a frame without an effect (N12).
    Ignored,
    /// A heartbeat, or the answer to a ping (N2).
    Alive,
    /// The server is about to close this socket (N3).
    SocketClosing,
    /// The server has removed the channel (N3).
    NoLongerSubscribed {
        /// The id of the channel.
        channel_id: Cow<'a, str>,
    },
    /// The token that created the channel was revoked (N3).
    TokenRevoked {
        /// The id of the channel.
        channel_id: Cow<'a, str>,
    },
    /// The server does not know the channel of this socket.
    ChannelGone,
    /// The routing status of a user (C7).
    RoutingStatus {
        /// The id of the user.
        user: Cow<'a, str>,
        /// The status, such as `IDLE`.
        status: String,
    },
    /// The new state of a conversation.
    Conversation(Conversation<'a>),
}

const SYSTEM: &str = "v2.system.";
const USERS: &str = "v2.users.";

/// The longest routing status that is read, in bytes.
const MAX_STATUS_BYTES: usize = 100;

/// How heartbeats begin, and events of users and of queues.
const METADATA: &str = r#"{"topicName":"channel.metadata","#;
const OF_USERS: &str = r#"{"topicName":"v2.users."#;
const OF_QUEUES: &str = r#"{"topicName":"v2.routing."#;

/// Returns the filters for frames that have no effect if only the rings of the user `mine` are shown: heartbeats, and
/// events that do not contain that id.
pub fn frame_filters(mine: &str) -> Vec<FrameFilter> {
    let of_others = [OF_USERS, OF_QUEUES].map(|beginning| FrameFilter::new(beginning, &[mine, ESCAPED]));
    [FrameFilter::new(METADATA, &[ESCAPED])].into_iter().chain(of_others).collect()
}

/// Reads a text frame. It never fails: a frame that cannot be read is [`Frame::Bad`].
pub fn decode(text: &str) -> Frame<'_> {
    if text.len() > MAX_FRAME_BYTES {
        return Frame::Bad;
    }
    let mut reader = Reader::new(text);
    let (mut topic, mut result, mut body, mut conversation) = (None, None, None, None);
    let read = if reader.is_at(b'{') {
        reader.object(&mut |reader, name| {
            match (name, &topic) {
                ("topicName", _) => topic = reader.raw()?.text(),
                ("result", _) => result = Some(reader.raw()?),
                ("eventBody", Some(topic)) if is_conversation_topic(topic) && reader.is_at(b'{') => {
                    conversation = read_body(reader, topic_media(topic))?;
                }
                ("eventBody", _) => body = Some(reader.raw()?),
                _ => reader.skip()?,
            }
            Some(())
        })
    } else {
        None
    };
    if read.is_none() || !reader.is_at_end() {
        return Frame::Bad;
    }
    match (topic, result) {
        (Some(topic), _) if is_conversation_topic(&topic) => conversation
            .or_else(|| read_conversation(body?.as_json(), topic_media(&topic)))
            .map_or(Frame::Bad, Frame::Conversation),
        (Some(topic), _) => read_routing_status(&topic, body).unwrap_or_else(|| read_topic(topic)),
        (None, Some(result)) if is_404(result) => Frame::ChannelGone,
        (None, _) => Frame::Ignored,
    }
}

/// Returns whether the events of a topic contain conversations: `v2.users.{id}.conversations`,
/// `v2.routing.queues.{id}.conversations`, or one medium of these.
pub fn is_conversation_topic(topic: &str) -> bool {
    topic.split('.').skip(3).take(2).any(|part| part.eq_ignore_ascii_case("conversations"))
}

/// Returns the media type that the last part of a topic names; `None` for a topic of all media.
pub fn topic_media(topic: &str) -> Option<&'static str> {
    media_of(topic.rsplit('.').next()?)
}

/// Reads the event of `v2.users.{id}.routingStatus`. `None` if it is none, or has no status.
fn read_routing_status<'a>(topic: &str, body: Option<Raw<'a>>) -> Option<Frame<'a>> {
    let at = topic.len().checked_sub(ROUTING_STATUS.len())?;
    let user = topic.get(USERS.len()..at).filter(|_| starts_with(topic, USERS) && ends_with(topic, ROUTING_STATUS))?;
    let status = routing_status(body?.as_json())?;
    Some(Frame::RoutingStatus { user: Cow::Owned(user.to_owned()), status })
}

/// Reads the routing status of an event (`{ routingStatus: { status } }`), or of an answer (`{ status }`). The exact form of
/// the event is not documented: either is read in both.
pub(super) fn routing_status(body: &str) -> Option<String> {
    let [inner, status] = json::fields(body, ["routingStatus", "status"])?;
    let status = inner.and_then(|inner| inner.field("status")).or(status)?;
    Some(status.text()?.into_owned()).filter(|status| !status.is_empty() && status.len() <= MAX_STATUS_BYTES)
}

fn ends_with(text: &str, suffix: &str) -> bool {
    text.len()
        .checked_sub(suffix.len())
        .and_then(|at| text.get(at..))
        .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

fn read_topic(topic: Cow<'_, str>) -> Frame<'_> {
    if topic.eq_ignore_ascii_case("channel.metadata") {
        return Frame::Alive;
    }
    let Some(rest) = topic.get(SYSTEM.len()..).filter(|_| starts_with(&topic, SYSTEM)) else { return Frame::Ignored };
    let channel_of = |kind: &str| {
        let channel_id = rest.get(kind.len()..).filter(|_| starts_with(rest, kind))?;
        Some(Cow::Owned(channel_id.to_owned()))
    };
    if rest.eq_ignore_ascii_case("socket_closing") {
        Frame::SocketClosing
    } else if let Some(channel_id) = channel_of("no_longer_subscribed.") {
        Frame::NoLongerSubscribed { channel_id }
    } else if let Some(channel_id) = channel_of("token_revoked.") {
        Frame::TokenRevoked { channel_id }
    } else {
        Frame::Ignored
    }
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn is_404(result: Raw<'_>) -> bool {
    result.number() == Some(404.0) || result.text().as_deref() == Some("404")
}
