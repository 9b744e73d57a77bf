//! HTTP dates (RFC 9110, section 5.6.7), in the three forms that a recipient must accept.
//!
//! Held against the crate `httpdate` by `tests/engine/http_date.rs`; that crate brings the formatting of durations and
//! floating point numbers along, which nothing here needs.

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads a date, such as `Sun, 06 Nov 1994 08:49:37 GMT`, into ms since 1970. `None` for anything else, and before 1970.
pub fn parse_http_date(text: &str) -> Option<i64> {
    let mut words = text.split(' ').collect::<Vec<_>>();
    words.retain(|word| !word.is_empty());
    let (day, month, year, time) = match *words.as_slice() {
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        [_, month, day, time, year] => (day, month, year, time),
        [_, date, time, "GMT"] => {
            let (day, rest) = date.split_once('-')?;
            let (month, year) = rest.split_once('-')?;
            (day, month, year, time)
        }
        _ => return None,
    };
    let month = MONTHS.iter().position(|name| *name == month)?;
    let (day, year) = (number(day)?, full_year(number(year)?, year.len())?);
    since_1970_ms(year, month as i64, day, time)
}

/// A date and time of day (`08:49:37`) as ms since 1970, if there is such a day. `month` from 0.
pub(super) fn since_1970_ms(year: i64, month: i64, day: i64, time: &str) -> Option<i64> {
    let (hour, rest) = time.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    let (hour, minute, second) = (number(hour)?, number(minute)?, number(second)?);
    let month = usize::try_from(month).ok().filter(|month| *month < MONTHS.len())?;
    let days_in_month = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let valid = (1..=days_in_month[month]).contains(&day) && hour < 24 && minute < 60 && second < 61;
    if !valid {
        return None;
    }
    let years: i64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    let days = years + days_in_month.iter().take(month).sum::<i64>() + day - 1;
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000)
}

/// Two digits are of the years 1970 to 2069.
fn full_year(year: i64, digits: usize) -> Option<i64> {
    match (digits, year) {
        (2, 70..) => Some(1900 + year),
        (2, _) => Some(2000 + year),
        (4, 1970..) => Some(year),
        _ => None,
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Up to four digits.
pub(super) fn number(text: &str) -> Option<i64> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.bytes().fold(0, |value, digit| value * 10 + i64::from(digit - b'0')))
}
