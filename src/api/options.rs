//! Options as the app typed them, and what a failed instance left behind, as JSON.
//!
//! Read by hand: JavaScript has checked them already, and a general deserialiser costs a fifth of the binary. What is not
//! given, or is of a kind that the check does not let through, is left as it was.

use crate::engine::config::{BackoffOptions, Duration, Durations, Jitter, MediaDurations, Redeliver, Ringing, Source};
use crate::engine::{Config, Direction, Resume, Secret, Toast, ToastLeg};
use crate::protocol::json::{self, Raw};
use std::borrow::Cow;

/// What an engine is made from.
#[derive(Debug, Default)]
pub struct Given {
    /// The options.
    pub config: Config,
    /// Any number.
    pub seed: u64,
    /// What a failed instance left behind (D4), if one did.
    pub resume: Option<Resume>,
}

/// A number beyond this stands for infinity, for which JSON has no word.
const LIMIT: f64 = 1e300;

/// Reads the options and what `browser.js` adds to them.
pub fn read(text: &str) -> Given {
    let [source] = json::fields(text, ["source"]).unwrap_or_default();
    let mut config = Config::of_source(source.and_then(|source| word(source, Source::of)).unwrap_or_default());
    let (mut seed, mut toasts, mut attempt) = (0, Vec::new(), None);
    json::each(text, &mut |name, value| match name {
        "ringing" => set(&mut config.ringing, word(value, Ringing::of)),
        "redeliver" => set(&mut config.redeliver, word(value, Redeliver::of)),
        "topics" => config.topics = strings(value),
        "callerRoles" => config.caller_roles = strings(value),
        "clientSecret" => config.client_secret = string(value).map(Secret::new),
        "region" => config.region = string(value).unwrap_or_default(),
        "duration" => set(&mut config.duration, read_durations(value)),
        "maxToasts" => set(&mut config.max_toasts, number(value).map(|count| count as usize)),
        "backoff" => read_backoff(&mut config.backoff, value),
        "appTokens" => config.app_tokens = value.as_json() == "1",
        "keepToken" => config.keep_token = value.as_json() == "1",
        "seed" => seed = number(value).unwrap_or_default() as u64,
        "toasts" => toasts = value.elements().into_iter().map(toast).collect(),
        "attempt" => attempt = number(value),
        _ => read_plain(&mut config, name, value),
    });
    Given { config, seed, resume: attempt.map(|attempt| Resume { toasts, attempt: attempt as u32 }) }
}

/// Reads an option that is a text, or a number of ms.
fn read_plain(config: &mut Config, name: &str, value: Raw<'_>) {
    let text = match name {
        "clientId" => &mut config.client_id,
        "tokenUrl" => &mut config.token_url,
        "socketUrl" => &mut config.socket_url,
        "apiUrl" => &mut config.api_url,
        "userId" => &mut config.user_id,
        "storageKey" => &mut config.storage_key,
        _ => return set_ms(config, name, value),
    };
    *text = string(value);
}

fn set_ms(config: &mut Config, name: &str, value: Raw<'_>) {
    let ms = match name {
        "maxAgeMs" => &mut config.max_age_ms,
        "refreshLeadMs" => &mut config.refresh_lead_ms,
        "authRetryDelayMs" => &mut config.auth_retry_delay_ms,
        "connectTimeoutMs" => &mut config.connect_timeout_ms,
        "maxSilenceMs" => &mut config.max_silence_ms,
        "resyncIntervalMs" => &mut config.resync_interval_ms,
        _ => return,
    };
    set(ms, number(value));
}

fn read_backoff(backoff: &mut BackoffOptions, value: Raw<'_>) {
    json::each(value.as_json(), &mut |name, value| match name {
        "baseMs" => set(&mut backoff.base_ms, number(value)),
        "maxMs" => set(&mut backoff.max_ms, number(value)),
        "jitter" => set(&mut backoff.jitter, word(value, Jitter::of)),
        _ => {}
    });
}

/// One duration, or a pair of media type and duration for each media.
fn read_durations(value: Raw<'_>) -> Option<Durations> {
    let pairs = value.elements();
    if pairs.is_empty() {
        return read_duration(value).map(Durations::All);
    }
    let each = pairs.into_iter().filter_map(|pair| match *pair.elements() {
        [media, value] => Some((string(media)?, read_duration(value)?)),
        _ => None,
    });
    Some(Durations::ByMedia(MediaDurations(each.collect())))
}

fn read_duration(value: Raw<'_>) -> Option<Duration> {
    if value.is("while-ringing") { Some(Duration::WhileRinging) } else { number(value).map(Duration::Ms) }
}

/// Reads what `Toast::as_json` has written.
fn toast(value: Raw<'_>) -> Toast {
    let mut toast = Toast::default();
    let mut leg = ToastLeg::default();
    json::each(value.as_json(), &mut |name, value| {
        let text = match name {
            "id" => &mut toast.id,
            "conversationId" => &mut toast.conversation_id,
            "callerName" => &mut toast.caller_name,
            "mediaType" => &mut toast.media_type,
            "participantId" => &mut leg.participant_id,
            "communicationId" => leg.communication_id.get_or_insert_default(),
            "queueName" => leg.queue_name.get_or_insert_default(),
            "address" => leg.address.get_or_insert_default(),
            "direction" if value.is(Direction::Outbound.as_str()) => return leg.direction = Direction::Outbound,
            "timestamp" => return toast.timestamp = time(value).unwrap_or_default(),
            "expiresAt" => return toast.expires_at = time(value),
            "alertingUntil" => return leg.alerting_until = time(value),
            _ => return,
        };
        *text = string(value).unwrap_or_default();
    });
    toast.leg = (!leg.participant_id.is_empty()).then_some(leg);
    toast
}

fn word<T>(value: Raw<'_>, of: fn(&str) -> Option<T>) -> Option<T> {
    of(&value.text()?)
}

fn strings(list: Raw<'_>) -> Vec<String> {
    list.elements().into_iter().filter_map(string).collect()
}

fn string(value: Raw<'_>) -> Option<String> {
    value.text().map(Cow::into_owned)
}

fn time(value: Raw<'_>) -> Option<i64> {
    value.number().map(|at| at as i64)
}

fn number(value: Raw<'_>) -> Option<f64> {
    value.number().map(|number| if number > LIMIT { f64::INFINITY } else { number })
}

fn set<T>(option: &mut T, given: Option<T>) {
    if let Some(given) = given {
        *option = given;
    }
}
