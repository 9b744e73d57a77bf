//! Sound, notifications and the title of the page (A1–A12).

use crate::world::{Client, World, get, object, settled, texts, with_client, with_get_token};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(module = "/tests/wasm/alerts.js")]
extern "C" {
    #[wasm_bindgen(js_name = watchAlerts)]
    fn watch_alerts(held_back: bool, permission: &str);
    #[wasm_bindgen(js_name = removeAlerts)]
    fn remove_alerts();
    #[wasm_bindgen(js_name = restoreAlerts)]
    fn restore_alerts();
    #[wasm_bindgen(js_name = takeCalls)]
    fn take_calls() -> Array;
    #[wasm_bindgen(js_name = answerPermission)]
    fn answer_permission(answer: &str);
    #[wasm_bindgen(js_name = clickNotification)]
    fn click_notification(index: u32);
    #[wasm_bindgen(js_name = closeNotification)]
    fn close_notification(index: u32);
    #[wasm_bindgen(js_name = tagOf)]
    fn tag_of(index: u32) -> String;
    fn gesture(counts: bool);
    #[wasm_bindgen(js_name = passAudio)]
    fn pass_audio(seconds: f64);
    #[wasm_bindgen(js_name = breakFunctions)]
    fn break_functions();
    #[wasm_bindgen(js_name = suspendLate)]
    fn suspend_late();
}

#[wasm_bindgen]
extern "C" {
    type Page;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static PAGE: Page;
    #[wasm_bindgen(method, getter)]
    fn title(this: &Page) -> String;
    #[wasm_bindgen(method, setter)]
    fn set_title(this: &Page, title: &str);

    #[wasm_bindgen(thread_local_v2, js_name = localStorage)]
    static LOCAL_STORAGE: JsValue;
}

/// Watched audio and notifications, for one test.
struct Watched;

impl Watched {
    fn new(held_back: bool, permission: &str) -> Self {
        watch_alerts(held_back, permission);
        Self
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        restore_alerts();
    }
}

fn calls() -> Vec<String> {
    texts(&take_calls())
}

fn page_title() -> String {
    PAGE.with(Page::title)
}

fn set_page_title(title: &str) {
    PAGE.with(|page| page.set_title(title));
}

