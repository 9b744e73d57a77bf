//! Do not disturb (A10).

use super::{Muted, emit};
use crate::engine::alert_io::AlertCommand;
use crate::engine::context::Context;
use crate::engine::time::{Timestamp, WallTime};

/// Whether alerts are muted, and until when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mute {
    #[default]
    Off,
    /// Until then, which the wall clock shows as so many ms since 1970.
    Until(Timestamp, i64),
    /// Until `unmute()`.
    Endless,
}

impl Mute {
    pub(super) fn is_on(self) -> bool {
        self != Self::Off
    }

    pub(super) fn ends_at(self) -> Option<Timestamp> {
        match self {
            Self::Until(at, _) => Some(at),
            Self::Off | Self::Endless => None,
        }
    }

    pub(super) fn begin(&mut self, cx: &mut Context, for_ms: Option<u64>) {
        *self = for_ms.map_or(Self::Endless, |ms| Self::Until(cx.now() + ms, cx.to_wall(cx.now() + ms)));
        let until = match self {
            Self::Until(_, wall) => Some(*wall),
            Self::Off | Self::Endless => None,
        };
        if let Some(key) = key(cx) {
            emit(cx, AlertCommand::StoreMute { key, until });
        }
    }

    pub(super) fn end(&mut self, cx: &mut Context) {
        if std::mem::take(self) != Self::Off
            && let Some(key) = key(cx)
        {
            emit(cx, AlertCommand::RemoveMute { key });
        }
    }

    /// Returns what the app sees.
    pub(super) fn state(self) -> Option<Muted> {
        match self {
            Self::Off => None,
            Self::Until(_, wall) => Some(Muted { until: Some(wall) }),
            Self::Endless => Some(Muted { until: None }),
        }
    }

    /// The tab that leads is muted, or not; it stores that (L3).
    pub(super) fn mirror(&mut self, cx: &Context, leader: Option<Muted>) {
        *self = match leader {
            None => Self::Off,
            Some(Muted { until: None }) => Self::Endless,
            Some(Muted { until: Some(wall) }) => Self::Until(cx.clock.time_of(WallTime(wall)), wall),
        };
    }

    pub(super) fn load(self, cx: &mut Context) {
        if let Some(key) = key(cx) {
            emit(cx, AlertCommand::LoadMute { key });
        }
    }

    /// What an earlier page stored. It has no say where the agent has muted this one.
    pub(super) fn restore(&mut self, cx: &mut Context, until: Option<i64>) {
        if self.is_on() {
            return;
        }
        *self = until.map_or(Self::Endless, |wall| Self::Until(cx.clock.time_of(WallTime(wall)), wall));
        self.handle_timeout(cx);
    }

    pub(super) fn handle_timeout(&mut self, cx: &mut Context) {
        if self.ends_at().is_some_and(|at| at <= cx.now()) {
            self.end(cx);
        }
    }
}

/// Where it is stored, if `storageKey` names the agent.
fn key(cx: &Context) -> Option<String> {
    cx.config.storage_key.as_ref().map(|agent| format!("genesys-toasts:mute:{agent}"))
}
