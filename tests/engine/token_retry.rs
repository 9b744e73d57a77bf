//! Trying again after a failed token (T6).

use crate::support::{Desk, exactly, with_app_tokens, with_client};
use genesys_toasts::Config;
use genesys_toasts::engine::config::{BackoffOptions, Jitter};
use genesys_toasts::engine::{ErrorCode, PageEvent, Phase, Status};

/// Fails so many token requests in a row, and gives the wait after each, in ms.
fn waits(desk: &mut Desk, failures: usize, status: u16) -> Vec<u64> {
    desk.start();
    (1..=failures)
        .map(|asked| {
            desk.answer(status, "");
            let ms = desk.until_timer().expect("a timer");
            desk.pass(ms - 1);
            assert_eq!(desk.token_requests().len(), asked, "too soon");
            desk.pass(1);
            assert_eq!(desk.token_requests().len(), asked + 1, "not in time");
            ms
        })
        .collect()
}

/// [T6]
#[test]
fn the_waits_double_from_5_s_to_60_s() {
    let mut desk = Desk::new(exactly(with_client()));
    assert_eq!(waits(&mut desk, 6, 400), [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    assert_eq!(desk.errors().len(), 1, "reported once in an episode");
}

/// [T6]
#[test]
fn the_tries_never_end() {
    let mut desk = Desk::new(exactly(with_client()));
    let waits = waits(&mut desk, 100, 401);
    assert!(waits[4..].iter().all(|ms| *ms == 60_000), "{waits:?}");
}

/// [T6]
#[test]
fn the_first_wait_is_an_option_and_may_be_longer_than_a_minute() {
    for (base_ms, expected) in
        [(100, [100, 200, 400]), (45_000, [45_000, 60_000, 60_000]), (90_000, [90_000, 90_000, 90_000])]
    {
        let mut desk = Desk::new(Config { auth_retry_delay_ms: base_ms, ..exactly(with_client()) });
        assert_eq!(waits(&mut desk, 3, 400), expected);
    }
}

/// [T6]
#[test]
fn with_jitter_each_wait_grows_by_up_to_a_quarter() {
    for jitter in [Jitter::FullThenEqual, Jitter::Full, Jitter::Equal] {
        let backoff = BackoffOptions { jitter, ..BackoffOptions::default() };
        let runs: Vec<Vec<u64>> = (0..100)
            .map(|seed| waits(&mut Desk::seeded(Config { backoff, ..exactly_silent() }, seed), 5, 400))
            .collect();
        for (n, least) in [5_000, 10_000, 20_000, 40_000, 60_000].into_iter().enumerate() {
            let waits: Vec<u64> = runs.iter().map(|run| run[n]).collect();
            let most = least + least / 4;
            assert!(waits.iter().all(|ms| (least..=most).contains(ms)), "{waits:?}");
            assert!(waits.iter().any(|ms| *ms < least + least / 40), "{waits:?}");
            assert!(waits.iter().any(|ms| *ms > most - least / 40), "{waits:?}");
        }
    }
}

fn exactly_silent() -> Config {
    Config { max_silence_ms: None, ..with_client() }
}

/// [T6] [S4]
#[test]
fn a_server_in_trouble_spreads_the_first_wait_over_5_s() {
    let firsts = |status: u16| -> Vec<Vec<u64>> {
        (0..100).map(|seed| waits(&mut Desk::seeded(exactly(with_client()), seed), 2, status)).collect()
    };
    let in_trouble = firsts(503);
    assert!(in_trouble.iter().all(|run| (5_000..=10_000).contains(&run[0]) && run[1] == 10_000), "{in_trouble:?}");
    assert!(in_trouble.iter().any(|run| run[0] < 5_250) && in_trouble.iter().any(|run| run[0] > 9_750));
    for status in [500, 502, 504, 401] {
        assert!(firsts(status).iter().all(|run| *run == [5_000, 10_000]), "{status}");
    }
}

/// [T6]
#[test]
fn a_token_ends_the_row_of_failures() {
    let mut desk = Desk::new(exactly(with_client()));
    waits(&mut desk, 3, 500);
    desk.grant("token-1", 60);
    let socket = desk.opening();
    desk.open(socket);
    assert!(desk.snapshot().error.is_none());
    desk.pass(30_000);
    desk.answer(500, "");
    desk.pass(4_999);
    let asked = desk.token_requests().len();
    desk.pass(1);
    assert_eq!(desk.token_requests().len(), asked + 1);
}

/// [T6] [S2]
#[test]
fn with_no_socket_open_the_status_is_error_until_the_next_try() {
    let mut desk = Desk::new(exactly(with_client()));
    desk.start();
    desk.answer(400, "");
    assert_eq!((desk.status(), desk.detail().phase), (Status::Error, Phase::Waiting));
    assert_eq!(desk.retry_in(), Some(5_000));
    assert_eq!(desk.snapshot().error.map(|error| error.code), Some(ErrorCode::AuthFailed));
    desk.pass(5_000);
    assert_eq!((desk.status(), desk.detail().phase, desk.retry_in()), (Status::Connecting, Phase::Token, None));
    assert!(desk.snapshot().error.is_some(), "it is not fixed yet");
    desk.grant("token-1", 3_600);
    assert!(desk.snapshot().error.is_none());
    assert_eq!(desk.statuses(), [Status::Connecting, Status::Error, Status::Connecting, Status::Connecting]);
}

/// [T6]
#[test]
fn with_an_open_socket_the_status_stays_connected_and_the_snapshot_has_the_error() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(5_000);
    desk.trace.clear();
    desk.pass(3_565_000);
    desk.answer(500, "");
    assert_eq!((desk.status(), desk.detail().phase, desk.retry_in()), (Status::Connected, Phase::Open, None));
    assert_eq!(desk.snapshot().error.map(|error| error.code), Some(ErrorCode::AuthFailed));
    assert_eq!(desk.errors().len(), 1);
    assert!(desk.statuses().is_empty());
    assert_eq!(desk.snapshot_changes(), 1);
    desk.pass(5_000);
    desk.grant("token-2", 3_600);
    assert!(desk.snapshot().error.is_none());
    assert_eq!(desk.opened().len(), 1);
}

/// [T6] [T8]
#[test]
fn while_no_new_token_is_to_be_had_the_old_one_serves_until_its_end() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    desk.answer(500, "");
    desk.close(desk.newest_socket(), 1006);
    assert_eq!(desk.status(), Status::Disconnected);
    desk.pass(1_000);
    assert!(desk.opened()[0].1.ends_with("token%2D1"), "alive for 29 s more");
    desk.refuse();
    desk.pass(2_000);
    assert_eq!(desk.opened().len(), 2);
    desk.trace.retain(|(_, output)| !matches!(output, genesys_toasts::Output::OpenSocket { .. }));
}

