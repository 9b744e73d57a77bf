//! Frames: how long they may be, and which need not be read.

/// The longest frame that is read, in bytes (E3).
pub const MAX_FRAME_BYTES: usize = 1024 * 1024;

/// The longest id that is kept, in bytes: what is remembered stays bounded.
pub const MAX_ID_BYTES: usize = 1024;

/// How JSON may write any letter. A frame with it has to be read: what another filter looks for may be written that way.
pub(crate) const ESCAPED: &str = "\\u";

/// Frames that begin with a text and contain none of some others need not be read (E3).
#[derive(Clone, Debug)]
pub struct FrameFilter {
    /// How they begin.
    pub begins_with: &'static str,
    /// A frame with one of these texts has to be read.
    pub read_if_contains: Vec<String>,
}

impl FrameFilter {
    pub(crate) fn new(begins_with: &'static str, read_if_contains: &[&str]) -> Self {
        Self { begins_with, read_if_contains: read_if_contains.iter().map(|text| (*text).to_owned()).collect() }
    }

    /// Whether a frame need not be read.
    pub fn skips(&self, frame: &str) -> bool {
        frame.starts_with(self.begins_with) && !self.read_if_contains.iter().any(|text| frame.contains(text.as_str()))
    }
}
