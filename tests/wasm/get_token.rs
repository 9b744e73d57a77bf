//! The app's own way to a token, in every shape that it may take.

use crate::world::{Client, World, get, object, settled, throwing, with_get_token};
use js_sys::Object;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn started() -> (World, Client) {
    let world = World::new();
    let client = Client::new(with_get_token(&[("maxSilenceMs", f64::INFINITY.into())]));
    client.engine.start(None);
    (world, client)
}

/// [T1]
#[wasm_bindgen_test]
async fn get_token_may_return_a_promise_of_a_string() {
    let (world, client) = started();
    assert_eq!(client.app.reason(0), "start");

    client.app.resolve(0, &"tok-1".into());
    settled().await;

    assert!(world.socket_url(0).ends_with("?access_token=tok%2D1"));
}

/// [T1]
#[wasm_bindgen_test]
async fn get_token_may_return_a_string() {
    let world = World::new();
    let client = Client::new(with_get_token(&[]));
    client.app.set_result(&"tok-1".into());

    client.engine.start(None);
    settled().await;

    assert!(world.socket_url(0).ends_with("?access_token=tok%2D1"));
}

/// [T1] [T8]
#[wasm_bindgen_test]
async fn get_token_may_return_expires_in() {
    let (world, client) = started();
    client.app.resolve(0, &object(&[("accessToken", "tok-1".into()), ("expiresIn", 600.into())]));
    settled().await;
    world.open(0);

    world.advance(569_000.0);
    assert_eq!(client.app.get_token_calls(), 1);
    world.advance(1_000.0);

    assert_eq!(client.app.get_token_calls(), 2);
    assert_eq!(client.app.reason(1), "refresh");
}

/// [T1] [T8]
#[wasm_bindgen_test]
async fn get_token_may_return_expires_at() {
    let (world, client) = started();
    let at = world.wall() + 600_000.0;
    client.app.resolve(0, &object(&[("accessToken", "tok-1".into()), ("expiresAt", at.into())]));
    settled().await;
    world.open(0);

    world.advance(569_000.0);
    assert_eq!(client.app.get_token_calls(), 1);
    world.advance(1_000.0);

    assert_eq!(client.app.get_token_calls(), 2);
}

/// [T1] [T10]
#[wasm_bindgen_test]
async fn get_token_gets_the_reason_rejected() {
    let (world, client) = started();
    client.app.resolve(0, &"tok-1".into());
    settled().await;
    world.open(0);
    world.advance(10_000.0);

    world.close(0, 4001, "token expired");

    assert_eq!(client.app.reason(1), "rejected");
}

/// [T5] [D3]
#[wasm_bindgen_test]
async fn a_get_token_that_throws_is_a_failed_token() {
    let world = World::new();
    let client = Client::new(with_get_token(&[]));
    client.app.when("getToken", &throwing("no session"));

    client.engine.start(None);

    assert_eq!(client.status(), "error");
    let error = client.app.error(0);
    assert!(error.contains("auth_failed") && error.contains("no session"), "{error}");
    assert!(get(&client.snapshot(), "error") == client.app.error_object(0));
    assert_eq!(world.left(), "1 timers, 9 listeners");
}

/// [T5]
#[wasm_bindgen_test]
async fn a_get_token_that_rejects_is_a_failed_token() {
    let (world, client) = started();

    client.app.reject(0, "signed out");
    settled().await;

    assert!(client.app.error(0).contains("signed out"));
    assert_eq!((client.status().as_str(), world.sockets()), ("error", 0));
}

/// [T5]
#[wasm_bindgen_test]
async fn a_get_token_that_returns_anything_else_is_a_failed_token() {
    for (index, given) in [
        JsValue::UNDEFINED,
        JsValue::NULL,
        42.into(),
        "".into(),
        Object::new().into(),
        object(&[("accessToken", 1.into())]),
    ]
    .iter()
    .enumerate()
    {
        let (world, client) = started();
        client.app.resolve(0, given);
        settled().await;

        assert!(client.app.error(0).contains("auth_failed"), "{index}: {}", client.app.error(0));
        assert_eq!((client.status().as_str(), world.sockets()), ("error", 0), "{index}");
    }
}

/// [T5] [S7]
#[wasm_bindgen_test]
async fn a_get_token_that_takes_too_long_is_aborted_and_its_late_token_is_dropped() {
    let (world, client) = started();
    world.advance(14_999.0);
    assert!(!client.app.signal_aborted(0));

    world.advance(1.0);
    assert!(client.app.signal_aborted(0));
    assert_eq!(client.status(), "error");
    client.app.resolve(0, &"tok-1".into());
    settled().await;

    assert_eq!(world.sockets(), 0);
}

