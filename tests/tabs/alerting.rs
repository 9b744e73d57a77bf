//! Which tab alerts (L7).
use crate::{Bench, ME, OTHER, THIRD, posted, state};
use genesys_toasts::engine::tabs::message::{TabAttention, TabId, TabMessage};
use genesys_toasts::engine::tabs::tab::{TabInput, TabOutput};

fn attention(audio_ready: bool, focused: bool, visible: bool) -> TabAttention {
    TabAttention { audio_ready, focused, visible }
}

/// A leader that is rung, after these tabs have said how they are; and whom it names.
fn named(tabs: &[(TabId, TabAttention)]) -> (Bench, TabId) {
    let mut leader = Bench::leading(false);
    for (tab, attention) in tabs {
        leader.receive(*tab, TabMessage::Attention(*attention));
    }
    let outputs = leader.input(TabInput::Engine(Box::new(state(0, 0, &["a"]))));
    let named =
        posted(&outputs).into_iter().find_map(|m| if let TabMessage::Alert(tab) = m { Some(*tab) } else { None });
    (leader, named.expect("a tab is named at once"))
}

/// [L7]
#[test]
fn audio_comes_first_then_the_focus_then_visibility_then_the_leader() {
    let ready = (OTHER, attention(true, false, false));
    let focused = (THIRD, attention(false, true, true));
    let visible = (OTHER, attention(false, false, true));
    assert_eq!(named(&[focused, ready]).1, OTHER);
    assert_eq!(named(&[visible, focused]).1, THIRD);
    assert_eq!(named(&[visible]).1, OTHER);
    assert_eq!(named(&[(OTHER, attention(false, false, false))]).1, ME);
}

/// [L7]
#[test]
fn a_leader_without_others_alerts_and_a_tab_that_comes_learns_which_one_does() {
    let mut leader = Bench::leading(false);
    let outputs = leader.input(TabInput::Engine(Box::new(state(0, 0, &["a"]))));
    assert!(!posted(&outputs).iter().any(|message| matches!(message, TabMessage::Alert(_))));
    assert!(leader.tab.may_alert());
    let outputs = leader.receive(OTHER, TabMessage::Attention(attention(false, true, true)));
    assert!(posted(&outputs).contains(&&TabMessage::Alert(ME)));
    assert_eq!(posted(&leader.receive(OTHER, TabMessage::Ping)), [&TabMessage::Pong]);
}

/// [L7]
#[test]
fn the_leader_alerts_itself_where_the_named_tab_does_not_confirm() {
    let (mut leader, _) = named(&[(OTHER, attention(true, true, true))]);
    assert_eq!(leader.pass(299), []);
    let outputs = leader.pass(1);
    assert_eq!(posted(&outputs), [&TabMessage::Alert(ME)]);
    assert!(leader.tab.may_alert());
    let (mut leader, _) = named(&[(OTHER, attention(true, true, true))]);
    leader.receive(OTHER, TabMessage::Alerting);
    assert_eq!(leader.pass(1_000), []);
    assert!(!leader.tab.may_alert());
}

/// [L7]
#[test]
fn a_named_follower_confirms_and_another_one_is_silent() {
    let mut bench = Bench::following(true);
    let outputs = bench.receive(OTHER, TabMessage::Alert(ME));
    assert_eq!(posted(&outputs), [&TabMessage::Alerting]);
    assert!(bench.tab.may_alert());
    bench.receive(OTHER, TabMessage::Alert(THIRD));
    assert!(!bench.tab.may_alert());
    // A leader that was deposed while it did not run has no say.
    assert_eq!(bench.receive(THIRD, TabMessage::Alert(ME)), []);
    assert!(!bench.tab.may_alert());
}

/// [L7] Where a tab does not confirm, another one that can play is better than a leader that cannot.
#[test]
fn a_tab_that_does_not_confirm_is_passed_over_until_it_gives_a_sign() {
    let tabs = [(OTHER, attention(true, true, true)), (THIRD, attention(true, false, false))];
    let (mut leader, first) = named(&tabs);
    assert_eq!(first, OTHER);
    let alerts = |outputs: &[TabOutput]| -> Vec<TabId> {
        posted(outputs).iter().filter_map(|m| if let TabMessage::Alert(tab) = m { Some(*tab) } else { None }).collect()
    };
    assert_eq!(alerts(&leader.pass(300)), [THIRD]);
    assert_eq!(alerts(&leader.pass(300)), [ME]);
    // Neither is asked again with each state.
    assert_eq!(alerts(&leader.input(TabInput::Engine(Box::new(state(0, 0, &["a", "b"]))))), []);
    assert!(leader.tab.may_alert());
    let outputs = leader.receive(THIRD, TabMessage::Ping);
    let outputs = [outputs, leader.input(TabInput::Engine(Box::new(state(0, 0, &["a"]))))].concat();
    assert_eq!(alerts(&outputs), [THIRD]);
}

/// [L7] Timers of a hidden page may run once a minute; a message reaches it all the same.
#[test]
fn a_hidden_tab_that_alerts_is_asked_before_it_counts_as_gone() {
    let (mut leader, _) = named(&[(OTHER, attention(true, false, false))]);
    leader.receive(OTHER, TabMessage::Alerting);
    assert_eq!(posted(&leader.pass(3_000)), [&TabMessage::Alert(OTHER)]);
    leader.receive(OTHER, TabMessage::Alerting);
    assert_eq!(leader.pass(2_999), []);
    assert!(!leader.tab.may_alert());
    // It gives no answer: it does not run.
    assert_eq!(posted(&leader.pass(1)), [&TabMessage::Alert(OTHER)]);
    assert_eq!(posted(&leader.pass(300)), [&TabMessage::Alert(ME)]);
    assert!(leader.tab.may_alert());
}
