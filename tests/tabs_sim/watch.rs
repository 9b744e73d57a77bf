//! What must hold after each step.

use crate::browser::Browser;
use crate::page::Page;
use genesys_toasts::engine::Toast;
use genesys_toasts::engine::tabs::election::Role;
use genesys_toasts::engine::tabs::message::TabId;
use std::collections::BTreeMap;

/// How long two tabs may lead, or alert, until the one knows of the other, in ms.
const OVERLAP_MS: u64 = 50;
const ALERT_OVERLAP_MS: u64 = 400;

/// How long nobody may lead (L4): where the lock is free; where its holder is frozen, and a tab is visible; where all are hidden,
/// whose timers may be a minute late. With a second for what is on its way.
const FREE_MS: u64 = 1_000;
const STUCK_VISIBLE_MS: u64 = 3_000 + 2_000;
const STUCK_HIDDEN_MS: u64 = 65_000 + 62_000;

/// A ring that lasts so long is shown in each tab that was visible all along, in ms.
const SEEN_MS: u64 = 10_000;

#[derive(Debug, Default)]
pub struct Watch {
    pub rings: u64,
    pub leaders: u64,
    pub steals: u64,
    pub shown: u64,
    pub dismissals: u64,
    pub alerts: u64,
    pub opened: u64,
    pub troubled_at: u64,
    two_lead_since: Option<u64>,
    two_alert_since: Option<u64>,
    nobody_since: Option<u64>,
    /// When each tab took the lock by force; a shift is shorter than an hour.
    thefts: BTreeMap<TabId, Vec<u64>>,
    /// How often each conversation was shown in each tab.
    times: BTreeMap<(TabId, String), u32>,
    /// The tabs that have been visible since a ring began, and when that was.
    witnesses: BTreeMap<String, (u64, Vec<TabId>)>,
}

impl Browser {
    pub fn watch_step(&mut self) {
        let now = self.now;
        let awake = || self.pages.iter().filter(|page| !page.frozen);
        let leading = awake().filter(|page| page.leads()).count();
        let alerting = awake().filter(|page| page.tab.may_alert()).count();
        let limit_ms = self.nobody_limit_ms();
        let joined = awake().any(|page| page.tab.role() != Role::Absent);
        let watch = &mut self.watch;
        watch.two_lead_since = (leading > 1).then(|| watch.two_lead_since.unwrap_or(now));
        let overlap = watch.two_lead_since.map_or(0, |since| now - since);
        assert!(overlap <= OVERLAP_MS, "two tabs have led for {overlap} ms");
        watch.two_alert_since = (alerting > 1).then(|| watch.two_alert_since.unwrap_or(now));
        let overlap = watch.two_alert_since.map_or(0, |since| now - since);
        assert!(overlap <= ALERT_OVERLAP_MS, "two tabs have alerted for {overlap} ms");
        watch.nobody_since = (leading == 0 && joined).then(|| watch.nobody_since.unwrap_or(now));
        let nobody = watch.nobody_since.map_or(0, |since| now - since);
        assert!(nobody <= limit_ms, "nobody has led for {nobody} ms");
        let hidden: Vec<TabId> =
            self.pages.iter().filter(|page| page.frozen || !page.attention.visible).map(|page| page.id).collect();
        let there: Vec<TabId> = self.pages.iter().map(|page| page.id).collect();
        for (_, witnesses) in self.watch.witnesses.values_mut() {
            witnesses.retain(|id| there.contains(id) && !hidden.contains(id));
        }
    }

    fn nobody_limit_ms(&self) -> u64 {
        let stuck = self.pages.iter().any(|page| page.frozen && Some(page.id) == self.holder);
        let visible = self.pages.iter().any(|page| !page.frozen && page.attention.visible);
        // The only one that could take the lock may have done so less than 30 s ago (L5).
        let spent = self.watch.thefts.values().flatten().any(|at| self.now - at < 30_000 + 2 * STUCK_VISIBLE_MS);
        match (stuck, visible && !spent) {
            // What was stuck a moment ago is free only now.
            (false, _) if self.now - self.watch.troubled_at > STUCK_HIDDEN_MS => FREE_MS,
            (_, true) if self.now - self.watch.troubled_at > STUCK_VISIBLE_MS => STUCK_VISIBLE_MS,
            (..) => STUCK_HIDDEN_MS,
        }
    }

