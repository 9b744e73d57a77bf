//! Who we are, and whose rings are shown.
use crate::support::Desk;
use crate::support::channel::{COLLEAGUE, ME, call, leg, with_agent_exactly};
use genesys_toasts::Config;
use genesys_toasts::engine::config::Ringing;
use genesys_toasts::engine::{ErrorCode, LogLevel, Secret, Status};
use serde_json::json;

fn with_client_credentials(config: Config) -> Config {
    Config { app_tokens: false, client_id: Some("c".into()), client_secret: Some(Secret::new("s")), ..config }
}

fn queue_topics() -> Vec<String> {
    vec!["v2.routing.queues.q-1.conversations".to_owned()]
}

/// [N1] nothing is asked for, as nothing would come of it.
#[test]
fn client_credentials_alone_have_no_user_context_which_is_reported_at_once() {
    let mut desk = Desk::new(with_client_credentials(with_agent_exactly()));
    desk.start();
    desk.answer_stored_channel(None);
    let error = desk.errors().remove(0);
    assert_eq!((error.code, error.retryable), (ErrorCode::NoUserContext, false));
    assert!(error.message.contains("client credentials") && error.message.contains("userId"));
    assert_eq!((desk.status(), desk.snapshot().error), (Status::Error, Some(error)));
    assert!(desk.token_requests().is_empty());
    desk.stop();
    assert_eq!(desk.snapshot().error, None);
}

/// [N1] [N4] [N5] works with explicit topics or a userId; the list is not asked for, and the log says why.
#[test]
fn client_credentials_work_with_topics_or_a_user() {
    let config = with_agent_exactly();
    let ways = [
        Config { user_id: Some(ME.into()), ..config.clone() },
        Config { topics: vec![format!("v2.users.{ME}.conversations")], ..config.clone() },
        Config { topics: queue_topics(), ringing: Ringing::AnyAgent, ..config },
    ];
    for way in ways {
        let mut desk = Desk::new(with_client_credentials(way));
        desk.start();
        assert!(desk.logs(LogLevel::Warn)[0].contains("no resync"));
        desk.answer_stored_channel(None);
        desk.grant("token-1", 86_400);
        desk.answer_channel("channel-1");
        desk.answer_topics();
        assert_eq!(desk.status(), Status::Connected);
        assert!(desk.requests_to("/conversations").is_empty() && desk.requests_to("users/me").is_empty());
        desk.event(&call("c-1", &[leg("c-1-me", ME, "alerting")]));
        assert_eq!(desk.toasts(), ["c-1"]);
    }
}

/// [N1]
#[test]
fn topics_of_queues_alone_do_not_define_whose_rings_are_shown() {
    let mut desk = Desk::new(with_client_credentials(Config { topics: queue_topics(), ..with_agent_exactly() }));
    desk.start();
    assert_eq!(desk.errors()[0].code, ErrorCode::NoUserContext);
}

/// [N1] a token from the app may be one of client credentials, too: its status is not documented.
#[test]
fn a_token_of_the_app_without_a_user_is_reported_and_retried() {
    let mut desk = Desk::new(with_agent_exactly());
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns("token-1");
    desk.answer_api("users/me", 400, &json!({ "message": "not valid with client credentials" }));
    assert_eq!((desk.errors()[0].code, desk.status()), (ErrorCode::NoUserContext, Status::Error));
    assert!(desk.errors()[0].message.contains("getToken"));
    desk.pass(33_000);
    assert_eq!(desk.requests_to("users/me").len(), 2);
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    assert_eq!((desk.requests_to("channels").len(), desk.snapshot().error), (1, None));
}

/// [N1] a 404 may mean a wrong address: the error says so, and the client continues if nothing depends on the user.
#[test]
fn a_404_of_users_me_names_the_address() {
    let mut desk = Desk::new(with_agent_exactly());
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns("token-1");
    desk.answer_api("users/me", 404, &json!({}));
    assert_eq!((desk.errors()[0].code, desk.status()), (ErrorCode::ApiFailed, Status::Error));
    let message = &desk.errors()[0].message;
    assert!(message.contains("https://api.mypurecloud.com/api/v2/") && message.contains("apiUrl"), "{message}");
    let mut desk = Desk::new(Config { topics: queue_topics(), ringing: Ringing::AnyAgent, ..with_agent_exactly() });
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns("token-1");
    desk.answer_api("users/me", 404, &json!({}));
    assert_eq!((desk.requests_to("channels").len(), desk.errors().len()), (1, 0));
}

/// [N1]
#[test]
fn an_api_url_may_end_in_a_slash_or_in_the_path_of_the_api() {
    for given in
        ["https://gate.example", "https://gate.example/", "https://gate.example/api/v2", "https://gate.example/api/v2/"]
    {
        let mut desk = Desk::new(Config { api_url: Some(given.into()), ..with_agent_exactly() });
        desk.start();
        desk.answer_stored_channel(None);
        desk.app_returns("token-1");
        assert_eq!(desk.requests_to("users/me")[0].1.url, "https://gate.example/api/v2/users/me", "{given}");
    }
}

/// [N1] its scope is spared where the user is given.
#[test]
fn user_id_is_enough_if_users_me_is_forbidden() {
    let mut desk = Desk::new(Config { user_id: Some(ME.into()), ..with_agent_exactly() });
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns("token-1");
    desk.answer_api("users/me", 403, &json!({ "message": "missing scope" }));
    desk.answer_channel("channel-1");
    desk.answer_topics();
    assert_eq!((desk.status(), desk.requests_to("/conversations").len()), (Status::Connected, 1));
    let mut without = Desk::new(with_agent_exactly());
    without.start();
    without.answer_stored_channel(None);
    without.app_returns("token-1");
    without.answer_api("users/me", 403, &json!({ "message": "missing scope" }));
    assert!(without.errors()[0].message.contains("users:readonly"));
}

/// [N7]
#[test]
fn another_agents_ring_is_shown_only_with_any_agent() {
    let hers = call("c-1", &[leg("c-1-her", COLLEAGUE, "alerting")]);
    let mut desk = Desk::receiving();
    desk.event(&hers);
    assert!(desk.toasts().is_empty());
    let mut any = Desk::receiving_with(Config { ringing: Ringing::AnyAgent, ..with_agent_exactly() });
    any.event(&hers);
    any.event(&call("c-1", &[leg("c-1-her", COLLEAGUE, "alerting"), leg("c-1-me", ME, "alerting")]));
    assert_eq!(any.toasts(), ["c-1", "c-1"]);
}

/// [N4] the list speaks of the token's user, who need not be the one whose rings are shown.
#[test]
fn the_list_of_one_user_ends_no_ring_of_another() {
    let mut desk = Desk::receiving_with(Config { user_id: Some(COLLEAGUE.into()), ..with_agent_exactly() });
    desk.event(&call("c-1", &[leg("c-1-her", COLLEAGUE, "alerting")]));
    desk.close(desk.newest_socket(), 1006);
    desk.fire_until(|desk| !desk.opened().is_empty());
    desk.open(desk.opening());
    desk.answer_list(&[]);
    assert_eq!(desk.toasts(), ["c-1"]);
}
