//! Skips frames before they reach the engine, as `src/wasm/websocket.rs` does.

use genesys_toasts::Output;
use genesys_toasts::engine::FrameFilter;
use genesys_toasts::engine::SocketId;
use std::collections::BTreeMap;

/// Knows which frames need not be handed in.
#[derive(Debug, Default)]
pub struct Skipping {
    filters: BTreeMap<SocketId, Vec<FrameFilter>>,
    pub reads_every_frame: bool,
}

impl Skipping {
    /// Takes what the engine asks for.
    pub fn note_output(&mut self, output: &Output) {
        if let Output::OpenSocket { id, filters, .. } = output {
            self.filters.insert(*id, filters.clone());
        } else if let Output::ReadEveryFrame(every) = output {
            self.reads_every_frame = *every;
        }
    }

    /// Whether a frame of this socket need not be handed in.
    pub fn skips(&self, socket: SocketId, text: &str) -> bool {
        !self.reads_every_frame && self.filters.get(&socket).into_iter().flatten().any(|filter| filter.skips(text))
    }
}
