//! Time as the engine knows it: two clocks come in, one steady time that also counts sleep is kept.

use std::ops::{Add, Sub};

/// How far the wall clock must run ahead of the monotonic clock to be taken for sleep (S10), in ms.
pub const WAKE_GAP_MS: u64 = 10_000;

/// Milliseconds since 1970, as the computer's clock shows them. It may jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct WallTime(pub i64);

impl WallTime {
    /// The time `ms` later.
    pub fn plus(self, ms: u64) -> Self {
        Self(self.0.saturating_add_unsigned(ms))
    }

    /// The time `ms` earlier.
    pub(crate) fn before(self, ms: u64) -> Self {
        Self(self.0.saturating_sub_unsigned(ms))
    }

    /// Milliseconds from `earlier` to here; 0 where `earlier` is later.
    pub fn since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }
}

/// A time in whole ms; what is negative or no number is 0.
pub(crate) fn whole_ms(ms: f64) -> u64 {
    ms as u64
}

/// A point in the engine's own time, in ms: never goes back, and goes on while the computer sleeps.
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

/// Both clocks of the host, read together when an input is handed in (S10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// `Date.now()`.
    pub wall: WallTime,
    /// `performance.now()` in whole ms, or any clock that never goes back. It may stand still while the computer sleeps.
    pub mono_ms: u64,
}

/// The engine's time when it is made: times before it are times, too.
const BEGINNING: Timestamp = Timestamp(1 << 40);

/// How far the two clocks may drift apart before times that an app sees are corrected, in ms.
const MAX_DRIFT_MS: u64 = 1_000;

/// Makes the engine's time out of the two clocks, and notices sleep.
#[derive(Debug)]
pub(crate) struct Clock {
    last: Now,
    /// `wall - mono` as it was when the two last agreed.
    offset: i64,
    now: Timestamp,
    /// What the wall clock shows at the engine's time 0: kept while it is right to a second, so that what is told stays the same.
    epoch: WallTime,
}

impl Clock {
    pub(crate) fn new(now: Now) -> Self {
        Self { last: now, offset: offset(now), now: BEGINNING, epoch: now.wall.before(BEGINNING.0) }
    }

    /// Moves on to `now`. Returns for how long the computer has slept (or by how much its clock was put forward), in ms,
    /// or 0; and whether [`Self::to_wall`] gives other times than before.
    ///
    /// A wall clock that was put back moves nothing: only the monotonic clock counts then.
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

    /// What the wall clock shows at this time.
    pub(crate) fn to_wall(&self, at: Timestamp) -> WallTime {
        self.epoch.plus(at.0)
    }

    /// The time at which the wall clock showed this, by what it shows now.
    pub(crate) fn time_of(&self, wall: WallTime) -> Timestamp {
        Timestamp(wall.since(self.epoch))
    }

    /// The reading of the monotonic clock at which the engine's time will be `at`.
    pub(crate) fn to_mono(&self, at: Timestamp) -> u64 {
        self.last.mono_ms.saturating_add(at - self.now)
    }
}

fn offset(now: Now) -> i64 {
    now.wall.0.saturating_sub_unsigned(now.mono_ms)
}
