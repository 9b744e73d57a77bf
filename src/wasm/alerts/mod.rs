//! Performs what the engine asks for about alerts: sound, notifications, the title of the page (A1–A12).

mod audio;
mod files;
mod notification;
mod title;
mod tone;

use super::app;
use super::page::{self, Listeners};
use super::runtime::Runtime;
use super::storage;
use crate::engine::Input;
use crate::engine::alerts::{AlertCommand, AlertEvent};
use audio::Audio;
use js_sys::Promise;
use notification::ShownNotification;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use title::ShownTitle;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type MediaQuery;
    #[wasm_bindgen(method, getter, structural)]
    fn matches(this: &MediaQuery) -> JsValue;
    // jsdom and workers do not have it.
    #[wasm_bindgen(catch, js_name = matchMedia)]
    fn match_media(query: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = window, js_name = focus)]
    fn focus_window() -> Result<(), JsValue>;
}

/// The events with which browsers count a gesture.
const GESTURES: [&str; 4] = ["pointerdown", "pointerup", "keydown", "touchend"];

/// What the alerts of one engine have in the browser. Nothing is made before it is needed.
#[derive(Default)]
pub(super) struct Alerts {
    /// Whether the page had the focus when that was reported last.
    focused: Cell<bool>,
    audio: RefCell<Option<Rc<Audio>>>,
    gestures: RefCell<Option<Listeners>>,
    notifications: RefCell<Vec<ShownNotification>>,
    title: RefCell<Option<Rc<ShownTitle>>>,
    /// The question for the permission, until the agent has answered it.
    question: RefCell<Option<Promise>>,
}

impl Alerts {
    /// Ends all of it: the engine is gone.
    pub(super) fn close(&self) {
        drop(self.gestures.take());
        drop(self.title.take());
        drop(self.notifications.take());
        drop(self.audio.take());
    }
}

impl Runtime {
    /// Reports the focus of the page, and whether the agent wants reduced motion: before the engine starts, and when the focus changes.
    pub(super) fn report_surroundings(&self) {
        if page::document().is_none() {
            return;
        }
        // A replaced `matchMedia` may give anything.
        let query = match_media("(prefers-reduced-motion: reduce)").unwrap_or_default();
        let reduced = query.is_object() && query.unchecked_ref::<MediaQuery>().matches() == JsValue::TRUE;
        self.handle(Input::Alert(AlertEvent::ReducedMotion(reduced)));
        let focused = page::is_focused();
        self.alerts().focused.set(focused);
        self.handle(Input::Alert(AlertEvent::Focus(focused)));
    }

    /// Reports the focus of the page, if it is another one than was reported.
    pub(super) fn report_focus(&self) {
        let focused = page::is_focused();
        if self.alerts().focused.replace(focused) != focused {
            self.handle(Input::Alert(AlertEvent::Focus(focused)));
        }
    }

    /// Unlocks the alerts within this task. The promise resolves when the agent has answered the question for the permission, if there is one.
    pub(super) fn unlock_alerts(&self) -> Promise {
        self.note_gesture();
        self.handle(Input::Alert(AlertEvent::Unlock));
        let question = self.alerts().question.borrow().clone();
        question.unwrap_or_else(|| Promise::resolve(&JsValue::UNDEFINED))
    }

    pub(super) fn perform_alert(&self, command: AlertCommand) {
        let alerts = self.alerts();
        match command {
            AlertCommand::PrepareAudio => self.prepare_audio(),
            AlertCommand::LoadFiles(urls) => {
                if let Some(audio) = self.audio() {
                    urls.iter().for_each(|url| audio.load(url));
                }
            }
            AlertCommand::ResumeAudio => {
                if let Some(audio) = self.audio() {
                    audio.resume();
                }
            }
            AlertCommand::SuspendAudio => {
                if let Some(audio) = self.audio() {
                    audio.suspend();
                }
            }
            AlertCommand::AwaitGesture(awaits) => {
                let listeners = if awaits { self.listen_to_gestures() } else { None };
                drop(alerts.gestures.replace(listeners));
            }
            AlertCommand::Play(sound) => {
                if let Some(audio) = self.audio() {
                    audio.play(&sound);
                }
            }
            AlertCommand::StopSound { fade } => {
                if let Some(audio) = self.audio() {
                    audio.stop(fade);
                }
            }
            AlertCommand::ReadPermission => {
                self.handle(Input::Alert(AlertEvent::Permission(notification::permission())));
            }
            AlertCommand::AskPermission => {
                let question = notification::ask(self.weak());
                alerts.question.replace(question);
            }
            AlertCommand::ShowNotification(notice) => self.show_notification(&notice),
            AlertCommand::CloseNotification(tag) => drop(self.take_notification(&tag)),
            AlertCommand::Title(text) => self.show_title(text.as_deref()),
            AlertCommand::FocusWindow => {
                let _ = focus_window();
            }
            AlertCommand::Opened(toast) => {
                let toast = self.toast_object(&toast);
                app::call_on_open(self.host(), &toast);
            }
            AlertCommand::LoadMute { key } => {
                if let Some(until) = storage::load_mute(&key) {
                    self.handle(Input::Alert(AlertEvent::StoredMute(until)));
                }
            }
            AlertCommand::StoreMute { key, until } => storage::store_mute(&key, until),
            AlertCommand::RemoveMute { key } => storage::remove_mute(&key),
        }
    }

    /// The agent has answered the question for the permission.
    fn answer_permission(&self) {
        self.alerts().question.take();
        self.handle(Input::Alert(AlertEvent::Permission(notification::permission())));
    }

    /// Lets audio run within the task of a gesture: the browser allows it only there.
    fn listen_to_gestures(&self) -> Option<Listeners> {
        Listeners::new(self.weak(), self.host(), (&GESTURES, &[], true), |runtime, _| {
            runtime.note_gesture();
        })
    }

    /// Lets audio run, if the browser counts the present event as a gesture and audio waits for one.
    pub(super) fn note_gesture(&self) {
        if self.alerts().gestures.borrow().is_none() || !page::is_gesture() {
            return;
        }
        if let Some(audio) = self.audio() {
            audio.resume();
        }
        self.handle(Input::Alert(AlertEvent::Gesture));
    }

    fn audio(&self) -> Option<Rc<Audio>> {
        self.alerts().audio.borrow().clone()
    }

    fn show_title(&self, text: Option<&str>) {
        let Some(text) = text else { return drop(self.alerts().title.take()) };
        let known = self.alerts().title.borrow().clone();
        // Nothing is borrowed while the title is set: the page may have replaced its setter.
        let Some(title) = known.or_else(|| ShownTitle::new(self.host()).map(Rc::new)) else { return };
        self.alerts().title.replace(Some(Rc::clone(&title)));
        title.show(text);
    }
}
