//! From frames to toasts: which ring is new, which toast is over (E1–E10).

use super::config::Redeliver;
use super::context::Context;
use super::error::{ErrorCode, PublicError};
use super::failures::{Part, Tell};
use super::input::SocketId;
use super::output::Output;
use super::overlap::Overlap;
use super::snapshot::DismissReason;
use super::time::Timestamp;
use super::toasts::{Ring, Toasts};
use crate::protocol::json;
use crate::protocol::routing_events::{self, ConversationEvent, Frame, State};
use std::collections::{BTreeSet, VecDeque};

/// How often a bad frame is told at most (E3): once in so many ms.
const BAD_FRAME_GAP_MS: u64 = 60_000;

/// How many conversations are remembered at most (E9); the oldest goes first.
const MAX_REMEMBERED: usize = 1_000;

/// Reads frames and decides what they mean for the toasts.
#[derive(Debug, Default)]
pub(crate) struct Feed {
    pub(crate) overlap: Overlap,
    closed: Conversations,
    /// Conversations with a toast that have had another state since they rang: theirs is another ring next time (E9). There are
    /// at most as many as toasts.
    rang_before: BTreeSet<String>,
    bad_told_at: Option<Timestamp>,
    /// Whether every frame is handed in.
    reads_every_frame: bool,
}

impl Feed {
    pub(crate) fn handle_text(&mut self, cx: &mut Context, toasts: &mut Toasts, socket: SocketId, text: &str) {
        cx.recorder.counters.frames += 1;
        if self.overlap.is_duplicate(cx.now(), socket, text) {
            cx.recorder.counters.duplicates += 1;
            return;
        }
        match routing_events::decode(text) {
            Frame::Ignored => cx.recorder.counters.ignored += 1,
            Frame::Bad => self.handle_bad(cx),
            Frame::Event(event) => {
                cx.failures.succeed(Part::Frames);
                self.handle_event(cx, toasts, &event);
            }
        }
    }

    pub(crate) fn handle_unreadable(&mut self, cx: &mut Context) {
        cx.recorder.counters.frames += 1;
        self.handle_bad(cx);
    }

    /// Tells, when it changes, whether every frame has to be read: while a conversation has a toast or is remembered (E8, E9), and while
    /// texts of two sockets are compared (E10): a late copy of a frame that was skipped must not pass for news.
    pub(crate) fn note_need(&mut self, cx: &mut Context, any_toast: bool, two_sockets: bool) {
        let every = any_toast || two_sockets || self.overlap.goes_on() || !self.closed.0.is_empty();
        if std::mem::replace(&mut self.reads_every_frame, every) != every {
            cx.emit(Output::ReadEveryFrame(every));
        }
    }

    /// A toast went. For `next-ring` its conversation is remembered (E9).
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

    pub(crate) fn forget(&mut self) {
        self.overlap.forget();
        self.closed = Conversations::default();
        self.rang_before.clear();
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
        let forgotten = self.closed.remove(id);
        if over.is_none() && toasts.has_conversation(id) && !self.rang_before.contains(id) {
            self.rang_before.insert(id.to_owned());
        }
        let removed = over.is_some_and(|reason| toasts.remove_ring(cx, id, None, reason));
        if !forgotten && !removed {
            cx.recorder.counters.ignored += 1;
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
        toasts.add(cx, Ring { conversation_id: id.to_owned(), caller_name, media_type: event.media_type(), leg: None });
    }

    /// A frame could not be read (E3).
    pub(crate) fn handle_bad(&mut self, cx: &mut Context) {
        cx.recorder.counters.bad += 1;
        if self.bad_told_at.is_some_and(|at| cx.now() - at < BAD_FRAME_GAP_MS) {
            return;
        }
        self.bad_told_at = Some(cx.now());
        let error = PublicError {
            code: ErrorCode::BadFrame,
            message:
                "A frame could not be read: no JSON, no conversation id, state or participants, binary, or over 1 MiB. \
                      The connection stays; further ones are only counted for a minute."
                    .to_owned(),
            retryable: true,
            status: None,
        };
        cx.fail(Part::Frames, &error, Tell::AtOnce);
    }
}

/// Conversations to be remembered, the oldest first (E9).
#[derive(Debug, Default)]
struct Conversations(VecDeque<String>);

impl Conversations {
    fn contains(&self, id: &str) -> bool {
        self.0.iter().any(|known| json::same(known, id))
    }

    fn insert(&mut self, id: &str) {
        if self.0.len() >= MAX_REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back(id.to_owned());
    }

    fn remove(&mut self, id: &str) -> bool {
        let at = self.0.iter().position(|known| json::same(known, id));
        at.and_then(|at| self.0.remove(at)).is_some()
    }
}
