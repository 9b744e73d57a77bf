//! Frames of conversations that nobody waits for: the page need not hand them over.

use crate::support::page_half::{Kind, PageHalf};
use crate::support::{Desk, MORNING, event, exactly, ringing, with_client};
use genesys_toasts::engine::config::Redeliver;
use genesys_toasts::engine::{Resume, SocketEvent, SocketId, Toast};
use genesys_toasts::protocol::routing_events::{Frame, State, decode, pass_over};
use genesys_toasts::{Config, Input, Output};
use std::collections::{BTreeMap, VecDeque};

const STATES: [&str; 8] =
    ["queued", "alerting", "ringing", "ringing", "connected", "abandoned", "disconnected", "terminated"];

fn next(dice: &mut u64, below: usize) -> usize {
    *dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*dice >> 33) as usize % below
}

/// A desk behind the page's half.
struct Desktop {
    desk: Desk,
    half: PageHalf,
    seen: usize,
    /// Of which socket frames were passed over and not reported, how many, and when the last one came.
    unreported: Option<(SocketId, u32, u64)>,
    passed: u32,
}

impl Desktop {
    fn new(redeliver: Redeliver) -> Self {
        let desk = Desk::new(exactly(Config { redeliver, ..with_client() }));
        let mut desktop = Self { desk, half: PageHalf::default(), seen: 0, unreported: None, passed: 0 };
        desktop.with(Desk::start);
        desktop.with(|desk| desk.grant("token-1", 86_400));
        desktop.with(|desk| desk.open(desk.opening()));
        desktop
    }

    /// Does something, after what was passed over is reported.
    fn with<T>(&mut self, act: impl FnOnce(&mut Desk) -> T) -> T {
        if let Some((socket, count, at)) = self.unreported.take() {
            let ago_ms = self.desk.now.mono_ms - at;
            self.desk.input(Input::Socket(socket, SocketEvent::PassedOver { count, ago_ms }));
        }
        let done = act(&mut self.desk);
        let new = self.desk.trace.iter().skip(self.seen);
        new.for_each(|(_, output)| self.half.see(output));
        self.seen = self.desk.trace.len();
        done
    }

    fn frame(&mut self, socket: SocketId, text: &str) {
        if !self.half.passes(socket, text) {
            return self.with(|desk| desk.text(socket, text));
        }
        if self.unreported.is_some_and(|(id, ..)| id != socket) {
            self.with(|_| ());
        }
        let count = self.unreported.map_or(0, |(_, count, _)| count);
        self.unreported = Some((socket, count + 1, self.desk.now.mono_ms));
        self.passed += 1;
    }

    /// Which toasts came and went, and why.
    fn story(&self) -> Vec<String> {
        let told = self.desk.trace.iter().filter_map(|(at, output)| match output {
            Output::ToastShown(toast) => Some(format!("{at} {} {} shown", toast.conversation_id, toast.id)),
            Output::ToastDismissed(toast, reason) => {
                Some(format!("{at} {} {} {}", toast.conversation_id, toast.id, reason.as_str()))
            }
            _ => None,
        });
        told.collect()
    }
}

/// [E1] [E7] [E8] [E9] [E10] [O3] with replaced sockets that bring the same frames late, the same toasts come and go at the same times.
#[test]
fn whether_frames_are_passed_over_makes_no_difference_to_any_toast() {
    let (mut passed, mut shown) = (0, 0);
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
        passed += with.passed;
        shown += with.story().len();
    }
    assert!(passed > 2_000 && shown > 5_000, "{passed} passed over, {shown} times a toast came or went");
}

