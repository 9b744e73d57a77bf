//! Frames by a grammar: good, wrong in one place, hostile, broken, deep, long.

use crate::dice::Dice;
use std::fmt::Write;

const STATES: [&str; 10] = [
    "ringing",
    "ringing",
    "ringing",
    "queued",
    "alerting",
    "connected",
    "abandoned",
    "disconnected",
    "terminated",
    "x",
];
const MEDIA: [&str; 6] = ["voice", "chat", "email", "callback", "message", ""];
const ROLES: [&str; 5] = ["agent", "customer", "acd", "external", ""];
const KEYS: [&str; 12] = [
    "eventType",
    "conversation",
    "participants",
    "id",
    "state",
    "mediaType",
    "role",
    "name",
    "queue",
    "",
    "\\u0000",
    "\\ud800",
];

/// Inside of JSON strings: what a person or a bad server may send.
const STRINGS: [&str; 21] = [
    "Mara Lindqvist",
    "Имя Фамилия",
    "<img src=x onerror=alert(1)>",
    "\\u202egnp.exe",
    "\u{202e}gnp.exe\u{2069}",
    "\\u0000\\u0007",
    "\\ud800",
    "\\ude00\\ud83d",
    "\\ud83d\\ude00",
    "\\ud83d\\u0041\\n",
    "e\u{301}\u{323}\u{302}",
    "👩‍👩‍👧‍👦",
    "🇩🇪🇫🇷",
    "\u{200b}",
    "\u{3164} \u{2800}\u{ad}",
    "\u{feff} \u{a0}\u{2028}",
    "\\\"\\\\\\/\\b\\f\\t",
    "",
    "   ",
    "__proto__",
    "\u{10ffff}\u{d7ff}\u{e000}",
];

/// What no JSON parser may take, or may stumble over.
const BROKEN: [&str; 14] = [
    "",
    "null",
    "[]",
    "\"text\"",
    "\u{feff}{}",
    "{",
    "{\"a\":\"\\u12\"}",
    "{\"a\":\"\\x\"}",
    "{}{}",
    "NaN",
    "{\"a\":1e999999999}",
    "{'a':1}",
    "-",
    "\0",
];

/// What a change in the middle of a frame puts there.
const SPLINTERS: [&str; 20] = [
    "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u", "0", "-1e9", "null", "true", "\0", "\n", "é", "😀", "\u{202e}",
    "\\ud800", " ",
];

/// How long a text in a frame gets: over what the engine reads at all.
const LONGEST: usize = 1_100_000;

