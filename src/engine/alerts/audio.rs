//! Whether the browser lets sound out (A5).

use super::{Alerts, emit};
use crate::engine::alert_io::{AlertCommand, AudioEvent};
use crate::engine::context::Context;
use crate::engine::time::Timestamp;

/// How long after a gesture the audio context may take to run, in ms.
const UNLOCK_MS: u64 = 1_000;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Audio {
    /// It has not been asked for.
    #[default]
    Unprepared,
    /// There is none here.
    Unsupported,
    /// The autoplay policy holds it back. After a gesture it is `Blocked` at this time.
    NeedsGesture(Option<Timestamp>),
    /// A gesture did not help.
    Blocked,
    Ready,
}

impl Audio {
    pub(super) fn handle(&mut self, event: AudioEvent) {
        *self = match (event, *self) {
            (AudioEvent::Unsupported, _) => Self::Unsupported,
            (AudioEvent::Running, _) => Self::Ready,
            (AudioEvent::HeldBack, Self::Unprepared | Self::Ready) => Self::NeedsGesture(None),
            (AudioEvent::HeldBack, held_back) => held_back,
        };
    }

    pub(super) fn handle_gesture(&mut self, cx: &Context) {
        if *self == Self::NeedsGesture(None) {
            *self = Self::NeedsGesture(Some(cx.now() + UNLOCK_MS));
        }
    }

    /// The agent asks for another try.
    fn try_again(&mut self, cx: &Context) {
        if *self == Self::Blocked {
            *self = Self::NeedsGesture(Some(cx.now() + UNLOCK_MS));
        }
    }

    /// Returns whether a gesture has not helped.
    pub(super) fn handle_timeout(&mut self, cx: &Context) -> bool {
        let is_over = self.blocked_at().is_some_and(|at| at <= cx.now());
        if is_over {
            *self = Self::Blocked;
        }
        is_over
    }

    /// Whether it plays, or may after the gesture that there was.
    pub(super) fn may_play(self) -> bool {
        matches!(self, Self::Ready | Self::NeedsGesture(Some(_)))
    }

    pub(super) fn blocked_at(self) -> Option<Timestamp> {
        match self {
            Self::NeedsGesture(at) => at,
            Self::Unprepared | Self::Unsupported | Self::Blocked | Self::Ready => None,
        }
    }
}

impl Alerts {
    /// Makes the audio context and loads the files where a sound is wanted, reads the permission where a notification is wanted, and listens for a
    /// gesture where the browser holds audio back.
    pub(super) fn prepare(&mut self, cx: &mut Context) {
        let wanted = self.running && cx.config.alerts.sound.on().is_some();
        if wanted && self.audio == Audio::Unprepared {
            self.audio = Audio::NeedsGesture(None);
            emit(cx, AlertCommand::PrepareAudio);
        }
        if wanted && !cx.config.alerts.sound.on().is_some_and(|on| on.urls().eq(self.files.iter())) {
            self.files = cx.config.alerts.sound.on().map_or(Vec::new(), |on| on.urls().cloned().collect());
            emit(cx, AlertCommand::LoadFiles(self.files.clone()));
        }
        let asks_permission = self.running && cx.config.alerts.notification.on().is_some();
        if asks_permission && !std::mem::replace(&mut self.permission_read, true) {
            emit(cx, AlertCommand::ReadPermission);
        }
        let awaits_gesture = wanted && matches!(self.audio, Audio::NeedsGesture(_) | Audio::Blocked);
        if std::mem::replace(&mut self.awaits_gesture, awaits_gesture) != awaits_gesture {
            emit(cx, AlertCommand::AwaitGesture(awaits_gesture));
        }
    }

    /// The agent clicked on something that unlocks the sound (A5).
    pub(super) fn unlock(&mut self, cx: &mut Context) {
        self.prepare(cx);
        if self.running && cx.config.alerts.sound.on().is_some() && self.audio != Audio::Unsupported {
            self.audio.try_again(cx);
            emit(cx, AlertCommand::ResumeAudio);
        }
    }

    /// Asks for the permission to show notifications, where one is wanted and the agent has not answered (A6).
    pub(super) fn ask_permission(&self, cx: &mut Context) {
        let wanted = self.running && cx.config.alerts.notification.on().is_some();
        if wanted && self.permission == super::Permission::Default {
            emit(cx, AlertCommand::AskPermission);
        }
    }
}
