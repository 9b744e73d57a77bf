//! An agent's session: what ends with it, and what outlives it.
use crate::support::Desk;
use crate::support::channel::{COLLEAGUE, ME, call, channel_body, frame, leg, rings, with_agent_exactly};
use genesys_toasts::engine::{AppToken, DismissReason, ErrorCode, Output, PageEvent, RequestId, Status, TokenReason};
use genesys_toasts::{Config, Input};
use serde_json::json;

/// Ids of the sockets that are open, by what was asked for.
fn open_sockets(desk: &Desk, before: usize) -> usize {
    before + desk.opened().len() - desk.closed().len()
}

fn cancelled(desk: &Desk) -> Vec<RequestId> {
    desk.outputs().filter_map(|o| if let Output::Cancel(id) = o { Some(*id) } else { None }).collect()
}

/// `getToken` gives a token of an hour.
fn gives_hour(desk: &mut Desk, token: &str) {
    desk.app_returns_token(AppToken { access_token: token.into(), expires_in_s: Some(3_600.0), ..AppToken::default() });
}

fn colleagues_ring(id: &str) -> serde_json::Value {
    call(id, &[leg(&format!("{id}-her"), COLLEAGUE, "alerting")])
}

/// Topics that were put last.
fn topics(desk: &Desk) -> String {
    let (_, request) = desk.requests_to("subscriptions").pop().expect("topics were put");
    request.body.expect("topics").expose().to_owned()
}

/// What brings another token.
type Change = fn(&mut Desk);

/// A desktop on which agent A rings, whose token of a minute is replaced by one of agent B in this way.
fn with_token_of_another_user(change: Change) -> Desk {
    let mut desk = Desk::new(with_agent_exactly());
    desk.start();
    desk.answer_stored_channel(None);
    let a_minute = AppToken { access_token: "token-1".into(), expires_in_s: Some(60.0), ..AppToken::default() };
    desk.app_returns_token(a_minute);
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    desk.answer_channel("channel-1");
    desk.answer_topics();
    desk.answer_list(&[]);
    desk.pass(20_000);
    desk.event(&rings("c-1"));
    desk.pass(5_000);
    desk.trace.clear();
    change(&mut desk);
    desk.app_returns("token-of-b");
    desk
}

/// [S13] the next agent's token, topics and rings; the one before is forgotten.
#[test]
fn after_stop_the_next_agent_gets_only_their_own_rings() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.stop();
    assert_eq!(desk.dismissed()[0].1, DismissReason::Stopped);
    desk.trace.clear();
    desk.start();
    desk.answer_stored_channel(None);
    assert_eq!(desk.get_token_calls()[0].1.as_str(), "start");
    assert!(desk.opened().is_empty());
    desk.app_returns("token-of-b");
    assert_eq!(desk.requests_to("users/me")[0].1.headers[0].1.expose(), "Bearer token-of-b");
    desk.answer_api("users/me", 200, &json!({ "id": COLLEAGUE }));
    assert!(desk.opened().is_empty(), "the channel of A is not used again");
    let socket = desk.answer_channel("channel-of-b");
    assert!(topics(&desk).contains(COLLEAGUE) && !topics(&desk).contains(ME));
    desk.answer_topics();
    desk.text(socket, &frame(&rings("c-2")));
    assert!(desk.toasts().is_empty(), "a ring of A");
    desk.text(socket, &frame(&colleagues_ring("c-3")));
    assert_eq!(desk.toasts(), ["c-3"]);
}

/// [S13] also without a user to compare: nobody's channel is used again.
#[test]
fn a_channel_of_an_unknown_user_is_not_reused() {
    let config = Config { user_id: Some(ME.into()), ..with_agent_exactly() };
    let mut desk = Desk::new(config);
    for session in 1..=2 {
        desk.start();
        desk.answer_stored_channel(None);
        desk.app_returns(&format!("token-{session}"));
        desk.answer_api("users/me", 403, &json!({}));
        assert_eq!(desk.requests_to("notifications/channels").len(), session);
        desk.answer_channel(&format!("channel-{session}"));
        desk.answer_topics();
        desk.stop();
    }
}

