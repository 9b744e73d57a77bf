//! A desktop on the Notifications API: its requests are answered by hand, or as an API that is well would.

use super::Desk;
use genesys_toasts::engine::alerts::AlertOptions;
use genesys_toasts::engine::config::{BackoffOptions, Jitter, Source};
use genesys_toasts::engine::{HttpRequest, HttpResponse, RequestFailure, RequestId, Secret, SocketId};
use genesys_toasts::{Config, Input, Output};
use serde_json::{Value, json};

pub const ME: &str = "f6fadfa7-e5c1-4b62-9362-da5cc13da58a";
pub const COLLEAGUE: &str = "2c63888f-28f0-4481-be6d-dce7a7ace732";

/// Options of a desktop with a user's token.
pub fn with_agent() -> Config {
    Config { app_tokens: true, alerts: AlertOptions::off(), ..Config::of_source(Source::Notifications) }
}

/// The same with every wait exact.
pub fn with_agent_exactly() -> Config {
    let backoff = BackoffOptions { jitter: Jitter::None, ..BackoffOptions::default() };
    Config { backoff, ..with_agent() }
}

/// The answer that takes all topics of a request.
pub fn accepted_topics(topics: &str) -> Value {
    let topics: Vec<Value> = serde_json::from_str(topics).expect("a list of topics");
    let entities: Vec<Value> = topics.iter().map(|topic| json!({ "id": topic["id"], "state": "Permitted" })).collect();
    json!({ "entities": entities })
}

/// What an API that is well answers, in the shape of its own examples.
pub fn channel_body(id: &str) -> Value {
    json!({ "id": id, "connectUri": format!("wss://streaming.example/channels/{id}"), "expires": "2026-11-24T08:00:00.000Z" })
}

impl Desk {
    /// A desktop that receives events: its channel has its topics, and the list, which was empty, is merged. Its trace
    /// is empty.
    pub fn receiving() -> Self {
        Self::receiving_with(with_agent_exactly())
    }

    pub fn receiving_with(config: Config) -> Self {
        let app_tokens = config.app_tokens;
        let mut desk = Self::new(config);
        desk.start();
        desk.answer_stored_channel(None);
        if app_tokens {
            desk.app_returns("token-1");
            desk.answer_api("users/me", 200, &json!({ "id": ME }));
        } else {
            desk.grant("token-1", 86_400);
        }
        desk.answer_channel("channel-1");
        desk.answer_topics();
        if !desk.requests_to("/conversations").is_empty() {
            desk.answer_list(&[]);
        }
        if !desk.requests_to("/routingstatus").is_empty() {
            desk.answer_api("/routingstatus", 200, &json!({ "status": "IDLE" }));
        }
        desk.trace.clear();
        desk
    }

    /// `getToken` gives a token, and the API says that it is mine.
    pub fn app_returns_own_token(&mut self, token: &str) {
        self.app_returns(token);
        self.answer_api("users/me", 200, &json!({ "id": ME }));
    }

    /// The channel is made and its socket opens.
    pub fn answer_channel(&mut self, id: &str) -> SocketId {
        self.answer_api("notifications/channels", 200, &channel_body(id));
        let socket = self.opening();
        self.open(socket);
        socket
    }

    /// The topics are taken.
    pub fn answer_topics(&mut self) {
        let (id, request) = self.requests_to("subscriptions").pop().expect("a request of the subscriptions");
        let body = accepted_topics(request.body.as_ref().expect("topics").expose()).to_string();
        self.input(Input::Answer(id, Ok(HttpResponse { status: 200, body, ..HttpResponse::default() })));
    }

    /// The list has these conversations.
    pub fn answer_list(&mut self, conversations: &[Value]) {
        let total = conversations.len();
        self.answer_api("/conversations", 200, &json!({ "entities": conversations, "total": total, "pageCount": 1 }));
    }

    /// The tab's storage gives this record.
    pub fn answer_stored_channel(&mut self, record: Option<&str>) {
        self.input(Input::StoredChannel(record.map(Secret::new)));
    }

