//! Sound, notifications and the title of the page (A1–A12).

use crate::world::{Client, World, get, object, settled, texts, with_client};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(module = "/tests/wasm/alerts.js")]
extern "C" {
    #[wasm_bindgen(js_name = watchAlerts)]
    fn watch_alerts(held_back: bool, permission: &str);
    #[wasm_bindgen(js_name = removeAlerts)]
    pub(crate) fn remove_alerts();
    #[wasm_bindgen(js_name = restoreAlerts)]
    pub(crate) fn restore_alerts();
    #[wasm_bindgen(js_name = takeCalls)]
    fn take_calls() -> Array;
    #[wasm_bindgen(js_name = answerPermission)]
    pub(crate) fn answer_permission(answer: &str);
    #[wasm_bindgen(js_name = clickNotification)]
    pub(crate) fn click_notification(index: u32);
    #[wasm_bindgen(js_name = closeNotification)]
    pub(crate) fn close_notification(index: u32);
    #[wasm_bindgen(js_name = tagOf)]
    pub(crate) fn tag_of(index: u32) -> String;
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
pub(crate) struct Watched;

impl Watched {
    pub(crate) fn new(held_back: bool, permission: &str) -> Self {
        watch_alerts(held_back, permission);
        Self
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        restore_alerts();
    }
}

pub(crate) fn calls() -> Vec<String> {
    texts(&take_calls())
}

pub(crate) fn page_title() -> String {
    PAGE.with(Page::title)
}

pub(crate) fn set_page_title(title: &str) {
    PAGE.with(|page| page.set_title(title));
}

pub(crate) fn alerts(options: &[(&str, JsValue)]) -> [(&'static str, JsValue); 1] {
    [("alerts", object(options))]
}

pub(crate) async fn client_with(world: &World, options: &[(&str, JsValue)]) -> Client {
    let client = Client::new(with_client(&alerts(options)));
    client.connect(world).await;
    client
}

pub(crate) fn state(client: &Client, name: &str) -> String {
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

/// [A10]
#[wasm_bindgen_test]
async fn a_mute_is_stored_for_the_agent_and_holds_for_the_next_client() {
    crate::world::clear(&LOCAL_STORAGE.with(Clone::clone));
    let world = World::new();
    let _watched = Watched::new(false, "denied");
    let options =
        [("storageKey", "agent-7".into()), ("tabs", "separate".into()), ("alerts", object(&[("sound", true.into())]))];
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