fn alerts(options: &[(&str, JsValue)]) -> [(&'static str, JsValue); 1] {
    [("alerts", object(options))]
}

async fn client_with(world: &World, options: &[(&str, JsValue)]) -> Client {
    let client = Client::new(with_client(&alerts(options)));
    client.connect(world).await;
    client
}

fn state(client: &Client, name: &str) -> String {
    get(&get(&client.snapshot(), "alerts"), name).as_string().unwrap_or_default()
}

fn sounding(client: &Client) -> u32 {
    Array::from(&get(&get(&client.snapshot(), "alerts"), "sounding")).length()
}

/// [A1] [A4]
#[wasm_bindgen_test]
async fn nothing_is_made_while_the_alerts_are_off() {
    // What an earlier test left fades out.
    settled().await;
    let world = World::new();
    let _watched = Watched::new(false, "granted");
    let client = Client::connected(&world).await;
    world.page("hidden", false);
    world.ring(0, "c-1", "Ann");
    assert_eq!(calls(), Vec::<String>::new());
    assert_eq!((state(&client, "sound"), state(&client, "notification")), ("off".into(), "off".into()));
}

/// [A2] [A3] [A4]
#[wasm_bindgen_test]
async fn a_ring_plays_its_tone_and_its_end_cuts_it_off() {
    let world = World::new();
    let _watched = Watched::new(false, "denied");
    let client = client_with(&world, &[("sound", true.into())]).await;
    assert_eq!((calls(), state(&client, "sound")), (vec!["context".to_owned()], "ready".into()));
    world.advance(1_000.0);
    assert_eq!(calls(), ["suspend"], "until something rings");
    assert_eq!(state(&client, "sound"), "ready");

    world.ring(0, "c-1", "Ann");
    assert_eq!(calls(), ["resume", "tone 440", "tone 480"]);
    assert_eq!(sounding(&client), 1);
    world.event(0, "c-1", "abandoned", "Ann");
    assert_eq!((calls(), sounding(&client)), (vec!["cut off".to_owned(); 2], 0));
    settled().await;
    assert_eq!(calls(), ["disconnect"], "after the fade");
    world.advance(1_000.0);
    assert_eq!(calls(), ["suspend"]);

    drop(client);
    assert_eq!(calls(), ["close"]);
}

/// [A2]
#[wasm_bindgen_test]
async fn the_audio_context_is_suspended_or_closed_after_what_fades_out() {
    let world = World::new();
    let _watched = Watched::new(false, "denied");
    let client = client_with(&world, &[("sound", true.into())]).await;
    world.ring(0, "c-1", "Ann");
    calls();
    client.engine.stop();
    assert_eq!(calls(), ["cut off"; 2]);
    settled().await;
    assert_eq!(calls(), ["disconnect", "suspend"]);

    client.connect(&world).await;
    world.ring(1, "c-2", "Ben");
    calls();
    client.engine.stop();
    drop(client);
    assert_eq!(calls(), ["cut off"; 2]);
    settled().await;
    assert_eq!(calls(), ["close"]);
}

/// [A4]
#[wasm_bindgen_test]
async fn the_audio_context_is_suspended_and_closed_after_a_tone_that_had_ended_by_itself() {
    let world = World::new();
    let _watched = Watched::new(false, "denied");
    let client = client_with(&world, &[("sound", true.into())]).await;
    world.ring(0, "c-1", "Ann");
    calls();
    pass_audio(3.0);
    world.event(0, "c-1", "abandoned", "Ann");
    world.advance(1_000.0);
    assert_eq!(calls(), ["disconnect", "suspend"]);
    drop(client);
    assert_eq!(calls(), ["close"]);
}

/// [A3] [A5]
#[wasm_bindgen_test]
async fn a_ring_sounds_though_the_context_has_only_just_been_suspended() {
    let world = World::new();
    let _watched = Watched::new(false, "denied");
    let client = client_with(&world, &[("sound", true.into())]).await;
    suspend_late();
    world.advance(1_000.0);
    world.ring(0, "c-1", "Ann");
    settled().await;
    assert_eq!((state(&client, "sound"), sounding(&client)), ("ready".into(), 1));
}

/// [A5] the view keeps the events of its own buttons from the page.
#[wasm_bindgen_test]
async fn a_gesture_that_the_page_does_not_get_can_be_noted() {
    let world = World::new();
    let _watched = Watched::new(true, "denied");
    let client = client_with(&world, &[("sound", true.into())]).await;
    calls();
    client.engine.note_gesture();
    assert_eq!(calls(), Vec::<String>::new(), "the browser does not count the present event");
    gesture(true);
    settled().await;
    calls();
    client.engine.note_gesture();
    assert_eq!((calls(), state(&client, "sound")), (vec![], "ready".into()), "nobody waits for one");
}

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

/// [A12]
#[wasm_bindgen_test]
async fn a_page_whose_functions_give_nothing_breaks_nothing() {
    let world = World::new();
    let _watched = Watched::new(false, "default");
    break_functions();
    let client = client_with(&world, &[("sound", true.into()), ("notification", true.into())]).await;
    world.ring(0, "c-1", "Ann");
    assert!(js_sys::futures::JsFuture::from(client.engine.unlock_alerts()).await.is_ok());
    assert_eq!(client.callers(), ["Ann"]);
}

/// [A2] [A3]
#[wasm_bindgen_test]
async fn a_page_that_freezes_ends_its_tone_at_once() {
    let world = World::new();
    let _watched = Watched::new(false, "denied");
    let _client = client_with(&world, &[("sound", true.into())]).await;
    world.ring(0, "c-1", "Ann");
    calls();
    world.page("freeze", false);
    assert_eq!(calls(), ["disconnect"]);
}

/// [A5]
#[wasm_bindgen_test]
async fn audio_that_is_held_back_runs_after_a_gesture_of_the_agent_and_the_earlier_ring_stays_silent() {
    let world = World::new();
    let _watched = Watched::new(true, "denied");
    let client = client_with(&world, &[("sound", true.into())]).await;
    assert_eq!(state(&client, "sound"), "needs-gesture");
    world.ring(0, "c-1", "Ann");
    calls();

    gesture(false);
    assert_eq!((calls(), state(&client, "sound")), (vec![], "needs-gesture".into()), "such as the key Shift alone");
    gesture(true);
    settled().await;
    assert_eq!((calls(), state(&client, "sound")), (vec!["resume".to_owned()], "ready".into()));
    gesture(true);
    assert_eq!(calls(), Vec::<String>::new(), "nobody listens any more");
    world.ring(0, "c-2", "Ben");
    assert_eq!(calls(), ["resume", "tone 440", "tone 480"]);
}

/// [A4]
#[wasm_bindgen_test]
async fn a_file_is_loaded_at_the_start_and_the_tone_stands_in_for_one_that_cannot_be() {
    let world = World::new();
    let _watched = Watched::new(false, "denied");
    let url = object(&[("voice", "/voice.mp3".into()), ("default", "/other.mp3".into())]);
    let client = client_with(&world, &[("sound", object(&[("url", url)]))]).await;
    settled().await;
    let first = world.requests() - 2;
    let default = if world.request(first).contains("other") { first } else { first + 1 };
    let voice = 2 * first + 1 - default;
    world.answer(voice, 200, "", &JsValue::UNDEFINED);
    world.answer(default, 404, "", &JsValue::UNDEFINED);
    settled().await;
    world.fail_request(world.requests() - 1, "no network");
    settled().await;
    settled().await;
    assert_eq!(
        client.lines().iter().filter(|line| line.starts_with("warn: alerts")).collect::<Vec<_>>(),
        ["warn: alerts.sound.url: /other.mp3 could not be loaded (no network); the built-in tone plays instead"]
    );
    calls();
    world.ring(0, "c-1", "Ann");
    assert_eq!(calls(), ["resume", "file"]);
    world.event(0, "c-1", "abandoned", "Ann");
    settled().await;
    assert_eq!(calls(), ["cut off", "disconnect"]);
    client.engine.test_alert("chat".into());
    assert_eq!(calls(), ["resume", "resume", "tone 880", "tone 960"]);
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

/// [A10]
#[wasm_bindgen_test]
async fn a_mute_is_stored_for_the_agent_and_holds_for_the_next_client() {
    crate::world::clear(&LOCAL_STORAGE.with(Clone::clone));
    let world = World::new();
    let _watched = Watched::new(false, "denied");
    let options = [("storageKey", "agent-7".into()), ("alerts", object(&[("sound", true.into())]))];
    let client = Client::new(with_client(&options));
    client.connect(&world).await;
    client.engine.mute(Some(60_000.0));
    let until = get(&get(&get(&client.snapshot(), "alerts"), "muted"), "until");
    assert_eq!(until.as_f64(), Some(world.wall() + 60_000.0));

    let next = Client::new(with_client(&options));
    next.engine.start(None);
    assert!(get(&get(&next.snapshot(), "alerts"), "muted").is_object());
    next.engine.unmute();
    let third = Client::new(with_client(&options));
    third.engine.start(None);
    assert!(get(&get(&third.snapshot(), "alerts"), "muted").is_null());
}

/// [A11]
#[wasm_bindgen_test]
async fn silence_ends_the_sound_and_leaves_the_toast_and_open_calls_the_app() {
    let world = World::new();
    let _watched = Watched::new(false, "denied");
    let client = client_with(&world, &[("sound", true.into())]).await;
    world.ring(0, "c-1", "Ann");
    calls();
    client.engine.silence(None);
    assert_eq!((calls(), client.callers()), (vec!["cut off".to_owned(); 2], vec!["Ann".to_owned()]));
    client.trace();
    let id = get(&Array::from(&get(&client.snapshot(), "toasts")).get(0), "id").as_string().unwrap();
    assert!(client.engine.open(id) && !client.engine.open("no-such".into()));
    assert_eq!(client.trace(), ["open Ann"]);
}
