//! Which events make a toast, and which end one.

use crate::support::{Desk, event, ringing};
use genesys_toasts::engine::{DismissReason, Status};
use serde_json::{Value, json};

/// A ringing event with these values in place of its own, and none where the value is `None`.
fn frame(event_type: Option<Value>, media_type: Option<Value>) -> String {
    let mut frame = json!({
        "conversation": { "id": "c-1", "state": "ringing" },
        "participants": [{ "role": "agent", "name": "Mara Lindqvist" }],
    });
    if let Some(event_type) = event_type {
        frame["eventType"] = event_type;
    }
    if let Some(media_type) = media_type {
        frame["conversation"]["mediaType"] = media_type;
    }
    frame.to_string()
}

fn media_type_of(media_type: Option<Value>) -> String {
    let mut desk = Desk::connected();
    desk.text(desk.newest_socket(), &frame(Some(json!("routing.conversation.event")), media_type));
    desk.shown()[0].media_type.clone()
}

/// [E1]
#[test]
fn only_ringing_makes_a_toast() {
    let others = [
        "queued",
        "alerting",
        "connected",
        "abandoned",
        "disconnected",
        "terminated",
        "Ringing",
        "ringing ",
        "dialing",
    ];
    for state in others {
        let mut desk = Desk::connected();
        desk.text(desk.newest_socket(), &event("c-1", state, "voice"));
        assert!(desk.outputs().next().is_none(), "{state}");
        let counters = desk.counters();
        assert_eq!((counters.frames, counters.ignored, counters.bad), (1, 1, 0), "{state}");
    }
    let mut desk = Desk::connected();
    desk.text(desk.newest_socket(), &event("c-1", "ringing", "voice"));
    assert_eq!(desk.toasts(), ["c-1"]);
    let counters = desk.counters();
    assert_eq!((counters.frames, counters.ignored, counters.toasts_shown), (1, 0, 1));
}

/// [E1]
#[test]
fn a_conversation_that_is_queued_then_alerting_then_ringing_makes_one_toast_at_the_end() {
    let mut desk = Desk::connected();
    for (state, toasts) in [("queued", 0), ("alerting", 0), ("ringing", 1)] {
        desk.text(desk.newest_socket(), &event("c-1", state, "voice"));
        assert_eq!(desk.shown().len(), toasts, "{state}");
    }
}

/// [E1]
#[test]
fn other_fields_white_space_and_the_order_of_fields_do_not_matter() {
    let frames = [
        r#"{"version":2,"eventType":"routing.conversation.event","conversation":{"id":"c-1","state":"ringing","queue":{"id":"q"}}}"#,
        r#"{"participants":[],"conversation":{"mediaType":"chat","state":"ringing","id":"c-1"},"eventType":"routing.conversation.event"}"#,
        "\r\n\t { \"eventType\" :\n\"routing.conversation.event\" , \"conversation\":{ \"id\":\t\"c-1\",\"state\":\"ringing\" } } \n",
        r#"{"x":1,"x":[1e999999,-0.0,{"x":null}],"eventType":"routing.conversation.event","conversation":{"y":1,"y":2,"id":"c-1","state":"ringing"}}"#,
        r#"{"eventType":"routing.conversation\u002eevent","conversation":{"\u0069d":"c\u002d1","state":"ring\u0069ng"}}"#,
    ];
    for text in frames {
        let mut desk = Desk::connected();
        desk.text(desk.newest_socket(), text);
        assert_eq!(desk.toasts(), ["c-1"], "{text}");
    }
}

/// [E1] [E4]
#[test]
fn the_last_of_two_fields_with_the_same_name_counts() {
    let twice = r#"{"eventType":"x","eventType":"routing.conversation.event","conversation":7,"conversation":{"id":"c-0","id":"c-1","state":"queued","state":"ringing"},"participants":[],"participants":[{"role":"agent","name":"A","name":"B"}]}"#;
    let mut desk = Desk::connected();
    desk.text(desk.newest_socket(), twice);
    assert_eq!(desk.toasts(), ["c-1"]);
    assert_eq!(desk.shown()[0].caller_name, "B");
}

