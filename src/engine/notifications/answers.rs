//! What the API answers (N1, N4, N5, N11).

use super::api::{Call, Outcome};
use super::channel::Channel;
use super::resync::{Asked, SECOND_LOOK_MS};
use super::rings::Origin;
use super::{Notifications, View, Wish, failure};
use crate::engine::context::Context;
use crate::engine::error::PublicError;
use crate::engine::input::{HttpResponse, RequestFailure, RequestId};
use crate::engine::output::LogLevel;
use crate::engine::toasts::Toasts;
use crate::engine::token::TokenKeeper;
use crate::prelude::*;
use crate::protocol::notifications;
use crate::text::{decimal, filled};

impl Notifications {
    pub(crate) fn handle_answer(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        toasts: &mut Toasts,
        (id, result): (RequestId, Result<HttpResponse, RequestFailure>),
        view: &View,
    ) -> Option<Wish> {
        let Some((call, outcome)) = self.api.handle_answer(cx, token, id, result, view.stable) else {
            cx.recorder.counters.stale += 1;
            return None;
        };
        match call {
            Call::Me => self.handle_me(cx, outcome),
            Call::CreateChannel => self.handle_created(cx, outcome),
            Call::Subscribe => self.handle_subscribed(cx, outcome),
            Call::Conversations => return self.handle_list(cx, toasts, outcome, view),
        }
        None
    }

    fn handle_me(&mut self, cx: &mut Context, outcome: Outcome) {
        match outcome {
            Outcome::Again => {}
            Outcome::Done(body) => match notifications::read_user_id(&body) {
                Some(user) => self.identify(cx, Some(user)),
                None => self.api.refuse(cx, Call::Me, failure::unreadable(&cx.config, Call::Me)),
            },
            // The status for a token without a user is not documented: whatever says no to this request is taken for it.
            Outcome::Gone | Outcome::Refused(400, _) => self.identify(cx, None),
            Outcome::Forbidden(_) if cx.config.user_id.is_some() => {
                cx.log(LogLevel::Warn, "users/me is forbidden: the token is taken for that of userId");
                self.identify(cx, cx.config.user_id.clone());
            }
            Outcome::Forbidden(body) => self.forbid(cx, Call::Me, &body),
            Outcome::Refused(status, words) => self.refuse(cx, Call::Me, status, &words),
        }
    }

    fn handle_created(&mut self, cx: &mut Context, outcome: Outcome) {
        match outcome {
            Outcome::Again => {}
            Outcome::Done(body) => match notifications::read_channel(&body) {
                Some(made) => {
                    self.generation += 1;
                    self.channel = Some(Channel::made(cx, self.generation, made));
                    cx.log(LogLevel::Info, "new channel");
                }
                None => self.api.refuse(cx, Call::CreateChannel, failure::unreadable(&cx.config, Call::CreateChannel)),
            },
            Outcome::Forbidden(body) => self.forbid(cx, Call::CreateChannel, &body),
            Outcome::Gone => self.refuse(cx, Call::CreateChannel, 404, ""),
            Outcome::Refused(status, words) => self.refuse(cx, Call::CreateChannel, status, &words),
        }
    }

    fn handle_subscribed(&mut self, cx: &mut Context, outcome: Outcome) {
        match outcome {
            Outcome::Again => {}
            Outcome::Done(body) => self.note_subscriptions(cx, &notifications::read_subscriptions(&body)),
            Outcome::Gone => self.lose_channel(cx, "the channel is gone: another one is made"),
            Outcome::Forbidden(body) => self.forbid(cx, Call::Subscribe, &body),
            Outcome::Refused(status, words) => self.refuse(cx, Call::Subscribe, status, &words),
        }
    }

