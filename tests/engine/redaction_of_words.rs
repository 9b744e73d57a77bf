//! No token or secret in what others say and the engine repeats.

use crate::support::{Desk, exactly, with_app_tokens, with_client};
use genesys_toasts::Input;
use genesys_toasts::engine::{AppToken, HttpResponse, RequestFailure, RequestId, Secret, SocketId};

fn assert_clean(text: &str) {
    for word in ["tok+n", "tok%2Bn", "s3cret", "access_token=", "client_secret="] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

/// [T11]
#[test]
fn a_discarded_token_is_removed_from_the_message_that_get_token_throws() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.app_returns("first/tok+n");
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(5_000);
    desk.close(socket, 4001);
    desk.app_throws("no token in place of first/tok+n");
    assert!(desk.errors()[0].message.contains("no token in place of [redacted]"));
}

/// [T11]
#[test]
fn inputs_are_printed_without_their_tokens() {
    let token = "first/tok+n".to_owned();
    let answer = |body: String| HttpResponse { status: 200, body, ..HttpResponse::default() };
    let app =
        AppToken { access_token: token.clone(), expires_in_s: Some(60.0), expires_at_ms: None, ..AppToken::default() };
    for input in [
        Input::AppToken(RequestId(1), Ok(app)),
        Input::Answer(RequestId(1), Ok(answer(format!(r#"{{"access_token":"{token}"}}"#)))),
        Input::StoredToken(Some(Secret::new(format!(r#"{{"access_token":"{token}"}}"#)))),
    ] {
        assert_clean(&format!("{input:?}"));
    }
}

/// [T11]
#[test]
fn the_error_text_of_a_failed_request_does_not_contain_token_and_secret() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    let id = desk.token_requests()[0].0;
    let message = "can't reach x?client_secret=s3cret/+& with token-1".to_owned();
    desk.input(Input::Answer(id, Err(RequestFailure { message })));
    let reported = desk.errors()[0].message.clone();
    assert!(reported.contains("can't reach x?client_secret=[redacted] with [redacted]"), "{reported}");
}

/// [T11]
#[test]
fn a_reported_close_reason_does_not_contain_the_encoded_token_of_an_older_socket() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    desk.grant("token-2", 3_600);
    desk.close_with_reason(SocketId(1), 1011, "token%2D1 is over");
    assert_eq!(desk.detail().close_reason.as_deref(), Some("[redacted] is over"));
}
