//! Our reader of HTTP dates beside the crate `httpdate`.

use genesys_toasts::protocol::http_date::parse_http_date;
use std::time::{Duration, UNIX_EPOCH};

fn theirs(text: &str) -> Option<i64> {
    let since = httpdate::parse_http_date(text).ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

/// [T4]
#[test]
fn every_day_until_2069_is_read_as_httpdate_reads_it() {
    for day in 0..36_000_u64 {
        let second = day * 86_400 + (day * 7_919) % 86_400;
        let text = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(second));
        assert_eq!(parse_http_date(&text), Some(second as i64 * 1_000), "{text}");
    }
}

/// [T4]
#[test]
fn all_three_forms_are_read_and_nothing_else() {
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Tue, 29 Feb 2028 23:59:59 GMT",
    ] {
        assert!(parse_http_date(text).is_some(), "{text}");
        assert_eq!(parse_http_date(text), theirs(text), "{text}");
    }
    for text in [
        "",
        "soon",
        "12",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37:00 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Thu, 29 Feb 2029 08:49:37 GMT",
        "Sun, 06 Nov 1869 08:49:37 GMT",
        "Sun, 06 Nov 194 08:49:37 GMT",
        "Sun, 06 Now 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 -8:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 1994 00008:49:37 GMT",
    ] {
        assert_eq!(parse_http_date(text), None, "{text}");
    }
    assert_eq!(parse_http_date("Sunday, 06-Nov-69 08:49:37 GMT"), Some(3_150_953_377_000));
    assert_eq!(parse_http_date("Sunday, 06-Nov-70 08:49:37 GMT"), Some(26_729_377_000));
}
