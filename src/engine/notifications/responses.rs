//! Handles the answers of the API (N1, N4, N5, N11).

use super::api::Outcome;
use super::bodies;
use super::call::Call;
use super::channel::Channel;
use super::frames;
use super::resync::{PendingList, RECHECK_MS};
use super::rings::Origin;
use super::topics::SubscriptionScope;
use super::{Loss, Notifications, SocketCommand, SocketView, api_errors};
use crate::engine::context::Context;
use crate::engine::failures::{Failures, Part, Urgency};
use crate::engine::input::{HttpResponse, RequestFailure, RequestId};
use crate::engine::output::LogLevel;
use crate::engine::toasts::Toasts;
use crate::engine::token::TokenKeeper;

impl Notifications {
    pub(crate) fn handle_answer(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        toasts: &mut Toasts,
        (id, result): (RequestId, Result<HttpResponse, RequestFailure>),
        view: &SocketView,
    ) -> Option<SocketCommand> {
        if self.actions.waits_for(id) {
            self.actions.handle_answer(cx, token, &mut self.api, id, result);
            return None;
        }
        if self.routing.waits_for(id) {
            self.routing.handle_answer(cx, token, &mut self.api, result);
            return None;
        }
        let Some((call, generation, outcome)) = self.api.handle_answer(cx, token, id, result, view.stable) else {
            cx.recorder.counters.stale += 1;
            return None;
        };
        match call {
            // The token has been replaced since: the request is sent again.
            Call::Me if generation != token.generation() => None,
            Call::Me => self.handle_me(cx, token, outcome),
            Call::CreateChannel => self.handle_created(cx, outcome),
            Call::Subscribe => self.handle_subscribed(cx, outcome),
            Call::Conversations => self.handle_list(cx, toasts, outcome, view),
            Call::RoutingStatus => {
                self.handle_routing_status(cx, outcome);
                None
            }
        }
    }

    /// Handles the routing status. It is not needed for rings: what cannot be read stays unknown (C7).
    fn handle_routing_status(&mut self, cx: &mut Context, outcome: Outcome) {
        match outcome {
            Outcome::Retry => self.routing.due = true,
            Outcome::Done(body) => {
                self.api.succeed(cx, Call::RoutingStatus);
                self.routing.note(cx, frames::routing_status(&body));
            }
            Outcome::Gone | Outcome::Forbidden(_) | Outcome::Refused(..) => {
                self.routing.note(cx, None);
                cx.log(
                    LogLevel::Warn,
                    "the agent's routing status cannot be read: Not Responding is not shown until it changes",
                );
            }
        }
    }

    fn handle_me(&mut self, cx: &mut Context, token: &mut TokenKeeper, outcome: Outcome) -> Option<SocketCommand> {
        match outcome {
            Outcome::Retry => None,
            Outcome::Done(body) => match bodies::read_user_id(&body) {
                Some(user) => self.note_owner(cx, token, Some(user), true),
                None => {
                    self.api.note_refusal(cx, Call::Me, api_errors::unreadable(&cx.config, Call::Me));
                    None
                }
            },
            // The status for a token without a user is not documented: 400 counts as that.
            Outcome::Refused(400, _) => self.note_owner(cx, token, None, false),
            // 404 counts as that, too, but only if no user is known yet and the rings to show do not depend on the
            // user: the address may be wrong.
            Outcome::Gone if self.scope.is_some() => {
                self.note_error_status(cx, Call::Me, 404, "");
                None
            }
            Outcome::Gone if SubscriptionScope::of(&cx.config, None).is_some() => {
                cx.log(LogLevel::Warn, "users/me was answered 404: the token is taken for one without a user");
                self.note_owner(cx, token, None, false)
            }
            Outcome::Forbidden(_) if cx.config.user_id.is_some() => {
                cx.log(LogLevel::Warn, "users/me is forbidden: the token is taken for that of userId");
                self.note_owner(cx, token, cx.config.user_id.clone(), false)
            }
            Outcome::Gone => {
                self.note_error_status(cx, Call::Me, 404, "");
                None
            }
            Outcome::Forbidden(body) => {
                let command = self.lose_owner(cx, token);
                self.note_forbidden(cx, Call::Me, &body);
                command
            }
            Outcome::Refused(status, words) => {
                self.note_error_status(cx, Call::Me, status, &words);
                None
            }
        }
    }

