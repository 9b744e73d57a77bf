//! stop(), start() and what comes between (S9).

use crate::support::{Desk, exactly, ringing, with_app_tokens, with_client};
use genesys_toasts::engine::{
    AppToken, DismissReason, HttpResponse, PageEvent, Phase, RequestFailure, RequestId, Resume, RetryAfter,
    SocketEvent, SocketId, Status,
};
use genesys_toasts::{Config, Input, Output};

type Moment = (&'static str, Config, fn(&mut Desk));

fn with_storage() -> Config {
    Config { keep_token: true, ..exactly(with_client()) }
}

/// Moments at which an app may call stop(): what they are called, the options, and how one gets there after start().
fn moments() -> Vec<Moment> {
    let plain = || exactly(with_client());
    vec![
        ("token asked for", plain(), |_| {}),
        ("storage asked", with_storage(), |_| {}),
        ("getToken called", exactly(with_app_tokens()), |_| {}),
        ("429", plain(), |desk| {
            desk.respond(HttpResponse {
                status: 429,
                retry_after: Some(RetryAfter::Seconds(1)),
                ..HttpResponse::default()
            });
        }),
        ("token failed", plain(), |desk| desk.answer(401, "")),
        ("handshake", plain(), |desk| desk.grant("a", 3_600)),
        ("refused three times", plain(), |desk| {
            desk.grant("a", 3_600);
            desk.refuse();
            desk.pass(1_000);
            desk.refuse();
            desk.pass(2_000);
            desk.grant("b", 3_600);
            desk.refuse();
        }),
        ("open", plain(), connect),
        ("waiting", plain(), |desk| {
            connect(desk);
            desk.close(SocketId(1), 1006);
        }),
        ("ended by the server", plain(), |desk| {
            connect(desk);
            desk.close(SocketId(1), 1000);
        }),
        ("new token asked for", plain(), |desk| {
            connect(desk);
            desk.pass(3_570_000);
        }),
        ("replacement opening", plain(), replacing),
        ("replaced one listened to", plain(), |desk| {
            replacing(desk);
            desk.open(SocketId(2));
            desk.pass(1_000);
        }),
        ("a check deferred", plain(), |desk| {
            connect(desk);
            desk.page(PageEvent::Visible);
            desk.page(PageEvent::Offline);
            desk.page(PageEvent::Online);
        }),
        ("in the back/forward cache", plain(), |desk| {
            connect(desk);
            desk.page(PageEvent::Hide);
        }),
        ("with toasts", plain(), |desk| {
            connect(desk);
            desk.ring("c-1");
            desk.ring("c-2");
        }),
        ("after a panic", plain(), |_| {}),
    ]
}

fn connect(desk: &mut Desk) {
    desk.grant("a", 3_600);
    desk.open(SocketId(1));
}

fn replacing(desk: &mut Desk) {
    connect(desk);
    desk.pass(3_570_000);
    desk.grant("b", 3_600);
}

/// Started, and brought to this moment.
fn at((name, config, get_there): &Moment) -> Desk {
    let mut desk = Desk::new(config.clone());
    if *name == "after a panic" {
        desk.resume_from(Resume { toasts: Vec::new(), attempt: 3 });
    } else {
        desk.start();
    }
    get_there(&mut desk);
    desk
}

/// The open sockets and the pending requests, by the outputs so far.
fn pending(desk: &Desk) -> (Vec<SocketId>, Vec<RequestId>) {
    let (mut sockets, mut requests) = (Vec::new(), Vec::new());
    for output in desk.outputs() {
        match output {
            Output::OpenSocket { id, .. } => sockets.push(*id),
            Output::CloseSocket { id, .. } => sockets.retain(|other| other != id),
            Output::Request(id, _) | Output::AskApp(id, _) => requests.push(*id),
            Output::Cancel(id) => requests.retain(|other| other != id),
            _ => {}
        }
    }
    (sockets, requests)
}

/// Everything that may still come in after a stop.
fn late_inputs() -> Vec<Input<'static>> {
    let token =
        || AppToken { access_token: "late".into(), expires_in_s: None, expires_at_ms: None, ..AppToken::default() };
    let answer = |status| HttpResponse { status, body: r#"{"access_token":"late"}"#.into(), ..HttpResponse::default() };
    let mut inputs = vec![
        Input::Timeout,
        Input::StoredToken(None),
        Input::StorageFailed,
        Input::DismissAll,
        Input::Pause(None),
        Input::Resume(None),
        Input::Retry,
        Input::Stop,
    ];
    for id in (1..5).map(SocketId) {
        inputs.push(Input::Socket(id, SocketEvent::Opened));
        inputs.push(Input::Socket(id, SocketEvent::Text("{}")));
        inputs.push(Input::Socket(id, SocketEvent::Unreadable));
        inputs.push(Input::Socket(id, SocketEvent::Closed { code: 1006, reason: "late" }));
    }
    for id in (1..5).map(RequestId) {
        inputs.push(Input::AppToken(id, Ok(token())));
        inputs.push(Input::Answer(id, Ok(answer(200))));
        inputs.push(Input::Answer(id, Ok(answer(429))));
        inputs.push(Input::Answer(id, Err(RequestFailure { message: "late".into() })));
    }
    for event in [
        PageEvent::Offline,
        PageEvent::Online,
        PageEvent::Hidden,
        PageEvent::Visible,
        PageEvent::Hide,
        PageEvent::Show,
        PageEvent::Freeze,
        PageEvent::Thaw,
    ] {
        inputs.push(Input::Page(event));
    }
    inputs
}

/// [S9]
#[test]
fn stop_at_any_time_closes_and_cancels_everything_and_reports_it_before_it_returns() {
    for moment in &moments() {
        let mut desk = at(moment);
        let toasts = desk.toasts();
        desk.stop();
        let name = moment.0;
        assert_eq!((desk.status(), desk.detail().phase, desk.armed), (Status::Stopped, Phase::Stopped, None), "{name}");
        assert_eq!(desk.statuses().last(), Some(&Status::Stopped), "{name}");
        let (sockets, requests) = pending(&desk);
        let still_open = sockets.iter().filter(|id| !closed_by_server(name, **id)).count();
        assert_eq!(still_open, 0, "{name}: {sockets:?}");
        assert!(desk.closed().iter().all(|(_, code)| *code == 1000), "{name}");
        let answered =
            usize::from(!matches!(name, "token asked for" | "getToken called" | "storage asked" | "after a panic"));
        let refreshes =
            usize::from(matches!(name, "replacement opening" | "replaced one listened to" | "refused three times"));
        assert_eq!(requests.len(), answered + refreshes, "{name}: every request that was not answered is cancelled");
        let removed: Vec<_> = desk.dismissed().iter().map(|(t, r)| (t.conversation_id.clone(), *r)).collect();
        let expected: Vec<_> = toasts.into_iter().map(|id| (id, DismissReason::Stopped)).collect();
        assert_eq!(removed, expected, "{name}");
        assert!(desk.toasts().is_empty());
        let snapshot = desk.snapshot();
        assert!(snapshot.error.is_none(), "{name}");
        let detail = snapshot.status_detail;
        assert_eq!(
            (detail.attempt, detail.next_retry_at, detail.blind_since, detail.close_code),
            (0, None, None, None)
        );
    }
}

fn closed_by_server(name: &str, id: SocketId) -> bool {
    match name {
        "waiting" | "ended by the server" => id == SocketId(1),
        "refused three times" => true,
        _ => false,
    }
}

/// [S9]
#[test]
fn after_stop_no_input_causes_an_output() {
    for moment in &moments() {
        let mut desk = at(moment);
        desk.stop();
        desk.trace.clear();
        for input in late_inputs() {
            let what = format!("{}: {input:?}", moment.0);
            desk.input(input);
            assert!(desk.trace.is_empty(), "{what}: {:?}", desk.trace);
            assert_eq!(desk.armed, None, "{what}");
        }
        desk.sleep(86_400_000);
        assert!(desk.trace.is_empty());
        assert_eq!(desk.status(), Status::Stopped);
    }
}

/// [S9]
#[test]
fn after_stop_at_any_moment_start_works_again() {
    for moment in &moments() {
        let mut desk = at(moment);
        desk.stop();
        late_inputs().into_iter().for_each(|input| desk.input(input));
        desk.trace.clear();
        desk.pass(60_000);
        desk.start();
        let name = moment.0;
        assert_eq!((desk.status(), desk.detail().attempt), (Status::Connecting, 0), "{name}");
        if desk.outputs().any(|output| matches!(output, Output::LoadToken { .. })) {
            desk.input(Input::StoredToken(None));
        }
        if !desk.token_requests().is_empty() {
            desk.grant("new", 3_600);
        } else if !desk.get_token_calls().is_empty() {
            desk.app_returns("new");
        }
        let socket = desk.opening();
        assert!(socket > SocketId(0));
        desk.open(socket);
        assert_eq!(desk.status(), Status::Connected, "{name}");
        desk.text(socket, &ringing("c-9"));
        assert_eq!(desk.toasts(), ["c-9"], "{name}");
    }
}

/// [S9]
#[test]
fn stop_emits_the_closes_first_and_the_status_last() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.ring("c-1");
    desk.trace.clear();
    desk.stop();
    let reported: Vec<&str> = desk
        .outputs()
        .filter_map(|output| match output {
            Output::CloseSocket { .. } => Some("close"),
            Output::ToastDismissed(..) => Some("toast"),
            Output::Status(..) => Some("status"),
            Output::SnapshotChanged => Some("snapshot"),
            Output::Log(..) | Output::ReadEveryFrame(_) => None,
            _ => Some("another"),
        })
        .collect();
    assert_eq!(reported, ["close", "toast", "status", "snapshot"]);
}

