//! The browser around the engine, moved by hand, and the app that it talks to.

use genesys_toasts::wasm::{Engine, Host};
use js_sys::{Array, Object, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/tests/wasm/world.js")]
extern "C" {
    pub type Browser;
    fn enter() -> Browser;
    fn leave();
    #[wasm_bindgen(method)]
    pub fn advance(this: &Browser, ms: f64);
    #[wasm_bindgen(method, js_name = longestDelay)]
    pub fn longest_delay(this: &Browser) -> f64;
    #[wasm_bindgen(method, setter)]
    pub fn set_wall(this: &Browser, wall: f64);
    #[wasm_bindgen(method, setter)]
    pub fn set_focused(this: &Browser, focused: bool);
    #[wasm_bindgen(method, getter)]
    pub fn wall(this: &Browser) -> f64;
    /// Is called with the name of each function of the browser that a page may have replaced.
    #[wasm_bindgen(method, setter, js_name = onCall)]
    pub fn set_on_call(this: &Browser, hook: &JsValue);
    #[wasm_bindgen(method, getter)]
    pub fn mono(this: &Browser) -> f64;
    #[wasm_bindgen(method, js_name = socketUrl)]
    pub fn socket_url(this: &Browser, index: u32) -> String;
    #[wasm_bindgen(method, js_name = closedWith)]
    pub fn closed_with(this: &Browser, index: u32) -> u16;
    #[wasm_bindgen(method, js_name = binaryType)]
    pub fn binary_type(this: &Browser, index: u32) -> String;
    #[wasm_bindgen(method)]
    pub fn sockets(this: &Browser) -> u32;
    /// How many texts were sent on a socket.
    #[wasm_bindgen(method)]
    pub fn sent(this: &Browser, index: u32) -> u32;
    #[wasm_bindgen(method, js_name = openSockets)]
    pub fn open_sockets(this: &Browser) -> u32;
    #[wasm_bindgen(method)]
    pub fn open(this: &Browser, index: u32);
    #[wasm_bindgen(method)]
    pub fn message(this: &Browser, index: u32, data: &JsValue);
    #[wasm_bindgen(method)]
    pub fn close(this: &Browser, index: u32, code: u16, reason: &str);
    #[wasm_bindgen(method)]
    pub fn answer(this: &Browser, index: u32, status: u16, body: &str, headers: &JsValue);
    #[wasm_bindgen(method, js_name = failRequest)]
    pub fn fail_request(this: &Browser, index: u32, message: &str);
    #[wasm_bindgen(method, js_name = breakOff)]
    pub fn break_off(this: &Browser, index: u32, message: &str);
    #[wasm_bindgen(method)]
    pub fn request(this: &Browser, index: u32) -> String;
    #[wasm_bindgen(method)]
    pub fn aborted(this: &Browser, index: u32) -> bool;
    #[wasm_bindgen(method, js_name = requestCount)]
    pub fn requests(this: &Browser) -> u32;
    #[wasm_bindgen(method)]
    pub fn page(this: &Browser, kind: &str, persisted: bool);
    /// What is live, in words; empty where nothing is.
    #[wasm_bindgen(method)]
    pub fn left(this: &Browser) -> String;

    pub type App;
    pub fn app() -> App;
    #[wasm_bindgen(method, getter)]
    pub fn host(this: &App) -> Host;
    #[wasm_bindgen(method, getter, js_name = host)]
    pub fn host_object(this: &App) -> Object;
    #[wasm_bindgen(method)]
    pub fn when(this: &App, name: &str, hook: &JsValue);
    /// Disables a log level.
    #[wasm_bindgen(method, js_name = disableLevel)]
    pub fn disable_level(this: &App, level: &str);
    #[wasm_bindgen(method, js_name = addGetToken)]
    pub fn add_get_token(this: &App);
    #[wasm_bindgen(method, setter, js_name = result)]
    pub fn set_result(this: &App, value: &JsValue);
    #[wasm_bindgen(method)]
    pub fn resolve(this: &App, index: u32, value: &JsValue);
    #[wasm_bindgen(method)]
    pub fn reject(this: &App, index: u32, message: &str);
    #[wasm_bindgen(method)]
    pub fn reason(this: &App, index: u32) -> String;
    #[wasm_bindgen(method, js_name = signalAborted)]
    pub fn signal_aborted(this: &App, index: u32) -> bool;
    #[wasm_bindgen(method, js_name = getTokenCalls)]
    pub fn get_token_calls(this: &App) -> u32;
    #[wasm_bindgen(method, js_name = addStorage)]
    pub fn add_storage(this: &App, broken: bool);
    /// Cuts all records short.
    #[wasm_bindgen(method, js_name = corruptRecords)]
    pub fn corrupt_records(this: &App);
    #[wasm_bindgen(method, js_name = chooseStorage)]
    pub fn choose_storage(this: &App, name: &str);
    #[wasm_bindgen(method, js_name = storedText)]
    pub fn stored(this: &App) -> String;
    #[wasm_bindgen(method, js_name = takeTrace)]
    fn take_trace(this: &App) -> Array;
    #[wasm_bindgen(method, js_name = takeLines)]
    fn take_lines(this: &App) -> Array;
    #[wasm_bindgen(method)]
    pub fn resources(this: &App) -> u32;
    #[wasm_bindgen(method, js_name = closeResources)]
    pub fn close_resources(this: &App);
    /// The number of the last request to the softphone.
    #[wasm_bindgen(method, getter, js_name = asked)]
    pub fn asked_phone(this: &App) -> u32;
    /// The error of the call that was settled last.
    #[wasm_bindgen(method, getter, js_name = settled)]
    pub fn last_settled(this: &App) -> JsValue;
    #[wasm_bindgen(method, js_name = errorText)]
    pub fn error(this: &App, index: u32) -> String;
    #[wasm_bindgen(method, js_name = errorObject)]
    pub fn error_object(this: &App, index: u32) -> JsValue;
    #[wasm_bindgen(method, js_name = toastObject)]
    pub fn toast_object(this: &App, index: u32) -> JsValue;
    #[wasm_bindgen(method, js_name = detailObject)]
    pub fn detail_object(this: &App, index: i32) -> JsValue;

    #[wasm_bindgen(js_name = settled)]
    fn settled_promise() -> js_sys::Promise;
    pub fn throwing(message: &str) -> JsValue;
    #[wasm_bindgen(js_name = isFrozen)]
    pub fn is_frozen(object: &JsValue) -> bool;
    #[wasm_bindgen(js_name = toJson)]
    pub fn json(object: &JsValue) -> String;
    pub fn clear(storage: &JsValue);
    pub fn repeat(text: &str, times: u32) -> JsValue;
}

/// The browser, for one test.
pub struct World(Browser);

thread_local! {
    static WORLDS: Cell<u32> = const { Cell::new(0) };
}

/// The client id of this test: its requests are no other test's, even if that failed half way.
pub fn client_id() -> String {
    format!("client{}", WORLDS.get())
}

impl World {
    pub fn new() -> Self {
        WORLDS.set(WORLDS.get() + 1);
        Self(enter())
    }

    /// Sends a ring for this conversation, from this caller, on a socket.
    pub fn ring(&self, socket: u32, conversation: &str, caller: &str) {
        self.event(socket, conversation, "ringing", caller);
    }

    pub fn event(&self, socket: u32, conversation: &str, state: &str, caller: &str) {
        let frame = format!(
            r#"{{"eventType":"routing.conversation.event","conversation":{{"id":"{conversation}","state":"{state}"}},"participants":[{{"role":"agent","name":"{caller}"}}]}}"#
        );
        self.message(socket, &frame.into());
    }

    /// Answers a request with a token of an hour.
    pub async fn grant(&self, request: u32, token: &str) {
        let body = format!(r#"{{"access_token":"{token}","expires_in":3600}}"#);
        self.answer(request, 200, &body, &JsValue::UNDEFINED);
        settled().await;
    }
}

impl std::ops::Deref for World {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.0
    }
}

impl Drop for World {
    fn drop(&mut self) {
        leave();
    }
}

/// Lets pending promises settle.
pub async fn settled() {
    let outcome = js_sys::futures::JsFuture::from(settled_promise()).await;
    assert!(outcome.is_ok());
}

/// One client: an engine and its app.
#[derive(Clone)]
pub struct Client {
    pub engine: Rc<Engine>,
    pub app: Rc<App>,
}

/// An app with the client-credentials grant.
pub fn with_client(extra: &[(&str, JsValue)]) -> (Rc<App>, JsValue) {
    let options = object(&[("clientId", client_id().into()), ("clientSecret", "s3cret".into())]);
    (Rc::new(app()), with(options, extra))
}

/// An app with a `getToken`.
pub fn with_get_token(extra: &[(&str, JsValue)]) -> (Rc<App>, JsValue) {
    let app = app();
    app.add_get_token();
    (Rc::new(app), with(object(&[]), extra))
}

impl Client {
    pub fn new((app, options): (Rc<App>, JsValue)) -> Self {
        Self { engine: Rc::new(Engine::new(&options, app.host(), &JsValue::UNDEFINED)), app }
    }

    /// A client with the client-credentials grant whose socket has opened. Its trace is empty.
    pub async fn connected(world: &World) -> Self {
        let client = Self::new(with_client(&[]));
        client.connect(world).await;
        client
    }

    /// Starts, and brings it to its open socket.
    pub async fn connect(&self, world: &World) {
        let request = world.requests();
        let socket = world.sockets();
        self.engine.start(None);
        world.grant(request, "tok-1").await;
        world.open(socket);
        self.trace();
    }

    /// The calls of callbacks since the last read.
    pub fn trace(&self) -> Vec<String> {
        callbacks(&self.app)
    }

    /// What was logged since the last look.
    pub fn lines(&self) -> Vec<String> {
        texts(&self.app.take_lines())
    }

    pub fn snapshot(&self) -> JsValue {
        self.engine.snapshot()
    }

    pub fn status(&self) -> String {
        get(&self.snapshot(), "status").as_string().unwrap_or_default()
    }

    /// The callers of the toasts shown.
    pub fn callers(&self) -> Vec<String> {
        Array::from(&get(&self.snapshot(), "toasts"))
            .iter()
            .filter_map(|toast| get(&toast, "callerName").as_string())
            .collect()
    }

    /// One counter of the diagnostics.
    pub fn counter(&self, name: &str) -> f64 {
        get(&get(&self.engine.diagnostics(), "counters"), name).as_f64().unwrap_or(f64::NAN)
    }

    /// Calls `hook` with each call of the host's callback `name`, until the end of the test.
    pub fn when(&self, name: &str, hook: impl Fn(JsValue) + 'static) {
        let hook = Closure::<dyn Fn(JsValue)>::new(hook);
        self.app.when(name, &hook.into_js_value());
    }
}

/// The calls of an app's callbacks since the last read.
pub fn callbacks(app: &App) -> Vec<String> {
    texts(&app.take_trace())
}

pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

pub fn object(properties: &[(&str, JsValue)]) -> JsValue {
    with(Object::new().into(), properties)
}

fn with(object: JsValue, properties: &[(&str, JsValue)]) -> JsValue {
    for (name, value) in properties {
        assert!(Reflect::set(&object, &(*name).into(), value).unwrap_or(false));
    }
    object
}

pub fn texts(array: &Array) -> Vec<String> {
    array.iter().filter_map(|text| text.as_string()).collect()
}
