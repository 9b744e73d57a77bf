//! From what an app typed to the types of the engine.

use super::spec::OptionSpec;
use crate::engine::Secret;
use crate::engine::time::whole_ms;
use serde_json::{Value, json};

/// A value as the app typed it: JavaScript's own, or JSON in tests.
pub trait OptionValue: Sized {
    /// Its property; none where it is absent, `undefined` or `null`.
    fn property(&self, name: &str) -> Option<Self>;
    /// The text that it is.
    fn text(&self) -> Option<String>;
    /// The boolean that it is.
    fn boolean(&self) -> Option<bool>;
    /// The number that it is.
    fn number(&self) -> Option<f64>;
    /// The elements of the array that it is.
    fn elements(&self) -> Option<Vec<Self>>;
    /// The properties of the object that it is, those without a value left out.
    fn properties(&self) -> Vec<(String, Self)>;
}

/// A type that an option may have.
pub(crate) trait OptionType: Sized {
    /// Reads a value. `None` where it is of another kind.
    fn read<V: OptionValue>(value: &V) -> Option<Self>;
    /// What the table has for this value as a default; `null` for none.
    fn default_value(&self) -> Value;
    /// Its rows in the table: one, but for an option with options inside.
    fn rows(&self, row: OptionSpec) -> Vec<OptionSpec> {
        vec![OptionSpec { default: self.default_value(), ..row }]
    }
}

/// A type with one word for each of its values.
pub trait Words: Copy + PartialEq + 'static {
    /// All values with the words that apps type.
    const WORDS: &'static [(&'static str, Self)];

    /// The word of this value.
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

    /// A secret has none.
    fn default_value(&self) -> Value {
        Value::Null
    }
}

impl OptionType for Vec<String> {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        Some(value.elements()?.iter().filter_map(OptionValue::text).collect())
    }

    /// An empty list stands for none given.
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
