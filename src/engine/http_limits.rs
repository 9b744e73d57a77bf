//! What answers of an HTTP server have in common: how long to wait, and its own words (T4, T5, N11).

use super::input::{HttpResponse, RetryAfter};
use super::time::WallTime;

/// How long a request may take (T5), in ms.
pub(crate) const REQUEST_TIMEOUT_MS: u64 = 15_000;

/// How often a 429 is met before it is an error (T4).
pub(crate) const MAX_TRIES: u32 = 3;

/// The waits after a 429 that names none (T4), in ms.
const UNNAMED_WAIT_MS: u64 = 2_000;

/// The longest wait that is believed (T4), in ms. Limits of the API are of a minute; an agent whose desktop waits a day for one odd header
/// misses every call of that day, and one request too early does less harm.
pub(crate) const MAX_NAMED_WAIT_MS: u64 = 600_000;

/// A wait that is longer than this is told at once (T4), in ms.
pub(crate) const LONG_WAIT_MS: u64 = 60_000;

/// How much of the server's own words is told (T5), in characters.
const MAX_ERROR_CHARS: usize = 500;

/// How long a 429 asks to wait: the header, else the body's message, else 2, 4, 8 s by the tries made, and 10 min at most (T4), in ms.
pub(crate) fn named_wait_ms(response: &HttpResponse, wall: WallTime, tries: u32) -> u64 {
    let named = response.retry_after.or_else(|| in_brackets(&response.body).and_then(RetryAfter::seconds));
    let wait_ms = named.map(|named| match named {
        RetryAfter::Seconds(seconds) => seconds.saturating_mul(1_000),
        // The server's own clock counts where the page may read it, else the computer's.
        RetryAfter::At(until) => until.since(response.date.unwrap_or(wall)),
    });
    wait_ms.unwrap_or_else(|| UNNAMED_WAIT_MS << tries.saturating_sub(1).min(2)).min(MAX_NAMED_WAIT_MS)
}

/// The server's own words: the first 500 characters of the body, in one line.
pub(crate) fn error_text(body: &str) -> String {
    let line: String = body.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_ERROR_CHARS).collect();
    line.trim_ascii().to_owned()
}

/// `Rate limit exceeded the maximum. Retry the request in [42] seconds` → `42`.
fn in_brackets(message: &str) -> Option<&str> {
    let mut parts = message.split('[');
    let mut before = parts.next()?;
    for part in parts {
        if before.ends_with("in ") {
            let (number, rest) = part.split_once(']')?;
            return rest.trim_ascii_start().starts_with("second").then_some(number);
        }
        before = part;
    }
    None
}
