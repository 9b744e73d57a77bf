//! The request of an action (C2, C3).

use crate::engine::action_io::ToastAction;
use crate::engine::secret::path_segment;
use crate::engine::snapshot::Toast;

/// A way in which the API is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    /// `PATCH …/participants/{id}` with the state `connected`.
    Connect,
    /// `PATCH …/participants/{id}` with the state `disconnected`.
    Disconnect,
    /// `POST …/participants/{id}/replace`: the caller is sent to the agent's voicemail.
    ToVoicemail,
}

impl Operation {
    /// Returns the first way of an action. `direct`: the call is for the agent alone and came through no queue.
    pub(super) fn of(action: ToastAction, direct: bool) -> Self {
        match action {
            ToastAction::Answer => Self::Connect,
            ToastAction::Decline if direct => Self::ToVoicemail,
            ToastAction::Decline => Self::Disconnect,
        }
    }

    /// Returns what is tried where the API refuses this (C3).
    pub(super) fn fallback(self) -> Option<Self> {
        match self {
            Self::ToVoicemail => Some(Self::Disconnect),
            Self::Connect | Self::Disconnect => None,
        }
    }

    /// Returns method, path after `/api/v2/`, and body.
    pub(super) fn request(self, toast: &Toast) -> (&'static str, String, &'static str) {
        let participant = toast.leg.as_ref().map_or("", |leg| leg.participant_id.as_str());
        let path = format!(
            "conversations/{}{}/participants/{}",
            media_path(&toast.media_type),
            path_segment(&toast.conversation_id),
            path_segment(participant)
        );
        match self {
            Self::Connect => ("PATCH", path, r#"{"state":"connected"}"#),
            Self::Disconnect => ("PATCH", path, r#"{"state":"disconnected"}"#),
            Self::ToVoicemail => ("POST", path + "/replace", r#"{"voicemail":true}"#),
        }
    }

    /// Returns the request in words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Connect | Self::Disconnect => "PATCH conversations/…/participants/{id}",
            Self::ToVoicemail => "POST conversations/calls/{id}/participants/{id}/replace",
        }
    }
}

/// Returns the part of the path that names the medium. Every other medium takes the general path: its own is not
/// documented, or was removed (chats).
fn media_path(media_type: &str) -> &'static str {
    match media_type {
        "voice" => "calls/",
        "callback" => "callbacks/",
        "email" => "emails/",
        "message" => "messages/",
        _ => "",
    }
}
