//! Virtual time: one queue of what is to come, for all clients.

use crate::client::{Actions, Client, Event};
use crate::server::{Fault, Server};
use genesys_toasts::engine::SocketId;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// When the server is lost: all have been connected for long enough to count as stable (S5), ms.
const LOSS_MS: u64 = 10_000;

/// How long a handshake takes, be it refused or not, ms.
const HANDSHAKE_MS: u64 = 50;

/// How long the herd is watched after the loss, ms.
pub(crate) const WATCHED_MS: u64 = 600_000;

/// The width in which tries are counted, ms.
pub(crate) const WINDOW_MS: u64 = 100;

/// What became of a herd. Times count from the loss, ms.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// How many tries came in each window of [`WINDOW_MS`].
    pub(crate) tries: Vec<u32>,
    /// How often apps were asked for a token in each window of [`WINDOW_MS`].
    pub(crate) token_calls: Vec<u32>,
    /// When each client was back, for those that came back, the earliest first.
    pub(crate) back_ms: Vec<u64>,
    /// How many tries of each client were refused, the fewest first.
    pub(crate) refused: Vec<u32>,
}

/// A client, and what the world knows of it.
struct Member<C> {
    client: C,
    live: Option<SocketId>,
    armed: Option<u64>,
    refused: u32,
}

/// What is to come: when, in which order of those at the same time, to whom, and what.
type Scheduled = Reverse<(u64, u64, u32, Kind)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Timer,
    Answer(SocketId, bool),
}

struct World<C> {
    members: Vec<Member<C>>,
    queue: BinaryHeap<Scheduled>,
    queued: u64,
    server: Server,
    outcome: Outcome,
}

/// Connects a herd, takes its server away, and watches until all are back or the time is over.
pub(crate) fn run<C: Client>(clients: impl Iterator<Item = C>, fault: Fault) -> Outcome {
    let members: Vec<_> = clients.map(|client| Member { client, live: None, armed: None, refused: 0 }).collect();
    let outcome = Outcome { tries: Vec::new(), token_calls: Vec::new(), back_ms: Vec::new(), refused: Vec::new() };
    let mut world = World { members, queue: BinaryHeap::new(), queued: 0, server: Server::new(fault), outcome };
    world.connect_all();
    world.lose_all();
    world.watch();
    world.outcome.refused = world.members.iter().map(|member| member.refused).collect();
    world.outcome.refused.sort_unstable();
    world.outcome
}

impl<C: Client> World<C> {
    fn connect_all(&mut self) {
        for index in 0..self.members.len() {
            self.handle(0, index, Event::Start);
        }
        self.pass_until(LOSS_MS, |_| false);
        assert!(self.members.iter().all(|member| member.live.is_some()), "the herd is not connected");
    }

    fn lose_all(&mut self) {
        self.outcome.back_ms.clear();
        for index in 0..self.members.len() {
            if let Some(socket) = self.members[index].live.take() {
                self.handle(LOSS_MS, index, Event::Lost(socket));
            }
        }
    }

    fn watch(&mut self) {
        self.pass_until(LOSS_MS + WATCHED_MS, |world| world.outcome.back_ms.len() == world.members.len());
    }

    /// Lets happen what comes before this time.
    fn pass_until(&mut self, end_ms: u64, done: impl Fn(&Self) -> bool) {
        while let Some(Reverse((now, ..))) = self.queue.peek()
            && *now < end_ms
            && !done(self)
        {
            let Some(Reverse((now, _, index, kind))) = self.queue.pop() else { return };
            let member = &mut self.members[index as usize];
            match kind {
                Kind::Timer if member.armed == Some(now) => {
                    member.armed = None;
                    self.handle(now, index as usize, Event::Timer);
                }
                Kind::Timer => {}
                Kind::Answer(socket, true) => {
                    member.live = Some(socket);
                    self.outcome.back_ms.push(now.saturating_sub(LOSS_MS));
                    self.handle(now, index as usize, Event::Opened(socket));
                }
                Kind::Answer(socket, false) => {
                    member.refused += 1;
                    self.handle(now, index as usize, Event::Lost(socket));
                }
            }
        }
    }

    fn handle(&mut self, now: u64, index: usize, event: Event) {
        let Actions { socket, timer, asked_app } = self.members[index].client.handle(now, event);
        if self.members[index].armed != timer {
            self.members[index].armed = timer;
            if let Some(at) = timer {
                self.queue(at.max(now), index, Kind::Timer);
                self.members[index].armed = Some(at.max(now));
            }
        }
        if let Some(since_loss) = now.checked_sub(LOSS_MS).filter(|_| asked_app) {
            count(&mut self.outcome.token_calls, since_loss);
        }
        if let Some(socket) = socket {
            let taken = self.try_connect(now);
            self.queue(now + HANDSHAKE_MS, index, Kind::Answer(socket, taken));
        }
    }

    /// A try comes to the server. Returns whether it is taken.
    fn try_connect(&mut self, now: u64) -> bool {
        let Some(since_loss) = now.checked_sub(LOSS_MS) else { return true };
        count(&mut self.outcome.tries, since_loss);
        self.server.accepts(since_loss)
    }

    fn queue(&mut self, at: u64, index: usize, kind: Kind) {
        self.queued += 1;
        let client = u32::try_from(index).unwrap_or(u32::MAX);
        self.queue.push(Reverse((at, self.queued, client, kind)));
    }
}

/// Counts one in its window.
fn count(windows: &mut Vec<u32>, since_loss_ms: u64) {
    let window = usize::try_from(since_loss_ms / WINDOW_MS).unwrap_or(usize::MAX);
    if windows.len() <= window {
        windows.resize(window + 1, 0);
    }
    windows[window] += 1;
}
