//! Frames that need not be read.

use crate::support::skipping::Skipping;
use crate::support::{Desk, MORNING, event, exactly, ringing, with_client};
use genesys_toasts::engine::config::Redeliver;
use genesys_toasts::engine::routing_events::{Frame, State, decode, frame_filters};
use genesys_toasts::engine::{Resume, SocketEvent, SocketId, Toast};
use genesys_toasts::{Config, Input, Output};
use std::collections::{BTreeMap, VecDeque};

const STATES: [&str; 8] =
    ["queued", "alerting", "ringing", "ringing", "connected", "abandoned", "disconnected", "terminated"];

fn next(dice: &mut u64, below: usize) -> usize {
    *dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*dice >> 33) as usize % below
}

/// A desk behind the filters.
struct Desktop {
    desk: Desk,
    skipping: Skipping,
    seen: usize,
    /// Of which socket frames were skipped and not reported, how many, and when the last one came.
    unreported: Option<(SocketId, u32, u64)>,
    skipped: u32,
}

impl Desktop {
    fn new(redeliver: Redeliver) -> Self {
        let desk = Desk::new(exactly(Config { redeliver, ..with_client() }));
        let mut desktop = Self { desk, skipping: Skipping::default(), seen: 0, unreported: None, skipped: 0 };
        desktop.with(Desk::start);
        desktop.with(|desk| desk.grant("token-1", 86_400));
        desktop.with(|desk| desk.open(desk.opening()));
        desktop
    }

    /// Does something, after what was skipped is reported.
    fn with<T>(&mut self, act: impl FnOnce(&mut Desk) -> T) -> T {
        if let Some((socket, count, at)) = self.unreported.take() {
            let ago_ms = self.desk.now.mono_ms - at;
            self.desk.input(Input::Socket(socket, SocketEvent::Skipped { count, ago_ms }));
        }
        let done = act(&mut self.desk);
        let new = self.desk.trace.iter().skip(self.seen);
        new.for_each(|(_, output)| self.skipping.note_output(output));
        self.seen = self.desk.trace.len();
        done
    }

    fn frame(&mut self, socket: SocketId, text: &str) {
        if !self.skipping.skips(socket, text) {
            return self.with(|desk| desk.text(socket, text));
        }
        if self.unreported.is_some_and(|(id, ..)| id != socket) {
            self.with(|_| ());
        }
        let count = self.unreported.map_or(0, |(_, count, _)| count);
        self.unreported = Some((socket, count + 1, self.desk.now.mono_ms));
        self.skipped += 1;
    }

    /// Which toasts came and went, and why.
    fn story(&self) -> Vec<String> {
        let reported = self.desk.trace.iter().filter_map(|(at, output)| match output {
            Output::ToastShown(toast) => Some(format!("{at} {} {} shown", toast.conversation_id, toast.id)),
            Output::ToastDismissed(toast, reason) => {
                Some(format!("{at} {} {} {}", toast.conversation_id, toast.id, reason.as_str()))
            }
            _ => None,
        });
        reported.collect()
    }
}

/// [E1] [E7] [E8] [E9] [E10] [O3] with replaced sockets that bring the same frames late, the same toasts come and go at the same times.
#[test]
fn whether_frames_are_skipped_makes_no_difference_to_any_toast() {
    let (mut skipped, mut shown) = (0, 0);
    for seed in 0..300 {
        let mut dice = seed;
        let redeliver = if seed % 2 == 0 { Redeliver::NextRing } else { Redeliver::AfterDismiss };
        let (mut with, mut without) = (Desktop::new(redeliver), Desktop::new(redeliver));
        let mut on_their_way: BTreeMap<SocketId, VecDeque<String>> = BTreeMap::from([(SocketId(1), VecDeque::new())]);
        for serial in 0..200 {
            match next(&mut dice, 20) {
                0..9 => {
                    let conversation = format!("c-{}", next(&mut dice, 5));
                    let state = STATES[next(&mut dice, STATES.len())];
                    let text = event(&conversation, state, "voice").replace("}]}", &format!("}}],\"n\":{serial}}}"));
                    on_their_way.values_mut().for_each(|frames| frames.push_back(text.clone()));
                }
                9..16 => {
                    let at = next(&mut dice, on_their_way.len());
                    let socket = *on_their_way.keys().nth(at).expect("a socket");
                    // A socket that has not opened yet brings nothing.
                    let ready = on_their_way.len() == 1 || socket != without.desk.opening() || serial % 3 == 0;
                    if let Some(text) = on_their_way.get_mut(&socket).filter(|_| ready).and_then(VecDeque::pop_front) {
                        with.frame(socket, &text);
                        without.with(|desk| desk.text(socket, &text));
                    }
                }
                16 | 17 => {
                    let ms = [10, 400, 3_000, 9_000][next(&mut dice, 4)];
                    with.with(|desk| desk.pass(ms));
                    without.with(|desk| desk.pass(ms));
                }
                18 => {
                    with.with(|desk| desk.input(Input::DismissAll));
                    without.with(|desk| desk.input(Input::DismissAll));
                }
                _ if on_their_way.len() == 1 => {
                    let (_, new) = with.with(Desk::replace_socket);
                    without.with(Desk::replace_socket);
                    on_their_way.insert(new, VecDeque::new());
                    with.with(|desk| desk.pass(1_000));
                    without.with(|desk| desk.pass(1_000));
                    with.with(|desk| desk.open(new));
                    without.with(|desk| desk.open(new));
                }
                _ => {}
            }
            let closed: Vec<_> = without.desk.closed().into_iter().map(|(id, _)| id).collect();
            on_their_way.retain(|id, _| !closed.contains(id));
            assert_eq!(with.story(), without.story(), "seed {seed}, step {serial}");
        }
        assert_eq!(with.desk.closed(), without.desk.closed(), "seed {seed}");
        skipped += with.skipped;
        shown += with.story().len();
    }
    assert!(skipped > 500 && shown > 5_000, "{skipped} skipped, {shown} times a toast came or went");
}

