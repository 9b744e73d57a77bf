//! Sockets: the `WebSocket` of the page, the worker or Node.

use super::clock;
use super::frame_text::{self, FrameText};
use super::host::Host;
use super::runtime::Runtime;
use crate::engine::{FrameFilter, MAX_FRAME_BYTES};
use crate::engine::{Input, SocketEvent, SocketId};
use js_sys::JsString;
use std::cell::Cell;
use std::rc::Weak;
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, WebSocket};

/// The longest time until skipped frames are reported to the engine, in ms. A report costs ten times as much as a
/// skipped frame.
const REPORT_AFTER_MS: f64 = 1_000.0;

#[wasm_bindgen]
extern "C" {
    /// A `MessageEvent`, or the object that another implementation of `WebSocket` passes instead.
    type Message;
    #[wasm_bindgen(method, getter, structural)]
    fn data(this: &Message) -> JsValue;

    /// A `CloseEvent`, or the object that another implementation of `WebSocket` passes instead, which may lack the
    /// reason.
    type Closing;
    #[wasm_bindgen(method, getter, structural)]
    fn code(this: &Closing) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn reason(this: &Closing) -> JsValue;
}

thread_local! {
    /// The event `error` contains no information, and `close` follows (S3). The `ws` package ends its Node process if
    /// `error` has no listener.
    static IGNORE_ERROR: Closure<dyn Fn()> = Closure::wrap_aborting(Box::new(|| ()) as Box<dyn Fn()>);
}

/// A socket with its event handlers.
pub(super) struct Socket {
    id: SocketId,
    socket: WebSocket,
    _handlers: [Closure<dyn Fn(JsValue)>; 3],
}

impl Socket {
    /// Opens a socket. Fails with the name of the exception.
    pub(super) fn open(
        runtime: &Weak<Runtime>,
        id: SocketId,
        url: &str,
        filters: &[FrameFilter],
    ) -> Result<Self, String> {
        let socket = WebSocket::new(url).map_err(|thrown| name_of(&thrown))?;
        // Reading a blob is asynchronous, and binary frames are dropped anyway.
        socket.set_binary_type(BinaryType::Arraybuffer);
        let filters: Vec<Filter> = filters.iter().map(Filter::new).collect();
        let handlers = [
            handler(runtime, move |runtime, _| runtime.handle(Input::Socket(id, SocketEvent::Opened))),
            handler(runtime, move |runtime, event| handle_message(runtime, id, &filters, event.unchecked_ref())),
            handler(runtime, move |runtime, event| handle_close(runtime, id, event.unchecked_ref())),
        ];
        let [opened, message, closed] = &handlers;
        socket.set_onopen(Some(opened.as_js_value().unchecked_ref()));
        socket.set_onmessage(Some(message.as_js_value().unchecked_ref()));
        socket.set_onclose(Some(closed.as_js_value().unchecked_ref()));
        IGNORE_ERROR.with(|ignore| socket.set_onerror(Some(ignore.as_js_value().unchecked_ref())));
        Ok(Self { id, socket, _handlers: handlers })
    }

    pub(super) fn id(&self) -> SocketId {
        self.id
    }

    pub(super) fn as_js(&self) -> &JsValue {
        &self.socket
    }

    pub(super) fn to_js(&self) -> WebSocket {
        self.socket.clone()
    }

    /// Closes the socket. No handler is called afterwards.
    pub(super) fn close(self, host: &Host, code: u16) {
        host.resources().delete(&self.socket);
        self.take_handlers_off();
        // A browser accepts only the codes 1000 and 3000 to 4999.
        if self.socket.close_with_code(code).is_err() {
            let _ = self.socket.close();
        }
    }

    /// Removes the handlers. The listener for errors stays.
    fn take_handlers_off(&self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
    }
}

fn handler(runtime: &Weak<Runtime>, handle: impl Fn(&Runtime, JsValue) + 'static) -> Closure<dyn Fn(JsValue)> {
    let runtime = runtime.clone();
    Closure::wrap_aborting(Box::new(move |event| {
        if let Some(runtime) = runtime.upgrade() {
            handle(&runtime, event);
        }
    }) as Box<dyn Fn(JsValue)>)
}

fn handle_message(runtime: &Runtime, id: SocketId, filters: &[Filter], message: &Message) {
    let data = message.data();
    if !data.is_string() {
        return runtime.handle(Input::Socket(id, SocketEvent::Unreadable));
    }
    let text: &FrameText = data.unchecked_ref();
    let length = text.length();
    // Each UTF-16 unit is at least one byte in UTF-8, so a frame that is too long here is not copied.
    if length as usize > MAX_FRAME_BYTES {
        runtime.handle(Input::Socket(id, SocketEvent::Unreadable));
    } else if !runtime.reads_every_frame() && filters.iter().any(|filter| filter.skips(text)) {
        runtime.note_skipped(id);
    } else {
        frame_text::with_text(text, length, |text| runtime.handle(Input::Socket(id, SocketEvent::Text(text))));
    }
}

fn handle_close(runtime: &Runtime, id: SocketId, event: &Closing) {
    let socket = runtime.forget_socket(id);
    let code = event.code().as_f64().map_or(NO_STATUS, |code| code as u16);
    let reason = event.reason().as_string().unwrap_or_default();
    if let Some(socket) = &socket {
        socket.take_handlers_off();
    }
    runtime.handle(Input::Socket(id, SocketEvent::Closed { code, reason: &reason }));
}

/// The close code of an event without one.
const NO_STATUS: u16 = 1005;

fn name_of(thrown: &JsValue) -> String {
    js_sys::Reflect::get(thrown, &JsValue::from_str("name")).ok().and_then(|name| name.as_string()).unwrap_or_default()
}

/// A [`FrameFilter`] with JavaScript strings, so that frames are searched before they are copied.
struct Filter {
    begins_with: JsString,
    read_if_contains: Vec<JsString>,
}

impl Filter {
    fn new(filter: &FrameFilter) -> Self {
        let read_if_contains = filter.read_if_contains.iter().map(|text| JsString::from(text.as_str())).collect();
        Self { begins_with: filter.begins_with.into(), read_if_contains }
    }

    fn skips(&self, text: &FrameText) -> bool {
        text.starts_with(&self.begins_with) && !self.read_if_contains.iter().any(|part| text.includes(part))
    }
}

/// Skipped frames that are not reported yet: their socket, their number, and the time of the last one.
#[derive(Default)]
pub(super) struct Skipped {
    unreported: Cell<Option<(SocketId, u32, f64)>>,
    reported_at: Cell<f64>,
}

impl Skipped {
    pub(super) fn is_of_another(&self, id: SocketId) -> bool {
        self.unreported.get().is_some_and(|(other, ..)| other != id)
    }

    /// Counts a skipped frame. Returns whether to report now.
    pub(super) fn note(&self, id: SocketId) -> bool {
        let now = clock::monotonic_ms();
        let count = self.unreported.get().map_or(0, |(_, count, _)| count);
        self.unreported.set(Some((id, count + 1, now)));
        now - self.reported_at.get() >= REPORT_AFTER_MS
    }

    /// Takes the report: the socket, the number of frames, and how long ago the last one arrived, in ms.
    pub(super) fn take(&self) -> Option<(SocketId, u32, u64)> {
        let (id, count, at) = self.unreported.take()?;
        let now = clock::monotonic_ms();
        self.reported_at.set(now);
        Some((id, count, (now - at).max(0.0) as u64))
    }
}
