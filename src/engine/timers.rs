//! All timers of the engine, in one table.

use super::time::Timestamp;

/// The purpose of a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timer {
    /// Give up a token request or `getToken` (T5).
    TokenRequest,
    /// Request a token again, after the wait that the token endpoint named (T4).
    RateLimit,
    /// Request a token again after a failure (T6).
    AuthRetry,
    /// Replace the token (T8).
    Refresh,
    /// Connect again (S4).
    Reconnect,
    /// Give up a handshake (S6).
    Handshake,
    /// Mark the connection as stable (S5).
    Stable,
    /// End the time in which rings may have been missed (S12).
    Reliable,
    /// Replace or ping a silent socket (S11, N2).
    Silence,
    /// Close a replaced socket (T9).
    Drain,
    /// Run a check that was requested too soon after the last one (S10).
    Check,
    /// Give up a socket that did not answer a ping (N2).
    Pong,
    /// Give up an API request (N11).
    Request,
    /// End the pause of API requests (N11).
    ApiPause,
    /// Create another channel.
    Channel,
    /// Renew the channel (N3).
    Renewal,
    /// Request the list of conversations (N4, N5).
    Resync,
    /// Handle a ring that should have ended (N10).
    RingEnd,
    /// Begin, repeat or end an alert (A1).
    AlertChange,
    /// Decide an action (C1).
    Action,
    /// Give up the request of "Back on queue" (C7).
    BackOnQueue,
}

impl Timer {
    const ALL: [Self; 21] = [
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
        Self::RingEnd,
        Self::AlertChange,
        Self::Action,
        Self::BackOnQueue,
    ];
}

/// The timers: at most one deadline for each [`Timer`].
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

    /// Returns the earliest deadline.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.0.iter().flatten().min().copied()
    }

    /// Stops and returns one timer that is due.
    pub(crate) fn take_due(&mut self, now: Timestamp) -> Option<Timer> {
        let due = Timer::ALL.into_iter().find(|timer| self.get(*timer).is_some_and(|at| at <= now))?;
        self.stop(due);
        Some(due)
    }
}
