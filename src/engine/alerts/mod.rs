//! Which alerts a ring gets beside its toast, and when they end (A1–A12): title, sound, notification.

mod audio;
mod mute;
mod notification;
mod ringing;
mod sharing;
mod sound;
mod state;
mod title;
mod words;

pub use super::alert_io::{AlertCommand, AlertEvent, AudioEvent, Notice, Permission, Sound, Tone};
pub use super::alert_options::{AlertOptions, AlertWhen, NotificationOptions, SoundOptions, TitleOptions};
pub use super::alert_state::{AlertState, Muted, NotificationState, SoundState};

use super::action_io::ToastKind;
use super::alert_options::Attention;
use super::context::Context;
use super::output::Output;
use super::snapshot::ToastId;
use super::tabs::message::{SharedAlerts, TabAttention};
use super::tabs::tab::TabAlerts;
use super::time::Timestamp;
use super::timers::Timer;
use super::toasts::Toasts;
use audio::Audio;
use mute::Mute;
use ringing::Ringing;
use sound::Playing;
use std::rc::Rc;
use title::ShownTitle;

/// What the alerts have to know of the rest of the engine.
#[derive(Debug)]
pub(crate) struct Surroundings<'a> {
    pub(crate) toasts: &'a Toasts,
    /// Whether a socket brings rings.
    pub(crate) is_receiving: bool,
    /// Whether one of the agent's voice calls is connected, as far as it is known (A9).
    pub(crate) in_call: bool,
    pub(crate) confirmed: Confirmed<'a>,
}

/// Which rings are known to ring still (A3).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Confirmed<'a> {
    /// Those that were there when the list was requested that was merged last.
    ByListOf(Option<Timestamp>),
    /// All but these: the tab that leads says so (L7).
    ByLeaderBut(&'a [ToastId]),
}

/// What the alerts depend on in the rest of the engine, besides toasts and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Conditions {
    in_call: bool,
    listed_at: Option<Timestamp>,
}

impl<'a> Surroundings<'a> {
    /// `None` where rings are in doubt, or another tab decides.
    fn conditions(&self) -> Option<Conditions> {
        match self.confirmed {
            Confirmed::ByListOf(listed_at) if self.is_receiving => {
                Some(Conditions { in_call: self.in_call, listed_at })
            }
            Confirmed::ByListOf(_) | Confirmed::ByLeaderBut(_) => None,
        }
    }

    /// What the tab that leads knows (L7).
    pub(crate) fn of_leader(toasts: &'a Toasts, leader: &'a SharedAlerts) -> Self {
        let confirmed = Confirmed::ByLeaderBut(&leader.unconfirmed);
        Self { toasts, is_receiving: leader.is_receiving, in_call: leader.in_call, confirmed }
    }

    /// No tab leads: nothing is known.
    pub(crate) fn unknown(toasts: &'a Toasts) -> Self {
        Self { toasts, is_receiving: false, in_call: false, confirmed: Confirmed::ByListOf(None) }
    }
}

/// Decides about the alerts of all rings.
#[derive(Debug)]
pub(crate) struct Alerts {
    running: bool,
    /// Whether this tab alerts, and what the other tabs have of the agent's attention (L7).
    tabs: TabAlerts,
    focused: bool,
    frozen: bool,
    reduced_motion: bool,
    permission: Permission,
    /// Whether the permission was read since the page got the focus.
    permission_read: bool,
    audio: Audio,
    /// The files that were loaded.
    files: Vec<String>,
    mute: Mute,
    rings: Vec<Ringing>,
    /// The toasts whose sound plays, or plays as soon as no other one does.
    sounding: Vec<ToastId>,
    playing: Option<Playing>,
    /// A test was begun, and what it plays has not ended for certain.
    testing: bool,
    title: Option<ShownTitle>,
    /// Since when rings that were known before are doubtful: until the list confirms them (A3).
    doubtful_since: Option<Timestamp>,
    /// When the audio context may rest (A4).
    rest_at: Option<Timestamp>,
    awaits_gesture: bool,
    /// A toast went since the last input.
    any_over: bool,
    /// How many notifications are shown.
    notices: usize,
    state: AlertState,
    /// The conditions at the last settlement, if only frames have come since: as long as they are the same, there is nothing to do before `next_at`.
    settled_for: Option<Conditions>,
    next_at: Option<Timestamp>,
}

