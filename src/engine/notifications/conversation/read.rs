//! Reads a conversation in one pass.

use super::{Conversation, Ending, Participant, Ringing, Stage};
use crate::engine::frame_filter::MAX_ID_BYTES;
use json::{Raw, Reader};

/// How many participants are kept; the newest say what is so now.
const MAX_PARTICIPANTS: usize = 500;

const DAY_MS: u64 = 86_400_000;

/// What is read of participants and of their communications; the flat shape has both in one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Field {
    Id,
    Purpose,
    UserId,
    User,
    QueueId,
    Queue,
    QueueName,
    Name,
    Address,
    Ani,
    ExternalContact,
    EndTime,
    AlertingTimeoutMs,
    State,
    Direction,
    DisconnectType,
    DisconnectedTime,
    CallbackUserName,
    CallbackNumbers,
}

/// In the order of [`Field`].
const NAMES: [&str; 19] = [
    "id",
    "purpose",
    "userId",
    "user",
    "queueId",
    "queue",
    "queueName",
    "name",
    "address",
    "ani",
    "externalContact",
    "endTime",
    "alertingTimeoutMs",
    "state",
    "direction",
    "disconnectType",
    "disconnectedTime",
    "callbackUserName",
    "callbackNumbers",
];

pub(super) type Fields<'a> = [Option<Raw<'a>>; NAMES.len()];

/// The media type of a list of communications, by the field's name, and of a topic, by its last part.
pub(crate) fn media_of(name: &str) -> Option<&'static str> {
    const MEDIA: [(&str, &str); 10] = [
        ("calls", "voice"),
        ("callbacks", "callback"),
        ("chats", "chat"),
        ("emails", "email"),
        ("messages", "message"),
        ("internalmessages", "message"),
        ("socialexpressions", "social"),
        ("videos", "video"),
        ("cobrowsesessions", "cobrowse"),
        ("screenshares", "screenshare"),
    ];
    MEDIA.iter().find(|(list, _)| name.eq_ignore_ascii_case(list)).map(|(_, media)| *media)
}

/// Reads a conversation that is all of `text`. `None` where it is no JSON object, or lacks id or participants.
pub fn read_conversation<'a>(text: &'a str, flat_media: Option<&'static str>) -> Option<Conversation<'a>> {
    let mut reader = Reader::new(text);
    let conversation = read_body(&mut reader, flat_media)??;
    reader.is_at_end().then_some(conversation)
}

/// Reads the conversation that comes next. In the flat shape, whose participants have a state of their own, it is of this medium.
/// `None` where it is no JSON, `Some(None)` where it is no conversation.
pub(crate) fn read_body<'a>(
    reader: &mut Reader<'a>,
    flat_media: Option<&'static str>,
) -> Option<Option<Conversation<'a>>> {
    let (mut id, mut participants, mut complete) = (None, Vec::new(), false);
    reader.object(&mut |reader, name| {
        if name == "participants" {
            complete = reader.is_at(b'[');
            return reader.array(&mut |reader| {
                let participant = Participant::read(reader, flat_media)?;
                if participant.id().is_some() {
                    participants.push(participant);
                }
                // Not one by one: each removal moves all that follow.
                if participants.len() == 2 * MAX_PARTICIPANTS {
                    participants.drain(..MAX_PARTICIPANTS);
                }
                Some(())
            });
        }
        let value = reader.raw()?;
        if name == "id" {
            id = Some(value);
        }
        Some(())
    })?;
    let id = id.filter(|id| complete && is_text(*id));
    participants.drain(..participants.len().saturating_sub(MAX_PARTICIPANTS));
    Some(id.map(|id| Conversation { id, participants }))
}

/// Reads an object's fields; `part` reads the elements of its lists of communications.
fn read_fields<'a>(
    reader: &mut Reader<'a>,
    part: &mut dyn FnMut(&mut Reader<'a>, &'static str) -> Option<()>,
) -> Option<Fields<'a>> {
    let mut fields = [None; NAMES.len()];
    reader.object(&mut |reader, name| {
        if let Some(media_type) = reader.is_at(b'[').then(|| media_of(name)).flatten() {
            return reader.array(&mut |reader| part(reader, media_type));
        }
        let value = reader.raw()?;
        if let Some(field) = json::place_of(name, &NAMES).and_then(|place| fields.get_mut(place)) {
            *field = Some(value);
        }
        Some(())
    })?;
    Some(fields)
}

