//! The options as they are read in the page.

use genesys_toasts::api::options::read;
use genesys_toasts::engine::config::{Jitter, Redeliver, Ringing, Source};
use wasm_bindgen_test::wasm_bindgen_test;

/// [N7] [E9] [S4] an option that is set back to its default is read as one that is given another value.
#[wasm_bindgen_test]
fn every_word_is_read_and_the_defaults_as_well() {
    for (word, source) in [("routing-events", Source::RoutingEvents), ("notifications", Source::Notifications)] {
        assert_eq!(read(&format!(r#"{{"source":"{word}"}}"#)).config.source, source);
    }
    for (word, ringing) in [("mine", Ringing::Mine), ("any-agent", Ringing::AnyAgent)] {
        let text = format!(r#"{{"source":"notifications","ringing":"any-agent","ringing":"{word}"}}"#);
        assert_eq!(read(&text).config.ringing, ringing);
    }
    for (word, redeliver) in [("after-dismiss", Redeliver::AfterDismiss), ("next-ring", Redeliver::NextRing)] {
        let text = format!(r#"{{"redeliver":"next-ring","redeliver":"{word}"}}"#);
        assert_eq!(read(&text).config.redeliver, redeliver);
    }
    let jitters = [
        ("full-then-equal", Jitter::FullThenEqual),
        ("full", Jitter::Full),
        ("equal", Jitter::Equal),
        ("none", Jitter::None),
    ];
    for (word, jitter) in jitters {
        let text = format!(r#"{{"backoff":{{"jitter":"none","jitter":"{word}"}}}}"#);
        assert_eq!(read(&text).config.backoff.jitter, jitter);
    }
}
