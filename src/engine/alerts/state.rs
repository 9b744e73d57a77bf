//! What the app sees of the alerts.

use super::Alerts;
use super::audio::Audio;
use super::mute::Mute;
use super::{AlertState, Muted, NotificationState, Permission, SoundState};
use crate::engine::context::Context;

impl Alerts {
    pub(super) fn report(&self, cx: &Context) -> AlertState {
        let options = &cx.config.alerts;
        let sound = match self.audio {
            _ if !self.running || options.sound.on().is_none() => SoundState::Off,
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
        let muted = match self.mute {
            Mute::Off => None,
            Mute::Until(_, wall) => Some(Muted { until: Some(wall) }),
            Mute::Endless => Some(Muted { until: None }),
        };
        AlertState { sound, notification, muted, sounding: self.sounding.clone() }
    }
}
