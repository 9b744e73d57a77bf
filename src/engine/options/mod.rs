//! The definition of an option: one row has its name, type, default, range and documentation.
//!
//! From it come the struct that the engine reads, the reader, and the table that JavaScript checks options with before the Wasm is there
//! (`examples/option_table.rs` prints it).

mod kinds;
mod spec;
mod value;

pub(crate) use kinds::{
    group, host, http_url, integer, ms, ms_or_infinity, of_app, text, texts, texts_between, toast_duration, words,
    ws_url,
};
pub use spec::OptionSpec;
pub(crate) use value::OptionType;
pub use value::{OptionValue, Words};

/// Defines a struct of options. A row: `field: Type = default, "jsName", kind, "What it is for.";` and after `and` what no app types.
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
            /// Takes the options that are given. One that is absent, or of a kind that the check does not let through, keeps its value.
            pub(crate) fn take<V: $crate::engine::options::OptionValue>(&mut self, given: &V) {
                $(
                    let value = given.property($path).and_then(|value| $crate::engine::options::OptionType::read(&value));
                    if let Some(value) = value {
                        self.$field = value;
                    }
                )*
            }

            /// Gives the table's rows, with these values as the defaults.
            pub fn rows(&self) -> Vec<$crate::engine::options::OptionSpec> {
                let mut rows = Vec::new();
                $( rows.extend($crate::engine::options::OptionType::rows(&self.$field, $kind.named($path, $doc))); )*
                rows
            }
        }
    };
}
pub(crate) use options;
