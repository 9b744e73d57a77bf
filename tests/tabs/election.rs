//! Who leads (L1, L4–L6).
use crate::{Bench, ME, OTHER, THIRD, posted, state, steals};
use genesys_toasts::engine::WallTime;
use genesys_toasts::engine::tabs::election::Role;
use genesys_toasts::engine::tabs::message::{SharedState, TabAttention, TabMessage};
use genesys_toasts::engine::tabs::tab::{TabInput, TabOutput};

const QUEUE: TabOutput = TabOutput::RequestLock { steal: false };

/// [L1]
#[test]
fn a_tab_asks_for_the_lock_and_leads_when_it_gets_it() {
    let mut bench = Bench::new(true);
    let outputs = bench.input(TabInput::Join);
    assert_eq!(outputs[0], QUEUE);
    assert_eq!(posted(&outputs)[0], &TabMessage::Hello);
    assert_eq!(bench.tab.role(), Role::Candidate);
    let outputs = bench.input(TabInput::Granted(WallTime(1_000)));
    assert_eq!(outputs, [TabOutput::StartEngine { toasts: Vec::new(), closed: Vec::new(), leaderless_since: None }]);
    assert_eq!(bench.tab.role(), Role::Leader);
}

/// [L4] A page that is left or frozen holds no lock, and does not wait for one.
#[test]
fn a_tab_that_leaves_releases_the_lock_and_closes_its_connection() {
    let mut bench = Bench::leading(true);
    let outputs = bench.input(TabInput::Leave);
    assert!(outputs.contains(&TabOutput::StopEngine) && outputs.contains(&TabOutput::ReleaseLock));
    assert_eq!(posted(&outputs), [&TabMessage::Bye]);
    let mut bench = Bench::following(true);
    let outputs = bench.input(TabInput::Leave);
    assert_eq!((posted(&outputs), outputs.last()), (vec![&TabMessage::Bye], Some(&TabOutput::ReleaseLock)));
    // The lock that comes too late goes back.
    assert_eq!(bench.input(TabInput::Granted(WallTime(1_000))), [TabOutput::ReleaseLock]);
    assert_eq!(bench.tab.poll_timeout(), None);
}

/// [L4] [L5]
#[test]
fn a_visible_follower_takes_the_lock_after_three_seconds_of_silence() {
    let mut bench = Bench::following(true);
    let outputs = bench.pass(2_999);
    assert_eq!((posted(&outputs).len(), steals(&outputs)), (2, 0), "it asks each second");
    assert_eq!(steals(&bench.pass(1)), 1);
}

/// [L4] [L5]
#[test]
fn a_hidden_follower_waits_for_65_seconds() {
    let mut bench = Bench::following(false);
    let outputs = bench.pass(64_999);
    assert_eq!((posted(&outputs).len(), steals(&outputs)), (1, 0));
    assert_eq!(steals(&bench.pass(1)), 1);
}

/// [L5]
#[test]
fn a_leader_that_answers_keeps_the_lock() {
    let mut bench = Bench::following(true);
    for _ in 0..60 {
        let outputs = bench.pass(1_000);
        assert_eq!(steals(&outputs), 0);
        if posted(&outputs).contains(&&TabMessage::Ping) {
            bench.receive(OTHER, TabMessage::Pong);
        }
    }
    let mut leader = Bench::leading(true);
    assert_eq!(posted(&leader.receive(OTHER, TabMessage::Ping)), [&TabMessage::Pong]);
}

/// [L5] A tab that did not run itself does not know whether the leader was silent.
#[test]
fn a_tab_that_did_not_run_waits_anew() {
    let mut bench = Bench::following(true);
    bench.pass(1_000);
    // Its timer is ten seconds late.
    bench.now += 11_000;
    let outputs = bench.input(TabInput::Timeout);
    assert_eq!(steals(&outputs), 0);
    assert_eq!(steals(&bench.pass(2_999)), 0);
    assert_eq!(steals(&bench.pass(1_000)), 1);
}

