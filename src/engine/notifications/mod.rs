//! The source `notifications`: a channel, its topics, and the rings from its events and from the list of conversations
//! (N1–N12).

mod acting;
mod action_api;
pub(crate) mod actions;
mod api;
mod api_errors;
mod bodies;
mod call;
mod channel;
mod channel_lifecycle;
pub mod conversation;
mod frames;
mod requests;
mod responses;
mod resync;
mod rings;
mod routing_status;
mod stored_channel;
mod stream;
mod topics;

pub use bodies::{
    Channel as CreatedChannel, Conversations, Rejected, Subscriptions, missing_permissions, read_channel,
    read_conversations, read_subscriptions, read_user_id,
};
pub use frames::{Frame, decode, frame_filters, is_conversation_topic, topic_media};
pub(crate) use stream::{Sender, SocketCommand};

use super::context::Context;
use super::error::PublicError;
use super::failures::{Part, Urgency};
use super::output::{LogLevel, Output, SocketTarget};
use super::retry::NextTry;
use super::snapshot::Toast;
use super::tabs::message::RingKey;
use super::time::Timestamp;
use super::timers::Timer;
use super::toasts::Toasts;
use actions::Actions;
use api::Api;
use call::Call;
use channel::Channel;
use channel_lifecycle::Loss;
use resync::Resync;
use rings::Rings;
use routing_status::RoutingStatus;
use stored_channel::StoredChannel;
use topics::SubscriptionScope;

/// The state of the sockets, as far as this source needs it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SocketView {
    /// The generation of the channel that the live socket was opened with.
    pub(crate) generation: Option<u32>,
    /// Whether an open socket receives the subscribed events.
    pub(crate) is_receiving: bool,
    /// Whether the connection is stable (S5).
    pub(crate) stable: bool,
    /// When the live socket received its last frame.
    pub(crate) last_frame: Option<Timestamp>,
}

/// The timers of this source that have a handler.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ChannelTimer {
    Request,
    ApiPause,
    Renewal,
    RingEnd,
}

/// What this source is doing while no socket is open.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Progress {
    /// A request is pending.
    Requesting,
    /// No request is sent before the next try. The flag says whether the app has received the reason.
    Paused(NextTry, bool),
    /// No request is possible: it is unknown whose rings to show (N1).
    NoUser,
    /// Nothing: it waits for the token.
    Nothing,
}

/// Manages the channel and the rings.
#[derive(Debug, Default)]
pub(crate) struct Notifications {
    api: Api,
    /// Whose rings are shown, and the topics; `None` until the user is known.
    scope: Option<SubscriptionScope>,
    /// The generation of the newest token whose user is known (T13).
    identified_generation: Option<u32>,
    /// Whether the read of the stored channel is pending (N6).
    storage_pending: bool,
    stored_channel: Option<StoredChannel>,
    channel: Option<Channel>,
    generation: u32,
    /// No channel is created before this time.
    create_after: Option<Timestamp>,
    evictions: u32,
    replaced_at: Option<Timestamp>,
    resync: Resync,
    rings: Rings,
    actions: Actions,
    routing: RoutingStatus,
    /// The error of this source that is not an error of one request.
    error: Option<PublicError>,
    rejected: Vec<String>,
    /// How many rings only the replaced socket delivered while the new one was open.
    overlap_rings: u32,
    /// When the server last revoked a token (T10).
    revoked_at: Option<Timestamp>,
    /// When the channel last proved that it delivers events: with an event, or when its topics were accepted for the
    /// first time. A list of conversations proves nothing about the time before it, because a ring can begin and end
    /// between two lists.
    delivered_at: Option<Timestamp>,
    /// When the last complete list that was merged had been requested (A3).
    listed_at: Option<Timestamp>,
    /// Its number (C4).
    last_list: u64,
    /// Since when rings may have been missed on a channel that was found deaf (S12). [`Self::take_deaf_since`] takes
    /// it.
    deaf_since: Option<Timestamp>,
}

impl Notifications {
    /// Starts, also after the page was in the back/forward cache: reads the stored channel of the tab (N6).
    pub(crate) fn start(&mut self, cx: &mut Context) {
        self.storage_pending = true;
        cx.emit(Output::TakeChannel { key: stored_channel::key(&cx.config) });
        self.api.rearm(cx);
        if let Some(at) = self.create_after {
            cx.timers.set(Timer::Channel, at);
        }
        if !cx.config.app_tokens {
            self.identify(cx, None, false);
        }
    }

    /// Returns whether one of the agent's voice calls is connected (A9).
    pub(crate) fn in_call(&self) -> bool {
        self.scope.as_ref().is_some_and(|scope| self.rings.in_call(&scope.mine))
    }

    /// Returns when the last complete list that was merged had been requested (A3).
    pub(crate) fn listed_at(&self) -> Option<Timestamp> {
        self.listed_at
    }