/// [S9] [T1]
#[wasm_bindgen_test]
async fn stop_aborts_the_signal_of_get_token() {
    let (_world, client) = started();

    client.engine.stop();

    assert!(client.app.signal_aborted(0));
}

/// [S9] [T1]
#[wasm_bindgen_test]
async fn the_signal_of_a_get_token_that_has_returned_is_not_aborted() {
    let (world, client) = started();
    client.app.resolve(0, &"tok-1".into());
    settled().await;
    world.open(0);

    client.engine.stop();

    assert!(!client.app.signal_aborted(0));
}

/// [T11]
#[wasm_bindgen_test]
async fn a_token_is_removed_from_the_message_of_a_failed_get_token() {
    let (world, client) = started();
    client.app.resolve(0, &"tok-1".into());
    settled().await;
    world.open(0);
    world.advance(10_000.0);
    world.close(0, 4001, "");

    client.app.reject(1, "cannot renew tok-1");
    settled().await;

    let error = client.app.error(0);
    assert!(error.contains("cannot renew") && !error.contains("tok-1"), "{error}");
}

/// [T1] [T3] what an OAuth endpoint answers may be given as it is, and times as people write them.
#[wasm_bindgen_test]
async fn get_token_may_give_the_raw_answer_of_an_oauth_endpoint_a_date_or_a_number_as_a_text() {
    let world = World::new();
    let at = js_sys::Date::new(&(world.wall() + 600_000.0).into());
    let answers = [
        object(&[("access_token", "tok-1".into()), ("expires_in", 600.into()), ("token_type", "bearer".into())]),
        object(&[("accessToken", "tok-1".into()), ("expiresIn", "600".into())]),
        object(&[("accessToken", " Bearer tok-1\n".into()), ("expiresAt", at.into())]),
    ];
    drop(world);
    for (index, answer) in answers.iter().enumerate() {
        let (world, client) = started();
        client.app.resolve(0, answer);
        settled().await;
        assert!(world.socket_url(0).ends_with("?access_token=tok%2D1"), "{index}");
        world.open(0);
        world.advance(569_000.0);
        assert_eq!(client.app.get_token_calls(), 1, "{index}");
        world.advance(1_000.0);
        assert_eq!(client.app.get_token_calls(), 2, "{index}");
    }
}

/// [T5] [T11] by its keys, never by its contents.
#[wasm_bindgen_test]
async fn an_invalid_result_of_get_token_is_described_without_its_contents() {
    let response = js_sys::eval("new Response('{}')").unwrap();
    let cases = [
        (JsValue::UNDEFINED, "it gave undefined"),
        (42.into(), "it gave number"),
        (Object::new().into(), "it gave an object without keys"),
        (object(&[("token", "s3cret".into()), ("ttl", 1.into())]), "its keys: token, ttl"),
        (response, "give what its json() resolves to"),
    ];
    for (given, message) in cases {
        let (_world, client) = started();
        client.app.resolve(0, &given);
        settled().await;
        let error = client.app.error(0);
        assert!(error.contains(message) && !error.contains("s3cret"), "{error}");
    }
}

/// [T4]
#[wasm_bindgen_test]
async fn a_get_token_that_throws_429_is_called_again_after_its_time() {
    let world = World::new();
    let client = Client::new(with_get_token(&[]));
    client.app.when("getToken", &js_sys::eval("() => { throw { status: 429, retryAfter: 30 }; }").unwrap());
    client.engine.start(None);
    assert_eq!(client.status(), "connecting");
    world.advance(29_999.0);
    assert_eq!(client.app.get_token_calls(), 1);
    world.advance(3_001.0);
    assert_eq!(client.app.get_token_calls(), 2);
}

/// [T5] values that do not let themselves be asked.
#[wasm_bindgen_test]
async fn a_get_token_that_returns_or_throws_an_unreadable_value_is_a_failed_token() {
    let hooks = [
        "() => { throw { retryAfter: Object.create(null) }; }",
        "() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy; }",
    ];
    for hook in hooks {
        let _world = World::new();
        let client = Client::new(with_get_token(&[]));
        client.app.when("getToken", &js_sys::eval(hook).unwrap());
        client.engine.start(None);
        assert_eq!(client.status(), "error", "{hook}");
        client.engine.stop();
    }
}
