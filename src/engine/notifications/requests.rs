//! Decides which API request is due, and builds it (N1, N4, N5, T13).

use super::call::Call;
use super::channel::Channel;
use super::{Notifications, SocketView};
use crate::engine::context::Context;
use crate::engine::secret::path_segment;
use crate::engine::token::TokenKeeper;
use serde::Serialize;

/// A topic in the body of the request.
#[derive(Serialize)]
struct Topic<'a> {
    id: &'a str,
}

impl Notifications {
    /// Sends the requests that are due.
    pub(crate) fn drive(&mut self, cx: &mut Context, token: &mut TokenKeeper, view: &SocketView) {
        self.drive_actions(cx, token);
        while let Some(call) = self.next_call(cx, token, view) {
            if !self.api.may_send(cx) {
                return;
            }
            let generation = token.generation();
            let Some(access_token) = token.usable(cx) else { return token.request(cx) };
            let request = self.request(call);
            self.api.send(cx, access_token, generation, call, request);
            match call {
                Call::Conversations => self.resync.handle_sent(cx, self.rings.serial(), view.is_receiving),
                Call::RoutingStatus => self.routing.due = false,
                Call::Me | Call::CreateChannel | Call::Subscribe => {}
            }
        }
    }

    fn next_call(&mut self, cx: &mut Context, token: &TokenKeeper, view: &SocketView) -> Option<Call> {
        // The user of a new token must be known before any other request (T13).
        if cx.config.app_tokens && (self.scope.is_none() || self.identified_generation != Some(token.generation())) {
            return (!self.api.is_pending(Call::Me)).then_some(Call::Me);
        }
        let open = |channel: &Channel| channel.suspect || view.generation == Some(channel.generation);
        let wanted = match (&self.scope, &self.channel) {
            (None, _) => None,
            (Some(_), None) => {
                let too_soon = self.create_after.is_some_and(|until| cx.now() < until);
                (!self.storage_pending && !too_soon).then_some(Call::CreateChannel)
            }
            (Some(_), Some(channel)) => (channel.subscribe_due && open(channel)).then_some(Call::Subscribe),
        };
        if let Some(call) = wanted.filter(|call| !self.api.is_pending(*call)) {
            return Some(call);
        }
        let wants_list = (view.is_receiving || self.actions.await_list()) && self.has_user_context();
        if wants_list && !self.api.is_pending(Call::Conversations) && self.resync.is_due(cx) {
            return Some(Call::Conversations);
        }
        let wants_status = self.routing.due && view.is_receiving && !self.api.is_pending(Call::RoutingStatus);
        wants_status.then_some(Call::RoutingStatus)
    }

    fn request(&self, call: Call) -> (&'static str, String, Option<String>) {
        match call {
            Call::Me => ("GET", "users/me".to_owned(), None),
            Call::CreateChannel => ("POST", "notifications/channels".to_owned(), None),
            Call::Conversations => ("GET", "conversations".to_owned(), None),
            Call::RoutingStatus => {
                let user = self.scope.as_ref().and_then(|scope| scope.owner.as_deref()).unwrap_or_default();
                ("GET", ["users/", &path_segment(user), "/routingstatus"].concat(), None)
            }
            Call::Subscribe => {
                let id = self.channel.as_ref().map_or("", |channel| channel.id.as_str());
                let path = ["notifications/channels/", id, "/subscriptions?ignoreErrors=true"].concat();
                let topics = self.scope.as_ref().map_or(&[][..], |scope| &scope.topics);
                let body: Vec<_> = topics.iter().map(|id| Topic { id }).collect();
                ("PUT", path, Some(serde_json::to_string(&body).unwrap_or_default()))
            }
        }
    }
}
