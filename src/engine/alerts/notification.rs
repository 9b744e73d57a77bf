//! The notifications of what rings (A7).

use super::{AlertCommand, Alerts, Permission, emit};
use crate::engine::context::Context;

impl Alerts {
    /// Shows and closes notifications (A7).
    pub(super) fn notify(&mut self, cx: &mut Context) {
        let options = &cx.config.alerts;
        if options.notification.on().is_none() && self.notices == 0 {
            return;
        }
        let attention = self.attention_to_tabs(cx);
        let mut commands = Vec::new();
        let allowed =
            self.tabs.may_alert && self.permission == Permission::Granted && !self.mute.is_on() && !self.frozen;
        let on = options.notification.on().filter(|on| allowed && on.when.holds(attention));
        for ring in &mut self.rings {
            let due = on.filter(|on| ring.may_alert(cx, &on.after_ms));
            match (due, &ring.notice) {
                (Some(on), None) if !ring.notice_closed && ring.confirmed => {
                    let notice = ring.notice(options, on);
                    ring.notice = Some(notice.tag.clone());
                    commands.push(AlertCommand::ShowNotification(notice));
                }
                (None, Some(tag)) => {
                    commands.push(AlertCommand::CloseNotification(tag.clone()));
                    ring.notice = None;
                }
                (Some(_), _) | (None, None) => {}
            }
        }
        self.notices = self.rings.iter().filter(|ring| ring.notice.is_some()).count();
        for command in commands {
            emit(cx, command);
        }
    }

    pub(super) fn handle_click(&mut self, cx: &mut Context, tag: &str) {
        let Some(ring) = self.rings.iter_mut().find(|ring| ring.notice.as_deref() == Some(tag)) else { return };
        ring.notice = None;
        ring.notice_closed = true;
        emit(cx, AlertCommand::FocusWindow);
        emit(cx, AlertCommand::CloseNotification(tag.to_owned()));
        let toast = ring.toast.clone();
        emit(cx, AlertCommand::Opened(toast));
    }
}
