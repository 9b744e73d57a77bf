//! What comes by the socket (N2, N3, N7).

use super::frames::{self, Frame};
use super::rings::Origin;
use super::{Loss, Notifications, api_errors};
use crate::engine::context::Context;
use crate::engine::failures::{Part, Urgency};
use crate::engine::input::SocketId;
use crate::engine::output::LogLevel;
use crate::engine::toasts::Toasts;
use crate::engine::token::TokenKeeper;

/// What the sockets have to do about something that came, or what the session has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SocketCommand {
    /// Open another socket to the same channel (N3).
    AnotherSocket,
    /// See whether the socket is alive (N2).
    Ping,
    /// End the session: the token belongs to another user (T13).
    EndSession,
}

/// What a frame came by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sender {
    /// The socket.
    pub(crate) socket: SocketId,
    /// The newest socket, not the one before.
    pub(crate) live: bool,
    /// The newest socket, and it is of the channel that is in use.
    pub(crate) current: bool,
}

/// Revocations that are further apart are not one in a row (T10), in ms.
const REVOKED_APART_MS: u64 = 60_000;

impl Notifications {
    /// Takes a text frame.
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
                self.lose_channel(cx, "the channel is gone: another one is made", Loss::TakenAway);
            }
            Frame::TokenRevoked { channel_id } if self.is_channel(&channel_id) => {
                token.discard(cx);
                self.check_channel();
                self.note_revoked(cx);
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
                let merged = self.rings.merge(cx, toasts, scope, &conversation, Origin::Frame);
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

    /// The server revoked the token: the second time in a row the next one waits by S4, and the third is told (T10).
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
