//! Options that the app changes while the engine runs.

use crate::support::{Desk, with_client};
use genesys_toasts::engine::config::{Durations, Redeliver, ToastDuration};
use genesys_toasts::{Config, Input};

/// [O2] [O4] [E4] [E9]
#[test]
fn changed_toast_options_apply_from_the_next_ring_on_without_a_new_connection() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    desk.input(Input::Configure(Box::new(Config {
        duration: Durations::All(ToastDuration::Ms(20_000)),
        redeliver: Redeliver::NextRing,
        caller_roles: vec!["customer".into()],
        max_toasts: 2,
        region: "another.example".into(),
        ..with_client()
    })));
    for conversation in ["c-2", "c-3"] {
        desk.ring(conversation);
    }
    assert_eq!(desk.toasts(), ["c-2", "c-3"], "two at most");
    assert_eq!(desk.shown()[1].caller_name, "Imani Okafor");
    desk.input(Input::DismissAll);
    desk.ring("c-3");
    assert!(desk.toasts().is_empty(), "closed for this ring");
    desk.ring("c-4");
    desk.pass(19_999);
    assert_eq!(desk.toasts(), ["c-4"]);
    desk.pass(1);
    assert!(desk.toasts().is_empty());
    assert!(desk.opened().is_empty() && desk.closed().is_empty() && desk.token_requests().is_empty());
}

/// [O3]
#[test]
fn a_changed_max_age_applies_from_the_next_ring_on() {
    let mut desk =
        Desk::connected_with(Config { duration: Durations::All(ToastDuration::WhileRinging), ..with_client() });
    desk.input(Input::Configure(Box::new(Config {
        duration: Durations::All(ToastDuration::WhileRinging),
        max_age_ms: 30_000,
        ..with_client()
    })));
    desk.ring("c-1");
    desk.pass(29_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert!(desk.toasts().is_empty());
}
