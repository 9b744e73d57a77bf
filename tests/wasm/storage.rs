//! A token that outlives the page (T7).

use crate::world::{Client, World, object, settled, with_get_token};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn token() -> JsValue {
    object(&[("accessToken", "tok-1".into()), ("expiresIn", 3_600.into())])
}

fn client() -> (std::rc::Rc<crate::world::App>, JsValue) {
    with_get_token(&[("storageKey", "agent-7".into()), ("tabs", "separate".into())])
}

/// [T7]
#[wasm_bindgen_test]
async fn a_token_in_the_storage_of_the_app_is_used_by_the_next_client() {
    let world = World::new();
    let (app, options) = client();
    app.add_storage(false);
    let first = Client::new((app.clone(), options.clone()));
    first.engine.start(None);
    app.resolve(0, &token());
    settled().await;
    assert!(app.stored().contains("tok-1"));
    drop(first);

    let second = Client::new((app.clone(), options));
    second.engine.start(None);

    assert_eq!((app.get_token_calls(), world.sockets()), (1, 2));
    assert!(world.socket_url(1).ends_with("tok%2D1"));
}

/// [T7]
#[wasm_bindgen_test]
async fn a_record_that_cannot_be_read_is_removed() {
    let world = World::new();
    let (app, options) = client();
    app.add_storage(false);
    let first = Client::new((app.clone(), options.clone()));
    first.engine.start(None);
    app.resolve(0, &token());
    settled().await;
    app.corrupt_records();

    let second = Client::new((app.clone(), options));
    second.engine.start(None);

    assert_eq!((app.get_token_calls(), app.stored().as_str()), (2, "[]"));
    assert_eq!(world.sockets(), 1);
}

/// [T7] [T11]
#[wasm_bindgen_test]
async fn a_storage_that_throws_is_one_warning_and_the_token_stays_in_memory() {
    let world = World::new();
    let (app, options) = client();
    app.add_storage(true);
    let client = Client::new((app.clone(), options));

    client.engine.start(None);
    app.resolve(0, &token());
    settled().await;
    world.open(0);

    assert_eq!(client.status(), "connected");
    let lines = client.lines();
    assert_eq!(lines.iter().filter(|line| line.starts_with("warn")).count(), 1, "{lines:?}");
    assert!(!lines.concat().contains("tok-1"), "{lines:?}");
}

/// [T7]
#[wasm_bindgen_test]
async fn the_storages_of_the_browser_are_called_by_their_names() {
    for (choice, storage) in [("session", "sessionStorage"), ("local", "localStorage")] {
        let _world = World::new();
        let storage = crate::world::get(&js_sys::global(), storage);
        let (app, options) = client();
        app.choose_storage(choice);
        let client = Client::new((app.clone(), options));
        client.engine.start(None);
        assert_eq!(crate::world::json(&storage), "{}");

        app.resolve(0, &token());
        settled().await;

        assert!(crate::world::json(&storage).contains("tok-1"), "{choice}");
        crate::world::clear(&storage);
    }
}

/// [T7]
#[wasm_bindgen_test]
async fn without_a_storage_nothing_is_stored() {
    let _world = World::new();
    let (app, options) = client();
    let client = Client::new((app.clone(), options));
    client.engine.start(None);

    app.resolve(0, &token());
    settled().await;

    for storage in ["sessionStorage", "localStorage"] {
        assert_eq!(crate::world::json(&crate::world::get(&js_sys::global(), storage)), "{}");
    }
}
