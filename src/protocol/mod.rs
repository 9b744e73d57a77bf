//! Wire formats: from a frame to a neutral event, one file a source.

pub mod conversation;
mod display;
mod frame_filter;
pub mod notifications;
pub mod routing_events;

pub use ::json;
pub use display::{MAX_DISPLAY_CHARS, display_text};
pub use frame_filter::FrameFilter;

/// The longest frame that is read, in bytes (E3).
pub const MAX_FRAME_BYTES: usize = 1024 * 1024;
