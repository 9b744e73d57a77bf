//! Which other tabs there are, as far as the leader knows, and how they are (L7).

use super::message::{TabAttention, TabId};
use crate::engine::snapshot::ToastId;
use crate::engine::time::Timestamp;

/// A tab that the agent sees, and one that alerts, gives a sign each second. After so many ms without one it counts as
/// gone: it may have crashed, and then the agent does not see it.
const GONE_MS: u64 = 3_000;

/// One tab.
#[derive(Debug)]
struct Other {
    tab: TabId,
    attention: TabAttention,
    sign_at: Timestamp,
    /// It gives no signs: it counts for nothing until it does.
    silent: bool,
    /// It was named to alert and did not confirm: it is not named again before it gives a sign.
    unconfirmed: bool,
    /// What it has paused and not resumed (O3).
    pauses: Vec<Option<ToastId>>,
}

/// The other tabs.
#[derive(Debug, Default)]
pub(super) struct Presence {
    others: Vec<Other>,
}

impl Presence {
    /// Returns whether no other tab is known.
    pub(super) fn is_empty(&self) -> bool {
        self.others.is_empty()
    }

    /// Notes how a tab is.
    pub(super) fn note(&mut self, now: Timestamp, tab: TabId, attention: TabAttention) {
        self.note_sign(now, tab);
        self.other(now, tab).attention = attention;
    }

    /// Notes that a tab is there. Returns whether it was silent before.
    pub(super) fn note_sign(&mut self, now: Timestamp, tab: TabId) -> bool {
        let other = self.other(now, tab);
        other.sign_at = now;
        other.unconfirmed = false;
        std::mem::take(&mut other.silent)
    }

    /// Notes that a tab was named and did not confirm.
    pub(super) fn note_unconfirmed(&mut self, now: Timestamp, tab: TabId) {
        self.other(now, tab).unconfirmed = true;
    }

    /// A tab that gives no signs is asked for one. Returns whether that makes sense: timers of a hidden page may be a minute late, and it
    /// answers a message all the same.
    pub(super) fn note_asked(&mut self, now: Timestamp, tab: TabId) -> bool {
        let other = self.other(now, tab);
        other.sign_at = now;
        !other.attention.visible
    }

    /// Notes a pause of a tab.
    pub(super) fn note_pause(&mut self, now: Timestamp, tab: TabId, toast: Option<ToastId>) {
        self.other(now, tab).pauses.push(toast);
    }

    /// Notes the end of a pause. Returns whether the tab had begun it.
    pub(super) fn note_resume(&mut self, now: Timestamp, tab: TabId, toast: Option<&str>) -> bool {
        let pauses = &mut self.other(now, tab).pauses;
        let at = pauses.iter().position(|paused| paused.as_deref() == toast);
        at.map(|at| pauses.remove(at)).is_some()
    }

    /// Forgets a tab. Returns what it had paused.
    pub(super) fn forget(&mut self, tab: TabId) -> Vec<Option<ToastId>> {
        let at = self.others.iter().position(|other| other.tab == tab);
        at.map_or(Vec::new(), |at| self.others.remove(at).pauses)
    }

    /// Notes that a tab gives no signs. Returns what it had paused.
    pub(super) fn note_silent(&mut self, now: Timestamp, tab: TabId) -> Vec<Option<ToastId>> {
        let other = self.other(now, tab);
        other.silent = true;
        std::mem::take(&mut other.pauses)
    }

    /// Returns the tabs that are seen by the agent, or were, and have given no sign for too long.
    pub(super) fn overdue(&self, now: Timestamp, alerting: Option<TabId>) -> Vec<TabId> {
        let overdue = |other: &&Other| Self::must_give_signs(other, alerting) && other.sign_at + GONE_MS <= now;
        self.others.iter().filter(overdue).map(|other| other.tab).collect()
    }

    /// Returns when the first one will be overdue.
    pub(super) fn poll_timeout(&self, alerting: Option<TabId>) -> Option<Timestamp> {
        let watched = self.others.iter().filter(|other| Self::must_give_signs(other, alerting));
        watched.map(|other| other.sign_at + GONE_MS).min()
    }

    /// Returns the most that any of them has of the agent's attention.
    pub(super) fn together(&self) -> TabAttention {
        self.present().fold(TabAttention::default(), |most, other| most.or(other.attention))
    }

    /// Gives each of them that may be named to alert.
    pub(super) fn iter(&self) -> impl Iterator<Item = (TabId, TabAttention)> {
        self.present().filter(|other| !other.unconfirmed).map(|other| (other.tab, other.attention))
    }

    fn present(&self) -> impl Iterator<Item = &Other> {
        self.others.iter().filter(|other| !other.silent)
    }

    fn must_give_signs(other: &Other, alerting: Option<TabId>) -> bool {
        !other.silent && (other.attention.visible || alerting == Some(other.tab) || !other.pauses.is_empty())
    }

    fn other(&mut self, now: Timestamp, tab: TabId) -> &mut Other {
        let at = self.others.iter().position(|other| other.tab == tab).unwrap_or_else(|| {
            let attention = TabAttention::default();
            self.others.push(Other {
                tab,
                attention,
                sign_at: now,
                silent: false,
                unconfirmed: false,
                pauses: Vec::new(),
            });
            self.others.len() - 1
        });
        &mut self.others[at]
    }
}
