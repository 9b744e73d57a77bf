//! Passes events of the page and of the timers, and the time that passes, to the parts of the engine.

use super::connection::SocketTimer;
use super::input::PageEvent;
use super::notifications::ChannelTimer;
use super::output::LogLevel;
use super::source::EventSource;
use super::time::{Now, Timestamp, WAKE_GAP_MS};
use super::timers::Timer;
use super::token::TokenTimer;
use super::{Engine, Lifecycle};

/// How late a timer of a hidden page may be without a sleep of the computer (S10), in ms.
const HIDDEN_LATENESS_MS: u64 = 90_000;

impl Engine {
    pub(super) fn handle_page(&mut self, event: PageEvent) {
        self.note_page(event);
        match event {
            PageEvent::Online => {
                self.connection.handle_online(&mut self.cx);
                self.token.handle_online(&mut self.cx);
                self.source.handle_online(&mut self.cx);
                let offline_since = self.offline_since.take();
                self.check(offline_since);
            }
            PageEvent::Offline => self.offline_since = self.offline_since.or(Some(self.cx.now())),
            PageEvent::Visible | PageEvent::Show | PageEvent::Thaw => {
                if self.connection.show() {
                    self.source.start(&mut self.cx);
                }
                self.visibility_changed();
                self.check(None);
            }
            PageEvent::Hidden | PageEvent::Freeze => self.visibility_changed(),
            PageEvent::Hide => {
                if self.connection.hide(&mut self.cx) {
                    self.token.cancel(&mut self.cx);
                    self.source.hide(&mut self.cx);
                }
                self.visibility_changed();
            }
        }
    }

    pub(super) fn note_page(&mut self, event: PageEvent) {
        match event {
            PageEvent::Online => self.cx.page.online = true,
            PageEvent::Offline => self.cx.page.online = false,
            PageEvent::Visible | PageEvent::Show => self.cx.page.visible = true,
            PageEvent::Hidden | PageEvent::Hide => self.cx.page.visible = false,
            PageEvent::Freeze | PageEvent::Thaw => {}
        }
        match event {
            PageEvent::Freeze | PageEvent::Hide => self.alerts.freeze(&self.cx),
            PageEvent::Thaw | PageEvent::Show | PageEvent::Visible => self.alerts.thaw(&self.cx),
            PageEvent::Online | PageEvent::Offline | PageEvent::Hidden => {}
        }
    }

    fn visibility_changed(&mut self) {
        self.toasts.set_clocks(&self.cx);
        self.token.rearm(&mut self.cx);
    }

    /// Checks the sockets. `suspect_since`: since when they may have lost frames, if they may.
    pub(super) fn check(&mut self, suspect_since: Option<Timestamp>) {
        if let Some(suspect_since) = self.checks.ask(&mut self.cx, suspect_since) {
            self.check_liveness(suspect_since);
        }
    }

    /// Lets the time pass that has passed since the last input. Returns how long the computer slept, in ms.
    pub(super) fn pass_time(&mut self, now: Now, timer_fired: bool) -> u64 {
        let late_ms = if timer_fired { self.late_ms(now) } else { 0 };
        let slept_ms = self.advance_clock(now);
        if self.lifecycle == Lifecycle::Running && slept_ms + late_ms > 0 {
            self.cx.log(LogLevel::Info, "the computer woke up");
            self.alerts.suspect(&self.cx);
            self.suspect_rings(slept_ms);
            // How long it slept is not known better than a sleep is noticed.
            self.check(Some(self.cx.now().before(slept_ms + late_ms + WAKE_GAP_MS)));
        }
        slept_ms
    }

    /// The same, without asking whether anything was missed.
    pub(super) fn advance_clock(&mut self, now: Now) -> u64 {
        let (slept_ms, wall_moved) = self.cx.clock.advance(now);
        if wall_moved {
            self.toasts.note_wall_moved(&self.cx);
        }
        self.token.handle_sleep(&mut self.cx, slept_ms);
        self.source.note_time(&mut self.cx, self.connection.overlaps(), slept_ms);
        slept_ms
    }

