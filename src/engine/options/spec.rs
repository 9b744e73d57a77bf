//! A row of the table of options.

use serde::Serialize;
use serde_json::Value;

/// One option.
#[derive(Clone, Debug, Serialize)]
pub struct OptionSpec {
    /// Its name; with a dot where it is inside another.
    pub path: String,
    /// What it takes.
    pub kind: &'static str,
    /// The words that it takes, for an `enum`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<&'static str>,
    /// What it is when not given.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub default: Value,
    /// What it is instead, by source, where the sources differ.
    #[serde(rename = "defaultBySource", skip_serializing_if = "Value::is_null")]
    pub default_by_source: Value,
    /// The least number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Whether it takes `Infinity` as well.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub infinity: bool,
    /// Whether it takes one for each media type as well.
    #[serde(rename = "byMedia", skip_serializing_if = "std::ops::Not::not")]
    pub by_media: bool,
    /// The unit of its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// Whether a running engine takes it when it changes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub live: bool,
    /// What it is by default, in words.
    #[serde(rename = "defaultText", skip_serializing_if = "Option::is_none")]
    pub default_text: Option<&'static str>,
    /// Its type in TypeScript, where the kind does not say it.
    #[serde(rename = "typeText", skip_serializing_if = "Option::is_none")]
    pub type_text: Option<&'static str>,
    /// What it is for.
    pub doc: &'static str,
}