    /// Returns whether a list was merged since this tab leads, if there is a list (N4).
    pub(crate) fn is_settled(&self) -> bool {
        !self.has_user_context() || self.listed_at.is_some()
    }

    /// Restores the ring of a toast from before a panic (D4).
    pub(crate) fn restore(&mut self, toast: &Toast) {
        if let Some(leg) = &toast.leg {
            self.rings.restore(&toast.conversation_id, &leg.participant_id);
        }
    }

    /// Remembers a ring that the agent has closed in another tab (L3).
    pub(crate) fn restore_closed(&mut self, ring: &RingKey) {
        if let Some(participant) = &ring.participant {
            self.rings.restore(&ring.conversation, participant);
        }
    }

    /// Returns the rings that the agent has closed and that may last (L3).
    pub(crate) fn closed(&self, toasts: &Toasts) -> Vec<RingKey> {
        self.rings.closed(toasts)
    }

    /// Handles that another tab leads. The channel is stored for the time when this tab leads again (N6, L1).
    pub(crate) fn follow(&mut self, cx: &mut Context) {
        self.hide(cx);
        self.forget_session(cx);
    }

    /// Ends the session. The channel stays in memory for the next start (N6).
    pub(crate) fn stop(&mut self, cx: &mut Context) {
        self.stored_channel = self.release_channel(cx).or(self.stored_channel.take());
        self.forget_session(cx);
    }

    /// Clears what belongs to the agent's session (S13).
    fn forget_session(&mut self, cx: &mut Context) {
        self.actions.stop(cx, true);
        self.routing.stop(cx);
        self.api.cancel(cx);
        self.resync.stop();
        self.rings.forget();
        for timer in [Timer::Renewal, Timer::Resync, Timer::RingEnd] {
            cx.timers.stop(timer);
        }
        (self.scope, self.identified_generation) = (None, None);
        self.error = None;
        self.rejected = Vec::new();
        (self.evictions, self.overlap_rings, self.revoked_at) = (0, 0, None);
        (self.delivered_at, self.deaf_since, self.listed_at) = (None, None, None);
    }

    /// Takes the time since when rings may have been missed on a channel that was found deaf (S12).
    pub(crate) fn take_deaf_since(&mut self) -> Option<Timestamp> {
        self.deaf_since.take()
    }

    /// Stores the channel for the tab's next page, because this page is being left (N6).
    pub(crate) fn hide(&mut self, cx: &mut Context) {
        self.actions.stop(cx, false);
        self.api.cancel(cx);
        self.resync.stop();
        if let Some(stored) = self.release_channel(cx) {
            let key = stored_channel::key(&cx.config);
            let record = stored_channel::write(&cx.config, &stored);
            cx.emit(Output::StoreChannel { key, record });
        }
    }

    /// Handles the read of the stored channel (N6).
    pub(crate) fn handle_stored(&mut self, cx: &mut Context, text: Option<&str>) {
        if !std::mem::take(&mut self.storage_pending) {
            return;
        }
        if let Some(stored) = text.and_then(|text| stored_channel::read(&cx.config, text, cx.wall())) {
            self.stored_channel = Some(stored);
        }
        self.take_stored_channel(cx);
    }

    /// Returns the target of the next socket. Its whole address is secret (T11).
    pub(crate) fn target(&self) -> Option<SocketTarget> {
        let channel = self.channel.as_ref().filter(|channel| !channel.suspect)?;
        let address = channel.connect_uri.clone();
        let mine = self.scope.as_ref().and_then(SubscriptionScope::only);
        Some(SocketTarget { url: address.clone(), secret: address, filters: mine.map_or(Vec::new(), frame_filters) })
    }

    /// Returns the generation of the current channel; 0 if there is none.
    pub(crate) fn generation(&self) -> u32 {
        self.channel.as_ref().map_or(0, |channel| channel.generation)
    }

    /// Returns whether the channel of this generation is current and has its topics.
    pub(crate) fn is_subscribed(&self, generation: u32) -> bool {
        self.channel.as_ref().is_some_and(|channel| channel.generation == generation && channel.subscribed)
    }

    pub(crate) fn error(&self) -> Option<&PublicError> {
        self.error.as_ref().or(self.api.error())
    }

    pub(crate) fn progress(&self) -> Progress {
        match (self.api.next_try(), self.create_after.filter(|_| self.channel.is_none())) {
            _ if self.has_no_user() => Progress::NoUser,
            (Some(next), _) => Progress::Paused(next, self.error().is_some()),
            (None, _) if self.api.is_busy() => Progress::Requesting,
            (None, Some(at)) => Progress::Paused(NextTry { at, can_hasten: false }, self.error().is_some()),
            (None, None) => Progress::Nothing,
        }
    }

    pub(crate) fn handle_opened(&mut self, cx: &mut Context) {
        self.api.handle_opened(cx);
    }

