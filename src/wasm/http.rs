//! HTTP requests with `fetch`. Equal requests of all clients on the page that may be shared are sent once (T7).

use super::convert::words_of;
use super::pending::Pending;
use super::runtime::Runtime;
use crate::engine::{HttpRequest, HttpResponse, Input, RequestFailure, RequestId, RetryAfter, WallTime};
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Date, Object, Promise, Reflect};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, RequestInit};

#[wasm_bindgen]
extern "C" {
    // `web_sys` binds it to `Window` and `WorkerGlobalScope`, which Node does not have.
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, init: &RequestInit) -> Result<JsValue, JsValue>;

    /// `Headers`, or the object that a replaced `fetch` returns instead.
    type AnyHeaders;
    #[wasm_bindgen(method, catch, structural)]
    fn get(this: &AnyHeaders, name: &str) -> Result<JsValue, JsValue>;
    /// A `Response`, or the object that a replaced `fetch` returns instead.
    type AnyResponse;
    #[wasm_bindgen(method, getter, structural)]
    fn status(this: &AnyResponse) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn headers(this: &AnyResponse) -> JsValue;
    #[wasm_bindgen(method, catch, structural)]
    fn text(this: &AnyResponse) -> Result<JsValue, JsValue>;
}

/// One `fetch`, and the engines that wait for its answer.
struct SharedRequest {
    request: HttpRequest,
    controller: AbortController,
    waiting: RefCell<VecDeque<(RequestId, Weak<Runtime>)>>,
}

thread_local! {
    /// The pending requests that other engines may join.
    static SHARED: RefCell<Vec<Rc<SharedRequest>>> = const { RefCell::new(Vec::new()) };
}

/// One engine's part in a request.
pub(super) struct PendingRequest {
    id: RequestId,
    runtime: Weak<Runtime>,
    shared: Rc<SharedRequest>,
}

impl PendingRequest {
    pub(super) fn as_js(&self) -> &JsValue {
        &self.shared.controller
    }

    /// Stops waiting. The last engine that leaves before the answer aborts the request.
    pub(super) fn leave(self) {
        let mut waiting = self.shared.waiting.borrow_mut();
        waiting.retain(|(id, runtime)| *id != self.id || !runtime.ptr_eq(&self.runtime));
        let deserted = waiting.is_empty();
        drop(waiting);
        if deserted {
            stop_sharing(&self.shared);
            self.shared.controller.abort();
        }
    }
}

/// Sends a request, or joins an equal one that is pending.
pub(super) fn send(runtime: &Weak<Runtime>, id: RequestId, request: HttpRequest) {
    let Some(owner) = runtime.upgrade() else { return };
    let find_shared = || SHARED.with_borrow(|requests| requests.iter().find(|known| known.request == request).cloned());
    let known = if request.shared { find_shared() } else { None };
    let is_new = known.is_none();
    let Some(shared) = known.or_else(|| new_request(request)) else { return };
    shared.waiting.borrow_mut().push_back((id, runtime.clone()));
    owner
        .add_pending(id, Pending::Request(PendingRequest { id, runtime: runtime.clone(), shared: Rc::clone(&shared) }));
    if is_new {
        // `fetch` is called here and not in the future, so that the request is sent before `start()` returns.
        let answer = fetch(&shared.request.url, &init(&shared));
        spawn_local(async move {
            let answer = read(answer).await;
            stop_sharing(&shared);
            deliver(&shared, &answer);
        });
    }
}

fn new_request(request: HttpRequest) -> Option<Rc<SharedRequest>> {
    let controller = AbortController::new().ok()?;
    let shared = Rc::new(SharedRequest { request, controller, waiting: RefCell::default() });
    if shared.request.shared {
        SHARED.with_borrow_mut(|requests| requests.push(Rc::clone(&shared)));
    }
    Some(shared)
}

/// Stops sharing this request: an equal one is sent again from now on.
fn stop_sharing(shared: &Rc<SharedRequest>) {
    SHARED.with_borrow_mut(|requests| requests.retain(|known| !Rc::ptr_eq(known, shared)));
}

/// Passes the answer to each engine. A callback of one engine can make another one leave.
fn deliver(shared: &SharedRequest, answer: &Result<HttpResponse, RequestFailure>) {
    loop {
        let next = shared.waiting.borrow_mut().pop_front();
        let Some((id, runtime)) = next else { return };
        let Some(runtime) = runtime.upgrade() else { continue };
        if runtime.forget_request(id).is_some() {
            runtime.handle(Input::Answer(id, answer.clone()));
        }
    }
}

fn init(shared: &SharedRequest) -> RequestInit {
    let headers = Object::new();
    for (name, value) in &shared.request.headers {
        let _ = Reflect::set(&headers, &JsValue::from_str(name), &JsValue::from_str(value.expose()));
    }
    let init = RequestInit::new();
    init.set_method(shared.request.method);
    init.set_headers(&headers);
    if let Some(body) = &shared.request.body {
        init.set_body(&JsValue::from_str(body.expose()));
    }
    init.set_signal(Some(&shared.controller.signal()));
    init
}

async fn read(answer: Result<JsValue, JsValue>) -> Result<HttpResponse, RequestFailure> {
    read_response(answer).await.map_err(|thrown| RequestFailure { message: words_of(&thrown) })
}

/// Reads the result of `fetch`, which the page may have replaced: any result is an answer or a failure.
async fn read_response(answer: Result<JsValue, JsValue>) -> Result<HttpResponse, JsValue> {
    let response = settled(answer?).await?;
    let no_response = || JsValue::from_str("fetch gave no Response");
    if !response.is_object() {
        return Err(no_response());
    }
    let response: AnyResponse = response.unchecked_into();
    let status = response.status().as_f64().ok_or_else(no_response)? as u16;
    let headers = response.headers();
    let header = |name| {
        let headers = headers.is_object().then(|| headers.unchecked_ref::<AnyHeaders>())?;
        headers.get(name).ok()?.as_string()
    };
    let (wait, date) = (header("retry-after"), header("date"));
    let body = settled(response.text()?).await?.as_string().unwrap_or_default();
    let (retry_after, date) = (wait.and_then(|text| retry_after(&text)), date.and_then(|text| http_date(&text)));
    Ok(HttpResponse { status, retry_after, date, body })
}

/// Awaits a value that may be no promise, or a promise of another library.
async fn settled(value: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&value)).await
}

/// Reads the header `Retry-After`: seconds or a date.
pub(super) fn retry_after(text: &str) -> Option<RetryAfter> {
    let text = text.trim_ascii();
    RetryAfter::seconds(text).or_else(|| http_date(text).map(RetryAfter::At))
}

/// Reads an HTTP date: one that contains a time and ends with `GMT`, or with the year in the form without a time zone,
/// which is in UTC. `Date.parse` alone accepts almost any text, such as `-1`.
fn http_date(text: &str) -> Option<WallTime> {
    let text = text.trim();
    let ends_in_year = text.len() > 4 && text.bytes().rev().take(4).all(|byte| byte.is_ascii_digit());
    let is_date = text.starts_with(|letter: char| letter.is_ascii_uppercase()) && text.contains(':');
    let ms = match (is_date, text.ends_with(" GMT")) {
        (true, true) => Date::parse(text),
        (true, false) if ends_in_year => Date::parse(&format!("{text} GMT")),
        _ => return None,
    };
    (ms >= 0.0).then_some(WallTime(ms as i64))
}
