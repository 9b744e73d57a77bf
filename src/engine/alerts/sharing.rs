//! The alerts of one of several tabs (L7): the leader knows, and one tab sounds.

use super::audio::Audio;
use super::{Alerts, Muted};
use crate::engine::context::Context;
use crate::engine::tabs::message::{SharedAlerts, TabAttention};
use crate::engine::tabs::tab::TabAlerts;
use crate::engine::toasts::Toasts;

impl Alerts {
    /// Whether this tab alerts, and what the other tabs have of the agent's attention, is another one.
    pub(crate) fn set_tabs(&mut self, tabs: TabAlerts) {
        self.tabs = tabs;
    }

    /// Whether this tab gives sound and notifications.
    pub(crate) fn may_alert(&self) -> bool {
        self.tabs.may_alert
    }

    /// Whether sound that this tab makes would be a second one.
    pub(super) fn others_sound(&self) -> bool {
        !self.tabs.may_alert && !self.sounding.is_empty()
    }

    /// Returns what this tab has of the agent's attention, but for visibility.
    pub(crate) fn own_attention(&self) -> TabAttention {
        TabAttention { audio_ready: self.audio == Audio::Ready, focused: self.focused, visible: false }
    }

    /// Returns what the other tabs have to know.
    pub(crate) fn shared(&self, is_receiving: bool, in_call: bool) -> SharedAlerts {
        let ids = |is: fn(&super::Ringing) -> bool| {
            self.rings.iter().filter(|ring| is(ring)).map(|ring| ring.toast.id.clone()).collect()
        };
        SharedAlerts {
            muted: self.state.muted,
            silenced: ids(|ring| ring.silenced),
            unconfirmed: ids(|ring| !ring.confirmed),
            is_receiving,
            in_call,
        }
    }

    /// Takes over what the leader knows.
    pub(crate) fn mirror(&mut self, cx: &mut Context, toasts: &Toasts, leader: &SharedAlerts) {
        self.follow(cx, toasts);
        self.mute.mirror(cx, leader.muted);
        for ring in &mut self.rings {
            ring.silenced |= leader.silenced.contains(&ring.toast.id);
        }
    }

    /// Whether another tab can play audio, and this one need not.
    pub(super) fn is_audible_elsewhere(&self) -> bool {
        !self.tabs.may_alert && self.tabs.others.audio_ready
    }

    /// Returns whether the agent has muted the alerts.
    pub(super) fn muted(&self) -> Option<Muted> {
        self.mute.state()
    }
}
