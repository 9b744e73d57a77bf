//! Counters, events and log lines for a support ticket.

use crate::support::{Desk, MORNING, event, with_client};
use genesys_toasts::engine::config::{BackoffOptions, Jitter};
use genesys_toasts::engine::{
    Counters, DismissReason, ErrorCode, Event, LogLevel, MAX_EVENTS, Secret, SocketEvent, SocketId, Status, Tally,
};
use genesys_toasts::{Config, Input, Output};
use serde_json::{Value, json};

/// How many close codes are counted apart.
const CLOSE_CODES: u16 = 64;

fn without_jitter() -> Config {
    let backoff = BackoffOptions { jitter: Jitter::None, ..BackoffOptions::default() };
    Config { backoff, max_silence_ms: None, ..with_client() }
}

fn events(desk: &Desk) -> Vec<Event> {
    desk.engine.diagnostics().events
}

/// The log lines as events: an error is noted by its code alone.
fn logged(outputs: &[Output]) -> Vec<String> {
    let lines = outputs
        .iter()
        .filter_map(|output| if let Output::Log(level, line) = output { Some((*level, line.clone())) } else { None });
    let code_of = |line: &str| line.split_once(": ").map(|(code, _)| code.to_owned());
    let codes = ErrorCode::ALL.map(ErrorCode::as_str);
    lines
        .map(|(level, line)| match code_of(&line) {
            Some(code) if level >= LogLevel::Warn && codes.contains(&code.as_str()) => format!("error {code}"),
            _ => line,
        })
        .collect()
}

/// Connects again after the socket was closed.
fn reconnect(desk: &mut Desk) -> SocketId {
    desk.pass(30_000);
    let socket = desk.opening();
    desk.open(socket);
    socket
}

/// [D1]
#[test]
fn before_the_start_the_diagnostics_are_empty() {
    let desk = Desk::new(with_client());
    let diagnostics = desk.engine.diagnostics();
    assert_eq!(diagnostics.counters, Counters::default());
    assert_eq!((diagnostics.status, diagnostics.events.len()), (Status::Idle, 0));
    assert_eq!(diagnostics.status_detail, desk.detail());
}

/// [D1]
#[test]
fn everything_is_counted() {
    let mut desk = Desk::connected_with(without_jitter());
    let first = desk.newest_socket();
    for conversation in ["answered", "abandoned", "ended", "user", "timeout"] {
        desk.ring(conversation);
    }
    desk.ring("user");
    for (conversation, state) in [("answered", "connected"), ("abandoned", "abandoned"), ("ended", "terminated")] {
        desk.text(first, &event(conversation, state, "voice"));
    }
    let id = desk.snapshot().toasts[0].id.clone();
    desk.input(Input::Dismiss(id));
    desk.pass(8_000);
    desk.text(first, r#"{"eventType":"heartbeat"}"#);
    desk.text(first, &event("new", "queued", "voice"));
    desk.text(first, "no JSON");
    desk.input(Input::Socket(first, SocketEvent::Unreadable));
    desk.close(first, 1_006);
    desk.text(first, "too late");
    let second = reconnect(&mut desk);
    desk.close(second, 1_012);
    let third = reconnect(&mut desk);
    desk.close(third, 1_006);
    let expected = Counters {
        frames: 13,
        ignored: 2,
        duplicates: 1,
        bad: 2,
        stale: 1,
        toasts_shown: 5,
        toasts_by_reason: Tally::from([
            (DismissReason::Answered, 1),
            (DismissReason::Abandoned, 1),
            (DismissReason::Ended, 1),
            (DismissReason::User, 1),
            (DismissReason::Timeout, 1),
        ]),
        connects: 3,
        closes: Tally::from([(1_006, 2), (1_012, 1)]),
        token_fetches: 1,
        resyncs: 0,
        gaps: 3,
    };
    assert_eq!(desk.counters(), expected);
}

/// [D1] [S7]
#[test]
fn events_of_replaced_sockets_and_requests_are_counted_as_stale() {
    let mut desk = Desk::connected();
    let stranger = SocketId(99);
    desk.open(stranger);
    desk.text(stranger, "{}");
    desk.input(Input::Socket(stranger, SocketEvent::Unreadable));
    desk.close(stranger, 1_006);
    let counters = desk.counters();
    assert_eq!((counters.stale, counters.frames, counters.bad, counters.connects), (4, 0, 0, 1));
    assert_eq!(counters.closes.iter().count(), 0);
}

/// [D1]
#[test]
fn toasts_are_counted_by_reason_also_those_that_overflow_and_those_removed_by_stopping() {
    let mut desk = Desk::connected_with(Config { max_toasts: 2, ..with_client() });
    for conversation in ["c-1", "c-2", "c-3"] {
        desk.ring(conversation);
    }
    desk.input(Input::Stop);
    let reasons = desk.counters().toasts_by_reason;
    assert_eq!(reasons, Tally::from([(DismissReason::Overflow, 1), (DismissReason::Stopped, 2)]));
}

/// [D1] [S13]
#[test]
fn counters_continue_after_a_restart() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    desk.stop_and_start("token-2");
    desk.ring("c-1");
    let counters = desk.counters();
    assert_eq!((counters.frames, counters.toasts_shown, counters.connects), (2, 2, 2));
}

