//! Token requests: what is sent, what is read, who shares them.

use crate::world::{Client, World, client_id, get, object, settled, with_client};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn started(world: &World, options: &[(&str, JsValue)]) -> Client {
    let client = Client::new(with_client(options));
    client.engine.start(None);
    assert!(world.requests() > 0);
    client
}

/// [T1] [T2]
#[wasm_bindgen_test]
async fn the_grant_is_a_form_that_is_posted_to_the_token_address() {
    let world = World::new();
    let _client = started(&world, &[("region", "mypurecloud.ie".into())]);

    let expected = format!(
        r#"{{"url":"https://api.mypurecloud.ie/oauth/token","method":"POST","headers":{{"Content-Type":"application/x-www-form-urlencoded"}},"body":"grant_type=client_credentials&client_id={}&client_secret=s3cret"}}"#,
        client_id()
    );
    assert_eq!(world.request(0), expected);
}

/// [T4]
#[wasm_bindgen_test]
async fn retry_after_in_seconds_is_read_from_the_headers() {
    let world = World::new();
    let _client = started(&world, &[]);

    world.answer(0, 429, "", &object(&[("Retry-After", "7".into())]));
    settled().await;
    world.advance(6_999.0);
    assert_eq!(world.requests(), 1);
    world.advance(701.0);

    assert_eq!(world.requests(), 2);
}

/// [T4]
#[wasm_bindgen_test]
async fn retry_after_as_a_date_is_measured_from_the_date_of_the_answer() {
    let world = World::new();
    let _client = started(&world, &[]);

    let headers =
        [("Retry-After", "Mon, 23 Nov 2026 11:00:09 GMT".into()), ("Date", "Mon, 23 Nov 2026 11:00:00 GMT".into())];
    world.answer(0, 429, "", &object(&headers));
    settled().await;
    world.advance(8_999.0);
    assert_eq!(world.requests(), 1);
    world.advance(901.0);

    assert_eq!(world.requests(), 2);
}

