//! Texts put together and taken apart without the formatting and searching of the standard library, which would weigh more than our rules.

use crate::prelude::*;
use crate::protocol::split_at_first;
pub(crate) use json::decimal;

/// Puts texts together.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// The parts between the places where a byte of ASCII stands.
pub(crate) fn parts(text: &str, at: u8) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (place, byte) in text.bytes().enumerate() {
        if byte == at {
            parts.extend(text.get(from..place));
            from = place + 1;
        }
    }
    parts.extend(text.get(from..));
    parts
}

/// What stands before the first of some bytes of ASCII.
pub(crate) fn before<'a>(text: &'a str, stops: &[u8]) -> &'a str {
    let end = text.bytes().position(|byte| stops.contains(&byte)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Names, with commas between them.
pub(crate) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(name.as_ref());
    }
    text
}

/// A text with values in the place of each `{}`.
pub(crate) fn filled(template: &str, values: &[&str]) -> String {
    let mut text = String::new();
    let mut rest = template;
    for value in values {
        let Some((before, after)) = split_at_first(rest, "{}") else { break };
        text.push_str(before);
        text.push_str(value);
        rest = after;
    }
    text.push_str(rest);
    text
}
