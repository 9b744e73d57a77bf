//! The Notifications API: a channel, its topics, and what they and the server's own list say of rings (N1–N12).

mod api;
mod api_errors;
mod bodies;
mod channel;
mod channel_lifecycle;
pub mod conversation;
mod frames;
mod requests;
mod responses;
mod resync;
mod rings;
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
use super::time::Timestamp;
use super::timers::Timer;
use super::toasts::Toasts;
use api::{Api, Call};
use channel::Channel;
use channel_lifecycle::Loss;
use resync::Resync;
use rings::Rings;
use stored_channel::StoredChannel;
use topics::SubscriptionScope;

/// What the machine has to know of the sockets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SocketView {
    /// The channel of the socket that is open, by generation.
    pub(crate) generation: Option<u32>,
    /// Whether a socket is open that brings what is subscribed to.
    pub(crate) is_receiving: bool,
    /// Whether the connection is stable (S5).
    pub(crate) stable: bool,
    /// When the last frame came.
    pub(crate) last_frame: Option<Timestamp>,
}

/// The deadlines of this machine that do something by themselves.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ChannelTimer {
    Request,
    ApiPause,
    Renewal,
    Alert,
}

/// What this machine waits for, where no socket is open.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Progress {
    /// A request is under way.
    Requesting,
    /// Nothing is asked before then. Whether the app has been told why.
    Paused(NextTry, bool),
    /// Nothing can be asked for: nobody knows whose rings to show (N1).
    NoUser,
    /// The token.
    Nothing,
}

/// Keeps the channel and the rings.
#[derive(Debug, Default)]
pub(crate) struct Notifications {
    api: Api,
    /// Who we are; `None` until that is known.
    scope: Option<SubscriptionScope>,
    /// The generation of the token of which it is known whose it is (T13).
    identified_generation: Option<u32>,
    /// Whether the tab's storage has still to say whether it keeps a channel (N6).
    storage_pending: bool,
    stored_channel: Option<StoredChannel>,
    channel: Option<Channel>,
    generation: u32,
    /// Before then no channel is made.
    create_after: Option<Timestamp>,
    evictions: u32,
    replaced_at: Option<Timestamp>,
    resync: Resync,
    rings: Rings,
    /// What is wrong beside a failed request.
    error: Option<PublicError>,
    rejected: Vec<String>,
    /// Rings that came by the old socket alone while a new one was there already.
    overlap_rings: u32,
    /// When the server last revoked a token (T10).
    revoked_at: Option<Timestamp>,
    /// When the channel last proved that it delivers: by an event, or when its topics were put for the first time. A list proves
    /// nothing of the time before it: rings come and go between two lists.
    delivered_at: Option<Timestamp>,
    /// When the list was asked for that was merged last, and was whole (A3).
    listed_at: Option<Timestamp>,
    /// Since when rings may have been missed on a channel that was found deaf (S12), until that is asked for.
    deaf_since: Option<Timestamp>,
}

impl Notifications {
    /// Begins, or begins again: asks the tab for a channel that it kept (N6).
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

    /// Whether one of the agent's voice calls is connected (A9).
    pub(crate) fn in_call(&self) -> bool {
        self.scope.as_ref().is_some_and(|scope| self.rings.in_call(&scope.mine))
    }

    /// When the list was asked for that was merged last, and was whole (A3).
    pub(crate) fn listed_at(&self) -> Option<Timestamp> {
        self.listed_at
    }

    /// Takes over the rings whose toasts a failed instance left (D4).
    pub(crate) fn restore(&mut self, toast: &Toast) {
        if let Some(leg) = &toast.leg {
            self.rings.restore(&toast.conversation_id, &leg.participant_id);
        }
    }

    /// Ends whatever is under way. The channel is kept for the next start (N6).
    pub(crate) fn stop(&mut self, cx: &mut Context) {
        self.stored_channel = self.release_channel(cx).or(self.stored_channel.take());
        self.forget_session(cx);
    }

    /// Forgets what belongs to the agent's session (S13).
    fn forget_session(&mut self, cx: &mut Context) {
        self.api.cancel(cx);
        self.resync.stop();
        self.rings.forget();
        for timer in [Timer::Renewal, Timer::Resync, Timer::Alert] {
            cx.timers.stop(timer);
        }
        (self.scope, self.identified_generation) = (None, None);
        self.error = None;
        self.rejected = Vec::new();
        (self.evictions, self.overlap_rings, self.revoked_at) = (0, 0, None);
        (self.delivered_at, self.deaf_since, self.listed_at) = (None, None, None);
    }

