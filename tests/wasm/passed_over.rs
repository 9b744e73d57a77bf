//! Frames that need not be read: reported together, and never too late (N2, N12).

use crate::world::{Client, World, get, settled, with_get_token};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const BEAT: &str = r#"{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}"#;

/// Answers the API's requests until the channel has its topics.
async fn subscribed(world: &World) -> Client {
    let client = Client::new(with_get_token(&[("source", "notifications".into())]));
    client.app.set_at_once(&"tok-1".into());
    client.engine.start();
    let answers = [
        ("users/me", r#"{"id":"me"}"#),
        ("/subscriptions", r#"{"entities":[]}"#),
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
async fn beats_are_all_counted_and_silence_runs_from_the_last_of_them() {
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

/// [N2]
#[wasm_bindgen_test]
async fn a_beat_answers_a_ping() {
    let world = World::new();
    let client = subscribed(&world).await;
    world.advance(41_000.0);
    assert_eq!(world.sent(0), 1);
    world.message(0, &BEAT.into());
    world.message(0, &BEAT.into());
    world.advance(6_000.0);
    assert_eq!((client.status(), world.open_sockets()), ("connected".to_owned(), 1));
}
