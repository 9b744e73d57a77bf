//! One ring, and what the alerts have done about it.

use super::words;
use crate::engine::alert_io::Notice;
use crate::engine::alert_options::{AlertOptions, NotificationOptions};
use crate::engine::config::{Source, default};
use crate::engine::context::Context;
use crate::engine::options::ByMedia;
use crate::engine::snapshot::Toast;
use crate::engine::time::Timestamp;
use std::rc::Rc;

#[derive(Debug)]
pub(super) struct Ringing {
    pub(super) toast: Rc<Toast>,
    pub(super) began_at: Timestamp,
    /// Whether stream or list say that it rings (A3).
    pub(super) confirmed: bool,
    pub(super) silenced: bool,
    /// Audio was not ready when its sound was due (A3).
    pub(super) sound_dropped: bool,
    /// Its one tone of call waiting has played (A9).
    pub(super) waiting_tone_played: bool,
    /// The tag of its notification, while it is shown.
    pub(super) notice: Option<String>,
    /// Its notification was clicked or closed: it does not come back.
    pub(super) notice_closed: bool,
    pub(super) over: bool,
}

impl Ringing {
    pub(super) fn new(toast: Rc<Toast>, began_at: Timestamp) -> Self {
        Self {
            toast,
            began_at,
            confirmed: true,
            silenced: false,
            sound_dropped: false,
            waiting_tone_played: false,
            notice: None,
            notice_closed: false,
            over: false,
        }
    }

    /// Whether sound and notification may be given now, `after_ms` from its beginning, and before it must be taken for over (A2).
    pub(super) fn may_alert(&self, cx: &Context, after_ms: &ByMedia<u64>) -> bool {
        let now = cx.now();
        !self.over && now >= self.due_at(after_ms) && self.ends_at(cx).is_none_or(|at| now < at)
    }

    /// The times at which its alerts may change.
    pub(super) fn changes(&self, cx: &Context) -> impl Iterator<Item = Timestamp> {
        let options = &cx.config.alerts;
        let sound = options.sound.on().map(|on| self.due_at(&on.after_ms));
        let notification = options.notification.on().map(|on| self.due_at(&on.after_ms));
        let end = self.ends_at(cx).filter(|_| options.sound.on().is_some() || options.notification.on().is_some());
        [sound, notification, end].into_iter().flatten()
    }

    pub(super) fn notice(&self, options: &AlertOptions, on: &NotificationOptions) -> Notice {
        Notice {
            toast: self.toast.id.clone(),
            tag: words::tag(&self.toast),
            title: words::headline(options, &self.toast),
            body: words::about(&self.toast, on.show_caller),
            icon: on.icon.clone(),
            require_interaction: on.require_interaction,
        }
    }

    fn due_at(&self, after_ms: &ByMedia<u64>) -> Timestamp {
        self.began_at + after_ms.get(&self.toast.media_type).copied().unwrap_or(0)
    }

    /// `routing-events` cannot confirm that a ring lasts: its sound and notification end after `duration` (A2), or its default where that is
    /// without an end.
    fn ends_at(&self, cx: &Context) -> Option<Timestamp> {
        let limit_ms = || cx.config.duration_of(&self.toast.media_type).limit_ms().unwrap_or(default::DURATION_MS);
        (cx.config.source == Source::RoutingEvents).then(|| self.began_at + limit_ms())
    }
}
