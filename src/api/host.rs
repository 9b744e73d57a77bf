//! What JavaScript gives an engine to talk to.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What an engine talks to. What is thrown by `onToast`, `onDismiss`, `onStatus`, `onError` and `log` is caught. */
export interface Host {
  /** The app's way to a token: gives a string or `{ accessToken, expiresIn?, expiresAt? }`, or a promise of one. */
  getToken?: ((request: { reason: 'start' | 'refresh' | 'rejected'; signal: AbortSignal }) => unknown) | undefined;
  /** Where the token is kept; absent: in memory only. */
  storage?: 'session' | 'local' | { getItem(key: string): unknown; setItem(key: string, value: string): unknown; removeItem(key: string): unknown } | undefined;
  onToast(toast: any): void;
  onDismiss(toast: any, reason: any): void;
  onStatus(status: any, detail: any): void;
  onError(error: any): void;
  /** The snapshot is another one, and all callbacks of that change have been called. */
  onChange(): void;
  createError(init: any): unknown;
  /** Whether `log` does anything with lines of a level. */
  hears(level: 'debug' | 'info' | 'warn' | 'error'): boolean;
  log(level: 'debug' | 'info' | 'warn' | 'error', line: string): void;
  /**
   * What is live, so that it can be closed when this instance has failed.
   */
  resources: Set<any>;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// The host object.
    #[wasm_bindgen(typescript_type = "Host")]
    pub type Host;
}
