//! Do not disturb (A10).

use crate::support::channel::{rings, with_agent_exactly};
use crate::support::{Desk, MORNING};
use crate::{all_alerts, on_notifications, ready, sound_only};
use genesys_toasts::Config;
use genesys_toasts::engine::PageEvent;
use genesys_toasts::engine::alerts::{AlertEvent, Muted};

/// [A10]
#[test]
fn a_mute_ends_sound_and_notification_at_once_and_hides_no_toast() {
    let mut desk = on_notifications(all_alerts());
    desk.page(PageEvent::Hidden);
    desk.event(&rings("c-1"));
    desk.alerts();
    desk.alert(AlertEvent::Mute(None));
    assert_eq!(desk.alerts(), ["stop", "close notification"]);
    assert_eq!((desk.toasts().len(), desk.alert_state().muted), (1, Some(Muted { until: None })));
    desk.alert(AlertEvent::Unmute);
    assert_eq!(desk.alerts(), ["play voice", "notify Incoming: Voice | "]);
    assert_eq!(desk.alert_state().muted, None);
}

/// [A10]
#[test]
fn a_mute_for_a_time_ends_by_itself() {
    let mut desk = on_notifications(sound_only());
    desk.alert(AlertEvent::Mute(Some(60_000)));
    let until = desk.alert_state().muted.and_then(|muted| muted.until);
    assert!(until.is_some_and(|until| until >= MORNING + 60_000));
    desk.event(&rings("c-1"));
    desk.pass(10_000);
    assert!(desk.alerts().is_empty());
    desk.pass(50_000);
    assert_eq!(desk.alert_state().muted, None);
}

/// [A10]
#[test]
fn it_is_stored_under_the_key_of_the_agent_and_read_at_the_next_start() {
    let config = Config { storage_key: Some("agent-7".into()), alerts: sound_only(), ..with_agent_exactly() };
    let mut desk = Desk::new(config.clone());
    desk.start();
    assert_eq!(desk.alerts()[0], "load genesys-toasts:mute:agent-7");
    desk.alert(AlertEvent::StoredMute(Some(MORNING + 60_000)));
    assert_eq!(desk.alert_state().muted, Some(Muted { until: Some(MORNING + 60_000) }));
    desk.alert(AlertEvent::Unmute);
    assert_eq!(desk.alerts(), ["remove genesys-toasts:mute:agent-7"]);
    desk.alert(AlertEvent::Mute(None));
    assert_eq!(desk.alerts(), ["store genesys-toasts:mute:agent-7 None"]);
    let mut desk = ready(Desk::receiving_with(config));
    desk.alert(AlertEvent::StoredMute(Some(MORNING - 1)));
    assert_eq!(desk.alert_state().muted, None, "it is over");
}

/// [A10] [S13]
#[test]
fn a_mute_belongs_to_the_session_of_the_agent_who_made_it() {
    let config = Config { storage_key: Some("agent-7".into()), alerts: sound_only(), ..with_agent_exactly() };
    let mut desk = ready(Desk::receiving_with(config));
    desk.alert(AlertEvent::Mute(None));
    desk.alerts();
    desk.stop();
    assert_eq!(desk.alert_state().muted, None);
    assert!(!desk.alerts().iter().any(|word| word.starts_with("remove")), "what is stored is the agent's");
}
