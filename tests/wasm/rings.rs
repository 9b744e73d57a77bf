//! From a frame on a socket to a callback and a snapshot.

use crate::world::{Client, World, get, is_frozen, json, repeat, with_client};
use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn toasts(client: &Client) -> JsValue {
    get(&client.snapshot(), "toasts")
}

fn toast(client: &Client, index: u32) -> JsValue {
    Array::from(&toasts(client)).get(index)
}

/// [E1] [O1] [S1]
#[wasm_bindgen_test]
async fn a_ring_on_the_socket_reaches_the_app_and_the_snapshot() {
    let world = World::new();
    let client = Client::connected(&world).await;
    assert_eq!(world.socket_url(0), "wss://api.mypurecloud.com/api/v2/routing/events?access_token=tok%2D1");

    world.ring(0, "c-1", "Ada");

    assert_eq!(client.trace(), ["toast Ada", "change"]);
    assert_eq!(client.callers(), ["Ada"]);
    let expected =
        format!(r#""conversationId":"c-1","callerName":"Ada","mediaType":"voice","timestamp":{}"#, world.wall());
    assert!(json(&toast(&client, 0)).contains(&expected), "{}", json(&toast(&client, 0)));
}

/// [S2]
#[wasm_bindgen_test]
async fn the_app_gets_each_status_from_start_to_an_open_socket() {
    let world = World::new();
    let client = Client::new(with_client(&[]));
    assert_eq!(client.status(), "idle");

    client.engine.start(None);
    world.grant(0, "tok-1").await;
    world.open(0);

    let callbacks: Vec<_> = client.trace().into_iter().filter(|line| line != "change").collect();
    assert_eq!(callbacks, ["status connecting token", "status connecting handshake", "status connected open"]);
    assert_eq!(client.status(), "connected");
}

/// [O1]
#[wasm_bindgen_test]
async fn all_objects_for_the_app_are_frozen() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");

    let snapshot = client.snapshot();
    for object in [
        &snapshot,
        &get(&snapshot, "toasts"),
        &toast(&client, 0),
        &get(&snapshot, "statusDetail"),
        &client.app.toast_object(0),
        &client.app.detail_object(-1),
    ] {
        assert!(object.is_object() && is_frozen(object), "{}", json(object));
    }
}

/// [O1] [O3]
#[wasm_bindgen_test]
async fn a_toast_has_all_its_properties_and_null_for_a_paused_clock() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");
    let names = Object::keys(&toast(&client, 0).unchecked_into::<Object>()).join(",");
    assert_eq!(names, "id,kind,conversationId,callerName,mediaType,timestamp,expiresAt,actions,pending");
    assert_eq!(get(&toast(&client, 0), "expiresAt").as_f64(), Some(world.wall() + 8_000.0));

    client.engine.pause(None);

    assert!(get(&toast(&client, 0), "expiresAt").is_null());
}

/// [S2] [S12]
#[wasm_bindgen_test]
async fn the_status_detail_has_all_its_properties_and_null_for_none() {
    let world = World::new();
    let client = Client::connected(&world).await;

    let since = world.wall();
    world.advance(5_000.0);
    let detail = get(&client.snapshot(), "statusDetail");

    let expected = format!(
        r#"{{"phase":"open","since":{},"attempt":0,"nextRetryAt":null,"canRetry":false,"blindSince":null,"offline":false,"closeCode":null,"closeReason":null,"lastFrameAt":null}}"#,
        since
    );
    assert_eq!(json(&detail), expected);
    assert!(get(&client.snapshot(), "error").is_null());
}

/// [O6]
#[wasm_bindgen_test]
async fn the_snapshot_is_the_same_object_until_something_changes() {
    let world = World::new();
    let client = Client::connected(&world).await;
    let before = client.snapshot();

    world.message(0, &r#"{"eventType":"routing.queue.event"}"#.into());
    assert_eq!(client.snapshot(), before);
    assert!(client.trace().is_empty());

    world.ring(0, "c-1", "Ada");
    assert_ne!(client.snapshot(), before);
}

/// [O1] [O6]
#[wasm_bindgen_test]
async fn an_unchanged_toast_stays_the_same_object() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");
    let first = toast(&client, 0);
    assert_eq!(first, client.app.toast_object(0));

    world.ring(0, "c-2", "Grace");
    assert_eq!(toast(&client, 0), first);

    client.engine.dismiss(get(&first, "id").as_string().unwrap());
    assert_eq!(client.app.toast_object(2), first);
    assert_eq!(client.callers(), ["Grace"]);
}

/// [O6] [O5] the list has no holes, whichever toasts leave it.
#[wasm_bindgen_test]
async fn toasts_leave_the_list_from_its_beginning_its_middle_and_its_end() {
    let world = World::new();
    let client = Client::connected(&world).await;
    for caller in ["Ada", "Grace", "Joan", "Kay", "Mary"] {
        world.ring(0, caller, caller);
    }
    let before = toasts(&client);
    for (gone, left) in [("Ada", 4), ("Mary", 3), ("Joan", 2)] {
        let going = Array::from(&toasts(&client)).iter().find(|toast| get(toast, "callerName") == gone).unwrap();
        client.engine.dismiss(get(&going, "id").as_string().unwrap());
        assert_eq!(Array::from(&toasts(&client)).length(), left, "without {gone}");
    }
    assert_eq!(client.callers(), ["Grace", "Kay"]);
    assert_eq!(Array::from(&before).length(), 5, "a list that was given stays as it is");
    client.engine.dismiss_all();
    assert_eq!(Array::from(&toasts(&client)).length(), 0);
}

