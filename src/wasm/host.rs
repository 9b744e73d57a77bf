//! What JavaScript gives an engine to talk to.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What an engine talks to. Exceptions of `getToken`, `onToast`, `onDismiss`, `onStatus`, `onOpen`, `onError` and `log` are caught. */
export interface Host {
  /** The app's way to a token: gives a string or `{ accessToken, expiresIn?, expiresAt? }`, or a promise of one. */
  getToken?: ((request: { reason: 'start' | 'refresh' | 'rejected'; signal: AbortSignal }) => unknown) | undefined;
  /** Where the token is kept; absent: in memory only. */
  storage?: 'session' | 'local' | { getItem(key: string): unknown; setItem(key: string, value: string): unknown; removeItem(key: string): unknown } | undefined;
  onToast(toast: any, tab: any): void;
  onDismiss(toast: any, reason: any, tab: any): void;
  onStatus(status: any, detail: any, tab: any): void;
  onOpen(toast: any): void;
  onError(error: any): void;
  /** A call of `act` or `backOnQueue` is decided. */
  onActionSettled(call: number, error: any): void;
  /** Lets the app's softphone act; `phoneAnswered` reports what it did. */
  askPhone(request: number, action: any, toast: any): void;
  cancelPhone(request: number): void;
  /** The snapshot has changed, and all callbacks of that change have been called. */
  onChange(): void;
  createError(init: any): unknown;
  /** Whether `log` does anything with lines of a level. */
  isLevelEnabled(level: 'debug' | 'info' | 'warn' | 'error'): boolean;
  log(level: 'debug' | 'info' | 'warn' | 'error', line: string): void;
  /** Sockets, requests and listeners that are open, so that they can be closed when this instance has failed. */
  resources: Set<WebSocket | AbortController>;
}
"#;

// Fixed words, such as `alone`, are passed as values that are made once: a `&str` would be decoded at each call.
#[wasm_bindgen]
extern "C" {
    /// The host object.
    #[wasm_bindgen(typescript_type = "Host")]
    pub type Host;

    #[wasm_bindgen(method, getter, structural, js_name = getToken)]
    pub(super) fn get_token_function(this: &Host) -> JsValue;
    #[wasm_bindgen(method, catch, structural, js_name = getToken)]
    pub(super) fn get_token(this: &Host, request: &JsValue) -> Result<JsValue, JsValue>;
    /// A browser that forbids storage may throw when the property is read.
    #[wasm_bindgen(method, getter, structural)]
    pub(super) fn storage(this: &Host) -> JsValue;
    #[wasm_bindgen(method, catch, structural, js_name = onToast)]
    pub(super) fn on_toast(this: &Host, toast: &JsValue, tab: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = onDismiss)]
    pub(super) fn on_dismiss(this: &Host, toast: &JsValue, reason: &JsValue, tab: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = onStatus)]
    pub(super) fn on_status(this: &Host, status: &JsValue, detail: &JsValue, tab: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = onOpen)]
    pub(super) fn on_open(this: &Host, toast: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = onError)]
    pub(super) fn on_error(this: &Host, error: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = onActionSettled)]
    pub(super) fn on_action_settled(this: &Host, call: u32, error: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = askPhone)]
    pub(super) fn ask_phone(this: &Host, request: u32, action: &JsValue, toast: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = cancelPhone)]
    pub(super) fn cancel_phone(this: &Host, request: u32) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, structural, js_name = onChange)]
    pub(super) fn on_change(this: &Host) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, js_name = createError)]
    pub(super) fn create_error(this: &Host, init: &JsValue) -> JsValue;
    #[wasm_bindgen(method, structural, js_name = isLevelEnabled)]
    pub(super) fn is_level_enabled(this: &Host, level: &JsValue) -> bool;
    #[wasm_bindgen(method, catch, structural)]
    pub(super) fn log(this: &Host, level: &JsValue, line: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, getter, structural)]
    pub(super) fn resources(this: &Host) -> js_sys::Set;
}
