//! Conversations, and their frames on the way to the desktop.

use super::{Event, World};
use genesys_toasts::Input;
use genesys_toasts::engine::{SocketEvent, SocketId};
use std::collections::BTreeMap;

/// A frame that the server sent.
pub(super) struct Frame {
    pub(super) conversation: String,
    state: &'static str,
    text: String,
    sent_at: u64,
    /// Whether no socket was dead when it was sent, and the network has lost no copy.
    network_well: bool,
    /// Copies that are still on their way.
    pending: u32,
    /// How many copies each socket has brought.
    brought: BTreeMap<SocketId, u32>,
    pub(super) delivered: bool,
    /// Whether a copy came to a socket that the engine itself had closed, after it had opened.
    lost_by_close: bool,
}

impl World {
    pub(super) fn new_conversation(&mut self) {
        self.conversations += 1;
        let number = self.conversations;
        self.plan(0, Event::Conversation(number, "queued"));
        let rings_in = self.rng.between(100, 3_000);
        self.plan(rings_in, Event::Conversation(number, "ringing"));
        let again = self.rng.between(0, 3);
        for copy in 0..again {
            self.plan(rings_in + (copy + 1) * 700, Event::Conversation(number, "ringing"));
        }
        let end = ["connected", "abandoned", "disconnected", "terminated", "queued"][self.rng.between(0, 4) as usize];
        let ends_in = rings_in + self.rng.between(2_500, 20_000);
        self.plan(ends_in, Event::Conversation(number, end));
        if end == "queued" {
            self.plan(ends_in + 4_000, Event::Conversation(number, "ringing"));
            self.plan(ends_in + 9_000, Event::Conversation(number, "connected"));
        }
        let gap = self.rng.between(500, 6_000);
        self.plan(gap, Event::NewConversation);
    }

    /// The server sends an event to every socket, in the order of each; a faulty network duplicates or delays it.
    pub(super) fn conversation(&mut self, number: u64, state: &'static str) {
        self.serial += 1;
        let (id, conversation) = (self.serial, format!("c-{number}"));
        let text = format!(
            r#"{{"eventType":"routing.conversation.event","conversation":{{"id":"{conversation}","state":"{state}"}},"participants":[{{"role":"agent","name":"SECRET-TOKEN"}}],"n":{id}}}"#
        );
        let sockets: Vec<SocketId> = self.server.peers.iter().filter(|(_, p)| p.healthy).map(|(id, _)| *id).collect();
        let network_well = sockets.len() == self.server.peers.len();
        let mut pending = 0;
        for socket in sockets {
            let copies = if self.faulty && self.rng.chance(5) { 2 } else { 1 };
            for _ in 0..copies {
                let latency = self.latency();
                let peer = self.server.peers.get_mut(&socket).expect("listed");
                let in_order = if self.reorders { peer.opens_at } else { peer.last_arrival };
                peer.last_arrival = in_order.max(self.time.now + latency);
                let arrival = peer.last_arrival - self.time.now;
                self.plan(arrival, Event::Deliver(socket, id));
                pending += 1;
            }
        }
        if state == "ringing" {
            self.watch_ring(id, conversation.clone());
        }
        self.frames.insert(
            id,
            Frame {
                conversation,
                state,
                text,
                sent_at: self.time.now,
                network_well,
                pending,
                brought: BTreeMap::new(),
                delivered: false,
                lost_by_close: false,
            },
        );
    }

    /// A frame is noted, and reported before anything else.
    fn skip(&mut self, id: SocketId) {
        if self.skipped.is_some_and(|(other, ..)| other != id) {
            self.report_skipped();
        }
        let count = self.skipped.map_or(0, |(_, count, _)| count);
        self.skipped = Some((id, count + 1, self.time.mono()));
        self.witness.skipped += 1;
    }

    pub(super) fn report_skipped(&mut self) {
        if let Some((id, count, at)) = self.skipped.take() {
            let ago_ms = self.time.mono() - at;
            self.feed(Input::Socket(id, SocketEvent::Skipped { count, ago_ms }));
        }
    }

    /// The sockets are about to be closed for the app's or the page's sake: what is on its way to them may be lost.
    pub(super) fn excuse_delayed_frames(&mut self) {
        self.watch_leave();
        for frame in self.frames.values_mut().filter(|frame| frame.pending > 0) {
            frame.network_well = false;
        }
    }

    pub(super) fn deliver(&mut self, id: SocketId, number: u64) {
        let open = self.is_open(id);
        let ours = self.closed_by_engine.contains(&id) && self.opened_once.contains(&id);
        let frame = self.frames.get_mut(&number).expect("sent");
        frame.pending -= 1;
        frame.delivered |= open;
        frame.network_well &= open || ours;
        frame.lost_by_close |= !open && ours && !self.witness.stopped;
        let slept_through = frame.sent_at < self.time.asleep_until;
        let lost =
            frame.pending == 0 && !frame.delivered && frame.lost_by_close && frame.network_well && !slept_through;
        assert!(
            !lost || !self.page.visible || self.witness.stopped,
            "a frame was lost because its socket was closed too soon"
        );
        if !open {
            return;
        }
        let copies = frame.brought.entry(id).or_default();
        *copies += 1;
        let copies = *copies;
        let again = frame.brought.iter().any(|(other, n)| *other != id && *n >= copies) && !slept_through;
        let (text, conversation, state) = (frame.text.clone(), frame.conversation.clone(), frame.state);
        let first = self.delivered_texts.insert(text.clone());
        if state != "ringing" {
            self.witness.may_not_return.remove(&conversation);
            self.witness.moved_on.insert(conversation.clone());
        }
        let toasts = self.witness.toasts;
        if self.skipping.skips(id, &text) {
            self.skip(id);
        } else {
            self.feed(Input::Socket(id, SocketEvent::Text(&text)));
        }
        if first && state == "ringing" {
            self.witness.moved_on.remove(&conversation);
        }
        assert!(
            !again || self.witness.toasts == toasts,
            "the copy from another socket made a toast for {conversation}"
        );
        if first {
            self.check_toast(&conversation, state);
        }
    }

    /// What a frame says that is seen for the first time must show at once.
    fn check_toast(&mut self, conversation: &str, state: &str) {
        let shown = self.witness.active.contains_key(conversation);
        if state == "ringing" {
            let closed = self.witness.may_be_closed.contains(conversation);
            assert!(shown || closed || self.witness.stopped, "no toast for {conversation}, which rings");
        } else {
            self.witness.may_be_closed.remove(conversation);
            let ended = !matches!(state, "queued" | "alerting");
            assert!(!(shown && ended), "a toast for {conversation}, which is {state}");
        }
    }
}
