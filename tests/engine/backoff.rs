//! How long the engine waits before it connects again (S4, S5).

use crate::support::{Desk, VISIBLE, with_client};
use genesys_toasts::Config;
use genesys_toasts::engine::config::{BackoffOptions, Jitter};
use genesys_toasts::engine::{Page, PageEvent, Resume, SocketId, Status};
use std::collections::BTreeSet;

fn with(jitter: Jitter) -> Config {
    let backoff = BackoffOptions { jitter, ..BackoffOptions::default() };
    Config { backoff, max_silence_ms: None, ..with_client() }
}

/// A desktop whose first socket is being opened.
fn connecting(config: Config, seed: u64) -> Desk {
    let mut desk = Desk::seeded(config, seed);
    desk.start();
    desk.grant("token", 86_400);
    desk
}

/// Lets the newest handshake time out so many times in a row, and gives the wait after each, in ms.
/// (Time-outs, not refusals: those would replace the token.)
fn waits(desk: &mut Desk, failures: usize) -> Vec<u64> {
    (0..failures).map(|_| wait_after(desk, |desk| desk.pass(15_000))).collect()
}

/// How long after this failure the next socket is opened, in ms: as `nextRetryAt` says, and as it happens.
fn wait_after(desk: &mut Desk, fail: impl FnOnce(&mut Desk)) -> u64 {
    let opened = desk.opened().len();
    fail(desk);
    let failed_at = desk.now.mono_ms;
    let reported = desk.retry_in().unwrap_or(0);
    desk.fire_until(|desk| desk.opened().len() > opened);
    assert_eq!(desk.now.mono_ms - failed_at, reported);
    reported
}

/// [S4]
#[test]
fn without_jitter_the_waits_are_exactly_1_2_4_8_16_30_30_s() {
    let mut desk = connecting(with(Jitter::None), 1);
    assert_eq!(waits(&mut desk, 8), [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
}

/// [S4]
#[test]
fn the_tries_never_end_and_the_wait_stays_at_its_ceiling() {
    let mut desk = connecting(with(Jitter::None), 1);
    let waits = waits(&mut desk, 300);
    assert!(waits[5..].iter().all(|ms| *ms == 30_000));
    assert_eq!(desk.detail().attempt, 300);
}

/// Asserts that what many seeds drew lies within these bounds, and comes near both.
fn assert_spread(drawn: &[u64], least: u64, most: u64) {
    let near = (most - least) / 20;
    assert!(drawn.iter().all(|ms| (least..=most).contains(ms)), "{least}–{most}: {drawn:?}");
    assert!(drawn.iter().any(|ms| *ms <= least + near), "none near {least}: {drawn:?}");
    assert!(drawn.iter().any(|ms| *ms >= most - near), "none near {most}: {drawn:?}");
    let different: BTreeSet<_> = drawn.iter().collect();
    assert!(different.len() > drawn.len() / 2, "only {} values", different.len());
}

/// [S4]
#[test]
fn jitter_full_draws_evenly_from_0_to_the_ceiling() {
    let runs: Vec<_> = (0..200).map(|seed| waits(&mut connecting(with(Jitter::Full), seed), 7)).collect();
    for (n, ceiling) in [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].into_iter().enumerate() {
        let drawn: Vec<u64> = runs.iter().map(|run| run[n]).collect();
        assert_spread(&drawn, 0, ceiling);
        let mean = drawn.iter().sum::<u64>() / drawn.len() as u64;
        assert!((ceiling * 2 / 5..=ceiling * 3 / 5).contains(&mean), "{mean} of {ceiling}");
    }
}

/// [S4]
#[test]
fn jitter_equal_draws_from_the_upper_half() {
    let runs: Vec<_> = (0..200).map(|seed| waits(&mut connecting(with(Jitter::Equal), seed), 7)).collect();
    for (n, ceiling) in [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].into_iter().enumerate() {
        let drawn: Vec<u64> = runs.iter().map(|run| run[n]).collect();
        assert_spread(&drawn, ceiling / 2, ceiling);
    }
}

/// [S4]
#[test]
fn the_first_wait_is_drawn_from_0_and_the_others_from_the_upper_half() {
    assert_eq!(BackoffOptions::default().jitter, Jitter::FullThenEqual);
    let runs: Vec<_> = (0..200).map(|seed| waits(&mut connecting(with(Jitter::FullThenEqual), seed), 7)).collect();
    for (n, ceiling) in [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].into_iter().enumerate() {
        let drawn: Vec<u64> = runs.iter().map(|run| run[n]).collect();
        assert_spread(&drawn, if n == 0 { 0 } else { ceiling / 2 }, ceiling);
    }
}

/// [S4]
#[test]
fn both_ends_of_a_draw_are_drawn() {
    for (jitter, base_ms, drawn) in
        [(Jitter::Full, 1, vec![0, 1]), (Jitter::Full, 2, vec![0, 1, 2]), (Jitter::Equal, 3, vec![1, 2, 3])]
    {
        let backoff = BackoffOptions { base_ms, jitter, ..BackoffOptions::default() };
        let config = Config { backoff, ..with(jitter) };
        let seen: BTreeSet<u64> = (0..64)
            .map(|seed| {
                let mut desk = connecting(config.clone(), seed);
                wait_after(&mut desk, Desk::refuse)
            })
            .collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), drawn, "{jitter:?} {base_ms}");
    }
}

/// [S4]
#[test]
fn the_same_seed_draws_the_same_waits_and_ids_and_another_seed_draws_others() {
    let drawn = |seed: u64| {
        let waits = waits(&mut connecting(with(Jitter::Full), seed), 4);
        let mut desk = connecting(with(Jitter::Full), seed);
        let socket = desk.opening();
        desk.open(socket);
        desk.ring("c-1");
        (waits, desk.shown()[0].id.clone())
    };
    assert_eq!(drawn(1_234_567), drawn(1_234_567));
    let (waits, id) = drawn(1_234_567);
    let (other_waits, other_id) = drawn(1_234_568);
    assert_ne!(waits, other_waits);
    assert_ne!(id, other_id);
}

