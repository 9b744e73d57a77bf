//! Which tab plays the sound and shows the notifications (L7).

use super::message::{TabAttention, TabId};
use crate::engine::time::Timestamp;

/// How long the named tab may take to confirm (L7), in ms.
const CONFIRM_MS: u64 = 300;

/// Whom the leader has named, while something rings.
#[derive(Debug, Default)]
pub struct Alerting {
    named: Option<Named>,
}

#[derive(Clone, Copy, Debug)]
struct Named {
    tab: TabId,
    /// Whether audio could play in it.
    audio_ready: bool,
    /// Until when it must confirm; `None` once it has, and for the leader itself.
    until: Option<Timestamp>,
}

impl Alerting {
    /// Returns the tab that alerts, if there is one.
    pub fn named(&self) -> Option<TabId> {
        self.named.map(|named| named.tab)
    }

    /// Something rings: names a tab at once, if none is named, or if the named one cannot play audio and another one can.
    /// Audio that is ready comes first, then the focus, then visibility, then the leader. Returns the tab if it is
    /// another one than before.
    pub fn name(
        &mut self,
        now: Timestamp,
        leader: TabId,
        tabs: impl Iterator<Item = (TabId, TabAttention)>,
    ) -> Option<TabId> {
        let rank = |(tab, attention): &(TabId, TabAttention)| {
            (attention.audio_ready, attention.focused, attention.visible, *tab == leader)
        };
        let (tab, attention) = tabs.max_by_key(rank).unwrap_or((leader, TabAttention::default()));
        let audio_ready = attention.audio_ready;
        if self.named.is_some_and(|named| named.audio_ready || !audio_ready) {
            return None;
        }
        self.named = Some(Named { tab, audio_ready, until: (tab != leader).then(|| now + CONFIRM_MS) });
        Some(tab)
    }

    /// A tab is another way than it was: whether audio can play in it.
    pub fn note(&mut self, tab: TabId, attention: TabAttention) {
        if let Some(named) = self.named.as_mut().filter(|named| named.tab == tab) {
            named.audio_ready = attention.audio_ready;
        }
    }

    /// A tab is gone: if it was the named one, another one has to be named.
    pub fn forget(&mut self, tab: TabId) {
        self.named.take_if(|named| named.tab == tab);
    }

    /// The named tab has confirmed.
    pub fn confirm(&mut self, tab: TabId) {
        if let Some(named) = self.named.as_mut().filter(|named| named.tab == tab) {
            named.until = None;
        }
    }

    /// Nothing rings any more: the next ring names anew.
    pub fn end(&mut self) {
        self.named = None;
    }

    /// Returns when a confirmation is overdue.
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        self.named?.until
    }

    /// Returns the named tab if it did not confirm in time.
    pub fn overdue(&self, now: Timestamp) -> Option<TabId> {
        self.named.filter(|named| named.until.is_some_and(|until| until <= now)).map(|named| named.tab)
    }

    /// Asks the named tab again. Returns whether it is the named one, and has confirmed before.
    pub fn ask_again(&mut self, now: Timestamp, tab: TabId) -> bool {
        let confirmed = self.named.as_mut().filter(|named| named.tab == tab && named.until.is_none());
        confirmed.map(|named| named.until = Some(now + CONFIRM_MS)).is_some()
    }
}