/// [E3] what the page does not hand over would begin no ring, and is no bad frame as long as it is JSON.
#[test]
fn a_frame_that_is_passed_over_is_a_readable_event_of_another_state() {
    let kind = Kind::new(&pass_over());
    let passed = ["queued", "alerting", "connected", "abandoned", "disconnected", "terminated", "rerouted"];
    for state in passed {
        let text = event("c-1", state, "voice");
        assert_eq!(kind.of(&text), Some(Some("c-1")), "{state}");
        let Frame::Event(event) = decode(&text) else { panic!("{text}") };
        assert!(event.conversation_id == "c-1" && event.state != State::Ringing);
    }
    let id = |id: &str| event(id, "queued", "voice");
    let read = [
        ringing("c-1"),
        event("c-1", "ringing-no-more", "voice"),
        event("c-1", "r", "voice"),
        event("c-1", "", "voice"),
        event("c-1", r"r\u0069nging", "voice"),
        id(""),
        id(r"c\u002d1"),
        id(r#"a\",\"state\":\""#),
        id("c-1").replace(r#","state":"queued""#, ""),
        id("c-1").replace(r#""queued""#, "7"),
        id("c-1").replace(r#""c-1""#, "7"),
        id("c-1").replace("routing.conversation.event", "another"),
        id("c-1").replace('{', "{ "),
        String::new(),
    ];
    for text in read {
        assert_eq!(kind.of(&text), None, "{text}");
    }
}

/// [E8] [E9] a conversation is awaited while it has a toast, and while its next ring is another one or not.
#[test]
fn a_conversation_is_awaited_as_long_as_its_frames_can_change_anything() {
    let mut desktop = Desktop::new(Redeliver::NextRing);
    let awaited = |desktop: &Desktop| desktop.half.awaited.iter().cloned().collect::<Vec<_>>();
    desktop.frame(SocketId(1), &ringing("c-1"));
    desktop.frame(SocketId(1), &ringing("c-2"));
    assert_eq!(awaited(&desktop), ["c-1", "c-2"]);
    desktop.with(|desk| desk.input(Input::DismissAll));
    assert_eq!(awaited(&desktop), ["c-1", "c-2"], "closed: their next state counts");
    desktop.frame(SocketId(1), &event("c-1", "queued", "voice"));
    assert_eq!(awaited(&desktop), ["c-2"]);
    desktop.frame(SocketId(1), &ringing("c-1"));
    desktop.frame(SocketId(1), &event("c-1", "connected", "voice"));
    assert_eq!(awaited(&desktop), ["c-2"]);
    desktop.with(Desk::stop);
    assert!(awaited(&desktop).is_empty());
}

/// [E9] as many are awaited as are remembered.
#[test]
fn who_is_forgotten_is_awaited_no_more() {
    let mut desktop = Desktop::new(Redeliver::NextRing);
    for number in 0..1_100 {
        desktop.frame(SocketId(1), &ringing(&format!("c-{number}")));
        desktop.with(|desk| desk.input(Input::DismissAll));
    }
    assert_eq!(desktop.half.awaited.len(), 1_000);
    assert!(!desktop.half.awaited.contains("c-99") && desktop.half.awaited.contains("c-100"));
}

/// [E10] from when a second socket is asked for, to five seconds after the first one is closed.
#[test]
fn while_texts_are_compared_every_conversation_is_awaited() {
    let mut desktop = Desktop::new(Redeliver::AfterDismiss);
    let all = |desktop: &Desktop| desktop.half.awaited.contains("");
    assert!(!all(&desktop));
    let (_, new) = desktop.with(|desk| desk.replace_socket());
    desktop.with(|desk| desk.pass(400));
    assert!(all(&desktop), "frames may be on their way to both");
    desktop.with(|desk| desk.open(new));
    desktop.with(|desk| desk.pass(6_900));
    desktop.frame(new, &event("c-1", "queued", "voice"));
    assert!(all(&desktop) && desktop.passed == 0);
    desktop.with(|desk| desk.pass(200));
    desktop.frame(new, &event("c-1", "queued", "voice"));
    assert!(!all(&desktop));
    desktop.frame(new, &event("c-1", "queued", "voice"));
    assert_eq!(desktop.passed, 1);
}

/// [D4]
#[test]
fn a_toast_taken_over_is_awaited() {
    let toast = Toast {
        id: "gt-old-1".into(),
        conversation_id: "c-1".into(),
        caller_name: "M".into(),
        media_type: "voice".into(),
        timestamp: MORNING,
        expires_at: None,
        leg: None,
    };
    let mut desk = Desk::new(with_client());
    desk.resume_from(Resume { toasts: vec![toast], attempt: 0 });
    let mut half = PageHalf::default();
    desk.outputs().for_each(|output| half.see(output));
    assert!(half.awaited.contains("c-1"));
}
