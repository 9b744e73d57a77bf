//! The Notifications API: a channel, its topics, and what they and the server's own list say of rings (N1–N12).

mod answers;
mod api;
mod bodies;
mod channel;
pub mod conversation;
mod failure;
mod frames;
mod record;
mod resync;
mod rings;
mod stream;
mod topics;

pub use bodies::{
    Channel as MadeChannel, Conversations, Rejected, Subscriptions, missing_permissions, read_channel,
    read_conversations, read_subscriptions, read_user_id,
};
pub use frames::{Frame, decode, frame_filters, is_conversation_topic, topic_media};
pub(crate) use stream::{Sender, Wish};

use super::backoff;
use super::context::Context;
use super::error::PublicError;
use super::failures::{Part, Tell};
use super::output::{LogLevel, Output, SocketTarget};
use super::snapshot::Toast;
use super::time::Timestamp;
use super::timers::Timer;
use super::toasts::Toasts;
use super::token::TokenKeeper;
use api::{Api, Call};
use channel::Channel;
use record::Kept;
use resync::Resync;
use rings::Rings;
use serde::Serialize;
use topics::Whose;

/// A channel that lived shorter than this was taken away by somebody who wants one as well: the next one waits, in ms.
const CROWDED_MS: u64 = 30_000;

/// How often a channel is replaced because its sockets are refused or dropped: at most once in so many ms.
const REPLACED_GAP_MS: u64 = 300_000;

/// After how many sockets in a row that were refused or dropped at once.
const STRIKES: u32 = 2;

/// What the machine has to know of the sockets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// The channel of the socket that is open, by generation.
    pub(crate) generation: Option<u32>,
    /// Whether a socket is open that brings what is subscribed to.
    pub(crate) hears: bool,
    /// Whether the connection is stable (S5).
    pub(crate) stable: bool,
    /// When the last frame came.
    pub(crate) last_frame: Option<Timestamp>,
}

/// The deadlines of this machine that do something by themselves.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ChannelTimer {
    Request,
    Hold,
    Renewal,
    Alert,
}

/// What this machine waits for, where no socket is open.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Progress {
    /// A request is under way.
    Asking,
    /// Nothing is asked before then. Whether the app has been told why.
    Held(Timestamp, bool),
    /// Nothing can be asked for: nobody knows whose rings to show (N1).
    Hopeless,
    /// The token.
    Nothing,
}

/// Keeps the channel and the rings.
#[derive(Debug, Default)]
pub(crate) struct Notifications {
    api: Api,
    /// Who we are; `None` until that is known.
    whose: Option<Whose>,
    /// The generation of the token of which it is known whose it is (T13).
    identified: Option<u32>,
    /// Whether the tab's storage has still to say whether it keeps a channel (N6).
    asking_storage: bool,
    kept: Option<Kept>,
    channel: Option<Channel>,
    generation: u32,
    /// Before then no channel is made.
    make_at: Option<Timestamp>,
    strikes: u32,
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
    /// Since when rings may have been missed on a channel that was found deaf (S12), until that is asked for.
    blind_from: Option<Timestamp>,
}

/// A topic, as the API takes it.
#[derive(Serialize)]
struct Topic<'a> {
    id: &'a str,
}

/// Why a channel is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loss {
    /// The server does not have it any more: perhaps somebody else took its place.
    TakenAway,
    /// It does not do what it is there for.
    Useless,
}

impl Notifications {
    /// Begins, or begins again: asks the tab for a channel that it kept (N6).
    pub(crate) fn start(&mut self, cx: &mut Context) {
        self.asking_storage = true;
        cx.emit(Output::TakeChannel { key: record::key(&cx.config) });
        self.api.rearm(cx);
        if let Some(at) = self.make_at {
            cx.timers.set(Timer::Channel, at);
        }
        if !cx.config.app_tokens {
            self.identify(cx, None, false);
        }
    }

    /// Takes over the rings whose toasts a failed instance left (D4).
    pub(crate) fn restore(&mut self, toast: &Toast) {
        if let Some(leg) = &toast.leg {
            self.rings.restore(&toast.conversation_id, &leg.participant_id);
        }
    }

    /// Ends whatever is under way. The channel is kept for the next start (N6).
    pub(crate) fn stop(&mut self, cx: &mut Context) {
        self.kept = self.let_go(cx).or(self.kept.take());
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
        (self.whose, self.identified) = (None, None);
        self.error = None;
        self.rejected = Vec::new();
        (self.strikes, self.overlap_rings, self.revoked_at) = (0, 0, None);
        (self.delivered_at, self.blind_from) = (None, None);
    }

    /// Since when rings may have been missed on a channel that was found deaf (S12). Asked for once.
    pub(crate) fn take_blind_from(&mut self) -> Option<Timestamp> {
        self.blind_from.take()
    }

    /// The page is left: the channel is written down for the tab's next page (N6).
    pub(crate) fn hide(&mut self, cx: &mut Context) {
        self.api.cancel(cx);
        self.resync.stop();
        if let Some(kept) = self.let_go(cx) {
            let key = record::key(&cx.config);
            let record = record::write(&cx.config, &kept);
            cx.emit(Output::StoreChannel { key, record });
        }
    }