/// [T6] [T8]
#[test]
fn a_token_that_has_ended_opens_no_socket() {
    for (lost_at, opens) in [(3_598_999, true), (3_599_000, false)] {
        let mut desk = Desk::connected_with(Config { auth_retry_delay_ms: 60_000, ..exactly(with_client()) });
        desk.pass(3_570_000);
        desk.answer(500, "");
        desk.pass(lost_at - 3_570_000);
        desk.close(desk.newest_socket(), 1006);
        desk.pass(1_000);
        assert_eq!(desk.opened().len(), usize::from(opens));
        if !opens {
            assert_eq!((desk.status(), desk.retry_in()), (Status::Error, Some(30_000)));
            desk.pass(30_000);
            assert_eq!(desk.token_requests().len(), 2);
        }
    }
}

/// [T6] [S10]
#[test]
fn online_ends_the_wait_within_300_ms() {
    let waits: Vec<u64> = (0..200)
        .map(|seed| {
            let mut desk = Desk::seeded(exactly(with_client()), seed);
            desk.start();
            desk.fail_request();
            desk.pass(100);
            desk.page(PageEvent::Online);
            let ms = desk.retry_in().unwrap_or(0);
            desk.pass(ms.saturating_sub(1));
            assert_eq!(desk.token_requests().len() == 2, ms == 0);
            desk.pass(1);
            assert_eq!(desk.token_requests().len(), 2);
            ms
        })
        .collect();
    assert!(waits.iter().all(|ms| *ms <= 300), "{waits:?}");
    assert!(waits.iter().any(|ms| *ms < 15) && waits.iter().any(|ms| *ms > 285), "{waits:?}");
}

/// [T6] [S10]
#[test]
fn online_never_makes_the_wait_longer() {
    for seed in 0..100 {
        let mut desk = Desk::seeded(exactly(with_client()), seed);
        desk.start();
        desk.fail_request();
        desk.pass(4_990);
        desk.page(PageEvent::Online);
        desk.pass(10);
        assert_eq!(desk.token_requests().len(), 2, "seed {seed}");
    }
}

/// [T6]
#[test]
fn get_token_is_called_again_with_the_same_waits() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.app_throws("no");
    desk.pass(4_999);
    assert_eq!(desk.get_token_calls().len(), 1);
    desk.pass(1);
    desk.app_throws("no");
    desk.pass(9_999);
    assert_eq!(desk.get_token_calls().len(), 2);
    desk.pass(1);
    assert_eq!(desk.get_token_calls().len(), 3);
}
