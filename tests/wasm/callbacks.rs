//! Callbacks that throw, and lines that are not logged.

use crate::world::{Client, World, app, get, json, object, settled, throwing, with_client};
use genesys_toasts::engine::tables::tables;
use genesys_toasts::wasm::{Engine, options};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// [D3]
#[wasm_bindgen_test]
async fn an_exception_of_a_callback_is_logged_and_changes_nothing() {
    let world = World::new();
    let client = Client::new(with_client(&[]));
    for name in ["toast", "dismiss", "status", "error"] {
        client.app.when(name, &throwing(&["no ", name].concat()));
    }

    client.connect(&world).await;
    world.ring(0, "c-1", "Ada");
    world.message(0, &"no JSON".into());
    client.engine.dismiss_all();

    assert_eq!(client.status(), "connected");
    let lines = client.lines();
    for line in [
        "error: onStatus threw: no status",
        "error: onToast threw: no toast",
        "error: onError threw: no error",
        "error: onDismiss threw: no dismiss",
    ] {
        assert!(lines.iter().any(|known| known == line), "{line}: {lines:?}");
    }
}

/// [D2]
#[wasm_bindgen_test]
async fn a_line_below_the_log_level_is_not_passed_to_javascript() {
    let world = World::new();
    let client = Client::connected(&world).await;
    client.lines();
    client.app.disable_level("debug");
    world.ring(0, "c-1", "Ada");
    client.engine.stop();
    let lines = client.lines();
    assert!(!lines.is_empty() && lines.iter().all(|line| line.starts_with("info: ")), "{lines:?}");
}

/// [D3]
#[wasm_bindgen_test]
async fn a_log_that_throws_is_ignored() {
    let world = World::new();
    let client = Client::new(with_client(&[]));
    client.app.when("log", &throwing("no log"));
    client.app.when("toast", &throwing("no toast"));

    client.connect(&world).await;
    world.ring(0, "c-1", "Ada");

    assert_eq!(client.callers(), ["Ada"]);
}

/// [O6]
#[wasm_bindgen_test]
async fn on_change_is_called_after_the_other_callbacks() {
    let world = World::new();
    let client = Client::connected(&world).await;
    for caller in ["Ada", "Grace"] {
        world.ring(0, caller, caller);
    }
    client.trace();

    client.engine.dismiss_all();

    assert_eq!(client.trace(), ["dismiss Ada user", "dismiss Grace user", "change"]);
}

/// [T11] [D1] [D2]
#[wasm_bindgen_test]
async fn no_token_secret_or_name_is_in_a_log_line_or_in_the_diagnostics() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada Lovelace");
    world.message(0, &"{\"tok-1\": s3cret".into());
    world.advance(10_000.0);
    world.close(0, 4001, "tok-1 has expired");
    world.answer(1, 400, r#"{"error":"s3cret is wrong, so is tok-1"}"#, &JsValue::UNDEFINED);
    settled().await;

    let callbacks = format!("{:?} {}", client.lines(), json(&client.engine.diagnostics()));

    for secret in ["tok-1", "s3cret", "Ada", "access_token"] {
        assert!(!callbacks.contains(secret), "{secret}: {callbacks}");
    }
}

/// [T1] [O2]
#[wasm_bindgen_test]
fn every_option_of_the_table_is_read_by_its_name() {
    // `source` has but one word; the others are JavaScript's own.
    let elsewhere = [
        "source",
        "getToken",
        "tokenStorage",
        "logger",
        "wasm",
        "onToast",
        "onDismiss",
        "onStatus",
        "onOpen",
        "onError",
        "phone",
    ];
    let host = app().host();
    let read = |options: &JsValue| format!("{:?}", options::read(options, &host));
    let untouched = read(&object(&[]));
    for option in tables().options.iter().filter(|option| !elsewhere.contains(&option.path.as_str())) {
        let value: JsValue = match option.kind {
            "enum" => option.values[1].into(),
            "actions" => Array::of1(&"answer".into()).into(),
            "strings" => Array::of1(&"customer".into()).into(),
            "number" | "integer" | "duration" => 1_234.into(),
            "switch" | "boolean" => (option.default != true).into(),
            "labels" => object(&[("voice", "one".into())]),
            _ => "one".into(),
        };
        let given = option.path.rsplit('.').fold(value, |value, name| object(&[(name, value)]));
        assert_ne!(read(&given), untouched, "{}", option.path);
    }
}

