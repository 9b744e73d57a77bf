//! When `onChange` and the other callbacks are called.

use crate::support::{Desk, event, ringing, with_client};
use genesys_toasts::engine::{HttpResponse, PageEvent, Snapshot, SocketEvent, SocketId, Status};
use genesys_toasts::{Config, Input, Output};
use std::rc::Rc;

/// A desk with three toasts whose connection is stable, and an empty trace.
fn busy() -> Desk {
    let mut desk = Desk::connected();
    desk.pass(5_000);
    for conversation in ["c-1", "c-2", "c-3"] {
        desk.ring(conversation);
    }
    desk.trace.clear();
    desk
}

fn text(desk: &mut Desk, text: &str) {
    desk.text(desk.newest_socket(), text);
}

/// What is there before and after, and whether the toasts are the same objects.
fn same_toasts(before: &Snapshot, after: &Snapshot) -> Vec<bool> {
    before.toasts.iter().zip(&after.toasts).map(|(a, b)| Rc::ptr_eq(a, b)).collect()
}

type Happening = (&'static str, fn(&mut Desk));

/// [O6]
#[test]
fn each_change_emits_one_new_snapshot_after_the_other_outputs() {
    let changes: [Happening; 12] = [
        ("a ring", |desk| text(desk, &ringing("c-4"))),
        ("an answer", |desk| text(desk, &event("c-2", "connected", "voice"))),
        ("one dismissed", |desk| {
            let id = desk.snapshot().toasts[2].id.clone();
            desk.input(Input::Dismiss(id));
        }),
        ("three dismissed", |desk| desk.input(Input::DismissAll)),
        ("three paused", |desk| desk.input(Input::Pause(None))),
        ("one paused", |desk| {
            let id = desk.snapshot().toasts[0].id.clone();
            desk.input(Input::Pause(Some(id)));
        }),
        ("hidden", |desk| desk.page(PageEvent::Hidden)),
        ("left", |desk| desk.page(PageEvent::Hide)),
        ("three out of time", |desk| desk.pass(8_000)),
        ("offline", |desk| desk.page(PageEvent::Offline)),
        ("closed", |desk| desk.close(desk.newest_socket(), 1_006)),
        ("stopped", |desk| desk.input(Input::Stop)),
    ];
    for (name, happen) in changes {
        let mut desk = busy();
        happen(&mut desk);
        assert_eq!(desk.snapshot_changes(), 1, "{name}");
        assert!(matches!(desk.outputs().last(), Some(Output::SnapshotChanged)), "{name}");
    }
}

/// [O6]
#[test]
fn an_input_that_changes_neither_toasts_nor_status_emits_no_snapshot() {
    let other_events: [Happening; 16] = [
        ("another event type", |desk| text(desk, r#"{"eventType":"heartbeat"}"#)),
        ("ringing again", |desk| text(desk, &ringing("c-1"))),
        ("queued", |desk| text(desk, &event("c-1", "queued", "voice"))),
        ("the end of a conversation without a toast", |desk| text(desk, &event("c-9", "connected", "voice"))),
        ("a bad frame", |desk| text(desk, "no JSON")),
        ("a binary frame", |desk| desk.input(Input::Socket(desk.newest_socket(), SocketEvent::Unreadable))),
        ("a frame of an unknown socket", |desk| desk.text(SocketId(99), &ringing("c-4"))),
        ("an open of an unknown socket", |desk| desk.open(SocketId(99))),
        ("a close of an unknown socket", |desk| desk.close(SocketId(99), 1_006)),
        ("a timer too early", |desk| desk.input(Input::Timeout)),
        ("an unknown toast dismissed", |desk| desk.input(Input::Dismiss("gt-0".into()))),
        ("an unknown toast paused", |desk| desk.input(Input::Pause(Some("gt-0".into())))),
        ("a resume without a pause", |desk| desk.input(Input::Resume(None))),
        ("a second start", Desk::start),
        ("frozen", |desk| desk.page(PageEvent::Freeze)),
        ("visible once more", |desk| desk.page(PageEvent::Visible)),
    ];
    for (name, happen) in other_events {
        let mut desk = busy();
        let before = desk.snapshot();
        happen(&mut desk);
        assert_eq!((desk.snapshot_changes(), desk.statuses().len()), (0, 0), "{name}");
        assert_eq!(same_toasts(&before, &desk.snapshot()), [true; 3], "{name}");
    }
}

/// [O6]
#[test]
fn without_a_toast_pause_and_dismiss_change_nothing() {
    let inputs = [
        Input::DismissAll,
        Input::Pause(None),
        Input::Resume(None),
        Input::Page(PageEvent::Hidden),
        Input::Page(PageEvent::Visible),
    ];
    let mut desk = Desk::connected();
    for input in inputs {
        desk.input(input);
    }
    assert_eq!(desk.snapshot_changes(), 0);
}

/// [O6]
#[test]
fn a_second_pause_and_a_second_hiding_change_nothing() {
    let mut desk = busy();
    desk.input(Input::Pause(None));
    desk.trace.clear();
    desk.input(Input::Pause(None));
    desk.page(PageEvent::Hidden);
    desk.page(PageEvent::Visible);
    desk.input(Input::Resume(None));
    assert_eq!(desk.snapshot_changes(), 0);
    desk.input(Input::Resume(None));
    assert_eq!(desk.snapshot_changes(), 1);
}

/// [O1] [O6]
#[test]
fn a_toast_that_did_not_change_is_the_same_object_and_one_that_did_is_another() {
    let mut desk = busy();
    let before = desk.snapshot();
    desk.ring("c-4");
    assert_eq!(same_toasts(&before, &desk.snapshot()), [true; 3]);
    let id = before.toasts[1].id.clone();
    desk.input(Input::Pause(Some(id.clone())));
    let paused = desk.snapshot();
    assert_eq!(same_toasts(&before, &paused), [true, false, true]);
    assert!(before.toasts[1].expires_at.is_some() && paused.toasts[1].expires_at.is_none());
    desk.input(Input::Resume(Some(id)));
    assert_eq!(same_toasts(&paused, &desk.snapshot()), [true, false, true, true]);
    assert_eq!(before.toasts[1], desk.snapshot().toasts[1], "it was paused for 0 ms");
}

/// [O1] [O6]
#[test]
fn the_toast_of_on_toast_and_the_toast_in_the_list_are_one_object() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    let listed = desk.snapshot().toasts.remove(0);
    assert!(Rc::ptr_eq(&desk.shown()[0], &listed));
    desk.input(Input::DismissAll);
    assert!(Rc::ptr_eq(&desk.dismissed()[0].0, &listed));
}

/// [O6]
#[test]
fn each_change_of_the_status_is_reported_once_with_the_snapshot_that_contains_it() {
    let mut desk = Desk::connected();
    desk.close(desk.newest_socket(), 1_006);
    assert_eq!(desk.statuses(), [Status::Disconnected]);
    assert_eq!(desk.snapshot_changes(), 1);
    let reported =
        desk.outputs().find_map(|o| if let Output::Status(_, detail) = o { Some(detail.clone()) } else { None });
    assert_eq!(reported, Some(desk.detail()));
    desk.trace.clear();
    desk.input(Input::Timeout);
    assert_eq!((desk.statuses().len(), desk.snapshot_changes()), (0, 0));
}

/// [O6] [S2]
#[test]
fn the_time_of_the_last_frame_alone_makes_no_snapshot_but_is_in_the_diagnostics_and_the_next_one() {
    let mut desk = Desk::connected();
    desk.tick(250);
    let heard_at = Some(desk.now.wall.0);
    text(&mut desk, "{}");
    assert!(desk.outputs().next().is_none());
    assert_eq!(desk.engine.diagnostics().status_detail.last_frame_at, heard_at);
    assert_eq!(desk.detail().last_frame_at, None);
    desk.page(PageEvent::Offline);
    assert_eq!(desk.detail().last_frame_at, heard_at);
}

/// [O6] [T6]
#[test]
fn an_error_that_leaves_the_status_as_it_is_gives_a_snapshot_too() {
    let mut desk = Desk::connected_with(Config { max_silence_ms: None, ..with_client() });
    desk.pass(3_570_000);
    assert_eq!(desk.token_requests().len(), 1);
    let request = desk.token_requests().remove(0).0;
    desk.trace.clear();
    desk.input(Input::Answer(request, Ok(HttpResponse { status: 403, ..HttpResponse::default() })));
    assert_eq!((desk.status(), desk.statuses().len(), desk.snapshot_changes()), (Status::Connected, 0, 1));
    assert_eq!(desk.snapshot().error, desk.errors().pop());
}

/// [O4] [O6]
#[test]
fn a_ring_that_pushes_another_out_is_one_change() {
    let mut desk = Desk::connected();
    for n in 0..50 {
        desk.ring(&format!("c-{n}"));
    }
    desk.trace.clear();
    desk.ring("c-50");
    assert_eq!((desk.shown().len(), desk.dismissed().len(), desk.snapshot_changes()), (1, 1, 1));
}