/// One frame, mostly of one of so many conversations.
pub(crate) fn frame(dice: &mut Dice<'_>, conversations: u64) -> String {
    match dice.below(64) {
        0..=33 => event(dice, conversations),
        34..=39 => mutated(dice, conversations),
        40..=43 => truncated(dice, conversations),
        44..=48 => wrong_somewhere(dice),
        49..=53 => value(dice, 5),
        54..=57 => format!(r#"{{"eventType":"{}","topic":{}}}"#, text(dice), value(dice, 3)),
        58..=60 => (*dice.pick(&BROKEN)).to_owned(),
        61..=62 => (0..dice.below(40)).map(|_| any_char(dice)).collect(),
        _ => big(dice, conversations),
    }
}

fn conversation_id(dice: &mut Dice<'_>, conversations: u64) -> String {
    match dice.below(100) {
        0..=95 => format!("c-{}", dice.below(conversations)),
        96..=97 => format!("c-{}", dice.any()),
        98 => text(dice),
        _ => "i".repeat(1_020 + dice.below(10) as usize),
    }
}

fn event(dice: &mut Dice<'_>, conversations: u64) -> String {
    let id = conversation_id(dice, conversations);
    let (state, media) = (*dice.pick(&STATES), *dice.pick(&MEDIA));
    let participants: Vec<String> =
        (0..dice.below(4)).map(|_| format!(r#"{{"role":"{}","name":"{}"}}"#, dice.pick(&ROLES), text(dice))).collect();
    let extra = if dice.one_in(4) { format!(r#","x":{}"#, value(dice, 3)) } else { String::new() };
    format!(
        r#"{{"eventType":"routing.conversation.event","conversation":{{"id":"{id}","state":"{state}","mediaType":"{media}"}},"participants":[{}]{extra}}}"#,
        participants.join(",")
    )
}

fn wrong_somewhere(dice: &mut Dice<'_>) -> String {
    let mut part = |right: &str| if dice.one_in(4) { value(dice, 2) } else { right.to_owned() };
    let (event_type, id, state) = (part(r#""routing.conversation.event""#), part(r#""c-1""#), part(r#""ringing""#));
    let (role, name) = (part(r#""agent""#), part(r#""Mara""#));
    let participants = part(&format!(r#"[{{"role":{role},"name":{name}}}]"#));
    let conversation = part(&format!(r#"{{"id":{id},"state":{state},"mediaType":[]}}"#));
    format!(r#"{{"eventType":{event_type},"conversation":{conversation},"participants":{participants}}}"#)
}

fn mutated(dice: &mut Dice<'_>, conversations: u64) -> String {
    let mut frame = event(dice, conversations);
    for _ in 0..=dice.below(4) {
        let (from, to) = (place(dice, &frame), place(dice, &frame));
        let (from, to) = (from.min(to), from.max(to));
        let splinter = *dice.pick(&SPLINTERS);
        match dice.below(4) {
            0 => frame.replace_range(from..to.min(ceil(&frame, from + 12)), ""),
            1 => frame.insert_str(from, splinter),
            2 => frame.replace_range(from..ceil(&frame, from + 1), splinter),
            _ => {
                let again = frame[from..to].to_owned();
                frame.insert_str(to, &again);
            }
        }
    }
    frame
}

fn truncated(dice: &mut Dice<'_>, conversations: u64) -> String {
    let mut frame = event(dice, conversations);
    frame.truncate(place(dice, &frame));
    frame
}

/// Rare, for they take long: deep, long, or both.
fn big(dice: &mut Dice<'_>, conversations: u64) -> String {
    let times = match dice.below(40) {
        0 => 100_000 + dice.below(90_000) as usize,
        1..=4 => 5_000,
        _ => 300,
    };
    let name = match dice.below(6) {
        0 => format!("{}{}", "[".repeat(times), "]".repeat(times)),
        1 => "[".repeat(times),
        2 => format!("{}0{}", r#"{"a":"#.repeat(times), "}".repeat(times)),
        3 => format!("[{}0]", "[],".repeat(times)),
        _ => {
            let piece = text(dice);
            format!("\"{}\"", piece.repeat(times.min(LONGEST / piece.len().max(1))))
        }
    };
    let at = dice.below(3);
    event(dice, conversations).replacen(["\"routing", "\"c-", "\"name\":"][at as usize], &name, 1)
}

/// Any JSON value, with some depth at most.
fn value(dice: &mut Dice<'_>, depth: u32) -> String {
    match dice.below(if depth == 0 { 6 } else { 8 }) {
        0 => "null".to_owned(),
        1 => "true".to_owned(),
        2 => (dice.any() as i64).to_string(),
        3 => "-0.5e-7".to_owned(),
        4 | 5 => format!("\"{}\"", text(dice)),
        6 => {
            let values: Vec<String> = (0..dice.below(4)).map(|_| value(dice, depth - 1)).collect();
            format!("[{}]", values.join(","))
        }
        _ => {
            let mut object = String::from("{");
            for n in 0..dice.below(4) {
                let comma = if n == 0 { "" } else { "," };
                let key = *dice.pick(&KEYS);
                let _ = write!(object, "{comma}\"{key}\":{}", value(dice, depth - 1));
            }
            object + "}"
        }
    }
}

/// The inside of a JSON string.
pub(crate) fn text(dice: &mut Dice<'_>) -> String {
    match dice.below(8) {
        0..=4 => (*dice.pick(&STRINGS)).to_owned(),
        5 => (0..dice.below(6)).map(|_| *dice.pick(&STRINGS)).collect(),
        6 => (*dice.pick(&STRINGS)).repeat(dice.below(60) as usize),
        _ => (0..dice.below(20)).map(|_| any_char(dice)).filter(|c| *c >= ' ' && *c != '"' && *c != '\\').collect(),
    }
}

fn any_char(dice: &mut Dice<'_>) -> char {
    let highest = *dice.pick(&[0x7f, 0x7f, 0x7ff, 0xffff, 0x10ffff]);
    u32::try_from(dice.below(highest)).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
}

/// A place between two characters.
fn place(dice: &mut Dice<'_>, frame: &str) -> usize {
    let at = dice.below(frame.len() as u64 + 1) as usize;
    ceil(frame, at)
}

fn ceil(frame: &str, at: usize) -> usize {
    (at..frame.len()).find(|at| frame.is_char_boundary(*at)).unwrap_or(frame.len())
}
