//! Requests of actions: they wait for no backoff of other requests, and their failures delay none (C4).

use super::api::{Api, BUDGET, BUDGET_MS};
use super::bodies;
use crate::engine::context::Context;
use crate::engine::http_limits;
use crate::engine::input::{HttpResponse, RequestFailure, RequestId};
use crate::engine::time::Timestamp;
use crate::engine::token::{AccessToken, TokenKeeper};

/// How many more requests in a minute than [`BUDGET`] there can be for actions.
const MORE_FOR_ACTIONS: usize = 5;

/// What became of the request of an action.
#[derive(Debug)]
pub(super) enum ActionResponse {
    /// 2xx, with its body.
    Done(String),
    /// 401: the token is discarded (T10).
    Unauthorized,
    /// 403, with the permissions that it names.
    Forbidden(Option<String>),
    /// 429: no request is sent for so many ms (N11).
    RateLimited(u64),
    /// Another 4xx, with the error text.
    Refused(u16, String),
    /// 408 or 5xx with the error text, or no answer.
    Failed(Option<u16>, String),
}

impl Api {
    /// Returns until when no request of an action can be sent; `None` if one can be sent now.
    pub(super) fn action_limited_until(&mut self, cx: &Context) -> Option<Timestamp> {
        self.sent_at.retain(|at| cx.now() - *at < BUDGET_MS);
        let used_up = self.sent_at.len() >= BUDGET + MORE_FOR_ACTIONS;
        let frees_at = self.sent_at.first().filter(|_| used_up).map(|oldest| *oldest + BUDGET_MS);
        self.limited_until.filter(|until| *until > cx.now()).max(frees_at)
    }

    /// Sends a request of an action.
    pub(super) fn send_action(
        &mut self,
        cx: &mut Context,
        token: &AccessToken,
        (method, path, body): (&'static str, String, &'static str),
    ) -> RequestId {
        self.emit(cx, token, (method, path, Some(body.to_owned())))
    }

    /// Reads the answer to a request of an action that was sent with the token of this generation.
    pub(super) fn read_action(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        generation: u32,
        result: Result<HttpResponse, RequestFailure>,
    ) -> ActionResponse {
        let response = match result {
            Ok(response) => response,
            Err(failed) => {
                return ActionResponse::Failed(None, http_limits::error_text(&token.redact(cx, &failed.message)));
            }
        };
        let words = |response: &HttpResponse| http_limits::error_text(&token.redact(cx, &response.body));
        match response.status {
            200..300 => ActionResponse::Done(response.body),
            401 => {
                if generation == token.generation() {
                    token.discard(cx);
                }
                ActionResponse::Unauthorized
            }
            403 => ActionResponse::Forbidden(bodies::missing_permissions(&response.body)),
            429 => ActionResponse::RateLimited(self.pause_by_server(cx, &response, 1)),
            408 | 500.. => ActionResponse::Failed(Some(response.status), words(&response)),
            status => ActionResponse::Refused(status, words(&response)),
        }
    }
}
