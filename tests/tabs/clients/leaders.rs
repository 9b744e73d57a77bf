//! Another tab leads (L4–L6).
use super::{Browser, callback, options, sound};
use genesys_toasts::engine::TabRole;
use genesys_toasts::engine::alerts::{AlertEvent, AlertOptions, SoundOptions};
use genesys_toasts::engine::options::Switch;
use genesys_toasts::engine::tabs::io::TabsEvent;
use genesys_toasts::engine::{PageEvent, Phase, Status};
use genesys_toasts::{Config, Input, Output};

fn sounding() -> AlertOptions {
    AlertOptions { sound: Switch(Some(SoundOptions::default())), ..AlertOptions::off() }
}

/// [L4] [S12]
#[test]
fn where_the_leader_goes_the_next_tab_connects_and_shows_nothing_twice() {
    let mut browser = Browser::of_three();
    browser.pass(20_000);
    browser.ring("c-1");
    browser.kill(0);
    assert_eq!((browser.holder, browser.opened, browser.open_sockets()), (Some(1), 2, 1));
    let snapshot = browser.tabs[1].client.snapshot();
    assert_eq!((snapshot.status, snapshot.tab), (Status::Connected, TabRole::Leader));
    assert!(snapshot.status_detail.blind_since.is_some(), "rings may have been missed meanwhile");
    browser.ring("c-1");
    for id in [1, 2] {
        assert_eq!((browser.shown(id), browser.said(id, callback)), (vec!["c-1".into()], vec!["shown c-1".into()]));
    }
}

/// [L4] [S10] For the back/forward cache, and for a freeze.
#[test]
fn a_page_that_is_left_or_frozen_releases_the_lock_and_joins_again() {
    for (away, back) in [(PageEvent::Hide, PageEvent::Show), (PageEvent::Freeze, PageEvent::Thaw)] {
        let mut browser = Browser::of_three();
        browser.ring("c-1");
        browser.input(0, Input::Page(away));
        assert_eq!((browser.holder, browser.open_sockets()), (Some(1), 1));
        browser.end_ring("c-1");
        browser.ring("c-2");
        browser.input(0, Input::Page(back));
        assert_eq!(browser.roles(), [TabRole::Follower, TabRole::Leader, TabRole::Follower]);
        assert_eq!((browser.shown(0), browser.open_sockets()), (vec!["c-2".into()], 1));
        assert_eq!(browser.said(0, callback), ["shown c-1", "ended c-1", "shown c-2"]);
        let snapshot = browser.tabs[0].client.snapshot();
        assert_eq!((snapshot.status, snapshot.status_detail.phase), (Status::Connected, Phase::Open));
    }
}

/// [L4] [L5]
#[test]
fn a_leader_that_is_stuck_is_replaced_and_gives_way_when_it_runs_again() {
    let mut browser = Browser::of_three();
    browser.ring("c-1");
    browser.freeze(0);
    browser.input(1, Input::Page(PageEvent::Visible));
    browser.pass(4_100);
    assert_eq!((browser.holder, browser.tabs[1].client.role()), (Some(1), TabRole::Leader));
    browser.thaw(0);
    assert!(browser.is_on_bus(0), "it has joined after it left");
    assert_eq!((browser.tabs[0].client.role(), browser.open_sockets()), (TabRole::Follower, 1));
    assert_eq!(browser.said(0, callback), ["shown c-1"]);
}

/// [L4] [N8] A ring of which the new leader has not learned stays where it is known.
#[test]
fn a_ring_that_the_next_leader_does_not_know_is_not_taken_away_before_it_has_connected() {
    let mut browser = Browser::of_three();
    browser.cut_off(1);
    browser.ring("c-1");
    assert_eq!((browser.shown(1).len(), browser.shown(2).len()), (0, 1));
    browser.hold_sockets = true;
    browser.kill(0);
    assert_eq!((browser.holder, browser.shown(2).len()), (Some(1), 1));
}

/// [L6]
#[test]
fn a_visible_tab_takes_over_from_a_hidden_leader_but_not_while_it_rings() {
    let mut browser = Browser::of_three();
    browser.ring("c-1");
    browser.look_at(1);
    browser.pass(3_000);
    assert_eq!(browser.holder, Some(0));
    browser.end_ring("c-1");
    browser.pass(12_000);
    assert_eq!((browser.holder, browser.open_sockets()), (Some(1), 1));
    assert_eq!(browser.tabs[1].client.snapshot().status, Status::Connected);
}

/// [L3] [E9] What the agent closed under one leader is not shown again by the next one.
#[test]
fn the_next_leader_knows_what_the_agent_has_closed() {
    let redeliver = genesys_toasts::engine::config::Redeliver::NextRing;
    for closes in [0, 1, 2] {
        let mut browser = Browser::with(&Config { redeliver, ..options() }, 3);
        browser.ring("c-1");
        browser.input(closes, Input::DismissAll);
        browser.kill(0);
        browser.ring("c-1");
        assert!((1..3).all(|id| browser.shown(id).is_empty()), "closed in {closes}");
        // The next ring of the same conversation is another one.
        browser.end_ring("c-1");
        browser.ring("c-1");
        assert!((1..3).all(|id| browser.shown(id).len() == 1), "closed in {closes}");
        browser.kill(1);
        browser.ring("c-1");
        assert_eq!(browser.shown(2).len(), 1);
    }
}

