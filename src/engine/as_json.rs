//! What the app sees, as JSON text: it crosses into JavaScript in one piece. The same as `serde_json` writes.

use super::diagnostics::{Counters, Diagnostics};
use super::error::PublicError;
use super::snapshot::{StatusDetail, Toast};
use crate::protocol::json::{Array, Object};

impl Toast {
    /// Gives the toast as JSON.
    pub fn as_json(&self) -> String {
        let mut json = Object::new();
        json.text("id", &self.id);
        json.text("conversationId", &self.conversation_id);
        json.text("callerName", &self.caller_name);
        json.text("mediaType", &self.media_type);
        json.number("timestamp", self.timestamp);
        json.number_or_null("expiresAt", self.expires_at);
        if let Some(leg) = &self.leg {
            json.text("participantId", &leg.participant_id);
            json.text("direction", leg.direction.as_str());
            for (name, text) in
                [("communicationId", &leg.communication_id), ("queueName", &leg.queue_name), ("address", &leg.address)]
            {
                json.text_if_any(name, text.as_deref());
            }
            if let Some(at) = leg.alerting_until {
                json.number("alertingUntil", at);
            }
        }
        json.end()
    }
}

impl StatusDetail {
    /// Gives the detail as JSON.
    pub fn as_json(&self) -> String {
        let mut json = Object::new();
        json.text("phase", self.phase.as_str());
        json.number("since", self.since);
        json.number("attempt", self.attempt.into());
        json.number_or_null("nextRetryAt", self.next_retry_at);
        json.number_or_null("blindSince", self.blind_since);
        json.flag("offline", self.offline);
        json.number_or_null("closeCode", self.close_code.map(i64::from));
        match &self.close_reason {
            Some(reason) => json.text("closeReason", reason),
            None => json.json("closeReason", "null"),
        }
        json.number_or_null("lastFrameAt", self.last_frame_at);
        json.end()
    }
}

impl PublicError {
    /// Gives the error as JSON; without `status` where it has none.
    pub fn as_json(&self) -> String {
        let mut json = Object::new();
        json.text("code", self.code.as_str());
        json.text("message", &self.message);
        json.flag("retryable", self.retryable);
        if let Some(status) = self.status {
            json.number("status", status.into());
        }
        json.end()
    }
}

impl Diagnostics {
    /// Gives the diagnostics as JSON.
    pub fn as_json(&self) -> String {
        let mut events = Array::new();
        for event in &self.events {
            let mut json = Object::new();
            json.number("at", event.at);
            json.text("line", &event.line);
            events.push(&json.end());
        }
        let mut json = Object::new();
        json.json("counters", &counters(&self.counters));
        json.text("status", self.status.as_str());
        json.json("statusDetail", &self.status_detail.as_json());
        json.json("events", &events.end());
        json.end()
    }
}

fn counters(counters: &Counters) -> String {
    let mut json = Object::new();
    for (name, count) in [
        ("frames", counters.frames),
        ("ignored", counters.ignored),
        ("duplicates", counters.duplicates),
        ("bad", counters.bad),
        ("stale", counters.stale),
        ("toastsShown", counters.toasts_shown),
    ] {
        json.number(name, count.cast_signed());
    }
    let mut reasons = Object::new();
    for (reason, count) in counters.toasts_by_reason.iter() {
        reasons.number(reason.as_str(), count.cast_signed());
    }
    json.json("toastsByReason", &reasons.end());
    json.number("connects", counters.connects.cast_signed());
    let mut closes = Object::new();
    for (code, count) in counters.closes.iter() {
        closes.number(&code.to_string(), count.cast_signed());
    }
    json.json("closes", &closes.end());
    for (name, count) in
        [("tokenFetches", counters.token_fetches), ("resyncs", counters.resyncs), ("gaps", counters.gaps)]
    {
        json.number(name, count.cast_signed());
    }
    json.end()
}
