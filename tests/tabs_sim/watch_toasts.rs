//! What must hold of toasts and actions.

use crate::browser::{Browser, Event, PageId};
use crate::page::Page;
use genesys_toasts::engine::Toast;
use genesys_toasts::engine::action_io::{ActionError, CallId, ToastAction, ToastKind};
use std::collections::BTreeSet;

/// How late a tab may be with what has begun or ended, while it runs and its leader is connected, in ms.
const LATE_MS: u64 = 1_000;

/// How long the decision of a call may take: 5 s, 3 s for the list, and the way. Where its leader is gone: until that is found out.
const DECIDED_MS: u64 = 9_000;
/// The same where the leader is hidden, whose timers may be a minute late.
const DECIDED_HIDDEN_MS: u64 = DECIDED_MS + 62_000;
const DECIDED_LATE_MS: u64 = 65_000 + 62_000 + DECIDED_MS;

/// A toast that the agent has closed.
#[derive(Debug)]
pub struct Closed {
    /// The tabs that have been there since all tabs knew of it; empty while that is not sure.
    pub keepers: BTreeSet<PageId>,
}

/// What a toast is of, in the list of a page.
fn key(toast: &Toast) -> String {
    match toast.kind {
        ToastKind::Ring => toast.conversation_id.clone(),
        ToastKind::AutoAnswered => format!("notice of {}", toast.conversation_id),
    }
}

/// In so many ms after it is connected a leader has a list, also where the server is slow.
const LISTED_MS: u64 = 60_000;

impl Browser {
    /// After each thing that was handed in: what the app sees is what it was reported.
    pub fn watch_page(&mut self, at: usize) {
        let page = &self.pages[at];
        let toasts = &page.snapshot.toasts;
        let reported = |toast: &Toast| page.listed.iter().any(|listed| *listed == key(toast));
        let same = toasts.len() == page.listed.len() && toasts.iter().all(|toast| reported(toast));
        assert!(same, "{} shows {toasts:?}, and was reported of {:?}", page.id.0, page.listed);
        page.alerts.look(|| page.client.snapshot());
        if page.is_awake() && self.now.is_multiple_of(16) {
            let snapshot = page.client.snapshot();
            let seen = (&page.snapshot.toasts, page.snapshot.status, page.snapshot.tab, page.snapshot.alerts.clone());
            let real = (&snapshot.toasts, snapshot.status, snapshot.tab, snapshot.alerts.clone());
            assert_eq!(seen, real, "the app was not reported that its snapshot has changed");
        }
        let ready = page.snapshot.alerts.sound == genesys_toasts::engine::alerts::SoundState::Ready && page.gestured;
        let now = self.now;
        let page = &mut self.pages[at];
        page.ready_since = ready.then(|| page.ready_since.unwrap_or(now));
    }

    pub fn watch_shown(&mut self, at: usize, toast: &Toast) {
        let page = &mut self.pages[at];
        page.listed.push(key(toast));
        if toast.kind == ToastKind::AutoAnswered {
            return;
        }
        self.watch.shown += 1;
        let times = page.shown.entry(toast.conversation_id.clone()).or_default();
        // A leader that hangs learns last of all what has ended; its successor may not know that yet.
        *times = if page.thawed_at == self.now { 1 } else { *times + 1 };
        assert_eq!(*times, 1, "{} was shown twice in {}", toast.conversation_id, page.id.0);
        let late = page.thawed_at == self.now;
        let closed = self.watch.groups[page.group].closed.get(&toast.conversation_id).filter(|_| !late);
        let known = closed.is_some_and(|closed| !closed.keepers.is_empty());
        assert!(!known, "{} was closed, and comes back in {}", toast.conversation_id, page.id.0);
    }

    pub fn watch_dismissed(&mut self, at: usize, toast: &Toast) {
        let page = &mut self.pages[at];
        let known = page.listed.iter().position(|listed| *listed == key(toast));
        page.listed.remove(known.unwrap_or_else(|| panic!("{} went, and was not shown: {toast:?}", key(toast))));
    }

    /// The agent closes a toast.
    pub fn watch_close(&mut self, group: usize, conversation: &str) {
        self.watch.closed += 1;
        let at = self.now;
        let closed = &mut self.watch.groups[group].closed;
        closed.entry(conversation.to_owned()).or_insert(Closed { keepers: BTreeSet::new() });
        self.plan(200, Event::Closed(group, conversation.to_owned(), at));
    }

