//! The reported status of the connection (S2, S12).

use crate::support::{Desk, MORNING, VISIBLE, exactly, ringing, with_client};
use genesys_toasts::Input;
use genesys_toasts::Output;
use genesys_toasts::engine::{Page, PageEvent, Phase, Resume, SocketEvent, SocketId, Status, StatusDetail, WallTime};

const SOCKET: SocketId = SocketId(1);

fn reported(desk: &Desk) -> Vec<(Status, Phase)> {
    let reported = desk.outputs().filter_map(|output| match output {
        Output::Status(status, detail) => Some((*status, detail.phase)),
        _ => None,
    });
    reported.collect()
}

/// [S2]
#[test]
fn each_status_is_reported_with_its_phase() {
    let mut desk = Desk::new(exactly(with_client()));
    assert_eq!((desk.status(), desk.detail().phase), (Status::Idle, Phase::Idle));
    desk.start();
    desk.grant("token", 3_600);
    desk.open(SOCKET);
    desk.close(SOCKET, 1006);
    desk.pass(1_000);
    desk.refuse();
    desk.stop();
    assert_eq!(
        reported(&desk),
        [
            (Status::Connecting, Phase::Token),
            (Status::Connecting, Phase::Handshake),
            (Status::Connected, Phase::Open),
            (Status::Disconnected, Phase::Waiting),
            (Status::Connecting, Phase::Handshake),
            (Status::Disconnected, Phase::Waiting),
            (Status::Stopped, Phase::Stopped),
        ]
    );
}

/// [S2]
#[test]
fn the_reported_status_is_the_one_in_the_snapshot() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.grant("token", 3_600);
    desk.open(SOCKET);
    desk.close_with_reason(SOCKET, 1011, "later");
    let reported = desk.outputs().rev().find_map(|output| match output {
        Output::Status(status, detail) => Some((*status, detail.clone())),
        _ => None,
    });
    assert_eq!(reported, Some((desk.status(), desk.detail())));
    assert!(matches!(desk.outputs().next_back(), Some(Output::SnapshotChanged)));
    let diagnostics = desk.engine.diagnostics();
    let without_words = StatusDetail { close_reason: None, ..desk.detail() };
    assert_eq!((diagnostics.status, diagnostics.status_detail), (desk.status(), without_words));
}

/// [S2]
#[test]
fn a_token_that_is_still_good_makes_the_phase_token_of_no_duration() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.close(SOCKET, 1006);
    desk.pass(1_000);
    assert_eq!(reported(&desk), [(Status::Disconnected, Phase::Waiting), (Status::Connecting, Phase::Handshake)]);
}

/// [S2]
#[test]
fn since_is_the_time_of_the_last_change_of_status_or_phase() {
    let mut desk = Desk::new(exactly(with_client()));
    assert_eq!(desk.detail().since, MORNING);
    desk.pass(1_000);
    desk.start();
    assert_eq!(desk.detail().since, MORNING + 1_000);
    desk.pass(2_000);
    desk.grant("token", 3_600);
    assert_eq!(desk.detail().since, MORNING + 3_000, "the phase is another");
    desk.pass(3_000);
    desk.open(SOCKET);
    assert_eq!(desk.detail().since, MORNING + 6_000);
    desk.pass(4_000);
    desk.page(PageEvent::Offline);
    desk.text(SOCKET, &ringing("c-1"));
    assert_eq!(desk.detail().since, MORNING + 6_000, "offline and frames are none of its business");
    desk.close(SOCKET, 1006);
    assert_eq!(desk.detail().since, MORNING + 10_000);
    desk.pass(1_000);
    desk.stop();
    assert_eq!(desk.detail().since, MORNING + 11_000);
}

/// [S2] [S4]
#[test]
fn attempt_and_next_retry_at_contain_the_number_of_tries_and_the_next_time() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    assert_eq!((desk.detail().attempt, desk.detail().next_retry_at), (0, None));
    desk.close(SOCKET, 1006);
    assert_eq!((desk.detail().attempt, desk.detail().next_retry_at), (1, Some(desk.now.wall.0 + 1_000)));
    desk.pass(1_000);
    assert_eq!((desk.detail().attempt, desk.detail().next_retry_at), (1, None));
    desk.refuse();
    assert_eq!((desk.detail().attempt, desk.detail().next_retry_at), (2, Some(desk.now.wall.0 + 2_000)));
}

