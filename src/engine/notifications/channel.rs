//! A channel: the address of its socket, its topics, and how long it is valid (N1, N3).

use super::bodies;
use super::stored_channel::StoredChannel;
use crate::engine::context::Context;
use crate::engine::secret::Secret;
use crate::engine::time::Timestamp;
use crate::engine::timers::Timer;

/// How long a channel is valid without renewal, in ms.
const LIFE_MS: u64 = 86_400_000;

/// How long before its expiry a channel is renewed, in ms. A channel with a short validity is renewed after three
/// quarters of it.
const RENEWAL_LEAD_MS: u64 = 3_600_000;

/// The channel that is in use.
#[derive(Debug)]
pub(super) struct Channel {
    pub(super) id: String,
    /// The address of its socket. It is as secret as a token (T11).
    pub(super) connect_uri: Secret,
    pub(super) life_ms: u64,
    pub(super) generation: u32,
    pub(super) began_at: Timestamp,
    expires_at: Timestamp,
    /// Whether this client created it, and it never had its topics yet. A stored channel is not new.
    pub(super) just_created: bool,
    /// Whether it has the topics, as far as is known.
    pub(super) subscribed: bool,
    /// Whether to send the topics: for the first time, to renew the channel, or to check that it exists.
    pub(super) subscribe_due: bool,
    /// Whether a socket to it was refused. The channel is then checked before the next socket opens.
    pub(super) suspect: bool,
}

impl Channel {
    /// Creates the state of a new channel. The computer's clock may be wrong, so no validity is longer than a day.
    pub(super) fn created(cx: &Context, generation: u32, created: bodies::Channel) -> Self {
        let named_ms = created.expires_at.map_or(0, |at| at.since(cx.wall()));
        let life_ms = if named_ms == 0 { LIFE_MS } else { named_ms.min(LIFE_MS) };
        let channel =
            Self::new(cx, generation, created.id, Secret::new(created.connect_uri), life_ms, cx.now() + life_ms);
        Self { just_created: true, ..channel }
    }

    /// Creates the state of a stored channel (N6).
    pub(super) fn from_stored(cx: &Context, generation: u32, stored: StoredChannel) -> Self {
        let expires_at = cx.now() + stored.expires_at.since(cx.wall());
        Self::new(cx, generation, stored.id, stored.connect_uri, stored.life_ms, expires_at)
    }

    fn new(
        cx: &Context,
        generation: u32,
        id: String,
        connect_uri: Secret,
        life_ms: u64,
        expires_at: Timestamp,
    ) -> Self {
        let began_at = cx.now();
        Self {
            id,
            connect_uri,
            life_ms,
            generation,
            began_at,
            expires_at,
            just_created: false,
            subscribed: false,
            subscribe_due: true,
            suspect: false,
        }
    }

    /// Notes that the server accepted the topics, which renews the channel for its whole validity.
    pub(super) fn renew(&mut self, cx: &mut Context) {
        self.subscribed = true;
        self.subscribe_due = false;
        self.suspect = false;
        self.expires_at = cx.now() + self.life_ms;
        let lead_ms = RENEWAL_LEAD_MS.min(self.life_ms / 4);
        cx.timers.set(Timer::Renewal, cx.now() + (self.life_ms - lead_ms));
    }

    /// Returns the channel in the form in which it is stored (N6).
    pub(super) fn into_stored(self, cx: &Context, user: String) -> StoredChannel {
        let expires_at = cx.wall().plus(self.expires_at - cx.now());
        StoredChannel { user, id: self.id, connect_uri: self.connect_uri, expires_at, life_ms: self.life_ms }
    }
}
