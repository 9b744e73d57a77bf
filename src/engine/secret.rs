//! Text that must never be printed: tokens, client secrets, addresses that carry them (T11).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;

const REDACTED: &str = "[redacted]";

/// A text whose `Debug` and `Display` print `[redacted]` (T11).
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Gives the text itself, for the one place where the protocol needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Gives `text` with every occurrence of this secret, as it is or as it is sent, replaced by `[redacted]`.
    pub fn redact(&self, text: &str) -> String {
        if self.0.is_empty() {
            return text.to_owned();
        }
        replaced(&replaced(text, &self.0), &percent_encode(&self.0))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// The text with `[redacted]` in place of a secret. Without `str::replace`: the search for a `&str` of the standard library weighs 4 kB gzip.
fn replaced(text: &str, secret: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(at) = rest.as_bytes().windows(secret.len()).position(|part| part == secret.as_bytes()) {
        let (before, after) = (rest.get(..at), rest.get(at + secret.len()..));
        result.push_str(before.unwrap_or_default());
        result.push_str(REDACTED);
        rest = after.unwrap_or_default();
    }
    result + rest
}

/// Writes a text as it may stand in a query or a form.
pub(crate) fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// What an id in a path keeps beside letters and digits.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// Gives an id as one segment of a path.
pub(crate) fn path_segment(id: &str) -> String {
    utf8_percent_encode(id, IN_PATH).to_string()
}
