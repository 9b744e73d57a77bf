//! What an agent does with a ring: one request, a deadline, and in doubt the list of conversations decides (C1–C5).

pub(crate) mod errors;
mod request;

use super::action_api::ActionResponse;
use super::api::Api;
use super::rings::{LegState, Rings};
use crate::engine::action_io::{ActionError, CallId, PhoneAnswer, ToastAction};
use crate::engine::context::Context;
use crate::engine::input::{HttpResponse, RequestFailure, RequestId};
use crate::engine::output::{LogLevel, Output};
use crate::engine::snapshot::Toast;
use crate::engine::time::Timestamp;
use crate::engine::timers::Timer;
use crate::engine::toasts::{Toasts, VOICE};
use crate::engine::token::TokenKeeper;
use errors::Doubt;
use request::Operation;
use std::rc::Rc;

/// How long an action may take: voice, and other media (C1), in ms.
const VOICE_MS: u64 = 5_000;
const OTHER_MEDIA_MS: u64 = 10_000;

/// How long before the end of a ring its action must be decided (C1), and how much time it has at least, in ms.
const BEFORE_END_MS: u64 = 1_000;
const LEAST_MS: u64 = 1_000;

/// How long the list of conversations may take that decides in doubt, in ms.
const LIST_MS: u64 = 3_000;

/// The most requests of one operation: a second one follows only a 401, a 429 or a failure after which it still rings
/// (C4).
const MAX_REQUESTS: u32 = 2;

/// The actions that are pending: at most one for each ring (C5).
#[derive(Debug, Default)]
pub(super) struct Actions {
    pending: Vec<Pending>,
    /// Actions that were ended while nothing else could be changed: their toasts and legs do not know of it yet.
    ended: Vec<Pending>,
}

#[derive(Debug)]
struct Pending {
    /// The calls that wait for it.
    calls: Vec<CallId>,
    action: ToastAction,
    toast: Rc<Toast>,
    operation: Operation,
    /// How many requests of this operation were sent.
    sent: u32,
    /// Until when it must have happened. Then the list decides.
    ends_at: Timestamp,
    step: Step,
}

/// What a pending action does.
#[derive(Debug)]
enum Step {
    /// A request is sent as soon as there is a token.
    Due,
    /// A request is sent at this time, which the server named (N11).
    Limited(Timestamp),
    /// The API is asked, with the token of this generation.
    Sent { id: RequestId, generation: u32 },
    /// The app's softphone is asked.
    AtPhone(RequestId),
    /// It was accepted: the agent's part must change now.
    Accepted,
    /// A list decides that is requested after this number of lists; without one by `until` nothing more is known.
    Listing { doubt: Doubt, after: Option<u64>, until: Timestamp },
    /// It failed.
    Failed(ActionError),
}

impl Actions {
    /// Returns whether the list of conversations is to decide.
    pub(super) fn await_list(&self) -> bool {
        self.pending.iter().any(|pending| matches!(pending.step, Step::Listing { .. }))
    }

    /// Returns whether a list must be requested now: once for each doubt.
    pub(super) fn take_need(&mut self, lists_sent: u64) -> bool {
        let mut needed = false;
        for pending in &mut self.pending {
            if let Step::Listing { after, .. } = &mut pending.step
                && after.is_none()
            {
                *after = Some(lists_sent);
                needed = true;
            }
        }
        needed
    }

    /// Begins an action, or joins the same one that is pending.
    pub(super) fn begin(
        &mut self,
        cx: &mut Context,
        toasts: &mut Toasts,
        rings: &mut Rings,
        call: CallId,
        (action, toast_id): (ToastAction, &str),
    ) {
        if let Some(pending) = self.pending.iter_mut().find(|pending| pending.toast.id == toast_id) {
            if pending.action == action {
                pending.calls.push(call);
            } else {
                let error = errors::busy(pending.action);
                cx.emit(Output::ActionSettled(call, Some(error)));
            }
            return;
        }
        let Some(toast) = toasts.get(toast_id) else {
            return cx.emit(Output::ActionSettled(call, Some(errors::no_toast())));
        };
        if !toast.actions.contains(&action) {
            return cx.emit(Output::ActionSettled(call, Some(errors::not_enabled(action))));
        }
        let is_voice = toast.media_type == VOICE;
        let before_end =
            toasts.alerting_until(toast_id).map_or(u64::MAX, |until| until.before(BEFORE_END_MS) - cx.now());
        let allowed_ms = if is_voice { VOICE_MS.min(before_end).max(LEAST_MS) } else { OTHER_MEDIA_MS };
        let leg = toast.leg.as_ref().map_or("", |leg| leg.participant_id.as_str());
        let direct = is_voice && rings.is_direct(&toast.conversation_id, leg);
        rings.set_acting(&toast.conversation_id, leg, true);
        toasts.set_pending(cx, toast_id, Some(action));
        cx.log(LogLevel::Info, format!("toast {toast_id}: {}", action.as_str()));
        let step = if is_voice {
            let id = cx.next_request();
            cx.emit(Output::AskPhone(id, action, Rc::clone(&toast)));
            Step::AtPhone(id)
        } else {
            Step::Due
        };
        let operation = Operation::of(action, direct);
        let ends_at = cx.now() + allowed_ms;
        self.pending.push(Pending { calls: vec![call], action, toast, operation, sent: 0, ends_at, step });
    }

