//! Topics that the server does not take.
use crate::support::Desk;
use crate::support::channel::{ME, rings, with_agent_exactly};
use genesys_toasts::Config;
use genesys_toasts::engine::{ErrorCode, PublicError, Status};
use serde_json::{Value, json};

const QUEUE: &str = "v2.routing.queues.q-1.conversations";

fn my_topic() -> String {
    format!("v2.users.{ME}.conversations")
}

/// A desktop whose topics, mine and a queue's, were answered so: it is connected, and reports one error.
fn answered(answer: &Value) -> (Desk, PublicError) {
    let topics = vec![my_topic(), QUEUE.to_owned()];
    let mut desk = Desk::new(Config { topics, ..with_agent_exactly() });
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns_own_token("token-1");
    desk.answer_channel("channel-1");
    desk.answer_api("subscriptions", 200, answer);
    assert_eq!((desk.status(), desk.errors().len()), (Status::Connected, 1));
    let error = desk.errors().remove(0);
    assert_eq!((error.code, error.retryable), (ErrorCode::Forbidden, false));
    assert!(!error.message.contains(&my_topic()), "{}", error.message);
    desk.answer_list(&[]);
    (desk, error)
}

/// The topics are put a second time, and answered in the same way.
fn puts_them_again(desk: &mut Desk, answer: &Value) {
    desk.system("v2.system.token_revoked.channel-1");
    desk.app_returns_own_token("token-2");
    assert_eq!(desk.requests_to("subscriptions").len(), 2);
    desk.answer_api("subscriptions", 200, answer);
}

/// [N1] [N11] by name, with what they lack; once, however often the topics are put.
#[test]
fn rejected_topics_are_reported_by_name_and_the_others_work() {
    let answer = json!({ "entities": [
        { "id": my_topic(), "state": "Permitted" },
        { "id": QUEUE, "state": "Rejected", "rejectionReason": "Missing required permissions", "missingPermissions": ["conversation:communication:view"] },
    ] });
    let (mut desk, error) = answered(&answer);
    assert!(error.message.contains(QUEUE) && error.message.contains("conversation:communication:view"));
    puts_them_again(&mut desk, &answer);
    assert_eq!(desk.errors().len(), 1);
    desk.event(&rings("c-1"));
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [N1] the server leaves one out.
#[test]
fn a_topic_that_the_answer_does_not_have_is_reported_by_name_once_and_the_others_work() {
    let answer = json!({ "entities": [{ "id": my_topic(), "state": "Permitted" }] });
    let (mut desk, error) = answered(&answer);
    assert!(error.message.contains(&format!("{QUEUE} (the answer does not have it)")), "{}", error.message);
    puts_them_again(&mut desk, &answer);
    assert_eq!(desk.errors().len(), 1);
    desk.event(&rings("c-1"));
    assert_eq!(desk.toasts(), ["c-1"]);
}

/// [N1] both are lacking later: that is another failure.
#[test]
fn another_topic_that_is_rejected_later_is_reported_too() {
    let taken = |topics: &[String]| {
        let entities: Vec<Value> = topics.iter().map(|topic| json!({ "id": topic, "state": "Permitted" })).collect();
        json!({ "entities": entities })
    };
    let (mut desk, _) = answered(&taken(&[my_topic()]));
    puts_them_again(&mut desk, &taken(&[QUEUE.to_owned()]));
    assert_eq!(desk.errors().len(), 2);
    assert!(desk.errors()[1].message.contains(&format!("{} (the answer does not have it)", my_topic())));
}

/// [N1] none is left: nothing would ever ring.
#[test]
fn a_channel_all_of_whose_topics_are_rejected_is_an_error_and_tried_again() {
    let mut desk = Desk::new(with_agent_exactly());
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns("token-1");
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    desk.answer_channel("channel-1");
    let rejected =
        json!({ "entities": [{ "id": "t", "state": "Rejected", "rejectionReason": "no", "missingPermissions": [] }] });
    desk.answer_api("subscriptions", 200, &rejected);
    assert_eq!((desk.status(), desk.errors().len()), (Status::Error, 1));
    desk.pass(33_001);
    assert_eq!(desk.requests_to("subscriptions").len(), 2);
    desk.answer_topics();
    assert_eq!((desk.status(), desk.snapshot().error), (Status::Connected, None));
}