/// [L5] Once in 30 s, three times an hour.
#[test]
fn a_lock_is_stolen_seldom() {
    let mut bench = Bench::following(true);
    assert_eq!(steals(&bench.pass(32_999)), 1);
    assert_eq!(steals(&bench.pass(3_000)), 1);
    assert_eq!(steals(&bench.pass(600_000)), 1);
    assert_eq!(steals(&bench.pass(2_900_000)), 0, "three in this hour");
    assert!(steals(&bench.pass(300_000)) >= 1, "an hour later");
}

/// [L5] The old leader closes its connection, and waits in the queue.
#[test]
fn a_leader_that_loses_the_lock_follows() {
    let mut bench = Bench::leading(true);
    let outputs = bench.input(TabInput::Lost);
    assert!(outputs.contains(&TabOutput::StopEngine) && outputs.contains(&QUEUE));
    assert_eq!(bench.tab.role(), Role::Candidate);
}

/// [L5] What a leader says that was frozen is out of date; a leader that gets a later term has lost the lock.
#[test]
fn the_later_term_counts() {
    let mut bench = Bench::following(true);
    bench.receive(OTHER, TabMessage::State(Box::new(state(7, 1, &["a"]))));
    assert_eq!(bench.receive(THIRD, TabMessage::State(Box::new(state(6, 99, &["b"])))), []);
    assert_eq!(bench.tab.role(), Role::Follower(OTHER));
    let mut leader = Bench::leading(true);
    let outputs = leader.receive(OTHER, TabMessage::State(Box::new(state(2_000, 1, &["a"]))));
    assert!(outputs.contains(&TabOutput::StopEngine));
    assert_eq!(leader.tab.role(), Role::Follower(OTHER));
}

/// [L6]
#[test]
fn a_visible_tab_takes_over_from_a_hidden_leader_that_agrees() {
    let mut bench = Bench::joined(true);
    let hidden = SharedState { leader_visible: false, ..state(1, 1, &[]) };
    let outputs = bench.receive(OTHER, TabMessage::State(Box::new(hidden)));
    assert!(posted(&outputs).contains(&&TabMessage::WantLead));
    assert_eq!(steals(&outputs), 0);
    assert_eq!(steals(&bench.receive(OTHER, TabMessage::Yield(ME))), 1);
    // At most once in ten seconds.
    let hidden = SharedState { leader_visible: false, ..state(1, 2, &[]) };
    assert!(!posted(&bench.receive(OTHER, TabMessage::State(Box::new(hidden)))).contains(&&TabMessage::WantLead));
}

/// [L6] Not while something rings, and not from a leader that can be seen.
#[test]
fn a_leader_yields_only_while_it_is_hidden_and_nothing_rings() {
    let mut leader = Bench::leading(false);
    let outputs = leader.receive(OTHER, TabMessage::WantLead);
    assert_eq!(posted(&outputs), [&TabMessage::Yield(OTHER)]);
    assert!(outputs.contains(&TabOutput::StopEngine) && !outputs.contains(&TabOutput::ReleaseLock));
    // Nobody takes the lock: it goes on.
    assert!(matches!(leader.pass(1_000)[..], [TabOutput::StartEngine { .. }]));
    let mut leader = Bench::leading(false);
    leader.receive(OTHER, TabMessage::Hello);
    leader.input(TabInput::Engine(Box::new(state(0, 0, &["a"]))));
    assert_eq!(leader.receive(OTHER, TabMessage::WantLead), []);
    let mut leader = Bench::leading(true);
    assert_eq!(leader.receive(OTHER, TabMessage::WantLead), []);
}

/// [L6] The page that becomes visible asks at once.
#[test]
fn a_tab_that_becomes_visible_asks_for_the_lead() {
    let mut bench = Bench::following(false);
    let hidden = SharedState { leader_visible: false, ..state(1, 2, &[]) };
    assert_eq!(posted(&bench.receive(OTHER, TabMessage::State(Box::new(hidden)))), Vec::<&TabMessage>::new());
    let attention = TabAttention { audio_ready: true, focused: true, visible: true };
    assert!(posted(&bench.input(TabInput::Attention(attention))).contains(&&TabMessage::WantLead));
}

