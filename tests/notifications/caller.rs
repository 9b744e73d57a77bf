//! Who is calling, where names and addresses have nothing to be seen (N9, E6).
use crate::support::Desk;
use crate::support::channel::{call, mine};
use genesys_toasts::engine::Toast;
use serde_json::{Value, json};

/// Nothing to be seen, in several ways.
const UNSEEN: [&str; 9] = [
    "\u{200b}",
    " \t\u{a0}",
    "\u{200b}\u{200d} \u{2060}\u{feff}",
    "\u{ad}",
    "\u{3164}",
    "\u{115f}\u{1160}",
    "\u{2800}\u{2800}",
    "\u{202e}\u{200f}",
    "\u{fe0f}",
];

fn toast_of(conversation: &Value) -> Toast {
    let mut desk = Desk::receiving();
    desk.event(conversation);
    Toast::clone(&desk.shown()[0])
}

/// A call of a customer who is called and reached so.
fn of_customer(name: &str, address: &str) -> Value {
    let mut ring = call("c-1", &[mine("c-1-me", "alerting")]);
    ring["participants"][0]["name"] = json!(name);
    ring["participants"][0]["address"] = json!(address);
    ring
}

fn address_of(toast: &Toast) -> Option<&str> {
    toast.leg.as_ref().expect("a leg").address.as_deref()
}

/// [N9] [E6]
#[test]
fn the_number_replaces_an_invisible_name() {
    for name in UNSEEN {
        let toast = toast_of(&of_customer(name, "tel:+13175550142"));
        assert_eq!(
            (toast.caller_name.as_str(), address_of(&toast)),
            ("+13175550142", Some("+13175550142")),
            "{name:?}"
        );
    }
}

/// [N9] [E6]
#[test]
fn the_participants_name_replaces_an_invisible_external_contact() {
    for name in UNSEEN {
        let mut ring = of_customer("Imani Okafor", "tel:+13175550142");
        ring["participants"][0]["externalContact"] = json!({ "name": name });
        assert_eq!(toast_of(&ring).caller_name, "Imani Okafor", "{name:?}");
    }
}

/// [N9] [E6]
#[test]
fn an_invisible_address_is_none() {
    for address in UNSEEN {
        for written in [address.to_owned(), format!("tel:{address}"), format!("sip:{address};tgrp=station")] {
            let toast = toast_of(&of_customer("\u{200b}", &written));
            assert_eq!((toast.caller_name.as_str(), address_of(&toast)), ("Unknown Caller", None), "{written:?}");
        }
    }
    let toast = toast_of(&of_customer("", "tel:\u{200b} +13175550142"));
    assert_eq!((toast.caller_name.as_str(), address_of(&toast)), ("+13175550142", Some("+13175550142")));
}

/// [N9] [E6]
#[test]
fn the_name_of_the_queues_participant_replaces_an_invisible_queue_name() {
    for name in UNSEEN {
        let mut leg = mine("c-1-me", "alerting");
        (leg["queueId"], leg["queueName"]) = (json!("q-1"), json!(name));
        let queue = json!({ "id": "c-1-queue", "purpose": "acd", "queueId": "q-1", "name": "Orders EN" });
        let mut ring = call("c-1", &[queue, leg]);
        let queue_of = |ring: &Value| toast_of(ring).leg.expect("a leg").queue_name;
        assert_eq!(queue_of(&ring).as_deref(), Some("Orders EN"), "{name:?}");
        ring["participants"][1]["name"] = json!(name);
        assert_eq!(queue_of(&ring), None, "{name:?}");
    }
}

/// [E6]
#[test]
fn no_name_queue_or_address_is_cut_inside_a_visible_character() {
    let long = format!("{}👩\u{200d}👦", "a".repeat(198));
    let cut = "a".repeat(198);
    let mut leg = mine("c-1-me", "alerting");
    (leg["queueId"], leg["queueName"]) = (json!("q-1"), json!(long));
    let mut ring = call("c-1", &[leg]);
    ring["participants"][0]["name"] = json!(long);
    ring["participants"][0]["address"] = json!(long);
    let toast = toast_of(&ring);
    let leg = toast.leg.as_ref().expect("a leg");
    assert_eq!((&toast.caller_name, leg.queue_name.as_ref(), leg.address.as_ref()), (&cut, Some(&cut), Some(&cut)));
}
