//! The kinds of options: the checks in JavaScript accept a value by its kind.

use super::spec::OptionSpec;
use super::value::Words;
use serde_json::Value;
use std::ops::RangeInclusive;

fn kind(kind: &'static str) -> OptionSpec {
    OptionSpec {
        path: String::new(),
        kind,
        values: Vec::new(),
        default: Value::Null,
        default_by_source: Value::Null,
        min: None,
        max: None,
        infinity: false,
        by_media: false,
        unit: None,
        live: false,
        default_text: None,
        type_text: None,
        doc: "",
    }
}

/// A kind with a range.
fn ranged(name: &'static str, range: RangeInclusive<f64>) -> OptionSpec {
    OptionSpec { min: Some(*range.start()), max: Some(*range.end()), ..kind(name) }
}

/// A host name, optionally with a port.
pub(crate) fn host() -> OptionSpec {
    kind("host")
}

/// A string that is not empty.
pub(crate) fn text() -> OptionSpec {
    kind("string")
}

/// An `http:` or `https:` URL.
pub(crate) fn http_url() -> OptionSpec {
    kind("httpUrl")
}

/// A `ws:` or `wss:` URL.
pub(crate) fn ws_url() -> OptionSpec {
    kind("wsUrl")
}

/// A list of strings that are not empty.
pub(crate) fn texts() -> OptionSpec {
    kind("strings")
}

/// A list of strings whose length is in this range.
pub(crate) fn texts_between(range: RangeInclusive<f64>) -> OptionSpec {
    ranged("strings", range)
}

/// One of the words of a type.
pub(crate) fn words<T: Words>() -> OptionSpec {
    OptionSpec { values: T::WORDS.iter().map(|(word, _)| *word).collect(), ..kind("enum") }
}

/// One text for all media types, or one for each.
pub(crate) fn texts_by_media() -> OptionSpec {
    text()
}

/// Texts by their names.
pub(crate) fn labels() -> OptionSpec {
    kind("labels")
}

/// `false`, or a list of words of a type, with its TypeScript type.
pub(crate) fn actions<T: Words>(type_text: &'static str) -> OptionSpec {
    OptionSpec { kind: "actions", type_text: Some(type_text), ..words::<T>() }
}

/// `true` or `false`.
pub(crate) fn flag() -> OptionSpec {
    kind("boolean")
}

/// `true`, `false`, or options of its own.
pub(crate) fn switch() -> OptionSpec {
    kind("switch")
}

/// A number.
pub(crate) fn number(range: RangeInclusive<f64>) -> OptionSpec {
    ranged("number", range)
}

/// One of the words of a type but this one.
pub(crate) fn words_but<T: Words>(not: T) -> OptionSpec {
    OptionSpec {
        values: T::WORDS.iter().filter(|(_, value)| *value != not).map(|(word, _)| *word).collect(),
        ..words::<T>()
    }
}

/// A whole number.
pub(crate) fn integer(range: RangeInclusive<f64>) -> OptionSpec {
    ranged("integer", range)
}

/// Milliseconds.
pub(crate) fn ms(range: RangeInclusive<f64>) -> OptionSpec {
    OptionSpec { unit: Some("ms"), ..ranged("number", range) }
}

/// Milliseconds, or `Infinity`.
pub(crate) fn ms_or_infinity(range: RangeInclusive<f64>) -> OptionSpec {
    OptionSpec { infinity: true, ..ms(range) }
}

/// Milliseconds, `Infinity`, `'while-ringing'`, or one of these for each media type.
pub(crate) fn toast_duration(range: RangeInclusive<f64>) -> OptionSpec {
    OptionSpec { kind: "duration", ..ms_or_infinity(range) }
}

/// A group of options. Its rows are those of the options in it.
pub(crate) fn group() -> OptionSpec {
    kind("group")
}

/// An option that only JavaScript uses, with its TypeScript type.
pub(crate) fn of_app(name: &'static str, path: &'static str, type_text: &'static str, doc: &'static str) -> OptionSpec {
    OptionSpec { type_text: Some(type_text), ..kind(name).named(path, doc) }
}

impl OptionSpec {
    /// Describes the default in words, if it depends on other options.
    pub(crate) fn by_default(self, text: &'static str) -> Self {
        Self { default_text: Some(text), ..self }
    }

    /// Marks an option whose change a running engine applies, from the next ring on, without a new connection.
    pub(crate) fn live(self) -> Self {
        Self { live: true, ..self }
    }

    /// Sets the name and the documentation.
    pub(crate) fn named(self, path: &str, doc: &'static str) -> Self {
        Self { path: path.to_owned(), doc, ..self }
    }
}
