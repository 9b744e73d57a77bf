//! The lock and the bus of tabs that share a connection: Web Locks and BroadcastChannel (L1).

use super::cleanup::{Cleanup, method};
use super::convert::to_js;
use super::options::AppValue;
use super::page;
use super::runtime::Runtime;
use crate::engine::AloneReason;
use crate::engine::tabs::io::{TabsCommand, TabsEvent};
use crate::engine::tabs::message::Envelope;
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Array, Function, Promise};
use serde::Serialize;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

#[wasm_bindgen]
extern "C" {
    // `web_sys` has it among its unstable interfaces only.
    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Option<Navigator>;
    type Navigator;
    #[wasm_bindgen(method, catch, getter, structural)]
    fn locks(this: &Navigator) -> Result<JsValue, JsValue>;
    /// `navigator.locks`.
    type LockManager;
    #[wasm_bindgen(method, catch, structural)]
    fn request(this: &LockManager, name: &str, options: &JsValue, callback: &JsValue) -> Result<JsValue, JsValue>;

    type BroadcastChannel;
    #[wasm_bindgen(constructor, catch)]
    fn new(name: &str) -> Result<BroadcastChannel, JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = postMessage)]
    fn post_message(this: &BroadcastChannel, message: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, setter, structural)]
    fn set_onmessage(this: &BroadcastChannel, handler: &JsValue);
    #[wasm_bindgen(method, structural)]
    fn close(this: &BroadcastChannel);

    /// A `MessageEvent`.
    type Message;
    #[wasm_bindgen(method, getter, structural)]
    fn data(this: &Message) -> JsValue;
}

/// The options of a request for a lock.
#[derive(Serialize)]
struct LockOptions {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    steal: bool,
    #[serde(with = "serde_wasm_bindgen::preserve", skip_serializing_if = "JsValue::is_undefined")]
    signal: JsValue,
}

/// Returns whether tabs can share a connection here. `Err` says why not (L9).
pub(super) fn support() -> Result<(), AloneReason> {
    if page::document().is_none() {
        Err(AloneReason::NoPage)
    } else if lock_manager().is_none() {
        Err(AloneReason::NoWebLocks)
    } else if method(&js_sys::global(), "BroadcastChannel").is_none() {
        Err(AloneReason::NoBroadcastChannel)
    } else {
        Ok(())
    }
}

fn lock_manager() -> Option<LockManager> {
    let locks = NAVIGATOR.with(|navigator| navigator.as_ref().and_then(|navigator| navigator.locks().ok()))?;
    method(&locks, "request").map(|_| locks.unchecked_into())
}

/// What one engine has of lock and bus.
#[derive(Default)]
pub(super) struct Tabs {
    bus: RefCell<Option<Rc<Bus>>>,
    lock: RefCell<Option<LockRequest>>,
    name: RefCell<String>,
    requests: Cell<u32>,
}

impl Tabs {
    /// Releases the lock and closes the bus.
    pub(super) fn close(&self) {
        drop(self.lock.take());
        drop(self.bus.take());
    }
}

/// The bus. It closes when this is dropped.
struct Bus {
    channel: BroadcastChannel,
    _cleanup: Option<Cleanup>,
    _handler: Closure<dyn Fn(JsValue)>,
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.channel.set_onmessage(&JsValue::NULL);
        self.channel.close();
    }
}

/// A request for the lock, which waits or holds it. Either ends when this is dropped.
struct LockRequest {
    number: u32,
    /// Leaves the queue; without effect on a request that takes the lock by force.
    waiting: AbortController,
    /// Resolves the promise for which the browser holds the lock.
    release: Rc<RefCell<Option<Function>>>,
    cleanup: Rc<RefCell<Option<Cleanup>>>,
    _granted: Closure<dyn Fn(JsValue) -> JsValue>,
}

impl Drop for LockRequest {
    fn drop(&mut self) {
        // It does the same where the instance has failed (D4).
        drop(self.cleanup.take());
        match self.release.take() {
            Some(release) => drop(release.call0(&JsValue::UNDEFINED)),
            None => self.waiting.abort(),
        }
    }
}

impl Runtime {
    pub(super) fn perform_tabs(&self, command: TabsCommand) {
        let tabs = self.tabs();
        match command {
            TabsCommand::Join(name) => {
                tabs.close();
                match self.open_bus(&name) {
                    Ok(bus) => drop(tabs.bus.replace(Some(Rc::new(bus)))),
                    Err(_) => self.handle_tabs(TabsEvent::Refused),
                }
                tabs.name.replace(name);
            }
            TabsCommand::RequestLock { steal } => {
                // A request that waits must not get the lock after this one.
                drop(tabs.lock.take());
                if self.request_lock(steal).is_err() {
                    self.handle_tabs(TabsEvent::Refused);
                }
            }
            TabsCommand::Post(envelope) => {
                let bus = tabs.bus.borrow().clone();
                if let Some(bus) = bus {
                    // It fails where it is closed.
                    let _ = bus.channel.post_message(&to_js(&envelope));
                }
            }
            TabsCommand::Leave => tabs.close(),
        }
    }

