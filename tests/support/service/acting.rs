//! The agent answers and declines, and the server does what it is asked for, or not (C1–C5).

use super::faults::assert_clean;
use super::{Asked, Event, Service};
use crate::support::channel::{call, ended_leg, leg};
use genesys_toasts::engine::action_io::{ActionError, FailureReason, PhoneAnswer, ToastAction};
use genesys_toasts::engine::{HttpRequest, HttpResponse, RequestId};
use genesys_toasts::{Input, Output};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// How long an answer of a call may take at the longest: 5 s, and 3 s for the list.
const LONGEST_MS: u64 = 8_000;

/// How much later than the server the desktop may know of something.
const LATE_MS: u64 = 1_000;

/// A call of the app that is not decided yet.
#[derive(Debug)]
struct Called {
    action: ToastAction,
    number: u64,
    at: u64,
}

/// What the requests for one ring have come to.
#[derive(Debug, Default)]
struct Asking {
    in_flight: Option<RequestId>,
    /// Whether one was accepted, as far as the desktop knows.
    accepted: bool,
    /// Whether the API has failed, and no list was requested since.
    in_doubt: bool,
    sent: u32,
}

/// What the agents do, and what the server's record says of it.
#[derive(Debug, Default)]
pub struct Acting {
    on: bool,
    calls: BTreeMap<u32, Called>,
    last: u32,
    asking: BTreeMap<u64, Asking>,
    /// Rings that the server has connected or ended for the agent, and when.
    answered: BTreeMap<u64, u64>,
    declined: BTreeMap<u64, u64>,
    /// When each ring was over for any other reason.
    over: BTreeMap<u64, u64>,
    pub settled: BTreeMap<&'static str, u64>,
    reasons: BTreeSet<FailureReason>,
}

impl Acting {
    /// How many calls ended so: `answer`, `decline` or `failed`.
    pub fn of(&self, outcome: &str) -> u64 {
        self.settled.get(outcome).copied().unwrap_or(0)
    }
}

/// The number of a conversation `c-7`.
fn number_of(conversation: &str) -> u64 {
    conversation.trim_start_matches("c-").parse().expect("a number")
}

/// The number of the conversation in the path of an action.
fn number_in(path: &str) -> Option<u64> {
    let (before, _) = path.split_once("/participants/")?;
    Some(number_of(before.rsplit('/').next()?))
}

impl Service {
    /// The agent acts on toasts from now on.
    pub fn let_agent_act(&mut self) {
        self.acting.on = true;
    }

    /// How many different reasons of failure there were.
    pub fn failure_reasons(&self) -> &BTreeSet<FailureReason> {
        &self.acting.reasons
    }

    /// The agent answers or declines a toast now and then, some with a double click.
    pub(super) fn act(&mut self) {
        let toasts = self.desk.snapshot().toasts;
        if !self.acting.on || toasts.is_empty() || self.between(0, 1) == 0 {
            return;
        }
        let toast = &toasts[self.between(0, toasts.len() as u64 - 1) as usize];
        let action = if self.between(0, 2) == 0 { ToastAction::Decline } else { ToastAction::Answer };
        for _ in 0..=self.between(0, 1) {
            self.acting.last += 1;
            let call = self.acting.last;
            let called = Called { action, number: number_of(&toast.conversation_id), at: self.now() };
            self.acting.calls.insert(call, called);
            self.desk.input(Input::Act(call, action, toast.id.clone()));
        }
    }

    /// Notes what the desktop asks for.
    pub(super) fn see_action(&mut self, output: &Output) {
        match output {
            Output::Request(id, request) => self.see_request(*id, request),
            Output::Cancel(id) => {
                for asking in self.acting.asking.values_mut() {
                    asking.in_flight.take_if(|sent| sent == id);
                }
            }
            Output::AskPhone(id, ..) => self.plan(0, Event::Phone(*id)),
            Output::ActionSettled(call, error) => self.see_settled(*call, error.as_ref()),
            _ => {}
        }
    }

    pub(super) fn answer_phone(&mut self, id: RequestId) {
        self.desk.input(Input::Phone(id, PhoneAnswer::NotMine));
    }

    fn see_request(&mut self, id: RequestId, request: &HttpRequest) {
        if request.url.ends_with("/conversations") {
            self.acting.asking.values_mut().for_each(|asking| asking.in_doubt = false);
        }
        let Some(number) = number_in(&request.url) else { return };
        let asking = self.acting.asking.entry(number).or_default();
        assert_eq!(asking.in_flight, None, "two requests at once for c-{number}");
        assert!(!asking.accepted, "another request for c-{number}, after one was accepted");
        assert!(!asking.in_doubt, "another request for c-{number} before the list was asked what became of the first");
        asking.in_flight = Some(id);
        asking.sent += 1;
        assert!(asking.sent <= 2, "three requests for one action of c-{number}");
    }

