//! Calls of followers (L3, C1): decided by the leader, settled once where they were made.
use super::{Browser, settled};
use genesys_toasts::Input;
use genesys_toasts::engine::action_io::{FailureReason, ToastAction};

/// [L3] [C1] `routing-events` has no request to answer: the leader says so.
#[test]
fn a_call_of_a_follower_is_settled_in_its_own_tab() {
    let mut browser = Browser::of_three();
    browser.ring("c-1");
    let toast = browser.toast(1);
    browser.input(1, Input::Act(7, ToastAction::Answer, toast.clone()));
    browser.input(2, Input::Act(7, ToastAction::Decline, toast.clone()));
    browser.input(0, Input::Act(7, ToastAction::Answer, toast));
    browser.input(2, Input::BackOnQueue(8));
    let calls = |browser: &mut Browser, id| -> Vec<(u32, Option<FailureReason>)> {
        browser.said(id, settled).into_iter().map(|(call, error)| (call, error.map(|error| error.reason))).collect()
    };
    let not_enabled = Some(FailureReason::NotEnabled);
    assert_eq!(calls(&mut browser, 0), [(7, not_enabled)]);
    assert_eq!(calls(&mut browser, 1), [(7, not_enabled)]);
    assert_eq!(calls(&mut browser, 2), [(7, not_enabled), (8, not_enabled)]);
}

/// [L3]
#[test]
fn a_call_whose_leader_goes_fails_once() {
    let mut browser = Browser::of_three();
    browser.ring("c-1");
    let toast = browser.toast(1);
    browser.freeze(0);
    browser.input(1, Input::Act(7, ToastAction::Answer, toast));
    assert!(browser.said(1, settled).is_empty());
    browser.kill(0);
    let said = browser.said(1, settled);
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].1.as_ref().map(|error| error.reason), Some(FailureReason::Stopped));
    browser.input(2, Input::Stop);
    browser.input(2, Input::BackOnQueue(1));
    assert_eq!(browser.said(2, settled).len(), 1, "a client that does not run decides at once");
}