    /// Notes the user of the token: the first one, the same one, or another one (T13).
    fn note_owner(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        owner: Option<String>,
        proven: bool,
    ) -> Option<SocketCommand> {
        self.api.succeed(cx, Call::Me);
        let same = self.scope.as_ref().is_none_or(|scope| scope.owner == owner);
        let command = if same { None } else { self.lose_owner(cx, token) };
        token.store_record(cx);
        self.identified_generation = Some(token.generation());
        if self.scope.is_none() {
            self.identify(cx, owner, proven);
        }
        command
    }

    /// Ends the session, because the token does not, or may not, belong to its user (T13).
    fn lose_owner(&mut self, cx: &mut Context, token: &mut TokenKeeper) -> Option<SocketCommand> {
        self.scope.as_ref()?;
        token.discard_record(cx);
        cx.log(LogLevel::Warn, "the new token belongs to another user: everything begins afresh");
        self.forget_session(cx);
        (self.channel, self.stored_channel) = (None, None);
        cx.failures = Failures::default();
        Some(SocketCommand::EndSession)
    }

    fn handle_created(&mut self, cx: &mut Context, outcome: Outcome) -> Option<SocketCommand> {
        match outcome {
            Outcome::Retry => {}
            Outcome::Done(body) => match bodies::read_channel(&body) {
                Some(created) => {
                    self.api.succeed(cx, Call::CreateChannel);
                    self.generation += 1;
                    self.channel = Some(Channel::created(cx, self.generation, created));
                    cx.log(LogLevel::Info, "new channel");
                }
                None => self.api.note_refusal(
                    cx,
                    Call::CreateChannel,
                    api_errors::unreadable(&cx.config, Call::CreateChannel),
                ),
            },
            Outcome::Forbidden(body) => self.note_forbidden(cx, Call::CreateChannel, &body),
            Outcome::Gone => self.note_error_status(cx, Call::CreateChannel, 404, ""),
            Outcome::Refused(status, words) => self.note_error_status(cx, Call::CreateChannel, status, &words),
        }
        None
    }

    fn handle_subscribed(&mut self, cx: &mut Context, outcome: Outcome) -> Option<SocketCommand> {
        match outcome {
            Outcome::Retry => {}
            Outcome::Done(body) => match bodies::read_subscriptions(&body) {
                Some(answer) => self.note_subscriptions(cx, answer),
                None => self.api.note_refusal(cx, Call::Subscribe, api_errors::unreadable(&cx.config, Call::Subscribe)),
            },
            Outcome::Gone => {
                // It is unknown when the channel was lost.
                self.deaf_since = self.delivered_at;
                self.lose_channel(cx, "the channel is gone: another one is made", Loss::TakenAway);
            }
            Outcome::Forbidden(body) => self.note_forbidden(cx, Call::Subscribe, &body),
            Outcome::Refused(status, words) => self.note_error_status(cx, Call::Subscribe, status, &words),
        }
        None
    }

    /// Notes the accepted and rejected topics. Rejected topics are reported by name, once (N1).
    fn note_subscriptions(&mut self, cx: &mut Context, mut answer: bodies::Subscriptions) {
        answer.reject_missing(self.scope.as_ref().map_or(&[][..], |scope| &scope.topics));
        let none_left = answer.permitted.is_empty() && !answer.rejected.is_empty();
        let error = (!answer.rejected.is_empty()).then(|| api_errors::rejected(&answer.rejected, none_left));
        if let (true, Some(error)) = (none_left, &error) {
            // The request has replaced the earlier topics of the channel.
            if let Some(channel) = &mut self.channel {
                channel.subscribed = false;
            }
            return self.api.note_refusal(cx, Call::Subscribe, error.clone());
        }
        self.api.succeed(cx, Call::Subscribe);
        let rejected: Vec<String> = answer.rejected.iter().map(|rejected| rejected.topic.clone()).collect();
        if let Some(error) = error.filter(|_| rejected != self.rejected) {
            cx.error(error.clone());
        }
        self.rejected = rejected;
        if let Some(channel) = &mut self.channel {
            let first = std::mem::take(&mut channel.just_created);
            if first || self.delivered_at.is_none() {
                self.delivered_at = Some(cx.now());
            }
            // The channel had lost its topics. The first time there is no need for this: the socket becomes ready, and
            // that requests the list.
            if !first && !channel.subscribed {
                self.resync.schedule(cx, cx.now());
            }
            channel.renew(cx);
        }
    }

