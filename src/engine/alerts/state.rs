//! What the app sees of the alerts.

use super::Alerts;
use super::audio::Audio;
use super::{AlertState, NotificationState, Permission, SoundState};
use crate::engine::context::Context;

impl Alerts {
    pub(super) fn report(&self, cx: &Context) -> AlertState {
        let options = &cx.config.alerts;
        let sound = match self.audio {
            _ if !self.running || options.sound.on().is_none() => SoundState::Off,
            _ if self.tabs.others.audio_ready => SoundState::Ready,
            Audio::Unsupported => SoundState::Off,
            Audio::Ready => SoundState::Ready,
            Audio::Blocked => SoundState::Blocked,
            Audio::Unprepared | Audio::NeedsGesture(_) => SoundState::NeedsGesture,
        };
        let notification = match self.permission {
            _ if !self.running || options.notification.on().is_none() => NotificationState::Off,
            Permission::Granted => NotificationState::Granted,
            Permission::Default => NotificationState::Default,
            Permission::Denied => NotificationState::Denied,
            Permission::Unsupported => NotificationState::Unsupported,
        };
        AlertState { sound, notification, muted: self.muted(), sounding: self.sounding.clone() }
    }
}
