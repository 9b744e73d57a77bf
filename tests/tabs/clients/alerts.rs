//! One tab sounds and notifies, by the attention that all tabs get (L7, A1–A3).
use super::{Browser, options, sound};
use crate::{OTHER, state};
use genesys_toasts::engine::PageEvent;
use genesys_toasts::engine::alerts::{
    AlertCommand, AlertEvent, AlertOptions, AlertWhen, NotificationOptions, Permission, SoundOptions, SoundState,
    TitleOptions,
};
use genesys_toasts::engine::options::Switch;
use genesys_toasts::engine::tabs::io::TabsEvent;
use genesys_toasts::engine::tabs::message::{Envelope, SharedAlerts, SharedState, TabAttention, TabMessage, VERSION};
use genesys_toasts::{Config, Input, Output};

fn browser(when: AlertWhen) -> Browser {
    browser_of(3, when)
}

fn browser_of(tabs: usize, when: AlertWhen) -> Browser {
    let sound = Switch(Some(SoundOptions { when, ..SoundOptions::default() }));
    let mut browser =
        Browser::with(&Config { alerts: AlertOptions { sound, ..AlertOptions::off() }, ..options() }, tabs);
    for id in 0..tabs {
        browser.tabs[id].trace.clear();
    }
    browser
}

fn sounds(browser: &mut Browser) -> Vec<Vec<&'static str>> {
    (0..3).map(|id| browser.said(id, sound)).collect()
}

/// [L7]
#[test]
fn one_tab_sounds_the_one_whose_audio_is_ready() {
    let mut browser = browser(AlertWhen::Always);
    browser.unlock(2);
    browser.ring("c-1");
    assert_eq!(sounds(&mut browser), [vec![], vec![], vec!["play"]]);
    let state = |id: usize| browser.tabs[id].client.snapshot().alerts.sound;
    assert_eq!([state(0), state(1), state(2)], [SoundState::Ready; 3], "one of them can play");
    assert!(browser.tabs[2].client.diagnostics().tabs.alerts && !browser.tabs[0].client.diagnostics().tabs.alerts);
    browser.end_ring("c-1");
    assert_eq!(sounds(&mut browser), [vec![], vec![], vec!["stop"]]);
}

/// [L7] The tab that sounds goes: another one does.
#[test]
fn where_the_tab_that_sounds_is_closed_another_one_sounds() {
    let mut browser = browser(AlertWhen::Always);
    browser.unlock(2);
    browser.unlock(0);
    browser.alert(0, AlertEvent::Focus(false));
    browser.see(2);
    browser.ring("c-1");
    assert_eq!(sounds(&mut browser), [vec![], vec![], vec!["play"]]);
    browser.input(2, Input::Stop);
    assert_eq!(browser.said(0, sound), ["play"]);
    // Without a word: the leader notices that it gives no sign.
    let mut browser = self::browser(AlertWhen::Always);
    browser.unlock(2);
    browser.unlock(0);
    browser.alert(0, AlertEvent::Focus(false));
    browser.see(2);
    browser.ring("c-1");
    browser.kill(2);
    browser.pass(3_100);
    assert_eq!(browser.said(0, sound), ["play"]);
}

/// [L7] [A3] No sound outlives what is known: the leader is gone, and nobody knows whether it still rings.
#[test]
fn the_sound_of_a_follower_ends_with_its_leader() {
    let mut browser = browser(AlertWhen::Always);
    browser.unlock(2);
    browser.ring("c-1");
    browser.kill(0);
    assert_eq!(browser.said(2, sound), ["play", "stop"]);
    let mut browser = self::browser(AlertWhen::Always);
    browser.unlock(2);
    browser.ring("c-1");
    browser.freeze(0);
    browser.pass(4_100);
    assert_eq!(
        browser.said(2, sound),
        ["play", "stop"],
        "it is hidden, and sounds: it looks after the leader each second"
    );
}