/// [E1]
#[test]
fn the_names_of_other_fields_may_be_any_text() {
    for name in ["", r"\u0000", r"\ud800", r"\ud83d\ude00", "eventtype", "\u{202e}"] {
        let mut desk = Desk::connected();
        desk.text(desk.newest_socket(), &ringing("c-1").replacen('{', &format!(r#"{{"{name}":[1],"#), 1));
        assert_eq!(desk.toasts(), ["c-1"], "{name}");
    }
}

/// [E2] [O6]
#[test]
fn a_frame_of_another_event_type_is_ignored_and_counted_with_any_content() {
    let types = [
        json!("routing.conversation.event.v2"),
        json!("Routing.Conversation.Event"),
        json!(" routing.conversation.event"),
        json!("routing.conversation.even"),
        json!("v2.system.heartbeat"),
        json!(""),
        json!(null),
        json!(7),
        json!(true),
        json!({ "eventType": "routing.conversation.event" }),
        json!(["routing.conversation.event"]),
    ];
    for event_type in types.iter().cloned().map(Some).chain([None]) {
        let mut desk = Desk::connected();
        desk.text(desk.newest_socket(), &frame(event_type.clone(), None));
        assert!(desk.outputs().next().is_none(), "{event_type:?}");
        let counters = desk.counters();
        assert_eq!((counters.frames, counters.ignored, counters.bad), (1, 1, 0), "{event_type:?}");
    }
}

/// [E2]
#[test]
fn a_frame_of_another_event_type_may_lack_all_that_an_event_needs() {
    let frames = [
        "{}",
        r#"{"eventType":"heartbeat"}"#,
        r#"{"eventType":"heartbeat","conversation":7,"participants":"none"}"#,
        r#"{"eventType":"heartbeat","conversation":{"id":"","state":[]}}"#,
        r#"{"conversation":{"id":"c-1","state":"ringing"}}"#,
    ];
    let mut desk = Desk::connected();
    for text in frames {
        desk.text(desk.newest_socket(), text);
    }
    let counters = desk.counters();
    assert_eq!((counters.frames, counters.ignored, counters.bad), (5, 5, 0));
    assert_eq!((desk.status(), desk.errors().len()), (Status::Connected, 0));
}

/// [E5]
#[test]
fn a_media_type_that_is_missing_empty_or_no_string_is_voice() {
    let none = [json!(""), json!(null), json!(0), json!(false), json!([]), json!(["chat"]), json!({ "type": "chat" })];
    for media_type in none.iter().cloned().map(Some).chain([None]) {
        assert_eq!(media_type_of(media_type.clone()), "voice", "{media_type:?}");
    }
}

/// [E5] [E6]
#[test]
fn a_media_type_is_unchanged_except_for_the_cleaning_of_all_texts() {
    let cases = [
        (json!("chat"), "chat"),
        (json!("Voice"), "Voice"),
        (json!("web message"), "web message"),
        (json!(" email\u{202e} "), "email"),
        (json!("\u{0}\u{2066}  "), "voice"),
    ];
    for (media_type, shown) in cases {
        assert_eq!(media_type_of(Some(media_type)), shown);
    }
    assert_eq!(media_type_of(Some(json!("m".repeat(201)))), "m".repeat(200));
}

/// [E7]
#[test]
fn while_a_toast_is_shown_more_ringing_events_of_its_conversation_add_none() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    let first = desk.snapshot().toasts;
    desk.trace.clear();
    desk.ring("c-1");
    desk.text(desk.newest_socket(), &event("c-1", "ringing", "chat"));
    assert!(desk.outputs().next().is_none());
    assert_eq!(desk.snapshot().toasts, first);
    assert_eq!((desk.counters().duplicates, desk.counters().toasts_shown), (2, 1));
}

/// [E7]
#[test]
fn while_a_toast_is_shown_ringing_events_of_the_other_socket_add_none() {
    let mut desk = Desk::connected();
    let (old, new) = desk.replace_socket();
    desk.open(new);
    desk.text(new, &event("c-1", "ringing", "voice"));
    desk.text(old, &event("c-1", "ringing", "callback"));
    assert_eq!(desk.shown().len(), 1);
    assert_eq!(desk.counters().duplicates, 1);
}

/// [E7]
#[test]
fn each_conversation_has_its_own_toast() {
    let mut desk = Desk::connected();
    for conversation in ["c-1", "c-2", "C-1", "c-1 ", "c"] {
        desk.ring(conversation);
    }
    assert_eq!(desk.toasts(), ["c-1", "c-2", "C-1", "c-1 ", "c"]);
}

/// [E8] [O5]
#[test]
fn the_end_of_a_conversation_removes_its_toast_with_the_reason() {
    let ends = [
        ("connected", DismissReason::Answered),
        ("abandoned", DismissReason::Abandoned),
        ("disconnected", DismissReason::Ended),
        ("terminated", DismissReason::Ended),
    ];
    for (state, reason) in ends {
        let mut desk = Desk::connected();
        desk.ring("c-0");
        desk.ring("c-1");
        desk.ring("c-2");
        desk.trace.clear();
        desk.text(desk.newest_socket(), &event("c-1", state, "chat"));
        let dismissed: Vec<_> = desk.dismissed().iter().map(|(t, r)| (t.conversation_id.clone(), *r)).collect();
        assert_eq!(dismissed, [("c-1".to_owned(), reason)]);
        assert_eq!(desk.toasts(), ["c-0", "c-2"]);
        assert_eq!(desk.snapshot_changes(), 1);
        let counters = desk.counters();
        assert_eq!((counters.ignored, counters.duplicates, counters.toasts_by_reason.of(&reason)), (0, 0, 1));
    }
}

/// [E8]
#[test]
fn after_the_end_of_a_conversation_its_next_ringing_makes_a_new_toast() {
    for state in ["connected", "abandoned", "disconnected", "terminated"] {
        let mut desk = Desk::connected();
        desk.ring("c-1");
        desk.text(desk.newest_socket(), &event("c-1", state, "voice"));
        desk.ring("c-1");
        let shown = desk.shown();
        assert_eq!(shown.len(), 2, "{state}");
        assert_ne!(shown[0].id, shown[1].id);
        assert_eq!(desk.toasts(), ["c-1"]);
    }
}

/// [E8]
#[test]
fn queued_alerting_and_unknown_states_remove_no_toast() {
    for state in ["queued", "alerting", "parked", "Connected", "connected ", "ended"] {
        let mut desk = Desk::connected();
        desk.ring("c-1");
        let before = desk.snapshot().toasts;
        desk.pass(3_000);
        desk.trace.clear();
        desk.text(desk.newest_socket(), &event("c-1", state, "voice"));
        assert!(desk.outputs().next().is_none(), "{state}");
        assert_eq!(desk.snapshot().toasts, before, "{state}");
        assert_eq!(desk.until_timer(), Some(2_000), "stable after 5 s, {state}");
        desk.pass(4_999);
        assert_eq!(desk.toasts(), ["c-1"], "{state}");
        desk.pass(1);
        assert!(desk.toasts().is_empty(), "{state}");
    }
}

/// [E8] [O6]
#[test]
fn the_end_of_a_conversation_without_a_toast_changes_nothing() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    desk.trace.clear();
    for state in ["connected", "abandoned", "disconnected", "terminated"] {
        desk.text(desk.newest_socket(), &event("c-2", state, "voice"));
    }
    assert!(desk.outputs().next().is_none());
    assert_eq!(desk.counters().ignored, 4);
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [E8]
#[test]
fn an_end_needs_no_participants() {
    let mut desk = Desk::connected();
    desk.text(desk.newest_socket(), &ringing("c-1"));
    let end = r#"{"eventType":"routing.conversation.event","conversation":{"id":"c-1","state":"connected"}}"#;
    desk.text(desk.newest_socket(), end);
    assert!(desk.toasts().is_empty());
}
