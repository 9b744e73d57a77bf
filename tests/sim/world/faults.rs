//! What goes wrong, drawn from the seed.

use super::{Event, World};
use crate::server::{SocketMode, TokenMode};
use genesys_toasts::Input;
use genesys_toasts::engine::PageEvent;
use genesys_toasts::engine::alerts::AlertEvent;

impl World {
    pub(super) fn fault(&mut self) {
        if !self.faulty {
            return;
        }
        self.watch.troubled_at = self.time.now;
        let lasts = self.rng.between(100, 45_000);
        match self.rng.between(0, 17) {
            0 => self.server.network_up = false,
            1 => self.server.socket_mode = SocketMode::Refusing,
            2 => self.server.socket_mode = SocketMode::Hanging,
            3 => self.server.socket_mode = SocketMode::AcceptAndDrop,
            4 => self.server.token_mode = TokenMode::RateLimited(self.rng.between(0, 60)),
            5 => self.server.token_mode = TokenMode::Broken([400, 401, 500, 503][self.rng.between(0, 3) as usize]),
            6 => self.server.token_mode = TokenMode::Hanging,
            7 => self.close_all_from_server(1006),
            8 => self.close_all_from_server(1001),
            9 => self.close_all_from_server(4001),
            10 => {
                let code = [1000, 1008, 4003, 1012, 1013, 4444][self.rng.between(0, 5) as usize];
                self.close_all_from_server(code);
            }
            11 => self.fall_silent(),
            12 => self.revoke_tokens(),
            13 => self.sleep(lasts * 10),
            14 => self.set_clock(),
            15 => self.go_offline(lasts),
            16 => self.leave_page(lasts),
            _ => self.stop_and_start(lasts),
        }
        self.plan(lasts, Event::Heal);
        let gap = self.rng.between(1_000, 90_000);
        self.plan(gap, Event::Fault);
    }

    fn close_all_from_server(&mut self, code: u16) {
        for id in self.server.peers.keys().copied().collect::<Vec<_>>() {
            let latency = self.latency();
            let peer = self.server.peers.remove(&id).expect("listed");
            // What the server says does not come through a half-open socket: the network itself gives up.
            self.plan(latency, Event::Closed(id, if peer.healthy { code } else { 1006 }));
        }
    }

    /// Sets the clock while the computer is awake, and lets the engine notice it apart from any sleep: a clock set back
    /// during sleep cannot be noticed.
    fn set_clock(&mut self) {
        let by_ms = self.rng.between(0, 7_200_000) as i64 - 3_600_000;
        if self.time.now >= self.time.asleep_until {
            self.notice_clocks();
            self.time.wall_skew += by_ms;
            // Forward it looks like a sleep: the time of an old socket is over at once.
            self.excuse_delayed_frames();
            self.notice_clocks();
        }
    }

    fn notice_clocks(&mut self) {
        if !self.witness.stopped {
            self.feed(Input::Timeout);
        }
    }

    fn fall_silent(&mut self) {
        if let Some(id) = self.server.any_peer(&mut self.rng) {
            self.server.peers.get_mut(&id).expect("picked").healthy = false;
        }
    }

    fn revoke_tokens(&mut self) {
        self.server.tokens.clear();
        self.close_all_from_server(4001);
    }

    /// The monotonic clock stops; about half of the sockets do not survive, and half of those get no close event.
    fn sleep(&mut self, ms: u64) {
        self.watch_sleep(ms);
        self.time.fall_asleep(ms);
        for id in self.server.peers.keys().copied().collect::<Vec<_>>() {
            if self.rng.chance(50) {
                self.server.peers.get_mut(&id).expect("listed").healthy = false;
                if self.rng.chance(50) {
                    self.plan(ms + 2_000, Event::Closed(id, 1006));
                }
            }
        }
        let end = self.time.asleep_until;
        self.run_until(end);
    }

    fn go_offline(&mut self, ms: u64) {
        self.server.network_up = false;
        self.change_page(PageEvent::Offline);
        self.plan(ms, Event::Page(PageEvent::Online));
        for id in self.server.peers.keys().copied().collect::<Vec<_>>() {
            self.server.peers.get_mut(&id).expect("listed").healthy = false;
        }
    }

    fn leave_page(&mut self, ms: u64) {
        let (leave, back) = if self.rng.chance(50) {
            (PageEvent::Hide, PageEvent::Show)
        } else {
            (PageEvent::Hidden, PageEvent::Visible)
        };
        self.excuse_delayed_frames();
        self.change_page(leave);
        self.plan(ms, Event::Page(back));
    }

    fn stop_and_start(&mut self, ms: u64) {
        if self.rng.chance(30) {
            return self.start();
        }
        self.excuse_delayed_frames();
        self.feed(Input::Stop);
        self.witness.stopped = true;
        self.witness.may_not_return.clear();
        self.witness.moved_on.clear();
        assert!(self.witness.sockets.is_empty(), "sockets left after stop(): {:?}", self.witness.sockets);
        assert!(self.witness.active.is_empty(), "toasts left after stop()");
        assert_eq!(self.time.armed(), None, "a timer is left after stop()");
        let until = self.time.now + ms;
        self.run_until(until);
        self.start();
    }

    pub(super) fn change_page(&mut self, change: PageEvent) {
        self.watch.troubled_at = self.time.now;
        match change {
            PageEvent::Online => self.page.online = true,
            PageEvent::Offline => self.page.online = false,
            PageEvent::Visible | PageEvent::Show => self.page.visible = true,
            PageEvent::Hidden | PageEvent::Hide => self.page.visible = false,
            PageEvent::Freeze | PageEvent::Thaw => {}
        }
        self.feed(Input::Page(change));
        let focused = self.page.visible && self.rng.chance(60);
        self.feed(Input::Alert(AlertEvent::Focus(focused)));
    }
}
