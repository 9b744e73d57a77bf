//! Frames of `wss://api.{region}/api/v2/routing/events` (E1–E6).

use super::display::display_text;
use super::json;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The longest conversation id that is kept, in bytes: what is remembered stays bounded.
pub const MAX_ID_BYTES: usize = 1024;

/// Shown where nobody's name is known (E4).
pub const UNKNOWN_CALLER: &str = "Unknown Caller";

const EVENT_TYPE: &str = "routing.conversation.event";
const DEFAULT_MEDIA_TYPE: &str = "voice";

/// What a frame says.
#[derive(Debug)]
pub enum Frame<'a> {
    /// Another event type (E2).
    Ignored,
    /// Not to be read (E3).
    Bad,
    /// A conversation changed.
    Event(ConversationEvent<'a>),
}

/// A conversation changed.
#[derive(Debug)]
pub struct ConversationEvent<'a> {
    /// Which.
    pub conversation_id: Cow<'a, str>,
    /// What it is now.
    pub state: State,
    media_type: Option<&'a RawValue>,
    participants: Option<&'a RawValue>,
}

/// What a conversation is, as far as toasts care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// An agent is being rung (E1).
    Ringing,
    /// Somebody answered (E8).
    Connected,
    /// The customer gave up (E8).
    Abandoned,
    /// It is over (E8).
    Ended,
    /// `queued`, `alerting`, or one that is not known: it begins no ring and ends no toast (E8, E9).
    Other,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a> {
    #[serde(borrow)]
    event_type: Option<&'a RawValue>,
    #[serde(borrow)]
    conversation: Option<&'a RawValue>,
    #[serde(borrow)]
    participants: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Conversation<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    state: Option<&'a RawValue>,
    #[serde(borrow)]
    media_type: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Participant<'a> {
    #[serde(borrow)]
    role: Option<&'a RawValue>,
    #[serde(borrow)]
    name: Option<&'a RawValue>,
}

/// Reads a text frame. Never fails: what can't be read is [`Frame::Bad`].
pub fn decode(text: &str) -> Frame<'_> {
    if text.len() > super::MAX_FRAME_BYTES {
        return Frame::Bad;
    }
    let Some(envelope) = json::object::<Envelope<'_>>(text) else { return Frame::Bad };
    if envelope.event_type.and_then(json::text).as_deref() != Some(EVENT_TYPE) {
        return Frame::Ignored;
    }
    match read_event(&envelope) {
        Some(event) => Frame::Event(event),
        None => Frame::Bad,
    }
}

fn read_event<'a>(envelope: &Envelope<'a>) -> Option<ConversationEvent<'a>> {
    let conversation: Conversation<'a> = json::object(envelope.conversation?.get())?;
    let conversation_id = conversation.id.and_then(json::text)?;
    let state = conversation.state.and_then(json::text)?;
    let readable = !conversation_id.is_empty() && conversation_id.len() <= MAX_ID_BYTES && !state.is_empty();
    readable.then(|| ConversationEvent {
        conversation_id,
        state: read_state(&state),
        media_type: conversation.media_type,
        participants: envelope.participants,
    })
}

fn read_state(state: &str) -> State {
    match state {
        "ringing" => State::Ringing,
        "connected" => State::Connected,
        "abandoned" => State::Abandoned,
        "disconnected" | "terminated" => State::Ended,
        _ => State::Other,
    }
}

impl ConversationEvent<'_> {
    /// The media type, fit to be shown; `voice` where there is none (E5, E6).
    pub fn media_type(&self) -> String {
        let media_type = self.media_type.and_then(json::text).map(|text| display_text(&text));
        media_type.filter(|text| !text.is_empty()).unwrap_or_else(|| DEFAULT_MEDIA_TYPE.to_owned())
    }

    /// The caller's name, fit to be shown: of the first participant with the first of `roles` that anybody has,
    /// else of the first participant (E4, E6).
    pub fn caller_name(&self, roles: &[String]) -> String {
        let participants: Vec<Participant<'_>> = self
            .participants
            .map(json::array)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|p| json::object(p.get()))
            .collect();
        let with_role =
            |role: &String| participants.iter().find(|p| p.role.and_then(json::text).as_deref() == Some(role));
        let caller = roles.iter().find_map(with_role).or(participants.first());
        let name = caller.and_then(|p| p.name).and_then(json::text).map(|name| display_text(&name));
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| UNKNOWN_CALLER.to_owned())
    }
}
