//! What is compared: each policy says how long to wait before the next try.

use crate::client::{Model, Real, Wait};
use crate::rng::Rng;
use crate::server::Fault;
use crate::world::{self, Outcome};
use genesys_toasts::engine::config::{BackoffOptions, Jitter};

/// The highest ceiling of S4, ms.
pub(crate) const CEILING_MS: u64 = 30_000;

/// How a herd behaves.
#[derive(Clone, Copy)]
pub(crate) enum Policy {
    /// The real engine, with these options.
    Engine(BackoffOptions),
    /// A plain model.
    Model(Wait),
}

/// A policy with the name that the tables print.
pub(crate) type Named = (&'static str, Policy);

impl Policy {
    /// Runs a herd of so many.
    pub(crate) fn run(self, clients: u32, seed: u64, fault: Fault) -> Outcome {
        let mut seeds = Rng::new(seed);
        let seeds = (0..clients).map(move |_| seeds.next_u64());
        match self {
            Self::Engine(options) => world::run(seeds.map(|seed| Real::new(options, seed)), fault),
            Self::Model(wait) => world::run(seeds.map(|seed| Model::new(wait, seed)), fault),
        }
    }
}

/// Ours, first of all.
pub(crate) fn ours() -> Named {
    ("ours", Policy::Engine(BackoffOptions::default()))
}

/// Ours with jitter off: what the peak is measured against.
pub(crate) fn no_jitter() -> Named {
    ("ours, no jitter", Policy::Engine(BackoffOptions { jitter: Jitter::None, ..BackoffOptions::default() }))
}

/// The official streaming client after a lost connection: 2 s before the first try, doubling to 90 s, no jitter
/// (`connect` in `src/client.ts` of purecloudlabs/genesys-cloud-streaming-client).
pub(crate) fn streaming_client() -> Named {
    ("streaming client", Policy::Model(|failed, _, _| doubled(2_000, 2, failed, 90_000)))
}

/// Other ways to spread S4, all within its ceiling of 30 s: by options that there are, and as plain models. The numbers in
/// a name are seconds: the first ceiling and the factor by which it grows, or the range of each wait in turn, of which the
/// last one stays.
pub(crate) fn variants() -> Vec<Named> {
    let model = |name, wait: Wait| (name, Policy::Model(wait));
    let engine =
        |name, base_ms, jitter| (name, Policy::Engine(BackoffOptions { base_ms, jitter, ..BackoffOptions::default() }));
    vec![
        engine("engine, full", 1_000, Jitter::Full),
        engine("engine, equal", 1_000, Jitter::Equal),
        engine("engine, baseMs 1200", 1_200, Jitter::FullThenEqual),
        engine("engine, baseMs 2000", 2_000, Jitter::FullThenEqual),
        engine("engine, baseMs 1600, full", 1_600, Jitter::Full),
        engine("engine, baseMs 2000, full", 2_000, Jitter::Full),
        engine("engine, baseMs 2000, equal", 2_000, Jitter::Equal),
        model("full, 1 x2", |failed, _, rng| full(rng, ceiling(1_000, 2, failed))),
        model("equal, 1 x2", |failed, _, rng| equal(rng, ceiling(1_000, 2, failed))),
        model("decorrelated, 1 to 3 x before", |_, before, rng| {
            rng.between(1_000, (before.max(1_000) * 3).min(CEILING_MS))
        }),
        model("0-1.2, then decorrelated", |failed, before, rng| {
            if failed == 0 { full(rng, 1_200) } else { rng.between(1_000, (before.max(1_000) * 3).min(CEILING_MS)) }
        }),
        model("full, 1 x2, the first +0-5", |failed, _, rng| {
            full(rng, ceiling(1_000, 2, failed)) + if failed == 0 { full(rng, 5_000) } else { 0 }
        }),
        model("full, 2, 2, 4, 8 …", |failed, _, rng| full(rng, ceiling(1_000, 2, failed.max(1)))),
        model("full, 1.6 x2", |failed, _, rng| full(rng, ceiling(1_600, 2, failed))),
        model("full, 2 x2", |failed, _, rng| full(rng, ceiling(2_000, 2, failed))),
        model("full, 2 x3", |failed, _, rng| full(rng, ceiling(2_000, 3, failed))),
        model("full, 2 x4", |failed, _, rng| full(rng, ceiling(2_000, 4, failed))),
        model("full 1, then equal x2 (ours, as a model)", |failed, _, rng| full_then_equal(rng, failed, 1_000, 2)),
        model("full 1.2, then equal x2", |failed, _, rng| full_then_equal(rng, failed, 1_200, 2)),
        model("full 1.5, then equal x3", |failed, _, rng| full_then_equal(rng, failed, 1_500, 3)),
        model("full 2, then equal 2 x2", |failed, _, rng| {
            if failed == 0 { full(rng, 2_000) } else { equal(rng, ceiling(1_000, 2, failed)) }
        }),
        model("full 2, then equal x2", |failed, _, rng| full_then_equal(rng, failed, 2_000, 2)),
        model("full 2, then equal x3", |failed, _, rng| full_then_equal(rng, failed, 2_000, 3)),
        model("full 2, then equal x4", |failed, _, rng| full_then_equal(rng, failed, 2_000, 4)),
        model("0-2, 4-8, 27-30", |failed, _, rng| steps(rng, failed, &[(0, 2_000), (4_000, 8_000), (27_000, 30_000)])),
        model("0-2, 4-8, 0-30, 30", |failed, _, rng| {
            steps(rng, failed, &[(0, 2_000), (4_000, 8_000), (0, 30_000), (30_000, 30_000)])
        }),
        model("0-4, 10-16, 0-30, 30", |failed, _, rng| {
            steps(rng, failed, &[(0, 4_000), (10_000, 16_000), (0, 30_000), (30_000, 30_000)])
        }),
        model("0-2, 0-30, 30", |failed, _, rng| steps(rng, failed, &[(0, 2_000), (0, 30_000), (30_000, 30_000)])),
        model("0-2, 15-30", |failed, _, rng| steps(rng, failed, &[(0, 2_000), (15_000, 30_000)])),
        model("0-2, 8-30", |failed, _, rng| steps(rng, failed, &[(0, 2_000), (8_000, 30_000)])),
        model("0-30, 30", |failed, _, rng| steps(rng, failed, &[(0, 30_000), (30_000, 30_000)])),
    ]
}

/// `base_ms` times `factor` to the power of `failed`, at most `max_ms`.
fn doubled(base_ms: u64, factor: u64, failed: u32, max_ms: u64) -> u64 {
    base_ms.saturating_mul(factor.saturating_pow(failed)).min(max_ms)
}

fn ceiling(base_ms: u64, factor: u64, failed: u32) -> u64 {
    doubled(base_ms, factor, failed, CEILING_MS)
}

fn full(rng: &mut Rng, ceiling_ms: u64) -> u64 {
    rng.between(0, ceiling_ms)
}

fn equal(rng: &mut Rng, ceiling_ms: u64) -> u64 {
    rng.between(ceiling_ms / 2, ceiling_ms)
}

fn full_then_equal(rng: &mut Rng, failed: u32, base_ms: u64, factor: u64) -> u64 {
    let ceiling_ms = ceiling(base_ms, factor, failed);
    if failed == 0 { full(rng, ceiling_ms) } else { equal(rng, ceiling_ms) }
}

/// Evenly from each range in turn; the last one stays.
fn steps(rng: &mut Rng, failed: u32, ranges_ms: &[(u64, u64)]) -> u64 {
    let index = (failed as usize).min(ranges_ms.len() - 1);
    let (low, high) = ranges_ms[index];
    rng.between(low, high)
}
