//! When a token is replaced (T8).

use crate::support::{Desk, VISIBLE, exactly, with_app_tokens, with_client};
use genesys_toasts::Config;
use genesys_toasts::engine::{AppToken, Page, PageEvent, TokenReason};

const HIDDEN: Page = Page { visible: false, online: true };

/// Connected at this moment, with a token of so many seconds.
fn connected(page: Page, life_s: u32, config: Config) -> Desk {
    let mut desk = Desk::new(exactly(config));
    desk.start_on(page);
    desk.grant("token-1", life_s);
    let socket = desk.opening();
    desk.open(socket);
    desk.trace.clear();
    desk
}

/// Asserts that the next token is asked for exactly when so many ms have passed.
fn assert_requested_at(desk: &mut Desk, ms: u64, what: &str) {
    desk.pass(ms - 1);
    assert!(desk.token_requests().is_empty(), "{what}: asked too soon");
    desk.pass(1);
    assert_eq!(desk.token_requests().len(), 1, "{what}: not asked in time");
}

/// [T8]
#[test]
fn a_token_is_replaced_half_a_minute_before_it_ends_or_at_half_its_life() {
    for (life_s, ms) in [
        (172_800, 172_770_000),
        (3_600, 3_570_000),
        (61, 31_000),
        (60, 30_000),
        (59, 29_500),
        (10, 5_000),
        (3, 1_500),
        (2, 1_000),
        (1, 1_000),
    ] {
        let mut desk = connected(VISIBLE, life_s, with_client());
        assert_requested_at(&mut desk, ms, &format!("{life_s} s"));
    }
}

/// [T8]
#[test]
fn in_a_hidden_page_the_deadline_comes_forward_by_a_minute_or_a_quarter_of_the_life() {
    for (life_s, ms) in [
        (3_600, 3_510_000),
        (244, 154_000),
        (240, 150_000),
        (236, 147_000),
        (100, 45_000),
        (60, 15_000),
        (40, 10_000),
        (2, 1_000),
    ] {
        let mut desk = connected(HIDDEN, life_s, with_client());
        assert_requested_at(&mut desk, ms, &format!("{life_s} s"));
    }
}

/// [T8]
#[test]
fn the_lead_is_an_option() {
    for (lead_ms, life_s, ms) in
        [(600_000, 3_600, 3_000_000), (600_000, 1_000, 500_000), (0, 3_600, 3_600_000), (1, 100, 99_999)]
    {
        let mut desk = connected(VISIBLE, life_s, Config { refresh_lead_ms: lead_ms, ..with_client() });
        assert_requested_at(&mut desk, ms, &format!("lead {lead_ms}"));
    }
}

/// [T8]
#[test]
fn there_is_one_timer_and_no_polling() {
    let mut desk = connected(VISIBLE, 3_600, with_client());
    desk.pass(5_000);
    desk.trace.clear();
    assert_eq!(desk.until_timer(), Some(3_565_000));
    desk.pass(3_564_999);
    assert!(desk.trace.is_empty());
}

/// [T8]
#[test]
fn the_time_of_the_refresh_changes_when_the_page_is_hidden_and_shown() {
    let mut desk = connected(VISIBLE, 3_600, with_client());
    desk.pass(10_000);
    desk.page(PageEvent::Hidden);
    assert_eq!(desk.until_timer(), Some(3_500_000));
    desk.pass(10_000);
    desk.page(PageEvent::Visible);
    desk.pass(5_000);
    assert_requested_at(&mut desk, 3_545_000, "shown again");
}

/// [T8]
#[test]
fn a_page_that_is_hidden_after_the_earlier_time_of_the_refresh_requests_a_token_at_once() {
    let mut desk = connected(VISIBLE, 3_600, with_client());
    desk.pass(3_509_999);
    desk.page(PageEvent::Hidden);
    assert!(desk.token_requests().is_empty());
    desk.page(PageEvent::Visible);
    desk.pass(1);
    desk.page(PageEvent::Hidden);
    assert_eq!(desk.token_requests().len(), 1);
}

