//! What all tabs show, and what an agent does in one of them (L1, L3, L8).
use super::{Browser, TOKEN, callback, options};
use genesys_toasts::engine::TabRole;
use genesys_toasts::engine::alerts::{AlertEvent, AlertOptions, SoundOptions};
use genesys_toasts::engine::options::Switch;
use genesys_toasts::engine::{DismissReason, PageEvent, Phase, Resume, Status};
use genesys_toasts::{Config, Input, Output};
use std::rc::Rc;

/// [L1] [L8]
#[test]
fn ten_tabs_have_one_socket_and_one_token_and_show_the_same() {
    let mut browser = Browser::with(&options(), 10);
    assert_eq!((browser.opened, browser.tokens, browser.open_sockets()), (1, 1, 1));
    let mut roles = vec![TabRole::Follower; 10];
    roles[0] = TabRole::Leader;
    assert_eq!(browser.roles(), roles);
    browser.ring("c-1");
    for (id, role) in roles.into_iter().enumerate() {
        assert_eq!(browser.said(id, callback), ["shown c-1"], "{id}");
        let snapshot = browser.tabs[id].client.snapshot();
        assert_eq!((snapshot.status, snapshot.tab), (Status::Connected, role));
        assert_eq!(snapshot.toasts, browser.tabs[0].client.snapshot().toasts);
    }
    browser.end_ring("c-1");
    for id in 0..10 {
        assert_eq!(browser.said(id, callback), ["ended c-1"], "{id}");
    }
}

/// [L1] [O6] What does not change stays the same object in a follower.
#[test]
fn an_unchanged_toast_of_a_follower_stays_the_same() {
    let mut browser = Browser::of_three();
    browser.ring("c-1");
    let before = browser.tabs[1].client.snapshot().toasts;
    browser.ring("c-2");
    let after = browser.tabs[1].client.snapshot().toasts;
    assert!(Rc::ptr_eq(&before[0], &after[0]) && after.len() == 2);
}

/// [L1] Before it knows a leader, a tab says that it waits.
#[test]
fn a_tab_that_waits_for_the_lock_is_connecting() {
    let mut browser = Browser::of_three();
    browser.freeze(0);
    browser.open(options(), false);
    let snapshot = browser.tabs[3].client.snapshot();
    assert_eq!((snapshot.status, snapshot.status_detail.phase), (Status::Connecting, Phase::Tab));
    assert_eq!(snapshot.tab, TabRole::Follower);
}

/// [L3]
#[test]
fn a_dismissal_in_any_tab_takes_effect_in_all() {
    for id in 0..3 {
        let mut browser = Browser::of_three();
        browser.ring("c-1");
        browser.ring("c-2");
        let toast = browser.tabs[id].client.snapshot().toasts[0].id.clone();
        browser.input(id, Input::Dismiss(toast));
        for other in 0..3 {
            assert_eq!(browser.shown(other), ["c-2"]);
            assert_eq!(browser.said(other, callback), ["shown c-1", "shown c-2", "user c-1"]);
        }
        browser.input(id, Input::DismissAll);
        assert!((0..3).all(|other| browser.shown(other).is_empty()));
    }
}

/// [L3] The agent need not wait for a leader that is stuck.
#[test]
fn a_dismissal_takes_effect_at_once_though_the_leader_is_stuck() {
    let mut browser = Browser::of_three();
    browser.ring("c-1");
    browser.freeze(0);
    browser.input(1, Input::DismissAll);
    assert!(browser.shown(1).is_empty() && browser.shown(2).is_empty());
}

/// [L3] [O3] Pauses of a tab that is gone do not last.
#[test]
fn a_toast_is_paused_by_any_tab_and_not_by_one_that_is_gone() {
    let mut browser = Browser::of_three();
    browser.look_at(1);
    browser.pass(15_000);
    browser.ring("c-1");
    browser.input(1, Input::Pause(None));
    browser.pass(20_000);
    assert_eq!(browser.shown(0), ["c-1"]);
    browser.input(1, Input::Resume(None));
    browser.pass(8_000);
    assert!(browser.shown(0).is_empty());

    browser.look_at(2);
    browser.pass(15_000);
    browser.ring("c-2");
    let leader = browser.holder.expect("a leader");
    let other = if leader == 0 { 1 } else { 0 };
    browser.input(other, Input::Pause(None));
    browser.kill(other);
    browser.pass(12_000);
    assert!(browser.shown(leader).is_empty(), "it went {:?}", browser.shown(leader));
}

/// [L3] [O3] A toast's time runs while any tab is seen, and stands while none is.
#[test]
fn time_runs_while_any_tab_is_visible() {
    let mut browser = Browser::of_three();
    browser.ring("c-0");
    // While it rings, no other tab takes over.
    browser.look_at(1);
    browser.pass(8_500);
    assert!(browser.shown(0).is_empty());
    browser.pass(10_000);
    browser.ring("c-1");
    for id in 0..3 {
        browser.input(id, Input::Page(PageEvent::Hidden));
    }
    browser.pass(20_000);
    assert_eq!(browser.shown(0), ["c-1"]);
}

