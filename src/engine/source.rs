//! Where events come from: one variant for each source, with its decoding and its rules.

use super::config::Source;
use super::context::Context;
use super::error::PublicError;
use super::input::{HttpResponse, RequestFailure, RequestId};
use super::notifications::{ChannelTimer, Notifications, Progress, Sender, SocketCommand, SocketView};
use super::output::SocketTarget;
use super::routing_events::RoutingEvents;
use super::snapshot::{DismissReason, Toast};
use super::time::Timestamp;
use super::toasts::Toasts;
use super::token::TokenKeeper;

/// The machine of the source that the app chose.
#[derive(Debug)]
pub(crate) enum EventSource {
    RoutingEvents(RoutingEvents),
    Notifications(Box<Notifications>),
}

impl EventSource {
    pub(crate) fn new(source: Source) -> Self {
        match source {
            Source::RoutingEvents => Self::RoutingEvents(RoutingEvents::default()),
            Source::Notifications => Self::Notifications(Box::default()),
        }
    }

    /// The generation of what a socket is opened with: the token, or the channel.
    pub(crate) fn endpoint(&self, token: &TokenKeeper) -> u32 {
        match self {
            Self::RoutingEvents(_) => token.generation(),
            Self::Notifications(notifications) => notifications.generation(),
        }
    }

    /// Whether a socket that was opened with this brings rings.
    pub(crate) fn is_subscribed(&self, endpoint: u32) -> bool {
        match self {
            Self::RoutingEvents(_) => true,
            Self::Notifications(notifications) => notifications.is_subscribed(endpoint),
        }
    }

    /// Where the next socket goes to. Where that is not known yet, a token is asked for if that is what is missing.
    pub(crate) fn target(&mut self, cx: &mut Context, token: &mut TokenKeeper) -> Option<SocketTarget> {
        match self {
            Self::RoutingEvents(source) => source.target(cx, token),
            Self::Notifications(notifications) => notifications.target(),
        }
    }

    /// Begins, or begins again.
    pub(crate) fn start(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.start(cx),
        }
    }

    /// Takes over a ring whose toast a failed instance left (D4).
    pub(crate) fn restore(&mut self, toast: &Toast) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.restore(toast),
        }
    }

    /// Ends whatever is under way (S9).
    pub(crate) fn stop(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(source) => source.stop(),
            Self::Notifications(notifications) => notifications.stop(cx),
        }
    }

    /// The page is left (S10).
    pub(crate) fn hide(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.hide(cx),
        }
    }

    /// Sends the requests that are due.
    pub(crate) fn drive(&mut self, cx: &mut Context, token: &mut TokenKeeper, view: &SocketView) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.drive(cx, token, view),
        }
    }

    /// Notes, before each input, how many sockets are open, and for how long the computer has slept.
    pub(crate) fn note_time(&mut self, cx: &mut Context, two_sockets: bool, slept_ms: u64) {
        match self {
            Self::RoutingEvents(source) => source.overlap.note(cx.now(), two_sockets, slept_ms),
            Self::Notifications(notifications) => notifications.handle_sleep(cx, slept_ms),
        }
    }

    /// Notes, after each input, whether there is a toast, and whether two sockets are open: every frame has to be read then.
    pub(crate) fn note_need(&mut self, cx: &mut Context, any_toast: bool, two_sockets: bool) {
        match self {
            Self::RoutingEvents(source) => source.note_need(cx, any_toast, two_sockets),
            Self::Notifications(_) => {}
        }
    }

    /// Takes a text frame.
    pub(crate) fn handle_text(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        toasts: &mut Toasts,
        text: &str,
        from: Sender,
    ) -> Option<SocketCommand> {
        match self {
            Self::RoutingEvents(source) => {
                source.handle_text(cx, toasts, from.socket, text);
                None
            }
            Self::Notifications(notifications) => notifications.handle_text(cx, token, toasts, text, from),
        }
    }

    /// Takes the answer to a request of the API.
    pub(crate) fn handle_answer(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        toasts: &mut Toasts,
        answer: (RequestId, Result<HttpResponse, RequestFailure>),
        view: &SocketView,
    ) -> Option<SocketCommand> {
        match self {
            Self::RoutingEvents(_) => {
                cx.recorder.counters.stale += 1;
                None
            }
            Self::Notifications(notifications) => notifications.handle_answer(cx, token, toasts, answer, view),
        }
    }

    /// The tab's storage answered (N6).
    pub(crate) fn handle_stored(&mut self, cx: &mut Context, record: Option<&str>) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_stored(cx, record),
        }
    }

    /// A toast went.
    pub(crate) fn handle_dismissed(&mut self, cx: &mut Context, toast: &Toast, reason: DismissReason) {
        match self {
            Self::RoutingEvents(source) => source.handle_dismissed(cx, &toast.conversation_id, reason),
            Self::Notifications(_) => {}
        }
    }

    /// A socket opened.
    pub(crate) fn handle_opened(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_opened(cx),
        }
    }

    /// The live socket brings rings from now on.
    pub(crate) fn handle_ready(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_ready(cx),
        }
    }

    /// The connection is stable (S5).
    pub(crate) fn handle_stable(&mut self) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_stable(),
        }
    }

    /// The live socket closed, and none is on its way.
    pub(crate) fn handle_lost(&mut self, cx: &mut Context, stable: bool) {
        match self {
            Self::RoutingEvents(source) => source.handle_lost(),
            Self::Notifications(notifications) => notifications.handle_lost(cx, stable),
        }
    }

    /// A replaced socket is closed.
    pub(crate) fn handle_drained(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_drained(cx),
        }
    }

    /// The network is back (S10).
    pub(crate) fn handle_online(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_online(cx),
        }
    }

    /// Ends a wait of S4 at this time, if it lasts longer (S14). Returns whether it does.
    pub(crate) fn hasten(&mut self, cx: &mut Context, at: Timestamp) -> bool {
        match self {
            Self::RoutingEvents(_) => false,
            Self::Notifications(notifications) => notifications.hasten(cx, at),
        }
    }

    /// A deadline is over.
    pub(crate) fn handle_timeout(&mut self, cx: &mut Context, toasts: &mut Toasts, timer: ChannelTimer) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_timeout(cx, toasts, timer),
        }
    }

    /// Since when rings may have been missed though a socket was open (S12). Asked for once.
    pub(crate) fn take_deaf_since(&mut self) -> Option<Timestamp> {
        match self {
            Self::RoutingEvents(_) => None,
            Self::Notifications(notifications) => notifications.take_deaf_since(),
        }
    }

    /// Whether one of the agent's voice calls is connected, as far as it is known (A9).
    pub(crate) fn in_call(&self) -> bool {
        match self {
            Self::RoutingEvents(source) => source.in_call(),
            Self::Notifications(notifications) => notifications.in_call(),
        }
    }

    /// When the whole list was asked for that was merged last (A3).
    pub(crate) fn listed_at(&self) -> Option<Timestamp> {
        match self {
            Self::RoutingEvents(_) => None,
            Self::Notifications(notifications) => notifications.listed_at(),
        }
    }

    /// What failed last, if the app was told of it and it still fails.
    pub(crate) fn error(&self) -> Option<&PublicError> {
        match self {
            Self::RoutingEvents(_) => None,
            Self::Notifications(notifications) => notifications.error(),
        }
    }

    /// What is waited for where no socket is open, beside the token.
    pub(crate) fn progress(&self) -> Progress {
        match self {
            Self::RoutingEvents(_) => Progress::Nothing,
            Self::Notifications(notifications) => notifications.progress(),
        }
    }
}
