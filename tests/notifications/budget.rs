//! What a shift of eight hours costs in requests.
use crate::support::channel::with_agent;
use crate::support::service::{Change, Service};

const HOUR_MS: u64 = 3_600_000;

/// [N3] [N4] [N5] [N11] [T8] 40 conversations an hour, 20 drops, 8 refreshes of the token.
#[test]
fn a_shift_stays_far_below_the_limits() {
    let mut service = Service::new(with_agent(), 1);
    service.token_life_s = 3_600.0;
    service.pass(5_000);
    for number in 0..320 {
        let (after, lasts) = (number * 90_000 + service.between(0, 60_000), service.between(3_000, 19_000));
        service.ring(number, after, lasts);
    }
    for drop in 0..20 {
        let (after, away) = (drop * 1_440_000 + service.between(0, 1_000_000), service.between(500, 60_000));
        service.cut(after, away);
    }
    service.pass(4 * HOUR_MS);
    service.change(Change::Maintenance);
    service.pass(4 * HOUR_MS);
    let mut all: Vec<u64> = service.requests.values().flatten().copied().collect();
    all.sort_unstable();
    let busiest = (0..all.len()).map(|at| all[at..].iter().take_while(|t| **t < all[at] + 60_000).count()).max();
    println!("requests of a shift of eight hours, by kind:");
    for (kind, times) in &service.requests {
        println!("  {:>4}  {kind}", times.len());
    }
    println!("  {:>4}  in all; {} in the busiest minute", all.len(), busiest.unwrap_or(0));
    let resyncs = service.requests["GET conversations"].len();
    assert!(busiest < Some(60), "{busiest:?}");
    assert!(all.len() - resyncs < 300);
    assert!(service.requests["getToken"].len() >= 8);
    assert_eq!(service.requests["POST notifications/channels"].len(), 1);
    assert!(service.shown_twice().is_empty() && service.toasts() == service.ringing_now());
}
