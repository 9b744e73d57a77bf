//! The title of the page (A8).

use crate::support::channel::{call, mine, rings};
use crate::support::event;
use crate::{on_notifications, on_routing_events};
use genesys_toasts::engine::PageEvent;
use genesys_toasts::engine::alerts::{AlertEvent, AlertOptions, TitleOptions};
use genesys_toasts::engine::options::Switch;

/// [A1] [A8]
#[test]
fn a_hidden_page_shows_the_ring_in_its_title_in_the_task_of_the_frame_in_two_alternating_forms() {
    let mut desk = on_notifications(AlertOptions::default());
    desk.page(PageEvent::Hidden);
    desk.event(&rings("c-1"));
    assert_eq!(desk.alerts(), ["title (1) Incoming: Voice"]);
    desk.pass(1_000);
    assert_eq!(desk.alerts(), ["title ● (1) Incoming: Voice"]);
    desk.pass(1_000);
    assert_eq!(desk.alerts(), ["title (1) Incoming: Voice"]);
    desk.event(&call("c-1", &[mine("c-1-me", "connected")]));
    assert_eq!(desk.alerts(), ["own title"]);
}

/// [A1]
#[test]
fn the_page_has_its_own_title_while_the_agent_looks_at_it() {
    let mut desk = on_routing_events(AlertOptions::default());
    desk.ring("c-1");
    assert!(desk.alerts().is_empty());
    desk.alert(AlertEvent::Focus(false));
    desk.alert(AlertEvent::Focus(true));
    assert_eq!(desk.alerts(), ["title (1) Incoming: Voice", "own title"]);
}

/// [A8]
#[test]
fn it_counts_the_rings_and_names_the_newest_call() {
    let mut desk = on_routing_events(AlertOptions::default());
    desk.page(PageEvent::Hidden);
    desk.ring("c-1");
    let live = desk.newest_socket();
    desk.text(live, &event("c-2", "ringing", "chat"));
    assert_eq!(desk.alerts().pop().as_deref(), Some("title (2) Incoming: Voice"));
    desk.text(live, &event("c-1", "abandoned", "voice"));
    assert_eq!(desk.alerts(), ["title (1) Incoming: Chat"]);
}

/// [A8]
#[test]
fn it_does_not_change_for_an_agent_who_wants_reduced_motion() {
    let mut desk = on_routing_events(AlertOptions::default());
    desk.alert(AlertEvent::ReducedMotion(true));
    desk.page(PageEvent::Hidden);
    desk.ring("c-1");
    desk.pass(5_000);
    let titles = desk.alerts();
    assert!(titles.iter().all(|title| title == "title (1) Incoming: Voice"), "{titles:?}");
    assert_eq!(titles.len(), 6, "it is shown again each second: the page may have changed it");
}

/// [A8]
#[test]
fn it_names_the_caller_only_where_the_app_wants_that_and_may_be_off() {
    let with_caller =
        AlertOptions { title: Switch(Some(TitleOptions { show_caller: true })), ..AlertOptions::default() };
    let mut desk = on_notifications(with_caller);
    desk.page(PageEvent::Hidden);
    desk.event(&rings("c-1"));
    assert_eq!(desk.alerts(), ["title (1) Incoming: Voice · Imani Okafor"]);
    let mut desk = on_notifications(AlertOptions::off());
    desk.page(PageEvent::Hidden);
    desk.event(&rings("c-1"));
    assert!(desk.alerts().is_empty());
}