    /// Requests the list of conversations: the live socket starts to receive events, and earlier ones were missed (N4).
    pub(crate) fn handle_ready(&mut self, cx: &mut Context) {
        self.rings.forget_suspicions();
        self.resync.handle_ready(cx);
        self.routing.due = cx.config.actions.is_on() && self.has_user_context();
    }

    /// Resets the count of lost sockets: the connection is stable (S5).
    pub(crate) fn handle_stable(&mut self) {
        self.evictions = 0;
        self.error = None;
    }

    /// Handles the close of the live socket. The channel is checked while the next socket opens.
    pub(crate) fn handle_lost(&mut self, cx: &mut Context, stable: bool) {
        self.check_channel();
        if !stable {
            self.note_eviction(cx);
        }
    }

    /// Handles a refused handshake. The channel is checked before the next socket opens.
    pub(crate) fn handle_refused(&mut self, cx: &mut Context) {
        if let Some(channel) = &mut self.channel {
            channel.subscribe_due = true;
            channel.suspect = true;
        }
        self.note_eviction(cx);
    }

    /// Returns the error for handshakes that are refused again and again (S8).
    pub(crate) fn handshake_rejected(&self, cx: &Context) -> PublicError {
        api_errors::handshake_rejected(&cx.config)
    }

    /// Requests the list of conversations, because the sockets may have lost frames (N4).
    pub(crate) fn handle_suspicion(&mut self, cx: &mut Context) {
        self.resync.schedule(cx, cx.now());
    }

    pub(crate) fn handle_sleep(&mut self, cx: &mut Context, slept_ms: u64) {
        self.api.handle_sleep(cx, slept_ms);
    }

    pub(crate) fn handle_online(&mut self, cx: &mut Context) {
        self.api.handle_online(cx);
    }

    /// Ends the pause of S4 at `at`, unless it ends earlier (S14). Returns whether it changed.
    pub(crate) fn hasten(&mut self, cx: &mut Context, at: Timestamp) -> bool {
        self.api.hasten(cx, at)
    }

    /// Logs how many rings only the replaced socket delivered, now that it is closed.
    pub(crate) fn handle_drained(&mut self, cx: &mut Context) {
        let rings = std::mem::take(&mut self.overlap_rings);
        if rings > 0 {
            cx.log(LogLevel::Info, format!("overlap: {rings} rings came by the old socket alone"));
        }
    }

    pub(crate) fn handle_timeout(&mut self, cx: &mut Context, toasts: &mut Toasts, timer: ChannelTimer) {
        match timer {
            ChannelTimer::ApiPause => self.api.handle_pause_over(),
            ChannelTimer::Renewal => self.check_channel(),
            ChannelTimer::RingEnd => {
                let can_list = self.has_user_context();
                if self.rings.handle_ring_ends(cx, toasts, can_list) {
                    self.resync.schedule(cx, cx.now());
                }
            }
            ChannelTimer::Request => {
                self.api.handle_overdue(cx);
                if !self.api.is_pending(Call::Conversations) {
                    self.resync.handle_lost_answer(cx);
                }
            }
        }
    }

    /// Sends the topics again: that renews the channel, and shows whether it still exists.
    fn check_channel(&mut self) {
        if let Some(channel) = &mut self.channel {
            channel.subscribe_due = true;
        }
    }

    /// Decides whose rings are shown; `owner` is the user of the token (N1).
    fn identify(&mut self, cx: &mut Context, owner: Option<String>, proven: bool) {
        self.scope = SubscriptionScope::of(&cx.config, owner).map(|scope| SubscriptionScope { proven, ..scope });
        let Some(scope) = &self.scope else {
            let error = api_errors::no_user_context(cx.config.app_tokens);
            if cx.config.app_tokens {
                self.api.note_refusal(cx, Call::Me, error);
            } else {
                cx.fail(Part::Me, &error, Urgency::AtOnce);
                self.error = Some(error);
            }
            return;
        };
        if scope.owner.is_none() {
            cx.log(LogLevel::Warn, "the token belongs to no user: no resync, and no watch for a deaf channel");
        }
        self.take_stored_channel(cx);
    }

    /// Marks all rings as suspect after a sleep: they end if the list lacks them, or if no list arrives in time (N4).
    pub(crate) fn suspect_rings(&mut self, cx: &mut Context, slept_ms: u64) {
        let list_works = cx.failures.in_a_row(Part::List) == 0;
        let owner = self.scope.as_ref().and_then(|scope| scope.owner.as_deref()).filter(|_| list_works);
        self.rings.suspect(cx, slept_ms, owner);
    }

    pub(crate) fn has_user_context(&self) -> bool {
        self.scope.as_ref().is_some_and(|scope| scope.owner.is_some())
    }

    fn has_no_user(&self) -> bool {
        self.scope.is_none() && self.error.is_some()
    }
}
