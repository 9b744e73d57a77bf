//! Time, the clocks and the timer of a computer that may sleep, and what is going to happen.

use genesys_toasts::Now;
use genesys_toasts::engine::WallTime;
use std::collections::BTreeMap;

/// 2026-11-23T08:00:00Z.
pub const MORNING: i64 = 1_795_420_800_000;

/// What happens next.
pub enum Next<E> {
    Event(E),
    /// The desktop's timer fires.
    Timer,
}

/// A timeline of events in true time, which continues while the computer sleeps.
pub struct Timeline<E> {
    /// True time since the start, in ms.
    pub now: u64,
    pub asleep_until: u64,
    /// The wall clock may jump: by how much it is wrong, in ms.
    pub wall_skew: i64,
    /// How long the monotonic clock has been stopped by sleep so far, in ms.
    slept: u64,
    queue: BTreeMap<(u64, u64), E>,
    serial: u64,
    armed: Option<u64>,
    fires_at: Option<u64>,
}

impl<E> Timeline<E> {
    pub fn new() -> Self {
        Self {
            now: 0,
            asleep_until: 0,
            wall_skew: 0,
            slept: 0,
            queue: BTreeMap::new(),
            serial: 0,
            armed: None,
            fires_at: None,
        }
    }

    pub fn plan(&mut self, after_ms: u64, event: E) {
        self.serial += 1;
        self.queue.insert((self.now + after_ms, self.serial), event);
    }

    /// Moves on to what happens next, or to `end` if nothing does until then.
    pub fn next(&mut self, end: u64) -> Option<Next<E>> {
        let planned = self.queue.keys().next().map(|(at, _)| *at);
        let next = [self.fires_at, planned].into_iter().flatten().min().filter(|at| *at <= end);
        self.now = self.now.max(next.unwrap_or(end));
        let next = next?;
        if planned != Some(next) {
            return Some(Next::Timer);
        }
        self.queue.pop_first().map(|(_, event)| Next::Event(event))
    }

    /// Sets the timer, which fires so much late.
    pub fn arm(&mut self, at: Option<u64>, late_ms: impl FnOnce() -> u64) {
        if at == self.armed && self.fires_at.is_some_and(|fires| fires > self.now) {
            return;
        }
        self.armed = at;
        let late_ms = late_ms();
        self.fires_at = at.map(|at| (at + self.slept).max(self.now) + late_ms);
    }

    /// What the timer is set for, on the monotonic clock.
    pub fn armed(&self) -> Option<u64> {
        self.armed
    }

    /// The computer sleeps from now on for so long.
    pub fn fall_asleep(&mut self, ms: u64) {
        self.asleep_until = self.now + ms;
        self.slept += ms;
        self.fires_at = self.fires_at.map(|at| at + ms);
    }

    /// The monotonic clock.
    pub fn mono(&self) -> u64 {
        self.now - self.slept
    }

    /// Both clocks, as the computer shows them.
    pub fn clocks(&self) -> Now {
        Now { wall: WallTime(MORNING + self.now as i64 + self.wall_skew), mono_ms: self.mono() }
    }
}
