//! What comes by the socket (N2, N3, N7).

use super::rings::Origin;
use super::{Loss, Notifications};
use crate::engine::context::Context;
use crate::engine::failures::Part;
use crate::engine::output::LogLevel;
use crate::engine::toasts::Toasts;
use crate::engine::token::TokenKeeper;
use crate::protocol::notifications::{self, Frame};

/// What the sockets have to do about something that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Tell of a frame that could not be read (E3).
    TellBadFrame,
    /// Open another socket to the same channel (N3).
    AnotherSocket,
    /// See whether the socket is alive (N2).
    Ping,
    /// End the session: the token belongs to another user (T13).
    EndSession,
}

impl Notifications {
    /// Takes a text frame. `live`: from the newest socket, not from the one before.
    pub(crate) fn handle_text(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        toasts: &mut Toasts,
        text: &str,
        live: bool,
    ) -> Option<Wish> {
        cx.recorder.counters.frames += 1;
        let mine = self.whose.as_ref().and_then(|whose| whose.only());
        match notifications::decode(text, mine) {
            Frame::Bad => return Some(Wish::TellBadFrame),
            Frame::Ignored | Frame::Alive => cx.recorder.counters.ignored += 1,
            Frame::SocketClosing if live => {
                cx.log(LogLevel::Info, "the server is about to close the socket: opening another one");
                return Some(Wish::AnotherSocket);
            }
            Frame::NoLongerSubscribed { channel_id } if self.is_channel(&channel_id) => {
                self.lose_channel(cx, "the channel was taken away: another one is made", Loss::TakenAway);
            }
            Frame::ChannelGone if live => {
                self.lose_channel(cx, "the channel is gone: another one is made", Loss::TakenAway);
            }
            Frame::TokenRevoked { channel_id } if self.is_channel(&channel_id) => {
                token.discard(cx);
                self.ask_after_channel();
            }
            Frame::SocketClosing
            | Frame::NoLongerSubscribed { .. }
            | Frame::ChannelGone
            | Frame::TokenRevoked { .. } => cx.recorder.counters.stale += 1,
            Frame::Conversation(conversation) => {
                let Some(whose) = &self.whose else { return None };
                cx.failures.succeed(Part::Delivery);
                cx.failures.succeed(Part::Frames);
                self.delivered_at = Some(cx.now());
                let merged = self.rings.merge(cx, toasts, whose, &conversation, Origin::Frame);
                if !live {
                    self.overlap_rings += merged.shown;
                }
                let counters = &mut cx.recorder.counters;
                match (merged.shown + merged.removed, merged.known) {
                    (0, true) => counters.duplicates += 1,
                    (0, false) => counters.ignored += 1,
                    _ => {}
                }
            }
        }
        None
    }

    fn is_channel(&self, id: &str) -> bool {
        self.channel.as_ref().is_some_and(|channel| channel.id.eq_ignore_ascii_case(id))
    }
}
