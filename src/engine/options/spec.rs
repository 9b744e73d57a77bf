//! A row of the option table.

use serde::Serialize;
use serde_json::Value;

/// One option.
#[derive(Clone, Debug, Serialize)]
pub struct OptionSpec {
    /// The name. The name of an option in a group contains a dot.
    pub path: String,
    /// The kind of its value.
    pub kind: &'static str,
    /// The accepted words of an `enum`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<&'static str>,
    /// The default value.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub default: Value,
    /// The default by source, if the sources differ.
    #[serde(rename = "defaultBySource", skip_serializing_if = "Value::is_null")]
    pub default_by_source: Value,
    /// The smallest accepted number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The greatest accepted number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Whether it accepts `Infinity`, too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub infinity: bool,
    /// Whether it takes one for each media type as well.
    #[serde(rename = "byMedia", skip_serializing_if = "std::ops::Not::not")]
    pub by_media: bool,
    /// The unit of its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// Whether a running engine applies a change.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub live: bool,
    /// The default in words.
    #[serde(rename = "defaultText", skip_serializing_if = "Option::is_none")]
    pub default_text: Option<&'static str>,
    /// The TypeScript type, if it does not follow from the kind.
    #[serde(rename = "typeText", skip_serializing_if = "Option::is_none")]
    pub type_text: Option<&'static str>,
    /// What it is for.
    pub doc: &'static str,
}
