//! Options as the app typed them, and what a failed instance left behind, as JSON.
//!
//! Read by hand: JavaScript has checked them already, and a general deserialiser costs a fifth of the binary. What is not
//! given, or is of a kind that the check does not let through, is left as it was.

use crate::engine::config::{Duration, Durations, Jitter, MediaDurations, Redeliver, Ringing, Source};
use crate::engine::{Config, Direction, Resume, Secret, Toast, ToastLeg};
use crate::protocol::json::{self, Raw};

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
    let [source, ringing, api_url, user_id, topics, resync_interval, ..] =
        fields(text, ["source", "ringing", "apiUrl", "userId", "topics", "resyncIntervalMs", "", ""]);
    let is = |word: Option<Raw<'_>>, name: &str| string(word).as_deref() == Some(name);
    let notifications = is(source, Source::Notifications.as_str());
    let mut config = Config::of_source(if notifications { Source::Notifications } else { Source::RoutingEvents });
    if is(ringing, "any-agent") {
        config.ringing = Ringing::AnyAgent;
    }
    config.api_url = string(api_url);
    config.user_id = string(user_id);
    config.topics = strings(topics).unwrap_or_default();
    set(&mut config.resync_interval_ms, number(resync_interval));
    let [client_id, client_secret, token_url, socket_url, storage_key, region, duration, redeliver] = fields(
        text,
        ["clientId", "clientSecret", "tokenUrl", "socketUrl", "storageKey", "region", "duration", "redeliver"],
    );
    config.client_id = string(client_id);
    config.client_secret = string(client_secret).map(Secret::new);
    config.token_url = string(token_url);
    config.socket_url = string(socket_url);
    config.storage_key = string(storage_key);
    set(&mut config.region, string(region));
    set(&mut config.duration, duration.and_then(read_durations));
    if is(redeliver, "next-ring") {
        config.redeliver = Redeliver::NextRing;
    }
    let [roles, max_toasts, max_age, refresh_lead, auth_retry_delay, connect_timeout, max_silence, backoff] = fields(
        text,
        [
            "callerRoles",
            "maxToasts",
            "maxAgeMs",
            "refreshLeadMs",
            "authRetryDelayMs",
            "connectTimeoutMs",
            "maxSilenceMs",
            "backoff",
        ],
    );
    set(&mut config.caller_roles, strings(roles));
    set(&mut config.max_toasts, number(max_toasts).map(|count| count as usize));
    set(&mut config.max_age_ms, number(max_age));
    set(&mut config.refresh_lead_ms, number(refresh_lead));
    set(&mut config.auth_retry_delay_ms, number(auth_retry_delay));
    set(&mut config.connect_timeout_ms, number(connect_timeout));
    set(&mut config.max_silence_ms, number(max_silence));
    let [base, max, jitter] =
        backoff.and_then(|backoff| backoff.fields(["baseMs", "maxMs", "jitter"])).unwrap_or_default();
    set(&mut config.backoff.base_ms, number(base));
    set(&mut config.backoff.max_ms, number(max));
    match string(jitter).as_deref() {
        Some("equal") => config.backoff.jitter = Jitter::Equal,
        Some("none") => config.backoff.jitter = Jitter::None,
        _ => {}
    }

    let [app_tokens, keep_token, seed, toasts, attempt, ..] =
        fields(text, ["appTokens", "keepToken", "seed", "toasts", "attempt", "", "", ""]);
    config.app_tokens = is_one(app_tokens);
    config.keep_token = is_one(keep_token);
    let resume = number(attempt).map(|attempt| Resume {
        toasts: toasts.map_or(Vec::new(), |toasts| toasts.elements().into_iter().filter_map(toast).collect()),
        attempt: attempt as u32,
    });
    Given { config, seed: number(seed).unwrap_or_default() as u64, resume }
}

/// One duration, or a pair of media type and duration for each media.
fn read_durations(value: Raw<'_>) -> Option<Durations> {
    let pairs = value.elements();
    if pairs.is_empty() {
        return read_duration(value).map(Durations::All);
    }
    let each = pairs.into_iter().filter_map(|pair| match *pair.elements() {
        [media, value] => Some((string(Some(media))?, read_duration(value)?)),
        _ => None,
    });
    Some(Durations::ByMedia(MediaDurations(each.collect())))
}

fn read_duration(value: Raw<'_>) -> Option<Duration> {
    match value.text() {
        Some(word) => (word == "while-ringing").then_some(Duration::WhileRinging),
        None => number(Some(value)).map(Duration::Ms),
    }
}

fn toast(value: Raw<'_>) -> Option<Toast> {
    let [id, conversation_id, caller_name, media_type, timestamp, expires_at, ..] =
        value.fields(["id", "conversationId", "callerName", "mediaType", "timestamp", "expiresAt", "", ""])?;
    Some(Toast {
        id: string(id)?,
        conversation_id: string(conversation_id)?,
        caller_name: string(caller_name)?,
        media_type: string(media_type)?,
        timestamp: number(timestamp)? as i64,
        expires_at: number(expires_at).map(|at| at as i64),
        leg: toast_leg(value),
    })
}

fn toast_leg(value: Raw<'_>) -> Option<ToastLeg> {
    let names = ["participantId", "communicationId", "direction", "queueName", "address", "alertingUntil", "", ""];
    let [participant_id, communication_id, direction, queue_name, address, alerting_until, ..] = value.fields(names)?;
    let outbound = string(direction).as_deref() == Some(Direction::Outbound.as_str());
    Some(ToastLeg {
        participant_id: string(participant_id)?,
        communication_id: string(communication_id),
        direction: if outbound { Direction::Outbound } else { Direction::Inbound },
        queue_name: string(queue_name),
        address: string(address),
        alerting_until: number(alerting_until).map(|at| at as i64),
    })
}

/// In eights: each number of fields would be a reader of its own in the binary.
fn fields<'a>(text: &'a str, names: [&str; 8]) -> [Option<Raw<'a>>; 8] {
    json::fields(text, names).unwrap_or_default()
}

fn strings(raw: Option<Raw<'_>>) -> Option<Vec<String>> {
    raw.map(|list| list.elements().into_iter().map(Some).filter_map(string).collect())
}

fn string(raw: Option<Raw<'_>>) -> Option<String> {
    Some(raw?.text()?.into_owned())
}

fn number(raw: Option<Raw<'_>>) -> Option<f64> {
    raw?.number().map(|number| if number > LIMIT { f64::INFINITY } else { number })
}

fn is_one(raw: Option<Raw<'_>>) -> bool {
    number(raw) == Some(1.0)
}

fn set<T>(option: &mut T, given: Option<T>) {
    if let Some(given) = given {
        *option = given;
    }
}
