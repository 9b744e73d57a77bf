//! The options as they are read in the page.

use crate::world::{app, object};
use genesys_toasts::Config;
use genesys_toasts::engine::tables::tables;
use genesys_toasts::wasm::options::read;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn config(options: &[(&str, JsValue)]) -> Config {
    read(&object(options), &app().host())
}

/// The options with this value at a path such as `backoff.jitter`.
fn nested(path: &str, value: JsValue) -> Config {
    let options = path.rsplit('.').fold(value, |value, name| object(&[(name, value)]));
    read(&options, &app().host())
}

/// [N7] [E9] [S4] all words of an option are distinguished, and its default may be given.
#[wasm_bindgen_test]
fn every_word_is_read_and_the_defaults_as_well() {
    for option in tables().options.into_iter().filter(|option| option.kind == "enum") {
        let mut read = Vec::new();
        for word in &option.values {
            let given = format!("{:?}", nested(&option.path, (*word).into()));
            assert!(!read.contains(&given), "{}: {word}", option.path);
            read.push(given);
        }
        // An object in place of `true` turns an alert on.
        let group = option.path.rsplit_once('.').map(|(group, _)| nested(group, object(&[])));
        assert!(read.contains(&format!("{:?}", group.unwrap_or_default())), "{}", option.path);
    }
}

/// [O2] [S11]
#[wasm_bindgen_test]
fn infinity_is_a_number() {
    let config = config(&[("duration", f64::INFINITY.into()), ("maxSilenceMs", f64::INFINITY.into())]);
    assert_eq!(config.duration_of("voice").limit_ms(), None);
    assert!(config.max_silence_ms.is_none());
}

/// [T1] [T7]
#[wasm_bindgen_test]
fn the_host_says_whether_the_app_provides_tokens_and_a_storage() {
    let app = app();
    let plain = read(&object(&[]), &app.host());
    assert_eq!((plain.app_tokens, plain.keep_token), (false, false));
    app.add_get_token();
    app.choose_storage("session");
    let config = read(&object(&[]), &app.host());
    assert_eq!((config.app_tokens, config.keep_token), (true, true));
}

/// [O2] an object without a prototype, such as parsers give, is one like any other.
#[wasm_bindgen_test]
fn durations_by_media_may_have_no_prototype() {
    let durations = js_sys::eval("Object.assign(Object.create(null), { voice: 1234 })").unwrap();
    assert_eq!(config(&[("duration", durations)]).duration_of("voice").limit_ms(), Some(1_234));
}