/// [L4] The second in which it looks need not be the one in which the leader gave its last sign.
#[test]
fn a_visible_follower_takes_the_lock_three_seconds_after_the_last_sign() {
    let mut bench = Bench::following(true);
    bench.pass(400);
    bench.receive(OTHER, TabMessage::Pong);
    assert_eq!(steals(&bench.pass(2_999)), 0);
    assert_eq!(steals(&bench.pass(1)), 1);
}

/// [L4] A page may be frozen without a word, and a frozen page of Chromium gets messages all the same.
#[test]
fn a_leader_that_does_not_run_gives_its_place_away_when_it_is_asked() {
    let mut leader = Bench::leading(false);
    leader.now += 121_000;
    assert_eq!(posted(&leader.receive(OTHER, TabMessage::Ping)), [&TabMessage::Pong], "its timer may be a minute late");
    let mut leader = Bench::leading(false);
    leader.now += 123_000;
    let outputs = leader.receive(OTHER, TabMessage::Ping);
    assert_eq!(posted(&outputs)[0], &TabMessage::Bye);
    assert!(outputs.contains(&TabOutput::StopEngine) && outputs.contains(&QUEUE));
    assert_eq!(leader.tab.role(), Role::Candidate);
    let mut leader = Bench::leading(false);
    for _ in 0..10 {
        leader.pass(60_000);
        assert_eq!(posted(&leader.receive(OTHER, TabMessage::Ping)), [&TabMessage::Pong]);
    }
}

/// [L6] It did not run meanwhile: the leader has gone on, and nothing is to be taken from it.
#[test]
fn a_place_that_was_given_away_long_ago_is_not_taken() {
    let mut bench = Bench::following(true);
    let hidden = || TabMessage::State(Box::new(SharedState { leader_visible: false, ..state(1, 2, &[]) }));
    assert!(posted(&bench.receive(OTHER, hidden())).contains(&&TabMessage::WantLead));
    bench.now += 1_101;
    bench.receive(OTHER, hidden());
    assert_eq!(steals(&bench.receive(OTHER, TabMessage::Yield(ME))), 0);
    // It asks again, and runs while the leader takes its time.
    bench.now += 10_000;
    assert!(posted(&bench.receive(OTHER, hidden())).contains(&&TabMessage::WantLead));
    bench.pass(2_500);
    assert_eq!(steals(&bench.receive(OTHER, TabMessage::Yield(ME))), 1);
}

/// [L6] The timer of a hidden page may be late, a message is not.
#[test]
fn a_leader_that_has_yielded_in_vain_goes_on_when_it_gets_a_message() {
    let mut leader = Bench::leading(false);
    leader.receive(OTHER, TabMessage::WantLead);
    leader.now += 999;
    assert_eq!(posted(&leader.receive(THIRD, TabMessage::Ping)), [] as [&TabMessage; 0]);
    leader.now += 1;
    let outputs = leader.receive(THIRD, TabMessage::Ping);
    assert!(outputs.iter().any(|output| matches!(output, TabOutput::StartEngine { .. })));
    assert_eq!(posted(&outputs), [&TabMessage::Pong]);
}

/// [L5] [L6] It did not run while another tab took the lock, and does not know that.
#[test]
fn a_leader_that_was_deposed_gives_no_place_away() {
    let mut bench = Bench::following(true);
    let hidden = SharedState { leader_visible: false, ..state(1, 2, &[]) };
    bench.receive(OTHER, TabMessage::State(Box::new(hidden)));
    assert_eq!(steals(&bench.receive(THIRD, TabMessage::Yield(ME))), 0);
    assert_eq!(steals(&bench.receive(OTHER, TabMessage::Yield(ME))), 1);
}
