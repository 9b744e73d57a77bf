//! The notification of the operating system (A1, A2, A7).

use crate::support::channel::{call, mine, rings};
use crate::{all_alerts, on_notifications, on_routing_events};
use genesys_toasts::Output;
use genesys_toasts::engine::PageEvent;
use genesys_toasts::engine::alerts::{AlertCommand, AlertEvent, AlertOptions, NotificationOptions, Permission};
use genesys_toasts::engine::options::{Labels, Switch};

fn only(notification: NotificationOptions) -> AlertOptions {
    AlertOptions { title: Switch(None), sound: Switch(None), notification: Switch(Some(notification)), ..all_alerts() }
}

fn plain() -> AlertOptions {
    only(NotificationOptions::default())
}

/// The tags of the notifications that were shown.
fn tags(desk: &crate::Desk) -> Vec<String> {
    desk.outputs()
        .filter_map(
            |o| if let Output::Alert(AlertCommand::ShowNotification(n)) = o { Some(n.tag.clone()) } else { None },
        )
        .collect()
}

/// [A1] [A2] [A7]
#[test]
fn it_is_shown_while_the_page_has_not_the_focus_and_closed_with_the_ring() {
    let mut desk = on_notifications(plain());
    desk.event(&rings("c-1"));
    assert!(desk.alerts().is_empty(), "the agent looks at the page");
    desk.alert(AlertEvent::Focus(false));
    assert_eq!(desk.alerts(), ["notify Incoming: Voice | "]);
    desk.event(&call("c-1", &[mine("c-1-me", "connected")]));
    assert_eq!(desk.alerts(), ["close notification"]);
}

/// [A1]
#[test]
fn it_is_closed_when_the_agent_looks_at_the_page_and_shown_again_when_not() {
    let mut desk = on_notifications(plain());
    desk.page(PageEvent::Hidden);
    desk.event(&rings("c-1"));
    desk.page(PageEvent::Visible);
    desk.page(PageEvent::Hidden);
    let notify = "notify Incoming: Voice | ";
    assert_eq!(desk.alerts(), [notify, "close notification", notify]);
}

/// [A7]
#[test]
fn a_click_brings_the_window_to_the_front_opens_the_toast_and_closes_the_notification() {
    let mut desk = on_notifications(plain());
    desk.page(PageEvent::Hidden);
    desk.event(&rings("c-1"));
    let tag = tags(&desk).remove(0);
    desk.alerts();
    desk.alert(AlertEvent::NotificationClicked(tag));
    assert_eq!(desk.alerts(), ["focus window", "close notification", "opened c-1"]);
    assert_eq!(desk.toasts(), ["c-1"], "it still rings");
    desk.pass(10_000);
    assert!(desk.alerts().is_empty());
}

/// [A7]
#[test]
fn one_that_the_agent_closed_does_not_come_back_and_the_toast_stays() {
    let mut desk = on_notifications(plain());
    desk.page(PageEvent::Hidden);
    desk.event(&rings("c-1"));
    let tag = tags(&desk).remove(0);
    desk.alert(AlertEvent::NotificationClosed(tag));
    desk.page(PageEvent::Visible);
    desk.page(PageEvent::Hidden);
    assert_eq!((desk.alerts().len(), desk.toasts().len()), (1, 1));
}

/// [A7]
#[test]
fn its_tag_is_the_same_for_a_second_client_and_another_for_another_ring() {
    let show = |conversation: &str| {
        let mut desk = on_notifications(plain());
        desk.page(PageEvent::Hidden);
        desk.event(&rings(conversation));
        tags(&desk).remove(0)
    };
    assert_eq!(show("c-1"), show("c-1"));
    assert_ne!(show("c-1"), show("c-2"));
    assert!(!show("c-1").contains("c-1"), "a hash");
}

/// [A7]
#[test]
fn it_names_the_caller_only_where_the_app_wants_that_and_has_the_words_of_the_app() {
    let labels = Labels(vec![("incoming".into(), "Eingehend".into()), ("voice".into(), "Anruf".into())]);
    let alerts =
        AlertOptions { labels, ..only(NotificationOptions { show_caller: true, ..NotificationOptions::default() }) };
    let mut desk = on_notifications(alerts);
    desk.page(PageEvent::Hidden);
    desk.event(&rings("c-1"));
    assert_eq!(desk.alerts(), ["notify Eingehend: Anruf | Imani Okafor"]);
}

/// [A6]
#[test]
fn nothing_is_shown_without_the_permission() {
    for permission in [Permission::Default, Permission::Denied, Permission::Unsupported] {
        let mut desk = on_notifications(plain());
        desk.alert(AlertEvent::Permission(permission));
        desk.page(PageEvent::Hidden);
        desk.event(&rings("c-1"));
        assert!(desk.alerts().is_empty(), "{permission:?}");
    }
}

/// [A2]
#[test]
fn with_routing_events_it_is_closed_after_the_duration() {
    let mut desk = on_routing_events(plain());
    desk.page(PageEvent::Hidden);
    desk.ring("c-1");
    desk.pass(7_999);
    assert_eq!(desk.alerts().len(), 1);
    desk.pass(1);
    assert_eq!(desk.alerts(), ["close notification"]);
}
