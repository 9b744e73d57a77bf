//! Lets the agent act: on rings (C1–C5) and on the routing status (C7).

use super::Notifications;
use super::actions::errors;
use crate::engine::action_io::{CallId, PhoneAnswer, ToastAction};
use crate::engine::context::Context;
use crate::engine::http_limits::error_text;
use crate::engine::input::RequestId;
use crate::engine::output::Output;
use crate::engine::toasts::Toasts;
use crate::engine::token::TokenKeeper;

impl Notifications {
    /// Begins an action of the agent.
    pub(crate) fn act(
        &mut self,
        cx: &mut Context,
        toasts: &mut Toasts,
        call: CallId,
        (action, toast): (ToastAction, &str),
    ) {
        self.actions.begin(cx, toasts, &mut self.rings, call, (action, toast));
    }

    /// Begins to bring the agent back on queue.
    pub(crate) fn go_back_on_queue(&mut self, cx: &mut Context, call: CallId) {
        if cx.config.actions.is_on() && self.has_user_context() {
            self.routing.go_back(cx, call);
        } else {
            cx.emit(Output::ActionSettled(call, Some(errors::no_back_on_queue())));
        }
    }

    /// Handles what the app's softphone did.
    pub(crate) fn handle_phone(&mut self, cx: &mut Context, token: &TokenKeeper, id: RequestId, answer: PhoneAnswer) {
        let answer = match answer {
            PhoneAnswer::Failed(words) => PhoneAnswer::Failed(error_text(&token.redact(cx, &words))),
            PhoneAnswer::Done | PhoneAnswer::NotMine => answer,
        };
        self.actions.handle_phone(cx, id, answer);
    }

    /// Ends the actions that are decided, and lets the list decide about others.
    pub(crate) fn settle_actions(&mut self, cx: &mut Context, toasts: &mut Toasts) {
        self.actions.settle(cx, toasts, &mut self.rings, self.last_list);
        self.routing.settle(cx);
        if self.actions.take_need(self.resync.lists_sent) {
            self.resync.schedule(cx, cx.now());
        }
    }

    /// Sends the requests of actions that are due.
    pub(super) fn drive_actions(&mut self, cx: &mut Context, token: &mut TokenKeeper) {
        let Some(user) = self.scope.as_ref().and_then(|scope| scope.owner.as_deref()) else { return };
        // The user of a new token must be known before any other request (T13).
        if !cx.config.app_tokens || self.identified_generation == Some(token.generation()) {
            self.actions.drive(cx, token, &mut self.api);
            self.routing.drive(cx, token, &mut self.api, user);
        }
    }

    /// Returns the agent's routing status (C7).
    pub(crate) fn routing_status(&self) -> Option<&str> {
        self.routing.value()
    }

    /// Returns whether the routing status has changed since this was last called.
    pub(crate) fn take_agent_changed(&mut self) -> bool {
        self.routing.take_changed()
    }
}
