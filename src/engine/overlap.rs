//! Duplicates while two sockets are open (E10).

use super::input::SocketId;
use super::time::Timestamp;
use core::hash::{Hash, Hasher};
use std::collections::{BTreeMap, VecDeque};
use std::hash::DefaultHasher;

/// How long after an overlap its frames are still compared (E10), in ms.
const AFTER_MS: u64 = 5_000;

/// How many different frames are remembered; the oldest goes first.
const MAX_FRAMES: usize = 4_096;

/// How many sockets are told apart: two at a time, and those just gone.
const MAX_SOCKETS: usize = 4;

/// Remembers which socket brought which text how often.
#[derive(Debug, Default)]
pub(crate) struct Overlap {
    until: Option<Timestamp>,
    brought: BTreeMap<u64, Vec<(SocketId, u32)>>,
    order: VecDeque<u64>,
}

impl Overlap {
    /// Notes that two sockets are open now.
    pub(crate) fn touch(&mut self, now: Timestamp) {
        self.until = Some(now + AFTER_MS);
    }

    /// Takes a frame. Returns whether another socket has brought this text before: the n-th copy from one socket is
    /// a duplicate where another has brought n.
    pub(crate) fn is_duplicate(&mut self, now: Timestamp, socket: SocketId, text: &str) -> bool {
        if self.until.is_none_or(|until| now > until) {
            self.forget();
            return false;
        }
        let key = hash(text);
        if !self.brought.contains_key(&key) {
            self.make_room();
            self.order.push_back(key);
        }
        let counts = self.brought.entry(key).or_default();
        let elsewhere = counts.iter().filter(|(id, _)| *id != socket).map(|(_, n)| *n).max().unwrap_or(0);
        let here = match counts.iter().position(|(id, _)| *id == socket) {
            Some(at) => at,
            None => {
                if counts.len() == MAX_SOCKETS {
                    counts.remove(0);
                }
                counts.push((socket, 0));
                counts.len() - 1
            }
        };
        let copies = &mut counts[here].1;
        *copies = copies.saturating_add(1);
        *copies <= elsewhere
    }

    pub(crate) fn forget(&mut self) {
        self.until = None;
        self.brought.clear();
        self.order.clear();
    }

    fn make_room(&mut self) {
        if self.order.len() >= MAX_FRAMES
            && let Some(oldest) = self.order.pop_front()
        {
            self.brought.remove(&oldest);
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