    /// Returns how late the timer is, in ms, if that means that the computer slept (S10); else 0.
    fn late_ms(&self, now: Now) -> u64 {
        let allowed = if self.cx.page.visible { WAKE_GAP_MS } else { HIDDEN_LATENESS_MS };
        self.armed_for.map(|due| now.mono_ms.saturating_sub(due)).filter(|late| *late > allowed).unwrap_or(0)
    }

    /// Marks rings as suspect after a sleep, so that the list of conversations decides which ones have ended (N4). A
    /// clock that was set forward looks the same as sleep.
    fn suspect_rings(&mut self, slept_ms: u64) {
        match &mut self.source {
            EventSource::Notifications(notifications) if notifications.has_user_context() => {
                self.toasts.postpone(&self.cx, slept_ms);
                notifications.suspect_rings(&mut self.cx, slept_ms);
            }
            EventSource::Notifications(_) | EventSource::RoutingEvents(_) => {}
        }
    }

    /// Runs the check of S10. The source `notifications` sends a ping; `routing-events` replaces a suspect socket.
    fn check_liveness(&mut self, suspect_since: Option<Timestamp>) {
        match (&mut self.source, suspect_since) {
            (EventSource::Notifications(notifications), suspect_since) => {
                self.connection.ping(&mut self.cx);
                if suspect_since.is_some() {
                    notifications.handle_suspicion(&mut self.cx);
                }
            }
            (EventSource::RoutingEvents(_), Some(since)) => self.connection.suspect_sockets(&mut self.cx, since),
            (EventSource::RoutingEvents(_), None) => {}
        }
    }

    pub(super) fn handle_timers(&mut self) {
        while let Some(timer) = self.cx.timers.take_due(self.cx.now()) {
            self.handle_timer(timer);
        }
        self.toasts.handle_timeout(&mut self.cx);
    }

    fn handle_timer(&mut self, timer: Timer) {
        let cx = &mut self.cx;
        match timer {
            Timer::TokenRequest => self.token.handle_timeout(cx, TokenTimer::Request),
            Timer::RateLimit => self.token.handle_timeout(cx, TokenTimer::RateLimit),
            Timer::AuthRetry => self.token.handle_timeout(cx, TokenTimer::Retry),
            Timer::Refresh => {}
            Timer::Reconnect => self.connection.handle_timeout(cx, SocketTimer::Reconnect),
            Timer::Handshake => self.connection.handle_timeout(cx, SocketTimer::Handshake),
            Timer::Stable => {
                self.connection.handle_timeout(cx, SocketTimer::Stable);
                let view = self.connection.view(&self.source);
                if view.is_receiving && view.stable {
                    self.source.handle_stable();
                }
            }
            Timer::Silence => self.connection.handle_timeout(cx, SocketTimer::Silence),
            Timer::Pong => self.connection.handle_no_pong(cx, &mut self.token, &mut self.source),
            Timer::Drain => {
                self.connection.handle_timeout(cx, SocketTimer::Drain);
                self.source.handle_drained(cx);
            }
            Timer::Check => {
                let suspect_since = self.checks.handle_timeout(cx);
                self.check_liveness(suspect_since);
            }
            Timer::Request => self.handle_channel_timer(ChannelTimer::Request),
            Timer::ApiPause => self.handle_channel_timer(ChannelTimer::ApiPause),
            Timer::Renewal => self.handle_channel_timer(ChannelTimer::Renewal),
            Timer::RingEnd => self.handle_channel_timer(ChannelTimer::RingEnd),
            // `settle` handles what has become due.
            Timer::Channel
            | Timer::Resync
            | Timer::Reliable
            | Timer::AlertChange
            | Timer::Action
            | Timer::BackOnQueue => {}
        }
    }

    fn handle_channel_timer(&mut self, timer: ChannelTimer) {
        self.source.handle_timeout(&mut self.cx, &mut self.toasts, timer);
    }
}