/// [T8]
#[test]
fn each_new_token_sets_its_own_time_of_the_refresh() {
    let mut desk = connected(VISIBLE, 100, with_client());
    assert_requested_at(&mut desk, 70_000, "first");
    desk.pass(2_000);
    desk.grant("token-2", 200);
    let socket = desk.opening();
    desk.open(socket);
    desk.trace.clear();
    assert_requested_at(&mut desk, 170_000, "second");
}

fn app_token(access_token: &str, expires_in_s: f64) -> AppToken {
    AppToken {
        access_token: access_token.into(),
        expires_in_s: Some(expires_in_s),
        expires_at_ms: None,
        ..AppToken::default()
    }
}

/// [T8]
#[test]
fn the_same_token_again_opens_no_socket_and_is_requested_again_at_its_expiry() {
    for (page, due_ms) in [(VISIBLE, 370_000), (HIDDEN, 310_000)] {
        let mut desk = Desk::new(exactly(with_app_tokens()));
        desk.start_on(page);
        desk.app_returns_token(app_token("a", 400.0));
        let socket = desk.opening();
        desk.open(socket);
        desk.trace.clear();
        desk.pass(due_ms);
        assert_eq!(
            desk.get_token_calls().iter().map(|(_, reason)| *reason).collect::<Vec<_>>(),
            [TokenReason::Refresh]
        );
        desk.app_returns_token(app_token("a", 30.0));
        desk.trace.clear();
        desk.page(PageEvent::Hidden);
        desk.pass(29_999);
        assert!(desk.opened().is_empty() && desk.get_token_calls().is_empty());
        desk.pass(1);
        assert_eq!(desk.get_token_calls().len(), 1);
        desk.app_returns_token(app_token("b", 400.0));
        assert_eq!(desk.opened().len(), 1);
    }
}

/// [T8]
#[test]
fn the_same_token_at_its_expiry_is_not_requested_in_a_loop() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.app_returns_token(app_token("a", 60.0));
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(30_000);
    desk.app_returns_token(app_token("a", 0.001));
    desk.trace.clear();
    desk.pass(999);
    assert!(desk.get_token_calls().is_empty());
    desk.pass(1);
    assert_eq!(desk.get_token_calls().len(), 1);
}

/// [T8]
#[test]
fn the_same_token_without_an_expiry_is_not_requested_again() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.app_returns_token(app_token("a", 60.0));
    let socket = desk.opening();
    desk.open(socket);
    desk.pass(30_000);
    desk.app_returns("a");
    desk.trace.clear();
    desk.pass(86_400_000);
    assert!(desk.get_token_calls().is_empty() && desk.opened().is_empty());
}

/// [T8] [S10]
#[test]
fn a_deadline_that_passed_in_sleep_is_met_at_wake_before_any_socket() {
    let mut desk = connected(VISIBLE, 3_600, with_client());
    desk.pass(60_000);
    desk.sleep(8 * 3_600_000);
    assert_eq!(desk.token_requests().len(), 1);
    assert!(desk.opened().is_empty());
    desk.grant("token-2", 3_600);
    assert_eq!(desk.opened().len(), 1);
    assert!(desk.opened()[0].1.ends_with("token%2D2"));
    assert_eq!(desk.token_requests().len(), 1);
}

/// [T8]
#[test]
fn a_token_that_became_due_during_the_handshake_is_replaced_when_it_opens() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.grant("token-1", 20);
    desk.trace.retain(|(_, output)| !matches!(output, genesys_toasts::Output::Request(..)));
    desk.pass(12_000);
    assert!(desk.token_requests().is_empty());
    let socket = desk.opening();
    desk.open(socket);
    assert_eq!(desk.token_requests().len(), 1);
}

/// [T8] [S4]
#[test]
fn a_token_that_became_due_without_a_socket_is_replaced_before_the_next_connect() {
    let mut desk = connected(VISIBLE, 40, with_client());
    desk.pass(19_500);
    desk.close(desk.newest_socket(), 1006);
    desk.pass(999);
    assert!(desk.token_requests().is_empty());
    desk.pass(1);
    assert_eq!((desk.token_requests().len(), desk.opened().len()), (1, 0));
}