/// [S2] [T6]
#[test]
fn attempt_counts_failed_tokens_where_these_are_more() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    for n in 1..4 {
        desk.answer(401, "");
        assert_eq!(desk.detail().attempt, n);
        desk.fire();
        assert_eq!(desk.detail().attempt, n, "until one comes");
    }
    desk.grant("token", 60);
    assert_eq!(desk.detail().attempt, 0);
    desk.open(SOCKET);
    desk.pass(30_000);
    desk.answer(401, "");
    assert_eq!(desk.detail().attempt, 0, "a socket is open");
    desk.close(SOCKET, 1006);
    desk.pass(1_000);
    desk.refuse();
    assert_eq!(desk.detail().attempt, 2, "sockets are more");
}

/// [S2]
#[test]
fn offline_is_in_the_snapshot_and_is_reported() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    assert!(!desk.detail().offline);
    desk.page(PageEvent::Offline);
    assert_eq!((desk.status(), desk.detail().offline), (Status::Connected, true));
    assert_eq!((desk.statuses().len(), desk.snapshot_changes()), (1, 1));
    desk.page(PageEvent::Offline);
    assert_eq!(desk.statuses().len(), 1);
    desk.page(PageEvent::Online);
    assert!(!desk.detail().offline);
    let mut desk = Desk::new(exactly(with_client()));
    desk.start_on(Page { online: false, ..VISIBLE });
    assert!(desk.detail().offline);
}

/// [S2] [S10]
#[test]
fn the_state_of_the_page_is_taken_from_start() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.page(PageEvent::Offline);
    assert!(desk.trace.is_empty());
    desk.start();
    assert!(!desk.detail().offline);
}

/// [S2] [O6]
#[test]
fn a_frame_is_noted_without_a_new_status() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    assert_eq!(desk.engine.diagnostics().status_detail.last_frame_at, None);
    desk.pass(1_000);
    desk.text(SOCKET, "{}");
    assert_eq!(desk.engine.diagnostics().status_detail.last_frame_at, Some(desk.now.wall.0));
    desk.pass(1_000);
    desk.input(Input::Socket(SOCKET, SocketEvent::Unreadable));
    assert_eq!(desk.engine.diagnostics().status_detail.last_frame_at, Some(desk.now.wall.0));
    assert!(desk.statuses().is_empty());
    let noted = desk.now.wall.0;
    desk.pass(500);
    desk.close(SOCKET, 1006);
    assert_eq!(desk.detail().last_frame_at, Some(noted));
    desk.stop();
    assert_eq!(desk.detail().last_frame_at, Some(noted), "stored, for a report after the shift");
}

/// [S2]
#[test]
fn the_names_and_words_for_the_app_are_the_documented_ones() {
    let detail = Desk::connected().detail();
    let json = serde_json::to_value(StatusDetail { close_code: Some(1006), ..detail }).expect("JSON");
    let names: Vec<_> = json.as_object().expect("an object").keys().cloned().collect();
    let documented = [
        "attempt",
        "blindSince",
        "canRetry",
        "closeCode",
        "closeReason",
        "lastFrameAt",
        "nextRetryAt",
        "offline",
        "phase",
        "since",
    ];
    assert_eq!(names, documented);
    assert_eq!((&json["phase"], &json["closeCode"]), (&"open".into(), &1006.into()));
    for (status, word) in [
        (Status::Idle, "idle"),
        (Status::Connecting, "connecting"),
        (Status::Connected, "connected"),
        (Status::Disconnected, "disconnected"),
        (Status::Error, "error"),
        (Status::Stopped, "stopped"),
    ] {
        assert_eq!(status.as_str(), word);
        assert_eq!(serde_json::to_value(status).expect("JSON"), word);
    }
    for (phase, word) in [
        (Phase::Idle, "idle"),
        (Phase::Token, "token"),
        (Phase::Handshake, "handshake"),
        (Phase::Waiting, "waiting"),
        (Phase::Stopped, "stopped"),
    ] {
        assert_eq!(serde_json::to_value(phase).expect("JSON"), word);
    }
}

/// [S12]
#[test]
fn blind_since_is_the_time_since_which_there_is_no_live_socket() {
    let mut desk = Desk::new(exactly(with_client()));
    assert_eq!(desk.detail().blind_since, None, "idle");
    desk.pass(1_000);
    desk.start();
    let started = Some(MORNING + 1_000);
    assert_eq!(desk.detail().blind_since, started);
    desk.pass(500);
    desk.answer(500, "");
    desk.pass(5_000);
    desk.grant("token", 3_600);
    desk.refuse();
    desk.pass(1_000);
    assert_eq!(desk.detail().blind_since, started, "no failure changes it");
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(4_999);
    assert_eq!(desk.detail().blind_since, started, "not yet stable");
    desk.pass(1);
    assert_eq!(desk.detail().blind_since, None);
    desk.pass(10_000);
    desk.close(socket, 1001);
    let lost = Some(desk.now.wall.0);
    assert_eq!(desk.detail().blind_since, lost);
    desk.pass(1_000);
    assert_eq!(desk.detail().blind_since, lost);
    desk.stop();
    assert_eq!(desk.detail().blind_since, None, "stopped");
    desk.pass(1_000);
    desk.start();
    assert_eq!(desk.detail().blind_since, Some(desk.now.wall.0));
}

