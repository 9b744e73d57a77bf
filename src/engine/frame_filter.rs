//! Limits of frames, and the filters for frames that need not be read.

/// The longest frame that is read, in bytes (E3).
pub const MAX_FRAME_BYTES: usize = 1024 * 1024;

/// The longest id that is stored, in bytes, so that the memory for ids is bounded.
pub const MAX_ID_BYTES: usize = 1024;

/// The beginning of an escaped character in JSON. A frame with it must be read, because it may contain the text of
/// another filter in that form.
pub(crate) const ESCAPED: &str = "\\u";

/// A filter for frames that need not be read: they begin with one text, and contain none of the others (E3).
#[derive(Clone, Debug)]
pub struct FrameFilter {
    /// How these frames begin.
    pub begins_with: &'static str,
    /// A frame with one of these texts must be read.
    pub read_if_contains: Vec<String>,
}

impl FrameFilter {
    pub(crate) fn new(begins_with: &'static str, read_if_contains: &[&str]) -> Self {
        Self { begins_with, read_if_contains: read_if_contains.iter().map(|text| (*text).to_owned()).collect() }
    }

    /// Returns whether this frame need not be read.
    pub fn skips(&self, frame: &str) -> bool {
        frame.starts_with(self.begins_with) && !self.read_if_contains.iter().any(|text| frame.contains(text.as_str()))
    }
}
