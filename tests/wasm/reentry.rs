//! Callbacks that call back in.

use crate::world::{Client, World, callbacks, get, settled, with_client, with_get_token};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// Stops the client in a callback, and records the callbacks before `stop()` returned.
fn stop_when(client: &Client, name: &str) -> Rc<RefCell<Vec<String>>> {
    let callbacks = Rc::<RefCell<Vec<String>>>::default();
    let (inside, seen, entered) = (client.clone(), callbacks.clone(), Cell::new(false));
    client.when(name, move |_| {
        if !entered.replace(true) {
            inside.engine.stop();
            seen.replace(inside.trace());
        }
    });
    callbacks
}

/// [O5] [D3]
#[wasm_bindgen_test]
async fn a_toast_may_be_dismissed_inside_on_toast() {
    let world = World::new();
    let client = Client::connected(&world).await;
    let inside = client.clone();
    client.when("toast", move |toast| {
        assert!(inside.engine.dismiss(get(&toast, "id").as_string().unwrap()));
    });

    world.ring(0, "c-1", "Ada");

    assert_eq!(client.trace(), ["toast Ada", "dismiss Ada user", "change"]);
    assert!(client.callers().is_empty());
    client.engine.stop();
}

/// [O6]
#[wasm_bindgen_test]
async fn the_snapshot_is_current_inside_on_toast() {
    let world = World::new();
    let client = Client::connected(&world).await;
    assert!(client.callers().is_empty());
    let seen = Rc::new(Cell::new(false));
    let (inside, noted) = (client.clone(), seen.clone());
    client.when("toast", move |_| noted.set(inside.callers() == ["Ada"]));

    world.ring(0, "c-1", "Ada");

    assert!(seen.get());
    client.engine.stop();
}

/// [S9]
#[wasm_bindgen_test]
async fn a_stop_inside_on_status_calls_all_callbacks_before_it_returns() {
    let world = World::new();
    let client = Client::new(with_client(&[]));
    client.engine.start(None);
    world.grant(0, "tok-1").await;
    client.trace();
    let callbacks = stop_when(&client, "status");

    world.open(0);

    assert_eq!(*callbacks.borrow(), ["status connected open", "status stopped stopped", "change"]);
    assert!(client.trace().is_empty());
    assert_eq!(world.closed_with(0), 1000);
    assert_eq!(world.left(), "");
}

/// [S9] [O5]
#[wasm_bindgen_test]
async fn pending_callbacks_are_called_in_order_before_an_inner_stop_returns() {
    let world = World::new();
    let client = Client::connected(&world).await;
    for caller in ["Ada", "Grace", "Joan"] {
        world.ring(0, caller, caller);
    }
    client.trace();
    let callbacks = stop_when(&client, "dismiss");

    client.engine.dismiss_all();

    let expected = ["dismiss Ada user", "dismiss Grace user", "dismiss Joan user", "status stopped stopped", "change"];
    assert_eq!(*callbacks.borrow(), expected);
    assert!(client.trace().is_empty());
}

/// [S9]
#[wasm_bindgen_test]
async fn a_client_that_is_started_inside_its_stopped_callback_runs() {
    let world = World::new();
    let client = Client::connected(&world).await;
    let inside = client.clone();
    client.when("status", move |status| {
        if status == "stopped" {
            inside.engine.start(None);
        }
    });

    client.engine.stop();
    world.grant(1, "tok-2").await;
    world.open(1);

    assert_eq!(client.status(), "connected");
    world.page("offline", false);
    assert!(get(&client.app.detail_object(-1), "offline").is_truthy());
    client.when("status", |_| {});
    client.engine.stop();
    assert_eq!(world.left(), "");
}

/// [S9] [T5]
#[wasm_bindgen_test]
async fn a_get_token_that_stops_its_client_finds_its_signal_aborted_at_once() {
    let world = World::new();
    let client = Client::new(with_get_token(&[]));
    let aborted = Rc::new(Cell::new(false));
    let (inside, noted) = (client.clone(), aborted.clone());
    client.when("getToken", move |request| {
        inside.engine.stop();
        noted.set(get(&get(&request, "signal"), "aborted").is_truthy());
    });

    client.engine.start(None);

    assert!(aborted.get());
    client.app.resolve(0, &"tok-1".into());
    settled().await;
    assert_eq!((world.sockets(), world.left().as_str()), (0, ""));
    assert_eq!(client.app.resources(), 0);
}

/// [S9]
#[wasm_bindgen_test]
async fn an_abort_listener_of_get_token_may_start_the_client_again() {
    let world = World::new();
    let client = Client::new(with_get_token(&[]));
    let inside = client.clone();
    client.when("getToken", move |request| {
        let again = inside.clone();
        let listener = Closure::<dyn Fn()>::new(move || {
            again.when("getToken", |_| {});
            again.engine.start(None);
        });
        let signal = get(&request, "signal").unchecked_into::<web_sys::AbortSignal>();
        signal.add_event_listener_with_callback("abort", listener.as_js_value().unchecked_ref()).unwrap();
        listener.forget();
    });
    client.engine.start(None);

    client.engine.stop();
    client.app.resolve(1, &"tok-2".into());
    settled().await;

    assert_eq!(client.app.get_token_calls(), 2);
    assert_eq!(world.sockets(), 1);
    client.engine.stop();
}

/// [S9]
#[wasm_bindgen_test]
async fn a_client_that_is_freed_inside_a_callback_calls_no_other_callback() {
    let world = World::new();
    let client = Client::new(with_client(&[]));
    client.connect(&world).await;
    let (engine, app) = (Rc::new(Cell::new(Some(client.engine.clone()))), client.app.clone());
    drop(client);
    let hook = Closure::<dyn Fn(JsValue)>::new(move |_| drop(engine.take()));
    app.when("toast", &hook.into_js_value());

    world.ring(0, "c-1", "Ada");

    assert_eq!(callbacks(&app), ["toast Ada"]);
    assert_eq!(world.left(), "");
}

/// [S9] [D3] a page may have replaced functions of the browser, and what they call may be this very client.
#[wasm_bindgen_test]
async fn a_function_of_the_page_that_calls_the_client_is_called_while_nothing_is_borrowed() {
    for name in ["Date.now", "performance.now", "setTimeout", "Object.freeze", "Set.delete"] {
        let world = World::new();
        let client = Client::connected(&world).await;
        let inside = client.clone();
        let entered = Rc::new(Cell::new(0));
        let noted = entered.clone();
        let hook = Closure::<dyn Fn(String)>::wrap(Box::new(move |called| {
            if called == name && noted.get() < 3 {
                noted.set(noted.get() + 1);
                inside.engine.dismiss_all();
                inside.engine.snapshot();
                inside.engine.diagnostics();
            }
        }));
        world.set_on_call(hook.as_ref());

        world.ring(0, "c-1", "Ada");
        client.snapshot();
        // A timer fires, and the next one is set.
        world.advance(6_000.0);
        if name == "Set.delete" {
            world.close(0, 1006, "");
        }

        world.set_on_call(&JsValue::UNDEFINED);
        assert!(entered.get() > 0, "{name} was not called");
        // Closed by a call inside, or shown: the client works on.
        assert!(client.callers().len() <= 1, "{name}");
        client.engine.stop();
        assert_eq!(world.left(), "", "{name}");
    }
}
