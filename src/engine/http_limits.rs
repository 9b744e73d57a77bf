//! Limits of HTTP requests, and the parts of answers that token and API requests share: the wait and the error text
//! (T4, T5, N11).

use super::input::{HttpResponse, RetryAfter};
use super::time::WallTime;

/// How long a request may take (T5), in ms.
pub(crate) const REQUEST_TIMEOUT_MS: u64 = 15_000;

/// The number of answers 429 in a row that is an error (T4).
pub(crate) const MAX_TRIES: u32 = 3;

/// The first wait after a 429 that names none (T4), in ms. It doubles twice.
const UNNAMED_WAIT_MS: u64 = 2_000;

/// The longest wait that a server can name (T4), in ms. The API's limits are per minute. An agent would miss every call
/// of a day if the desktop waited a day because of a wrong header; one request that is too early does less harm.
pub(crate) const MAX_NAMED_WAIT_MS: u64 = 600_000;

/// A longer wait is reported at once (T4), in ms.
pub(crate) const LONG_WAIT_MS: u64 = 60_000;

/// The longest error text of a server that is reported (T5), in characters.
const MAX_ERROR_CHARS: usize = 500;

/// Returns the wait that a 429 names: in the header, else in the message of the body, else 2, 4 or 8 s by the number of
/// tries; 10 min at most (T4), in ms.
pub(crate) fn named_wait_ms(response: &HttpResponse, wall: WallTime, tries: u32) -> u64 {
    let named = response.retry_after.or_else(|| in_brackets(&response.body).and_then(RetryAfter::seconds));
    let wait_ms = named.map(|named| match named {
        RetryAfter::Seconds(seconds) => seconds.saturating_mul(1_000),
        // The server's clock counts if the page may read the header `Date`, else the computer's.
        RetryAfter::At(until) => until.since(response.date.unwrap_or(wall)),
    });
    wait_ms.unwrap_or_else(|| UNNAMED_WAIT_MS << tries.saturating_sub(1).min(2)).min(MAX_NAMED_WAIT_MS)
}

/// Returns the error text of a server: the first 500 characters of the body, in one line.
pub(crate) fn error_text(body: &str) -> String {
    let line: String = body.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_ERROR_CHARS).collect();
    line.trim_ascii().to_owned()
}

/// Returns the number of seconds in a message: `42` in `Rate limit exceeded the maximum. Retry the request in [42]
/// seconds`.
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