/// [L3] [A10] [A11]
#[test]
fn mute_and_silence_of_any_tab_hold_in_all() {
    let alerts = AlertOptions { sound: Switch(Some(SoundOptions::default())), ..AlertOptions::off() };
    let mut browser = Browser::with(&Config { alerts, ..options() }, 3);
    browser.unlock(2);
    browser.ring("c-1");
    let sounding = |browser: &Browser| {
        (0..3).map(|id| browser.tabs[id].client.snapshot().alerts.sounding.len()).collect::<Vec<_>>()
    };
    assert_eq!(sounding(&browser), [1, 1, 1], "the button to silence it is in every tab");
    browser.alert(1, AlertEvent::Silence(None));
    assert_eq!(sounding(&browser), [0, 0, 0]);
    browser.alert(1, AlertEvent::Mute(None));
    let muted = |id: usize| browser.tabs[id].client.snapshot().alerts.muted.is_some();
    assert!((0..3).all(muted));
    browser.alert(2, AlertEvent::Unmute);
    let muted = |id: usize| browser.tabs[id].client.snapshot().alerts.muted.is_some();
    assert!(!(0..3).any(muted));
}

/// [L3] What the app does before a leader is known waits for it.
#[test]
fn a_mute_right_after_the_start_is_not_lost() {
    let mut browser = Browser::of_three();
    browser.freeze(0);
    browser.open(options(), false);
    browser.alert(3, AlertEvent::Mute(None));
    browser.kill(0);
    assert!(browser.tabs[3].client.snapshot().alerts.muted.is_some());
    assert!(browser.tabs[1].client.snapshot().alerts.muted.is_some());
}

/// [L1] [S9] What one tab stops goes on in the others.
#[test]
fn a_tab_that_stops_ends_its_own_toasts_only() {
    let mut browser = Browser::of_three();
    browser.ring("c-1");
    browser.input(0, Input::Stop);
    assert_eq!(browser.said(0, callback), ["shown c-1", "stopped c-1"]);
    assert_eq!((browser.tabs[0].client.role(), browser.shown(0).len()), (TabRole::Alone, 0));
    assert_eq!((browser.holder, browser.shown(1), browser.shown(2)), (Some(1), vec!["c-1".into()], vec!["c-1".into()]));
    assert_eq!(browser.said(1, callback), ["shown c-1"]);
    let stopped = |o: &Output| if let Output::Status(status, _) = o { Some(*status) } else { None };
    browser.input(2, Input::Stop);
    assert_eq!(browser.said(2, stopped).last(), Some(&Status::Stopped));
    assert_eq!((browser.shown(1).len(), browser.open_sockets()), (1, 1));
}

/// [D4] [L1] A tab whose instance failed comes back, and shows nothing twice.
#[test]
fn a_failed_instance_comes_back_as_a_follower() {
    let mut browser = Browser::of_three();
    browser.ring("c-1");
    let toasts: Vec<_> = browser.tabs[0].client.snapshot().toasts.into_iter().map(|toast| (*toast).clone()).collect();
    browser.kill(0);
    browser.open_again(options(), true, Some(Resume { toasts, attempt: 1 }));
    assert_eq!(browser.shown(3), ["c-1"]);
    assert_eq!(browser.said(3, callback), Vec::<String>::new());
    assert_eq!(browser.roles(), [TabRole::Leader, TabRole::Follower, TabRole::Follower]);
    let reason = |o: &Output| if let Output::ToastDismissed(_, reason) = o { Some(*reason) } else { None };
    browser.end_ring("c-1");
    assert_eq!(browser.said(3, reason), [DismissReason::Ended]);
}

/// [L2]
#[test]
fn no_token_and_no_address_is_on_the_bus() {
    let mut browser = Browser::of_three();
    browser.ring("c-1");
    browser.input(1, Input::DismissAll);
    browser.close_all(1_006);
    browser.pass(60_000);
    browser.kill(0);
    browser.pass(60_000);
    assert!(browser.bus.contains("c-1") && browser.tokens >= 2);
    for secret in [TOKEN, "wss://", "agent-7"] {
        assert!(!browser.bus.contains(secret), "{secret}");
    }
}

/// [L1] Where there is no other tab, nothing is put together for one; a tab that comes learns all of it.
#[test]
fn a_tab_without_others_sends_nothing_and_a_new_tab_learns_all() {
    let mut browser = Browser::with(&options(), 1);
    let before = browser.bus.len();
    for conversation in ["c-1", "c-2", "c-3"] {
        browser.ring(conversation);
    }
    browser.end_ring("c-1");
    browser.input(0, Input::Dismiss(browser.tabs[0].client.snapshot().toasts[0].id.clone()));
    assert_eq!(&browser.bus[before..], "");
    assert_eq!(browser.said(0, callback).len(), 5, "each was shown, and two went");

    browser.open(options(), true);
    assert_eq!(browser.shown(1), ["c-3"]);
    assert_eq!(browser.said(1, callback), ["shown c-3"]);
    assert_eq!(browser.said(0, callback), [""; 0], "nothing is reported twice");
    browser.ring("c-4");
    assert_eq!(browser.shown(1), ["c-3", "c-4"]);
}

/// [L3] A leader without followers that is left knows afterwards what it has shown.
#[test]
fn a_tab_without_others_that_comes_back_shows_nothing_twice() {
    let mut browser = Browser::with(&options(), 1);
    browser.ring("c-1");
    browser.ring("c-2");
    browser.input(0, Input::Dismiss(browser.tabs[0].client.snapshot().toasts[0].id.clone()));
    browser.said(0, callback);
    browser.input(0, Input::Page(PageEvent::Hide));
    browser.input(0, Input::Page(PageEvent::Show));
    browser.ring("c-2");
    assert_eq!((browser.shown(0), browser.said(0, callback)), (vec!["c-2".to_owned()], Vec::new()));
}
