//! Which tab alerts (L7).
use crate::{Bench, ME, OTHER, THIRD, posted, state};
use genesys_toasts::engine::tabs::message::{TabAttention, TabId, TabMessage};
use genesys_toasts::engine::tabs::tab::TabInput;

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
    assert_eq!(named(&[]).1, ME);
    assert_eq!(named(&[(OTHER, attention(false, false, false))]).1, ME);
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
}