    fn handle_list(
        &mut self,
        cx: &mut Context,
        toasts: &mut Toasts,
        outcome: Outcome,
        view: &SocketView,
    ) -> Option<SocketCommand> {
        match outcome {
            Outcome::Retry => self.resync.handle_failed(cx),
            Outcome::Forbidden(body) => {
                self.resync.take_pending(cx);
                let permissions = bodies::missing_permissions(&body);
                self.api.report(
                    cx,
                    Call::Conversations,
                    &api_errors::forbidden(Call::Conversations, permissions.as_deref()),
                );
            }
            Outcome::Gone => self.note_error_status(cx, Call::Conversations, 404, ""),
            Outcome::Refused(status, words) => self.note_error_status(cx, Call::Conversations, status, &words),
            Outcome::Done(body) => {
                let pending = self.resync.take_pending(cx)?;
                let Some(list) = bodies::read_conversations(&body) else {
                    let error = api_errors::unreadable(&cx.config, Call::Conversations);
                    self.api.note_refusal(cx, Call::Conversations, error);
                    self.resync.schedule(cx, cx.now());
                    return None;
                };
                self.api.succeed(cx, Call::Conversations);
                return self.merge_list(cx, toasts, pending, &list, view);
            }
        }
        None
    }

    /// Merges the list of conversations with the rings from the stream, leg by leg (N4).
    fn merge_list(
        &mut self,
        cx: &mut Context,
        toasts: &mut Toasts,
        pending: PendingList,
        list: &bodies::Conversations<'_>,
        view: &SocketView,
    ) -> Option<SocketCommand> {
        let scope = self.scope.as_ref()?;
        let settled = pending.settles() && self.resync.settled;
        let (mut shown, mut removed, mut command, mut deaf) = (0, 0, None, false);
        for conversation in &list.conversations {
            let merged = self.rings.merge(cx, toasts, scope, conversation, Origin::List { settled });
            shown += merged.shown;
            removed += merged.removed;
            if merged.suspect {
                self.resync.schedule(cx, cx.now() + RECHECK_MS);
                command = Some(SocketCommand::Ping);
            }
            if let Some(since) = merged.still_suspect_since {
                let is_alive = view.last_frame.is_some_and(|at| at > since);
                deaf |= pending.settles() && is_alive && cx.now() - since >= RECHECK_MS;
                if !deaf {
                    self.resync.schedule(cx, cx.now() + RECHECK_MS);
                }
            }
        }
        if list.complete
            && let Some(owner) = &scope.owner
        {
            removed += self.rings.end_absent(cx, toasts, owner, pending.last_serial, &list.conversations);
            (self.listed_at, self.last_list) = (Some(pending.at), pending.number);
        }
        self.resync.settled |= pending.settles();
        if shown + removed > 0 {
            cx.log(LogLevel::Info, format!("resync: {shown} rings found, {removed} found to be over"));
        }
        if deaf {
            cx.fail(Part::Delivery, &api_errors::deaf_channel(), Urgency::AtOnce);
            self.deaf_since = self.delivered_at;
            self.lose_channel(cx, "the channel is deaf: another one is made", Loss::Useless);
        }
        command
    }

    fn note_forbidden(&mut self, cx: &mut Context, call: Call, body: &str) {
        let permissions = bodies::missing_permissions(body);
        self.api.note_refusal(cx, call, api_errors::forbidden(call, permissions.as_deref()));
    }

    fn note_error_status(&mut self, cx: &mut Context, call: Call, status: u16, words: &str) {
        if call == Call::Conversations {
            self.resync.handle_failed(cx);
        }
        let error = api_errors::answered(&cx.config, call, status, words);
        self.api.note_refusal(cx, call, error);
    }
}
