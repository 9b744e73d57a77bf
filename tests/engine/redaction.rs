//! Tokens, secrets and addresses that carry them are shown to nobody (T11).

use crate::support::{Desk, exactly, with_client};
use genesys_toasts::engine::{ErrorCode, HttpResponse, Resume, Secret, SocketEvent, SocketId};
use genesys_toasts::{Config, Input, Output};

const TOKENS: [&str; 3] = ["first/tok+n", "second/tok+n", "third/tok+n"];

/// What a careless server says of a token and a secret.
fn echo(token: &str) -> String {
    let encoded = token.replace('/', "%2F").replace('+', "%2B");
    format!("you sent {token} {encoded} s3cret/+& s3cret%2F%2B%26")
}

/// All that came out and all that can be asked for, as it would be printed.
fn printed(desk: &Desk) -> String {
    let mut text: String = desk.outputs().map(|output| format!("{output:?}\n")).collect();
    for output in desk.outputs() {
        if let Output::Log(_, line) = output {
            text.push_str(line);
        }
    }
    let diagnostics = serde_json::to_string(&desk.engine.diagnostics()).expect("JSON");
    text + &diagnostics + &format!("{:?}{:?}", desk.snapshot(), desk.engine.diagnostics())
}

fn assert_clean(text: &str) {
    let forbidden = ["tok+n", "tok%2Bn", "s3cret", "access_token=", "client_secret="];
    for word in forbidden {
        assert!(!text.contains(word), "{word} in {}", &text[text.find(word).unwrap_or(0).saturating_sub(200)..]);
    }
}

/// [T11]
#[test]
fn a_shift_in_which_the_server_echoes_everything_prints_no_token_secret_or_address() {
    let secret_only = "you sent s3cret/+& s3cret%2F%2B%26";
    let mut desk = Desk::new(Config { keep_token: true, ..exactly(with_client()) });
    desk.start();
    desk.input(Input::StoredToken(Some(Secret::new(format!(r#"{{"access_token":"{}"}}"#, TOKENS[0])))));
    desk.respond(HttpResponse { status: 429, body: secret_only.into(), ..HttpResponse::default() });
    desk.fire();
    desk.answer(400, secret_only);
    desk.fire();
    desk.grant(TOKENS[0], 60);
    let first = desk.opening();
    desk.open(first);
    desk.text(first, &echo(TOKENS[0]));
    desk.pass(30_000);
    desk.answer(500, &echo(TOKENS[0]));
    assert_eq!(desk.errors().last().map(|error| error.message.matches("[redacted]").count()), Some(4));
    desk.pass(5_000);
    desk.grant(TOKENS[1], 60);
    let second = desk.opening();
    desk.close_with_reason(first, 1008, &format!("{} of {}", TOKENS[0], echo(TOKENS[1])));
    assert_eq!(desk.errors().last().map(|error| error.message.matches("[redacted]").count()), Some(5));
    desk.open(second);
    desk.pass(6_000);
    desk.close_with_reason(second, 4003, &echo(TOKENS[1]));
    assert_eq!(desk.errors().last().map(|error| error.message.matches("[redacted]").count()), Some(4));
    assert_clean(&format!("{:?}", desk.engine));
    desk.pass(33_000);
    desk.grant(TOKENS[2], 3_600);
    for ms in [2_000, 4_000, 8_000] {
        let socket = desk.opening();
        desk.close_with_reason(socket, 1006, &echo(TOKENS[2]));
        desk.pass(ms);
        if desk.opening() == socket {
            desk.grant(TOKENS[2], 3_600);
        }
    }
    assert!(desk.errors().last().is_some_and(|error| error.code == ErrorCode::HandshakeRejected));
    assert_clean(&printed(&desk));
    assert_clean(&format!("{:?}", desk.engine));
    desk.stop();
    assert_clean(&printed(&desk));
}

/// [T11] [S2]
#[test]
fn a_reported_close_reason_does_not_contain_the_token_of_its_socket() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    desk.grant("token-2", 3_600);
    let old = desk.newest_socket();
    desk.close_with_reason(SocketId(1), 1011, "token-1 and token-2 and token%2D2 are over");
    assert_ne!(old, SocketId(1));
    assert_eq!(desk.detail().close_reason.as_deref(), Some("[redacted] and [redacted] and [redacted] are over"));
}

/// [T11]
#[test]
fn a_secret_prints_as_redacted() {
    let secret = Secret::new("s3cret/+&");
    assert_eq!((format!("{secret}"), format!("{secret:?}")), ("[redacted]".to_owned(), "[redacted]".to_owned()));
    assert_eq!(secret.expose(), "s3cret/+&");
    assert_eq!(secret.redact("a s3cret/+& b s3cret/+&"), "a [redacted] b [redacted]");
    assert_eq!(Secret::new("").redact("as it was"), "as it was");
    assert_clean(&format!("{:?}", with_client()));
}

/// [T11]
#[test]
fn outputs_are_printed_without_token_and_secret() {
    let mut desk = Desk::new(Config { keep_token: true, ..with_client() });
    desk.start();
    desk.input(Input::StoredToken(None));
    desk.grant(TOKENS[0], 3_600);
    let carried = desk
        .outputs()
        .filter(|output| matches!(output, Output::OpenSocket { .. } | Output::Request(..) | Output::StoreToken { .. }));
    let carried: Vec<String> = carried.map(|output| format!("{output:?}")).collect();
    assert_eq!(carried.len(), 3);
    for text in carried {
        assert!(text.contains("[redacted]"), "{text}");
        assert_clean(&text);
    }
}

/// [T11] [D4]
#[test]
fn a_restart_after_a_panic_prints_no_secret() {
    let mut desk = Desk::new(with_client());
    desk.resume_from(Resume { toasts: Vec::new(), attempt: 2 });
    desk.fire();
    desk.grant(TOKENS[0], 60);
    let socket = desk.opening();
    desk.input(Input::Socket(socket, SocketEvent::Closed { code: 1006, reason: TOKENS[0] }));
    assert_eq!(desk.detail().close_reason.as_deref(), Some("[redacted]"));
    assert_clean(&printed(&desk));
}
