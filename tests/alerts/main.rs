//! What reaches an agent who does not look at the page, in virtual time (A1–A10).
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, unreachable_pub, reason = "a test")]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

#[path = "../support/mod.rs"]
mod support;

mod audio;
mod confirmed;
mod mute;
mod notification;
mod sound;
mod title;

use genesys_toasts::engine::alerts::{
    AlertCommand, AlertEvent, AlertOptions, AlertState, AudioEvent, NotificationOptions, Permission, SoundOptions, Tone,
};
use genesys_toasts::engine::options::Switch;
use genesys_toasts::{Config, Input, Output};
use support::channel::with_agent_exactly;
use support::{Desk, with_client};

/// Alerts with sound and notification, and the title.
pub fn all_alerts() -> AlertOptions {
    AlertOptions {
        sound: Switch(Some(SoundOptions::default())),
        notification: Switch(Some(NotificationOptions::default())),
        ..AlertOptions::default()
    }
}

/// Only the sound.
pub fn sound_only() -> AlertOptions {
    AlertOptions { title: Switch(None), notification: Switch(None), ..all_alerts() }
}

/// A connected desktop on `routing-events` that may sound and notify.
pub fn on_routing_events(alerts: AlertOptions) -> Desk {
    ready(Desk::connected_with(Config { alerts, ..with_client() }))
}

/// The same on `notifications`.
pub fn on_notifications(alerts: AlertOptions) -> Desk {
    ready(Desk::receiving_with(Config { alerts, ..with_agent_exactly() }))
}

fn ready(mut desk: Desk) -> Desk {
    desk.alert(AlertEvent::Audio(AudioEvent::Running));
    desk.alert(AlertEvent::Permission(Permission::Granted));
    // The audio context is suspended until something rings.
    desk.pass(1_000);
    desk.trace.clear();
    desk
}

impl Desk {
    pub fn alert(&mut self, event: AlertEvent) {
        self.input(Input::Alert(event));
    }

    /// What the alerts asked for since the last time, in words.
    pub fn alerts(&mut self) -> Vec<String> {
        let words =
            self.outputs().filter_map(|o| if let Output::Alert(c) = o { Some(in_words(c)) } else { None }).collect();
        self.trace.retain(|(_, output)| !matches!(output, Output::Alert(_)));
        words
    }

    pub fn alert_state(&self) -> AlertState {
        self.snapshot().alerts
    }
}

fn in_words(command: &AlertCommand) -> String {
    match command {
        AlertCommand::Play(sound) => {
            let tone = match sound.tone {
                Tone::Voice => "voice",
                Tone::Other => "other",
                Tone::CallWaiting => "call waiting",
            };
            format!("play {tone}{}", sound.url.as_ref().map_or_else(String::new, |url| format!(" {url}")))
        }
        AlertCommand::StopSound { fade: true } => "stop".into(),
        AlertCommand::StopSound { fade: false } => "stop at once".into(),
        AlertCommand::SuspendAudio => "rest".into(),
        AlertCommand::PrepareAudio => "prepare".into(),
        AlertCommand::ResumeAudio => "resume".into(),
        AlertCommand::AwaitGesture(on) => format!("await gesture {on}"),
        AlertCommand::LoadFiles(urls) => format!("load {}", urls.join(" ")),
        AlertCommand::ReadPermission => "read permission".into(),
        AlertCommand::AskPermission => "ask permission".into(),
        AlertCommand::ShowNotification(notice) => format!("notify {} | {}", notice.title, notice.body),
        AlertCommand::CloseNotification(_) => "close notification".into(),
        AlertCommand::Title(text) => text.as_ref().map_or_else(|| "own title".into(), |text| format!("title {text}")),
        AlertCommand::FocusWindow => "focus window".into(),
        AlertCommand::Opened(toast) => format!("opened {}", toast.conversation_id),
        AlertCommand::LoadMute { key } => format!("load {key}"),
        AlertCommand::StoreMute { key, until } => format!("store {key} {until:?}"),
        AlertCommand::RemoveMute { key } => format!("remove {key}"),
    }
}