/// [T5]
#[wasm_bindgen_test]
async fn a_refusal_is_reported_with_its_status_and_the_error_text_of_the_server() {
    let world = World::new();
    let client = started(&world, &[]);

    world.answer(0, 401, r#"{"error":"invalid_client","description":"client s3cret unknown"}"#, &JsValue::UNDEFINED);
    settled().await;

    let error = client.app.error(0);
    assert!(error.contains(r#""code":"auth_failed""#) && error.contains(r#""status":401"#), "{error}");
    assert!(error.contains(r#""retryable":false"#) && error.contains("invalid_client"), "{error}");
    assert!(!error.contains("s3cret"), "{error}");
}

/// [T5]
#[wasm_bindgen_test]
async fn a_request_without_an_answer_is_a_failure_of_the_network() {
    let world = World::new();
    let client = started(&world, &[]);

    world.fail_request(0, "Failed to fetch");
    settled().await;

    let error = client.app.error(0);
    assert!(error.contains(r#""retryable":true"#) && error.contains("Failed to fetch"), "{error}");
    assert!(!error.contains(r#""status""#), "{error}");
}

/// [T5] [S7]
#[wasm_bindgen_test]
async fn a_request_that_takes_too_long_is_aborted() {
    let world = World::new();
    let client = started(&world, &[]);

    world.advance(14_999.0);
    assert!(!world.aborted(0));
    world.advance(1.0);

    assert!(world.aborted(0));
    assert_eq!(client.status(), "error");
}

/// [T7]
#[wasm_bindgen_test]
async fn two_clients_that_need_the_same_token_at_once_send_one_request() {
    let world = World::new();
    let (first, second) = (started(&world, &[]), started(&world, &[("duration", 1_000.into())]));

    world.grant(0, "tok-1").await;

    assert_eq!((world.requests(), world.sockets()), (1, 2));
    for client in [first, second] {
        assert_eq!(get(&get(&client.snapshot(), "statusDetail"), "phase").as_string().unwrap(), "handshake");
    }
}

/// [T7]
#[wasm_bindgen_test]
async fn clients_of_different_accounts_send_separate_requests() {
    let world = World::new();
    let _clients = [
        started(&world, &[]),
        started(&world, &[("clientSecret", "another".into())]),
        started(&world, &[("region", "mypurecloud.de".into())]),
    ];

    assert_eq!(world.requests(), 3);
}

/// [T7] [S9]
#[wasm_bindgen_test]
async fn a_shared_request_continues_until_its_last_client_has_left() {
    let world = World::new();
    let (first, second) = (started(&world, &[]), started(&world, &[]));

    first.engine.stop();
    assert!(!world.aborted(0));
    second.engine.stop();

    assert!(world.aborted(0));
    assert_eq!(world.left(), "");
}

/// [T7]
#[wasm_bindgen_test]
async fn a_client_that_still_waits_for_a_shared_request_gets_its_token() {
    let world = World::new();
    let (first, second) = (started(&world, &[]), started(&world, &[]));
    first.engine.stop();

    world.grant(0, "tok-1").await;

    assert_eq!((first.status().as_str(), second.status().as_str()), ("stopped", "connecting"));
    assert_eq!(world.sockets(), 1);
}

/// [T7]
#[wasm_bindgen_test]
async fn a_client_that_starts_after_the_answer_sends_a_separate_request() {
    let world = World::new();
    let _first = started(&world, &[]);
    world.grant(0, "tok-1").await;

    let _second = started(&world, &[]);

    assert_eq!(world.requests(), 2);
}

/// [T7]
#[wasm_bindgen_test]
async fn a_client_that_starts_again_while_another_stays_joins_the_same_request() {
    let world = World::new();
    let (first, _second) = (started(&world, &[]), started(&world, &[]));

    first.engine.stop();
    first.engine.start(None);
    world.grant(0, "tok-1").await;

    assert_eq!((world.requests(), world.sockets()), (1, 2));
}

/// [T7] [S9]
#[wasm_bindgen_test]
async fn a_client_that_another_one_stops_during_their_answer_does_not_get_it() {
    let world = World::new();
    let (first, second) = (started(&world, &[]), started(&world, &[]));
    let other = second.clone();
    first.when("status", move |_| other.engine.stop());

    world.grant(0, "tok-1").await;

    assert_eq!((world.sockets(), second.status().as_str()), (1, "stopped"));
    assert_eq!(second.app.resources(), 0);
}

/// [T5]
#[wasm_bindgen_test]
async fn the_body_of_an_answer_that_breaks_off_is_a_failure_of_the_network() {
    let world = World::new();
    let client = started(&world, &[]);

    world.break_off(0, "network error");
    settled().await;

    assert!(client.app.error(0).contains("network error"), "{}", client.app.error(0));
}

/// [T4] what is neither seconds nor a date of HTTP names no wait: the message's own, or ours, holds.
#[wasm_bindgen_test]
async fn a_retry_after_that_is_no_date_shortens_no_wait() {
    for header in ["March 7", "-1", "Wait 5"] {
        let world = World::new();
        let _client = started(&world, &[]);
        world.answer(0, 429, "", &object(&[("Retry-After", header.into())]));
        settled().await;
        world.advance(1_999.0);
        assert_eq!(world.requests(), 1, "{header}");
    }
}

/// [T5] a page may have replaced `fetch`.
#[wasm_bindgen_test]
async fn a_fetch_that_returns_no_response_is_a_failure_of_the_network() {
    for fake in ["() => undefined", "() => null", "() => ({})", "() => Promise.resolve(7)"] {
        let world = World::new();
        js_sys::Reflect::set(&js_sys::global(), &"fetch".into(), &js_sys::eval(fake).unwrap()).unwrap();
        let client = Client::new(with_client(&[]));
        client.engine.start(None);
        settled().await;
        assert!(client.app.error(0).contains("fetch gave no Response"), "{fake}");
        client.engine.stop();
        assert_eq!(world.left(), "");
    }
}
