//! Reuses, stores and replaces channels (N3, N6).

use super::call::Call;
use super::channel::Channel;
use super::stored_channel::StoredChannel;
use super::{Notifications, api_errors};
use crate::engine::backoff;
use crate::engine::context::Context;
use crate::engine::failures::{Part, Urgency};
use crate::engine::output::LogLevel;
use crate::engine::timers::Timer;

/// A channel that was lost within this time, in ms, was probably taken by another client. The next one is created after
/// a wait.
const SHORT_LIFE_MS: u64 = 30_000;

/// Refused or dropped sockets replace the channel at most once in this time, in ms.
const REPLACED_GAP_MS: u64 = 300_000;

/// After this many refused or dropped sockets in a row the channel is replaced.
const MAX_EVICTIONS: u32 = 2;

/// Why a channel is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// The server no longer has the channel; another client may have taken its place.
    TakenAway,
    /// The channel exists but does not work.
    Useless,
}

impl Notifications {
    /// Uses the stored channel, if it belongs to this user (N6).
    pub(super) fn take_stored_channel(&mut self, cx: &mut Context) {
        let (false, Some(scope)) = (self.storage_pending, &self.scope) else { return };
        let Some(stored) = self.stored_channel.take() else { return };
        let ours = scope.holder(&cx.config).is_some_and(|holder| holder == stored.user);
        if self.channel.is_none() && ours && cx.wall() < stored.expires_at {
            self.generation += 1;
            cx.log(LogLevel::Info, "the tab's channel is used again");
            self.channel = Some(Channel::from_stored(cx, self.generation, stored));
        }
    }

    /// Stops using the channel and returns it, to be stored.
    pub(super) fn release_channel(&mut self, cx: &mut Context) -> Option<StoredChannel> {
        cx.timers.stop(Timer::Renewal);
        let channel = self.channel.take()?;
        self.api.abandon(cx, Call::Subscribe);
        let holder = self.scope.as_ref()?.holder(&cx.config)?;
        Some(channel.into_stored(cx, holder))
    }

    /// Stops using the channel: it is gone or does not work. If it existed only for a short time, the next one is
    /// created after a wait.
    pub(super) fn lose_channel(&mut self, cx: &mut Context, why: &'static str, loss: Loss) {
        let Some(channel) = self.channel.take() else { return };
        cx.log(LogLevel::Warn, why);
        cx.timers.stop(Timer::Renewal);
        self.api.abandon(cx, Call::Subscribe);
        if cx.now() - channel.began_at >= SHORT_LIFE_MS {
            cx.failures.succeed(Part::Channel);
            self.error = None;
            return;
        }
        let taken_before = cx.failures.in_a_row(Part::Channel);
        let ms = backoff::reconnect_ms(&cx.config.backoff, taken_before, &mut cx.rng);
        let error = api_errors::channels_taken_away();
        if loss == Loss::TakenAway && cx.fail(Part::Channel, &error, Urgency::ThirdInARow) {
            self.error = Some(error);
        }
        let until = cx.now() + ms;
        self.create_after = Some(until);
        cx.timers.set(Timer::Channel, until);
    }

    pub(super) fn note_eviction(&mut self, cx: &mut Context) {
        self.evictions = self.evictions.saturating_add(1);
        let lately = self.replaced_at.is_some_and(|at| cx.now() - at < REPLACED_GAP_MS);
        if self.evictions >= MAX_EVICTIONS && !lately && self.channel.is_some() {
            self.replaced_at = Some(cx.now());
            self.lose_channel(cx, "the channel's sockets do not stay open: another channel is made", Loss::Useless);
        }
    }
}
