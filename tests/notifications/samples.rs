//! Sample frames and answers, one outcome each. Ids and names are invented; the shapes are those of the service.
use crate::support::Desk;
use crate::support::channel::{ME, channel_body, with_agent_exactly};
use genesys_toasts::Config;
use genesys_toasts::engine::config::Ringing;
use genesys_toasts::engine::{Direction, DismissReason, ErrorCode, HttpResponse, RetryAfter, Status, Toast, ToastLeg};
use serde_json::{Value, json};

const CHANNEL: &str = "streaming-5-4hu0z7x0zd867qttidvz5ora13";
const CALL: &str = "bb262a93-4ce1-4c61-aa03-36d98b8c82f1";
const MY_LEG: &str = "f1a38d32-6834-4c65-927c-b2382bedda16";

fn sample(name: &str) -> String {
    let path = format!("{}/tests/fixtures/notifications/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a sample").trim_end().to_owned()
}

fn value(name: &str) -> Value {
    serde_json::from_str(&sample(name)).expect("JSON")
}

/// A desktop on the channel of the samples.
fn desk() -> Desk {
    let mut desk = Desk::new(with_agent_exactly());
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns("token-1");
    desk.answer_api("users/me", 200, &json!({ "id": ME }));
    desk.answer_api("notifications/channels", 200, &value("rest-channel-created"));
    desk.open(desk.opening());
    desk.answer_topics();
    desk.answer_list(&[]);
    desk.trace.clear();
    desk
}

fn receive(desk: &mut Desk, name: &str) {
    let live = desk.newest_socket();
    desk.text(live, &sample(name));
}

/// The only toast that a sample makes on a fresh desktop.
fn toast_of(name: &str) -> Toast {
    let mut desk = desk();
    receive(&mut desk, name);
    let shown = desk.shown();
    assert_eq!(shown.len(), 1, "{name}");
    Toast::clone(&shown[0])
}

fn leg(toast: &Toast) -> &ToastLeg {
    toast.leg.as_ref().expect("a leg")
}

