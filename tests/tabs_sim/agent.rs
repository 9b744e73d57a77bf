//! What the agent does, in any tab.

use crate::browser::{Arrival, Browser, Event, PageId};
use crate::page::Called;
use crate::server::number_of;
use genesys_toasts::Input;
use genesys_toasts::engine::action_io::{ToastAction, ToastKind};
use genesys_toasts::engine::alerts::{AlertEvent, AudioEvent};
use genesys_toasts::engine::{PageEvent, Toast};
use std::rc::Rc;

impl Browser {
    pub fn agent(&mut self) {
        if !self.faults {
            return;
        }
        let id = self.any_page();
        let at = self.at(id).expect("it is there");
        match self.between(0, 11) {
            0 | 1 => self.look_at(id),
            2 => self.look_away(),
            _ if !self.pages[at].is_awake() => {}
            3 => self.click(id),
            4 => {
                let for_ms = [None, Some(self.between(2_000, 20_000))][self.between(0, 1) as usize];
                let group = self.pages[at].group;
                self.watch.groups[group].muted_at = self.now;
                self.hand_in(id, Input::Alert(AlertEvent::Mute(for_ms)));
            }
            5 => {
                let group = self.pages[at].group;
                self.watch.groups[group].muted_at = self.now;
                self.hand_in(id, Input::Alert(AlertEvent::Unmute));
            }
            6 => self.hand_in(id, Input::Retry),
            what => self.handle_toast(at, what),
        }
        let gap = self.between(500, 8_000);
        self.plan(gap, Event::Agent);
    }

    /// The agent does something with a toast, if there is one.
    fn handle_toast(&mut self, at: usize, what: u64) {
        let toasts = self.pages[at].snapshot.toasts.iter().filter(|toast| toast.kind == ToastKind::Ring);
        let toasts: Vec<Rc<Toast>> = toasts.cloned().collect();
        let Some(toast) = toasts.first() else { return };
        let (id, group, conversation) = (self.pages[at].id, self.pages[at].group, toast.conversation_id.clone());
        match what {
            7 => {
                self.watch.groups[group].silenced.entry(conversation).or_insert(self.now);
                self.hand_in(id, Input::Alert(AlertEvent::Silence(Some(toast.id.clone()))));
            }
            8 => {
                self.pages[at].pauses.push(toast.id.clone());
                self.hand_in(id, Input::Pause(Some(toast.id.clone())));
                let after = self.between(500, 10_000);
                self.plan_for(id, after, Arrival::Resume(toast.id.clone()));
            }
            9 => self.act(at, toast),
            _ => {
                self.watch_close(group, &conversation);
                self.hand_in(id, Input::Dismiss(toast.id.clone()));
                assert!(!self.pages[at].lists(&conversation), "a toast that was closed stays in its tab");
            }
        }
    }

    /// The agent answers or declines, some with a double click.
    fn act(&mut self, at: usize, toast: &Toast) {
        let action = if self.between(0, 2) == 0 { ToastAction::Decline } else { ToastAction::Answer };
        let id = self.pages[at].id;
        for _ in 0..=self.between(0, 1) {
            self.watch.acted += 1;
            let page = &mut self.pages[at];
            page.last_call += 1;
            let call = page.last_call;
            page.calls.insert(call, Called { action, number: number_of(&toast.conversation_id), at: self.now });
            self.hand_in(id, Input::Act(call, action, toast.id.clone()));
        }
    }

    /// The agent looks at this tab.
    pub fn look_at(&mut self, id: PageId) {
        let alone = self.between(0, 3) > 0;
        if self.at(id).is_some_and(|at| self.pages[at].frozen) {
            return;
        }
        for other in self.pages.iter().map(|page| page.id).collect::<Vec<_>>() {
            // A second window may stay in sight.
            let seen = other == id || (!alone && self.at(other).is_some_and(|at| self.pages[at].visible));
            self.show(other, seen, other == id);
        }
        if self.between(0, 1) == 0 {
            self.click(id);
        }
    }

    /// The agent looks at another program; the browser may stay in sight.
    fn look_away(&mut self) {
        let stays = self.between(0, 1) == 0;
        for id in self.pages.iter().map(|page| page.id).collect::<Vec<_>>() {
            let seen = stays && self.at(id).is_some_and(|at| self.pages[at].visible);
            self.show(id, seen, false);
        }
    }

    fn show(&mut self, id: PageId, visible: bool, focused: bool) {
        let Some(at) = self.at(id) else { return };
        let now = self.now;
        let page = &mut self.pages[at];
        let (was_visible, was_focused) = (page.visible, page.focused);
        if was_visible && !visible {
            page.hidden_since = now;
        } else if !was_visible && visible {
            page.visible_since = now;
        }
        (page.visible, page.focused) = (visible, focused);
        if was_visible != visible {
            let event = if visible { PageEvent::Visible } else { PageEvent::Hidden };
            self.arrive(id, Arrival::Page(event));
        }
        if was_focused != focused {
            self.arrive(id, Arrival::Alert(AlertEvent::Focus(focused)));
        }
    }

    /// The agent clicks in this tab: audio may play there.
    fn click(&mut self, id: PageId) {
        let Some(at) = self.at(id) else { return };
        if !std::mem::replace(&mut self.pages[at].gestured, true) {
            self.arrive(id, Arrival::Alert(AlertEvent::Gesture));
            self.plan_for(id, 20, Arrival::Alert(AlertEvent::Audio(AudioEvent::Running)));
        }
    }
}
