//! What an agent does with a ring, and what becomes of it, in virtual time (C1–C8).
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, unreachable_pub, reason = "a test")]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

#[path = "../support/mod.rs"]
mod support;

mod answer;
mod auto_answer;
mod decline;
mod failures;
mod offered;
mod phone;
mod routing_status;

use genesys_toasts::engine::action_io::{ActionError, FailureReason, OfferedActions, PhoneAnswer, ToastAction};
use genesys_toasts::engine::{HttpRequest, HttpResponse, RequestId, ToastId};
use genesys_toasts::{Config, Input, Output};
use serde_json::{Value, json};
use support::Desk;
use support::channel::{call, leg, mine, with_agent_exactly};

/// Options of a desktop whose agent can answer and decline.
pub fn with_actions() -> Config {
    Config { actions: OfferedActions(vec![ToastAction::Answer, ToastAction::Decline]), ..with_agent_exactly() }
}

/// A desktop that receives events, and whose agent can act. What was sent until then is forgotten.
pub fn desk() -> Desk {
    let mut desk = Desk::receiving_with(with_actions());
    desk.pass(5_000);
    desk.trace.clear();
    desk
}

/// A desktop that is rung by `c-1`, and the id of its toast.
pub fn ringing() -> (Desk, ToastId) {
    let mut desk = desk();
    let toast = desk.rung_by(&ring("c-1"));
    (desk, toast)
}

/// A queue's call that rings me for 20 s.
pub fn ring(id: &str) -> Value {
    in_queue(call(id, &[mine(&format!("{id}-me"), "alerting")]))
}

/// The same call with my leg in another state.
pub fn leg_is(id: &str, state: &str) -> Value {
    in_queue(call(id, &[mine(&format!("{id}-me"), state)]))
}

/// The legs of a conversation come from a queue.
pub fn in_queue(mut conversation: Value) -> Value {
    for participant in conversation["participants"].as_array_mut().expect("participants") {
        if participant["purpose"] == "agent" {
            participant["queueId"] = json!("queue-1");
        }
    }
    conversation
}

/// A conversation of another medium that rings me.
pub fn ring_of(medium: &str, id: &str) -> Value {
    let mut conversation = ring(id);
    for participant in conversation["participants"].as_array_mut().expect("participants") {
        let calls = participant.as_object_mut().expect("an object").remove("calls").expect("calls");
        participant[medium] = calls;
    }
    conversation
}

/// A colleague's leg.
pub fn colleague(id: &str, state: &str) -> Value {
    leg(&format!("{id}-colleague"), support::channel::COLLEAGUE, state)
}

/// Something that happens to a desktop.
pub type Happening = fn(&mut Desk);

/// What became of a call: `Ok`, or why it failed.
pub type Outcome = Result<(), FailureReason>;

impl Desk {
    /// An event of a conversation that rings, and the id of its toast.
    pub fn rung_by(&mut self, conversation: &Value) -> ToastId {
        self.event(conversation);
        self.shown().last().expect("a toast").id.clone()
    }

    pub fn answer_routing_status(&mut self, status: &str) {
        self.answer_api("/routingstatus", 200, &json!({ "userId": "me", "status": status }));
    }

    /// The agent acts; without a softphone.
    pub fn act(&mut self, call: u32, action: ToastAction, toast: &str) {
        self.act_by_phone(call, action, toast);
        for (id, ..) in self.asked_phone() {
            self.input(Input::Phone(id, PhoneAnswer::NotMine));
        }
    }

    /// The agent acts; where there is a call, the softphone is asked.
    pub fn act_by_phone(&mut self, call: u32, action: ToastAction, toast: &str) {
        self.input(Input::Act(call, action, toast.to_owned()));
    }

    /// What the softphone was asked for.
    pub fn asked_phone(&self) -> Vec<(RequestId, ToastAction, ToastId)> {
        self.outputs()
            .filter_map(|o| match o {
                Output::AskPhone(id, action, toast) => Some((*id, *action, toast.id.clone())),
                _ => None,
            })
            .collect()
    }

    /// The requests of actions, oldest first.
    pub fn action_requests(&self) -> Vec<(RequestId, HttpRequest)> {
        self.outputs()
            .filter_map(|o| if let Output::Request(id, request) = o { Some((*id, request.clone())) } else { None })
            .filter(|(_, request)| request.url.contains("/participants/"))
            .collect()
    }

    /// Method and path of each of them.
    pub fn action_paths(&self) -> Vec<String> {
        let path = |request: &HttpRequest| request.url.split("/api/v2/").nth(1).unwrap_or_default().to_owned();
        self.action_requests().iter().map(|(_, request)| format!("{} {}", request.method, path(request))).collect()
    }

    /// Answers the newest request of an action.
    pub fn respond_action(&mut self, response: HttpResponse) {
        let (id, _) = self.action_requests().pop().expect("a request of an action");
        self.input(Input::Answer(id, Ok(response)));
    }

    pub fn accept_action(&mut self) {
        self.respond_action(HttpResponse { status: 202, ..HttpResponse::default() });
    }

    pub fn refuse_action(&mut self, status: u16) {
        let body = json!({ "message": "the server's own words" }).to_string();
        self.respond_action(HttpResponse { status, body, ..HttpResponse::default() });
    }

    /// What became of the calls, in the order of their decisions.
    pub fn settled(&self) -> Vec<(u32, Outcome)> {
        self.settled_with().into_iter().map(|(call, error)| (call, error.map_or(Ok(()), |e| Err(e.reason)))).collect()
    }

    pub fn settled_with(&self) -> Vec<(u32, Option<ActionError>)> {
        self.outputs()
            .filter_map(
                |o| if let Output::ActionSettled(call, error) = o { Some((*call, error.clone())) } else { None },
            )
            .collect()
    }

    /// The error of the only call that was decided.
    pub fn action_error(&self) -> ActionError {
        let mut settled = self.settled_with();
        assert_eq!(settled.len(), 1, "{settled:?}");
        settled.remove(0).1.expect("an error")
    }
}
