//! What a frame says by another reader of JSON: `serde_json`, which builds the whole tree.
#![allow(clippy::panic, reason = "a test may fail")]

use genesys_toasts::engine::routing_events::{Frame, State, decode};
use genesys_toasts::engine::{MAX_ID_BYTES, UNKNOWN_CALLER, display_text};
use serde_json::{Map, Value};

/// What makes `serde_json` refuse a text that is JSON all the same: a surrogate alone, a number too large for it, or a
/// depth that its stack would not bear.
const ERRORS_OF_SERDE_JSON_ALONE: [&str; 4] = ["surrogate", "hex escape", "out of range", "recursion limit"];

/// The two readers say the same of a frame that is not too long (E1–E6).
pub(crate) fn check_against_serde_json(text: &str) {
    let ours = decode(text);
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(frame)) => check(&ours, &frame, text),
        Err(error) if ERRORS_OF_SERDE_JSON_ALONE.iter().any(|words| error.to_string().contains(words)) => {}
        Ok(_) | Err(_) => assert!(matches!(ours, Frame::Bad), "{ours:?} of {text}"),
    }
}

fn check(ours: &Frame<'_>, frame: &Map<String, Value>, text: &str) {
    if frame.get("eventType").and_then(Value::as_str) != Some("routing.conversation.event") {
        return assert!(matches!(ours, Frame::Ignored), "{ours:?} of {text}");
    }
    let part = |name: &str| frame.get("conversation")?.get(name)?.as_str().filter(|text| !text.is_empty());
    let (Some(id), Some(state)) = (part("id").filter(|id| id.len() <= MAX_ID_BYTES), part("state")) else {
        return assert!(matches!(ours, Frame::Bad), "{ours:?} of {text}");
    };
    let Frame::Event(event) = ours else { panic!("{ours:?} of {text}") };
    assert_eq!((event.conversation_id.as_ref(), event.state), (id, read(state)), "{text}");
    let media_type = part("mediaType").map(display_text).filter(|media_type| !media_type.is_empty());
    assert_eq!(event.media_type(), media_type.as_deref().unwrap_or("voice"), "{text}");
    for roles in [&[] as &[&str], &["agent"], &["customer", "", "agent"]] {
        let owned: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        assert_eq!(event.caller_name(&owned), caller(frame, roles), "{roles:?} in {text}");
    }
}

fn read(state: &str) -> State {
    match state {
        "ringing" => State::Ringing,
        "connected" => State::Connected,
        "abandoned" => State::Abandoned,
        "disconnected" | "terminated" => State::Ended,
        _ => State::Other,
    }
}

fn caller(frame: &Map<String, Value>, roles: &[&str]) -> String {
    let all = frame.get("participants").and_then(Value::as_array).map_or(&[] as &[Value], Vec::as_slice);
    let participants: Vec<&Value> = all.iter().filter(|one| one.is_object()).collect();
    let with = |role: &&str| participants.iter().find(|one| one.get("role").and_then(Value::as_str) == Some(*role));
    let caller = roles.iter().find_map(with).or(participants.first());
    let name = caller.and_then(|one| one.get("name")?.as_str()).map(display_text).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| UNKNOWN_CALLER.to_owned())
}
