//! The routing status of the agent, and the way back from Not Responding (C7).

use super::action_api::ActionResponse;
use super::actions::errors;
use super::api::Api;
use crate::engine::action_io::{ActionError, CallId};
use crate::engine::context::Context;
use crate::engine::input::{HttpResponse, RequestFailure, RequestId};
use crate::engine::output::{LogLevel, Output};
use crate::engine::secret::path_segment;
use crate::engine::time::Timestamp;
use crate::engine::timers::Timer;
use crate::engine::token::TokenKeeper;

/// The status of an agent who let a ring pass, or declined it: no further conversation is offered.
const NOT_RESPONDING: &str = "NOT_RESPONDING";

/// How long "Back on queue" may take, in ms.
const ALLOWED_MS: u64 = 10_000;

/// What is known of the agent's routing status.
#[derive(Debug, Default)]
pub(super) struct RoutingStatus {
    value: Option<String>,
    changed: bool,
    /// Whether it must be read: events were missed.
    pub(super) due: bool,
    back: Option<BackOnQueue>,
}

/// "Back on queue", while it is pending.
#[derive(Debug)]
struct BackOnQueue {
    calls: Vec<CallId>,
    /// The request, and the generation of its token; `None` before it is sent.
    sent: Option<(RequestId, u32)>,
    /// Whether the API has answered 401 once: one more try follows, with a new token (T10).
    refused: bool,
    ends_at: Timestamp,
}

impl RoutingStatus {
    pub(super) fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// Returns whether the value has changed since this was last called.
    pub(super) fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// Takes a value from an event, or from an answer.
    pub(super) fn note(&mut self, cx: &mut Context, value: Option<String>) {
        if value != self.value {
            self.value = value;
            self.changed = true;
        }
        if self.value.as_deref().is_some_and(|value| value != NOT_RESPONDING) {
            self.end(cx, None);
        }
    }

    /// Begins to bring the agent back on queue, or joins the request that is pending.
    pub(super) fn go_back(&mut self, cx: &mut Context, call: CallId) {
        let ends_at = cx.now() + ALLOWED_MS;
        let back = self.back.get_or_insert(BackOnQueue { calls: Vec::new(), sent: None, refused: false, ends_at });
        back.calls.push(call);
        cx.timers.set(Timer::BackOnQueue, back.ends_at);
    }

    /// Sends the request, if one is due.
    pub(super) fn drive(&mut self, cx: &mut Context, token: &mut TokenKeeper, api: &mut Api, user: &str) {
        let Some(back) = self.back.as_mut().filter(|back| back.sent.is_none()) else { return };
        if let Some(until) = api.action_limited_until(cx) {
            let error = errors::rate_limited(until - cx.now());
            return self.end(cx, Some(&error));
        }
        let generation = token.generation();
        let Some(access_token) = token.usable(cx) else { return token.request(cx) };
        let path = ["users/", &path_segment(user), "/routingstatus"].concat();
        let id = api.send_action(cx, access_token, ("PUT", path, r#"{"status":"IDLE"}"#));
        back.sent = Some((id, generation));
    }

    pub(super) fn waits_for(&self, id: RequestId) -> bool {
        self.back.as_ref().and_then(|back| back.sent).is_some_and(|(sent, _)| sent == id)
    }

    /// Handles the answer to the request.
    pub(super) fn handle_answer(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        api: &mut Api,
        result: Result<HttpResponse, RequestFailure>,
    ) {
        let Some(back) = self.back.as_mut() else { return };
        let Some((_, generation)) = back.sent.take() else { return };
        let error = match api.read_action(cx, token, generation, result) {
            ActionResponse::Done(body) => {
                // An answer without a status counts as that which was asked for; the next event corrects it.
                let value = super::frames::routing_status(&body).unwrap_or_else(|| "IDLE".to_owned());
                self.note(cx, Some(value));
                None
            }
            ActionResponse::Unauthorized if !std::mem::replace(&mut back.refused, true) => return,
            ActionResponse::Unauthorized => Some(errors::back_on_queue_unauthorized()),
            ActionResponse::Forbidden(permissions) => Some(errors::back_on_queue_forbidden(permissions.as_deref())),
            ActionResponse::RateLimited(wait_ms) => Some(errors::rate_limited(wait_ms)),
            ActionResponse::Refused(status, words) | ActionResponse::Failed(Some(status), words) => {
                Some(errors::back_on_queue_refused(status, &words))
            }
            ActionResponse::Failed(None, words) => Some(errors::back_on_queue_unanswered(&words)),
        };
        self.end(cx, error.as_ref());
    }

    /// Ends what has had no answer in time.
    pub(super) fn settle(&mut self, cx: &mut Context) {
        if self.back.as_ref().is_some_and(|back| cx.now() >= back.ends_at) {
            let error = errors::back_on_queue_unanswered("none in 10 s");
            self.end(cx, Some(&error));
        }
    }

    /// Forgets what belongs to the session (S13).
    pub(super) fn stop(&mut self, cx: &mut Context) {
        self.end(cx, Some(&ActionError::client_stopped()));
        self.changed |= self.value.take().is_some();
        self.due = false;
    }

    fn end(&mut self, cx: &mut Context, error: Option<&ActionError>) {
        let Some(back) = self.back.take() else { return };
        cx.timers.stop(Timer::BackOnQueue);
        if let Some((id, _)) = back.sent {
            cx.emit(Output::Cancel(id));
        }
        match error {
            None => cx.log(LogLevel::Info, "back on queue"),
            Some(error) => cx.log(LogLevel::Warn, format!("back on queue failed: {}", error.message)),
        }
        for call in back.calls {
            cx.emit(Output::ActionSettled(call, error.cloned()));
        }
    }
}
