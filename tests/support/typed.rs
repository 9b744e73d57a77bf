//! Options as an app types them, in JSON.

use genesys_toasts::Config;
use genesys_toasts::engine::options::OptionValue;
use serde_json::Value;

/// A value of JSON.
pub struct Typed<'a>(pub &'a Value);

impl OptionValue for Typed<'_> {
    fn property(&self, name: &str) -> Option<Self> {
        self.0.get(name).filter(|value| !value.is_null()).map(Typed)
    }

    fn text(&self) -> Option<String> {
        self.0.as_str().map(str::to_owned)
    }

    fn boolean(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn elements(&self) -> Option<Vec<Self>> {
        Some(self.0.as_array()?.iter().map(Typed).collect())
    }

    fn properties(&self) -> Vec<(String, Self)> {
        self.0.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), Typed(value))).collect()
    }
}

/// The options that an app types.
pub fn typed(options: &Value) -> Config {
    Config::read(&Typed(options))
}
