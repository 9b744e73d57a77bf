//! Converts the values of the app to the types of the engine.

use super::spec::OptionSpec;
use crate::engine::Secret;
use crate::engine::time::whole_ms;
use serde_json::{Value, json};

/// A value from the app: a JavaScript value, or JSON in tests.
pub trait OptionValue: Sized {
    /// Returns a property; `None` if it is absent, `undefined` or `null`.
    fn property(&self, name: &str) -> Option<Self>;
    /// Returns the string, if it is one.
    fn text(&self) -> Option<String>;
    /// Returns the boolean, if it is one.
    fn boolean(&self) -> Option<bool>;
    /// Returns the number, if it is one.
    fn number(&self) -> Option<f64>;
    /// Returns the elements, if it is an array.
    fn elements(&self) -> Option<Vec<Self>>;
    /// Returns the properties, if it is an object, without those that are `undefined` or `null`.
    fn properties(&self) -> Vec<(String, Self)>;
}

/// A type of an option.
pub(crate) trait OptionType: Sized {
    /// Reads a value. `None` if it is of another kind.
    fn read<V: OptionValue>(value: &V) -> Option<Self>;
    /// Returns this value as the table shows it as a default; `null` for no default.
    fn default_value(&self) -> Value;
    /// Returns the rows in the table: one, or those of the options in a group.
    fn rows(&self, row: OptionSpec) -> Vec<OptionSpec> {
        vec![OptionSpec { default: self.default_value(), ..row }]
    }
}

/// A type with one word for each value.
pub trait Words: Copy + PartialEq + 'static {
    /// All values with their words.
    const WORDS: &'static [(&'static str, Self)];

    /// Returns the word of this value.
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }
}

impl<T: Words> OptionType for T {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        let given = value.text()?;
        Self::WORDS.iter().find(|(word, _)| *word == given).map(|(_, value)| *value)
    }

    fn default_value(&self) -> Value {
        self.word().into()
    }
}

impl OptionType for String {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        value.text()
    }

    fn default_value(&self) -> Value {
        self.as_str().into()
    }
}

impl OptionType for Option<String> {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        value.text().map(Some)
    }

    fn default_value(&self) -> Value {
        json!(self)
    }
}

impl OptionType for Option<Secret> {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        value.text().map(|text| Some(Secret::new(text)))
    }

    /// A secret has no default.
    fn default_value(&self) -> Value {
        Value::Null
    }
}

impl OptionType for Vec<String> {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        Some(value.elements()?.iter().filter_map(OptionValue::text).collect())
    }

    /// An empty list means that none is given.
    fn default_value(&self) -> Value {
        if self.is_empty() { Value::Null } else { json!(self) }
    }
}

impl OptionType for bool {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        value.boolean()
    }

    fn default_value(&self) -> Value {
        json!(self)
    }
}

/// A number that need not be whole.
impl OptionType for f64 {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        value.number()
    }

    fn default_value(&self) -> Value {
        json!(self)
    }
}

impl OptionType for usize {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        value.number().map(|number| number as Self)
    }

    fn default_value(&self) -> Value {
        json!(self)
    }
}

/// Whole milliseconds.
impl OptionType for u64 {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        value.number().map(whole_ms)
    }

    fn default_value(&self) -> Value {
        json!(self)
    }
}

/// Whole milliseconds; `None` is `Infinity`.
impl OptionType for Option<u64> {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        value.number().map(|ms| ms.is_finite().then(|| whole_ms(ms)))
    }

    fn default_value(&self) -> Value {
        json!(self)
    }
}
