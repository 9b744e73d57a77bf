//! Dates as the API writes them: `2026-11-24T14:00:00.000Z` (RFC 3339, in UTC).

use super::http_date::{number, since_1970_ms};

/// Reads a date into ms since 1970, to the second. `None` for anything else, other time zones, and before 1970.
pub fn parse_iso_date(text: &str) -> Option<i64> {
    let part = |from: usize, to: usize| number(text.get(from..to)?);
    let year = part(0, 4).filter(|year| *year >= 1970 && text.ends_with('Z'))?;
    since_1970_ms(year, part(5, 7)? - 1, part(8, 10)?, text.get(11..19)?)
}