    /// The tab's storage answered (N6).
    pub(crate) fn handle_stored(&mut self, cx: &mut Context, text: Option<&str>) {
        if !std::mem::take(&mut self.asking_storage) {
            return;
        }
        if let Some(kept) = text.and_then(|text| record::read(&cx.config, text, cx.wall())) {
            self.kept = Some(kept);
        }
        self.adopt(cx);
    }

    /// Sends whatever request is due.
    pub(crate) fn drive(&mut self, cx: &mut Context, token: &mut TokenKeeper, view: &View) {
        while let Some(call) = self.next_call(cx, token, view) {
            if !self.api.may_ask(cx) {
                return;
            }
            let generation = token.generation();
            let Some(held) = token.usable(cx) else { return token.request(cx) };
            let request = self.request(call);
            self.api.ask(cx, held, generation, call, request);
            if call == Call::Conversations {
                self.resync.handle_sent(cx, self.rings.serial());
            }
        }
    }

    /// Where a socket goes to: its whole address is secret (T11).
    pub(crate) fn target(&self) -> Option<SocketTarget> {
        let channel = self.channel.as_ref().filter(|channel| !channel.doubted)?;
        let address = channel.connect_uri.clone();
        let mine = self.whose.as_ref().and_then(Whose::only);
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
        match (self.api.held_until(), self.make_at.filter(|_| self.channel.is_none())) {
            _ if self.is_hopeless() => Progress::Hopeless,
            (Some(until), _) => Progress::Held(until, self.error().is_some()),
            (None, _) if self.api.is_busy() => Progress::Asking,
            (None, Some(until)) => Progress::Held(until, self.error().is_some()),
            (None, None) => Progress::Nothing,
        }
    }

    pub(crate) fn handle_opened(&mut self, cx: &mut Context) {
        self.api.handle_opened(cx);
    }

    /// A socket hears now: what was missed is asked for (N4).
    pub(crate) fn handle_ready(&mut self, cx: &mut Context) {
        self.rings.forget_suspicions();
        self.resync.handle_ready(cx);
    }

    /// The connection is stable (S5).
    pub(crate) fn handle_stable(&mut self) {
        self.strikes = 0;
        self.error = None;
    }

    /// The socket that was live closed: whether the channel lives is asked beside the next one.
    pub(crate) fn handle_lost(&mut self, cx: &mut Context, stable: bool) {
        self.ask_after_channel();
        if !stable {
            self.strike(cx);
        }
    }

    /// A handshake was refused: whether the channel lives is asked before the next one.
    pub(crate) fn handle_refused(&mut self, cx: &mut Context) {
        if let Some(channel) = &mut self.channel {
            channel.put_due = true;
            channel.doubted = true;
        }
        self.strike(cx);
    }

    /// What the app is told when handshakes are refused again and again (S8).
    pub(crate) fn handshake_rejected(&self, cx: &Context) -> PublicError {
        failure::handshake_rejected(&cx.config)
    }

    /// After a wake, or where the sockets are in doubt: asks for what may have been missed (N4).
    pub(crate) fn handle_doubt(&mut self, cx: &mut Context) {
        self.resync.want(cx, cx.now());
    }

    pub(crate) fn handle_sleep(&mut self, cx: &mut Context, slept_ms: u64) {
        self.api.handle_sleep(cx, slept_ms);
    }