/// [D1]
#[test]
fn sixty_four_close_codes_are_counted_separately_and_the_others_together() {
    let mut desk = Desk::connected_with(without_jitter());
    let mut socket = desk.newest_socket();
    for code in 3_000..3_000 + CLOSE_CODES + 2 {
        desk.close(socket, code);
        socket = reconnect(&mut desk);
        desk.trace.clear();
    }
    desk.close(socket, 3_000);
    let closes = desk.counters().closes;
    assert_eq!((closes.of(&3_000), closes.of(&3_063), closes.of(&3_064), closes.of(&0)), (2, 1, 0, 2));
    assert_eq!(closes.iter().count(), usize::from(CLOSE_CODES) + 1);
}

/// [D1]
#[test]
fn the_last_two_hundred_events_are_stored_oldest_first_with_their_times() {
    assert_eq!(MAX_EVENTS, 200);
    let mut desk = Desk::connected_with(Config { max_toasts: 1_000, ..with_client() });
    for n in events(&desk).len()..200 {
        desk.tick(1);
        desk.ring(&format!("c-{n}"));
        assert_eq!(events(&desk).len(), n + 1);
    }
    let full = events(&desk);
    assert_eq!(full[0], Event { at: MORNING, line: "started".to_owned() });
    desk.tick(1);
    desk.trace.clear();
    desk.ring("one more");
    let after = events(&desk);
    assert_eq!(after.len(), 200);
    assert_eq!(after[..199], full[1..]);
    assert_eq!(after[199].at, desk.now.wall.0);
    assert_eq!(after[199].line, format!("toast {} shown", desk.shown()[0].id));
    assert!(after.is_sorted_by_key(|event| event.at));
}

/// [D1]
#[test]
fn the_diagnostics_contain_the_current_status() {
    let mut desk = Desk::connected();
    assert_eq!(desk.engine.diagnostics().status, Status::Connected);
    desk.close(desk.newest_socket(), 1_006);
    let diagnostics = desk.engine.diagnostics();
    assert_eq!((diagnostics.status, diagnostics.status_detail.close_code), (Status::Disconnected, Some(1_006)));
    assert_eq!(diagnostics.status_detail, desk.detail());
    desk.input(Input::Stop);
    assert_eq!(desk.engine.diagnostics().status, Status::Stopped);
}

/// [D1]
#[test]
fn the_diagnostics_have_the_names_in_javascript_that_the_docs_have() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    desk.input(Input::DismissAll);
    let written = serde_json::to_value(desk.engine.diagnostics()).unwrap();
    let expected = json!({
        "frames": 1, "ignored": 0, "duplicates": 0, "bad": 0, "stale": 0, "toastsShown": 1, "toastsByReason": { "user": 1 },
        "connects": 1, "closes": {}, "tokenFetches": 1, "resyncs": 0, "gaps": 0,
    });
    assert_eq!(written["counters"], expected);
    assert_eq!(written["status"], "connected");
    let detail = json!({
        "phase": "open", "since": MORNING, "attempt": 0, "nextRetryAt": null, "canRetry": false, "blindSince": MORNING, "offline": false,
        "closeCode": null, "closeReason": null, "lastFrameAt": MORNING,
    });
    assert_eq!(written["statusDetail"], detail);
    assert_eq!(written["events"][0], json!({ "at": MORNING, "line": "started" }));
    let keys: Vec<&String> = written.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["counters", "events", "status", "statusDetail", "tabs"]);
}