    /// Since when rings may have been missed on a channel that was found deaf (S12). Asked for once.
    pub(crate) fn take_deaf_since(&mut self) -> Option<Timestamp> {
        self.deaf_since.take()
    }

    /// The page is left: the channel is written down for the tab's next page (N6).
    pub(crate) fn hide(&mut self, cx: &mut Context) {
        self.api.cancel(cx);
        self.resync.stop();
        if let Some(stored) = self.release_channel(cx) {
            let key = stored_channel::key(&cx.config);
            let record = stored_channel::write(&cx.config, &stored);
            cx.emit(Output::StoreChannel { key, record });
        }
    }

    /// The tab's storage answered (N6).
    pub(crate) fn handle_stored(&mut self, cx: &mut Context, text: Option<&str>) {
        if !std::mem::take(&mut self.storage_pending) {
            return;
        }
        if let Some(stored) = text.and_then(|text| stored_channel::read(&cx.config, text, cx.wall())) {
            self.stored_channel = Some(stored);
        }
        self.take_stored_channel(cx);
    }

    /// Where a socket goes to: its whole address is secret (T11).
    pub(crate) fn target(&self) -> Option<SocketTarget> {
        let channel = self.channel.as_ref().filter(|channel| !channel.suspect)?;
        let address = channel.connect_uri.clone();
        let mine = self.scope.as_ref().and_then(SubscriptionScope::only);
        Some(SocketTarget { url: address.clone(), secret: address, filters: mine.map_or(Vec::new(), frame_filters) })
    }

    /// The generation of the channel that is in use; 0 where there is none.
    pub(crate) fn generation(&self) -> u32 {
        self.channel.as_ref().map_or(0, |channel| channel.generation)
    }

    /// Whether the channel of this generation is in use and has its topics.
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

    /// A socket receives now: what was missed is asked for (N4).
    pub(crate) fn handle_ready(&mut self, cx: &mut Context) {
        self.rings.forget_suspicions();
        self.resync.handle_ready(cx);
    }

    /// The connection is stable (S5).
    pub(crate) fn handle_stable(&mut self) {
        self.evictions = 0;
        self.error = None;
    }

    /// The socket that was live closed: whether the channel lives is asked beside the next one.
    pub(crate) fn handle_lost(&mut self, cx: &mut Context, stable: bool) {
        self.check_channel();
        if !stable {
            self.note_eviction(cx);
        }
    }

    /// A handshake was refused: whether the channel lives is asked before the next one.
    pub(crate) fn handle_refused(&mut self, cx: &mut Context) {
        if let Some(channel) = &mut self.channel {
            channel.subscribe_due = true;
            channel.suspect = true;
        }
        self.note_eviction(cx);
    }

    /// What the app is told when handshakes are refused again and again (S8).
    pub(crate) fn handshake_rejected(&self, cx: &Context) -> PublicError {
        api_errors::handshake_rejected(&cx.config)
    }

    /// After a wake, or where the sockets are in doubt: asks for what may have been missed (N4).
    pub(crate) fn handle_suspicion(&mut self, cx: &mut Context) {
        self.resync.schedule(cx, cx.now());
    }

    pub(crate) fn handle_sleep(&mut self, cx: &mut Context, slept_ms: u64) {
        self.api.handle_sleep(cx, slept_ms);
    }

    pub(crate) fn handle_online(&mut self, cx: &mut Context) {
        self.api.handle_online(cx);
    }

    /// Ends a wait of S4 at this time, if it lasts longer (S14). Returns whether it does.
    pub(crate) fn hasten(&mut self, cx: &mut Context, at: Timestamp) -> bool {
        self.api.hasten(cx, at)
    }

    /// The old socket is closed: tells what it alone has brought.
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
            ChannelTimer::Alert => {
                let can_list = self.has_user_context();
                if self.rings.handle_alert_ends(cx, toasts, can_list) {
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

    /// Puts the topics again: that renews the channel, and says whether it lives.
    fn check_channel(&mut self) {
        if let Some(channel) = &mut self.channel {
            channel.subscribe_due = true;
        }
    }

    /// Who we are is known; `owner` is the token's user (N1).
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

    /// After a suspected sleep: what rings is over only if the list says so, or if it says nothing for long (N4).
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
