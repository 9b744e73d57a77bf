//! Reads a conversation in one pass.

use super::{Communication, Conversation, Participant, State};
use crate::protocol::json::{Raw, Reader};
use crate::protocol::routing_events::MAX_ID_BYTES;
use std::borrow::Cow;

/// How many participants are kept; the newest say what is so now.
const MAX_PARTICIPANTS: usize = 500;

/// The media type of a list of communications, by the field's name, and of a topic, by its last part.
pub(crate) fn media_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "calls" => "voice",
        "callbacks" => "callback",
        "chats" => "chat",
        "emails" => "email",
        "messages" | "internalMessages" => "message",
        "socialExpressions" | "socialexpressions" => "social",
        "videos" => "video",
        "cobrowsesessions" | "cobrowseSessions" => "cobrowse",
        "screenshares" => "screenshare",
        _ => return None,
    })
}

/// Reads a conversation that is all of `text`. `None` where it is no JSON object, or has no id.
pub fn read_conversation<'a>(text: &'a str, flat_media: Option<&'static str>) -> Option<Conversation<'a>> {
    let mut reader = Reader::new(text);
    let conversation = read_body(&mut reader, flat_media)?;
    reader.is_at_end().then_some(conversation)
}

/// Reads the conversation that comes next. In the flat shape, whose participants have a state of their own, it is of this medium.
pub(crate) fn read_body<'a>(reader: &mut Reader<'a>, flat_media: Option<&'static str>) -> Option<Conversation<'a>> {
    let mut conversation = Conversation::default();
    let mut complete = false;
    reader.object(&mut |reader, name| {
        match name {
            "id" => conversation.id = text(reader.raw()?).unwrap_or_default(),
            "participants" => {
                complete = reader.is_at(b'[');
                reader.array(&mut |reader| {
                    let participant = read_participant(reader, flat_media)?;
                    if conversation.participants.len() == MAX_PARTICIPANTS {
                        conversation.participants.remove(0);
                    }
                    if !participant.id.is_empty() {
                        conversation.participants.push(participant);
                    }
                    Some(())
                })?;
            }
            _ => reader.skip()?,
        }
        Some(())
    })?;
    (complete && !conversation.id.is_empty()).then_some(conversation)
}

fn read_participant<'a>(reader: &mut Reader<'a>, flat_media: Option<&'static str>) -> Option<Participant<'a>> {
    let mut participant = Participant::default();
    let mut flat = read_nothing(flat_media.unwrap_or("voice"));
    let mut state = None;
    reader.object(&mut |reader, name| {
        if let Some(media_type) = media_of(name) {
            return reader.array(&mut |reader| {
                participant.communications.extend(read_communication(reader, media_type)?);
                Some(())
            });
        }
        match name {
            "id" => participant.id = text(reader.raw()?).unwrap_or_default(),
            "purpose" => participant.purpose = text(reader.raw()?).unwrap_or_default(),
            "userId" => participant.user_id = participant.user_id.take().or(text(reader.raw()?)),
            "queueId" => participant.queue_id = participant.queue_id.take().or(text(reader.raw()?)),
            "user" => reader.object(&mut |reader, name| {
                let value = reader.raw()?;
                if name == "id" {
                    participant.user_id = text(value);
                }
                Some(())
            })?,
            "queue" => reader.object(&mut |reader, name| {
                let value = reader.raw()?;
                match name {
                    "id" => participant.queue_id = text(value),
                    "name" => participant.queue_name = Some(value),
                    _ => {}
                }
                Some(())
            })?,
            "externalContact" => reader.object(&mut |reader, name| {
                let value = reader.raw()?;
                if name == "name" {
                    participant.external_name = Some(value);
                }
                Some(())
            })?,
            "name" => participant.name = Some(reader.raw()?),
            "address" => participant.address = Some(reader.raw()?),
            "ani" => participant.ani = Some(reader.raw()?),
            "queueName" => participant.queue_name = Some(reader.raw()?),
            "endTime" => participant.is_over = text(reader.raw()?).is_some(),
            "alertingTimeoutMs" => participant.alerting_timeout_ms = reader.raw()?.number().map(|ms| ms as u64),
            "state" => state = text(reader.raw()?),
            _ => read_field(reader, name, &mut flat)?,
        }
        Some(())
    })?;
    if let Some(state) = state {
        flat.state = read_state(&state, flat.state);
        participant.communications = vec![flat];
    }
    Some(participant)
}

/// Reads a communication. `Some(None)` where it has no state: the messages of a flat participant are none.
fn read_communication<'a>(reader: &mut Reader<'a>, media_type: &'static str) -> Option<Option<Communication<'a>>> {
    let mut communication = read_nothing(media_type);
    let mut state = None;
    reader.object(&mut |reader, name| {
        match name {
            "id" => communication.id = text(reader.raw()?),
            "state" => state = text(reader.raw()?),
            _ => read_field(reader, name, &mut communication)?,
        }
        Some(())
    })?;
    let Some(state) = state else { return Some(None) };
    communication.state = read_state(&state, communication.state);
    Some(Some(communication))
}

/// What communications and flat participants have under the same name.
fn read_field<'a>(reader: &mut Reader<'a>, name: &str, communication: &mut Communication<'a>) -> Option<()> {
    match name {
        "direction" => communication.outbound = text(reader.raw()?).as_deref() == Some("outbound"),
        "disconnectType" => communication.disconnect_type = Some(reader.raw()?),
        "disconnectedTime" if text(reader.raw()?).is_some() => communication.state = State::Ended,
        "disconnectedTime" => {}
        "callbackUserName" => communication.callback_name = Some(reader.raw()?),
        "callbackNumbers" => communication.callback_number = reader.raw()?.elements().first().copied(),
        _ => reader.skip()?,
    }
    Some(())
}

fn read_nothing<'a>(media_type: &'static str) -> Communication<'a> {
    Communication {
        id: None,
        media_type,
        state: State::Other,
        outbound: false,
        disconnect_type: None,
        callback_name: None,
        callback_number: None,
    }
}

/// After-call work leaves `connected` beside an end: the end counts.
fn read_state(state: &str, known: State) -> State {
    match state {
        _ if known == State::Ended => State::Ended,
        "alerting" => State::Alerting,
        "connected" => State::Connected,
        "disconnected" | "terminated" => State::Ended,
        _ => State::Other,
    }
}

/// A text that is not empty, and no longer than what is kept of ids.
fn text<'a>(raw: Raw<'a>) -> Option<Cow<'a, str>> {
    raw.text().filter(|text| !text.is_empty() && text.len() <= MAX_ID_BYTES)
}
