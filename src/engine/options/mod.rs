//! The definition of options: one row has the name, type, default, range and documentation of one option.
//!
//! The rows generate the struct that the engine reads, its reader, and the table for the checks that JavaScript runs
//! before the Wasm is loaded (`examples/option_table.rs` prints it).

mod by_media;
mod kinds;
mod spec;
mod switch;
mod value;

pub use by_media::{ByMedia, Labels};
pub(crate) use kinds::{
    actions, flag, group, host, http_url, integer, labels, ms, ms_or_infinity, number, of_app, switch, text, texts,
    texts_between, texts_by_media, toast_duration, words, words_but, ws_url,
};
pub use spec::OptionSpec;
pub use switch::Switch;
pub(crate) use value::OptionType;
pub use value::{OptionValue, Words};

/// Defines a struct of options. A row is `field: Type = default, "jsName", kind, "What it is for.";`. Fields after
/// `and` are no options of the app.
macro_rules! options {
    (
        $(#[$attribute:meta])*
        $name:ident {
            $( $field:ident: $type:ty = $default:expr, $path:literal, $kind:expr, $doc:literal; )*
        }
        $( and { $( $inner:ident: $inner_type:ty = $inner_default:expr, $inner_doc:literal; )* } )?
    ) => {
        $(#[$attribute])*
        pub struct $name {
            $( #[doc = $doc] pub $field: $type, )*
            $( $( #[doc = $inner_doc] pub $inner: $inner_type, )* )?
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $( $field: $default, )* $( $( $inner: $inner_default, )* )? }
            }
        }

        impl $name {
            /// Applies the given options. An option that is absent, or of another kind, keeps its value.
            pub(crate) fn take<V: $crate::engine::options::OptionValue>(&mut self, given: &V) {
                $(
                    let value = given.property($path).and_then(|value| $crate::engine::options::OptionType::read(&value));
                    if let Some(value) = value {
                        self.$field = value;
                    }
                )*
            }

            /// Returns the rows of the table, with these values as defaults.
            pub fn rows(&self) -> Vec<$crate::engine::options::OptionSpec> {
                let mut rows = Vec::new();
                $( rows.extend($crate::engine::options::OptionType::rows(&self.$field, $kind.named($path, $doc))); )*
                rows
            }
        }
    };
}
pub(crate) use options;

/// Makes a struct of options the type of an option: its rows are those of the inner ones.
macro_rules! group_type {
    ($($name:ident),*) => { $(
        impl $crate::engine::options::OptionType for $name {
            fn read<V: $crate::engine::options::OptionValue>(value: &V) -> Option<Self> {
                let mut options = Self::default();
                options.take(value);
                Some(options)
            }

            fn default_value(&self) -> serde_json::Value {
                serde_json::Value::Null
            }

            fn rows(&self, outer: $crate::engine::options::OptionSpec) -> Vec<$crate::engine::options::OptionSpec> {
                let inner = Self::rows(self).into_iter();
                inner.map(|row| $crate::engine::options::OptionSpec { path: format!("{}.{}", outer.path, row.path), ..row }).collect()
            }
        }
    )* };
}
pub(crate) use group_type;