/// [S13] [T8] whether the token was replaced in time, or because the server refused the last one.
#[test]
fn a_token_of_another_user_starts_a_new_session() {
    let ways: [(TokenReason, Change); 3] = [
        (TokenReason::Refresh, |desk| desk.pass(5_000)),
        (TokenReason::Rejected, |desk| desk.system("v2.system.token_revoked.channel-1")),
        (TokenReason::Rejected, |desk| {
            desk.page(PageEvent::Offline);
            desk.page(PageEvent::Online);
            desk.answer_api("/conversations", 401, &json!({}));
        }),
    ];
    for (reason, way) in ways {
        let mut desk = with_token_of_another_user(way);
        assert_eq!(desk.get_token_calls().iter().map(|(_, reason)| *reason).collect::<Vec<_>>(), [reason]);
        assert_eq!(desk.toasts(), ["c-1"], "it is not known yet whose token it is");
        desk.answer_api("users/me", 200, &json!({ "id": COLLEAGUE }));
        assert_eq!(desk.dismissed()[0].1, DismissReason::Stopped);
        assert!(desk.toasts().is_empty());
        assert_eq!(open_sockets(&desk, 1), 0);
        assert_eq!(desk.detail().blind_since, Some(desk.now.wall.0));
        assert_eq!((desk.status(), desk.snapshot().error), (Status::Connecting, None));
        let socket = desk.answer_channel("channel-of-b");
        assert!(topics(&desk).contains(COLLEAGUE) && !topics(&desk).contains(ME));
        desk.answer_topics();
        desk.answer_list(&[]);
        desk.text(socket, &frame(&colleagues_ring("c-2")));
        desk.text(socket, &frame(&rings("c-3")));
        assert_eq!(desk.toasts(), ["c-2"]);
    }
}

/// [T13] [T8] nor is anything asked with it before that is known.
#[test]
fn a_new_token_of_the_same_user_changes_nothing() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.system("v2.system.token_revoked.channel-1");
    desk.app_returns("token-2");
    assert_eq!((desk.requests_to("users/me").len(), desk.requests_to("subscriptions").len()), (1, 0));
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    assert_eq!((desk.toasts(), desk.closed().len()), (vec!["c-1".to_owned()], 0));
    desk.answer_topics();
    assert_eq!(desk.status(), Status::Connected);
}