/// [E3] what is skipped would begin no ring.
#[test]
fn a_frame_that_is_skipped_cannot_be_a_ring() {
    let filters = frame_filters();
    let skips = |text: &str| filters.iter().any(|filter| filter.skips(text));
    for state in ["queued", "alerting", "connected", "abandoned", "disconnected", "terminated", "rerouted", "r", ""] {
        let text = event("c-1", state, "voice");
        assert!(skips(&text), "{state}");
        assert!(!matches!(decode(&text), Frame::Event(event) if event.state == State::Ringing));
    }
    let queued = event("c-1", "queued", "voice");
    let read = [
        ringing("c-1"),
        event("c-1", "ringing-no-more", "voice"),
        event("c-1", r"r\u0069nging", "voice"),
        event(r"c\u002d1", "queued", "voice"),
        queued.replace("routing.conversation.event", "another"),
        queued.replace('{', "{ "),
        String::new(),
    ];
    for text in read {
        assert!(!skips(&text), "{text}");
    }
}

/// [E8] [E9] while a conversation has a toast, or is remembered after its toast was closed.
#[test]
fn every_frame_is_read_as_long_as_one_of_them_can_change_a_toast() {
    let mut desktop = Desktop::new(Redeliver::NextRing);
    let reads = |desktop: &Desktop| desktop.skipping.reads_every_frame;
    assert!(!reads(&desktop));
    desktop.frame(SocketId(1), &ringing("c-1"));
    assert!(reads(&desktop));
    desktop.with(|desk| desk.input(Input::DismissAll));
    assert!(reads(&desktop), "closed: its next state counts");
    desktop.frame(SocketId(1), &event("c-1", "queued", "voice"));
    assert!(!reads(&desktop));
    desktop.frame(SocketId(1), &ringing("c-1"));
    desktop.frame(SocketId(1), &event("c-1", "connected", "voice"));
    assert!(!reads(&desktop));
    desktop.frame(SocketId(1), &ringing("c-2"));
    desktop.with(Desk::stop);
    assert!(!reads(&desktop));
}

/// [E10] from when a second socket is asked for, to five seconds after the first one is closed.
#[test]
fn every_frame_is_read_while_texts_of_two_sockets_are_compared() {
    let mut desktop = Desktop::new(Redeliver::AfterDismiss);
    let reads = |desktop: &Desktop| desktop.skipping.reads_every_frame;
    assert!(!reads(&desktop));
    let (_, new) = desktop.with(|desk| desk.replace_socket());
    desktop.with(|desk| desk.pass(400));
    assert!(reads(&desktop), "frames may be on their way to both");
    desktop.with(|desk| desk.open(new));
    desktop.with(|desk| desk.pass(6_900));
    desktop.frame(new, &event("c-1", "queued", "voice"));
    assert!(reads(&desktop) && desktop.skipped == 0);
    desktop.with(|desk| desk.pass(200));
    desktop.frame(new, &event("c-1", "queued", "voice"));
    assert!(!reads(&desktop));
    desktop.frame(new, &event("c-1", "queued", "voice"));
    assert_eq!(desktop.skipped, 1);
}

/// [D4]
#[test]
fn every_frame_is_read_with_a_toast_taken_over() {
    let toast = Toast {
        id: "gt-old-1".into(),
        conversation_id: "c-1".into(),
        caller_name: "M".into(),
        media_type: "voice".into(),
        timestamp: MORNING,
        expires_at: None,
        ..Toast::default()
    };
    let mut desk = Desk::new(with_client());
    desk.resume_from(Resume { toasts: vec![toast], attempt: 0 });
    let mut skipping = Skipping::default();
    desk.outputs().for_each(|output| skipping.note_output(output));
    assert!(skipping.reads_every_frame);
}
