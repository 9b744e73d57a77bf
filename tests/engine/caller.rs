//! Whose name a toast shows, and how text from the network is cleaned.

use crate::support::{Desk, with_client};
use genesys_toasts::Config;
use genesys_toasts::engine::{MAX_DISPLAY_CHARS, MAX_FRAME_BYTES, display_text};
use serde_json::{Value, json};

const CUSTOMER_FIRST: &[&str] = &["customer", "agent"];

/// The name that a ring with these participants, written as JSON, shows.
fn caller_in(participants: &str, roles: Option<&[&str]>) -> String {
    let caller_roles = roles.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect());
    let config = Config { caller_roles: caller_roles.unwrap_or(with_client().caller_roles), ..with_client() };
    let mut desk = Desk::connected_with(config);
    let text = format!(
        r#"{{"eventType":"routing.conversation.event","conversation":{{"id":"c-1","state":"ringing"}},"participants":{participants}}}"#
    );
    desk.text(desk.newest_socket(), &text);
    desk.shown()[0].caller_name.clone()
}

fn caller(participants: &Value) -> String {
    caller_in(&participants.to_string(), None)
}

/// The name that is shown for a name written as a JSON string.
fn shown(name: &str) -> String {
    caller_in(&format!(r#"[{{"role":"agent","name":"{name}"}}]"#), None)
}

/// [E4]
#[test]
fn the_callers_name_is_that_of_the_first_agent_else_of_the_first_participant() {
    let cases = [
        (json!([{ "role": "agent", "name": "A" }]), "A"),
        (json!([{ "role": "customer", "name": "C" }, { "role": "agent", "name": "A" }]), "A"),
        (json!([{ "role": "agent", "name": "A" }, { "role": "agent", "name": "B" }]), "A"),
        (json!([{ "role": "customer", "name": "C" }, { "role": "external", "name": "X" }]), "C"),
        (json!([{ "name": "N" }, { "role": "customer", "name": "C" }]), "N"),
        (json!([{ "role": "Agent", "name": "U" }, { "role": "agents", "name": "P" }]), "U"),
        (json!([{ "role": ["agent"], "name": "L" }, { "role": 7, "name": "S" }]), "L"),
        (json!([{ "name": "F", "role": null }, { "name": "A", "wrapUp": {}, "role": "agent" }]), "A"),
    ];
    for (participants, name) in cases {
        assert_eq!(caller(&participants), name, "{participants}");
    }
}

/// [E4]
#[test]
fn caller_roles_sets_another_order_of_preference() {
    let customer_last = r#"[{"role":"acd","name":"Q"},{"role":"agent","name":"A"},{"role":"customer","name":"C"}]"#;
    let no_customer = r#"[{"role":"acd","name":"Q"},{"role":"agent","name":"A"}]"#;
    let neither = r#"[{"role":"acd","name":"Q"},{"role":"ivr","name":"I"}]"#;
    let cases: [(&str, &[&str], &str); 7] = [
        (customer_last, CUSTOMER_FIRST, "C"),
        (no_customer, CUSTOMER_FIRST, "A"),
        (neither, CUSTOMER_FIRST, "Q"),
        (customer_last, &["agent", "customer"], "A"),
        (neither, &["ivr"], "I"),
        (customer_last, &["external", "customer"], "C"),
        (customer_last, &[], "Q"),
    ];
    for (participants, roles, name) in cases {
        assert_eq!(caller_in(participants, Some(roles)), name, "{roles:?} in {participants}");
    }
}

/// [E4]
#[test]
fn a_name_that_is_empty_missing_or_no_string_is_unknown() {
    let names = [json!(""), json!("   "), json!(null), json!(7), json!(["Mara"]), json!({ "first": "Mara" })];
    for name in names {
        let participants = json!([{ "role": "agent", "name": name }, { "role": "customer", "name": "Imani Okafor" }]);
        assert_eq!(caller(&participants), "Unknown Caller", "{participants}");
    }
    assert_eq!(caller(&json!([{ "role": "agent" }, { "role": "customer", "name": "Imani" }])), "Unknown Caller");
}

/// [E4]
#[test]
fn participants_of_another_shape_are_ignored() {
    let participants = ["[]", "null", "7", r#""agent""#, "{}", r#"{"role":"agent","name":"A"}"#, "[[]]", "[null, 3]"];
    for text in participants {
        assert_eq!(caller_in(text, None), "Unknown Caller", "{text}");
    }
    assert_eq!(caller_in(r#"[["agent","Eve"],{"role":"customer","name":"C"}]"#, None), "C");
}

/// [E4]
#[test]
fn an_event_without_participants_is_from_an_unknown_caller() {
    let mut desk = Desk::connected();
    desk.text(
        desk.newest_socket(),
        r#"{"eventType":"routing.conversation.event","conversation":{"id":"c-1","state":"ringing"}}"#,
    );
    assert_eq!(desk.shown()[0].caller_name, "Unknown Caller");
}

/// [E6]
#[test]
fn markup_is_shown_as_text() {
    for name in ["<img src=x onerror=alert(1)>", "</b><script>x()</script>", "&lt;b&gt; & Søn", "{{7*7}} ${x}"] {
        assert_eq!(caller(&json!([{ "role": "agent", "name": name }])), name);
    }
}

/// [E6]
#[test]
fn exactly_control_and_direction_characters_are_removed() {
    let removed = |c: char| matches!(u32::from(c), 0x00..=0x1f | 0x7f..=0x9f | 0x61c | 0x200e..=0x200f | 0x2028..=0x202e | 0x2066..=0x2069 | 0xfeff);
    for c in char::MIN..=char::MAX {
        let cleaned = display_text(&format!("a{c}b"));
        let expected = if removed(c) { "ab".to_owned() } else { format!("a{c}b") };
        assert_eq!(cleaned, expected, "U+{:04X}", u32::from(c));
    }
}

/// [E6]
#[test]
fn white_space_around_a_name_is_removed_and_inside_it_stays() {
    assert_eq!(shown("  Mara   Lindqvist\u{a0} "), "Mara   Lindqvist");
    assert_eq!(shown("\u{202e} Mara \u{feff}"), "Mara");
    assert_eq!(shown(r"\t\u200fMara\r\n"), "Mara");
}

/// [E6]
#[test]
fn hostile_escapes_are_shown_as_text() {
    let cases = [
        (r"Ma\u0000ra", "Mara"),
        (r"\u202Egnp.exe\u2069", "gnp.exe"),
        (r"\ud83d\ude00", "😀"),
        (r"a\ud83db", "a\u{fffd}b"),
        (r"a\ude00b", "a\u{fffd}b"),
        (r"\ud800", "\u{fffd}"),
        (r"\udfff", "\u{fffd}"),
        (r"\ude00\ud83d", "\u{fffd}\u{fffd}"),
        (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
        (r"\ud83d\u0041", "\u{fffd}A"),
        (r"\ud83d\n", "\u{fffd}"),
        (r"\ud7ff\ue000", "\u{d7ff}\u{e000}"),
        ("\\u0041\u{d7ff}\u{e000}\u{ed80}", "A\u{d7ff}\u{e000}\u{ed80}"),
        (r#"\"\\\/\b\f"#, r#""\/"#),
    ];
    for (written, expected) in cases {
        assert_eq!(shown(written), expected, "{written}");
    }
}

/// [E6]
#[test]
fn a_name_is_cut_after_two_hundred_characters() {
    assert_eq!(MAX_DISPLAY_CHARS, 200);
    for letter in ["a", "é", "漢", "😀"] {
        assert_eq!(shown(&letter.repeat(199)), letter.repeat(199));
        assert_eq!(shown(&letter.repeat(200)), letter.repeat(200));
        assert_eq!(shown(&letter.repeat(201)), letter.repeat(200));
    }
}

/// [E6]
#[test]
fn removed_characters_do_not_count_and_a_cut_leaves_no_white_space_at_the_end() {
    assert_eq!(shown(&"\u{202e}a".repeat(200)), "a".repeat(200));
    assert_eq!(shown(&format!("{} b", "a".repeat(199))), "a".repeat(199));
    assert_eq!(shown(&format!("{}{}", " ".repeat(300), "b".repeat(200))), "b".repeat(200));
}

/// [E6] a fill of letters, then what is seen as one character where the cut is, then more.
#[test]
fn no_visible_character_is_cut_in_two() {
    let seen_as_one = [
        "e\u{301}\u{323}",
        "👩\u{200d}👩\u{200d}👧\u{200d}👦",
        "❤\u{fe0f}",
        "👍🏽",
        "🇩🇪",
        "1\u{fe0f}\u{20e3}",
        "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        "नि",
        "ก็",
        "שָׁ",
        "\u{1112}\u{1161}\u{11ab}",
        "か\u{3099}",
        "葛\u{e0100}",
    ];
    for one in seen_as_one {
        let length = one.chars().count();
        for before in 200 - length..=200 {
            let fill = "a".repeat(before);
            let fits = before + length <= 200;
            let expected =
                if fits { format!("{fill}{one}{}", "b".repeat(200 - before - length)) } else { fill.clone() };
            assert_eq!(display_text(&format!("{fill}{one}{}", "b".repeat(200))), expected, "{one} after {before}");
        }
    }
}

/// [E6]
#[test]
fn flags_are_cut_between_two_flags() {
    let flags = "🇩🇪🇫🇷".repeat(100);
    assert_eq!(display_text(&flags), "🇩🇪🇫🇷".repeat(50));
    assert_eq!(display_text(&format!("a{flags}")), format!("a{}🇩🇪", "🇩🇪🇫🇷".repeat(49)));
}

/// [E6] what is behind the cut counts: 200 characters are not shortened where none follows.
#[test]
fn a_text_that_fits_is_not_shortened() {
    for end in ["e\u{301}", "👩\u{200d}👦", "🇩🇪", "a\u{200d}"] {
        let text = format!("{}{end}", "a".repeat(200 - end.chars().count()));
        assert_eq!(display_text(&text), text);
        assert_eq!(display_text(&format!("{text}\u{0}\u{202e}")), text);
    }
    let piled = "e\u{301}\u{323}".repeat(100);
    assert_eq!(display_text(&piled), "e\u{301}\u{323}".repeat(66));
}

/// [E6]
#[test]
fn a_visible_character_of_more_than_two_hundred_code_points_is_cut() {
    let piled = format!("e{}", "\u{301}".repeat(1_000));
    assert_eq!(display_text(&piled), piled.chars().take(200).collect::<String>());
    let family = "👩\u{200d}".repeat(1_000);
    assert_eq!(display_text(&family), family.chars().take(200).collect::<String>());
    let then = format!("Mara e{}", "\u{301}".repeat(1_000));
    assert_eq!(display_text(&then), "Mara");
}

/// [E4] [E6]
#[test]
fn an_invisible_name_is_unknown() {
    let unseen = [
        "\u{200b}",
        "\u{200c}",
        "\u{200d}",
        "\u{200e}",
        "\u{200f}",
        "\u{2060}",
        "\u{2061}",
        "\u{2064}",
        "\u{206a}",
        "\u{feff}",
        "\u{ad}",
        "\u{34f}",
        "\u{61c}",
        "\u{180e}",
        "\u{115f}",
        "\u{1160}",
        "\u{3164}",
        "\u{ffa0}",
        "\u{2800}",
        "\u{17b4}",
        "\u{fe0f}",
        "\u{fff9}",
        "\u{fffb}",
        "\u{1d159}",
        "\u{1d173}",
        "\u{e0001}",
        "\u{e0041}",
        "\u{e0100}",
        "\u{3000}",
        "\u{2003}",
        "\u{85}",
        "\u{202f}",
        "\u{1680}",
    ];
    for blank in unseen {
        for name in [blank.to_owned(), format!(" {blank}\t{blank} "), blank.repeat(300)] {
            assert_eq!(caller(&json!([{ "role": "agent", "name": name }])), "Unknown Caller", "{name:?}");
        }
        assert_eq!(display_text(&format!("{blank} {blank}Mara")), "Mara", "{blank:?}");
        assert_eq!(display_text(&format!("{}Mara", blank.repeat(300))), "Mara", "{blank:?}");
    }
}

/// [E6] what can be seen is a name, however odd.
#[test]
fn a_name_of_one_character_is_a_name() {
    for name in [
        "-",
        ".",
        "_",
        "0",
        "·",
        "\u{fffd}",
        "\u{600}",
        "\u{6dd}",
        "\u{301}",
        "ㄱ",
        "⠁",
        "🏴",
        "\u{e000}",
        "\u{10ffff}",
    ] {
        assert_eq!(display_text(name), name);
        assert_eq!(caller(&json!([{ "role": "agent", "name": format!("\u{3164}{name}") }])), name);
    }
}

/// [E6] joiners make one picture of several, and letters of Persian what they are.
#[test]
fn joiners_inside_a_name_stay() {
    for name in [
        "👩\u{200d}💻 Mara",
        "می\u{200c}خواهم",
        "क\u{94d}\u{200d}ष",
        "❤\u{fe0f}",
        "🏴\u{e0067}\u{e007f}",
        "Ma\u{ad}ra",
        "a\u{200b}b",
    ] {
        assert_eq!(display_text(name), name);
        assert_eq!(display_text(&format!("\u{200d}{name} ")), name);
    }
}

/// [E6]
#[test]
fn a_name_of_a_megabyte_is_shown_by_its_first_two_hundred_characters() {
    let name = "😀".repeat(MAX_FRAME_BYTES / 4 - 100);
    assert_eq!(shown(&name), "😀".repeat(200));
    let escaped = r"\ud800".repeat(MAX_FRAME_BYTES / 6 - 100);
    assert_eq!(shown(&escaped), "\u{fffd}".repeat(200));
}