/// [T13] [S7]
#[test]
fn an_answer_about_a_replaced_token_is_ignored() {
    let mut desk = Desk::receiving();
    desk.event(&rings("c-1"));
    desk.system("v2.system.token_revoked.channel-1");
    let two_seconds = AppToken { access_token: "token-of-b".into(), expires_in_s: Some(2.0), ..AppToken::default() };
    desk.app_returns_token(two_seconds);
    let first = desk.requests_to("users/me")[0].0;
    desk.pass(1_000);
    desk.app_returns("token-of-a");
    let body = json!({ "id": COLLEAGUE }).to_string();
    let answer = genesys_toasts::engine::HttpResponse { status: 200, body, ..Default::default() };
    desk.input(Input::Answer(first, Ok(answer)));
    assert_eq!(desk.toasts(), ["c-1"]);
    assert_eq!(desk.requests_to("users/me").len(), 2);
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [T13] nobody knows whose token it is: the safe choice is that it is another user's.
#[test]
fn a_new_token_whose_user_is_forbidden_to_read_ends_the_session() {
    let mut desk = with_token_of_another_user(|desk| desk.system("v2.system.token_revoked.channel-1"));
    desk.answer_api("users/me", 403, &json!({ "message": "missing scope" }));
    assert_eq!((desk.dismissed()[0].1, desk.errors()[0].code), (DismissReason::Stopped, ErrorCode::Forbidden));
    assert_eq!((open_sockets(&desk, 1), desk.status()), (0, Status::Error));
}

/// [T13] but an API that fails for a while ends nothing.
#[test]
fn a_users_me_that_fails_ends_no_session() {
    let mut desk = with_token_of_another_user(|desk| desk.system("v2.system.token_revoked.channel-1"));
    for _ in 0..5 {
        let asked = desk.requests_to("users/me").len();
        desk.answer_api("users/me", 503, &json!({}));
        desk.fire_until(|desk| desk.requests_to("users/me").len() > asked || !desk.dismissed().is_empty());
        desk.heartbeat();
    }
    assert_eq!((open_sockets(&desk, 1), desk.status()), (1, Status::Connected));
}

/// [T13] [S7] B does not get the answers to requests of A.
#[test]
fn pending_requests_of_the_previous_user_are_cancelled() {
    let mut desk = Desk::receiving();
    desk.pass(5_000);
    desk.system("v2.system.socket_closing");
    desk.open(desk.opening());
    let list = desk.requests_to("/conversations").pop().expect("asked").0;
    desk.system("v2.system.token_revoked.channel-1");
    desk.app_returns("token-of-b");
    desk.answer_api("users/me", 200, &json!({ "id": COLLEAGUE }));
    assert!(cancelled(&desk).contains(&list));
    let body = json!({ "entities": [rings("c-1")], "pageCount": 1 }).to_string();
    let answer = genesys_toasts::engine::HttpResponse { status: 200, body, ..Default::default() };
    desk.input(Input::Answer(list, Ok(answer)));
    assert!(desk.shown().is_empty());
}

/// What was done to the storage, in order.
fn storage(desk: &Desk) -> Vec<(&'static str, String)> {
    desk.outputs()
        .filter_map(|output| match output {
            Output::LoadToken { .. } => Some(("load", String::new())),
            Output::RemoveToken { .. } => Some(("remove", String::new())),
            Output::StoreToken { record, .. } => {
                let record: serde_json::Value = serde_json::from_str(record.expose()).expect("JSON");
                Some(("store", record["access_token"].as_str().expect("a token").to_owned()))
            }
            _ => None,
        })
        .collect()
}

/// [T13] [T7] the record is under the storageKey of A: a token of B does not belong there.
#[test]
fn a_token_of_another_user_is_not_stored_and_the_record_is_removed() {
    let config = Config { keep_token: true, storage_key: Some("agent-a".into()), ..with_agent_exactly() };
    let mut desk = Desk::new(config);
    desk.start();
    desk.answer_stored_channel(None);
    desk.input(Input::StoredToken(None));
    gives_hour(&mut desk, "token-of-a");
    assert_eq!(storage(&desk), [("load", String::new())], "not before it is known whose it is");
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    assert_eq!(storage(&desk).last(), Some(&("store", "token-of-a".to_owned())));
    desk.answer_api("notifications/channels", 200, &channel_body("channel-1"));
    desk.open(desk.opening());
    desk.answer_topics();
    desk.answer_list(&[]);
    desk.trace.clear();
    desk.system("v2.system.token_revoked.channel-1");
    gives_hour(&mut desk, "token-of-b");
    desk.answer_api("users/me", 200, &json!({ "id": COLLEAGUE }));
    assert!(storage(&desk).iter().all(|(what, _)| *what == "remove"), "{:?}", storage(&desk));
    desk.trace.clear();
    desk.stop();
    desk.start();
    assert_eq!(storage(&desk), [("load", String::new())], "the next session asks the storage again");
}

/// [S13] [T7] the record outlives the session under its own storageKey, and is another session's only under that.
#[test]
fn the_stored_token_stays_after_the_session_under_its_own_key() {
    let of = |key: &str| Config { keep_token: true, storage_key: Some(key.into()), ..with_agent_exactly() };
    let keys = |config: Config| {
        let mut desk = Desk::new(config);
        desk.start();
        desk.outputs().find_map(|o| if let Output::LoadToken { key } = o { Some(key.clone()) } else { None })
    };
    assert_ne!(keys(of("agent-a")), keys(of("agent-b")));
    let mut desk = Desk::new(of("agent-a"));
    desk.start();
    desk.answer_stored_channel(None);
    desk.input(Input::StoredToken(None));
    gives_hour(&mut desk, "token-of-a");
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    desk.trace.clear();
    desk.stop();
    assert!(storage(&desk).is_empty(), "stop() leaves the record alone");
}

/// [S13] [N8] the next session knows nothing of the conversations of the one before, whether the list or an event has them.
#[test]
fn a_ring_that_the_agent_closed_is_shown_again_in_the_same_agents_next_session() {
    for from_list in [true, false] {
        let mut desk = Desk::receiving();
        desk.event(&rings("c-1"));
        desk.input(Input::Dismiss(desk.shown()[0].id.clone()));
        desk.event(&rings("c-1"));
        assert_eq!(desk.shown().len(), 1, "it stays closed in this session");
        desk.stop();
        desk.start();
        desk.answer_stored_channel(None);
        desk.app_returns_own_token("token-2");
        desk.open(desk.opening());
        desk.answer_topics();
        if from_list {
            desk.answer_list(&[rings("c-1")]);
        } else {
            desk.event(&rings("c-1"));
        }
        assert_eq!((desk.toasts(), desk.shown().len()), (vec!["c-1".to_owned()], 2));
    }
}

/// [S13] [F1] an error is the session's own, and so are its counts.
#[test]
fn errors_end_with_the_session_and_are_reported_again_in_the_next() {
    let mut desk = Desk::new(with_agent_exactly());
    for session in 1..=2 {
        desk.start();
        desk.answer_stored_channel(None);
        desk.app_throws("not signed in");
        assert_eq!(desk.errors().len(), session);
        assert!(desk.snapshot().error.is_some());
        desk.stop();
        assert_eq!(desk.snapshot().error, None);
    }
}
