//! The engine's time: one steady time, computed from two clocks, that includes sleep.

use std::ops::{Add, Sub};

/// The computer has slept if the wall clock runs ahead of the monotonic clock by more than this (S10), in ms.
pub const WAKE_GAP_MS: u64 = 10_000;

/// Milliseconds since 1970 by the computer's clock. This time can jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct WallTime(pub i64);

impl WallTime {
    /// Returns the time `ms` later.
    pub fn plus(self, ms: u64) -> Self {
        Self(self.0.saturating_add_unsigned(ms))
    }

    /// Returns the time `ms` earlier.
    pub(crate) fn before(self, ms: u64) -> Self {
        Self(self.0.saturating_sub_unsigned(ms))
    }

    /// Returns the milliseconds since `earlier`; 0 if `earlier` is later.
    pub fn since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }
}

/// Returns a time in whole ms. A negative number or `NaN` becomes 0.
pub(crate) fn whole_ms(ms: f64) -> u64 {
    ms as u64
}

/// A point in the engine's own time, in ms. This time never goes back, and continues while the computer sleeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Timestamp(pub u64);

impl Add<u64> for Timestamp {
    type Output = Self;

    fn add(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

impl Timestamp {
    pub(crate) fn before(self, ms: u64) -> Self {
        Self(self.0.saturating_sub(ms))
    }
}

impl Sub for Timestamp {
    type Output = u64;

    fn sub(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Both clocks of the host, read together for each input (S10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// `Date.now()`.
    pub wall: WallTime,
    /// `performance.now()` in whole ms, or any other clock that never goes back. It may stop while the computer sleeps.
    pub mono_ms: u64,
}

/// The engine's time at its creation. It is not 0, so that earlier times can be represented.
const BEGINNING: Timestamp = Timestamp(1 << 40);

/// How far the two clocks may drift apart before the times for the app are corrected, in ms.
const MAX_DRIFT_MS: u64 = 1_000;

/// Computes the engine's time from the two clocks, and detects sleep.
#[derive(Debug)]
pub(crate) struct Clock {
    last: Now,
    /// `wall - mono` at the last time when the clocks agreed.
    offset: i64,
    now: Timestamp,
    /// The wall time at the engine's time 0. It changes only if it is wrong by more than a second, so that times which
    /// the app has received stay the same.
    epoch: WallTime,
}

impl Clock {
    pub(crate) fn new(now: Now) -> Self {
        Self { last: now, offset: offset(now), now: BEGINNING, epoch: now.wall.before(BEGINNING.0) }
    }

    /// Advances to `now`. Returns how long the computer slept, or by how much its clock was set forward, in ms, or 0;
    /// and whether [`Self::to_wall`] returns other times than before.
    ///
    /// A wall clock that was set back has no effect: only the monotonic clock counts then.
    pub(crate) fn advance(&mut self, now: Now) -> (u64, bool) {
        let slept_ms = self.advance_steady(now);
        let epoch = self.last.wall.before(self.now.0);
        let moved = epoch.0.abs_diff(self.epoch.0) > MAX_DRIFT_MS;
        if moved {
            self.epoch = epoch;
        }
        (slept_ms, moved)
    }

    fn advance_steady(&mut self, now: Now) -> u64 {
        let mono_ms = now.mono_ms.max(self.last.mono_ms);
        let now = Now { mono_ms, ..now };
        let ahead = offset(now).saturating_sub(self.offset);
        self.now = self.now + (mono_ms - self.last.mono_ms);
        self.last = now;
        if ahead.unsigned_abs() <= WAKE_GAP_MS {
            return 0;
        }
        self.offset = offset(now);
        let slept_ms = u64::try_from(ahead).unwrap_or(0);
        self.now = self.now + slept_ms;
        slept_ms
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    pub(crate) fn wall(&self) -> WallTime {
        self.last.wall
    }

    /// Returns the wall time of a point in the engine's time.
    pub(crate) fn to_wall(&self, at: Timestamp) -> WallTime {
        self.epoch.plus(at.0)
    }

    /// Returns the point in the engine's time for a wall time, by the current difference.
    pub(crate) fn time_of(&self, wall: WallTime) -> Timestamp {
        Timestamp(wall.since(self.epoch))
    }

    /// Returns what the monotonic clock shows at the engine's time `at`.
    pub(crate) fn to_mono(&self, at: Timestamp) -> u64 {
        self.last.mono_ms.saturating_add(at - self.now)
    }
}

fn offset(now: Now) -> i64 {
    now.wall.0.saturating_sub_unsigned(now.mono_ms)
}
