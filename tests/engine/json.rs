//! Our reader of JSON beside `serde_json`: the same answer on every text.

use json::{Raw, fields};
use serde_json::Value;

/// Texts that are JSON, and texts that are nearly.
const SEEDS: [&str; 12] = [
    r#"{"a":1,"b":[true,false,null],"c":{"d":"e\u00e9\n\"\\\/"}}"#,
    r#" { "a" : -0.5e+10 , "b" : [ [ ] , { } , [ { } ] ] , "" : "" } "#,
    r#"{"a":"\ud83d\ude00 \ud800 \ude00\ud800\ud800x","a":2}"#,
    r#"{"a":[1,2,{"b":[3,{"c":4}]}],"d":"[{]}"}"#,
    r#"{"a":01,"b":1.,"c":.5,"d":1e,"e":+1,"f":0x1}"#,
    r#"{"a":1,}"#,
    r#"{"a":[1,]}"#,
    r#"{"a" 1}"#,
    r#"{a:1}"#,
    r#"{"a":'b'}"#,
    r#"{"a":tru,"b":nul,"c":truefalse}"#,
    "{\"a\":\"tab\there\"}",
];

/// What the two say of one text.
fn compare(text: &str) {
    let ours = fields(text, ["a", "b"]);
    let theirs = serde_json::from_str::<Value>(text);
    let surrogates = text.contains("\\u");
    match (&ours, &theirs) {
        (Some([a, b]), Ok(Value::Object(object))) => {
            same(*a, object.get("a"), text);
            same(*b, object.get("b"), text);
        }
        (None, Ok(Value::Object(_))) | (Some(_), Ok(_)) => panic!("ours {ours:?}, theirs {theirs:?}: {text}"),
        // A lone surrogate is JSON, but no text of serde_json's; a number may be too large for it.
        (Some(_), Err(error)) if surrogates || error.to_string().contains("out of range") => {}
        (Some(_), Err(error)) => panic!("ours reads what theirs does not: {error}: {text}"),
        (None, Ok(_) | Err(_)) => {}
    }
}

fn same(ours: Option<Raw<'_>>, theirs: Option<&Value>, text: &str) {
    assert_eq!(ours.is_some(), theirs.is_some(), "{text}");
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return };
    assert_eq!(ours.text().as_deref(), theirs.as_str(), "{text}");
    match (ours.number(), theirs.as_f64()) {
        (Some(a), Some(b)) => assert!((a - b).abs() <= b.abs() * 1e-12, "{a} {b}: {text}"),
        (a, b) => assert_eq!(a, b, "{text}"),
    }
    let elements = theirs.as_array().map(Vec::as_slice).unwrap_or_default();
    let ours = ours.elements();
    assert_eq!(ours.len(), elements.len(), "{text}");
    for (ours, theirs) in ours.into_iter().zip(elements) {
        same(Some(ours), Some(theirs), text);
    }
}

/// [E3]
#[test]
fn every_text_that_is_almost_json_is_read_as_serde_json_reads_it() {
    let alphabet = b"{}[]\",:\\ \n\tu0d8e19.+-tfnx";
    let mut random = 0x9e37_79b9_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((random >> 33) as usize) % below
    };
    for seed in SEEDS {
        compare(seed);
        for _ in 0..4_000 {
            let mut bytes = seed.as_bytes().to_vec();
            for _ in 0..=next(2) {
                let at = next(bytes.len());
                match next(4) {
                    0 => bytes[at] = alphabet[next(alphabet.len())],
                    1 => bytes.insert(at, alphabet[next(alphabet.len())]),
                    2 => drop(bytes.remove(at)),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            if let Ok(text) = std::str::from_utf8(&bytes) {
                compare(text);
            }
        }
    }
}

/// [E3]
#[test]
fn deep_nesting_uses_no_stack() {
    let deep = format!(r#"{{"a":{}{}}}"#, "[".repeat(500_000), "]".repeat(500_000));
    assert!(fields(&deep, ["a"]).is_some());
    let open = format!(r#"{{"a":{}"#, "[{\"b\":".repeat(150_000));
    assert!(fields(&open, ["a"]).is_none());
}

/// [E6]
#[test]
fn escapes_become_characters_and_half_a_surrogate_pair_becomes_the_replacement_character() {
    let text = |json: &str| fields(json, ["a"]).and_then(|[a]| a?.text().map(String::from));
    for (json, expected) in [
        (r#"{"a":"\"\\\/\b\f\n\r\t"}"#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#"{"a":"\u0041\u00e9\u4E2d"}"#, "Aé中"),
        (r#"{"a":"\ud83d\ude00"}"#, "😀"),
        (r#"{"a":"\ud83dx"}"#, "\u{fffd}x"),
        (r#"{"a":"\ud83d\n"}"#, "\u{fffd}\n"),
        (r#"{"a":"\ud83d\u0041"}"#, "\u{fffd}A"),
        (r#"{"a":"\ude00\ud83d"}"#, "\u{fffd}\u{fffd}"),
        (r#"{"a":"\ud83d\ud83d\ude00"}"#, "\u{fffd}😀"),
        (r#"{"\u0061":"b"}"#, "b"),
        (r#"{"a":"first","a":"last"}"#, "last"),
    ] {
        assert_eq!(text(json).as_deref(), Some(expected), "{json}");
    }
}

/// [T3]
#[test]
fn a_number_is_read_with_sign_point_and_exponent() {
    let number = |json: &str| fields(&format!(r#"{{"a":{json}}}"#), ["a"]).and_then(|[a]| a?.number());
    for (json, expected) in [
        ("3600", 3_600.0),
        ("-3.25", -3.25),
        ("3.6e3", 3_600.0),
        ("36E+2", 3_600.0),
        ("36000e-1", 3_600.0),
        ("0", 0.0),
        ("1e999999999999", f64::INFINITY),
        ("1e-999999999999", 0.0),
    ] {
        assert_eq!(number(json), Some(expected), "{json}");
    }
    for json in ["\"3600\"", "null", "[1]", "{}", "true"] {
        assert_eq!(number(json), None, "{json}");
    }
}