/// [S4]
#[test]
fn both_ceilings_are_options() {
    for (base_ms, max_ms, expected) in [
        (100, 450, [100, 200, 400, 450, 450]),
        (500, 500, [500; 5]),
        (5_000, 1_000, [1_000; 5]),
        (7, 40, [7, 14, 28, 40, 40]),
    ] {
        let backoff = BackoffOptions { base_ms, max_ms, jitter: Jitter::None };
        let mut desk = connecting(Config { backoff, ..with(Jitter::None) }, 1);
        assert_eq!(waits(&mut desk, 5), expected);
    }
}

/// [S4] [S3]
#[test]
fn a_cause_on_the_servers_side_spreads_the_first_try_over_5_s_more() {
    for code in [1001, 1011, 1012, 1013, 1014] {
        let drawn: Vec<u64> = (0..200)
            .map(|seed| {
                let mut desk = connecting(with(Jitter::None), seed);
                let socket = desk.opening();
                desk.open(socket);
                wait_after(&mut desk, |desk| desk.close(socket, code))
            })
            .collect();
        assert_spread(&drawn, 1_000, 6_000);
    }
}

/// [S4]
#[test]
fn only_the_first_try_is_spread() {
    for seed in 0..20 {
        let mut desk = connecting(with(Jitter::None), seed);
        for (n, ms) in [None, Some(2_000), Some(4_000)].into_iter().enumerate() {
            let socket = desk.opening();
            desk.open(socket);
            let waited = wait_after(&mut desk, |desk| desk.close(socket, 1012));
            assert!(ms.is_none_or(|ms| ms == waited), "{n}: {waited}");
        }
    }
}

/// [S5]
#[test]
fn n_returns_to_0_once_a_connection_has_stayed_open_5_s() {
    for (open_ms, next, attempt) in [(0, 4_000, 3), (4_999, 4_000, 3), (5_000, 1_000, 1), (60_000, 1_000, 1)] {
        let mut desk = connecting(with(Jitter::None), 1);
        waits(&mut desk, 2);
        let socket = desk.opening();
        desk.open(socket);
        assert_eq!(desk.detail().attempt, 2, "not at the moment it opens");
        desk.pass(open_ms);
        desk.close(socket, 1006);
        assert_eq!((desk.retry_in(), desk.detail().attempt), (Some(next), attempt), "{open_ms} ms");
    }
}

/// [S5] [S2]
#[test]
fn the_app_gets_attempt_0_after_a_stable_connection() {
    let mut desk = connecting(with(Jitter::None), 1);
    waits(&mut desk, 2);
    let socket = desk.opening();
    desk.open(socket);
    desk.take();
    desk.pass(4_999);
    assert!(desk.trace.is_empty());
    desk.pass(1);
    assert_eq!((desk.statuses(), desk.detail().attempt), (vec![Status::Connected], 0));
}

/// [S5]
#[test]
fn the_waits_grow_if_the_server_accepts_and_drops_each_socket() {
    let mut desk = connecting(with(Jitter::None), 1);
    for ms in [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000] {
        let socket = desk.opening();
        desk.open(socket);
        desk.pass(1_000);
        assert_eq!(wait_after(&mut desk, |desk| desk.close(socket, 1006)), ms);
    }
}

/// [S5]
#[test]
fn the_five_seconds_begin_anew_with_each_socket() {
    let mut desk = connecting(with(Jitter::None), 1);
    waits(&mut desk, 1);
    for socket in [SocketId(2), SocketId(3)] {
        desk.open(socket);
        desk.pass(3_000);
        wait_after(&mut desk, |desk| desk.close(socket, 1006));
    }
    assert_eq!(desk.detail().attempt, 3);
}

/// [S4] [D4]
#[test]
fn a_start_after_a_panic_waits_for_its_backoff() {
    for (attempt, ms) in [(0, 1_000), (1, 2_000), (4, 16_000), (9, 30_000), (u32::MAX, 30_000)] {
        let mut desk = Desk::new(with(Jitter::None));
        desk.resume_from(Resume { toasts: Vec::new(), attempt });
        assert_eq!((desk.status(), desk.retry_in()), (Status::Disconnected, Some(ms)));
        assert_eq!(desk.detail().attempt, attempt.saturating_add(1));
        desk.pass(ms - 1);
        assert!(desk.token_requests().is_empty());
        desk.pass(1);
        assert_eq!(desk.token_requests().len(), 1);
        desk.grant("token", 3_600);
        let socket = desk.opening();
        desk.open(socket);
        desk.pass(5_000);
        assert_eq!(desk.detail().attempt, 0);
    }
}

/// [S4] [S10]
#[test]
fn offline_the_next_try_follows_after_the_longest_wait() {
    let offline = Page { online: false, ..VISIBLE };
    let mut desk = Desk::new(with(Jitter::None));
    desk.start_on(offline);
    desk.grant("token", 86_400);
    assert_eq!(waits(&mut desk, 3), [30_000, 30_000, 30_000]);
    desk.page(PageEvent::Online);
    assert_eq!(waits(&mut desk, 1), [8_000]);
    let drawn: Vec<u64> = (0..200)
        .map(|seed| {
            let mut desk = Desk::seeded(with(Jitter::Full), seed);
            desk.start_on(offline);
            desk.grant("token", 86_400);
            waits(&mut desk, 1)[0]
        })
        .collect();
    assert_spread(&drawn, 0, 30_000);
}
