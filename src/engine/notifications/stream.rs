//! Handles the frames of a channel's socket (N2, N3, N7).

use super::frames::{self, Frame};
use super::rings::Origin;
use super::{Loss, Notifications, api_errors};
use crate::engine::context::Context;
use crate::engine::failures::{Part, Urgency};
use crate::engine::input::SocketId;
use crate::engine::output::LogLevel;
use crate::engine::toasts::Toasts;
use crate::engine::token::TokenKeeper;

/// What a source requests of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SocketCommand {
    /// Open another socket to the same channel (N3).
    AnotherSocket,
    /// Send a ping on the live socket (N2).
    Ping,
    /// End the session: the token belongs to another user (T13).
    EndSession,
}

/// The socket that received a frame.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sender {
    /// Its id.
    pub(crate) socket: SocketId,
    /// Whether it is the live socket.
    pub(crate) live: bool,
    /// Whether it is the live socket, and was opened with the current channel.
    pub(crate) current: bool,
}

/// Revocations with a longer time between them are not in a row (T10), in ms.
const REVOKED_APART_MS: u64 = 60_000;

impl Notifications {
    /// Handles a text frame.
    pub(crate) fn handle_text(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        toasts: &mut Toasts,
        text: &str,
        from: Sender,
    ) -> Option<SocketCommand> {
        let live = from.live;
        match frames::decode(text) {
            Frame::Bad => cx.note_bad_frame(),
            Frame::Ignored | Frame::Alive => cx.recorder.counters.ignored += 1,
            Frame::SocketClosing if live => {
                cx.log(LogLevel::Info, "the server is about to close the socket: opening another one");
                return Some(SocketCommand::AnotherSocket);
            }
            Frame::NoLongerSubscribed { channel_id } if self.is_channel(&channel_id) => {
                self.lose_channel(cx, "the channel was taken away: another one is made", Loss::TakenAway);
            }
            Frame::ChannelGone if from.current => {
                // It is unknown when the channel was lost (S12).
                self.deaf_since = self.delivered_at;
                self.lose_channel(cx, "the channel is gone: another one is made", Loss::TakenAway);
            }
            Frame::TokenRevoked { channel_id } if self.is_channel(&channel_id) => {
                token.discard(cx);
                self.check_channel();
                self.note_revoked(cx);
            }
            Frame::RoutingStatus { user, status } => {
                if self.scope.as_ref().is_some_and(|scope| scope.owner.as_deref() == Some(&*user)) {
                    self.routing.note(cx, Some(status));
                }
            }
            Frame::SocketClosing
            | Frame::NoLongerSubscribed { .. }
            | Frame::ChannelGone
            | Frame::TokenRevoked { .. } => cx.recorder.counters.stale += 1,
            Frame::Conversation(conversation) => {
                let Some(scope) = &self.scope else { return None };
                cx.failures.succeed(Part::Delivery);
                cx.failures.succeed(Part::Frames);
                self.delivered_at = Some(cx.now());
                let origin = Origin::Frame { settled: self.resync.settled };
                let merged = self.rings.merge(cx, toasts, scope, &conversation, origin);
                if !live {
                    self.overlap_rings += merged.shown;
                }
                let counters = &mut cx.recorder.counters;
                match (merged.shown + merged.removed, merged.repeated) {
                    (0, true) => counters.duplicates += 1,
                    (0, false) => counters.ignored += 1,
                    _ => {}
                }
            }
        }
        None
    }

    /// Notes a revoked token. After the second one in a row the next token waits for the backoff of S4; the third one
    /// is reported (T10).
    fn note_revoked(&mut self, cx: &mut Context) {
        if self.revoked_at.is_none_or(|at| cx.now() - at >= REVOKED_APART_MS) {
            cx.failures.succeed(Part::Revocation);
        }
        self.revoked_at = Some(cx.now());
        let before = cx.failures.in_a_row(Part::Revocation);
        let error = api_errors::token_revoked();
        if cx.fail(Part::Revocation, &error, Urgency::ThirdInARow) {
            self.error = Some(error);
        }
        if let Some(failed) = before.checked_sub(1) {
            self.api.back_off(cx, failed);
        }
    }

    fn is_channel(&self, id: &str) -> bool {
        self.channel.as_ref().is_some_and(|channel| channel.id.eq_ignore_ascii_case(id))
    }
}