/// [O6]
#[wasm_bindgen_test]
async fn the_list_of_toasts_stays_the_same_object_when_only_the_status_changes() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");
    let (list, snapshot) = (toasts(&client), client.snapshot());

    world.page("offline", false);

    assert_ne!(client.snapshot(), snapshot);
    assert_eq!(toasts(&client), list);
}

/// [O6]
#[wasm_bindgen_test]
async fn the_status_detail_stays_the_same_object_when_only_the_toasts_change() {
    let world = World::new();
    let client = Client::connected(&world).await;
    let before = get(&client.snapshot(), "statusDetail");

    client.engine.pause(None);
    client.engine.resume(None);
    world.page("online", false);

    assert_eq!(get(&client.snapshot(), "statusDetail"), before);
}

/// [O5]
#[wasm_bindgen_test]
async fn dismiss_returns_whether_the_toast_was_shown() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");
    let id = get(&toast(&client, 0), "id").as_string().unwrap();

    assert!(client.engine.dismiss(id.clone()));
    assert!(!client.engine.dismiss(id));
    assert_eq!(client.trace(), ["toast Ada", "change", "dismiss Ada user", "change"]);
}

/// [O3]
#[wasm_bindgen_test]
async fn one_toast_is_paused_while_another_runs_out() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");
    world.ring(0, "c-2", "Grace");

    client.engine.pause(get(&toast(&client, 0), "id").as_string());
    world.advance(8_000.0);

    assert_eq!(client.callers(), ["Ada"]);
}

/// [E3]
#[wasm_bindgen_test]
async fn binary_frames_and_frames_over_a_mebibyte_are_counted_and_not_read() {
    let world = World::new();
    let client = Client::connected(&world).await;
    assert_eq!(world.binary_type(0), "arraybuffer");

    world.message(0, &Uint8Array::new_with_length(8).buffer());
    world.message(0, &repeat("x", 1024 * 1024 + 1));

    assert_eq!(client.counter("bad"), 2.0);
    assert_eq!(client.status(), "connected");
    assert_eq!(client.trace(), ["error bad_frame"]);
}

/// [E3] [E6]
#[wasm_bindgen_test]
async fn a_name_with_half_a_surrogate_pair_is_text_like_any_other() {
    let world = World::new();
    let client = Client::connected(&world).await;
    let half = js_sys::JsString::from_char_code1(0xd800);
    let frame = js_sys::JsString::from(
        r#"{"eventType":"routing.conversation.event","conversation":{"id":"c","state":"ringing"},"participants":[{"role":"agent","name":"A"#,
    );

    world.message(0, &frame.concat(&half.concat(&"\"}]}".into())));

    assert_eq!(client.callers(), ["A\u{fffd}"]);
}

/// [S3]
#[wasm_bindgen_test]
async fn an_error_and_the_close_after_it_are_one_failure() {
    let world = World::new();
    let client = Client::connected(&world).await;

    world.close(0, 1006, "");

    assert_eq!(client.counter("gaps"), 1.0);
    let detail = client.app.detail_object(-1);
    assert_eq!(get(&detail, "closeCode").as_f64(), Some(1006.0));
    assert_eq!(client.status(), "disconnected");
}

/// [S3]
#[wasm_bindgen_test]
async fn the_code_and_the_reason_of_a_close_reach_the_app() {
    let world = World::new();
    let client = Client::connected(&world).await;

    world.close(0, 1012, "service restart");

    let detail = client.app.detail_object(-1);
    assert_eq!(get(&detail, "closeCode").as_f64(), Some(1012.0));
    assert_eq!(get(&detail, "closeReason").as_string().unwrap(), "service restart");
}

/// [S7] [T9]
#[wasm_bindgen_test]
async fn frames_of_a_replaced_socket_are_dropped() {
    let world = World::new();
    let client = Client::new(with_client(&[("maxSilenceMs", f64::INFINITY.into())]));
    client.connect(&world).await;
    world.advance(3_570_000.0);
    world.grant(1, "tok-2").await;
    assert_eq!(world.open_sockets(), 2);
    world.open(1);
    world.ring(0, "c-1", "Ada");
    assert_eq!(client.callers(), ["Ada"]);

    world.advance(2_000.0);
    assert_eq!((world.closed_with(0), world.open_sockets()), (1000, 1));
    world.ring(0, "c-2", "Grace");
    world.close(0, 1000, "");

    assert_eq!(client.callers(), ["Ada"]);
    assert_eq!(client.status(), "connected");
}

/// [S3] [T11]
#[wasm_bindgen_test]
async fn an_address_that_the_browser_refuses_is_a_failed_handshake_and_is_not_logged() {
    let world = World::new();
    let client = Client::new(with_client(&[("socketUrl", "not-a-url".into())]));
    client.engine.start(None);

    world.grant(0, "tok-1").await;

    assert_eq!(client.status(), "disconnected");
    assert_eq!(get(&client.app.detail_object(-1), "closeReason").as_string().unwrap(), "SyntaxError");
    let all = format!("{:?} {} {}", client.lines(), json(&client.engine.diagnostics()), json(&client.snapshot()));
    assert!(!all.contains("tok-1") && !all.contains("access_token="), "{all}");
}

/// [D1]
#[wasm_bindgen_test]
async fn diagnostics_are_a_plain_object() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.close(0, 1006, "");

    let diagnostics = client.engine.diagnostics();

    let names = Object::keys(&diagnostics.clone().unchecked_into::<Object>()).join(",");
    assert_eq!(names, "counters,status,statusDetail,events,tabs");
    assert_eq!(json(&get(&get(&diagnostics, "counters"), "closes")), r#"{"1006":1}"#);
}
