//! Tabs with the locks and the bus of a real browser: clients of one page take the place of tabs (L1–L4, L9).

use crate::world::{Client, World, get, settled, with_get_token};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// How often the page lets the browser go on before a test fails: locks and messages come from another process, which may be slow.
const TICKS: u32 = 20_000;

#[wasm_bindgen(module = "/tests/wasm/tabs.js")]
extern "C" {
    /// The names of the locks of this package that are held, and that are waited for.
    #[wasm_bindgen(js_name = locksOf)]
    fn locks_of(name: &str) -> js_sys::Promise;
    /// Takes `navigator.locks` or `BroadcastChannel` away, or lets requests be refused. Gives the function that ends it.
    fn without(what: &str) -> js_sys::Function;
    /// Takes the only lock of this package by force. Gives the function that releases it.
    #[wasm_bindgen(js_name = stealLock)]
    fn steal_lock() -> js_sys::Promise;
}

async fn awaited(promise: js_sys::Promise) -> JsValue {
    js_sys::futures::JsFuture::from(promise).await.expect("it resolves")
}

/// Waits for what the browser has to bring: it fails where it does not come.
async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..TICKS {
        if holds() {
            return;
        }
        settled().await;
    }
    assert!(holds(), "in vain: {what}");
}

fn client(agent: &str) -> Client {
    let (app, options) = with_get_token(&[("storageKey", agent.into())]);
    app.set_result(&"t0ken".into());
    Client::new((app, options))
}

fn role(client: &Client) -> String {
    get(&client.snapshot(), "tab").as_string().unwrap_or_default()
}

/// Two clients of one agent: the first one leads and is connected, the second one follows.
async fn two(world: &World, agent: &str) -> (Client, Client) {
    let (first, second) = (client(agent), client(agent));
    first.engine.start(None);
    let socket = world.sockets();
    until("a socket", || world.sockets() > socket).await;
    world.open(socket);
    second.engine.start(None);
    until("a follower", || second.status() == "connected").await;
    (first, second)
}

async fn locks(held: u32, waiting: u32) {
    let counts = || async { Array::from(&awaited(locks_of("genesys-toasts:")).await).join(",").as_string() };
    for _ in 0..TICKS {
        if counts().await == Some(format!("{held},{waiting}")) {
            return;
        }
        settled().await;
    }
    assert_eq!(counts().await, Some(format!("{held},{waiting}")));
}

/// [L1] [L3] [L8]
#[wasm_bindgen_test]
async fn two_clients_have_one_socket_and_show_the_same() {
    let world = World::new();
    let (first, second) = two(&world, "agent-1").await;
    assert_eq!((role(&first), role(&second), world.open_sockets()), ("leader".into(), "follower".into(), 1));
    assert_eq!((first.app.get_token_calls(), second.app.get_token_calls()), (1, 0));
    second.trace();
    world.ring(0, "c-1", "Ada");
    until("the toast", || second.callers() == ["Ada"]).await;
    assert!(second.trace().iter().any(|call| call.starts_with("toast")));
    let shown = second.snapshot();
    assert!(js_sys::Object::is(&shown, &second.snapshot()), "the same object until something changes");
    second.engine.dismiss_all();
    assert!(second.callers().is_empty(), "at once in the own tab");
    until("the dismissal", || first.callers().is_empty()).await;
    first.engine.stop();
    second.engine.stop();
    locks(0, 0).await;
}

/// [L4]
#[wasm_bindgen_test]
async fn a_client_that_stops_releases_the_lock_and_the_next_one_leads() {
    let world = World::new();
    let (first, second) = two(&world, "agent-2").await;
    locks(1, 1).await;
    first.engine.stop();
    assert_eq!(world.open_sockets(), 0);
    until("the next leader", || role(&second) == "leader").await;
    until("its socket", || world.sockets() == 2).await;
    locks(1, 0).await;
    // Also while it waits for its token.
    second.engine.stop();
    locks(0, 0).await;
    assert_eq!(world.left(), "");
}

/// [L4] [S10] A page that waits for a lock, or has an open channel, is not put into the back/forward cache.
#[wasm_bindgen_test]
async fn a_page_that_is_left_holds_and_waits_for_nothing() {
    let world = World::new();
    let (first, second) = two(&world, "agent-3").await;
    world.page("pagehide", true);
    locks(0, 0).await;
    assert_eq!(world.open_sockets(), 0);
    world.page("pageshow", true);
    until("a leader", || [role(&first), role(&second)].contains(&"leader".to_owned())).await;
    locks(1, 1).await;
    first.engine.stop();
    second.engine.stop();
    locks(0, 0).await;
}

/// [L5] The browser says that another tab took the lock.
#[wasm_bindgen_test]
async fn a_leader_whose_lock_is_taken_closes_its_connection() {
    let world = World::new();
    let (first, second) = two(&world, "agent-4").await;
    second.engine.stop();
    let release = awaited(steal_lock()).await.unchecked_into::<js_sys::Function>();
    until("the loss", || role(&first) == "follower").await;
    assert_eq!((world.open_sockets(), first.status().as_str()), (0, "connecting"));
    release.call0(&JsValue::UNDEFINED).expect("it is released");
    until("the lock", || role(&first) == "leader").await;
    first.engine.stop();
    locks(0, 0).await;
}

/// [D4] JavaScript closes what an instance has that failed: the lock is free, and the bus closed.
#[wasm_bindgen_test]
async fn the_lock_of_a_failed_instance_is_released() {
    let world = World::new();
    let (first, second) = two(&world, "agent-5").await;
    first.app.close_resources();
    until("the next leader", || role(&second) == "leader").await;
    first.engine.stop();
    second.engine.stop();
    locks(0, 0).await;
}

/// [L9]
#[wasm_bindgen_test]
async fn where_there_are_no_locks_or_no_bus_a_client_connects_by_itself() {
    let cases =
        [("locks", "no-web-locks"), ("bus", "no-broadcast-channel"), ("requests", "refused"), ("channels", "refused")];
    for (what, reason) in cases {
        let world = World::new();
        let restore = without(what);
        let client = client("agent-6");
        client.engine.start(None);
        until("a socket", || world.sockets() == 1).await;
        let tabs = get(&client.engine.diagnostics(), "tabs");
        assert_eq!(get(&tabs, "reason").as_string().as_deref(), Some(reason), "{what}");
        assert_eq!(role(&client), "alone");
        world.open(0);
        assert_eq!(client.status(), "connected");
        client.engine.stop();
        restore.call0(&JsValue::UNDEFINED).expect("it is restored");
        locks(0, 0).await;
    }
}

/// [L1] Another region is another connection.
#[wasm_bindgen_test]
async fn clients_of_another_connection_share_nothing() {
    let world = World::new();
    let first = client("agent-7");
    let (app, options) = with_get_token(&[("storageKey", "agent-7".into()), ("region", "mypurecloud.ie".into())]);
    app.set_result(&"t0ken".into());
    let second = Client::new((app, options));
    first.engine.start(None);
    second.engine.start(None);
    until("two sockets", || world.sockets() == 2).await;
    assert_eq!((role(&first), role(&second)), ("leader".into(), "leader".into()));
    locks(2, 0).await;
    first.engine.stop();
    second.engine.stop();
    locks(0, 0).await;
}
