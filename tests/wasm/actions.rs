//! The agent acts on a ring: calls, the softphone, and what the app sees (C1, C2, C5, C7).

use crate::world::{Client, World, get, is_frozen, json, settled, with_get_token};
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

const ME: &str = "f6fadfa7";

/// A client with actions that is rung by `c-1`, on its socket 0.
async fn ringing(world: &World) -> Client {
    let offered = Array::of2(&"answer".into(), &"decline".into());
    let client = Client::new(with_get_token(&[("source", "notifications".into()), ("actions", offered.into())]));
    client.engine.start(None);
    client.app.resolve(0, &"tok-1".into());
    settled().await;
    respond(world, 0, 200, &format!(r#"{{"id":"{ME}"}}"#)).await;
    respond(world, 1, 200, r#"{"id":"ch","connectUri":"wss://streaming.example/channels/ch"}"#).await;
    world.open(0);
    let topics =
        format!(r#"{{"entities":[{{"id":"v2.users.{ME}.conversations"}},{{"id":"v2.users.{ME}.routingStatus"}}]}}"#);
    respond(world, 2, 200, &topics).await;
    respond(world, 3, 200, r#"{"entities":[],"total":0,"pageCount":1}"#).await;
    respond(world, 4, 200, r#"{"status":"NOT_RESPONDING"}"#).await;
    leg(world, "alerting");
    client.trace();
    client
}

async fn respond(world: &World, request: u32, status: u16, body: &str) {
    world.answer(request, status, body, &Object::new());
    settled().await;
}

/// An event of my leg.
fn leg(world: &World, state: &str) {
    let calls = format!(r#"[{{"id":"call","state":"{state}","direction":"inbound"}}]"#);
    let legs = format!(r#"[{{"id":"leg-1","purpose":"agent","userId":"{ME}","queueId":"q","calls":{calls}}}]"#);
    let body = format!(r#"{{"id":"c-1","participants":{legs}}}"#);
    world.message(0, &format!(r#"{{"topicName":"v2.users.{ME}.conversations","eventBody":{body}}}"#).into());
}

fn toast(client: &Client) -> JsValue {
    Array::from(&get(&client.snapshot(), "toasts")).get(0)
}

fn id(client: &Client) -> String {
    get(&toast(client), "id").as_string().expect("an id")
}

/// [C1] [C5] [C7]
#[wasm_bindgen_test]
async fn what_can_be_done_and_what_is_pending_is_in_the_snapshot() {
    let world = World::new();
    let client = ringing(&world).await;
    let before = toast(&client);
    assert_eq!(json(&get(&before, "actions")), r#"["answer","decline"]"#);
    assert_eq!(json(&get(&before, "kind")), r#""ring""#);
    assert!(get(&before, "pending").is_null() && is_frozen(&get(&before, "actions")));
    let agent = get(&client.snapshot(), "agent");
    assert_eq!(json(&agent), r#"{"routingStatus":"NOT_RESPONDING"}"#);

    client.engine.act(1, "answer", id(&client));

    assert_eq!(json(&get(&toast(&client), "pending")), r#""answer""#);
    assert!(is_frozen(&agent) && get(&client.snapshot(), "agent") == agent, "what is unchanged is the same object");
    assert_eq!(client.trace(), ["ask phone answer leg-1", "change"]);
}

/// [C1] [C2]
#[wasm_bindgen_test]
async fn an_answer_goes_to_the_phone_then_to_the_api_and_is_settled_by_the_event() {
    let world = World::new();
    let client = ringing(&world).await;
    client.engine.act(1, "answer", id(&client));
    let asked = client.app.asked_phone();
    client.engine.phone_answered(asked, "not-mine", String::new());
    let request = world.request(5);
    assert!(
        request.contains(r#""method":"PATCH""#) && request.contains("conversations/calls/c-1/participants/leg-1"),
        "{request}"
    );
    assert!(request.contains(r#"{\"state\":\"connected\"}"#), "{request}");
    respond(&world, 5, 202, "").await;
    client.trace();
    leg(&world, "connected");
    assert_eq!(client.trace(), ["dismiss Unknown Caller answered", "settled 1 true", "change"]);
}

/// [C2] [C4]
#[wasm_bindgen_test]
async fn an_error_of_the_phone_reaches_the_app_with_its_reason() {
    let world = World::new();
    let client = ringing(&world).await;
    client.engine.act(1, "answer", id(&client));
    client.engine.phone_answered(client.app.asked_phone(), "failed", "no session".into());
    // The list still has it.
    let calls = r#"[{"id":"call","state":"alerting","direction":"inbound"}]"#;
    let legs = format!(r#"[{{"id":"leg-1","purpose":"agent","userId":"{ME}","calls":{calls}}}]"#);
    respond(
        &world,
        5,
        200,
        &format!(r#"{{"entities":[{{"id":"c-1","participants":{legs}}}],"total":1,"pageCount":1}}"#),
    )
    .await;
    let error = client.app.last_settled();
    assert_eq!(json(&get(&error, "reason")), r#""phone-failed""#);
    assert_eq!(json(&get(&error, "code")), r#""action_failed""#);
    assert!(json(&get(&error, "message")).contains("no session"));
}

/// [C5] [S9] Nothing of it is left.
#[wasm_bindgen_test]
async fn stop_settles_what_is_pending_and_lets_the_phone_go() {
    let world = World::new();
    let client = ringing(&world).await;
    client.engine.act(1, "answer", id(&client));
    client.trace();
    client.engine.stop();
    let trace = client.trace();
    assert!(trace.contains(&"cancel phone".to_owned()) && trace.contains(&"settled 1 false".to_owned()), "{trace:?}");
    client.engine.act(2, "decline", "gone".into());
    assert_eq!(json(&get(&client.app.last_settled(), "reason")), r#""stopped""#);
    assert_eq!(world.left(), "");
}

/// [C7]
#[wasm_bindgen_test]
async fn back_on_queue_is_one_request() {
    let world = World::new();
    let client = ringing(&world).await;
    client.engine.back_on_queue(1);
    let request = world.request(5);
    assert!(request.contains(r#""method":"PUT""#) && request.contains("/routingstatus"), "{request}");
    respond(&world, 5, 200, r#"{"status":"IDLE"}"#).await;
    assert_eq!(json(&get(&client.snapshot(), "agent")), r#"{"routingStatus":"IDLE"}"#);
}
