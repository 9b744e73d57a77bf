//! Notifications and the title of the page (A6, A7, A8).

use crate::alerts::{
    Watched, alerts, answer_permission, calls, click_notification, client_with, close_notification, page_title,
    remove_alerts, restore_alerts, set_page_title, state, tag_of,
};
use crate::world::{Client, World, settled, with_get_token};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// [A1] a click into a frame leaves the focus in the page; from there it can leave the page without an event.
#[wasm_bindgen_test]
async fn the_focus_is_read_when_a_ring_may_come() {
    let world = World::new();
    set_page_title("Desk");
    let _client = Client::connected(&world).await;
    world.set_focused(false);
    world.ring(0, "c-1", "Ann");
    assert_eq!(page_title(), "(1) Incoming: Voice");
}

/// [A6] [A7]
#[wasm_bindgen_test]
async fn the_permission_is_asked_for_only_by_unlocking() {
    let world = World::new();
    let _watched = Watched::new(false, "default");
    let client = client_with(&world, &[("notification", true.into())]).await;
    world.page("hidden", false);
    world.ring(0, "c-1", "Ann");
    assert_eq!((calls(), state(&client, "notification")), (vec![], "default".into()));

    let unlocked = client.engine.unlock_alerts();
    assert_eq!(calls(), ["ask"], "within the task");
    assert!(js_sys::futures::JsFuture::from(unlocked).await.is_ok());
    assert_eq!(
        (calls(), state(&client, "notification")),
        (vec!["notify Incoming: Voice".to_owned()], "granted".into())
    );
    drop(client.engine.unlock_alerts());
    client.engine.test_alert("voice".into());
    assert_eq!(calls(), Vec::<String>::new());
}

/// [A6] [A12]
#[wasm_bindgen_test]
async fn a_permission_that_is_denied_or_missing_is_in_the_snapshot() {
    let world = World::new();
    let watched = Watched::new(false, "default");
    let client = client_with(&world, &[("notification", true.into()), ("sound", true.into())]).await;
    answer_permission("denied");
    assert!(js_sys::futures::JsFuture::from(client.engine.unlock_alerts()).await.is_ok());
    answer_permission("granted");
    assert_eq!(state(&client, "notification"), "denied");
    // The agent changes it in the settings of the browser, and comes back.
    drop(watched);
    let watched = Watched::new(false, "granted");
    world.page("focus", false);
    assert_eq!(state(&client, "notification"), "granted");
    drop(watched);

    remove_alerts();
    let other = client_with_socket(&world, &[("notification", true.into()), ("sound", true.into())]).await;
    assert_eq!((state(&other, "sound"), state(&other, "notification")), ("off".into(), "unsupported".into()));
    world.page("hidden", false);
    world.ring(1, "c-1", "Ann");
    assert_eq!(other.callers(), ["Ann"]);
    restore_alerts();
}

/// A second client, whose socket is the second one.
async fn client_with_socket(world: &World, options: &[(&str, JsValue)]) -> Client {
    let (app, mut options) = with_get_token(&alerts(options));
    app.set_result(&"tok-2".into());
    options = {
        let _ = js_sys::Reflect::set(&options, &"source".into(), &"routing-events".into());
        options
    };
    let client = Client::new((app, options));
    client.engine.start(None);
    settled().await;
    world.open(world.sockets() - 1);
    client.trace();
    client
}

/// [A7]
#[wasm_bindgen_test]
async fn a_click_on_the_notification_opens_the_toast_and_neither_click_nor_close_dismisses_it() {
    let world = World::new();
    let _watched = Watched::new(false, "granted");
    let client = client_with(&world, &[("notification", true.into()), ("title", false.into())]).await;
    world.page("hidden", false);
    world.ring(0, "c-1", "Ann");
    world.ring(0, "c-2", "Ben");
    client.trace();
    calls();
    click_notification(0);
    close_notification(1);
    assert!(client.trace().contains(&"open Ann".to_owned()));
    assert_eq!(
        (calls(), client.callers()),
        (vec!["close notification".to_owned(); 2], vec!["Ann".to_owned(), "Ben".to_owned()])
    );
    world.page("visible", false);
    world.page("hidden", false);
    assert_eq!(calls(), Vec::<String>::new(), "neither comes back");
}

/// [A7]
#[wasm_bindgen_test]
async fn two_clients_of_a_page_give_one_ring_the_same_tag() {
    let world = World::new();
    let _watched = Watched::new(false, "granted");
    let _first = client_with(&world, &[("notification", true.into())]).await;
    let _second = client_with_socket(&world, &[("notification", true.into())]).await;
    world.page("hidden", false);
    world.ring(0, "c-1", "Ann");
    world.ring(1, "c-1", "Ann");
    world.ring(1, "c-2", "Ben");
    assert_eq!(tag_of(0), tag_of(1));
    assert_ne!(tag_of(1), tag_of(2));
}

/// [A2] [A8] [D4]
#[wasm_bindgen_test]
async fn what_a_failed_instance_showed_is_removed_without_it() {
    let world = World::new();
    let _watched = Watched::new(false, "granted");
    set_page_title("Desk");
    let client = client_with(&world, &[("notification", true.into()), ("sound", true.into())]).await;
    world.page("hidden", false);
    world.ring(0, "c-1", "Ann");
    assert_eq!(page_title(), "(1) Incoming: Voice");
    calls();
    client.app.close_resources();
    // This instance has not failed in truth: it still ends what plays.
    let mut closed: Vec<String> =
        calls().into_iter().filter(|call| call != "cut off" && call != "disconnect").collect();
    closed.sort();
    assert_eq!((closed, page_title()), (vec!["close".to_owned(), "close notification".to_owned()], "Desk".into()));
}

/// [A8]
#[wasm_bindgen_test]
async fn the_title_that_the_page_wanted_last_is_restored_whatever_two_clients_and_the_page_do() {
    let world = World::new();
    let first = Client::connected(&world).await;
    let second = client_with_socket(&world, &[]).await;
    world.page("hidden", false);
    let mut seed: u32 = 20_261_127;
    let mut own = "Desk".to_owned();
    set_page_title(&own);
    let mut rings = [false, false];
    let (mut restored, mut shown) = (0, 0);
    for step in 0..400 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let client = (seed >> 8) as usize % 2;
        match (seed >> 16) % 4 {
            0 => {
                own = format!("Desk {step}");
                set_page_title(&own);
            }
            1 => {
                world.ring(client as u32, &format!("c-{client}"), "Ann");
                rings[client] = true;
            }
            2 => {
                world.event(client as u32, &format!("c-{client}"), "abandoned", "Ann");
                rings[client] = false;
            }
            _ => {
                world.advance(1_000.0);
                rings = [!first.callers().is_empty(), !second.callers().is_empty()];
                if rings.contains(&true) {
                    assert!(page_title().contains("(1) Incoming: Voice"), "step {step}: {}", page_title());
                    shown += 1;
                }
            }
        }
        if !rings.contains(&true) {
            assert_eq!(page_title(), own, "step {step}");
            restored += 1;
        }
    }
    assert!(restored > 20 && shown > 20, "{restored} {shown}");
}
