//! The connection is away for a while, two hundred times.
use crate::support::channel::with_agent;
use crate::support::service::Service;
use genesys_toasts::engine::Status;

/// [N1] [N3] [N4] [N8] [S4] [S12]
#[test]
fn after_each_reconnect_the_toasts_equal_the_rings_of_the_server_within_a_second() {
    let (mut found, mut reconnects) = (0, 0);
    for seed in 0..200 {
        let mut service = Service::new(with_agent(), seed);
        service.pass(8_000);
        let mut number = 0;
        for away_ms in [1_000, 10_000, 60_000] {
            // Rings begin and end before, in and after the gap.
            for _ in 0..service.between(4, 12) {
                number += 1;
                let (after, lasts) = (service.between(0, away_ms + 4_000), service.between(1_500, 19_000));
                service.ring(number, after, lasts);
            }
            service.cut(2_000, away_ms);
            service.pass(2_100);
            let end = service.now() + away_ms + 60_000;
            while service.desk.status() != Status::Connected {
                assert!(service.now() < end, "seed {seed}: no connection");
                service.pass(50);
            }
            reconnects += 1;
            service.pass(1_000);
            let begun_now = service.ringing_now().difference(&service.toasts()).count();
            // What began or ended in the last moments is on its way.
            service.pass(160);
            assert!(begun_now <= 1 || service.toasts() == service.ringing_now(), "seed {seed}, {away_ms} ms");
            service.pass(40_000);
            assert_eq!(service.toasts(), service.ringing_now(), "seed {seed}, {away_ms} ms: stale or lost");
        }
        assert!(service.shown_twice().is_empty(), "seed {seed}: {:?} twice", service.shown_twice());
        found += service.saved().1;
        assert!(service.desk.counters().gaps >= 3);
    }
    println!("200 shifts, {reconnects} reconnects; {found} rings were found by the list");
    assert!(found > 200);
}
