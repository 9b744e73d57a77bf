//! Which tab plays the sound and shows the notifications (L7).

use super::message::{TabAttention, TabId};
use crate::engine::time::Timestamp;

/// How long the named tab may take to confirm (L7), in ms.
const CONFIRM_MS: u64 = 300;

/// What the leader knows of the tabs, and whom it has named.
#[derive(Debug, Default)]
pub struct Alerting {
    tabs: Vec<(TabId, TabAttention)>,
    named: Option<Named>,
}

#[derive(Clone, Copy, Debug)]
struct Named {
    tab: TabId,
    /// Until when it must confirm; `None` once it has, and for the leader itself.
    until: Option<Timestamp>,
}

impl Alerting {
    /// Notes how a tab is.
    pub fn note(&mut self, tab: TabId, attention: TabAttention) {
        self.forget(tab);
        self.tabs.push((tab, attention));
    }

    /// Forgets a tab.
    pub fn forget(&mut self, tab: TabId) {
        self.tabs.retain(|(known, _)| *known != tab);
    }

    /// Returns the tab that alerts, if there is one.
    pub fn named(&self) -> Option<TabId> {
        self.named.map(|named| named.tab)
    }

    /// A ring needs an alert: names a tab at once. Audio that is ready comes first, then the focus, then visibility,
    /// then the leader. Returns the tab if it is another one than before.
    pub fn name(&mut self, now: Timestamp, leader: TabId) -> Option<TabId> {
        if self.named.is_some() {
            return None;
        }
        let rank = |(tab, attention): &(TabId, TabAttention)| {
            (attention.audio_ready, attention.focused, attention.visible, *tab == leader)
        };
        let tab = self.tabs.iter().max_by_key(|tab| rank(tab)).map_or(leader, |(tab, _)| *tab);
        self.named = Some(Named { tab, until: (tab != leader).then(|| now + CONFIRM_MS) });
        Some(tab)
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

    /// The named tab did not confirm in time: the leader alerts. Returns whether the leader alerts from now on.
    pub fn handle_timeout(&mut self, now: Timestamp, leader: TabId) -> bool {
        let Some(named) = self.named.filter(|named| named.until.is_some_and(|until| until <= now)) else {
            return false;
        };
        self.forget(named.tab);
        self.named = Some(Named { tab: leader, until: None });
        true
    }
}