/// [N7] [N9] [O1] who rings, for which queue, on which medium.
#[test]
fn each_sample_that_rings_makes_its_toast() {
    // Name, caller, medium, participant, communication, direction, queue, address, alert in s.
    type Row<'a> =
        (&'a str, &'a str, &'a str, &'a str, Option<&'a str>, Direction, Option<&'a str>, Option<&'a str>, i64);
    let inbound = Direction::Inbound;
    let number = Some("+13175550142");
    let orders = Some("Orders EN");
    let rows: [Row<'_>; 8] = [
        (
            "voice-call-alerting",
            "Indianapolis, IN",
            "voice",
            MY_LEG,
            Some("b338afd6-b776-4568-a9ca-4bb956e78ec7"),
            inbound,
            orders,
            number,
            20,
        ),
        ("voice-call-alerting.calls-topic", "Indianapolis, IN", "voice", MY_LEG, None, inbound, orders, number, 20),
        (
            "voice-call-alerting.queue-topic",
            "Indianapolis, IN",
            "voice",
            MY_LEG,
            Some("b338afd6-b776-4568-a9ca-4bb956e78ec7"),
            inbound,
            orders,
            number,
            20,
        ),
        (
            "voice-acd-transfer-two-agents-alerting",
            "Indianapolis, IN",
            "voice",
            "0b2f5280-909a-4792-95cb-93899543cba6",
            Some("a3846274-6892-4473-b766-ca85187904c8"),
            inbound,
            Some("Delivery claims EN"),
            number,
            20,
        ),
        (
            "web-message-alerting",
            "Imani Okafor",
            "message",
            "4a68a908-8a4c-48b1-b4fe-225f0a0991f0",
            Some("43a91e0e-a1a7-4c5e-a560-5538fc7e473c"),
            inbound,
            Some("Orders EN messages"),
            None,
            30,
        ),
        (
            "web-message-alerting.messages-topic",
            "Imani Okafor",
            "message",
            "9ac45f41-1fd7-4d76-9daa-15e0355f5613",
            None,
            inbound,
            Some("Orders EN messages"),
            None,
            30,
        ),
        (
            "email-alerting",
            "Accounts Payable, Harrow & Finch",
            "email",
            "d8bf31c3-4b86-493a-9bcf-1e89a8f954b2",
            Some("366c18bd-9432-48f6-91e2-ad3ef8e62c6c"),
            inbound,
            Some("Billing EN email"),
            Some("ap@harrowfinch.example"),
            300,
        ),
        (
            "callback-alerting",
            "Imani Okafor",
            "callback",
            "2a3465a8-aebe-4a45-87d4-78e4e5a584eb",
            Some("cb5d6ced-7ab6-4c78-a956-0e970bb39d8b"),
            Direction::Outbound,
            None,
            number,
            30,
        ),
    ];
    for (name, caller, media, participant, communication, direction, queue, address, seconds) in rows {
        let toast = toast_of(name);
        let conversation = value(name)["eventBody"]["id"].as_str().expect("an id").to_owned();
        assert_eq!(
            (toast.conversation_id.as_str(), toast.caller_name.as_str(), toast.media_type.as_str()),
            (conversation.as_str(), caller, media),
            "{name}"
        );
        let expected = ToastLeg {
            participant_id: participant.into(),
            communication_id: communication.map(str::to_owned),
            direction,
            queue_name: queue.map(str::to_owned),
            address: address.map(str::to_owned),
            alerting_until: Some(toast.timestamp + seconds * 1_000),
        };
        assert_eq!(leg(&toast), &expected, "{name}");
    }
}

/// [N10] the same call, answered or over; where it never rang here, nothing comes of it.
#[test]
fn the_samples_of_a_calls_end_end_its_toast() {
    let ends = [
        ("voice-call-connected", DismissReason::Answered),
        ("voice-call-disconnected", DismissReason::Abandoned),
        ("voice-call-terminated", DismissReason::Abandoned),
    ];
    for (name, reason) in ends {
        let mut rung = desk();
        receive(&mut rung, "voice-call-alerting");
        receive(&mut rung, name);
        assert_eq!(rung.dismissed().iter().map(|(_, why)| *why).collect::<Vec<_>>(), [reason], "{name}");
        receive(&mut rung, "voice-call-alerting");
        assert!(rung.toasts().is_empty(), "{name}: an older snapshot came after it");
        let mut fresh = desk();
        receive(&mut fresh, name);
        assert!(fresh.shown().is_empty(), "{name}");
    }
}

/// [N4] [N8] the aggregate event, the flat one, the queue's and the list: one ring, whichever comes first.
#[test]
fn the_four_shapes_of_one_call_are_one_ring_in_any_order() {
    let shapes = ["voice-call-alerting", "voice-call-alerting.calls-topic", "voice-call-alerting.queue-topic", "list"];
    for first in 0..4 {
        for step in [1, 3] {
            let mut desk = desk();
            for turn in 0..4 {
                match shapes[(first + turn * step) % 4] {
                    "list" => {
                        desk.sleep(20_000);
                        desk.answer_api("/conversations", 200, &value("rest-get-conversations-snapshot"));
                    }
                    name => receive(&mut desk, name),
                }
            }
            assert_eq!((desk.shown().len(), desk.toasts()), (1, vec![CALL.to_owned()]), "{} first", shapes[first]);
        }
    }
}

/// [N4] [N9] the list alone makes the same toast, and its queue by its own word.
#[test]
fn the_sample_of_the_list_makes_the_toast_of_a_ring_that_began_in_the_gap() {
    let mut desk = desk();
    desk.sleep(20_000);
    desk.answer_api("/conversations", 200, &value("rest-get-conversations-snapshot"));
    let toast = desk.shown().remove(0);
    assert_eq!((toast.conversation_id.as_str(), toast.caller_name.as_str()), (CALL, "Indianapolis, IN"));
    assert_eq!((leg(&toast).participant_id.as_str(), leg(&toast).queue_name.as_deref()), (MY_LEG, Some("Orders EN")));
}

/// [N2] [N3] [N12] what is no conversation.
#[test]
fn each_sample_frame_has_its_documented_effect() {
    for name in ["heartbeat", "pong", "ws-subscribe-ok", "ws-subscribe-failure", "client-ping", "client-subscribe"] {
        let mut desk = desk();
        receive(&mut desk, name);
        let counters = desk.counters();
        assert_eq!((counters.ignored, counters.bad, desk.status()), (1, 0, Status::Connected), "{name}");
        assert!(desk.opened().is_empty() && desk.requests_to("channels").is_empty(), "{name}");
    }
    let mut closing = desk();
    receive(&mut closing, "socket_closing");
    assert_eq!(closing.opened().remove(0).1, format!("wss://streaming.mypurecloud.com/channels/{CHANNEL}"));
    for name in ["no_longer_subscribed", "ws-channel-gone-404"] {
        let mut gone = desk();
        gone.tick(31_000);
        receive(&mut gone, name);
        assert_eq!(gone.requests_to("channels").len(), 1, "{name}");
    }
    let mut revoked = desk();
    receive(&mut revoked, "token_revoked");
    assert_eq!(revoked.get_token_calls().remove(0).1.as_str(), "rejected");
}

/// [N1] [N11] the answers.
#[test]
fn each_sample_answer_has_its_documented_effect() {
    let asking = || {
        let mut desk = Desk::new(with_agent_exactly());
        desk.start();
        desk.answer_stored_channel(None);
        desk.app_returns("token-1");
        desk
    };
    let mut partial = asking();
    partial.answer_api("users/me", 200, &json!({ "id": ME }));
    partial.answer_api("notifications/channels", 200, &value("rest-channel-created"));
    partial.open(partial.opening());
    partial.answer_api("subscriptions", 200, &value("rest-subscriptions-partial"));
    assert_eq!((partial.status(), partial.errors()[0].code), (Status::Connected, ErrorCode::Forbidden));
    assert!(
        partial.errors()[0].message.contains("v2.routing.queues.fab36728-a78b-4b7e-8787-c0de2f960063.conversations")
    );
    let mut unauthorized = asking();
    unauthorized.answer_api("users/me", 401, &value("rest-error-401"));
    assert_eq!(unauthorized.retry_in(), Some(1_000));
    let mut forbidden = asking();
    forbidden.answer_api("users/me", 403, &value("rest-error-403"));
    assert!(forbidden.errors()[0].message.contains("conversation:communication:view"));
    let mut limited = asking();
    let headers = value("rest-error-429");
    let retry_after = headers["headers"]["Retry-After"].as_str().and_then(RetryAfter::seconds);
    limited.respond_api(
        "users/me",
        HttpResponse { status: 429, retry_after, body: headers["body"].to_string(), ..HttpResponse::default() },
    );
    assert!((42_000..=46_200).contains(&limited.retry_in().expect("a wait")));
}

/// [N7] where everybody's rings are asked for, the agent who passed the call on does not ring any more.
#[test]
fn in_the_sample_of_a_transfer_only_the_second_agent_has_a_ring() {
    let topics = vec!["v2.routing.queues.fab36728-a78b-4b7e-8787-c0de2f960063.conversations".to_owned()];
    let mut desk = Desk::new(Config { ringing: Ringing::AnyAgent, topics, ..with_agent_exactly() });
    desk.start();
    desk.answer_stored_channel(None);
    desk.app_returns("token-1");
    desk.answer_api("users/me", 200, &json!({ "id": "somebody-else" }));
    desk.answer_api("notifications/channels", 200, &channel_body(CHANNEL));
    desk.open(desk.opening());
    desk.answer_topics();
    receive(&mut desk, "voice-acd-transfer-two-agents-alerting");
    assert_eq!(
        desk.shown().iter().map(|toast| leg(toast).participant_id.as_str()).collect::<Vec<_>>(),
        ["0b2f5280-909a-4792-95cb-93899543cba6"]
    );
}

/// Every sample has its outcome above.
#[test]
fn no_sample_is_left_out() {
    let source = include_str!("samples.rs");
    let folder = format!("{}/tests/fixtures/notifications", env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(folder).expect("samples") {
        let name = entry.expect("a sample").file_name().into_string().expect("a name");
        let quoted = format!("\"{}\"", name.trim_end_matches(".json"));
        assert!(source.contains(&quoted), "{name} has no outcome");
    }
}
