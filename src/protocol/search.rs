//! Looks for a text in another. The standard library's own search would be as large as all of our decoding.

/// What is before and after the first place where `part` stands in `text`; `None` where it does not, or is empty.
pub(crate) fn split_at_first<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    if part.is_empty() {
        return None;
    }
    let at = text.as_bytes().windows(part.len()).position(|window| window == part.as_bytes())?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

/// Whether `part` stands in `text`, by Horspool's method: in a long text it looks at few bytes.
pub(crate) fn contains(text: &[u8], part: &[u8]) -> bool {
    let Some(last) = part.len().checked_sub(1) else { return true };
    let step = |bytes: usize| u8::try_from(bytes).unwrap_or(u8::MAX);
    let mut steps = [step(part.len()); 256];
    for (at, byte) in part.iter().enumerate().take(last) {
        steps[usize::from(*byte)] = step(last - at);
    }
    let mut end = last;
    while let Some(byte) = text.get(end) {
        if text.get(end - last..=end) == Some(part) {
            return true;
        }
        end += usize::from(steps[usize::from(*byte)]);
    }
    false
}
