//! What is left when a client is not needed any more: nothing.

use crate::world::{Client, World, callbacks, settled, with_client, with_get_token};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// Lets go of what the handlers of one event held until it was over.
fn live_values() -> u32 {
    wasm_bindgen::externref_heap_live_count()
}

/// [S9]
#[wasm_bindgen_test]
async fn a_connected_client_has_one_socket_one_timer_and_listeners_on_its_page() {
    let world = World::new();
    let client = Client::connected(&world).await;

    assert_eq!(world.left(), "1 timers, 9 listeners, 1 sockets, 3 handlers");

    client.engine.start(None);
    assert_eq!(world.left(), "1 timers, 9 listeners, 1 sockets, 3 handlers");
}

/// [S9]
#[wasm_bindgen_test]
async fn after_stop_nothing_is_left() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");
    client.trace();

    client.engine.stop();

    assert_eq!(client.trace(), ["dismiss Ada stopped", "status stopped stopped", "change"]);
    assert_eq!(world.closed_with(0), 1000);
    assert_eq!(world.left(), "");
    assert_eq!(client.app.resources(), 0);
    client.engine.stop();
    assert!(client.trace().is_empty());
}

/// [S9]
#[wasm_bindgen_test]
async fn a_stop_during_a_token_request_leaves_nothing() {
    let world = World::new();
    let client = Client::new(with_client(&[]));
    client.engine.start(None);
    assert_eq!(world.left(), "1 timers, 9 listeners, 1 requests");

    client.engine.stop();
    settled().await;

    assert!(world.aborted(0));
    assert_eq!((world.left().as_str(), world.sockets()), ("", 0));
    assert_eq!(client.app.resources(), 0);
}

/// [S9]
#[wasm_bindgen_test]
async fn a_stop_during_the_handshake_leaves_nothing() {
    let world = World::new();
    let client = Client::new(with_client(&[]));
    client.engine.start(None);
    world.grant(0, "tok-1").await;
    assert_eq!(world.open_sockets(), 1);

    client.engine.stop();

    assert_eq!(world.left(), "");
}

/// [S9]
#[wasm_bindgen_test]
async fn a_stop_while_waiting_to_reconnect_leaves_nothing() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.close(0, 1006, "");
    assert_eq!(world.left(), "1 timers, 9 listeners");

    client.engine.stop();

    assert_eq!(world.left(), "");
    world.advance(60_000.0);
    assert_eq!(world.sockets(), 1);
}

/// [S9]
#[wasm_bindgen_test]
async fn a_client_that_is_freed_while_it_runs_leaves_nothing_and_calls_nothing() {
    let world = World::new();
    let client = Client::connected(&world).await;
    world.ring(0, "c-1", "Ada");
    let app = client.app.clone();
    client.trace();

    drop(client);

    assert_eq!(world.closed_with(0), 1000);
    assert_eq!((world.left().as_str(), app.resources()), ("", 0));
    world.message(0, &"{}".into());
    world.page("offline", false);
    assert!(callbacks(&app).is_empty());
}

/// [S9]
#[wasm_bindgen_test]
async fn a_client_that_is_freed_during_a_token_request_aborts_it() {
    let world = World::new();
    let client = Client::new(with_get_token(&[]));
    client.engine.start(None);
    let app = client.app.clone();

    drop(client);

    assert!(app.signal_aborted(0));
    app.resolve(0, &"tok-1".into());
    settled().await;
    assert_eq!((world.sockets(), world.left().as_str()), (0, ""));
}

/// [S9]
#[wasm_bindgen_test]
async fn a_hundred_starts_and_stops_hold_no_more_than_one() {
    let world = World::new();
    let client = Client::new(with_client(&[]));
    let round = async |index: u32| {
        client.engine.start(None);
        world.grant(index, "tok-1").await;
        world.open(index);
        world.ring(index, "c-1", "Ada");
        client.engine.stop();
        client.trace();
        client.lines();
    };
    round(0).await;
    round(1).await;
    let after_two = live_values();

    for index in 2..100 {
        round(index).await;
    }

    assert_eq!(live_values(), after_two);
    assert_eq!(world.left(), "");
}

/// [S9]
#[wasm_bindgen_test]
async fn a_freed_client_references_no_javascript_value() {
    let world = World::new();
    let round = async || {
        let socket = world.sockets();
        let client = Client::connected(&world).await;
        world.ring(socket, "c-1", "Ada");
        assert_eq!(client.callers(), ["Ada"]);
        world.message(socket, &"no JSON".into());
        client.engine.stop();
    };
    round().await;
    let after_one = live_values();

    for _ in 0..20 {
        round().await;
    }

    assert_eq!(live_values(), after_one);
}

/// [T8] [S10]
#[wasm_bindgen_test]
async fn a_wait_longer_than_the_browsers_limit_is_shortened_and_not_treated_as_0() {
    let world = World::new();
    let client = Client::new(with_client(&[("maxSilenceMs", f64::INFINITY.into())]));
    client.engine.start(None);
    let days_60 = 60.0 * 86_400.0;
    world.answer(0, 200, &format!(r#"{{"access_token":"tok-1","expires_in":{days_60}}}"#), &JsValue::UNDEFINED);
    settled().await;
    world.open(0);
    world.advance(10_000.0);
    assert_eq!(world.longest_delay(), 2_147_483_647.0);

    world.advance((days_60 - 60.0) * 1_000.0);
    assert_eq!(world.requests(), 1);
    world.advance(30_000.0);

    assert_eq!(world.requests(), 2);
}

/// [D4]
#[wasm_bindgen_test]
async fn all_resources_can_be_closed_from_outside() {
    let world = World::new();
    let connected = Client::connected(&world).await;
    let asking = Client::new(with_get_token(&[]));
    let fetching = Client::new(with_client(&[("clientId", "another".into())]));
    asking.engine.start(None);
    fetching.engine.start(None);
    // Socket or request, and the listeners of the page. A timer that fires later finds that the instance has failed.
    for client in [&connected, &asking, &fetching] {
        assert_eq!(client.app.resources(), 2);
    }

    for client in [&connected, &asking, &fetching] {
        client.app.close_resources();
    }

    assert!(asking.app.signal_aborted(0));
    assert!(world.aborted(1));
    assert_eq!(world.left(), "3 timers");
}
