//! The few JavaScript functions that web-sys ties to a window, named on `globalThis`: they work in pages, workers and Node.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch, catch)]
    pub(super) fn fetch(url: &str, init: &web_sys::RequestInit) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = setTimeout)]
    pub(super) fn set_timeout(handler: &JsValue, ms: f64) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    pub(super) fn clear_timeout(id: &JsValue);

    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub(super) fn performance_now() -> f64;

    /// A function that does nothing, and that no Content-Security-Policy forbids.
    #[wasm_bindgen(thread_local_v2, js_namespace = Function, js_name = prototype)]
    pub(super) static NOOP: JsValue;

    #[wasm_bindgen(js_name = Promise)]
    pub(super) type Promise;

    #[wasm_bindgen(static_method_of = Promise, js_name = resolve)]
    pub(super) fn of(value: &JsValue) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn then(this: &Promise, done: &JsValue, failed: &JsValue) -> Promise;

    type Bindable;

    #[wasm_bindgen(method)]
    fn bind(this: &Bindable, context: &JsValue) -> JsValue;

    #[wasm_bindgen(method, js_name = bind)]
    fn bind_argument(this: &Bindable, context: &JsValue, argument: &JsValue) -> JsValue;
}

/// A closure as JavaScript calls it: with at most one argument. It may run while it already runs.
pub(super) type Callback = Closure<dyn Fn(JsValue)>;

/// Makes a callback. In a box of one type, as each type of closure would bring its own glue.
pub(super) fn callback(act: impl Fn(JsValue) + 'static) -> Callback {
    Closure::wrap_aborting(Box::new(act) as Box<dyn Fn(JsValue)>)
}

/// Gives a property of `target`, or nothing where it is missing, `null`, or throws.
pub(crate) fn get(target: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(target, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// Gives a method of `target`, bound to it.
pub(super) fn bound(target: &JsValue, name: &str) -> Option<JsValue> {
    let method = get(target, name).filter(JsValue::is_function)?;
    Some(method.unchecked_ref::<Bindable>().bind(target))
}

/// Gives a global function, bound to its argument.
pub(super) fn bound_global(name: &str, argument: &JsValue) -> Option<JsValue> {
    let function = global(name).filter(JsValue::is_function)?;
    Some(function.unchecked_ref::<Bindable>().bind_argument(&JsValue::UNDEFINED, argument))
}

/// Gives a global, or nothing where this host has none.
pub(crate) fn global(name: &str) -> Option<JsValue> {
    get(&js_sys::global(), name)
}

/// Gives the words of something that was thrown.
pub(crate) fn message_of(thrown: &JsValue) -> String {
    thrown
        .as_string()
        .or_else(|| get(thrown, "message")?.as_string())
        .unwrap_or_else(|| "something that is no Error was thrown".to_owned())
}

/// Waits for a promise. Dropping it lets go of both closures: a promise that settles later reaches nobody.
pub(super) struct Settled {
    _done: Callback,
    _failed: Callback,
}

impl Settled {
    /// Calls one of the two once `value` settles; a value that is no promise counts as settled.
    pub(super) fn watch(value: &JsValue, done: impl Fn(JsValue) + 'static, failed: impl Fn(JsValue) + 'static) -> Self {
        let (done, failed) = (callback(done), callback(failed));
        // A closure that was dropped before the promise settled throws when called: that rejection has no meaning.
        let reached = Promise::of(value).then(done.as_js_value(), failed.as_js_value());
        NOOP.with(|noop| reached.then(&JsValue::UNDEFINED, noop));
        Self { _done: done, _failed: failed }
    }
}