/// [S12] [S10]
#[test]
fn in_the_back_forward_cache_the_engine_is_blind() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(5_000);
    desk.page(PageEvent::Hide);
    let hidden = Some(desk.now.wall.0);
    assert_eq!(desk.detail().blind_since, hidden);
    desk.pass(1_000);
    desk.page(PageEvent::Show);
    assert_eq!(desk.detail().blind_since, hidden);
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(5_000);
    assert_eq!(desk.detail().blind_since, None);
    desk.close(socket, 1001);
    desk.pass(500);
    let lost = desk.detail().blind_since;
    desk.page(PageEvent::Hide);
    assert_eq!(desk.detail().blind_since, lost, "it was blind before");
}

/// [S12]
#[test]
fn a_gap_is_a_time_without_a_live_socket_after_there_had_been_one() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.close(SOCKET, 1006);
    desk.pass(1_000);
    desk.refuse();
    desk.pass(2_000);
    assert_eq!((desk.counters().gaps, desk.counters().connects), (1, 1));
    let socket = desk.opening();
    desk.open(socket);
    desk.close(socket, 1006);
    assert_eq!((desk.counters().gaps, desk.counters().connects), (2, 2));
}

/// [S12] [D4]
#[test]
fn a_start_after_a_panic_is_blind_until_a_socket_opens() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.resume_from(Resume { toasts: Vec::new(), attempt: 0 });
    assert_eq!((desk.status(), desk.detail().blind_since), (Status::Disconnected, Some(MORNING)));
}

/// [S12] [D4] the WebAssembly could not be loaded for a minute, or an instance failed.
#[test]
fn blind_since_may_be_before_the_creation_of_the_engine() {
    let mut desk = Desk::new(exactly(with_client()));
    let earlier = WallTime(MORNING - 60_000);
    desk.input(Input::Start { page: VISIBLE, resume: None, blind_since: Some(earlier) });
    assert_eq!(desk.detail().blind_since, Some(earlier.0));
    desk.grant("token", 3_600);
    desk.open(desk.opening());
    desk.input(Input::Start { page: VISIBLE, resume: None, blind_since: Some(WallTime(0)) });
    assert_eq!(desk.detail().blind_since, Some(earlier.0), "while it runs it knows better");
    desk.pass(5_000);
    assert_eq!(desk.detail().blind_since, None);
}

/// [S12] [S5] [F1]
#[test]
fn while_sockets_open_and_close_again_blind_since_stays_and_is_reported_once() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(10_000);
    desk.close(SOCKET, 1001);
    let lost = desk.detail().blind_since.expect("blind");
    let end = desk.now.mono_ms + 110_000;
    while desk.now.mono_ms < end {
        let opened = desk.opened().len();
        desk.fire_until(|desk| desk.opened().len() > opened);
        let socket = desk.opening();
        desk.open(socket);
        assert_eq!((desk.status(), desk.detail().blind_since), (Status::Connected, Some(lost)));
        desk.pass(300);
        desk.close(socket, 1011);
        assert_eq!(desk.detail().blind_since, Some(lost));
    }
    assert_eq!(desk.errors().len(), 1);
    assert_eq!(desk.errors()[0].code.as_str(), "connection_dropped");
}

/// [S12] [S10] the network may have been away for longer than the page knows.
#[test]
fn after_a_sleep_the_engine_has_been_blind_since_it_began_until_the_socket_is_replaced_and_stable() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(60_000);
    // Ten seconds earlier: how long it slept is not known better than a sleep is noticed.
    let asleep = desk.now.wall.0 - 10_000;
    desk.sleep(600_000);
    assert_eq!((desk.status(), desk.detail().blind_since), (Status::Connected, Some(asleep)));
    desk.pass(10_000);
    assert_eq!(desk.detail().blind_since, Some(asleep), "the old socket proves nothing");
    desk.open(desk.opening());
    desk.pass(4_999);
    assert_eq!(desk.detail().blind_since, Some(asleep));
    desk.pass(1);
    assert_eq!(desk.detail().blind_since, None);
}

/// [S12] [T9] each socket may live for less than five seconds, as long as one takes the place of the other.
#[test]
fn sockets_that_replace_each_other_are_one_connection() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.grant("token-0", 6);
    desk.open(desk.opening());
    for n in 1..4 {
        desk.pass(3_000);
        desk.grant(&format!("token-{n}"), 6);
        desk.open(desk.opening());
    }
    assert_eq!(desk.detail().blind_since, None);
}
