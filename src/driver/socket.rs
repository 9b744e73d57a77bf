//! One WebSocket, for as long as it is wanted.
//!
//! Not gloo's: it panics on messages that it does not expect, and its close is a future.

use super::js::{self, Callback, NOOP};
use super::resource::{Held, Resources};
use crate::engine::SocketEvent;
use crate::protocol::MAX_FRAME_BYTES;
use js_sys::JsString;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{CloseEvent, MessageEvent, WebSocket};

/// An open or opening WebSocket. Dropping it takes its handlers away and closes it: nothing is heard of it again (S7).
pub(super) struct Socket {
    socket: WebSocket,
    close_code: u16,
    _handlers: [Callback; 3],
    _held: Held,
}

impl Socket {
    /// Opens a socket and reports what it has to tell.
    ///
    /// # Errors
    ///
    /// The name of the exception where there can be none; its message may hold the address, and so the token (T11).
    pub(super) fn open(
        url: &str,
        resources: &Resources,
        report: impl Fn(SocketEvent<'_>) + 'static,
    ) -> Result<Self, String> {
        let socket = WebSocket::new(url)
            .map_err(|thrown| js::get(&thrown, "name").and_then(|name| name.as_string()).unwrap_or_default())?;
        // A blob would have to be read before it could be dropped.
        let _ = js_sys::Reflect::set(&socket, &"binaryType".into(), &"arraybuffer".into());

        let report = Rc::new(report);
        let opened = js::callback({
            let report = report.clone();
            move |_| report(SocketEvent::Opened)
        });
        let message = js::callback({
            let report = report.clone();
            move |event: JsValue| match readable(&event.unchecked_into::<MessageEvent>().data()) {
                Some(text) => report(SocketEvent::Text(&text)),
                None => report(SocketEvent::Unreadable),
            }
        });
        let closed = js::callback(move |event: JsValue| {
            let event = event.unchecked_into::<CloseEvent>();
            report(SocketEvent::Closed { code: event.code(), reason: &event.reason() });
        });
        socket.set_onopen(Some(opened.as_js_value().unchecked_ref()));
        socket.set_onmessage(Some(message.as_js_value().unchecked_ref()));
        socket.set_onclose(Some(closed.as_js_value().unchecked_ref()));
        // An error says nothing, and a close follows (S3). But the `ws` package ends its Node process when nobody listens.
        NOOP.with(|noop| socket.set_onerror(Some(noop.unchecked_ref())));

        let held = resources.hold(socket.clone().into());
        Ok(Self { socket, close_code: 1000, _handlers: [opened, message, closed], _held: held })
    }

    /// Closes with this code; a browser takes 1000 and 3000–4999.
    pub(super) fn close(mut self, code: u16) {
        self.close_code = code;
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        if self.socket.close_with_code(self.close_code).is_err() {
            let _ = self.socket.close();
        }
    }
}

/// Gives the text of a frame that is worth reading.
fn readable(frame: &JsValue) -> Option<String> {
    let text = frame.dyn_ref::<JsString>()?;
    // Each UTF-16 unit is one byte at least: what is too long here is too long in UTF-8, and need not be copied.
    if text.length() as usize > MAX_FRAME_BYTES { None } else { frame.as_string() }
}