impl<'a> Participant<'a> {
    fn read(reader: &mut Reader<'a>, flat_media: Option<&'static str>) -> Option<Self> {
        let mut participant = Self {
            fields: [None; NAMES.len()],
            ringing: None,
            stage: Stage::Quiet,
            in_call: false,
            ending: Ending::Unknown,
            callback_name: None,
            callback_numbers: None,
        };
        let (mut parts, mut over) = (0, 0);
        participant.fields = read_fields(reader, &mut |reader, media_type| {
            let fields = read_fields(reader, &mut |reader, _| reader.skip())?;
            // The messages of a flat participant are no communications: they have no state.
            if get(&fields, Field::State).is_some() {
                parts += 1;
                over += u32::from(participant.add(&fields, media_type));
            }
            Some(())
        })?;
        let fields = participant.fields;
        if get(&fields, Field::State).is_some() {
            (parts, participant.stage, participant.ringing) = (1, Stage::Quiet, None);
            over = u32::from(participant.add(&fields, flat_media.unwrap_or("voice")));
            // Its id is the participant's.
            participant.ringing = participant.ringing.map(|ringing| Ringing { id: None, ..ringing });
        }
        if get(&fields, Field::EndTime).is_some_and(is_text) || (parts > 0 && over == parts) {
            participant.stage = Stage::Ended;
            participant.ringing = None;
            participant.in_call = false;
        }
        Some(participant)
    }

    /// Takes a communication. Returns whether it is over.
    fn add(&mut self, fields: &Fields<'a>, media_type: &'static str) -> bool {
        let is = |field: Field, word: &str| get(fields, field).is_some_and(|value| value.is(word));
        self.callback_name = self.callback_name.or(get(fields, Field::CallbackUserName));
        self.callback_numbers = self.callback_numbers.or(get(fields, Field::CallbackNumbers));
        if let Some(word) = get(fields, Field::DisconnectType).and_then(Raw::text) {
            self.ending = self.ending.max(Ending::of(&word));
        }
        // After-call work leaves `connected` beside an end: the end counts.
        if get(fields, Field::DisconnectedTime).is_some_and(is_text)
            || is(Field::State, "disconnected")
            || is(Field::State, "terminated")
        {
            return true;
        }
        self.in_call |= media_type == "voice" && is(Field::State, "connected");
        let outbound = is(Field::Direction, "outbound");
        let own_call = outbound && matches!(media_type, "voice" | "video");
        if is(Field::State, "alerting") && !own_call {
            self.stage = Stage::Ringing;
            self.ringing = self.ringing.or(Some(Ringing { id: get(fields, Field::Id), media_type, outbound }));
        } else if is(Field::State, "connected") && self.stage == Stage::Quiet {
            self.stage = Stage::Connected;
        }
        false
    }

    /// Which: an agent who is rung again is another participant (N8).
    pub fn id(&self) -> Option<Raw<'a>> {
        self.get(Field::Id).filter(|id| is_text(*id))
    }

    /// The user, where it is one.
    pub fn user_id(&self) -> Option<Raw<'a>> {
        self.get(Field::UserId).or_else(|| self.get(Field::User)?.field("id")).filter(|id| is_text(*id))
    }

    /// The queue that offers or takes the conversation.
    pub fn queue_id(&self) -> Option<Raw<'a>> {
        self.get(Field::QueueId).or_else(|| self.get(Field::Queue)?.field("id")).filter(|id| is_text(*id))
    }

    /// How long it is rung, ms. Nothing rings longer than a day.
    pub fn alerting_timeout_ms(&self) -> Option<u64> {
        self.get(Field::AlertingTimeoutMs).and_then(Raw::number).map(|ms| (ms as u64).min(DAY_MS))
    }

    pub(super) fn is(&self, purpose: &str) -> bool {
        self.get(Field::Purpose).is_some_and(|value| value.is(purpose))
    }

    pub(super) fn get(&self, field: Field) -> Option<Raw<'a>> {
        get(&self.fields, field)
    }
}

fn get<'a>(fields: &Fields<'a>, field: Field) -> Option<Raw<'a>> {
    fields.get(field as usize).copied().flatten()
}

/// Whether it is a text that is not empty, and no longer than what is kept of ids.
fn is_text(raw: Raw<'_>) -> bool {
    raw.as_json().starts_with('"') && (3..=MAX_ID_BYTES + 2).contains(&raw.as_json().len())
}
