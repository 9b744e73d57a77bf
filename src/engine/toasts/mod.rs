//! The toasts: how long each stays, and why it goes (O1–O5).

mod shown;

use super::action_io::{ToastAction, ToastKind};
use super::context::Context;
use super::output::{LogLevel, Output};
use super::snapshot::{DismissReason, Toast, ToastLeg};
use super::time::Timestamp;
use shown::{Shown, ToastClock};
use std::rc::Rc;

/// What is left of a toast's time at least when its clock goes on (O3), in ms.
const MIN_REST_MS: u64 = 1_000;

/// The same after an action that failed: the agent reads the reason (C5), in ms.
const READ_MS: u64 = 5_000;

/// How long the notice of a conversation that was connected automatically stays (C8), in ms.
const NOTICE_MS: u64 = 4_000;

pub(crate) const VOICE: &str = "voice";

/// What a toast is made of.
#[derive(Debug)]
pub(crate) struct Ring {
    pub(crate) kind: ToastKind,
    pub(crate) actions: Vec<ToastAction>,
    pub(crate) conversation_id: String,
    pub(crate) caller_name: String,
    pub(crate) media_type: String,
    pub(crate) leg: Option<ToastLeg>,
}

/// Keeps the toasts, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Toasts {
    shown: Vec<Shown>,
    pauses: u32,
    prefix: String,
    made: u32,
    changed: bool,
    /// Whether another tab times the toasts.
    follows: bool,
    gone: Vec<(Rc<Toast>, DismissReason)>,
}

impl Toasts {
    /// `nonce`: makes ids unique across restarts.
    pub(crate) fn new(nonce: u64) -> Self {
        let mut prefix = String::from("gt-");
        prefix.extend((0..8).rev().filter_map(|place| char::from_digit((nonce >> (4 * place)) as u32 & 15, 16)));
        Self { prefix, ..Self::default() }
    }

    pub(crate) fn list(&self) -> Vec<Rc<Toast>> {
        self.shown.iter().map(|shown| Rc::clone(&shown.toast)).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.shown.iter().any(|shown| shown.toast.id == id)
    }

    pub(crate) fn has_conversation(&self, conversation_id: &str) -> bool {
        self.place_of(conversation_id, None).is_some()
    }

    pub(crate) fn has_ring(&self, conversation_id: &str, participant_id: &str) -> bool {
        self.place_of(conversation_id, Some(participant_id)).is_some()
    }

    /// Whether the list has changed since [`Self::take_changed`].
    pub(crate) fn has_changed(&self) -> bool {
        self.changed
    }

