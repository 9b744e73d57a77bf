//! Looks for a text in another. The standard library's own search would be as large as all of our decoding.

/// What is before and after the first place where `part` stands in `text`; `None` where it does not, or is empty.
pub(crate) fn split_at_first<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    if part.is_empty() {
        return None;
    }
    let at = text.as_bytes().windows(part.len()).position(|window| window == part.as_bytes())?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}
