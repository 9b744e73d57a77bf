//! Writes what is kept across reloads.

use crate::protocol::json;

/// One JSON object. The values are JSON already.
pub(super) fn object(names: &[&str], values: &[String]) -> String {
    let mut record = String::new();
    for (name, value) in names.iter().zip(values) {
        record.push_str(if record.is_empty() { "{\"" } else { ",\"" });
        record.push_str(name);
        record.push_str("\":");
        record.push_str(value);
    }
    record.push('}');
    record
}

/// A text, or `null`.
pub(super) fn text(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), json::quote)
}