    /// Sends the requests that are due.
    pub(super) fn drive(&mut self, cx: &mut Context, token: &mut TokenKeeper, api: &mut Api) {
        for pending in &mut self.pending {
            if !matches!(pending.step, Step::Due) {
                continue;
            }
            if let Some(until) = api.action_limited_until(cx) {
                let in_time = until < pending.ends_at;
                let error = || Step::Failed(errors::rate_limited(until - cx.now()));
                pending.step = if in_time { Step::Limited(until) } else { error() };
                continue;
            }
            let generation = token.generation();
            let Some(access_token) = token.usable(cx) else {
                token.request(cx);
                continue;
            };
            pending.sent += 1;
            let id = api.send_action(cx, access_token, pending.operation.request(&pending.toast));
            pending.step = Step::Sent { id, generation };
        }
    }

    /// Returns whether an action waits for this answer.
    pub(super) fn waits_for(&self, id: RequestId) -> bool {
        self.pending.iter().any(|pending| pending.sent_as(id).is_some())
    }

    /// Handles the answer to a request of an action.
    pub(super) fn handle_answer(
        &mut self,
        cx: &mut Context,
        token: &mut TokenKeeper,
        api: &mut Api,
        id: RequestId,
        result: Result<HttpResponse, RequestFailure>,
    ) {
        let found = self.pending.iter_mut().find_map(|pending| Some((pending.sent_as(id)?, pending)));
        let Some((generation, pending)) = found else { return };
        let response = api.read_action(cx, token, generation, result);
        let again = pending.sent < MAX_REQUESTS;
        pending.step = match response {
            ActionResponse::Done(_) => Step::Accepted,
            ActionResponse::Unauthorized if again => Step::Due,
            ActionResponse::RateLimited(wait_ms) if again && cx.now() + wait_ms < pending.ends_at => {
                Step::Limited(cx.now() + wait_ms)
            }
            ActionResponse::RateLimited(wait_ms) => Step::Failed(errors::rate_limited(wait_ms)),
            ActionResponse::Forbidden(_) | ActionResponse::Refused(..) if pending.take_fallback() => Step::Due,
            ActionResponse::Forbidden(permissions) => {
                Step::Failed(errors::forbidden(pending.operation, permissions.as_deref()))
            }
            ActionResponse::Unauthorized => Step::listing(cx, Doubt::Unauthorized),
            ActionResponse::Refused(status, words) => Step::listing(cx, Doubt::Refused(status, words)),
            ActionResponse::Failed(status, words) => Step::listing(cx, Doubt::Failed(status, words)),
        };
    }

    /// Handles what the app's softphone did.
    pub(super) fn handle_phone(&mut self, cx: &mut Context, id: RequestId, answer: PhoneAnswer) {
        let asks = |pending: &&mut Pending| matches!(pending.step, Step::AtPhone(asked) if asked == id);
        let Some(pending) = self.pending.iter_mut().find(asks) else { return };
        match answer {
            PhoneAnswer::NotMine => pending.step = Step::Due,
            PhoneAnswer::Done => pending.step = Step::Accepted,
            PhoneAnswer::Failed(words) => pending.step = Step::listing(cx, Doubt::Phone(words)),
        }
    }

    /// Ends what is decided: by the agent's part in the conversation, by the list, or by the time. `last_list`: the
    /// number of the last complete list.
    pub(super) fn settle(&mut self, cx: &mut Context, toasts: &mut Toasts, rings: &mut Rings, last_list: u64) {
        for pending in std::mem::take(&mut self.ended) {
            pending.release(cx, toasts, rings);
        }
        let mut at = 0;
        while let Some(pending) = self.pending.get_mut(at) {
            // Here, not where it is sent: that may have to wait for the user of a new token.
            if matches!(pending.step, Step::Limited(until) if until <= cx.now()) {
                pending.step = Step::Due;
            }
            match pending.outcome(cx, rings, last_list) {
                Some(outcome) => {
                    let pending = self.pending.remove(at);
                    pending.end(cx, toasts, rings, outcome);
                }
                None => at += 1,
            }
        }
        match self.pending.iter().map(Pending::next_change).min() {
            Some(at) => cx.timers.set(Timer::Action, at),
            None => cx.timers.stop(Timer::Action),
        }
    }