    /// Answers the newest request whose address ends so.
    pub fn answer_api(&mut self, end: &str, status: u16, body: &Value) {
        self.respond_api(end, HttpResponse { status, body: body.to_string(), ..HttpResponse::default() });
    }

    pub fn respond_api(&mut self, end: &str, response: HttpResponse) {
        let id = self.newest(end);
        self.input(Input::Answer(id, Ok(response)));
    }

    /// The newest request whose address ends so gets no answer.
    pub fn fail_api(&mut self, end: &str) {
        let id = self.newest(end);
        self.input(Input::Answer(id, Err(RequestFailure { message: "Failed to fetch".into() })));
    }

    /// A conversation frame on the live socket.
    pub fn event(&mut self, conversation: &Value) {
        let live = self.newest_socket();
        self.text(live, &frame(conversation));
    }

    /// A system frame on the live socket.
    pub fn system(&mut self, topic: &str) {
        let live = self.newest_socket();
        self.text(live, &json!({ "topicName": topic, "version": "2", "eventBody": {} }).to_string());
    }

    pub fn heartbeat(&mut self) {
        let live = self.newest_socket();
        self.text(live, r#"{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}"#);
    }

    /// Requests of the API whose address ends so, oldest first.
    pub fn requests_to(&self, end: &str) -> Vec<(RequestId, HttpRequest)> {
        let path = |request: &HttpRequest| request.url.split('?').next().unwrap_or_default().to_owned();
        self.outputs()
            .filter_map(|o| if let Output::Request(id, r) = o { Some((*id, r.clone())) } else { None })
            .filter(|(_, request)| path(request).ends_with(end) && !request.shared)
            .collect()
    }

    /// Pings that were sent.
    pub fn pings(&self) -> usize {
        self.outputs().filter(|output| matches!(output, Output::SendText { .. })).count()
    }

    fn newest(&self, end: &str) -> RequestId {
        self.requests_to(end).last().unwrap_or_else(|| panic!("a request of {end}")).0
    }
}

/// A conversation event on my topic.
pub fn frame(conversation: &Value) -> String {
    frame_of(ME, conversation)
}

/// A conversation event on a user's topic.
pub fn frame_of(user: &str, conversation: &Value) -> String {
    json!({ "topicName": format!("v2.users.{user}.conversations"), "version": "2", "eventBody": conversation })
        .to_string()
}

/// A voice conversation with a customer, and these legs.
pub fn call(id: &str, legs: &[Value]) -> Value {
    let mut participants = vec![json!({
        "id": format!("{id}-customer"), "purpose": "customer", "name": "Imani Okafor", "address": "tel:+13175550142",
        "calls": [{ "id": format!("{id}-customer-call"), "state": "connected", "direction": "inbound" }],
    })];
    participants.extend_from_slice(legs);
    json!({ "id": id, "participants": participants })
}

/// The same, over: the customer has gone.
pub fn call_over(id: &str, legs: &[Value]) -> Value {
    let mut over = call(id, legs);
    over["participants"][0]["calls"][0]["state"] = json!("terminated");
    over
}

/// An agent's leg.
pub fn leg(participant: &str, user: &str, state: &str) -> Value {
    json!({
        "id": participant, "purpose": "agent", "userId": user, "name": "Mara Lindqvist", "alertingTimeoutMs": 20_000,
        "calls": [{ "id": format!("{participant}-call"), "state": state, "direction": "inbound" }],
    })
}

/// An agent's leg that ended so.
pub fn ended_leg(participant: &str, user: &str, disconnect_type: &str) -> Value {
    let mut ended = leg(participant, user, "terminated");
    ended["calls"][0]["disconnectType"] = json!(disconnect_type);
    ended
}

/// My leg, and a conversation with it alone.
pub fn mine(participant: &str, state: &str) -> Value {
    leg(participant, ME, state)
}

/// A call that rings me.
pub fn rings(id: &str) -> Value {
    call(id, &[mine(&format!("{id}-me"), "alerting")])
}
