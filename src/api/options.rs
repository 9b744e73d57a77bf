//! Options as the app typed them, and what a failed instance left behind.
//!
//! Read by hand: JavaScript has checked them already, and a general deserialiser costs a fifth of the binary. What is not
//! given, or is of a kind that the check does not let through, is left as it was.

use super::host::Host;
use crate::driver;
use crate::engine::config::{BackoffOptions, Duration, Durations, Jitter, MediaDurations, Redeliver};
use crate::engine::{Config, Resume, Secret, Toast};
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

/// Reads the options.
pub(super) fn config(options: &JsValue, host: &Host) -> Config {
    let given = Given(options);
    let mut config = Config {
        client_id: given.text("clientId"),
        client_secret: given.text("clientSecret").map(Secret::new),
        token_url: given.text("tokenUrl"),
        socket_url: given.text("socketUrl"),
        storage_key: given.text("storageKey"),
        app_tokens: host.get_token().is_some(),
        keep_token: host.storage().is_some(),
        ..Config::default()
    };
    set(&mut config.region, given.text("region"));
    set(&mut config.duration, given.get("duration").and_then(|value| durations(&value)));
    set(&mut config.redeliver, given.text("redeliver").and_then(|word| redeliver(&word)));
    set(&mut config.caller_roles, given.get("callerRoles").map(|roles| texts(&roles)));
    set(&mut config.max_toasts, given.number("maxToasts").map(|count| count as usize));
    set(&mut config.max_age_ms, given.number("maxAgeMs"));
    set(&mut config.refresh_lead_ms, given.number("refreshLeadMs"));
    set(&mut config.auth_retry_delay_ms, given.number("authRetryDelayMs"));
    set(&mut config.connect_timeout_ms, given.number("connectTimeoutMs"));
    set(&mut config.max_silence_ms, given.number("maxSilenceMs"));
    if let Some(value) = given.get("backoff") {
        backoff(&mut config.backoff, &Given(&value));
    }
    config
}

fn backoff(backoff: &mut BackoffOptions, given: &Given<'_>) {
    set(&mut backoff.base_ms, given.number("baseMs"));
    set(&mut backoff.max_ms, given.number("maxMs"));
    set(&mut backoff.jitter, given.text("jitter").and_then(|word| jitter(&word)));
}

fn jitter(word: &str) -> Option<Jitter> {
    match word {
        "full" => Some(Jitter::Full),
        "equal" => Some(Jitter::Equal),
        "none" => Some(Jitter::None),
        _ => None,
    }
}

fn redeliver(word: &str) -> Option<Redeliver> {
    match word {
        "after-dismiss" => Some(Redeliver::AfterDismiss),
        "next-ring" => Some(Redeliver::NextRing),
        _ => None,
    }
}

fn durations(value: &JsValue) -> Option<Durations> {
    if !value.is_object() {
        return duration(value).map(Durations::All);
    }
    let media = Object::keys(value.unchecked_ref::<Object>());
    let each = media.iter().filter_map(|media| {
        let media = media.as_string()?;
        let duration = duration(&Given(value).get(&media)?)?;
        Some((media, duration))
    });
    Some(Durations::ByMedia(MediaDurations(each.collect())))
}

fn duration(value: &JsValue) -> Option<Duration> {
    match value.as_string() {
        Some(word) => (word == "while-ringing").then_some(Duration::WhileRinging),
        None => value.as_f64().map(Duration::Ms),
    }
}

/// Reads what a failed instance left behind (D4): `{ toasts, attempt }` of its last snapshot.
pub(super) fn resume(left: &JsValue) -> Resume {
    let given = Given(left);
    let toasts = given.get("toasts").map(|toasts| Array::from(&toasts).iter().filter_map(|it| toast(&it)).collect());
    Resume { toasts: toasts.unwrap_or_default(), attempt: given.number("attempt").map_or(0, |attempt| attempt as u32) }
}

fn toast(value: &JsValue) -> Option<Toast> {
    let given = Given(value);
    Some(Toast {
        id: given.text("id")?,
        conversation_id: given.text("conversationId")?,
        caller_name: given.text("callerName")?,
        media_type: given.text("mediaType")?,
        timestamp: given.number("timestamp")? as i64,
        expires_at: given.number("expiresAt").map(|at| at as i64),
    })
}

/// An object whose properties may be there.
struct Given<'a>(&'a JsValue);

impl Given<'_> {
    fn get(&self, name: &str) -> Option<JsValue> {
        driver::get(self.0, name)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.as_string()
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.as_f64()
    }
}

fn texts(value: &JsValue) -> Vec<String> {
    Array::from(value).iter().filter_map(|text| text.as_string()).collect()
}

fn set<T>(option: &mut T, given: Option<T>) {
    if let Some(given) = given {
        *option = given;
    }
}
