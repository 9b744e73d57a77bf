//! The source `routing-events`: which rings are new, and which toasts have ended (E1–E10).

mod frames;
mod overlap;

pub use frames::{ConversationEvent, Frame, State, decode, frame_filters};

use super::action_io::ToastKind;
use super::config::Redeliver;
use super::context::Context;
use super::failures::Part;
use super::input::SocketId;
use super::output::{Output, SocketTarget};
use super::secret::{Secret, percent_encode};
use super::snapshot::DismissReason;
use super::tabs::message::RingKey;
use super::toasts::{Ring, Toasts};
use super::token::TokenKeeper;
use overlap::Overlap;
use std::collections::VecDeque;

/// The most conversations that are remembered (E9). The oldest is removed first.
const MAX_REMEMBERED: usize = 1_000;

const VOICE: &str = "voice";

/// Handles frames, and adds and removes toasts.
#[derive(Debug, Default)]
pub(crate) struct RoutingEvents {
    pub(crate) overlap: Overlap,
    closed: Conversations,
    /// Conversations with a toast whose state has changed since they rang: their next ring is a new one (E9). There are
    /// no more of them than toasts.
    rang_before: Conversations,
    /// Connected voice calls, as far as frames show them (A9). They are stored only if rings have a sound.
    connected: Conversations,
    /// Whether every frame is read, so that none is skipped.
    reads_every_frame: bool,
}

impl RoutingEvents {
    /// Returns the target of the next socket. Without a usable token it requests one.
    pub(crate) fn target(&self, cx: &mut Context, token: &mut TokenKeeper) -> Option<SocketTarget> {
        let Some(access_token) = token.usable(cx) else {
            token.request(cx);
            return None;
        };
        let url = socket_url(&cx.config.socket_endpoint(), &access_token.secret);
        Some(SocketTarget { url, secret: access_token.secret.clone(), filters: frame_filters() })
    }

    pub(crate) fn handle_text(&mut self, cx: &mut Context, toasts: &mut Toasts, socket: SocketId, text: &str) {
        if self.overlap.is_duplicate(cx.now(), socket, text) {
            cx.recorder.counters.duplicates += 1;
            return;
        }
        match decode(text) {
            Frame::Ignored => cx.recorder.counters.ignored += 1,
            Frame::Bad => cx.note_bad_frame(),
            Frame::Event(event) => {
                cx.failures.succeed(Part::Frames);
                self.handle_event(cx, toasts, &event);
            }
        }
    }

    /// Emits, on a change, whether every frame must be read: while a conversation has a toast or is remembered (E8,
    /// E9), and while frames of two sockets are compared (E10). Otherwise a late copy of a skipped frame could count as
    /// new.
    pub(crate) fn note_need(&mut self, cx: &mut Context, any_toast: bool, two_sockets: bool) {
        let every =
            any_toast || two_sockets || self.overlap.is_ongoing() || !self.closed.0.is_empty() || self.in_call();
        if std::mem::replace(&mut self.reads_every_frame, every) != every {
            cx.emit(Output::ReadEveryFrame(every));
        }
    }

    /// Handles the removal of a toast. With `next-ring` its conversation is remembered (E9).
    pub(crate) fn handle_dismissed(&mut self, cx: &Context, conversation_id: &str, reason: DismissReason) {
        let closed = match reason {
            DismissReason::User | DismissReason::Timeout | DismissReason::Overflow => true,
            DismissReason::Answered
            | DismissReason::Abandoned
            | DismissReason::Ended
            | DismissReason::Moved
            | DismissReason::Missed
            | DismissReason::Stopped => false,
        };
        let rang_before = self.rang_before.remove(conversation_id);
        if closed && !rang_before && cx.config.redeliver == Redeliver::NextRing {
            self.closed.insert(conversation_id);
        }
    }

    /// Returns the remembered conversations (E9, L3).
    pub(crate) fn closed(&self) -> Vec<RingKey> {
        let key = |id: &String| RingKey { conversation: id.clone(), participant: None };
        self.closed.0.iter().map(key).collect()
    }

    /// Remembers a conversation that was closed in another tab (E9, L3).
    pub(crate) fn restore_closed(&mut self, conversation_id: &str) {
        self.closed.insert(conversation_id);
    }

    /// Clears what belongs to the session (S9, S13).
    pub(crate) fn stop(&mut self) {
        self.overlap.forget();
        self.closed = Conversations::default();
        self.rang_before = Conversations::default();
        self.connected = Conversations::default();
    }

    /// The connection was lost: a call may have ended meanwhile.
    pub(crate) fn handle_lost(&mut self) {
        self.connected = Conversations::default();
    }

    /// Returns whether a voice call is connected (A9).
    pub(crate) fn in_call(&self) -> bool {
        !self.connected.0.is_empty()
    }

    fn handle_event(&mut self, cx: &mut Context, toasts: &mut Toasts, event: &ConversationEvent<'_>) {
        let id = event.conversation_id.as_ref();
        let over = match event.state {
            State::Ringing => return self.handle_ringing(cx, toasts, event),
            State::Connected => Some(DismissReason::Answered),
            State::Abandoned => Some(DismissReason::Abandoned),
            State::Ended => Some(DismissReason::Ended),
            State::Other => None,
        };
        self.note_call(cx, event);
        let forgotten = self.closed.remove(id);
        if over.is_none() && toasts.has_conversation(id) && !self.rang_before.contains(id) {
            self.rang_before.insert(id);
        }
        let removed = over.is_some_and(|reason| toasts.remove_ring(cx, id, None, reason));
        if !forgotten && !removed {
            cx.recorder.counters.ignored += 1;
        }
    }

    fn note_call(&mut self, cx: &Context, event: &ConversationEvent<'_>) {
        let id = event.conversation_id.as_ref();
        self.connected.remove(id);
        let sounds = cx.config.alerts.sound.on().is_some();
        if sounds && event.state == State::Connected && event.media_type() == VOICE {
            self.connected.insert(id);
        }
    }

    fn handle_ringing(&mut self, cx: &mut Context, toasts: &mut Toasts, event: &ConversationEvent<'_>) {
        let id = event.conversation_id.as_ref();
        self.rang_before.remove(id);
        if toasts.has_conversation(id) || self.closed.contains(id) {
            cx.recorder.counters.duplicates += 1;
            return;
        }
        let caller_name = event.caller_name(&cx.config.caller_roles);
        let (kind, actions, media_type) = (ToastKind::Ring, Vec::new(), event.media_type());
        toasts.add(cx, Ring { kind, actions, conversation_id: id.to_owned(), caller_name, media_type, leg: None });
    }
}

/// The ids of remembered conversations, oldest first (E9).
#[derive(Debug, Default)]
struct Conversations(VecDeque<String>);

impl Conversations {
    fn contains(&self, id: &str) -> bool {
        self.0.iter().any(|remembered| json::same(remembered, id))
    }

    fn insert(&mut self, id: &str) {
        if self.0.len() >= MAX_REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back(id.to_owned());
    }

    fn remove(&mut self, id: &str) -> bool {
        let at = self.0.iter().position(|remembered| json::same(remembered, id));
        at.and_then(|at| self.0.remove(at)).is_some()
    }
}

/// Adds the token to the query of an address (S1).
fn socket_url(endpoint: &str, token: &Secret) -> Secret {
    let address = endpoint.split('#').next().unwrap_or_default();
    let separator = if !address.contains('?') {
        "?"
    } else if address.ends_with(['?', '&']) {
        ""
    } else {
        "&"
    };
    Secret::new(format!("{address}{separator}access_token={}", percent_encode(token.expose())))
}
