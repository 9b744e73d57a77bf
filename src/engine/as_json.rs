//! What the app sees, as JSON text: it crosses into JavaScript in one piece. The same as `serde_json` writes.

use super::diagnostics::{Counters, Diagnostics};
use super::error::PublicError;
use super::snapshot::{StatusDetail, Toast};
use crate::protocol::json::quote;
use crate::text::decimal;

/// A value of a field.
enum Value<'a> {
    Text(&'a str),
    Number(i64),
    Flag(bool),
    Json(String),
    Null,
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Number)
    }
}

impl Toast {
    /// Gives the toast as JSON.
    pub fn as_json(&self) -> String {
        let mut fields = vec![
            ("id", self.id.as_str().into()),
            ("conversationId", self.conversation_id.as_str().into()),
            ("callerName", self.caller_name.as_str().into()),
            ("mediaType", self.media_type.as_str().into()),
            ("timestamp", Value::Number(self.timestamp)),
            ("expiresAt", self.expires_at.into()),
        ];
        if let Some(leg) = &self.leg {
            fields.push(("participantId", leg.participant_id.as_str().into()));
            fields.push(("direction", leg.direction.as_str().into()));
            let texts =
                [("communicationId", &leg.communication_id), ("queueName", &leg.queue_name), ("address", &leg.address)];
            fields.extend(texts.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?.into()))));
            fields.extend(leg.alerting_until.map(|at| ("alertingUntil", Value::Number(at))));
        }
        object(&fields)
    }
}

impl StatusDetail {
    /// Gives the detail as JSON.
    pub fn as_json(&self) -> String {
        object(&[
            ("phase", self.phase.as_str().into()),
            ("since", Value::Number(self.since)),
            ("attempt", Value::Number(self.attempt.into())),
            ("nextRetryAt", self.next_retry_at.into()),
            ("blindSince", self.blind_since.into()),
            ("offline", Value::Flag(self.offline)),
            ("closeCode", self.close_code.map(i64::from).into()),
            ("closeReason", self.close_reason.as_deref().map_or(Value::Null, Value::Text)),
            ("lastFrameAt", self.last_frame_at.into()),
        ])
    }
}

impl PublicError {
    /// Gives the error as JSON; without `status` where it has none.
    pub fn as_json(&self) -> String {
        let fields = [
            ("code", self.code.as_str().into()),
            ("message", self.message.as_str().into()),
            ("retryable", Value::Flag(self.retryable)),
            ("status", self.status.map(i64::from).into()),
        ];
        object(&fields[..if self.status.is_some() { 4 } else { 3 }])
    }
}

impl Diagnostics {
    /// Gives the diagnostics as JSON.
    pub fn as_json(&self) -> String {
        let mut events = String::from("[");
        for event in &self.events {
            if events.len() > 1 {
                events.push(',');
            }
            events.push_str(&object(&[("at", Value::Number(event.at)), ("line", event.line.as_str().into())]));
        }
        events.push(']');
        object(&[
            ("counters", Value::Json(counters(&self.counters))),
            ("status", self.status.as_str().into()),
            ("statusDetail", Value::Json(self.status_detail.as_json())),
            ("events", Value::Json(events)),
        ])
    }
}

fn counters(counters: &Counters) -> String {
    let by_reason = tally(counters.toasts_by_reason.iter().map(|(reason, count)| (reason.as_str().to_owned(), count)));
    let closes = tally(counters.closes.iter().map(|(code, count)| (decimal(i64::from(code)), count)));
    object(&[
        ("frames", number(counters.frames)),
        ("ignored", number(counters.ignored)),
        ("duplicates", number(counters.duplicates)),
        ("bad", number(counters.bad)),
        ("stale", number(counters.stale)),
        ("toastsShown", number(counters.toasts_shown)),
        ("toastsByReason", Value::Json(by_reason)),
        ("connects", number(counters.connects)),
        ("closes", Value::Json(closes)),
        ("tokenFetches", number(counters.token_fetches)),
        ("resyncs", number(counters.resyncs)),
        ("gaps", number(counters.gaps)),
    ])
}

fn number(count: u64) -> Value<'static> {
    Value::Number(count.cast_signed())
}

fn tally(counts: impl Iterator<Item = (String, u64)>) -> String {
    let counts: Vec<(String, u64)> = counts.collect();
    let fields: Vec<(&str, Value<'_>)> = counts.iter().map(|(name, count)| (name.as_str(), number(*count))).collect();
    object(&fields)
}

fn object(fields: &[(&str, Value<'_>)]) -> String {
    let mut json = String::from("{");
    for (name, value) in fields {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(&quote(name));
        json.push(':');
        match value {
            Value::Text(text) => json.push_str(&quote(text)),
            Value::Number(number) => json.push_str(&decimal(*number)),
            Value::Flag(flag) => json.push_str(if *flag { "true" } else { "false" }),
            Value::Json(inside) => json.push_str(inside),
            Value::Null => json.push_str("null"),
        }
    }
    json.push('}');
    json
}