/// [O2]
#[wasm_bindgen_test]
async fn the_duration_of_a_toast_may_differ_by_its_media() {
    let world = World::new();
    let durations = object(&[
        ("voice", 20_000.into()),
        ("chat", f64::INFINITY.into()),
        ("email", "while-ringing".into()),
        ("default", 2_000.into()),
        ("callback", JsValue::UNDEFINED),
    ]);
    let client = Client::new(with_client(&[("duration", durations)]));
    client.connect(&world).await;
    for media in ["voice", "chat", "email", "callback"] {
        let frame = format!(
            r#"{{"eventType":"routing.conversation.event","conversation":{{"id":"{media}","state":"ringing","mediaType":"{media}"}},"participants":[{{"name":"{media}"}}]}}"#
        );
        world.message(0, &frame.into());
    }

    world.advance(2_000.0);
    assert_eq!(client.callers(), ["voice", "chat", "email"]);
    world.advance(18_000.0);
    assert_eq!(client.callers(), ["chat", "email"]);
}

/// [O4] [E9] [E4]
#[wasm_bindgen_test]
async fn an_option_that_is_undefined_was_not_given() {
    let world = World::new();
    let undefined = |name| (name, JsValue::UNDEFINED);
    let options = ["region", "duration", "redeliver", "callerRoles", "maxToasts", "backoff", "maxAgeMs"].map(undefined);
    let client = Client::new(with_client(&options));
    client.connect(&world).await;

    world.ring(0, "c-1", "Ada");
    world.advance(7_999.0);
    assert_eq!(client.callers(), ["Ada"]);
    world.advance(1.0);

    assert!(client.callers().is_empty());
}

/// [E4] [E9] [O4]
#[wasm_bindgen_test]
async fn roles_redelivery_and_the_number_of_toasts_are_options() {
    let world = World::new();
    let roles = Array::of2(&"customer".into(), &"agent".into());
    let options = [("callerRoles", roles.into()), ("redeliver", "next-ring".into()), ("maxToasts", 1.into())];
    let client = Client::new(with_client(&options));
    client.connect(&world).await;
    let frame = |id: &str| -> JsValue {
        format!(
            r#"{{"eventType":"routing.conversation.event","conversation":{{"id":"{id}","state":"ringing"}},"participants":[{{"role":"agent","name":"Agent"}},{{"role":"customer","name":"{id}"}}]}}"#
        )
        .into()
    };

    world.message(0, &frame("Ada"));
    world.message(0, &frame("Grace"));
    assert_eq!(client.trace(), ["toast Ada", "change", "toast Grace", "dismiss Ada overflow", "change"]);
    client.engine.dismiss_all();
    world.message(0, &frame("Grace"));

    assert!(client.callers().is_empty());
}

/// [O2] [E9]
#[wasm_bindgen_test]
async fn changed_toast_options_apply_from_the_next_ring_on() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");

    client.engine.configure(&object(&[("duration", object(&[("voice", f64::INFINITY.into())]))]));
    world.ring(0, "c-2", "Grace");
    world.advance(8_000.0);

    assert_eq!(client.callers(), ["Grace"]);
    assert_eq!((world.requests(), world.sockets()), (1, 1));
}

/// [D4]
#[wasm_bindgen_test]
async fn a_fresh_instance_continues_with_the_toasts_and_the_backoff_of_the_failed_one() {
    let world = World::new();
    let old = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");
    let toasts = get(&old.snapshot(), "toasts");
    let id = get(&Array::from(&toasts).get(0), "id");
    drop(old);

    let (app, _) = with_client(&[]);
    let backoff = object(&[("jitter", "none".into())]);
    let options = object(&[("clientId", "a".into()), ("clientSecret", "b".into()), ("backoff", backoff)]);
    let left = object(&[("toasts", toasts), ("attempt", 3.into())]);
    let engine = Engine::new(&options, app.host(), &left);
    engine.start(None);

    let shown = Array::from(&get(&engine.snapshot(), "toasts")).get(0);
    assert_eq!((get(&shown, "id"), get(&shown, "callerName")), (id, "Ada".into()));
    world.advance(7_999.0);
    assert_eq!(world.sockets() + world.requests(), 2);
    world.advance(1.0);
    assert_eq!(world.requests(), 2);
}
