//! The source of events: one variant for each source, which decodes frames and applies the rules of the source.

use super::action_io::{CallId, PhoneAnswer, ToastAction};
use super::config::Source;
use super::context::Context;
use super::error::PublicError;
use super::input::{HttpResponse, RequestFailure, RequestId};
use super::notifications::actions::errors;
use super::notifications::{ChannelTimer, Notifications, Progress, Sender, SocketCommand, SocketView};
use super::output::{Output, SocketTarget};
use super::routing_events::RoutingEvents;
use super::snapshot::{DismissReason, Toast};
use super::tabs::message::RingKey;
use super::time::Timestamp;
use super::toasts::Toasts;
use super::token::TokenKeeper;

/// The source that the app chose.
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

    /// Returns the generation of the endpoint: of the token, or of the channel.
    pub(crate) fn endpoint(&self, token: &TokenKeeper) -> u32 {
        match self {
            Self::RoutingEvents(_) => token.generation(),
            Self::Notifications(notifications) => notifications.generation(),
        }
    }

    /// Returns whether a socket with this endpoint receives the subscribed events.
    pub(crate) fn is_subscribed(&self, endpoint: u32) -> bool {
        match self {
            Self::RoutingEvents(_) => true,
            Self::Notifications(notifications) => notifications.is_subscribed(endpoint),
        }
    }

    /// Returns the target of the next socket; `None` while it is unknown. If only a token is missing, this requests
    /// one.
    pub(crate) fn target(&mut self, cx: &mut Context, token: &mut TokenKeeper) -> Option<SocketTarget> {
        match self {
            Self::RoutingEvents(source) => source.target(cx, token),
            Self::Notifications(notifications) => notifications.target(),
        }
    }

    /// Starts, also after the page was in the back/forward cache.
    pub(crate) fn start(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.start(cx),
        }
    }

    /// Restores the ring of a toast from before a panic (D4).
    pub(crate) fn restore(&mut self, toast: &Toast) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.restore(toast),
        }
    }

    /// Returns whether the source knows what rings, given that it receives events: its list was merged, if it has one.
    pub(crate) fn is_settled(&self) -> bool {
        match self {
            Self::RoutingEvents(_) => true,
            Self::Notifications(notifications) => notifications.is_settled(),
        }
    }

    /// Remembers a ring that the agent has closed in another tab (L3).
    pub(crate) fn restore_closed(&mut self, ring: &RingKey) {
        match self {
            Self::RoutingEvents(source) => source.restore_closed(&ring.conversation),
            Self::Notifications(notifications) => notifications.restore_closed(ring),
        }
    }

    /// Returns the rings that the agent has closed and that may last (L3).
    pub(crate) fn closed(&self, toasts: &Toasts) -> Vec<RingKey> {
        match self {
            Self::RoutingEvents(source) => source.closed(),
            Self::Notifications(notifications) => notifications.closed(toasts),
        }
    }

    /// Handles that another tab leads: the session goes on there (L1).
    pub(crate) fn follow(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(source) => source.stop(),
            Self::Notifications(notifications) => notifications.follow(cx),
        }
    }

    /// Ends the session (S9).
    pub(crate) fn stop(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(source) => source.stop(),
            Self::Notifications(notifications) => notifications.stop(cx),
        }
    }

    /// Handles that the page is being left (S10).
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

    /// Notes, before each input, whether two sockets are open and how long the computer slept.
    pub(crate) fn note_time(&mut self, cx: &mut Context, two_sockets: bool, slept_ms: u64) {
        match self {
            Self::RoutingEvents(source) => source.overlap.note(cx.now(), two_sockets, slept_ms),
            Self::Notifications(notifications) => notifications.handle_sleep(cx, slept_ms),
        }
    }

    /// Notes, after each input, whether there is a toast and whether two sockets are open: every frame must be read
    /// then.
    pub(crate) fn note_need(&mut self, cx: &mut Context, any_toast: bool, two_sockets: bool) {
        match self {
            Self::RoutingEvents(source) => source.note_need(cx, any_toast, two_sockets),
            Self::Notifications(_) => {}
        }
    }

    /// Handles a text frame.
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

    /// Handles the answer to an API request.
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

    /// Handles the read of the stored channel (N6).
    pub(crate) fn handle_stored(&mut self, cx: &mut Context, record: Option<&str>) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_stored(cx, record),
        }
    }

    /// Handles the removal of a toast.
    pub(crate) fn handle_dismissed(&mut self, cx: &mut Context, toast: &Toast, reason: DismissReason) {
        match self {
            Self::RoutingEvents(source) => source.handle_dismissed(cx, &toast.conversation_id, reason),
            Self::Notifications(_) => {}
        }
    }

    /// Begins an action of the agent (C1, C3, C5).
    pub(crate) fn act(
        &mut self,
        cx: &mut Context,
        toasts: &mut Toasts,
        call: CallId,
        (action, toast): (ToastAction, &str),
    ) {
        match self {
            Self::RoutingEvents(_) => cx.emit(Output::ActionSettled(call, Some(errors::not_enabled(action)))),
            Self::Notifications(notifications) => notifications.act(cx, toasts, call, (action, toast)),
        }
    }

    /// Begins to bring the agent back on queue (C7).
    pub(crate) fn go_back_on_queue(&mut self, cx: &mut Context, call: CallId) {
        match self {
            Self::RoutingEvents(_) => cx.emit(Output::ActionSettled(call, Some(errors::no_back_on_queue()))),
            Self::Notifications(notifications) => notifications.go_back_on_queue(cx, call),
        }
    }

    /// Handles what the app's softphone did (C2).
    pub(crate) fn handle_phone(&mut self, cx: &mut Context, token: &TokenKeeper, id: RequestId, answer: PhoneAnswer) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_phone(cx, token, id, answer),
        }
    }

    /// Ends the actions that are decided.
    pub(crate) fn settle_actions(&mut self, cx: &mut Context, toasts: &mut Toasts) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.settle_actions(cx, toasts),
        }
    }

    /// Returns the agent's routing status (C7).
    pub(crate) fn routing_status(&self) -> Option<&str> {
        match self {
            Self::RoutingEvents(_) => None,
            Self::Notifications(notifications) => notifications.routing_status(),
        }
    }

    /// Returns whether the routing status has changed since this was last called.
    pub(crate) fn take_agent_changed(&mut self) -> bool {
        match self {
            Self::RoutingEvents(_) => false,
            Self::Notifications(notifications) => notifications.take_agent_changed(),
        }
    }

    /// Handles an opened socket.
    pub(crate) fn handle_opened(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_opened(cx),
        }
    }

    /// Handles that the live socket starts to receive events.
    pub(crate) fn handle_ready(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_ready(cx),
        }
    }

    /// Handles that the connection is stable (S5).
    pub(crate) fn handle_stable(&mut self) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_stable(),
        }
    }

    /// Handles the loss of the live socket while no other one is opening.
    pub(crate) fn handle_lost(&mut self, cx: &mut Context, stable: bool) {
        match self {
            Self::RoutingEvents(source) => source.handle_lost(),
            Self::Notifications(notifications) => notifications.handle_lost(cx, stable),
        }
    }

    /// Handles the close of a replaced socket.
    pub(crate) fn handle_drained(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_drained(cx),
        }
    }

    /// Handles that the network is back (S10).
    pub(crate) fn handle_online(&mut self, cx: &mut Context) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_online(cx),
        }
    }

    /// Ends the pause of S4 at `at`, unless it ends earlier (S14). Returns whether it changed.
    pub(crate) fn hasten(&mut self, cx: &mut Context, at: Timestamp) -> bool {
        match self {
            Self::RoutingEvents(_) => false,
            Self::Notifications(notifications) => notifications.hasten(cx, at),
        }
    }

    /// Handles a timer.
    pub(crate) fn handle_timeout(&mut self, cx: &mut Context, toasts: &mut Toasts, timer: ChannelTimer) {
        match self {
            Self::RoutingEvents(_) => {}
            Self::Notifications(notifications) => notifications.handle_timeout(cx, toasts, timer),
        }
    }

    /// Takes the time since when rings may have been missed although a socket was open (S12).
    pub(crate) fn take_deaf_since(&mut self) -> Option<Timestamp> {
        match self {
            Self::RoutingEvents(_) => None,
            Self::Notifications(notifications) => notifications.take_deaf_since(),
        }
    }

    /// Returns whether one of the agent's voice calls is connected, as far as is known (A9).
    pub(crate) fn in_call(&self) -> bool {
        match self {
            Self::RoutingEvents(source) => source.in_call(),
            Self::Notifications(notifications) => notifications.in_call(),
        }
    }

    /// Returns when the last complete list that was merged had been requested (A3).
    pub(crate) fn listed_at(&self) -> Option<Timestamp> {
        match self {
            Self::RoutingEvents(_) => None,
            Self::Notifications(notifications) => notifications.listed_at(),
        }
    }

    /// Returns the last reported error until it is fixed.
    pub(crate) fn error(&self) -> Option<&PublicError> {
        match self {
            Self::RoutingEvents(_) => None,
            Self::Notifications(notifications) => notifications.error(),
        }
    }

    /// Returns what the source is doing while no socket is open.
    pub(crate) fn progress(&self) -> Progress {
        match self {
            Self::RoutingEvents(_) => Progress::Nothing,
            Self::Notifications(notifications) => notifications.progress(),
        }
    }
}
