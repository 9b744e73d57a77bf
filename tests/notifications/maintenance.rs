//! Fifty changeovers of each kind, with a new ring every 20 ms.
use crate::support::channel::with_agent;
use crate::support::service::{Change, Service};
use genesys_toasts::Config;

const TIMES: u64 = 50;

/// A ring that lasts longer than this after it began has its toast.
const NOTICED_MS: u64 = 2_500;

struct Outcome {
    rings: usize,
    lost: usize,
    twice: usize,
    overlap: u64,
    resync: u64,
    most_sockets: usize,
}

fn shift(change: Change, without_warnings: bool, without_list: bool) -> Outcome {
    let config = Config { max_toasts: 1_000, ..with_agent() };
    let mut service = Service::new(config, 7);
    (service.without_warnings, service.without_list) = (without_warnings, without_list);
    let apart_ms = match change {
        Change::Maintenance => 7_000,
        Change::Displaced => 31_500,
        Change::EndOfLife => 20_000,
    };
    if change == Change::EndOfLife {
        service.channel_life_ms = apart_ms;
    }
    service.pass(2_000);
    let mut number = 0;
    for _ in 0..TIMES {
        for after_ms in (0..apart_ms).step_by(20) {
            number += 1;
            let lasts = service.between(3_000, 6_000);
            service.ring(number, after_ms, lasts);
        }
        service.change(change);
        service.pass(apart_ms);
    }
    service.pass(8_000);
    assert!(service.ringing_now().is_empty());
    if !without_list {
        assert!(service.toasts().is_empty(), "stale: {:?}", service.toasts());
    }
    let (overlap, resync) = service.saved();
    Outcome {
        rings: service.rings.len(),
        lost: service.lost(NOTICED_MS).len(),
        twice: service.shown_twice().len(),
        overlap,
        resync,
        most_sockets: service.most_sockets,
    }
}

/// [N3] [N4] [N5] [N8] [S7]
#[test]
fn fifty_changeovers_lose_no_ring_and_show_none_twice() {
    for change in [Change::Maintenance, Change::Displaced, Change::EndOfLife] {
        let done = shift(change, false, false);
        println!(
            "{TIMES} × {change:?}: {} rings, {} lost, {} twice; {} came by the old socket alone, {} by the list",
            done.rings, done.lost, done.twice, done.overlap, done.resync
        );
        assert_eq!((done.lost, done.twice), (0, 0), "{change:?}");
        assert_eq!(done.most_sockets, if change == Change::EndOfLife { 1 } else { 2 });
    }
}

/// [N3] [N4] what the rules are for: without them rings are lost.
#[test]
fn without_the_warnings_and_the_list_rings_are_lost() {
    for change in [Change::Maintenance, Change::Displaced] {
        let done = shift(change, true, true);
        println!("{TIMES} × {change:?} without N3 and N4: {} of {} rings lost", done.lost, done.rings);
        assert!(done.lost > 10, "{change:?}: {} lost", done.lost);
    }
}