/// [S9] `start()` of a follower reaches the leader, whose server ended the connection for good (1000).
#[test]
fn a_follower_starts_the_connection_that_the_server_has_ended() {
    let mut browser = Browser::of_three();
    browser.close_all(1_000);
    let disconnected = |o: &Output| if let Output::Status(status, _) = o { Some(*status) } else { None };
    assert_eq!(browser.said(2, disconnected).last(), Some(&Status::Disconnected));
    browser.start(2);
    assert_eq!((browser.open_sockets(), browser.tabs[2].client.snapshot().status), (1, Status::Connected));
}

/// [L5] A page that did not run learns late that it got the lock, and at once that another tab has taken it since.
#[test]
fn a_lock_that_a_page_got_while_it_did_not_run_deposes_nobody() {
    let mut browser = Browser::of_three();
    browser.freeze(1);
    browser.kill(0);
    browser.input(2, Input::Page(PageEvent::Visible));
    browser.pass(4_100);
    assert_eq!((browser.holder, browser.tabs[2].client.role()), (Some(2), TabRole::Leader));
    browser.pass(1_000);
    browser.tabs[2].trace.clear();
    browser.tabs[1].frozen = false;
    // Something else that has waited for the page comes first.
    browser.input(1, Input::Page(PageEvent::Online));
    browser.tell(1, TabsEvent::Granted);
    browser.deliver();
    let statuses = browser.said(2, |output| if let Output::Status(status, _) = output { Some(*status) } else { None });
    assert_eq!(statuses, [], "it holds the lock, and keeps its connection");
    browser.tell(1, TabsEvent::Lost);
    browser.deliver();
    assert_eq!(browser.roles(), [TabRole::Follower, TabRole::Leader]);
    assert_eq!(browser.open_sockets(), 1);
}

/// [L4] [L7] The same tab may lead again: the others say anew how they are, and what they hold back reaches it.
#[test]
fn a_leader_that_comes_back_learns_again_how_the_others_are() {
    let mut browser = Browser::with(&Config { alerts: sounding(), ..options() }, 2);
    browser.unlock(1);
    browser.input(1, Input::Page(PageEvent::Freeze));
    browser.input(0, Input::Page(PageEvent::Freeze));
    browser.input(0, Input::Page(PageEvent::Thaw));
    browser.input(1, Input::Page(PageEvent::Thaw));
    assert_eq!(browser.roles(), [TabRole::Leader, TabRole::Follower]);
    // It leaves and comes back at once, and no other tab leads meanwhile.
    browser.keep_lock_for(0);
    browser.input(0, Input::Page(PageEvent::Freeze));
    browser.input(1, Input::Alert(AlertEvent::Mute(None)));
    browser.input(0, Input::Page(PageEvent::Thaw));
    assert_eq!(browser.roles(), [TabRole::Leader, TabRole::Follower]);
    assert!(browser.tabs[0].client.snapshot().alerts.muted.is_some(), "the mute was held back");
    browser.input(1, Input::Alert(AlertEvent::Unmute));
    browser.said(1, sound);
    browser.ring("c-1");
    assert_eq!(browser.said(1, sound), ["play"], "the leader knows that audio can play here");
}

/// [L4] [S12] While no tab leads, rings may be missed.
#[test]
fn a_tab_that_waits_says_since_when_rings_may_be_missed() {
    let mut browser = Browser::of_three();
    browser.freeze(0);
    browser.open(options(), false);
    let blind_since = |browser: &Browser| browser.tabs[3].client.snapshot().status_detail.blind_since;
    assert_eq!(blind_since(&browser), Some(browser.now.wall.0));
    let since = blind_since(&browser);
    browser.pass(60_000);
    assert_eq!(blind_since(&browser), since);
}

/// [L3] A tab that comes to lead without a word of the leader before learns from the others what the agent has closed.
#[test]
fn a_new_tab_that_leads_at_once_learns_what_the_agent_has_closed() {
    let redeliver = genesys_toasts::engine::config::Redeliver::NextRing;
    let config = Config { redeliver, ..options() };
    let mut browser = Browser::with(&config, 2);
    browser.ring("c-1");
    browser.input(1, Input::DismissAll);
    browser.freeze(0);
    browser.open(config, true);
    browser.keep_lock_for(2);
    browser.hold_sockets = true;
    browser.kill(0);
    assert_eq!(browser.holder, Some(2));
    browser.release_sockets();
    browser.ring("c-1");
    assert!(browser.shown(1).is_empty() && browser.shown(2).is_empty());
    assert_eq!(browser.said(2, callback), Vec::<String>::new());
}

/// [L4] Its request would be aborted in the same moment, and the next leader sends its own.
#[test]
fn a_page_that_is_left_or_frozen_reports_what_has_ended_and_begins_nothing() {
    for event in [PageEvent::Hide, PageEvent::Freeze] {
        let mut browser = Browser::of_three();
        browser.ring("c-1");
        browser.pass_without_timers(9_000);
        browser.close_all(1006);
        browser.pass_without_timers(1_500);
        browser.said(0, callback);
        let opened = browser.opened;
        browser.input(0, Input::Page(event));
        assert_eq!(browser.opened, opened + 1, "the next leader connects, and nobody else");
        assert_eq!(browser.open_sockets(), 1);

        let mut browser = Browser::of_three();
        browser.ring("c-1");
        browser.pass_without_timers(9_000);
        browser.said(0, callback);
        browser.input(0, Input::Page(event));
        assert_eq!(browser.said(0, callback), ["timeout c-1"]);
    }
}
