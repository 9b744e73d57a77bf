//! Frames that can't be read.

use crate::support::{Desk, ringing};
use genesys_toasts::engine::{ErrorCode, SocketEvent, Status};
use genesys_toasts::engine::{MAX_FRAME_BYTES, MAX_ID_BYTES};
use genesys_toasts::{Input, Output};

fn with_conversation(conversation: &str) -> String {
    format!(r#"{{"eventType":"routing.conversation.event","conversation":{conversation}}}"#)
}

/// A ringing event, with spaces up to this many bytes.
fn padded(conversation: &str, bytes: usize) -> String {
    let text = ringing(conversation);
    format!("{}{text}", " ".repeat(bytes - text.len()))
}

fn binary(desk: &mut Desk) {
    desk.input(Input::Socket(desk.newest_socket(), SocketEvent::Unreadable));
}

/// Asserts that the frame is counted and reported as bad, and changes nothing else; a good frame afterwards still
/// rings.
fn assert_bad(text: &str) {
    let mut desk = Desk::connected();
    let shown: String = text.chars().take(120).collect();
    desk.text(desk.newest_socket(), text);
    let counters = desk.counters();
    assert_eq!((counters.frames, counters.bad, counters.ignored), (1, 1, 0), "{shown}");
    let codes: Vec<_> = desk.errors().iter().map(|error| error.code).collect();
    assert_eq!(codes, [ErrorCode::BadFrame], "{shown}");
    assert_eq!((desk.snapshot_changes(), desk.closed().len(), desk.shown().len()), (0, 0, 0), "{shown}");
    assert_eq!((desk.status(), desk.snapshot().error), (Status::Connected, None), "{shown}");
    desk.ring("after");
    assert_eq!(desk.toasts(), ["after"], "{shown}");
}

/// [E3]
#[test]
fn a_frame_that_is_not_a_json_object_is_bad() {
    let whole = ringing("c-1");
    let texts = [
        "",
        " ",
        "\0",
        "null",
        "true",
        "7",
        r#""routing.conversation.event""#,
        "[]",
        "{",
        "}",
        "{]",
        "{}{}",
        "{'eventType':'routing.conversation.event'}",
        r#"{"eventType":"routing.conversation.event",}"#,
        r#"{"eventType" "routing.conversation.event"}"#,
        r#"{eventType:1}"#,
        r#"{"a":NaN}"#,
        r#"{"a":01}"#,
        r#"{"a":"\x"}"#,
        r#"{"a":"\u12"}"#,
        "{\"a\":\"\n\"}",
        "{}/* */",
    ];
    for text in texts {
        assert_bad(text);
    }
    for text in [
        format!("[{whole}]"),
        format!("\u{feff}{whole}"),
        format!("\u{a0}{whole}"),
        format!("{whole}\0"),
        format!("{whole}{whole}"),
        format!("{whole},"),
    ] {
        assert_bad(&text);
    }
}

/// [E3]
#[test]
fn a_frame_cut_anywhere_is_bad() {
    let whole = ringing("c-1");
    for end in 0..whole.len() {
        assert_bad(&whole[..end]);
    }
}

/// [E3]
#[test]
fn an_event_whose_conversation_is_no_object_is_bad() {
    assert_bad(r#"{"eventType":"routing.conversation.event"}"#);
    for conversation in ["null", "7", "false", r#""c-1""#, "[]", r#"["c-1","ringing","voice"]"#, "{}"] {
        assert_bad(&with_conversation(conversation));
    }
}

/// [E3]
#[test]
fn an_event_whose_id_or_state_is_missing_empty_or_no_string_is_bad() {
    for wrong in [r#""""#, "null", "0", "1.5", "true", "{}", r#"{"id":"c-1"}"#, "[]", r#"["c-1"]"#] {
        assert_bad(&with_conversation(&format!(r#"{{"id":{wrong},"state":"ringing"}}"#)));
        assert_bad(&with_conversation(&format!(r#"{{"id":"c-1","state":{wrong}}}"#)));
    }
    assert_bad(&with_conversation(r#"{"state":"ringing"}"#));
    assert_bad(&with_conversation(r#"{"id":"c-1"}"#));
    assert_bad(&with_conversation(r#"{"Id":"c-1","State":"ringing"}"#));
}

/// [E3]
#[test]
fn a_conversation_id_may_be_a_kibibyte_long() {
    assert_eq!(MAX_ID_BYTES, 1_024);
    let mut desk = Desk::connected();
    for id in ["i".repeat(1_024), "é".repeat(512)] {
        desk.ring(&id);
        assert_eq!(desk.shown().last().map(|toast| toast.conversation_id.clone()), Some(id));
    }
    desk.ring(&r"\u0045".repeat(1_024));
    assert_eq!(desk.shown().len(), 3);
    assert_bad(&ringing(&"i".repeat(1_025)));
    assert_bad(&ringing(&"é".repeat(513)));
    assert_bad(&ringing(&r"\u0045".repeat(1_025)));
}

/// [E3]
#[test]
fn a_frame_may_be_a_mebibyte_long() {
    assert_eq!(MAX_FRAME_BYTES, 1_048_576);
    let mut desk = Desk::connected();
    desk.text(desk.newest_socket(), &padded("c-1", 1_048_576));
    assert_eq!(desk.toasts(), ["c-1"]);
    assert_bad(&padded("c-1", 1_048_577));
}

/// [E3]
#[test]
fn the_length_of_a_frame_counts_in_bytes() {
    let name = "é".repeat(MAX_FRAME_BYTES / 2);
    let text = ringing("c-1").replace("Mara Lindqvist", &name);
    assert!(text.chars().count() < MAX_FRAME_BYTES);
    assert_bad(&text);
}

/// [E3]
#[test]
fn a_binary_frame_is_bad() {
    let mut desk = Desk::connected();
    binary(&mut desk);
    assert_eq!((desk.counters().frames, desk.counters().bad), (1, 1));
    assert_eq!(desk.errors()[0].code, ErrorCode::BadFrame);
    assert_eq!((desk.status(), desk.closed().len(), desk.snapshot_changes()), (Status::Connected, 0, 0));
    desk.ring("after");
    assert_eq!(desk.toasts(), ["after"]);
}

/// [E3] [F1]
#[test]
fn a_bad_frame_is_always_counted_and_reported_once_until_one_is_read_and_at_most_once_a_minute() {
    let mut desk = Desk::connected();
    for _ in 0..3 {
        desk.text(desk.newest_socket(), "no JSON");
    }
    assert_eq!(desk.errors().len(), 1);
    desk.tick(59_999);
    binary(&mut desk);
    assert_eq!(desk.errors().len(), 1);
    desk.pass(1);
    desk.text(desk.newest_socket(), "[]");
    assert_eq!(desk.errors().len(), 1, "none has been read since");
    desk.ring("c-1");
    desk.text(desk.newest_socket(), "[]");
    desk.text(desk.newest_socket(), "[]");
    assert_eq!(desk.errors().len(), 1, "within the minute");
    desk.pass(60_000);
    desk.ring("c-2");
    binary(&mut desk);
    assert_eq!(desk.errors().len(), 2);
    assert_eq!((desk.counters().frames, desk.counters().bad), (10, 8));
}

/// [E3] [D1]
#[test]
fn the_error_of_a_bad_frame_does_not_contain_its_content() {
    let mut desk = Desk::connected();
    desk.text(
        desk.newest_socket(),
        r#"{"eventType":"routing.conversation.event","conversation":{"id":7,"name":"Imani Okafor"}"#,
    );
    let error = desk.errors().remove(0);
    assert_eq!((error.retryable, error.status), (true, None));
    let everything = format!("{:?}", desk.outputs().collect::<Vec<&Output>>());
    assert!(!everything.contains("Imani") && !everything.contains("eventType"), "{everything}");
}

/// [E3]
#[test]
fn deep_nesting_is_read_or_bad_and_never_a_panic() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    let whole = ringing("c-1");
    for nested in [deep("[", "]"), deep(r#"{"a":"#, "}").replacen("}", "0}", 1)] {
        let mut desk = Desk::connected();
        desk.text(desk.newest_socket(), &whole.replacen('{', &format!(r#"{{"extra":{nested},"#), 1));
        assert_eq!(desk.toasts(), ["c-1"]);
        desk.text(desk.newest_socket(), &whole.replace("c-1", "c-2").replace(r#""Mara Lindqvist""#, &nested));
        assert_eq!(desk.shown()[1].caller_name, "Unknown Caller");
        desk.text(
            desk.newest_socket(),
            &with_conversation(&format!(r#"{{"id":"c-3","state":"ringing","mediaType":{nested}}}"#)),
        );
        assert_eq!(desk.shown()[2].media_type, "voice");
        assert_bad(&with_conversation(&nested));
        assert_bad(&with_conversation(&format!(r#"{{"id":{nested},"state":"ringing"}}"#)));
    }
    assert_bad(&"[".repeat(500_000));
    assert_bad(&r#"{"a":"#.repeat(100_000));
}