    fn open_bus(&self, name: &str) -> Result<Bus, JsValue> {
        let channel = BroadcastChannel::new(name)?;
        let runtime = self.weak().clone();
        let handle = move |event: JsValue| {
            let data = AppValue(event.unchecked_ref::<Message>().data());
            if let (Some(runtime), Some(envelope)) = (runtime.upgrade(), Envelope::read(&data)) {
                runtime.handle_tabs(TabsEvent::Message(envelope));
            }
        };
        let handler = Closure::wrap_aborting(Box::new(handle) as Box<dyn Fn(JsValue)>);
        channel.set_onmessage(handler.as_js_value());
        let cleanup = Cleanup::new(self.host());
        if let Some(cleanup) = &cleanup {
            cleanup.add(&channel, "close", &Array::new());
        }
        Ok(Bus { channel, _cleanup: cleanup, _handler: handler })
    }

    fn request_lock(&self, steal: bool) -> Result<(), JsValue> {
        let tabs = self.tabs();
        let Some(locks) = lock_manager() else { return Err(JsValue::UNDEFINED) };
        let number = tabs.requests.get().wrapping_add(1);
        tabs.requests.set(number);
        let waiting = AbortController::new()?;
        let cleanup = Rc::new(RefCell::new(Cleanup::new(self.host())));
        if let Some(cleanup) = &*cleanup.borrow() {
            cleanup.add(&waiting, "abort", &Array::new());
        }
        let release = Rc::<RefCell<Option<Function>>>::default();
        let granted = granted(self.weak(), number, &release, &cleanup);
        let signal = if steal { JsValue::UNDEFINED } else { waiting.signal().into() };
        let options = to_js(&LockOptions { steal, signal });
        let name = tabs.name.borrow().clone();
        let ended = locks.request(&name, &options, granted.as_js_value());
        let request = LockRequest { number, waiting, release: Rc::clone(&release), cleanup, _granted: granted };
        tabs.lock.replace(Some(request));
        let ended = Promise::resolve(&ended?);
        let runtime = self.weak().clone();
        spawn_local(async move {
            if JsFuture::from(ended).await.is_err()
                && let Some(runtime) = runtime.upgrade()
            {
                runtime.handle_rejected(number);
            }
        });
        Ok(())
    }

    /// A request for the lock was rejected: another tab took the lock, or the browser refuses it. One that was given up is not this one any more.
    fn handle_rejected(&self, number: u32) {
        let tabs = self.tabs();
        let request = tabs.lock.borrow_mut().take_if(|request| request.number == number);
        let Some(request) = request else { return };
        let held = request.release.take().is_some();
        drop(request);
        self.handle_tabs(if held { TabsEvent::Lost } else { TabsEvent::Refused });
    }
}

/// Makes the function that the browser calls when it gives the lock. It holds the lock as long as the promise is pending.
fn granted(
    runtime: &Weak<Runtime>,
    number: u32,
    release: &Rc<RefCell<Option<Function>>>,
    cleanup: &Rc<RefCell<Option<Cleanup>>>,
) -> Closure<dyn Fn(JsValue) -> JsValue> {
    let (runtime, release, cleanup) = (runtime.clone(), Rc::clone(release), Rc::clone(cleanup));
    let handle = move |_lock: JsValue| {
        let held = Promise::new(&mut |resolve, _reject| {
            if let Some(cleanup) = &*cleanup.borrow() {
                cleanup.add(&resolve, "call", &Array::new());
            }
            release.replace(Some(resolve));
        });
        let runtime = runtime.upgrade().filter(|runtime| runtime.tabs().is_current(number));
        match runtime {
            Some(runtime) => runtime.handle_tabs(TabsEvent::Granted),
            // It was given up in the same moment.
            None => drop(release.take().map(|release| release.call0(&JsValue::UNDEFINED))),
        }
        held.into()
    };
    Closure::wrap_aborting(Box::new(handle) as Box<dyn Fn(JsValue) -> JsValue>)
}

impl Tabs {
    fn is_current(&self, number: u32) -> bool {
        self.lock.borrow().as_ref().is_some_and(|request| request.number == number)
    }
}
