//! What happens to the tabs, drawn from the seed.

use crate::browser::{Browser, Event, TABS};
use genesys_toasts::engine::tabs::message::{TabAttention, TabCommand, TabId};
use genesys_toasts::engine::tabs::tab::TabInput;

impl Browser {
    pub fn start_faults(&mut self) {
        self.faults = true;
        self.plan(3_000, Event::Fault);
    }

    /// All frozen pages run again, and nothing else goes wrong.
    pub fn end_faults(&mut self) {
        self.faults = false;
        for id in self.pages.iter().filter(|page| page.frozen).map(|page| page.id).collect::<Vec<_>>() {
            self.thaw(id);
        }
        self.watch.troubled_at = self.now;
    }

    pub fn fault(&mut self) {
        if !self.faults {
            return;
        }
        self.watch.troubled_at = self.now;
        let at = self.between(0, self.pages.len() as u64 - 1) as usize;
        let any = self.pages[at].id;
        // Half of what happens befalls the leader.
        let id = if self.between(0, 1) == 0 { self.leader().unwrap_or(any) } else { any };
        let lasts = self.between(1_000, 90_000);
        match self.between(0, 6) {
            0 | 1 => self.replace(id, lasts),
            // It leaves in good order, and is opened again: closed, redirected to the login and back.
            2 => {
                if self.pages.len() > 2 {
                    self.hand_in(id, TabInput::Leave);
                }
                self.replace(id, lasts);
            }
            // The browser freezes it, and it says so.
            3 => self.freeze(id, lasts, true),
            // It freezes without a word.
            4 => self.freeze(id, lasts, false),
            // A duplicated tab.
            5 if self.pages.len() < TABS + 3 => {
                self.watch.opened += 1;
                let new = TabId(1_000 + self.watch.opened);
                self.open(new);
            }
            _ => self.look_at(any),
        }
        let gap = self.between(2_000, 60_000);
        self.plan(gap, Event::Fault);
    }

    /// The page ends, and another one comes in its place.
    fn replace(&mut self, id: TabId, after_ms: u64) {
        if self.pages.len() > 2 {
            self.kill(id);
            self.watch.opened += 1;
            let new = TabId(1_000 + self.watch.opened);
            self.plan(after_ms, Event::Open(new));
        }
    }

    fn freeze(&mut self, id: TabId, for_ms: u64, says_so: bool) {
        // Somebody must be left to lead.
        if self.pages.iter().filter(|page| !page.frozen).count() < 3 {
            return;
        }
        if self.page(id).is_none_or(|page| page.frozen || page.attention.visible) {
            return;
        }
        if says_so {
            self.hand_in(id, TabInput::Leave);
        }
        self.page(id).expect("it is there").frozen = true;
        self.plan(for_ms, Event::Thaw(id));
    }

    /// The agent looks at this tab, or at another window.
    fn look_at(&mut self, id: TabId) {
        let away = self.between(0, 3) == 0;
        let now = self.now;
        for other in self.pages.iter().map(|page| page.id).collect::<Vec<_>>() {
            let seen = other == id && !away;
            let Some(page) = self.page(other) else { continue };
            if page.frozen || (page.attention.visible == seen && page.attention.focused == seen) {
                continue;
            }
            let attention =
                TabAttention { audio_ready: page.attention.audio_ready || seen, focused: seen, visible: seen };
            page.set_attention(attention, now);
            self.hand_in(other, TabInput::Attention(attention));
        }
    }

    /// The agent closes a toast in some tab now and then.
    pub fn agent(&mut self) {
        let at = self.between(0, self.pages.len() as u64 - 1) as usize;
        let page = &self.pages[at];
        let toast = page.tab.state().and_then(|state| state.toasts.first()).map(|toast| toast.id.clone());
        if let (Some(toast), false) = (toast, page.frozen) {
            let id = page.id;
            self.watch.dismissals += 1;
            if let Some(leader) = self.leader() {
                let at = self.now;
                self.plan(200, Event::Dismissed(toast.clone(), leader, at));
            }
            self.hand_in(id, TabInput::Command(TabCommand::Dismiss(toast)));
        }
        let gap = self.between(2_000, 30_000);
        self.plan(gap, Event::Agent);
    }
}