/// [L7] [A1] The agent sees another tab: that is attention.
#[test]
fn an_alert_for_a_page_without_attention_is_not_given_where_another_tab_has_it() {
    let mut browser = browser(AlertWhen::Hidden);
    browser.unlock(0);
    browser.ring("c-0");
    browser.look_at(1);
    assert_eq!(sounds(&mut browser), [Vec::<&str>::new(), vec![], vec![]]);
    browser.input(1, Input::Page(PageEvent::Hidden));
    assert_eq!(sounds(&mut browser), [vec!["play"], vec![], vec![]]);
    browser.input(2, Input::Page(PageEvent::Visible));
    assert_eq!(sounds(&mut browser), [vec!["stop"], vec![], vec![]]);
}

/// [L7] A tab that crashed is not seen any more.
#[test]
fn the_attention_of_a_tab_that_is_gone_does_not_count() {
    let mut browser = browser(AlertWhen::Hidden);
    browser.unlock(0);
    browser.ring("c-0");
    browser.look_at(1);
    browser.kill(1);
    assert_eq!(browser.said(0, sound), Vec::<&str>::new());
    browser.pass(3_100);
    assert_eq!(browser.said(0, sound), ["play"]);
}

/// [L7] Audio becomes ready elsewhere while the named tab cannot play: the next ring sounds.
#[test]
fn the_tab_whose_audio_becomes_ready_sounds_the_next_ring() {
    let mut browser = browser(AlertWhen::Always);
    browser.ring("c-1");
    assert_eq!(sounds(&mut browser), [Vec::<&str>::new(), vec![], vec![]]);
    browser.unlock(1);
    browser.ring("c-2");
    assert!(browser.said(1, sound).contains(&"play"));
}

/// [L7] [A7]
#[test]
fn one_tab_shows_the_notification() {
    let notification = Switch(Some(NotificationOptions::default()));
    let alerts = AlertOptions { notification, ..AlertOptions::off() };
    let mut browser = Browser::with(&Config { alerts, ..options() }, 3);
    for id in 0..3 {
        browser.alert(id, AlertEvent::Permission(Permission::Granted));
        browser.alert(id, AlertEvent::Focus(false));
        browser.input(id, Input::Page(PageEvent::Hidden));
    }
    browser.ring("c-1");
    let shown = |o: &Output| matches!(o, Output::Alert(AlertCommand::ShowNotification(_))).then_some(());
    let counts: Vec<usize> = (0..3).map(|id| browser.said(id, shown).len()).collect();
    assert_eq!(counts.iter().sum::<usize>(), 1, "{counts:?}");
}

/// [L7] [A8] Each page that has not the focus shows the ring in its own title.
#[test]
fn the_title_is_of_each_page() {
    let alerts = AlertOptions { title: Switch(Some(TitleOptions::default())), ..AlertOptions::off() };
    let mut browser = Browser::with(&Config { alerts, ..options() }, 3);
    browser.look_at(0);
    browser.ring("c-1");
    let title = |o: &Output| matches!(o, Output::Alert(AlertCommand::Title(Some(_)))).then_some(());
    let shown: Vec<bool> = (0..3).map(|id| !browser.said(id, title).is_empty()).collect();
    assert_eq!(shown, [false, true, true]);
}

/// [L7] [A1] A tab that comes to lead does not count the attention that the last leader had.
#[test]
fn the_attention_of_the_leader_before_does_not_count() {
    let mut browser = browser_of(2, AlertWhen::Hidden);
    browser.unlock(1);
    browser.kill(0);
    browser.ring("c-1");
    assert_eq!(browser.said(1, sound), ["play"]);
}

/// [L7] [A9] The tone of call waiting is short, and none of the other tabs knows when it has ended.
#[test]
fn during_a_call_a_tab_that_does_not_alert_reports_no_sound() {
    let mut browser = browser(AlertWhen::Always);
    for (number, in_call, expected) in [(1, false, vec!["a"]), (2, true, vec![])] {
        let alerts = SharedAlerts { is_receiving: true, in_call, ..SharedAlerts::default() };
        let attention = TabAttention { audio_ready: true, ..TabAttention::default() };
        let message = TabMessage::State(Box::new(SharedState { alerts, attention, ..state(1 << 50, number, &["a"]) }));
        browser.tell(1, TabsEvent::Message(Envelope { version: VERSION, from: OTHER, message }));
        assert_eq!(browser.tabs[1].client.snapshot().alerts.sounding, expected);
    }
}
