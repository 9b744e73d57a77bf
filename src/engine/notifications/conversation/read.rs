//! Parses a conversation in one pass.

use super::{Communication, Conversation, Ending, Participant, Stage};
use crate::engine::frame_filter::MAX_ID_BYTES;
use json::{Raw, Reader};

/// The most participants that are stored. The newest ones describe the current state.
const MAX_PARTICIPANTS: usize = 500;

const DAY_MS: u64 = 86_400_000;

/// The fields that are read of participants and communications. In the flat shape one object has the fields of both.
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
    QueueMediaSettings,
}

/// The names of the fields, in the order of [`Field`].
const NAMES: [&str; 20] = [
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
    "queueMediaSettings",
];

pub(super) type Fields<'a> = [Option<Raw<'a>>; NAMES.len()];

/// Returns the media type for the name of a list of communications, or for the last part of a topic.
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

/// Reads a text that is one conversation. `None` if it is no JSON object, or lacks an id or participants.
pub fn read_conversation<'a>(text: &'a str, flat_media: Option<&'static str>) -> Option<Conversation<'a>> {
    let mut reader = Reader::new(text);
    let conversation = read_body(&mut reader, flat_media)??;
    reader.is_at_end().then_some(conversation)
}

/// Reads the next JSON value as a conversation. `flat_media` is its media type in the flat shape, in which participants
/// have a state of their own. `None` if it is no JSON, `Some(None)` if it is no conversation.
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
                // Each removal moves all following elements, so half of them are removed together.
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

/// Reads the fields of an object. `part` reads the elements of its lists of communications.
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
            connected: None,
            auto_answer: false,
            stage: Stage::Quiet,
            in_call: false,
            ending: Ending::Unknown,
            callback_name: None,
            callback_numbers: None,
        };
        let (mut parts, mut over) = (0, 0);
        participant.fields = read_fields(reader, &mut |reader, media_type| {
            let fields = read_fields(reader, &mut |reader, _| reader.skip())?;
            // The messages of a flat participant have no state: they are no communications.
            if get(&fields, Field::State).is_some() {
                parts += 1;
                over += u32::from(participant.add(&fields, media_type));
            }
            Some(())
        })?;
        let fields = participant.fields;
        if get(&fields, Field::State).is_some() {
            (parts, participant.stage, participant.ringing, participant.connected) = (1, Stage::Quiet, None, None);
            over = u32::from(participant.add(&fields, flat_media.unwrap_or("voice")));
            // The id of a flat participant is not the id of a communication.
            let without_id = |one: Communication<'a>| Communication { id: None, ..one };
            participant.ringing = participant.ringing.map(without_id);
            participant.connected = participant.connected.map(without_id);
        }
        if get(&fields, Field::EndTime).is_some_and(is_text) || (parts > 0 && over == parts) {
            participant.stage = Stage::Ended;
            (participant.ringing, participant.connected) = (None, None);
            participant.in_call = false;
        }
        Some(participant)
    }

    /// Adds a communication. Returns whether it has ended.
    fn add(&mut self, fields: &Fields<'a>, media_type: &'static str) -> bool {
        let is = |field: Field, word: &str| get(fields, field).is_some_and(|value| value.is(word));
        self.callback_name = self.callback_name.or(get(fields, Field::CallbackUserName));
        self.callback_numbers = self.callback_numbers.or(get(fields, Field::CallbackNumbers));
        if let Some(word) = get(fields, Field::DisconnectType).and_then(Raw::text) {
            self.ending = self.ending.max(Ending::of(&word));
        }
        // During after-call work the state stays `connected` although there is an end time: the end time counts.
        if get(fields, Field::DisconnectedTime).is_some_and(is_text)
            || is(Field::State, "disconnected")
            || is(Field::State, "terminated")
        {
            return true;
        }
        self.in_call |= media_type == "voice" && is(Field::State, "connected");
        let outbound = is(Field::Direction, "outbound");
        let own_call = outbound && matches!(media_type, "voice" | "video");
        let settings = get(fields, Field::QueueMediaSettings).and_then(|settings| settings.field("enableAutoAnswer"));
        self.auto_answer |= settings.is_some_and(|on| on.as_json() == "true");
        let communication = Communication { id: get(fields, Field::Id), media_type, outbound };
        if is(Field::State, "alerting") && !own_call {
            self.stage = Stage::Ringing;
            self.ringing = self.ringing.or(Some(communication));
        } else if is(Field::State, "connected") {
            self.connected = self.connected.or((!own_call).then_some(communication));
            if self.stage == Stage::Quiet {
                self.stage = Stage::Connected;
            }
        }
        false
    }

    /// Returns the id. An agent who is offered the conversation again is another participant (N8).
    pub fn id(&self) -> Option<Raw<'a>> {
        self.get(Field::Id).filter(|id| is_text(*id))
    }

    /// Returns the user's id, if the participant is a user.
    pub fn user_id(&self) -> Option<Raw<'a>> {
        self.get(Field::UserId).or_else(|| self.get(Field::User)?.field("id")).filter(|id| is_text(*id))
    }

    /// Returns the id of the queue that offers or handles the conversation.
    pub fn queue_id(&self) -> Option<Raw<'a>> {
        self.get(Field::QueueId).or_else(|| self.get(Field::Queue)?.field("id")).filter(|id| is_text(*id))
    }

    /// Returns how long the participant rings, in ms: a day at most.
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

/// Returns whether the value is a string that is not empty and no longer than [`MAX_ID_BYTES`].
fn is_text(raw: Raw<'_>) -> bool {
    raw.as_json().starts_with('"') && (3..=MAX_ID_BYTES + 2).contains(&raw.as_json().len())
}
