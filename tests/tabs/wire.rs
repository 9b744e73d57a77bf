//! Messages as the bus delivers them (L1, L2).
use crate::typed::Typed;
use crate::{ME, OTHER, ring, state, toast};
use genesys_toasts::engine::action_io::{ActionError, FailureReason, ToastAction, ToastKind};
use genesys_toasts::engine::alerts::Muted;
use genesys_toasts::engine::options::Words;
use genesys_toasts::engine::tabs::message::{
    Envelope, RingKey, SharedAlerts, SharedState, TabAttention, TabCommand, TabMessage, VERSION,
};
use genesys_toasts::engine::{
    Direction, DismissReason, ErrorCode, Phase, PublicError, Status, StatusDetail, Toast, ToastLeg,
};
use serde_json::{Value, json};
use std::rc::Rc;

/// A state in which nothing has its default.
fn full_state() -> SharedState {
    let leg = ToastLeg {
        participant_id: "p".to_owned(),
        communication_id: Some("m".to_owned()),
        direction: Direction::Outbound,
        queue_name: Some("Support".to_owned()),
        address: Some("+49".to_owned()),
        alerting_until: Some(99),
    };
    let full = Toast {
        kind: ToastKind::AutoAnswered,
        caller_name: "Ann".to_owned(),
        media_type: "voice".to_owned(),
        timestamp: 5,
        expires_at: Some(6),
        actions: vec![ToastAction::Answer, ToastAction::Decline],
        pending: Some(ToastAction::Decline),
        leg: Some(leg),
        ..Toast::clone(&toast("full"))
    };
    let attention = TabAttention { audio_ready: true, focused: true, visible: true };
    SharedState {
        leader_visible: true,
        settled: true,
        attention,
        toasts: vec![Rc::new(full), toast("plain")],
        gone: vec![("g".to_owned(), DismissReason::Missed)],
        closed: vec![ring("c"), RingKey { conversation: "d".to_owned(), participant: Some("q".to_owned()) }],
        status: Status::Error,
        status_detail: StatusDetail {
            phase: Phase::Waiting,
            since: 1,
            attempt: 2,
            next_retry_at: Some(3),
            can_retry: true,
            blind_since: Some(4),
            offline: true,
            close_code: Some(1006),
            close_reason: Some("why".to_owned()),
            last_frame_at: Some(7),
        },
        error: Some(PublicError {
            code: ErrorCode::Forbidden,
            message: "no".to_owned(),
            retryable: true,
            status: Some(403),
        }),
        alerts: SharedAlerts {
            muted: Some(Muted { until: Some(8) }),
            silenced: vec!["s".to_owned()],
            unconfirmed: vec!["u".to_owned()],
            is_receiving: true,
            in_call: true,
        },
        ..state(3, 4, &[])
    }
}

fn messages() -> Vec<TabMessage> {
    let id = || Some("t".to_owned());
    let error = ActionError {
        code: ErrorCode::ActionFailed,
        reason: FailureReason::Forbidden,
        message: "no".to_owned(),
        retryable: false,
        status: Some(403),
    };
    let commands = [
        TabCommand::Dismiss("t".to_owned()),
        TabCommand::Closed(RingKey { conversation: "d".to_owned(), participant: Some("q".to_owned()) }),
        TabCommand::Pause(None),
        TabCommand::Pause(id()),
        TabCommand::Resume(None),
        TabCommand::Resume(id()),
        TabCommand::Start,
        TabCommand::Retry,
        TabCommand::Silence(None),
        TabCommand::Silence(id()),
        TabCommand::Mute(None),
        TabCommand::Mute(Some(60_000)),
        TabCommand::Unmute,
        TabCommand::Act { call: 1, action: ToastAction::Decline, toast: "t".to_owned() },
        TabCommand::BackOnQueue(2),
    ];
    let muted_for_ever = SharedAlerts { muted: Some(Muted { until: None }), ..SharedAlerts::default() };
    let others = [
        TabMessage::Hello,
        TabMessage::State(Box::new(state(1, 2, &["a"]))),
        TabMessage::State(Box::new(full_state())),
        TabMessage::State(Box::new(SharedState { alerts: muted_for_ever, ..state(1, 2, &[]) })),
        TabMessage::Ping,
        TabMessage::Pong,
        TabMessage::Settled { tab: OTHER, call: 3, error: None },
        TabMessage::Settled { tab: OTHER, call: 3, error: Some(error) },
        TabMessage::Attention(TabAttention { audio_ready: true, focused: false, visible: true }),
        TabMessage::Alert(OTHER),
        TabMessage::Alerting,
        TabMessage::WantLead,
        TabMessage::Yield(OTHER),
        TabMessage::Bye,
    ];
    commands.map(TabMessage::Command).into_iter().chain(others).collect()
}

fn written(message: TabMessage) -> Value {
    serde_json::to_value(Envelope { version: VERSION, from: ME, message }).expect("JSON")
}

/// [L1]
#[test]
fn what_is_written_is_read() {
    for message in messages() {
        let value = written(message.clone());
        let read = Envelope::read(&Typed(&value)).unwrap_or_else(|| panic!("{value}"));
        assert_eq!(read, Envelope { version: VERSION, from: ME, message });
    }
}

/// [L1] The words of the messages are those that apps see.
#[test]
fn each_word_is_written_as_apps_see_it() {
    fn same<T: Words + serde::Serialize>() {
        for (word, value) in T::WORDS {
            assert_eq!(serde_json::to_value(value).expect("JSON"), json!(word));
        }
    }
    same::<Status>();
    same::<Phase>();
    same::<DismissReason>();
    same::<FailureReason>();
    same::<Direction>();
    same::<ToastKind>();
    same::<ToastAction>();
}

/// [L1] What is cut off or of another kind is no message, and never one with another meaning.
#[test]
fn what_lacks_anything_that_matters_is_not_read() {
    for text in [
        "null",
        "1",
        "[]",
        "{}",
        r#"{"version":1,"from":1}"#,
        r#"{"version":1,"from":1,"message":{"type":"shutdown"}}"#,
    ] {
        let value: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(Envelope::read(&Typed(&value)), None, "{text}");
    }
    for path in [
        "/message/body/toasts/0/id",
        "/message/body/status",
        "/message/body/statusDetail/phase",
        "/message/body/alerts",
    ] {
        let mut value = written(TabMessage::State(Box::new(full_state())));
        *value.pointer_mut(path).expect(path) = json!(null);
        assert_eq!(Envelope::read(&Typed(&value)), None, "{path}");
    }
    let error = json!({ "code": "action_failed" });
    let settled = json!({ "version": 1, "from": 1, "message": { "type": "settled", "body": { "tab": 2, "call": 3, "error": error } } });
    assert_eq!(Envelope::read(&Typed(&settled)), None, "a failure must not become a success");
}
