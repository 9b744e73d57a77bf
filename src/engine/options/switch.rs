//! What is off, on with its defaults, or on with options of its own.

use super::spec::OptionSpec;
use super::value::{OptionType, OptionValue};
use serde_json::Value;

/// `false` is off, `true` is on with the defaults, and an object is on with options of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Switch<T>(pub Option<T>);

impl<T> Switch<T> {
    /// Gives its options where it is on.
    pub fn on(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<T: OptionType + Clone + Default> OptionType for Switch<T> {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        match value.boolean() {
            Some(on) => Some(Self(on.then(T::default))),
            None => T::read(value).map(|options| Self(Some(options))),
        }
    }

    fn default_value(&self) -> Value {
        self.0.is_some().into()
    }

    fn rows(&self, row: OptionSpec) -> Vec<OptionSpec> {
        let own = OptionSpec { default: self.default_value(), ..row.clone() };
        std::iter::once(own).chain(self.0.clone().unwrap_or_default().rows(row)).collect()
    }
}
