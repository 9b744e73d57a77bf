//! What the page goes through (S10).

use crate::world::{Client, World, get, with_client};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn offline(client: &Client) -> JsValue {
    get(&get(&client.snapshot(), "statusDetail"), "offline")
}

fn expires_at(client: &Client) -> Option<f64> {
    get(&Array::from(&get(&client.snapshot(), "toasts")).get(0), "expiresAt").as_f64()
}

/// [S10] [S2]
#[wasm_bindgen_test]
async fn offline_and_online_are_shown_in_the_status_detail() {
    let world = World::new();
    let client = Client::connected(&world).await;
    assert_eq!(offline(&client), JsValue::FALSE);

    world.page("offline", false);
    assert_eq!(offline(&client), JsValue::TRUE);
    world.page("online", false);
    assert_eq!(offline(&client), JsValue::FALSE);
}

/// [S10]
#[wasm_bindgen_test]
async fn online_ends_the_wait_for_the_next_try() {
    let world = World::new();
    let backoff = crate::world::object(&[("jitter", "none".into()), ("baseMs", 20_000.into())]);
    let client = Client::new(with_client(&[("backoff", backoff)]));
    client.connect(&world).await;
    world.close(0, 1006, "");

    world.page("online", false);
    world.advance(300.0);

    assert_eq!(world.sockets(), 2);
}

/// [S14]
#[wasm_bindgen_test]
async fn retry_ends_the_wait_for_the_next_try_at_once() {
    let world = World::new();
    let backoff = crate::world::object(&[("jitter", "none".into()), ("baseMs", 20_000.into())]);
    let client = Client::new(with_client(&[("backoff", backoff)]));
    client.connect(&world).await;
    world.page("offline", false);
    world.close(0, 1006, "");

    client.engine.retry();

    assert_eq!((world.sockets(), offline(&client)), (2, JsValue::TRUE));
    client.engine.stop();
    client.engine.retry();
    assert_eq!((world.sockets(), world.left().as_str()), (2, ""));
}

/// [O3] [S10]
#[wasm_bindgen_test]
async fn the_clock_of_a_toast_pauses_while_the_page_is_hidden() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");
    assert_eq!(expires_at(&client), Some(world.wall() + 8_000.0));

    world.page("hidden", false);
    assert_eq!(expires_at(&client), None);
    world.advance(20_000.0);
    assert_eq!(client.callers(), ["Ada"]);

    world.page("visible", false);
    world.advance(8_000.0);
    assert!(client.callers().is_empty());
}

/// [O3] [S10]
#[wasm_bindgen_test]
async fn a_client_that_starts_in_a_hidden_page_treats_it_as_hidden() {
    let world = World::new();
    world.page("hidden", false);
    let client = Client::connected(&world).await;

    world.ring(0, "c-1", "Ada");

    assert_eq!(expires_at(&client), None);
}

/// [S10]
#[wasm_bindgen_test]
async fn a_client_that_starts_without_a_network_is_offline() {
    let world = World::new();
    world.page("offline", false);
    let client = Client::new(with_client(&[]));

    client.engine.start(None);

    assert_eq!(offline(&client), JsValue::TRUE);
}

/// [S10]
#[wasm_bindgen_test]
async fn a_page_that_is_left_closes_its_socket_and_opens_another_when_it_is_shown_again() {
    let world = World::new();
    let client = Client::connected(&world).await;

    world.page("pagehide", true);
    assert_eq!((world.closed_with(0), world.open_sockets()), (1000, 0));
    world.advance(1_000.0);
    world.page("pageshow", true);
    world.open(1);

    assert_eq!(client.status(), "connected");
}

/// [S10] [O3] It may come out of the back/forward cache in a tab that is not in front.
#[wasm_bindgen_test]
async fn a_page_that_is_shown_again_in_the_background_counts_as_hidden() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.page("hidden", false);
    world.page("pagehide", true);
    world.page("pageshow", true);
    world.open(1);
    world.ring(1, "c-1", "Ada");
    let toast = js_sys::Array::from(&get(&client.snapshot(), "toasts")).get(0);
    assert!(get(&toast, "expiresAt").is_null());
    world.page("visible", false);
    let toast = js_sys::Array::from(&get(&client.snapshot(), "toasts")).get(0);
    assert!(get(&toast, "expiresAt").as_f64().is_some());
}

/// [S10]
#[wasm_bindgen_test]
async fn the_first_pageshow_is_ignored() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.page("pagehide", false);
    assert_eq!(world.sockets(), 1);

    world.page("pageshow", false);

    assert_eq!((world.sockets(), client.status().as_str()), (1, "disconnected"));
}

/// [S10]
#[wasm_bindgen_test]
async fn a_frozen_page_continues_when_it_resumes() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.page("freeze", false);
    world.page("pagehide", true);
    assert_eq!(world.open_sockets(), 0);

    world.page("resume", false);
    world.open(1);

    assert_eq!(client.status(), "connected");
}

/// [S10]
#[wasm_bindgen_test]
async fn a_sleep_of_the_computer_shows_in_the_difference_of_the_two_clocks() {
    let world = World::new();
    let client = Client::connected(&world).await;

    world.set_wall(world.wall() + 60_000.0);
    world.page("visible", false);

    assert!(client.lines().iter().any(|line| line.contains("woke up")));
    assert_eq!(world.open_sockets(), 2);
}

/// [S9] [S10]
#[wasm_bindgen_test]
async fn a_stopped_client_has_no_listeners_on_its_page() {
    let world = World::new();
    let client = Client::connected(&world).await;
    client.engine.stop();
    client.trace();

    for event in ["offline", "online", "hidden", "visible", "pagehide", "pageshow", "freeze", "resume"] {
        world.page(event, true);
    }

    assert!(client.trace().is_empty());
    assert_eq!((world.sockets(), world.left().as_str()), (1, ""));
}
