//! Sends requests to the Platform API: one of each kind at a time, within a budget, with the waits that answers name
//! (N11).

use super::api_errors;
use super::call::Call;
use crate::engine::backoff;
use crate::engine::context::Context;
use crate::engine::error::PublicError;
use crate::engine::failures::Urgency;
use crate::engine::http_limits::{self, LONG_WAIT_MS, REQUEST_TIMEOUT_MS};
use crate::engine::input::{HttpResponse, RequestFailure, RequestId};
use crate::engine::output::{HttpRequest, LogLevel, Output};
use crate::engine::retry::NextTry;
use crate::engine::secret::Secret;
use crate::engine::time::Timestamp;
use crate::engine::timers::Timer;
use crate::engine::token::{AccessToken, TokenKeeper};
use std::mem;

/// The most requests in a minute. With the token requests there are fewer than 60 (N11).
pub(super) const BUDGET: usize = 45;
pub(super) const BUDGET_MS: u64 = 60_000;

/// The result of a request, for the code that sent it.
#[derive(Debug)]
pub(super) enum Outcome {
    /// 2xx, with its body. A caller that can read it calls [`Api::succeed`].
    Done(String),
    /// 404.
    Gone,
    /// 403, with its body.
    Forbidden(String),
    /// Another error status, with the error text: the same request would fail again.
    Refused(u16, String),
    /// The request must be sent again when the pause is over.
    Retry,
}

/// Why no request is sent for some time.
#[derive(Clone, Copy, Debug)]
enum Pause {
    /// A 429, or the budget.
    Limit,
    /// An error status that a retry alone does not fix.
    Refusal,
    /// The backoff of S4.
    Backoff,
}

#[derive(Debug)]
struct InFlight {
    id: RequestId,
    call: Call,
    generation: u32,
    ends_at: Timestamp,
    /// A socket has opened since it was sent: a failure says nothing about the network now.
    outdated: bool,
}

/// Sends requests and handles their status.
#[derive(Debug, Default)]
pub(super) struct Api {
    in_flight: Vec<InFlight>,
    /// No request before this time, which a 429 or the budget set. Nothing shortens it.
    pub(super) limited_until: Option<Timestamp>,
    /// No request but those of actions before this time: the server has refused one. Nothing shortens it.
    refused_until: Option<Timestamp>,
    /// No request before this time, by S4. The return of the network and `retry()` shorten it.
    retry_at: Option<Timestamp>,
    /// How many answers in a row were 401, of any request (T10).
    pub(super) refused: u32,
    pub(super) sent_at: Vec<Timestamp>,
    error: Option<(Call, PublicError)>,
}

impl Api {
    /// Returns until when no request is sent; `None` if one may be sent now.
    pub(super) fn paused_until(&self) -> Option<Timestamp> {
        self.fixed_until().max(self.retry_at)
    }

    /// Returns until when no request is sent whatever the network does.
    fn fixed_until(&self) -> Option<Timestamp> {
        self.limited_until.max(self.refused_until)
    }

    /// Returns when the next request may be sent; `None` if one may be sent now.
    pub(super) fn next_try(&self) -> Option<NextTry> {
        let can_hasten = self.retry_at > self.fixed_until();
        self.paused_until().map(|at| NextTry { at, can_hasten })
    }

    pub(super) fn is_pending(&self, call: Call) -> bool {
        self.in_flight.iter().any(|request| request.call == call)
    }

    pub(super) fn is_busy(&self) -> bool {
        !self.in_flight.is_empty()
    }

    /// Returns the last reported error until it is fixed.
    pub(super) fn error(&self) -> Option<&PublicError> {
        self.error.as_ref().map(|(_, error)| error)
    }

    /// Returns whether a request may be sent now. If the budget is used up, the pause starts.
    pub(super) fn may_send(&mut self, cx: &mut Context) -> bool {
        if self.paused_until().is_some() {
            return false;
        }
        self.sent_at.retain(|at| cx.now() - *at < BUDGET_MS);
        if self.sent_at.len() < BUDGET {
            return true;
        }
        let frees_at = self.sent_at.first().map_or(cx.now(), |oldest| *oldest + BUDGET_MS);
        cx.log(LogLevel::Warn, "many requests in a minute: the next one waits");
        self.pause_for(cx, frees_at - cx.now(), Pause::Limit);
        false
    }

