//! Where tabs share nothing (L9).
use super::{Browser, options};
use genesys_toasts::engine::config::TabSharing;
use genesys_toasts::engine::tabs::io::TabsEvent;
use genesys_toasts::engine::{AloneReason, TabRole};
use genesys_toasts::engine::{Client, Now, Page, Status, WallTime};
use genesys_toasts::{Config, Input, Output};

fn reason(config: Config, browser: Result<(), AloneReason>) -> (TabRole, Option<AloneReason>, bool) {
    let now = Now { wall: WallTime(1_000), mono_ms: 1 };
    let mut client = Client::new(config, 1, now, browser);
    let page = Page { visible: true, online: true };
    client.handle_input(now, Input::Start { page, resume: None, blind_since: None });
    let mut asks = false;
    loop {
        match client.poll_output() {
            Output::Timeout(_) => break,
            output => asks |= matches!(output, Output::AskApp(..)),
        }
    }
    (client.role(), client.diagnostics().tabs.reason, asks)
}

/// [L9] Each tab connects by itself then, and says why.
#[test]
fn a_tab_that_cannot_or_shall_not_share_connects_by_itself() {
    let alone = |reason| (TabRole::Alone, Some(reason), true);
    let separate = Config { tabs: TabSharing::Separate, ..options() };
    assert_eq!(reason(separate, Ok(())), alone(AloneReason::Separate));
    let unnamed = Config { storage_key: None, ..options() };
    assert_eq!(reason(unnamed, Ok(())), alone(AloneReason::UnknownAgent));
    for why in [AloneReason::NoPage, AloneReason::NoWebLocks, AloneReason::NoBroadcastChannel] {
        assert_eq!(reason(options(), Err(why)), alone(why));
    }
    assert_eq!(reason(options(), Ok(())), (TabRole::Follower, None, false));
}

/// [L9] A sandboxed frame learns only from the request that it may not share.
#[test]
fn a_tab_whose_request_is_refused_connects_by_itself() {
    let mut browser = Browser::of_three();
    browser.freeze(0);
    browser.open(options(), true);
    assert_eq!(browser.opened, 1);
    browser.tell(3, TabsEvent::Refused);
    let diagnostics = browser.tabs[3].client.diagnostics();
    assert_eq!((diagnostics.tabs.role, diagnostics.tabs.reason), (TabRole::Alone, Some(AloneReason::Refused)));
    assert_eq!((browser.opened, browser.tabs[3].client.snapshot().status), (2, Status::Connected));
    assert!(diagnostics.tabs.alerts);
}

/// [L9]
#[test]
fn a_client_that_is_not_started_says_so() {
    let mut browser = Browser::of_three();
    browser.input(1, Input::Stop);
    let tabs = browser.tabs[1].client.diagnostics().tabs;
    assert_eq!((tabs.role, tabs.reason), (TabRole::Alone, Some(AloneReason::NotStarted)));
}