    /// Some topics may have been rejected: told by name, once (N1).
    fn note_subscriptions(&mut self, cx: &mut Context, answer: &notifications::Subscriptions) {
        let none_left = answer.permitted == 0 && !answer.rejected.is_empty();
        let error = (!answer.rejected.is_empty()).then(|| failure::rejected(&answer.rejected, none_left));
        if let (true, Some(error)) = (none_left, &error) {
            return self.api.refuse(cx, Call::Subscribe, error.clone());
        }
        let rejected: Vec<String> = answer.rejected.iter().map(|rejected| rejected.topic.clone()).collect();
        if let Some(error) = error.filter(|_| rejected != self.rejected) {
            cx.error(error.clone());
        }
        self.rejected = rejected;
        if let Some(channel) = &mut self.channel {
            channel.renew(cx);
        }
    }

    fn handle_list(&mut self, cx: &mut Context, toasts: &mut Toasts, outcome: Outcome, view: &View) -> Option<Wish> {
        match outcome {
            Outcome::Again => self.resync.handle_failed(cx),
            Outcome::Forbidden(body) => {
                self.resync.take_asked(cx);
                let permissions = notifications::missing_permissions(&body);
                self.set_error(cx, failure::forbidden(Call::Conversations, permissions.as_deref()));
            }
            Outcome::Gone => self.refuse(cx, Call::Conversations, 404, ""),
            Outcome::Refused(status, words) => self.refuse(cx, Call::Conversations, status, &words),
            Outcome::Done(body) => {
                self.error = None;
                let asked = self.resync.take_asked(cx)?;
                let Some(list) = notifications::read_conversations(&body) else {
                    let error = failure::unreadable(&cx.config, Call::Conversations);
                    self.api.refuse(cx, Call::Conversations, error);
                    return None;
                };
                return self.merge_list(cx, toasts, asked, &list, view);
            }
        }
        None
    }

    /// The stream and the list, leg by leg (N4).
    fn merge_list(
        &mut self,
        cx: &mut Context,
        toasts: &mut Toasts,
        asked: Asked,
        list: &notifications::Conversations<'_>,
        view: &View,
    ) -> Option<Wish> {
        let whose = self.whose.as_ref()?;
        let settled = asked.settles() && self.resync.settled;
        let (mut shown, mut removed, mut wish, mut deaf) = (0, 0, None, false);
        for conversation in &list.conversations {
            let merged = self.rings.merge(cx, toasts, whose, conversation, Origin::Answer { settled });
            shown += merged.shown;
            removed += merged.removed;
            if merged.suspect {
                self.resync.want(cx, cx.now() + SECOND_LOOK_MS);
                wish = Some(Wish::Ping);
            }
            if let Some(since) = merged.still_suspect_since {
                let beats = view.last_frame.is_some_and(|at| at > since);
                deaf |= beats && cx.now() - since >= SECOND_LOOK_MS;
                if !deaf {
                    self.resync.want(cx, cx.now() + SECOND_LOOK_MS);
                }
            }
        }
        if list.complete
            && let Some(owner) = &whose.owner
        {
            removed += self.rings.end_absent(cx, toasts, owner, asked.known, &list.conversations);
        }
        self.resync.settled |= asked.settles();
        if shown + removed > 0 {
            cx.log(
                LogLevel::Info,
                filled(
                    "resync: {} rings found, {} found to be over",
                    &[&decimal(i64::from(shown)), &decimal(i64::from(removed))],
                ),
            );
        }
        if deaf {
            cx.error(failure::deaf_channel());
            self.lose_channel(cx, "the channel is deaf: another one is made");
        }
        wish
    }

    fn forbid(&mut self, cx: &mut Context, call: Call, body: &str) {
        let permissions = notifications::missing_permissions(body);
        self.api.refuse(cx, call, failure::forbidden(call, permissions.as_deref()));
    }

    fn refuse(&mut self, cx: &mut Context, call: Call, status: u16, words: &str) {
        if call == Call::Conversations {
            self.resync.handle_failed(cx);
        }
        let error = failure::answered(&cx.config, call, status, words);
        self.api.refuse(cx, call, error);
    }

    fn set_error(&mut self, cx: &mut Context, error: PublicError) {
        if self.error.as_ref() != Some(&error) {
            self.error = Some(error.clone());
            cx.error(error);
        }
    }
}