impl Alerts {
    pub(crate) fn new(cx: &Context) -> Self {
        let mut alerts = Self {
            running: false,
            tabs: TabAlerts { may_alert: true, others: TabAttention::default() },
            focused: true,
            frozen: false,
            reduced_motion: false,
            permission: Permission::default(),
            permission_read: false,
            audio: Audio::default(),
            files: Vec::new(),
            mute: Mute::default(),
            rings: Vec::new(),
            sounding: Vec::new(),
            playing: None,
            testing: false,
            title: None,
            doubtful_since: None,
            rest_at: None,
            awaits_gesture: false,
            any_over: false,
            notices: 0,
            state: AlertState::default(),
            settled_for: None,
            next_at: None,
        };
        alerts.state = alerts.report(cx);
        alerts
    }

    /// Gives what the app sees.
    pub(crate) fn state(&self) -> AlertState {
        self.state.clone()
    }

    /// The app started the client.
    pub(crate) fn start(&mut self, cx: &mut Context) {
        // A page that runs a script is not frozen, whatever it said while nobody listened.
        self.frozen = false;
        self.running = true;
        self.mute.load(cx);
    }

    /// The app stopped the client: nothing is timed any more.
    pub(crate) fn stop(&mut self) {
        self.running = false;
    }

    /// The session of the agent ends: the next one is not muted. What is stored stays with the agent's `storageKey` (A10, S13).
    pub(crate) fn end_session(&mut self) {
        self.mute = Mute::default();
    }

    /// Something other than a frame has come: the next settlement leaves nothing out.
    pub(crate) fn unsettle(&mut self) {
        self.settled_for = None;
    }

    /// Rings may have ended meanwhile: a freeze, a sleep, a lost connection. They are silent until the list confirms them (A3).
    pub(crate) fn suspect(&mut self, cx: &Context) {
        self.unsettle();
        self.doubtful_since = Some(cx.now());
        for ring in &mut self.rings {
            ring.confirmed = false;
        }
    }

    /// The browser froze the page.
    pub(crate) fn freeze(&mut self, cx: &Context) {
        self.frozen = true;
        self.suspect(cx);
    }

    /// The page runs again, or runs.
    pub(crate) fn thaw(&mut self, cx: &Context) {
        if std::mem::take(&mut self.frozen) {
            self.suspect(cx);
        }
    }

    /// Takes over the rings that a failed instance left: nobody knows whether they still ring (A3, D4).
    pub(crate) fn restore(&mut self, cx: &Context, toasts: &Toasts) {
        self.follow(cx, toasts);
        self.suspect(cx);
    }

    /// Takes what happens around the alerts.
    pub(crate) fn handle(&mut self, cx: &mut Context, event: AlertEvent) {
        match event {
            AlertEvent::Focus(focused) => {
                self.focused = focused;
                // The agent may come from the settings of the browser.
                self.permission_read &= !focused;
            }
            AlertEvent::ReducedMotion(reduced) => self.reduced_motion = reduced,
            AlertEvent::Audio(event) => {
                self.audio.handle(event);
                if event == AudioEvent::Running && self.playing.is_none() {
                    self.rest_at = self.rest_at.max(Some(cx.now() + sound::REST_AFTER_MS));
                }
            }
            AlertEvent::Permission(permission) => self.permission = permission,
            AlertEvent::Gesture => self.audio.handle_gesture(cx),
            AlertEvent::Unlock => {
                self.unlock(cx);
                self.ask_permission(cx);
            }
            AlertEvent::Test(media_type) => self.test(cx, &media_type),
            AlertEvent::Silence(id) => {
                for ring in self.rings.iter_mut().filter(|ring| id.as_ref().is_none_or(|id| *id == ring.toast.id)) {
                    ring.silenced = true;
                }
            }
            AlertEvent::Mute(for_ms) => self.mute.begin(cx, for_ms),
            AlertEvent::Unmute => self.mute.end(cx),
            AlertEvent::StoredMute(until) => self.mute.restore(cx, until),
            AlertEvent::NotificationClicked(tag) => self.handle_click(cx, &tag),
            AlertEvent::NotificationClosed(tag) => {
                if let Some(ring) = self.rings.iter_mut().find(|ring| ring.notice.as_ref() == Some(&tag)) {
                    ring.notice = None;
                    ring.notice_closed = true;
                }
            }
            AlertEvent::Open(id) => {
                if let Some(ring) = self.rings.iter().find(|ring| ring.toast.id == id) {
                    emit(cx, AlertCommand::Opened(ring.toast.clone()));
                }
            }
        }
    }

    /// Whether nothing rings, and nothing is left of what rang.
    pub(crate) fn is_idle(&self) -> bool {
        self.rings.is_empty() && self.playing.is_none() && self.title.is_none()
    }

