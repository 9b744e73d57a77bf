//! Frames of `wss://api.{region}/api/v2/routing/events` (E1–E6).

use crate::engine::display::{UNKNOWN_CALLER, shown};
use crate::engine::frame_filter::{ESCAPED, FrameFilter, MAX_FRAME_BYTES, MAX_ID_BYTES};
use json::Raw;
use std::borrow::Cow;

const EVENT_TYPE: &str = "routing.conversation.event";
const DEFAULT_MEDIA_TYPE: &str = "voice";

/// How an event of a conversation begins.
const BEGINNING: &str = r#"{"eventType":"routing.conversation.event","#;

/// Which frames need not be read while no conversation is remembered: those that cannot be a ring.
pub fn frame_filters() -> Vec<FrameFilter> {
    vec![FrameFilter::new(BEGINNING, &["ringing", ESCAPED])]
}

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
    media_type: Option<Raw<'a>>,
    participants: Option<Raw<'a>>,
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

/// Reads a text frame. Never fails: what can't be read is [`Frame::Bad`].
pub fn decode(text: &str) -> Frame<'_> {
    if text.len() > MAX_FRAME_BYTES {
        return Frame::Bad;
    }
    let Some([event_type, conversation, participants]) =
        json::fields(text, ["eventType", "conversation", "participants"])
    else {
        return Frame::Bad;
    };
    if event_type.and_then(Raw::text).as_deref() != Some(EVENT_TYPE) {
        return Frame::Ignored;
    }
    read_event(conversation, participants).map_or(Frame::Bad, Frame::Event)
}

fn read_event<'a>(conversation: Option<Raw<'a>>, participants: Option<Raw<'a>>) -> Option<ConversationEvent<'a>> {
    let [id, state, media_type] = conversation?.fields(["id", "state", "mediaType"])?;
    let (conversation_id, state) = (id?.text()?, state?.text()?);
    let readable = !conversation_id.is_empty() && conversation_id.len() <= MAX_ID_BYTES && !state.is_empty();
    readable.then(|| ConversationEvent { conversation_id, state: read_state(&state), media_type, participants })
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
        shown(self.media_type).unwrap_or_else(|| DEFAULT_MEDIA_TYPE.to_owned())
    }

    /// The caller's name, fit to be shown: of the first participant with the first of `roles` that anybody has,
    /// else of the first participant (E4, E6).
    pub fn caller_name(&self, roles: &[String]) -> String {
        let participants = self.participants.map(Raw::elements).unwrap_or_default();
        let participants: Vec<_> = participants.into_iter().filter_map(|one| one.fields(["role", "name"])).collect();
        let with_role =
            |wanted: &String| participants.iter().find(|[role, _]| role.and_then(Raw::text).as_deref() == Some(wanted));
        let caller = roles.iter().find_map(with_role).or(participants.first());
        caller.and_then(|[_, name]| shown(*name)).unwrap_or_else(|| UNKNOWN_CALLER.to_owned())
    }
}