    /// A lock is taken by force: its holder does not run, or has just begun to, or has agreed (L5, L6).
    pub fn watch_steal(&mut self, by: TabId) {
        let holder = self.pages.iter().find(|page| Some(page.id) == self.holder);
        let agreed = holder.is_some_and(|page| page.tab.role() == Role::Yielding(by));
        let begins = self.now - self.held_since < 1_000;
        let stuck = holder.is_some_and(|page| page.frozen || page.thawed_at + 1_000 > self.now);
        assert!(agreed || begins || stuck, "{} takes the lock from {:?}, which works", by.0, self.holder);
        if !agreed {
            self.watch.steals += 1;
            let now = self.now;
            let times = self.watch.thefts.entry(by).or_default();
            let again = times.last().map_or(u64::MAX, |last| now - last);
            times.push(now);
            assert!(again >= 30_000 && times.len() <= 3, "{} steals too often: {times:?}", by.0);
        }
    }

    pub fn watch_ring_begin(&mut self, conversation: &str) {
        self.watch.rings += 1;
        let sees = |page: &&Page| !page.frozen && page.attention.visible;
        let witnesses = self.pages.iter().filter(sees).map(|page| page.id).collect();
        self.watch.witnesses.insert(conversation.to_owned(), (self.now, witnesses));
    }

    pub fn watch_ring_end(&mut self, conversation: &str) {
        let (began, witnesses) = self.watch.witnesses.remove(conversation).expect("it began");
        let closed = self.watch.times.keys().any(|(_, known)| known == conversation);
        for id in witnesses.into_iter().filter(|_| self.now - began >= SEEN_MS) {
            let shown = self.watch.times.contains_key(&(id, conversation.to_owned()));
            // The agent may have closed it in another tab before it came here.
            assert!(shown || closed, "{conversation} rang for {} ms and was not shown in {}", self.now - began, id.0);
        }
    }

    pub fn watch_shown(&mut self, id: TabId, toast: &Toast) {
        self.watch.shown += 1;
        let times = self.watch.times.entry((id, toast.conversation_id.clone())).or_default();
        *times += 1;
        assert_eq!(*times, 1, "{} was shown twice in {}", toast.conversation_id, id.0);
    }

    /// A while after a ring began under a leader that still leads: every tab shows it.
    pub fn watch_shown_in_all(&mut self, conversation: &str, leader: TabId) {
        let undisturbed = self.leader() == Some(leader) && self.now - self.watch.troubled_at > 1_000;
        if !undisturbed || !self.ringing.contains(conversation) {
            return;
        }
        for page in self.pages.iter().filter(|page| !page.frozen && page.tab.role() != Role::Absent) {
            let shown = self.watch.times.contains_key(&(page.id, conversation.to_owned()));
            assert!(shown, "{conversation} is not shown in {}, which is {:?}", page.id.0, page.tab.role());
        }
    }

    /// A fifth of a second after a toast was closed under a leader that still leads: no tab shows it.
    pub fn watch_dismissed_in_all(&mut self, toast: &str, leader: TabId, at: u64) {
        if self.leader() != Some(leader) || self.watch.troubled_at + 1_000 > at {
            return;
        }
        for page in self.pages.iter().filter(|page| !page.frozen) {
            let listed = page.tab.state().is_some_and(|state| state.toasts.iter().any(|known| known.id == toast));
            assert!(!listed, "{toast} was closed and is still shown in {}", page.id.0);
        }
    }

    /// At the end one tab leads, and all show what rings.
    pub fn check_well(&mut self) {
        let leading: Vec<u64> = self.pages.iter().filter(|page| page.leads()).map(|page| page.id.0).collect();
        assert_eq!(leading.len(), 1, "who leads? {leading:?}");
        let shown = |page: &Page| -> Vec<String> {
            let toasts = page.tab.state().map_or(Vec::new(), |state| state.toasts.clone());
            toasts.iter().map(|toast| toast.id.clone()).collect()
        };
        // What has just begun is on its way.
        let agree = |browser: &Self| browser.pages.iter().all(|page| shown(page) == shown(&browser.pages[0]));
        for _ in 0..10 {
            if agree(self) {
                return;
            }
            self.pass(20);
        }
        panic!("the tabs show different things: {:?}", self.pages.iter().map(shown).collect::<Vec<_>>());
    }
}
