//! The Wasm side: the surface towards JavaScript, and the runtime that does what the engine asks for. It converts and performs, and
//! decides nothing: no limit, no retry, no rule.

mod alerts;
mod app;
mod cleanup;
mod clock;
mod convert;
mod frame_text;
mod get_token;
mod host;
mod http;
pub mod options;
mod page;
mod panic;
mod pending;
mod runtime;
mod storage;
mod tabs;
mod timer;
mod toast;
mod websocket;

pub use host::Host;
pub use panic::{fail_instance, on_panic, panic_for_test};

use crate::engine::action_io::{PhoneAnswer, ToastAction};
use crate::engine::alerts::AlertEvent;
use crate::engine::{self, Input, RequestId};
use js_sys::Promise;
use runtime::Runtime;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// One client's engine.
///
/// Its methods may be called from inside the host's callbacks, all but `free()`.
#[wasm_bindgen]
pub struct Engine {
    runtime: Rc<Runtime>,
}

#[wasm_bindgen]
impl Engine {
    /// Makes an engine from options that were checked. `resume` is what a failed instance left behind:
    /// `{ toasts, attempt }` of its last snapshot. Nothing happens until `start()`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, host: Host, resume: &JsValue) -> Self {
        let config = options::read(options, &host);
        Self { runtime: Runtime::new(config, host, options::read_resume(resume)) }
    }

    /// Connects, and stays connected until `stop()`. Harmless while running. `blindSince`: since when rings may have been missed before
    /// there was this engine, in ms since 1970.
    pub fn start(&self, #[wasm_bindgen(js_name = blindSince)] blind_since: Option<f64>) {
        self.runtime.start(blind_since);
    }

    /// Stops. All callbacks come before it returns. It can be started again.
    pub fn stop(&self) {
        self.runtime.stop();
    }

    /// Applies changed options, given in full: `alerts` at once, those of toasts from the next ring on. Others are ignored.
    pub fn configure(&self, options: &JsValue) {
        let config = options::read(options, self.runtime.host());
        self.runtime.handle(Input::Configure(Box::new(config)));
    }

    /// Dismisses one toast. Returns whether it was there.
    pub fn dismiss(&self, id: String) -> bool {
        let there = self.runtime.with_engine(|engine| engine.has_toast(&id));
        self.runtime.handle(Input::Dismiss(id));
        there
    }

    /// Dismisses all toasts.
    #[wasm_bindgen(js_name = dismissAll)]
    pub fn dismiss_all(&self) {
        self.runtime.handle(Input::DismissAll);
    }

    /// Pauses the time limit of one toast, or of all. Counted: it needs the same number of `resume()`.
    pub fn pause(&self, id: Option<String>) {
        self.runtime.handle(Input::Pause(id));
    }

    /// Ends one `pause()`.
    pub fn resume(&self, id: Option<String>) {
        self.runtime.handle(Input::Resume(id));
    }

    /// Ends the wait for the next try, where the server did not ask for it. Harmless at any time.
    pub fn retry(&self) {
        self.runtime.handle(Input::Retry);
    }

    /// Resumes audio, and asks for the permission to show notifications, within this task. Resolves when the agent has answered.
    #[wasm_bindgen(js_name = unlockAlerts, unchecked_return_type = "Promise<void>")]
    pub fn unlock_alerts(&self) -> Promise {
        self.runtime.unlock_alerts()
    }

    /// Plays the sound of this media type once.
    #[wasm_bindgen(js_name = testAlert)]
    pub fn test_alert(&self, #[wasm_bindgen(js_name = mediaType)] media_type: String) {
        self.runtime.note_gesture();
        self.handle_alert(AlertEvent::Test(media_type));
    }

    /// Lets audio run that waits for a gesture, within the task of one that the page does not get.
    #[wasm_bindgen(js_name = noteGesture)]
    pub fn note_gesture(&self) {
        self.runtime.note_gesture();
    }

    /// Ends the sound of one ring, or of all. The toasts stay.
    pub fn silence(&self, id: Option<String>) {
        self.handle_alert(AlertEvent::Silence(id));
    }

    /// Ends sound and notifications for so many ms, or until `unmute()`.
    pub fn mute(&self, #[wasm_bindgen(js_name = forMs)] for_ms: Option<f64>) {
        let for_ms = for_ms.filter(|ms| ms.is_finite()).map(|ms| ms.max(0.0) as u64);
        self.handle_alert(AlertEvent::Mute(for_ms));
    }

    /// Ends `mute()`.
    pub fn unmute(&self) {
        self.handle_alert(AlertEvent::Unmute);
    }

    /// Calls `onOpen` with a toast. Returns whether there was one.
    pub fn open(&self, id: String) -> bool {
        let there = self.runtime.with_engine(|engine| engine.has_toast(&id));
        self.handle_alert(AlertEvent::Open(id));
        there
    }

    /// Answers or declines the ring of a toast. The host's `onActionSettled` gets the number of the call.
    pub fn act(&self, call: u32, action: &str, #[wasm_bindgen(js_name = toastId)] toast: String) {
        let action = if action == ToastAction::Answer.as_str() { ToastAction::Answer } else { ToastAction::Decline };
        self.runtime.handle(Input::Act(call, action, toast));
    }

    /// Brings the agent back on queue. The host's `onActionSettled` gets the number of the call.
    #[wasm_bindgen(js_name = backOnQueue)]
    pub fn back_on_queue(&self, call: u32) {
        self.runtime.handle(Input::BackOnQueue(call));
    }

    /// Reports what the app's softphone did: `done`, `failed`, in words, or `not-mine`.
    #[wasm_bindgen(js_name = phoneAnswered)]
    pub fn phone_answered(&self, request: u32, outcome: &str, words: String) {
        let answer = match outcome {
            "done" => PhoneAnswer::Done,
            "failed" => PhoneAnswer::Failed(words),
            _ => PhoneAnswer::NotMine,
        };
        self.runtime.handle(Input::Phone(RequestId(request), answer));
    }

    /// Gives `{ toasts, status, statusDetail, error, alerts, agent, tab }`, frozen: the same object until something changes.
    pub fn snapshot(&self) -> JsValue {
        self.runtime.snapshot()
    }

    /// Gives counters and the last events, fit to be pasted into a support ticket.
    pub fn diagnostics(&self) -> JsValue {
        self.runtime.report_skipped();
        convert::to_js(&self.runtime.with_engine(engine::Client::diagnostics))
    }
}

impl Engine {
    fn handle_alert(&self, event: AlertEvent) {
        self.runtime.handle(Input::Alert(event));
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.runtime.shut_down();
    }
}
