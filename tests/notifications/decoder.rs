//! The decoder on frames as they come, and on frames that nobody should send.
use crate::support::Desk;
use crate::support::channel::ME;
use genesys_toasts::engine::notifications::{Frame, decode, frame_filters, read_channel};
use genesys_toasts::engine::{HttpResponse, WallTime};
use genesys_toasts::{Input, Output};
use serde_json::{Value, json};

fn samples() -> Vec<String> {
    let folder = format!("{}/tests/fixtures/notifications", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("samples").map(|entry| entry.expect("a sample").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read_to_string(path).expect("text")).collect()
}

fn next(dice: &mut u64) -> usize {
    *dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*dice >> 33) as usize
}

/// Cuts, doubles or changes a part of a text.
fn mutated(text: &str, dice: &mut u64) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..1 + next(dice) % 3 {
        let (at, length) = (next(dice) % bytes.len(), 1 + next(dice) % 40);
        let end = (at + length).min(bytes.len());
        match next(dice) % 4 {
            0 => drop(bytes.drain(at..end)),
            1 => bytes[at] = b"{}[]\",:\\0a\x01 "[next(dice) % 12],
            2 => bytes.truncate(at.max(1)),
            _ => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
        }
        if bytes.is_empty() {
            bytes.push(b'{');
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether my id is the user of somebody in a conversation.
fn has_me(frame: &Frame<'_>) -> bool {
    let Frame::Conversation(conversation) = frame else { return false };
    conversation.participants.iter().any(|participant| participant.user_id().is_some_and(|id| id.is(ME)))
}

fn is_object(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|value| value.is_object())
}

/// [E3] [N12] what is no JSON object is bad, and nothing else but a conversation without id or participants.
#[test]
fn a_frame_is_bad_only_if_it_is_no_object_or_no_conversation() {
    let (mut dice, mut bad) = (1, 0);
    for sample in samples() {
        assert!(!matches!(decode(&sample), Frame::Bad), "{sample}");
        for _ in 0..2_000 {
            let text = mutated(&sample, &mut dice);
            let frame = decode(&text);
            if !is_object(&text) {
                assert!(matches!(frame, Frame::Bad), "not an object, and read: {text}");
                bad += 1;
            } else if matches!(frame, Frame::Bad) {
                let value: Value = serde_json::from_str(&text).expect("an object");
                let body = &value["eventBody"];
                let readable = body["id"].as_str().is_some_and(|id| !id.is_empty()) && body["participants"].is_array();
                let doubled = text.matches("\"id\"").count() != sample.matches("\"id\"").count();
                assert!(!readable || doubled, "could be read: {text}");
            }
        }
    }
    assert!(bad > 10_000, "{bad}");
}

/// [N7] an id may be written as escapes.
#[test]
fn an_escaped_id_is_read() {
    let topic = "v2.routing.queues.q-1.conversations";
    let escaped: String = ME.chars().map(|c| format!("\\u{:04x}", c as u32)).collect();
    let text = format!(
        r#"{{"topicName":"{topic}","eventBody":{{"id":"c-1","participants":[{{"id":"p-1","purpose":"agent","userId":"{escaped}","calls":[{{"state":"alerting"}}]}}]}}}}"#
    );
    assert!(has_me(&decode(&text)));
    assert!(!frame_filters(ME).iter().any(|filter| filter.skips(&text)));
}

/// [N3] the end of a channel.
#[test]
fn the_expiry_of_a_channel_is_read_if_it_is_a_date_in_utc() {
    let end = |date: &str| {
        let body = json!({ "id": "channel-1", "connectUri": "wss://streaming.example", "expires": date });
        read_channel(&body.to_string()).expect("a channel").expires_at
    };
    assert_eq!(end("2026-11-24T14:00:00.000Z"), Some(WallTime(1_795_528_800_000)));
    assert_eq!(end("2026-11-24T14:00:00.250Z"), Some(WallTime(1_795_528_800_250)));
    assert_eq!(end("1970-01-01T00:00:01Z"), Some(WallTime(1_000)));
    for wrong in [
        "",
        "2026-11-24",
        "2026-13-24T14:00:00Z",
        "2026-02-30T14:00:00Z",
        "2026-11-24T14:00:00+01:00",
        "1969-12-31T23:59:59Z",
        "ä026-11-24T14:00:00Z",
    ] {
        assert_eq!(end(wrong), None, "{wrong}");
    }
}

/// [N7] [N2] what is skipped has no leg of the agent, and says nothing about the channel.
#[test]
fn skipped_frames_contain_no_leg_of_the_agent() {
    let filters = frame_filters(ME);
    let (mut dice, mut skipped) = (2, 0);
    let others = samples().into_iter().map(|sample| sample.replace(ME, "somebody-else")).collect::<Vec<_>>();
    for sample in samples().into_iter().chain(others) {
        for turn in 0..500 {
            let text = if turn == 0 { sample.clone() } else { mutated(&sample, &mut dice) };
            if filters.iter().any(|filter| filter.skips(&text)) {
                let frame = decode(&text);
                let harmless = matches!(frame, Frame::Ignored | Frame::Alive | Frame::Conversation(_) | Frame::Bad);
                assert!(harmless && !has_me(&frame), "{text}");
                skipped += 1;
            }
        }
    }
    assert!(skipped > 500, "{skipped}");
}

/// [E3] [N12] the engine continues after any content of the stream and of answers.
#[test]
fn hostile_frames_and_answers_cause_no_panic_and_bounded_memory() {
    let samples = samples();
    let mut dice = 4;
    let mut desk = Desk::receiving();
    for turn in 0..10_000 {
        let text = mutated(&samples[next(&mut dice) % samples.len()], &mut dice);
        let live = desk.newest_socket();
        desk.open(live);
        desk.text(live, &text);
        if turn % 50 == 0 {
            desk.sleep(11_000);
        }
        let asked: Vec<_> = desk.token_requests().into_iter().map(|(id, _)| id).collect();
        for id in asked {
            let body = mutated(&samples[next(&mut dice) % samples.len()], &mut dice);
            let status = [200, 200, 200, 400, 404, 500][next(&mut dice) % 6];
            desk.input(Input::Answer(id, Ok(HttpResponse { status, body, ..HttpResponse::default() })));
        }
        assert!(desk.trace.len() < 1_000, "{} outputs", desk.trace.len());
        desk.trace.retain(|(_, output)| matches!(output, Output::OpenSocket { .. }));
        desk.tick(100);
    }
    assert!(desk.toasts().len() <= 50);
    assert!(desk.counters().frames > 1_000);
}