    /// A fifth of a second after a toast was closed under a leader that still leads: no tab shows it (L3).
    pub fn watch_closed_in_all(&mut self, at: usize, conversation: &str, since: u64) {
        let group = &self.watch.groups[at];
        let undisturbed = group.leader.is_some() && group.led_since + 500 <= since;
        if !undisturbed || self.watch.troubled_at + 500 > since {
            return;
        }
        let there = |page: &&Page| page.group == at && page.is_awake() && page.awake_since < since;
        for page in self.pages.iter().filter(there) {
            assert!(!page.lists(conversation), "{conversation} was closed and is still shown in {}", page.id.0);
        }
        let keepers = self.pages.iter().filter(there).map(|page| page.id).collect();
        if let Some(closed) = self.watch.groups[at].closed.get_mut(conversation) {
            closed.keepers = keepers;
        }
    }

    /// A page is gone, or its client has stopped.
    pub fn watch_gone(&mut self, id: PageId) {
        if let Some(at) = self.at(id) {
            self.watch_silence(at);
        }
        self.watch_frozen(id);
    }

    /// A page does not run.
    pub fn watch_frozen(&mut self, id: PageId) {
        for group in &mut self.watch.groups {
            for closed in group.closed.values_mut() {
                closed.keepers.remove(&id);
            }
        }
    }

    /// While the leader is connected and knows what rings, each tab shows what rings, and nothing else.
    pub fn look_at_toasts(&mut self, at: usize) {
        let now = self.now;
        let group = &self.watch.groups[at];
        for page in self.pages.iter().filter(|page| page.group == at) {
            self.look_at_calls(page);
            if !group.is_well_for(now, LATE_MS) || !page.awake_for(now, LATE_MS) {
                continue;
            }
            // What began or ended while the leader was cut off is found by its next list, which may take a while after the events come again.
            let listed = group.is_well_for(now, LISTED_MS);
            let was_well = |at: u64| group.well_since.is_some_and(|since| since <= at);
            for toast in page.snapshot.toasts.iter().filter(|toast| toast.kind == ToastKind::Ring) {
                let conversation = &toast.conversation_id;
                let ended = self.server.call_of(conversation).ended;
                let over = ended.is_some_and(|ended| ended + LATE_MS < now && (listed || was_well(ended)));
                assert!(!over, "{conversation} has been over for long and is still shown in {}", page.id.0);
                let closed = group.closed.get(conversation).is_some_and(|closed| !closed.keepers.is_empty());
                assert!(!closed, "{conversation} was closed and is shown in {}", page.id.0);
            }
            let ringing = self.server.ringing().filter(|(_, call)| call.began + LATE_MS <= now);
            for (number, call) in ringing.filter(|(_, call)| listed || was_well(call.began)) {
                let conversation = format!("c-{number}");
                let shown = page.lists(&conversation) || group.closed.contains_key(&conversation);
                assert!(shown, "{conversation} rings since {} and is not shown in {}", call.began, page.id.0);
            }
        }
    }

    /// No call is open that has had its time (C1, L3).
    fn look_at_calls(&self, page: &Page) {
        let (now, led_since) = (self.now, self.watch.groups[page.group].led_since);
        let leader = self.watch.groups[page.group].leader.and_then(|id| self.at(id)).map(|at| &self.pages[at]);
        let limit_ms = leader.map(|leader| if leader.visible { DECIDED_MS } else { DECIDED_HIDDEN_MS });
        for (call, called) in page.calls.iter().filter(|_| page.is_awake()) {
            let since = called.at.max(page.awake_since).max(led_since);
            assert!(limit_ms.is_none_or(|ms| since + ms >= now), "call {call} for c-{} is not decided", called.number);
            assert!(called.at.max(page.awake_since) + DECIDED_LATE_MS >= now, "call {call} is never decided");
        }
    }

    /// A call is decided: once, in the tab that made it, and as the server's record says.
    pub fn watch_settled(&mut self, at: usize, call: CallId, error: Option<&ActionError>) {
        let page = &mut self.pages[at];
        let called =
            page.calls.remove(&call).unwrap_or_else(|| panic!("call {call} is decided twice, or of another tab"));
        let record = &self.server.calls[&called.number];
        match (error, called.action) {
            (None, ToastAction::Answer) => assert!(record.answered, "c-{} was not answered", called.number),
            (None, ToastAction::Decline) => assert!(record.ended.is_some(), "c-{} was not declined", called.number),
            (Some(error), _) => assert!(!error.message.contains("SECRET"), "a secret in {}", error.message),
        }
    }
}
