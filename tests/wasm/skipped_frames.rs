//! Frames that need not be read: reported together, and never too late (N2, N12).

use crate::world::{Client, World, get, settled, with_client, with_get_token};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const BEAT: &str = r#"{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}"#;

/// Answers the API's requests until the channel has its topics.
async fn subscribed(world: &World) -> Client {
    let client = Client::new(with_get_token(&[("source", "notifications".into())]));
    client.app.set_result(&"tok-1".into());
    client.engine.start(None);
    let answers = [
        ("users/me", r#"{"id":"me"}"#),
        ("/subscriptions", r#"{"entities":[{"id":"v2.users.me.conversations","state":"Permitted"}]}"#),
        (
            "/channels",
            r#"{"id":"ch-1","connectUri":"wss://streaming.mypurecloud.com/channels/ch-1","expires":"2099-01-01T00:00:00.000Z"}"#,
        ),
        ("/conversations", r#"{"entities":[]}"#),
    ];
    let mut answered = 0;
    for _ in 0..8 {
        settled().await;
        if world.sockets() == 1 && client.status() == "connecting" {
            world.open(0);
        }
        while answered < world.requests() {
            let request = world.request(answered);
            let (_, body) = answers.iter().find(|(path, _)| request.contains(path)).unwrap();
            world.answer(answered, 200, body, &JsValue::UNDEFINED);
            answered += 1;
        }
    }
    assert_eq!(client.status(), "connected", "{:?}", client.lines());
    client
}

fn frames(client: &Client) -> f64 {
    get(&get(&client.engine.diagnostics(), "counters"), "frames").as_f64().unwrap()
}

/// [N2] [D1]
#[wasm_bindgen_test]
async fn all_heartbeats_are_counted_and_silence_counts_from_the_last_one() {
    let world = World::new();
    let client = subscribed(&world).await;
    let before = frames(&client);
    for _ in 0..10 {
        world.message(0, &BEAT.into());
        world.advance(90.0);
    }
    assert_eq!(frames(&client), before + 10.0);

    world.message(0, &BEAT.into());
    world.advance(39_990.0);
    assert_eq!(world.sent(0), 0, "not silent for forty seconds yet");
    world.advance(20.0);
    assert_eq!(world.sent(0), 1, "it is asked for a sign of life");
}

/// A routing event that is cut behind its state: a bad frame to whom reads it.
fn cut(conversation: &str, state: &str) -> JsValue {
    format!(
        r#"{{"eventType":"routing.conversation.event","conversation":{{"id":"{conversation}","state":"{state}"}},"participants":["#
    )
    .into()
}

/// How many frames were bad since `before`, which is brought up to date.
fn bad_since(client: &Client, before: &mut f64) -> f64 {
    let bad = get(&get(&client.engine.diagnostics(), "counters"), "bad").as_f64().unwrap();
    bad - core::mem::replace(before, bad)
}

/// [E8] [E10] a frame that is cut shows whether it was read.
#[wasm_bindgen_test]
async fn routing_events_are_read_if_they_may_ring_and_all_during_a_toast_or_a_second_socket() {
    let world = World::new();
    let client = Client::connected(&world).await;
    let mut before = 0.0;
    world.message(0, &cut("c-1", "connected"));
    world.message(0, &cut("c-1", "connected"));
    assert_eq!(bad_since(&client, &mut before), 0.0, "nobody waits for it");
    assert_eq!(frames(&client), 2.0);

    world.message(0, &cut("c-1", "ringing"));
    assert_eq!(bad_since(&client, &mut before), 1.0, "it rings");

    world.ring(0, "c-1", "Ada");
    world.message(0, &cut("c-1", "connected"));
    world.message(0, &cut("c-2", "connected"));
    assert_eq!(bad_since(&client, &mut before), 2.0, "c-1 has a toast: all are read");

    world.event(0, "c-1", "connected", "Ada");
    assert!(client.callers().is_empty());
    world.message(0, &cut("c-1", "connected"));
    assert_eq!(bad_since(&client, &mut before), 0.0, "it has none any more");

    world.page("offline", false);
    world.page("online", false);
    world.advance(400.0);
    assert_eq!(world.sockets(), 2, "{:?}", client.lines());
    world.message(0, &cut("c-3", "connected"));
    assert_eq!(bad_since(&client, &mut before), 1.0, "another socket may bring it late");
}

/// [E9] it is until its conversation has another state.
#[wasm_bindgen_test]
async fn routing_events_are_read_while_a_closed_toast_is_remembered() {
    let world = World::new();
    let client = Client::new(with_client(&[("redeliver", "next-ring".into())]));
    client.connect(&world).await;
    let mut before = 0.0;
    world.ring(0, "c-1", "Ada");
    client.engine.dismiss_all();
    world.message(0, &cut("c-1", "queued"));
    assert_eq!(bad_since(&client, &mut before), 1.0);
    world.event(0, "c-1", "queued", "Ada");
    world.message(0, &cut("c-1", "queued"));
    assert_eq!(bad_since(&client, &mut before), 0.0);
    world.ring(0, "c-1", "Ada");
    assert_eq!(client.callers(), ["Ada"]);
}

/// [N2]
#[wasm_bindgen_test]
async fn a_heartbeat_answers_a_ping() {
    let world = World::new();
    let client = subscribed(&world).await;
    world.advance(41_000.0);
    assert_eq!(world.sent(0), 1);
    world.message(0, &BEAT.into());
    world.message(0, &BEAT.into());
    world.advance(6_000.0);
    assert_eq!((client.status(), world.open_sockets()), ("connected".to_owned(), 1));
}
