//! Reads the frames of `wss://api.{region}/api/v2/routing/events` (E1–E6).

use crate::engine::display::{UNKNOWN_CALLER, shown};
use crate::engine::frame_filter::{ESCAPED, FrameFilter, MAX_FRAME_BYTES, MAX_ID_BYTES};
use json::Raw;
use std::borrow::Cow;

const EVENT_TYPE: &str = "routing.conversation.event";
const DEFAULT_MEDIA_TYPE: &str = "voice";

/// How an event of a conversation begins.
const BEGINNING: &str = r#"{"eventType":"routing.conversation.event","#;

/// Returns the filters for frames that have no effect while no conversation is tracked: those that cannot begin a ring.
pub fn frame_filters() -> Vec<FrameFilter> {
    vec![FrameFilter::new(BEGINNING, &["ringing", ESCAPED])]
}

/// The content of a frame.
#[derive(Debug)]
pub enum Frame<'a> {
    /// Another event type (E2).
    Ignored,
    /// A frame that cannot be read (E3).
    Bad,
    /// An update of a conversation.
    Event(ConversationEvent<'a>),
}

/// An update of a conversation.
#[derive(Debug)]
pub struct ConversationEvent<'a> {
    /// The id of the conversation.
    pub conversation_id: Cow<'a, str>,
    /// The new state.
    pub state: State,
    media_type: Option<Raw<'a>>,
    participants: Option<Raw<'a>>,
}

/// The state of a conversation, as far as toasts depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is ringing an agent (E1).
    Ringing,
    /// Somebody answered (E8).
    Connected,
    /// The customer hung up first (E8).
    Abandoned,
    /// It has ended (E8).
    Ended,
    /// `queued`, `alerting`, or an unknown state: it begins no ring and ends no toast (E8, E9).
    Other,
}

/// Reads a text frame. It never fails: a frame that cannot be read is [`Frame::Bad`].
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
    /// Returns the media type as it is displayed; `voice` if there is none (E5, E6).
    pub fn media_type(&self) -> String {
        shown(self.media_type).unwrap_or_else(|| DEFAULT_MEDIA_TYPE.to_owned())
    }

    /// Returns the caller's name as it is displayed. It is the name of the first participant with the first of `roles`
    /// that any participant has, else of the first participant (E4, E6).
    pub fn caller_name(&self, roles: &[String]) -> String {
        let participants = self.participants.map(Raw::elements).unwrap_or_default();
        let participants: Vec<_> = participants.into_iter().filter_map(|one| one.fields(["role", "name"])).collect();
        let with_role =
            |wanted: &String| participants.iter().find(|[role, _]| role.and_then(Raw::text).as_deref() == Some(wanted));
        let caller = roles.iter().find_map(with_role).or(participants.first());
        caller.and_then(|[_, name]| shown(*name)).unwrap_or_else(|| UNKNOWN_CALLER.to_owned())
    }
}