/// [D1] [T11]
#[test]
fn the_diagnostics_contain_no_personal_data_and_no_secret() {
    let config = Config {
        client_id: Some("client-of-imani".into()),
        client_secret: Some(Secret::new("s3cret")),
        storage_key: Some("agent-mara@example.com".into()),
        keep_token: true,
        token_url: Some("https://login.example.com/token?tenant=t3nant".into()),
        socket_url: Some("wss://sockets.example.com/events?key=k3y".into()),
        ..without_jitter()
    };
    let mut desk = Desk::new(config);
    desk.start();
    desk.input(Input::StoredToken(None));
    desk.answer(400, r#"{"error":"s3cret is wrong for client-of-imani, call +44 20 7946 0000"}"#);
    desk.pass(30_000);
    desk.grant("t0ken", 3_600);
    for _ in 0..3 {
        desk.close(desk.opening(), 1_006);
        desk.pass(30_000);
        desk.grant("t0ken", 3_600);
    }
    desk.open(desk.opening());
    let frame = event("c-1", "ringing", "voice").replace("Mara Lindqvist", "Mara Lindqvist +44 20 7946 0958").replacen(
        '{',
        r#"{"address":"tel:+442079460958","queueName":"VIP","#,
        1,
    );
    desk.text(desk.opening(), &frame);
    desk.text(desk.opening(), r#"{"eventType":"routing.conversation.event","name":"Imani Okafor"}"#);
    desk.input(Input::DismissAll);
    let written = serde_json::to_string(&desk.engine.diagnostics()).unwrap();
    let logs = desk.logs(LogLevel::Debug).join("\n");
    for personal in
        ["Mara", "Imani", "Lindqvist", "7946", "s3cret", "t0ken", "c-1", "imani", "mara", "VIP", "example.com", "k3y"]
    {
        assert!(!written.contains(personal), "{personal} in {written}");
    }
    for secret in ["Lindqvist", "Okafor", "0958", "s3cret", "t0ken", "k3y"] {
        assert!(!logs.contains(secret), "{secret} in {logs}");
    }
}

/// [D2]
#[test]
fn the_logger_gets_one_line_for_each_event() {
    let mut desk = Desk::new(without_jitter());
    desk.start();
    desk.answer(503, "down\nfor\tlunch");
    desk.pass(60_000);
    desk.respond(genesys_toasts::engine::HttpResponse { status: 429, ..Default::default() });
    desk.pass(10_000);
    desk.grant("token-1", 3_600);
    desk.open(desk.opening());
    desk.ring("c-1");
    desk.text(desk.newest_socket(), "no JSON");
    desk.text(desk.newest_socket(), "no JSON");
    desk.pass(10_000);
    desk.close_with_reason(desk.newest_socket(), 1_008, "not\nallowed");
    desk.pass(60_000);
    desk.open(desk.opening());
    desk.input(Input::Stop);
    let outputs = desk.take();
    let lines: Vec<String> = events(&desk).into_iter().map(|event| event.line).collect();
    assert_eq!(logged(&outputs), lines);
    assert!(lines.len() > 15 && lines.contains(&"error bad_frame".to_owned()));
    for output in &outputs {
        if let Output::Log(_, line) = output {
            assert!(!line.is_empty() && line.len() < 400 && !line.contains(['\n', '\r', '\t']), "{line:?}");
        }
    }
}

/// [D2]
#[test]
fn toasts_are_logged_as_debug_and_errors_as_warn_or_error() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    desk.text(desk.newest_socket(), "no JSON");
    let id = desk.shown()[0].id.clone();
    desk.input(Input::DismissAll);
    let outputs: Vec<(LogLevel, String)> = desk
        .outputs()
        .filter_map(|o| if let Output::Log(level, line) = o { Some((*level, line.clone())) } else { None })
        .collect();
    assert_eq!(outputs[0], (LogLevel::Debug, format!("toast {id} shown")));
    assert_eq!(outputs[2], (LogLevel::Debug, format!("toast {id} removed: user")));
    assert_eq!(outputs[1].0, LogLevel::Warn, "retryable");
    assert!(outputs[1].1.starts_with("bad_frame: "));
    desk.trace.clear();
    desk.close(desk.newest_socket(), 4_003);
    let errors: Vec<String> = desk.logs(LogLevel::Error);
    assert_eq!(errors.len(), 1, "not retryable");
    assert!(errors[0].starts_with("forbidden: "));
}

/// [D2]
#[test]
fn levels_go_from_debug_to_error() {
    assert!([LogLevel::Debug, LogLevel::Info, LogLevel::Warn, LogLevel::Error].is_sorted());
    assert!(LogLevel::Info < LogLevel::Warn);
}

/// [D2]
#[test]
fn frames_that_change_nothing_are_not_logged() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    desk.trace.clear();
    let before = events(&desk);
    for text in ["{}".to_owned(), event("c-1", "ringing", "voice"), event("c-1", "queued", "voice")] {
        desk.text(desk.newest_socket(), &text);
    }
    assert!(desk.logs(LogLevel::Debug).is_empty());
    assert_eq!(events(&desk), before);
}

/// [D1]
#[test]
fn every_error_has_a_code_a_meaning_and_something_to_do() {
    let codes = [
        "invalid_option",
        "unsupported",
        "wasm_load_failed",
        "auth_failed",
        "rate_limited",
        "network",
        "handshake_rejected",
        "connection_dropped",
        "forbidden",
        "no_user_context",
        "deaf_channel",
        "api_failed",
        "action_failed",
        "bad_frame",
        "engine_failed",
    ];
    assert_eq!(ErrorCode::ALL.map(ErrorCode::as_str), codes);
    for code in ErrorCode::ALL {
        let doc = code.doc();
        assert_eq!(doc.code, code);
        assert!(doc.meaning.ends_with('.') && doc.action.ends_with('.'), "{code:?}");
        assert_eq!(serde_json::to_value(code).unwrap(), Value::from(code.as_str()));
    }
}