/// [S9]
#[test]
fn starting_twice_is_harmless() {
    for moment in &moments() {
        if moment.0 == "ended by the server" || moment.0 == "in the back/forward cache" {
            continue; // There start() has something to do.
        }
        let mut desk = at(moment);
        let (armed, status) = (desk.armed, desk.detail());
        desk.trace.clear();
        desk.start();
        assert!(desk.trace.is_empty(), "{}: {:?}", moment.0, desk.trace);
        assert_eq!((desk.armed, desk.detail()), (armed, status), "{}", moment.0);
    }
}

/// [S9]
#[test]
fn stopping_twice_and_before_the_first_start_is_harmless() {
    let mut desk = Desk::new(with_client());
    desk.stop();
    assert_eq!((desk.status(), desk.statuses()), (Status::Stopped, vec![Status::Stopped]));
    desk.trace.clear();
    desk.stop();
    assert!(desk.trace.is_empty());
    desk.start();
    assert_eq!(desk.token_requests().len(), 1);
}

/// [S9] [S13] [T7]
#[test]
fn a_token_is_forgotten_with_the_session() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(60_000);
    desk.stop();
    desk.start();
    assert_eq!((desk.opened().len(), desk.token_requests().len()), (0, 1));
    let mut desk = Desk::connected_with(exactly(with_app_tokens()));
    desk.pass(60_000);
    desk.stop();
    desk.start();
    let reasons: Vec<&str> = desk.get_token_calls().iter().map(|(_, reason)| reason.as_str()).collect();
    assert_eq!((desk.opened().len(), reasons), (0, vec!["start"]));
}
