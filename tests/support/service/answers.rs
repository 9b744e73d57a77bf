//! What the server answers.

use super::faults::Http;
use super::{Asked, Channel, Event, Service};
use crate::support::MORNING;
use crate::support::channel::{accepted_topics, channel_body};
use genesys_toasts::engine::{HttpResponse, RequestId};
use serde_json::{Value, json};

impl Service {
    pub(super) fn arrive(&mut self, id: RequestId, asked: &Asked) {
        let answer = match self.faults.http {
            // What an action asks for.
            Http::Well if asked.path.contains("/participants/") && self.is_valid(asked) => {
                let owner = self.agents.owner_of(&asked.token);
                let answer = self.change_ring(asked, owner);
                let latency = self.latency();
                return self.plan(latency, Event::Answer(id, answer));
            }
            Http::Well if !self.is_valid(asked) => answer(401, &json!({ "code": "bad.credentials" })),
            Http::Well => self.answer(id, asked),
            // A proxy that answers for the API.
            Http::Unreadable => answer(200, &json!({})),
            // The API forgets the topics.
            Http::Forgetful if asked.method == "PUT" => answer(200, &json!({ "entities": [] })),
            Http::Forgetful => self.answer(id, asked),
            Http::Broken(status) => answer(status, &json!({ "message": format!("{} is not welcome", asked.token) })),
            Http::Hanging => return,
            Http::RateLimited(seconds) => {
                self.faults.limits.insert(id, seconds * 1_000);
                let message = format!("Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds");
                answer(429, &json!({ "message": message, "code": "too.many.requests.retry.after" }))
            }
        };
        let latency = self.latency();
        self.plan(latency, Event::Answer(id, Some(answer)));
    }

    fn is_valid(&self, asked: &Asked) -> bool {
        !self.faults.checks_tokens || self.faults.valid.contains(&asked.token)
    }

    fn answer(&mut self, id: RequestId, asked: &Asked) -> HttpResponse {
        let owner = self.agents.owner_of(&asked.token);
        match (asked.method, asked.path.as_str()) {
            ("GET", "users/me") => {
                self.identities.insert(id, asked.token.clone());
                answer(200, &json!({ "id": owner }))
            }
            (_, path) if path.ends_with("/routingstatus") => answer(200, &json!({ "status": "IDLE" })),
            ("POST", _) => {
                self.serial += 1;
                let id = format!("SECRET-channel-{}", self.serial);
                let expires_at = self.now() + self.channel_life_ms;
                let (gone, deaf) = (false, self.faults.deaf);
                let channel = Channel { socket: None, topics: String::new(), owner, gone, deaf, expires_at };
                self.channels.insert(id.clone(), channel);
                let mut body = channel_body(&id);
                body["expires"] = json!(iso(self.desk.now.wall.plus(self.channel_life_ms).0));
                answer(200, &body)
            }
            ("PUT", path) => {
                let id = path.split('/').nth(2).unwrap_or_default();
                self.watch.last_put = id.to_owned();
                let expires_at = self.now() + self.channel_life_ms;
                let ours = |channel: &&mut Channel| !channel.gone && channel.owner == owner;
                match self.channels.get_mut(id).filter(ours) {
                    Some(channel) => {
                        (channel.topics, channel.expires_at) = (asked.body.clone(), expires_at);
                        answer(200, &accepted_topics(&asked.body))
                    }
                    None => answer(404, &json!({ "message": "gone" })),
                }
            }
            _ if self.without_list => answer(403, &json!({ "message": "no" })),
            _ => {
                let calls = self.calls.values().filter(|call| call.user == owner);
                let entities: Vec<&Value> = calls.map(|call| &call.conversation).collect();
                answer(200, &json!({ "total": entities.len(), "pageCount": 1, "entities": entities }))
            }
        }
    }
}

fn answer(status: u16, body: &Value) -> HttpResponse {
    HttpResponse { status, body: body.to_string(), ..HttpResponse::default() }
}

/// `2026-11-24T08:00:00.000Z`; the shifts of these tests stay within some days.
fn iso(ms: i64) -> String {
    let day_ms = 86_400_000;
    let since = ms - MORNING.div_euclid(day_ms) * day_ms;
    let (day, rest) = (23 + since / day_ms, since % day_ms / 1_000);
    format!("2026-11-{day:02}T{:02}:{:02}:{:02}.000Z", rest / 3_600, rest / 60 % 60, rest % 60)
}