    /// After each input while nothing rings. Returns whether the app sees a change.
    pub(crate) fn settle_idle(&mut self, cx: &mut Context) -> bool {
        self.mute.handle_timeout(cx);
        self.handle_audio_timeout(cx);
        self.prepare(cx);
        self.rest(cx);
        self.settled(cx)
    }

    /// After each input while something rings: gives the alerts that are due, and ends those whose condition no longer holds. Returns whether the app sees a change.
    pub(crate) fn settle(&mut self, cx: &mut Context, around: &Surroundings<'_>) -> bool {
        let conditions = around.conditions();
        let is_due = self.next_at.is_some_and(|at| at <= cx.now());
        if conditions.is_some() && self.settled_for == conditions && !around.toasts.has_changed() && !is_due {
            return false;
        }
        if around.toasts.has_changed() {
            self.follow(cx, around.toasts);
        }
        self.confirm(cx, around);
        self.mute.handle_timeout(cx);
        self.handle_audio_timeout(cx);
        self.prepare(cx);
        self.sound(cx, around);
        self.notify(cx);
        if std::mem::take(&mut self.any_over) {
            self.rings.retain(|ring| !ring.over);
        }
        self.show_title(cx);
        self.settled_for = conditions;
        self.settled(cx)
    }

    /// What waited for a gesture that has not helped is not played late.
    fn handle_audio_timeout(&mut self, cx: &mut Context) {
        if self.audio.handle_timeout(cx) {
            self.end_test(cx);
        }
    }

    fn settled(&mut self, cx: &mut Context) -> bool {
        self.next_at = self.next_change(cx);
        match self.next_at.filter(|_| self.running) {
            Some(at) => cx.timers.set(Timer::AlertChange, at),
            None => cx.timers.stop(Timer::AlertChange),
        }
        let state = self.report(cx);
        let changed = state != self.state;
        self.state = state;
        changed
    }

    /// Keeps one entry for each toast; what belongs to one that went ends (A2). Both lists have the oldest first.
    fn follow(&mut self, cx: &Context, toasts: &Toasts) {
        let mut at = 0;
        for toast in toasts.iter().filter(|toast| toast.kind == ToastKind::Ring) {
            let is_another = |ring: &Ringing| !Rc::ptr_eq(&ring.toast, toast) && ring.toast.id != toast.id;
            while self.rings.get(at).is_some_and(is_another) {
                self.end(at);
                at += 1;
            }
            match self.rings.get_mut(at) {
                Some(ring) => ring.toast = Rc::clone(toast),
                None => self.rings.push(Ringing::new(Rc::clone(toast), cx.now())),
            }
            at += 1;
        }
        for gone in at..self.rings.len() {
            self.end(gone);
        }
    }

    /// The toast of this ring went.
    fn end(&mut self, at: usize) {
        if let Some(ring) = self.rings.get_mut(at) {
            ring.over = true;
            self.any_over = true;
        }
    }

    fn confirm(&mut self, cx: &Context, around: &Surroundings<'_>) {
        match around.confirmed {
            _ if !around.is_receiving => self.suspect(cx),
            Confirmed::ByListOf(at) if at.is_some() && at >= self.doubtful_since => {
                for ring in &mut self.rings {
                    ring.confirmed = true;
                }
            }
            Confirmed::ByListOf(_) => {}
            Confirmed::ByLeaderBut(unconfirmed) => {
                for ring in &mut self.rings {
                    ring.confirmed = !unconfirmed.contains(&ring.toast.id);
                }
            }
        }
    }

    /// The attention of the agent that this page has.
    fn attention(&self, cx: &Context) -> Attention {
        Attention::of(cx.page.visible, self.focused)
    }

    /// The same of all tabs together (L7).
    fn attention_to_tabs(&self, cx: &Context) -> Attention {
        let TabAttention { visible, focused, .. } = self.tabs.others;
        self.attention(cx).max(Attention::of(visible, focused))
    }

    /// When something changes by time alone.
    fn next_change(&self, cx: &Context) -> Option<Timestamp> {
        let options = &cx.config.alerts;
        let timed = options.sound.on().is_some() || options.notification.on().is_some();
        let of_rings = self.rings.iter().filter(|_| timed).flat_map(|ring| ring.changes(cx));
        let of_others = [
            self.audio.blocked_at(),
            self.mute.ends_at(),
            self.playing.as_ref().map(|playing| playing.next_at),
            self.title.as_ref().map(|title| title.next_at),
            self.rest_at,
        ];
        of_rings.chain(of_others.into_iter().flatten()).filter(|at| *at > cx.now()).min()
    }
}

fn emit(cx: &mut Context, command: AlertCommand) {
    cx.emit(Output::Alert(command));
}
