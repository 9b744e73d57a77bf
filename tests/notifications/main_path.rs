//! From start to a toast and its end.
use crate::support::Desk;
use crate::support::channel::{ME, call, mine, rings, with_agent};
use genesys_toasts::Input;
use genesys_toasts::Output;
use genesys_toasts::engine::{Direction, DismissReason, Phase, Status, ToastLeg};
use serde_json::json;

/// [N1] [N4] [S2] [S12] [T2] [T11]
#[test]
fn a_channel_is_created_opened_and_subscribed_and_the_list_is_requested() {
    let mut desk = Desk::new(with_agent());
    desk.start();
    assert!(matches!(desk.outputs().next(), Some(Output::Log(..))));
    desk.answer_stored_channel(None);
    assert_eq!((desk.status(), desk.detail().phase), (Status::Connecting, Phase::Token));
    desk.app_returns("token-1");
    let (_, me) = desk.requests_to("users/me").remove(0);
    assert_eq!((me.method, me.url.as_str()), ("GET", "https://api.mypurecloud.com/api/v2/users/me"));
    assert_eq!((me.headers[0].0, me.headers[0].1.expose()), ("Authorization", "Bearer token-1"));
    assert_eq!(desk.detail().phase, Phase::Channel);
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    let (_, create) = desk.requests_to("channels").remove(0);
    assert_eq!((create.method, create.body, create.shared), ("POST", None, false));
    let socket = desk.answer_channel("streaming-5-abc");
    assert_eq!(desk.opened(), [(socket, "wss://streaming.example/channels/streaming-5-abc".to_owned())]);
    assert_eq!((desk.status(), desk.detail().phase), (Status::Connecting, Phase::Channel));
    assert!(desk.detail().blind_since.is_some());
    let (_, put) = desk.requests_to("subscriptions").remove(0);
    let path =
        "https://api.mypurecloud.com/api/v2/notifications/channels/streaming-5-abc/subscriptions?ignoreErrors=true";
    assert_eq!((put.method, put.url.as_str()), ("PUT", path));
    assert_eq!(put.body.expect("topics").expose(), format!(r#"[{{"id":"v2.users.{ME}.conversations"}}]"#));
    assert!(desk.requests_to("/conversations").is_empty());
    desk.answer_topics();
    assert_eq!((desk.status(), desk.detail().phase), (Status::Connected, Phase::Open));
    assert_eq!(desk.requests_to("/conversations").len(), 1);
    desk.answer_list(&[]);
    assert!(desk.detail().blind_since.is_some());
    desk.pass(5_000);
    assert_eq!(desk.detail().blind_since, None);
    assert_eq!(desk.counters().resyncs, 1);
    assert!(desk.toasts().is_empty());
}

/// [N7] [N8] [N9] [N10] [O1] [O2]
#[test]
fn an_alerting_leg_of_the_agent_is_a_toast_until_it_is_answered() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    let toast = desk.shown().remove(0);
    assert_eq!((toast.conversation_id.as_str(), toast.caller_name.as_str()), ("c-1", "Imani Okafor"));
    assert_eq!((toast.media_type.as_str(), toast.expires_at), ("voice", None));
    let leg = ToastLeg {
        participant_id: "c-1-me".into(),
        communication_id: Some("c-1-me-call".into()),
        direction: Direction::Inbound,
        queue_name: None,
        address: Some("+13175550142".into()),
        alerting_until: Some(toast.timestamp + 20_000),
    };
    assert_eq!(toast.leg, Some(leg));
    desk.pass(15_000);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.event(&call("c-1", &[mine("c-1-me", "connected")]));
    assert!(desk.toasts().is_empty());
    assert_eq!(desk.dismissed()[0].1, DismissReason::Answered);
}

/// [N4] [N8] an event that is repeated or late is no ring.
#[test]
fn the_same_ring_is_reported_once_and_an_older_event_adds_none() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.event(&rings("c-1"));
    assert_eq!((desk.shown().len(), desk.counters().duplicates), (1, 1));
    desk.event(&call("c-1", &[mine("c-1-me", "connected")]));
    desk.event(&rings("c-1"));
    assert_eq!(desk.shown().len(), 1);
    assert!(desk.toasts().is_empty());
}

/// [O5] [N8]
#[test]
fn a_ring_that_the_agent_closed_stays_closed_and_the_next_one_of_the_same_conversation_is_shown() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    let id = desk.shown()[0].id.clone();
    desk.input(Input::Dismiss(id));
    desk.event(&rings("c-1"));
    assert_eq!(desk.shown().len(), 1);
    desk.event(&call("c-1", &[mine("c-1-me", "terminated"), mine("c-1-me-2", "alerting")]));
    assert_eq!(desk.shown().len(), 2);
    assert_eq!(desk.shown()[1].leg.as_ref().map(|leg| leg.participant_id.as_str()), Some("c-1-me-2"));
}