    /// The desktop gets the answer to a request.
    pub(super) fn see_answer(&mut self, id: RequestId, answer: Option<&HttpResponse>) {
        let Some(asking) = self.acting.asking.values_mut().find(|asking| asking.in_flight == Some(id)) else { return };
        asking.in_flight = None;
        asking.accepted = answer.is_some_and(|answer| (200..300).contains(&answer.status));
        asking.in_doubt = answer.is_none_or(|answer| answer.status >= 500);
    }

    /// A call is decided: once, in time, and as the server's record says.
    fn see_settled(&mut self, call: u32, error: Option<&ActionError>) {
        let Called { action, number, at } = self.acting.calls.remove(&call).expect("a call is decided twice");
        let now = self.now();
        assert!(now - at <= LONGEST_MS + 50, "c-{number} was decided {} ms after the click", now - at);
        // The next click of the agent is another action.
        self.acting.asking.remove(&number);
        let answered = self.acting.answered.get(&number);
        let over = self.acting.declined.get(&number).or(self.acting.over.get(&number));
        *self.acting.settled.entry(if error.is_none() { action.as_str() } else { "failed" }).or_default() += 1;
        let Some(error) = error else {
            match action {
                ToastAction::Answer => {
                    assert!(answered.is_some(), "c-{number} was not answered, though the call succeeded")
                }
                // A conversation that is over is not in the record any more.
                ToastAction::Decline => assert!(
                    over.is_some() || !self.calls.contains_key(&number),
                    "c-{number} was not declined, though the call succeeded"
                ),
            }
            return;
        };
        assert_clean(&error.message);
        self.acting.reasons.insert(error.reason);
        match error.reason {
            FailureReason::Gone => assert!(over.is_some() || answered.is_some(), "c-{number} is not gone"),
            FailureReason::AlreadyAnswered => assert!(answered.is_some(), "c-{number} was answered by nobody"),
            FailureReason::PhoneCannot => {
                let since = answered.or(over).copied().unwrap_or(now);
                assert!(now - since <= LATE_MS, "c-{number} had not been ringing for {} ms", now - since);
            }
            _ => {}
        }
    }

    /// The server is asked to change a ring. Its record, its answer, and whether that comes, are drawn from the seed.
    pub(super) fn change_ring(&mut self, asked: &Asked, owner: &str) -> Option<HttpResponse> {
        let number = number_in(&asked.path)?;
        let rings = self.calls.get(&number).is_some_and(|call| call.rings && call.user == owner);
        let connect = asked.body.contains("\"connected\"");
        let (status, effect) = match self.between(0, 9) {
            _ if !rings => (404, false),
            0 => (202, false),
            1 => (409, false),
            2 => (503, true),
            3 => (503, false),
            _ => (202, true),
        };
        if effect {
            self.set_leg(number, connect);
        }
        // One in eight answers is lost.
        let lost = self.between(0, 7) == 0;
        let body = json!({ "message": format!("{} is what you sent", asked.token) }).to_string();
        (!lost).then(|| HttpResponse { status, body, ..HttpResponse::default() })
    }

    fn set_leg(&mut self, number: u64, connect: bool) {
        let (id, now) = (format!("c-{number}"), self.now());
        let Some(ringing) = self.calls.get(&number) else { return };
        let (me, user) = (format!("{id}-me"), ringing.user);
        self.watch_end(number);
        let record = if connect { &mut self.acting.answered } else { &mut self.acting.declined };
        record.insert(number, now);
        let my_leg = if connect { leg(&me, user, "connected") } else { ended_leg(&me, user, "client") };
        let conversation = call(&id, &[my_leg]);
        self.send_conversation(&conversation, user);
        if let (true, Some(call)) = (connect, self.calls.get_mut(&number)) {
            (call.conversation, call.rings) = (conversation, false);
        } else {
            self.calls.remove(&number);
        }
    }

    /// A ring is over for another reason. Returns whether the agent had changed it before.
    pub(super) fn note_over(&mut self, number: u64, answered: bool) -> bool {
        let now = self.now();
        if self.acting.declined.contains_key(&number) || self.acting.answered.contains_key(&number) {
            return true;
        }
        let record = if answered { &mut self.acting.answered } else { &mut self.acting.over };
        record.insert(number, now);
        false
    }

    /// Nothing is open that has had its time. Checked after each step.
    pub(super) fn check_calls(&self) {
        let now = self.now();
        for (call, called) in &self.acting.calls {
            assert!(now - called.at <= LONGEST_MS + 50, "call {call} for c-{} is not decided", called.number);
        }
    }

    /// At the end every call was decided.
    pub fn check_all_decided(&self) {
        assert!(self.acting.calls.is_empty(), "not decided: {:?}", self.acting.calls);
    }
}
