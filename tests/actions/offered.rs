//! Which toasts offer what (C5), and nothing by default.
use crate::support::channel::{COLLEAGUE, call, leg, rings, with_agent_exactly};
use crate::support::{Desk, with_client};
use crate::{desk, ring};
use genesys_toasts::engine::action_io::{FailureReason, OfferedActions, ToastAction, ToastKind};
use genesys_toasts::engine::config::Ringing;
use genesys_toasts::{Config, Input};

const BOTH: [ToastAction; 2] = [ToastAction::Answer, ToastAction::Decline];

/// [C1] [C7]
#[test]
fn by_default_nothing_is_offered_requested_or_subscribed() {
    let mut desk = Desk::receiving();
    let toast = desk.rung_by(&rings("c-1"));
    let shown = desk.snapshot().toasts.remove(0);
    assert_eq!((shown.kind, shown.actions.len(), shown.pending), (ToastKind::Ring, 0, None));
    assert!(desk.requests_to("routingstatus").is_empty());
    desk.act(1, ToastAction::Answer, &toast);
    desk.input(Input::BackOnQueue(2));
    assert_eq!(desk.settled(), [(1, Err(FailureReason::NotEnabled)), (2, Err(FailureReason::NotEnabled))]);
    assert!(desk.action_requests().is_empty());
}

/// [C1]
#[test]
fn a_ring_of_mine_offers_what_the_option_says() {
    let mut desk = desk();
    desk.event(&ring("c-1"));
    assert_eq!(desk.snapshot().toasts[0].actions, BOTH);
    let only = Config { actions: OfferedActions(vec![ToastAction::Decline]), ..with_agent_exactly() };
    let mut desk = Desk::receiving_with(only);
    let toast = desk.rung_by(&ring("c-1"));
    assert_eq!(desk.snapshot().toasts[0].actions, [ToastAction::Decline]);
    desk.act(1, ToastAction::Answer, &toast);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::NotEnabled))]);
}

/// [C1] [N7] An agent acts on nobody else's ring.
#[test]
fn the_ring_of_another_agent_offers_nothing() {
    let topics = vec!["v2.routing.queues.queue-1.conversations".to_owned()];
    let mut desk = Desk::receiving_with(Config { topics, ringing: Ringing::AnyAgent, ..crate::with_actions() });
    desk.event(&crate::in_queue(call("c-1", &[leg("c-1-a", COLLEAGUE, "alerting")])));
    assert_eq!(desk.snapshot().toasts[0].actions, []);
}

/// [C1]
#[test]
fn an_unknown_toast_is_gone_and_routing_events_offer_nothing() {
    let mut desk = desk();
    desk.act(1, ToastAction::Answer, "gt-none");
    assert_eq!(desk.settled(), [(1, Err(FailureReason::Gone))]);
    let mut desk = Desk::connected_with(with_client());
    desk.ring("c-1");
    let toast = desk.shown().remove(0).id.clone();
    desk.act(1, ToastAction::Answer, &toast);
    assert_eq!(desk.settled(), [(1, Err(FailureReason::NotEnabled))]);
}