    /// Sends a request with the token in its header.
    pub(super) fn send(
        &mut self,
        cx: &mut Context,
        token: &AccessToken,
        generation: u32,
        call: Call,
        request: (&'static str, String, Option<String>),
    ) {
        let id = self.emit(cx, token, request);
        self.in_flight.push(InFlight { id, call, generation, ends_at: cx.now() + REQUEST_TIMEOUT_MS, outdated: false });
        self.arm(cx);
    }

    /// Sends a request with the token in its header, and counts it.
    pub(super) fn emit(
        &mut self,
        cx: &mut Context,
        token: &AccessToken,
        (method, path, body): (&'static str, String, Option<String>),
    ) -> RequestId {
        let id = cx.next_request();
        let mut headers = vec![("Authorization", Secret::new(["Bearer ", token.secret.expose()].concat()))];
        if body.is_some() {
            headers.push(("Content-Type", Secret::new("application/json")));
        }
        self.sent_at.push(cx.now());
        let url = cx.config.api_endpoint(&path);
        cx.emit(Output::Request(id, HttpRequest { method, url, headers, body: body.map(Secret::new), shared: false }));
        id
    }

    /// Handles an answer. `None` if no request with this id is pending (S7).
    pub(super) fn handle_answer(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        id: RequestId,
        result: Result<HttpResponse, RequestFailure>,
        stable: bool,
    ) -> Option<(Call, u32, Outcome)> {
        let at = self.in_flight.iter().position(|request| request.id == id)?;
        let request = self.in_flight.remove(at);
        self.arm(cx);
        let call = request.call;
        let response = match result {
            Ok(response) => response,
            Err(failed) => {
                let words = http_limits::error_text(&token.redact(cx, &failed.message));
                self.handle_no_answer(cx, &request, &words);
                return Some((call, request.generation, Outcome::Retry));
            }
        };
        Some((
            call,
            request.generation,
            match response.status {
                200..300 => {
                    self.refused = 0;
                    Outcome::Done(response.body)
                }
                401 => {
                    self.handle_unauthorized(cx, token, call, request.generation, stable);
                    Outcome::Retry
                }
                403 => Outcome::Forbidden(response.body),
                404 => Outcome::Gone,
                429 => {
                    self.handle_rate_limit(cx, call, &response);
                    Outcome::Retry
                }
                408 | 500.. => {
                    let words = http_limits::error_text(&token.redact(cx, &response.body));
                    self.fail(cx, call, &api_errors::answered(&cx.config, call, response.status, &words));
                    Outcome::Retry
                }
                status => Outcome::Refused(status, http_limits::error_text(&token.redact(cx, &response.body))),
            },
        ))
    }

    /// Cancels the requests that had no answer in time.
    pub(super) fn handle_overdue(&mut self, cx: &mut Context) {
        while let Some(at) = self.in_flight.iter().position(|request| request.ends_at <= cx.now()) {
            let request = self.in_flight.remove(at);
            cx.emit(Output::Cancel(request.id));
            self.handle_no_answer(cx, &request, "none in 15 s");
        }
        self.arm(cx);
    }

    /// Cancels the pending requests of this kind, whose answers would be out of date (S7).
    pub(super) fn abandon(&mut self, cx: &mut Context, call: Call) {
        while let Some(at) = self.in_flight.iter().position(|request| request.call == call) {
            cx.emit(Output::Cancel(self.in_flight.remove(at).id));
        }
        self.arm(cx);
    }

    /// Notes a successful request.
    pub(super) fn succeed(&mut self, cx: &mut Context, call: Call) {
        self.error.take_if(|(of, _)| *of == call);
        cx.failures.succeed(call.part());
    }

    /// Ends the pause.
    pub(super) fn handle_pause_over(&mut self) {
        (self.limited_until, self.refused_until, self.retry_at) = (None, None, None);
    }

    /// Ends the pause of S4: a socket has opened, so the network works. A pause that the server named stays.
    pub(super) fn handle_opened(&mut self, cx: &mut Context) {
        self.retry_at = None;
        for request in &mut self.in_flight {
            request.outdated = true;
        }
        self.rearm(cx);
    }

    /// Prolongs a pause that the server named by the time that the computer slept. A clock that was set forward looks
    /// the same as sleep (T4).
    pub(super) fn handle_sleep(&mut self, cx: &mut Context, slept_ms: u64) {
        self.limited_until = self.limited_until.map(|until| until + slept_ms);
        self.refused_until = self.refused_until.map(|until| until + slept_ms);
        // A stopped engine has no pause timer, and does not handle one.
        if cx.timers.get(Timer::ApiPause).is_some() {
            self.rearm(cx);
        }
    }

    /// Shortens the pause of S4 when the network is back (S10).
    pub(super) fn handle_online(&mut self, cx: &mut Context) {
        if self.retry_at.is_some() {
            let soon = cx.now() + cx.rng.u64(..=backoff::ONLINE_SPREAD_MS);
            self.hasten(cx, soon);
        }
    }

    /// Ends the pause of S4 at `at`, unless it ends earlier (S10, S14). Returns whether a request may be sent sooner.
    pub(super) fn hasten(&mut self, cx: &mut Context, at: Timestamp) -> bool {
        let before = self.paused_until();
        self.retry_at = self.retry_at.map(|until| until.min(at));
        self.rearm(cx);
        self.paused_until() < before
    }

    /// Notes an error that a retry alone does not fix. It is reported at once, and the request is sent again after the
    /// longest backoff.
    pub(super) fn note_refusal(&mut self, cx: &mut Context, call: Call, error: PublicError) {
        let ms = backoff::at_least_ms(cx.config.backoff.max_ms, &mut cx.rng);
        self.note(cx, call, &error, Urgency::AtOnce);
        self.pause_for(cx, ms, Pause::Refusal);
    }

    /// Cancels all pending requests. A pause that the server named stays (T4).
    pub(super) fn cancel(&mut self, cx: &mut Context) {
        for request in mem::take(&mut self.in_flight) {
            cx.emit(Output::Cancel(request.id));
        }
        self.error = None;
        self.refused = 0;
        self.retry_at = None;
        cx.timers.stop(Timer::Request);
    }

    /// Sets or stops the timer of the pause.
    pub(super) fn rearm(&self, cx: &mut Context) {
        match self.paused_until() {
            Some(until) => cx.timers.set(Timer::ApiPause, until),
            None => cx.timers.stop(Timer::ApiPause),
        }
    }

    /// Handles a 401: the token is discarded (T10). The first one on a stable connection is followed by a new token at
    /// once, others by the wait of S4.
    fn handle_unauthorized(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        call: Call,
        generation: u32,
        stable: bool,
    ) {
        if generation == token.generation() {
            token.discard(cx);
        }
        if self.refused > 0 || cx.failures.in_a_row(call.part()) > 0 || !stable {
            self.wait(cx, call, false);
        }
        self.refused = self.refused.saturating_add(1);
        let error = api_errors::unauthorized(&cx.config, call);
        self.note(cx, call, &error, Urgency::ThirdInARow);
    }

    fn handle_rate_limit(&mut self, cx: &mut Context, call: Call, response: &HttpResponse) {
        let limited = cx.failures.in_a_row(call.part()).saturating_add(1);
        let ms = self.pause_by_server(cx, response, limited);
        let urgency = if ms > LONG_WAIT_MS { Urgency::AtOnce } else { Urgency::ThirdInARow };
        let error = api_errors::rate_limited(call, ms);
        self.note(cx, call, &error, urgency);
    }

    /// Pauses as a 429 asks. `limited`: how many there were in a row. Returns for how long, in ms.
    pub(super) fn pause_by_server(&mut self, cx: &mut Context, response: &HttpResponse, limited: u32) -> u64 {
        let named_ms = http_limits::named_wait_ms(response, cx.wall(), limited);
        let ms = backoff::at_least_ms(named_ms, &mut cx.rng);
        cx.log(LogLevel::Warn, format!("API: 429, next request in {ms} ms"));
        self.pause_for(cx, ms, Pause::Limit);
        ms
    }

    /// Handles a request that got no answer. It is sent again at once if a socket has opened meanwhile, else after the wait of S4.
    fn handle_no_answer(&mut self, cx: &mut Context, request: &InFlight, words: &str) {
        let error = api_errors::no_answer(&cx.config, request.call, words);
        if !request.outdated {
            self.wait(cx, request.call, false);
        }
        self.note(cx, request.call, &error, Urgency::ThirdInARow);
    }

    fn fail(&mut self, cx: &mut Context, call: Call, error: &PublicError) {
        self.wait(cx, call, error.status.is_some());
        self.note(cx, call, error, Urgency::ThirdInARow);
    }

    /// Reports an error that a retry alone does not fix, without a pause: no other request depends on this one.
    pub(super) fn report(&mut self, cx: &mut Context, call: Call, error: &PublicError) {
        self.note(cx, call, error, Urgency::AtOnce);
    }

    fn note(&mut self, cx: &mut Context, call: Call, error: &PublicError, urgency: Urgency) {
        if cx.fail(call.part(), error, urgency) {
            self.error = Some((call, error.clone()));
        }
    }

    /// Pauses for the backoff of S4.
    fn wait(&mut self, cx: &mut Context, call: Call, server_side: bool) {
        let options = cx.config.backoff;
        let failed = cx.failures.in_a_row(call.part());
        let attempt = if cx.page.online { failed } else { u32::MAX };
        let mut ms = backoff::reconnect_ms(&options, attempt, &mut cx.rng);
        if server_side && failed == 0 {
            ms = ms.saturating_add(cx.rng.u64(..=backoff::SERVER_SPREAD_MS));
        }
        self.pause_for(cx, ms, Pause::Backoff);
    }

    /// Pauses for at least `ms`; a longer pause stays.
    fn pause_for(&mut self, cx: &mut Context, ms: u64, pause: Pause) {
        let wait = match pause {
            Pause::Limit => &mut self.limited_until,
            Pause::Refusal => &mut self.refused_until,
            Pause::Backoff => &mut self.retry_at,
        };
        *wait = (*wait).max(Some(cx.now() + ms));
        self.rearm(cx);
    }

    /// Pauses for the backoff of S4 without a failed request: tokens are revoked again and again (T10).
    pub(super) fn back_off(&mut self, cx: &mut Context, failed: u32) {
        let ms = backoff::reconnect_ms(&cx.config.backoff, failed, &mut cx.rng);
        self.pause_for(cx, ms, Pause::Backoff);
    }

    fn arm(&self, cx: &mut Context) {
        match self.in_flight.iter().map(|request| request.ends_at).min() {
            Some(at) => cx.timers.set(Timer::Request, at),
            None => cx.timers.stop(Timer::Request),
        }
    }
}
