//! Searches and copies the texts of frames. wasm-bindgen copies strings character by character, which is slower for
//! long ones.

use js_sys::JsString;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A JavaScript string whose methods take JavaScript strings. Those of `js_sys` take `&str` and decode it at each
    /// call.
    pub(super) type FrameText;
    #[wasm_bindgen(method, getter, structural)]
    pub(super) fn length(this: &FrameText) -> u32;
    #[wasm_bindgen(method, structural, js_name = startsWith)]
    pub(super) fn starts_with(this: &FrameText, beginning: &JsString) -> bool;
    #[wasm_bindgen(method, structural)]
    pub(super) fn includes(this: &FrameText, part: &JsString) -> bool;

    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method, structural, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &FrameText, bytes: &mut [u8]) -> Encoded;

    #[wasm_bindgen(method, getter, structural, js_name = encodeInto)]
    fn encode_into_function(this: &TextEncoder) -> JsValue;

    type Encoded;
    #[wasm_bindgen(method, getter, structural)]
    fn read(this: &Encoded) -> u32;
    #[wasm_bindgen(method, getter, structural)]
    fn written(this: &Encoded) -> u32;
}

/// From this number of UTF-16 units on `encodeInto` is faster than wasm-bindgen's copy.
const LONG: u32 = 1_024;

/// The largest buffer that is reused, in bytes.
const MAX_REUSED_BYTES: usize = 256 * 1024;

thread_local! {
    /// A `TextEncoder` that the page has replaced may lack it.
    static HAS_ENCODE_INTO: bool = ENCODER.with(|encoder| encoder.encode_into_function().is_function());
    static ENCODER: TextEncoder = TextEncoder::new();
    /// The buffer is reused, because most frames have a similar length.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Copies a text and passes it to `work`. Half of a surrogate pair becomes U+FFFD.
pub(super) fn with_text(text: &FrameText, length: u32, work: impl FnOnce(&str)) {
    if length < LONG || !HAS_ENCODE_INTO.with(|has| *has) {
        return work(&text.as_string().unwrap_or_default());
    }
    let mut buffer = BUFFER.take();
    let written = encode(text, length as usize, &mut buffer);
    // The browser wrote these bytes, so they are valid UTF-8.
    work(std::str::from_utf8(buffer.get(..written).unwrap_or_default()).unwrap_or_default());
    if buffer.len() <= MAX_REUSED_BYTES {
        BUFFER.replace(buffer);
    }
}

/// Encodes a text into the buffer. Returns the number of bytes.
fn encode(text: &FrameText, length: usize, buffer: &mut Vec<u8>) -> usize {
    let encode_into = |bytes: &mut [u8]| ENCODER.with(|encoder| encoder.encode_into(text, bytes));
    if buffer.len() < length {
        buffer.resize(length, 0);
    }
    let encoded = encode_into(buffer);
    if encoded.read() as usize == length {
        return encoded.written() as usize;
    }
    // A UTF-16 unit is at most three bytes in UTF-8.
    buffer.resize(length * 3, 0);
    encode_into(buffer).written() as usize
}
