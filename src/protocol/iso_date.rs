//! Dates as the API writes them: `2026-11-24T14:00:00.000Z` (RFC 3339, in UTC).

use super::http_date::{number, since_1970_ms};
use super::split_at_first;

/// Reads a date into ms since 1970. `None` for anything else, other time zones, and before 1970.
pub fn parse_iso_date(text: &str) -> Option<i64> {
    let (date, time) = split_at_first(text, "T")?;
    let (year, rest) = split_at_first(date, "-")?;
    let (month, day) = split_at_first(rest, "-")?;
    let time = time.strip_suffix('Z')?;
    let (time, fraction) = split_at_first(time, ".").unwrap_or((time, "0"));
    let year = number(year).filter(|year| *year >= 1970)?;
    let ms = since_1970_ms(year, number(month)? - 1, number(day)?, time)?;
    let thousandths = fraction
        .bytes()
        .chain([b'0'; 3])
        .take(3)
        .try_fold(0, |ms, digit| digit.is_ascii_digit().then(|| ms * 10 + i64::from(digit - b'0')))?;
    Some(ms + thousandths)
}