    /// Ends all: nothing runs any more (S9). `abort`: whether requests end, too. The page that is left lets them go on.
    pub(super) fn stop(&mut self, cx: &mut Context, abort: bool) {
        for pending in std::mem::take(&mut self.pending) {
            if abort {
                pending.abort(cx);
            }
            pending.report(cx, &Err(ActionError::client_stopped()));
            self.ended.push(pending);
        }
        cx.timers.stop(Timer::Action);
    }
}

impl Step {
    fn listing(cx: &Context, doubt: Doubt) -> Self {
        Self::Listing { doubt, after: None, until: cx.now() + LIST_MS }
    }
}

impl Pending {
    fn is_voice(&self) -> bool {
        self.toast.media_type == VOICE
    }

    fn participant(&self) -> &str {
        self.toast.leg.as_ref().map_or("", |leg| leg.participant_id.as_str())
    }

    /// Returns the generation of the token with which this request was sent, if it is its own.
    fn sent_as(&self, id: RequestId) -> Option<u32> {
        if let Step::Sent { id: sent, generation } = self.step
            && sent == id
        {
            return Some(generation);
        }
        None
    }

    /// Takes the other way, if there is one (C3). Returns whether there is.
    fn take_fallback(&mut self) -> bool {
        let Some(operation) = self.operation.fallback() else { return false };
        (self.operation, self.sent) = (operation, 0);
        true
    }

    /// Returns what became of it; `None` while that is open.
    fn outcome(&mut self, cx: &mut Context, rings: &Rings, last_list: u64) -> Option<Result<(), ActionError>> {
        let leg = rings.leg_state(&self.toast.conversation_id, self.participant());
        match (self.action, leg) {
            (ToastAction::Answer, LegState::Connected) | (ToastAction::Decline, LegState::Ended { .. }) => {
                return Some(Ok(()));
            }
            (ToastAction::Decline, LegState::Connected) => return Some(Err(errors::too_late(self.action, true))),
            (ToastAction::Answer, LegState::Ended { by_colleague }) => {
                return Some(Err(errors::too_late(self.action, by_colleague)));
            }
            (ToastAction::Answer | ToastAction::Decline, LegState::Alerting) => {}
        }
        match &self.step {
            Step::Failed(error) => return Some(Err(error.clone())),
            Step::Listing { doubt, after, until } => {
                let confirmed = after.is_some_and(|after| last_list > after);
                if !confirmed && cx.now() < *until {
                    return None;
                }
                let again = confirmed && self.sent < MAX_REQUESTS && cx.now() < self.ends_at;
                if let (Doubt::Failed(..), true) = (doubt, again) {
                    self.step = Step::Due;
                    return None;
                }
                return Some(Err(errors::in_doubt(self.action, self.operation, self.is_voice(), doubt, confirmed)));
            }
            _ if cx.now() < self.ends_at => return None,
            Step::Due => return Some(Err(errors::no_token())),
            Step::Limited(until) => return Some(Err(errors::rate_limited(*until - cx.now()))),
            Step::Accepted | Step::Sent { .. } | Step::AtPhone(_) => {}
        }
        self.abort(cx);
        let doubt = if matches!(self.step, Step::Accepted) { Doubt::Accepted } else { Doubt::NoAnswer };
        self.step = Step::listing(cx, doubt);
        None
    }

    fn next_change(&self) -> Timestamp {
        match self.step {
            Step::Listing { until, .. } => until,
            Step::Limited(until) => until.min(self.ends_at),
            Step::Due | Step::Sent { .. } | Step::AtPhone(_) | Step::Accepted | Step::Failed(_) => self.ends_at,
        }
    }

    fn abort(&self, cx: &mut Context) {
        match self.step {
            Step::Sent { id, .. } => cx.emit(Output::Cancel(id)),
            Step::AtPhone(id) => cx.emit(Output::CancelPhone(id)),
            Step::Due | Step::Limited(_) | Step::Accepted | Step::Listing { .. } | Step::Failed(_) => {}
        }
    }

    fn end(self, cx: &mut Context, toasts: &mut Toasts, rings: &mut Rings, outcome: Result<(), ActionError>) {
        self.abort(cx);
        self.release(cx, toasts, rings);
        self.report(cx, &outcome);
    }

    /// Notes that nothing is pending any more.
    fn release(&self, cx: &mut Context, toasts: &mut Toasts, rings: &mut Rings) {
        rings.set_acting(&self.toast.conversation_id, self.participant(), false);
        toasts.set_pending(cx, &self.toast.id, None);
    }

    fn report(&self, cx: &mut Context, outcome: &Result<(), ActionError>) {
        let (id, verb) = (&self.toast.id, self.action.as_str());
        match outcome {
            Ok(()) => cx.log(LogLevel::Info, format!("toast {id}: {verb} succeeded")),
            Err(error) => cx.log(LogLevel::Warn, format!("toast {id}: {verb} failed: {}", error.message)),
        }
        for call in &self.calls {
            cx.emit(Output::ActionSettled(*call, outcome.clone().err()));
        }
    }
}
