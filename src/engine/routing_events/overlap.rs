//! Finds duplicate frames while two sockets are open (E10).

use crate::engine::input::SocketId;
use crate::engine::time::Timestamp;
use std::collections::VecDeque;

/// How long frames are still compared after an overlap (E10), in ms.
const AFTER_MS: u64 = 5_000;

/// The most different frames that are remembered. The oldest is removed first.
const MAX_FRAMES: usize = 4_096;

/// The most sockets that are counted separately: two at a time, and the last closed ones.
const MAX_SOCKETS: usize = 4;

/// A frame that was seen. The n-th copy from one socket is a duplicate if another socket has delivered n.
#[derive(Debug)]
struct SeenFrame {
    hash: u64,
    copies: Vec<(SocketId, u32)>,
}

/// Counts how often each socket delivered each frame, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Overlap {
    until: Option<Timestamp>,
    two_sockets: bool,
    seen: VecDeque<SeenFrame>,
}

impl Overlap {
    /// Notes, before each input, whether two sockets are open and how long the computer slept. Sleep does not count,
    /// because delayed frames arrive after it.
    pub(crate) fn note(&mut self, now: Timestamp, two_sockets: bool, slept_ms: u64) {
        self.until = self.until.map(|until| until + slept_ms);
        let lasts = std::mem::replace(&mut self.two_sockets, two_sockets);
        if !lasts && self.until.is_some_and(|until| now > until) {
            self.forget();
        }
        if two_sockets {
            self.until = Some(now + AFTER_MS);
        }
    }

    /// Counts a frame. Returns whether another socket has delivered this copy before.
    pub(crate) fn is_duplicate(&mut self, now: Timestamp, socket: SocketId, text: &str) -> bool {
        if self.until.is_none_or(|until| now > until) {
            self.forget();
            return false;
        }
        let hash = hash(text);
        if let Some(frame) = self.seen.iter_mut().find(|frame| frame.hash == hash) {
            return frame.is_duplicate(socket);
        }
        if self.seen.len() == MAX_FRAMES {
            self.seen.pop_front();
        }
        self.seen.push_back(SeenFrame { hash, copies: vec![(socket, 1)] });
        false
    }

    /// Returns whether frames are compared, or may be soon.
    pub(crate) fn is_ongoing(&self) -> bool {
        self.until.is_some()
    }

    pub(crate) fn forget(&mut self) {
        self.until = None;
        self.seen.clear();
    }
}

impl SeenFrame {
    fn is_duplicate(&mut self, socket: SocketId) -> bool {
        let elsewhere = self.copies.iter().filter(|(id, _)| *id != socket).map(|(_, n)| *n).max().unwrap_or(0);
        if let Some((_, here)) = self.copies.iter_mut().find(|(id, _)| *id == socket) {
            *here = here.saturating_add(1);
            return *here <= elsewhere;
        }
        if self.copies.len() == MAX_SOCKETS {
            self.copies.remove(0);
        }
        self.copies.push((socket, 1));
        true
    }
}

/// FNV-1a. Its 64 bits are enough to distinguish the frames of a few seconds.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
