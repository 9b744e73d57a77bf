//! Every deadline of the engine, in one table.

use super::time::Timestamp;

/// What a deadline is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timer {
    /// When to give up on a token request or `getToken` (T5).
    TokenRequest,
    /// When the time is over that the token endpoint asked to wait (T4).
    RateLimit,
    /// When to try again after a failed token (T6).
    AuthRetry,
    /// When to replace the token (T8).
    Refresh,
    /// When to connect again (S4).
    Reconnect,
    /// When to give up on a handshake (S6).
    Handshake,
    /// When a connection counts as stable (S5).
    Stable,
    /// When rings are no longer missed (S12).
    Reliable,
    /// When a silent socket is replaced (S11).
    Silence,
    /// When a replaced socket is closed (T9).
    Drain,
    /// When a check that came too soon after another is made (S10).
    Check,
    /// When a socket is dead that has not answered a ping (N2).
    Pong,
    /// When to give up on a request of the API (N11).
    Request,
    /// When the API may be asked again (N11).
    ApiPause,
    /// When another channel may be made.
    Channel,
    /// When the channel is renewed (N3).
    Renewal,
    /// When the server's own list is asked for (N4, N5).
    Resync,
    /// When an alert should be over (N10).
    Alert,
    /// When an alert begins, repeats or ends (A1).
    AlertChange,
}

impl Timer {
    const ALL: [Self; 19] = [
        Self::TokenRequest,
        Self::RateLimit,
        Self::AuthRetry,
        Self::Refresh,
        Self::Reconnect,
        Self::Handshake,
        Self::Stable,
        Self::Reliable,
        Self::Silence,
        Self::Drain,
        Self::Check,
        Self::Pong,
        Self::Request,
        Self::ApiPause,
        Self::Channel,
        Self::Renewal,
        Self::Resync,
        Self::Alert,
        Self::AlertChange,
    ];
}

/// At most one deadline for each [`Timer`].
#[derive(Debug, Default)]
pub(crate) struct TimerTable([Option<Timestamp>; Timer::ALL.len()]);

impl TimerTable {
    pub(crate) fn set(&mut self, timer: Timer, at: Timestamp) {
        self.put(timer, Some(at));
    }

    pub(crate) fn stop(&mut self, timer: Timer) {
        self.put(timer, None);
    }

    pub(crate) fn stop_all(&mut self) {
        self.0 = Default::default();
    }

    pub(crate) fn get(&self, timer: Timer) -> Option<Timestamp> {
        self.0.get(timer as usize).copied().flatten()
    }

    fn put(&mut self, timer: Timer, at: Option<Timestamp>) {
        if let Some(place) = self.0.get_mut(timer as usize) {
            *place = at;
        }
    }

    /// The next deadline of all.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.0.iter().flatten().min().copied()
    }

    /// Takes out one timer that is due.
    pub(crate) fn take_due(&mut self, now: Timestamp) -> Option<Timer> {
        let due = Timer::ALL.into_iter().find(|timer| self.get(*timer).is_some_and(|at| at <= now))?;
        self.stop(due);
        Some(due)
    }
}
