//! A value for all media types, or one for each; texts by their names.

use super::spec::OptionSpec;
use super::value::{OptionType, OptionValue};
use serde_json::Value;

/// A value for all media types, or one for each with `default` for the rest.
#[derive(Clone, Debug, PartialEq)]
pub enum ByMedia<T> {
    /// The same for all.
    All(T),
    /// By media type; `default` for the rest.
    Each(Vec<(String, T)>),
}

impl<T> ByMedia<T> {
    /// Gives the value of a media type, if there is one.
    pub fn get(&self, media_type: &str) -> Option<&T> {
        match self {
            Self::All(value) => Some(value),
            Self::Each(each) => {
                let named = |name: &str| each.iter().find(|(media, _)| media == name).map(|(_, value)| value);
                named(media_type).or_else(|| named("default"))
            }
        }
    }

    /// Gives all values.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        let (all, each) = match self {
            Self::All(value) => (Some(value), &[][..]),
            Self::Each(each) => (None, each.as_slice()),
        };
        all.into_iter().chain(each.iter().map(|(_, value)| value))
    }
}

/// Nothing for any media type.
impl<T> Default for ByMedia<T> {
    fn default() -> Self {
        Self::Each(Vec::new())
    }
}

impl<T: OptionType> OptionType for ByMedia<T> {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        if let Some(one) = T::read(value) {
            return Some(Self::All(one));
        }
        let each: Option<Vec<_>> =
            value.properties().into_iter().map(|(media, value)| Some((media, T::read(&value)?))).collect();
        each.filter(|each| !each.is_empty()).map(Self::Each)
    }

    fn default_value(&self) -> Value {
        match self {
            Self::All(value) => value.default_value(),
            Self::Each(_) => Value::Null,
        }
    }

    fn rows(&self, row: OptionSpec) -> Vec<OptionSpec> {
        vec![OptionSpec { default: self.default_value(), by_media: true, ..row }]
    }
}

/// Texts by their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels(pub Vec<(String, String)>);

impl Labels {
    /// Gives the text of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }
}

impl OptionType for Labels {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        let texts = value.properties().into_iter().map(|(name, text)| Some((name, text.text()?)));
        texts.collect::<Option<_>>().map(Self)
    }

    /// There are no texts by default.
    fn default_value(&self) -> Value {
        Value::Null
    }
}