    /// The toasts, oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Rc<Toast>> {
        self.shown.iter().map(|shown| &shown.toast)
    }

    /// Whether the list has changed since it was last asked.
    pub(crate) fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// The toasts that went since it was last asked.
    pub(crate) fn take_gone(&mut self) -> Vec<(Rc<Toast>, DismissReason)> {
        std::mem::take(&mut self.gone)
    }

    pub(crate) fn add(&mut self, cx: &mut Context, ring: Ring) {
        self.made = self.made.wrapping_add(1);
        let toast = Toast {
            id: format!("{}-{}", self.prefix, self.made),
            kind: ring.kind,
            conversation_id: ring.conversation_id,
            caller_name: ring.caller_name,
            media_type: ring.media_type,
            timestamp: cx.wall().0,
            expires_at: None,
            actions: ring.actions,
            pending: None,
            leg: ring.leg,
        };
        let limit_ms = match toast.kind {
            ToastKind::Ring => cx.config.duration_of(&toast.media_type).limit_ms(),
            ToastKind::AutoAnswered => Some(NOTICE_MS),
        };
        let clock = limit_ms.map_or(ToastClock::None, ToastClock::Paused);
        let oldest_at = cx.now() + cx.config.max_age_ms;
        let mut shown = Shown::new(cx, toast, clock, oldest_at);
        if self.clocks_run(cx) {
            shown.resume_clock(cx, 0);
        }
        cx.recorder.counters.toasts_shown += 1;
        cx.log(LogLevel::Debug, format!("toast {} shown", shown.toast.id));
        cx.emit(Output::ToastShown(Rc::clone(&shown.toast)));
        self.shown.push(shown);
        self.changed = true;
        while self.shown.len() > cx.config.max_toasts {
            let first = |is: fn(&Toast) -> bool| self.shown.iter().position(|shown| is(&shown.toast));
            let free = || first(|toast| toast.pending.is_none());
            let at = first(|toast| toast.media_type != VOICE && toast.pending.is_none()).or_else(free).unwrap_or(0);
            self.remove_at(cx, at, DismissReason::Overflow);
        }
    }

    /// Puts back what a failed instance showed (D4). `onToast` has been called for it.
    pub(crate) fn restore(&mut self, cx: &Context, toast: Toast) {
        if self.has(&toast.id)
            || self.place_of(&toast.conversation_id, participant(&toast)).is_some()
            || self.shown.len() >= cx.config.max_toasts
        {
            return;
        }
        let whole = cx.config.duration_of(&toast.media_type).limit_ms();
        let age_ms = cx.wall().0.saturating_sub(toast.timestamp).max(0).unsigned_abs();
        let left_ms = toast.expires_at.map(|at| at.saturating_sub(cx.wall().0).max(0).unsigned_abs());
        let clock = left_ms.or(whole).map_or(ToastClock::None, ToastClock::Paused);
        let oldest_at = cx.now() + cx.config.max_age_ms.saturating_sub(age_ms);
        // What was pending is not known any more: the app got an error for it.
        let toast = Toast { expires_at: None, pending: None, ..toast };
        let mut shown = Shown::new(cx, toast, clock, oldest_at);
        if self.clocks_run(cx) {
            shown.resume_clock(cx, 0);
        }
        self.shown.push(shown);
        self.changed = true;
    }

    /// Shows the toasts of the tab that leads, which times them (L1).
    pub(crate) fn mirror(&mut self, cx: &Context, toasts: &[Rc<Toast>]) {
        let now = cx.now();
        let shown = toasts.iter().map(|toast| Shown {
            toast: Rc::clone(toast),
            clock: ToastClock::None,
            oldest_at: now + cx.config.max_age_ms,
            alerting_until: None,
            pauses: 0,
        });
        self.shown = shown.collect();
        self.follows = true;
        self.changed = true;
    }

    /// Another tab times the toasts from now on (L1).
    pub(crate) fn hold_clocks(&mut self) {
        self.follows = true;
        self.pauses = 0;
    }

    /// Takes all out, to put them back as this tab's own (L1).
    pub(crate) fn take_all(&mut self) -> Vec<Rc<Toast>> {
        self.follows = false;
        std::mem::take(&mut self.shown).into_iter().map(|shown| shown.toast).collect()
    }

    /// Gives a toast.
    pub(crate) fn get(&self, id: &str) -> Option<Rc<Toast>> {
        self.shown.iter().find(|shown| shown.toast.id == id).map(|shown| Rc::clone(&shown.toast))
    }

    /// Until when a toast rings at the longest, where that is known (N10).
    pub(crate) fn alerting_until(&self, id: &str) -> Option<Timestamp> {
        self.shown.iter().find(|shown| shown.toast.id == id)?.alerting_until
    }

    /// Notes what the agent has done with a toast. Meanwhile its clock stands, and nothing else removes it by time (C5).
    pub(crate) fn set_pending(&mut self, cx: &Context, id: &str, pending: Option<ToastAction>) {
        let Some(shown) = self.shown.iter_mut().find(|shown| shown.toast.id == id) else { return };
        shown.toast = Rc::new(Toast { pending, ..Toast::clone(&shown.toast) });
        self.changed = true;
        self.set_clocks_after(cx, READ_MS);
    }

    /// Gives the toasts so much more time: what passed is not known to have been awake time (N4), in ms.
    pub(crate) fn postpone(&mut self, cx: &Context, ms: u64) {
        for shown in &mut self.shown {
            shown.oldest_at = shown.oldest_at + ms;
            if let ToastClock::Running(until) = shown.clock {
                shown.clock = ToastClock::Running(until + ms);
            }
            shown.alerting_until = shown.alerting_until.map(|until| until + ms);
        }
        self.note_wall_moved(cx);
    }

    /// The computer's clock was put right, or wrong: the times that the app sees are told anew.
    pub(crate) fn note_wall_moved(&mut self, cx: &Context) {
        if self.follows {
            return;
        }
        for shown in &mut self.shown {
            self.changed |= shown.update_times(cx);
        }
    }

    /// Removes one, if it is there (O5).
    pub(crate) fn remove(&mut self, cx: &mut Context, id: &str, reason: DismissReason) -> bool {
        let at = self.shown.iter().position(|shown| shown.toast.id == id);
        at.map(|at| self.remove_at(cx, at, reason)).is_some()
    }

    /// Removes the one of a conversation, if it is there (E8); where its events name participants, that of this one (N8).
    pub(crate) fn remove_ring(
        &mut self,
        cx: &mut Context,
        conversation_id: &str,
        participant_id: Option<&str>,
        reason: DismissReason,
    ) -> bool {
        let at = self.place_of(conversation_id, participant_id);
        at.map(|at| self.remove_at(cx, at, reason)).is_some()
    }

    pub(crate) fn remove_all(&mut self, cx: &mut Context, reason: DismissReason) {
        self.follows = false;
        for shown in std::mem::take(&mut self.shown) {
            self.note_removed(cx, shown, reason);
        }
    }

    /// Stands clocks still (O3). Counted.
    pub(crate) fn pause(&mut self, cx: &Context, id: Option<&str>) {
        if let Some(pauses) = self.pauses_of(id) {
            *pauses = pauses.saturating_add(1);
        }
        self.set_clocks(cx);
    }

    /// Ends one pause (O3).
    pub(crate) fn resume(&mut self, cx: &Context, id: Option<&str>) {
        if let Some(pauses) = self.pauses_of(id) {
            *pauses = pauses.saturating_sub(1);
        }
        self.set_clocks(cx);
    }

    /// Lets run the clocks that may, and stands the others: after a pause, and when the page was hidden or shown (O3).
    pub(crate) fn set_clocks(&mut self, cx: &Context) {
        self.set_clocks_after(cx, MIN_REST_MS);
    }

    /// The same; a clock that goes on has so many ms left at least.
    fn set_clocks_after(&mut self, cx: &Context, min_ms: u64) {
        if self.follows {
            return;
        }
        let run = self.clocks_run(cx);
        for shown in &mut self.shown {
            let runs = run && shown.pauses == 0 && shown.toast.pending.is_none();
            let changed = if runs { shown.resume_clock(cx, min_ms) } else { shown.pause_clock(cx) };
            self.changed |= changed;
        }
    }

    /// When the next toast leaves by itself.
    pub(crate) fn poll_timeout(&self) -> Option<Timestamp> {
        self.shown.iter().filter(|_| !self.follows).filter_map(Shown::leaves_at).min()
    }

    pub(crate) fn handle_timeout(&mut self, cx: &mut Context) {
        if self.follows {
            return;
        }
        let now = cx.now();
        let is_due = |shown: &Shown| shown.leaves_at().is_some_and(|at| at <= now);
        // After each input, which is rarely late.
        if !self.shown.iter().any(is_due) {
            return;
        }
        for shown in self.shown.extract_if(.., |shown| is_due(shown)).collect::<Vec<_>>() {
            self.note_removed(cx, shown, DismissReason::Timeout);
        }
    }

    /// Ends every pause: a stopped client has no view that would resume (S9).
    pub(crate) fn forget_pauses(&mut self) {
        self.pauses = 0;
    }

    fn place_of(&self, conversation_id: &str, participant_id: Option<&str>) -> Option<usize> {
        let is =
            |toast: &Toast| json::same(&toast.conversation_id, conversation_id) && participant(toast) == participant_id;
        self.shown.iter().position(|shown| is(&shown.toast))
    }

    fn clocks_run(&self, cx: &Context) -> bool {
        self.pauses == 0 && (cx.page.visible || cx.others_see)
    }

    fn pauses_of(&mut self, id: Option<&str>) -> Option<&mut u32> {
        match id {
            None => Some(&mut self.pauses),
            Some(id) => self.shown.iter_mut().find(|shown| shown.toast.id == id).map(|shown| &mut shown.pauses),
        }
    }

    fn remove_at(&mut self, cx: &mut Context, at: usize, reason: DismissReason) {
        let shown = self.shown.remove(at);
        self.note_removed(cx, shown, reason);
    }

    fn note_removed(&mut self, cx: &mut Context, Shown { toast, .. }: Shown, reason: DismissReason) {
        cx.recorder.counters.toasts_by_reason.count(reason);
        cx.log(LogLevel::Debug, format!("toast {} removed: {}", toast.id, reason.as_str()));
        cx.emit(Output::ToastDismissed(Rc::clone(&toast), reason));
        self.gone.push((toast, reason));
        self.changed = true;
    }
}

fn participant(toast: &Toast) -> Option<&str> {
    toast.leg.as_ref().map(|leg| leg.participant_id.as_str())
}