    pub(crate) fn handle_online(&mut self, cx: &mut Context) {
        self.api.handle_online(cx);
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
            ChannelTimer::Hold => self.api.handle_hold_over(),
            ChannelTimer::Renewal => self.ask_after_channel(),
            ChannelTimer::Alert => {
                let may_ask = self.has_user_context();
                if self.rings.handle_alert_ends(cx, toasts, may_ask) {
                    self.resync.want(cx, cx.now());
                }
            }
            ChannelTimer::Request => {
                self.api.handle_overdue(cx);
                if !self.api.is_asking(Call::Conversations) {
                    self.resync.handle_lost_answer(cx);
                }
            }
        }
    }

    /// Puts the topics again: that renews the channel, and says whether it lives.
    fn ask_after_channel(&mut self) {
        if let Some(channel) = &mut self.channel {
            channel.put_due = true;
        }
    }

    fn next_call(&mut self, cx: &mut Context, token: &TokenKeeper, view: &View) -> Option<Call> {
        // Before anything is asked with a new token it must be known whose it is (T13).
        if cx.config.app_tokens && (self.whose.is_none() || self.identified != Some(token.generation())) {
            return (!self.api.is_asking(Call::Me)).then_some(Call::Me);
        }
        let open = |channel: &Channel| channel.doubted || view.generation == Some(channel.generation);
        let wanted = match (&self.whose, &self.channel) {
            (None, _) => None,
            (Some(_), None) => {
                let too_soon = self.make_at.is_some_and(|until| cx.now() < until);
                (!self.asking_storage && !too_soon).then_some(Call::CreateChannel)
            }
            (Some(_), Some(channel)) => (channel.put_due && open(channel)).then_some(Call::Subscribe),
        };
        if let Some(call) = wanted.filter(|call| !self.api.is_asking(*call)) {
            return Some(call);
        }
        let may_resync = view.hears && self.has_user_context() && !self.api.is_asking(Call::Conversations);
        (may_resync && self.resync.is_due(cx)).then_some(Call::Conversations)
    }

    fn request(&self, call: Call) -> (&'static str, String, Option<String>) {
        match call {
            Call::Me => ("GET", "users/me".to_owned(), None),
            Call::CreateChannel => ("POST", "notifications/channels".to_owned(), None),
            Call::Conversations => ("GET", "conversations".to_owned(), None),
            Call::Subscribe => {
                let id = self.channel.as_ref().map_or("", |channel| channel.id.as_str());
                let path = ["notifications/channels/", id, "/subscriptions?ignoreErrors=true"].concat();
                let topics = self.whose.as_ref().map_or(&[][..], |whose| &whose.topics);
                let body: Vec<_> = topics.iter().map(|id| Topic { id }).collect();
                ("PUT", path, Some(serde_json::to_string(&body).unwrap_or_default()))
            }
        }
    }

    /// Who we are is known; `owner` is the token's user (N1).
    fn identify(&mut self, cx: &mut Context, owner: Option<String>, proven: bool) {
        self.whose = Whose::of(&cx.config, owner).map(|whose| Whose { proven, ..whose });
        let Some(whose) = &self.whose else {
            let error = failure::no_user_context(cx.config.app_tokens);
            if cx.config.app_tokens {
                self.api.refuse(cx, Call::Me, error);
            } else {
                cx.fail(Part::Me, &error, Tell::AtOnce);
                self.error = Some(error);
            }
            return;
        };
        if whose.owner.is_none() {
            cx.log(LogLevel::Warn, "the token belongs to no user: no resync, and no watch for a deaf channel");
        }
        self.adopt(cx);
    }

    /// Takes the channel that was kept, if it is of this user (N6).
    fn adopt(&mut self, cx: &mut Context) {
        let (false, Some(whose)) = (self.asking_storage, &self.whose) else { return };
        let Some(kept) = self.kept.take() else { return };
        let ours = whose.holder(&cx.config).is_some_and(|holder| holder == kept.user);
        if self.channel.is_none() && ours && cx.wall() < kept.expires_at {
            self.generation += 1;
            cx.log(LogLevel::Info, "the tab's channel is used again");
            self.channel = Some(Channel::kept(cx, self.generation, kept));
        }
    }

    /// Gives the channel away for later.
    fn let_go(&mut self, cx: &mut Context) -> Option<Kept> {
        cx.timers.stop(Timer::Renewal);
        let channel = self.channel.take()?;
        let holder = self.whose.as_ref()?.holder(&cx.config)?;
        Some(channel.into_kept(cx, holder))
    }

    /// The channel is gone, or of no use any more. One that lived only shortly was taken by another: the next one waits.
    fn lose_channel(&mut self, cx: &mut Context, why: &'static str, loss: Loss) {
        let Some(channel) = self.channel.take() else { return };
        cx.log(LogLevel::Warn, why);
        cx.timers.stop(Timer::Renewal);
        if cx.now() - channel.began_at >= CROWDED_MS {
            cx.failures.succeed(Part::Channel);
            self.error = None;
            return;
        }
        let taken_before = cx.failures.in_a_row(Part::Channel);
        let ms = backoff::reconnect_ms(&cx.config.backoff, taken_before, &mut cx.rng);
        let error = failure::channels_taken_away();
        if loss == Loss::TakenAway && cx.fail(Part::Channel, &error, Tell::ThirdInARow) {
            self.error = Some(error);
        }
        let until = cx.now() + ms;
        self.make_at = Some(until);
        cx.timers.set(Timer::Channel, until);
    }

    fn strike(&mut self, cx: &mut Context) {
        self.strikes = self.strikes.saturating_add(1);
        let lately = self.replaced_at.is_some_and(|at| cx.now() - at < REPLACED_GAP_MS);
        if self.strikes >= STRIKES && !lately && self.channel.is_some() {
            self.replaced_at = Some(cx.now());
            self.lose_channel(cx, "the channel's sockets do not stay open: another channel is made", Loss::Useless);
        }
    }

    /// After a suspected sleep: what rings is over only if the list says so, or if it says nothing for long (N4).
    pub(crate) fn doubt_rings(&mut self, cx: &mut Context, slept_ms: u64) {
        let list_works = cx.failures.in_a_row(Part::List) == 0;
        let owner = self.whose.as_ref().and_then(|whose| whose.owner.as_deref()).filter(|_| list_works);
        self.rings.doubt(cx, slept_ms, owner);
    }

    pub(crate) fn has_user_context(&self) -> bool {
        self.whose.as_ref().is_some_and(|whose| whose.owner.is_some())
    }

    fn is_hopeless(&self) -> bool {
        self.whose.is_none() && self.error.is_some()
    }
}
