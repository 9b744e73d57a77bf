//! What is measured, and the least that is possible.

use crate::policies::{CEILING_MS, Named};
use crate::server::Fault;
use crate::world::Outcome;
use serde::Serialize;

/// How long the server is away, ms.
pub(crate) const OUTAGE_MS: u64 = 10_000;

/// How much of the herd it takes back in a second: one in so many.
const SHARE_PER_SECOND: u64 = 100;

/// At most so many clients are asked how they come through a short outage: it hardly depends on how many there are.
const MOST_IN_SHORT_OUTAGE: u32 = 10_000;
const MOST_IN_MANY_OUTAGES: u32 = 1_000;

/// How one policy fares. A time that is `None` did not come while the herd was watched.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figures {
    pub(crate) policy: &'static str,
    /// The most tries in a window of 100 ms after the loss.
    pub(crate) peak_tries: u64,
    /// The time from the server's return until so many per cent are back, s.
    pub(crate) back_50_s: Option<f64>,
    pub(crate) back_95_s: Option<f64>,
    pub(crate) back_100_s: Option<f64>,
    /// The share that is back in the end, 0 to 1.
    pub(crate) back: f64,
    /// How many tries were refused, by client.
    pub(crate) refused_mean: f64,
    pub(crate) refused_p95: u32,
    pub(crate) refused_max: u32,
    /// How often apps were asked for a token, by client, and the most in a window of 100 ms.
    pub(crate) token_calls_mean: f64,
    pub(crate) token_calls_peak: u64,
    /// How long a client is without a socket when a server that takes all was away for 0 and 3 s.
    pub(crate) blind_0: Blind,
    pub(crate) blind_3: Blind,
    /// How long it stays so after the return of such a server, which was away for 1, 2 … 20 s.
    pub(crate) late_1_20: Blind,
}

/// How long clients are without a socket, s.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Blind {
    pub(crate) mean_s: f64,
    pub(crate) p95_s: f64,
}

impl Blind {
    fn of(mut times_ms: Vec<u64>) -> Self {
        times_ms.sort_unstable();
        Self {
            mean_s: times_ms.iter().sum::<u64>() as f64 / times_ms.len() as f64 / 1_000.0,
            p95_s: times_ms[rank(times_ms.len(), 95)] as f64 / 1_000.0,
        }
    }
}

/// Measures one policy. Returns the figures, and the tries in each window.
pub(crate) fn measure((name, policy): Named, clients: u32, seed: u64) -> (Figures, Vec<u32>) {
    let fault = Fault { outage_ms: OUTAGE_MS, per_second: Some((u64::from(clients) / SHARE_PER_SECOND).max(1)) };
    let outcome = policy.run(clients, seed, fault);
    let short =
        |outage_ms, most: u32| policy.run(clients.min(most), seed, Fault { outage_ms, per_second: None }).back_ms;
    let late = |outage_ms: u64| short(outage_ms, MOST_IN_MANY_OUTAGES).into_iter().map(move |at| at - outage_ms);
    let refused = &outcome.refused;
    let figures = Figures {
        policy: name,
        peak_tries: peak(&outcome.tries),
        back_50_s: back_s(&outcome, 50),
        back_95_s: back_s(&outcome, 95),
        back_100_s: back_s(&outcome, 100),
        back: outcome.back_ms.len() as f64 / refused.len() as f64,
        refused_mean: refused.iter().copied().map(f64::from).sum::<f64>() / refused.len() as f64,
        refused_p95: refused[rank(refused.len(), 95)],
        refused_max: refused[rank(refused.len(), 100)],
        token_calls_mean: outcome.token_calls.iter().copied().map(f64::from).sum::<f64>() / refused.len() as f64,
        token_calls_peak: peak(&outcome.token_calls),
        blind_0: Blind::of(short(0, MOST_IN_SHORT_OUTAGE)),
        blind_3: Blind::of(short(3_000, MOST_IN_SHORT_OUTAGE)),
        late_1_20: Blind::of((1..=20).flat_map(|s| late(s * 1_000)).collect()),
    };
    (figures, outcome.tries)
}

/// The ideal: somebody knocks whenever the server has room, and nobody else does.
pub(crate) fn ideal(clients: u32) -> Figures {
    let none = Blind { mean_s: 0.0, p95_s: 0.0 };
    Figures {
        policy: "ideal",
        peak_tries: (u64::from(clients) / SHARE_PER_SECOND).div_ceil(10),
        back_50_s: Some(ideal_back_s(50)),
        back_95_s: Some(ideal_back_s(95)),
        back_100_s: Some(ideal_back_s(100)),
        back: 1.0,
        refused_mean: 0.0,
        refused_p95: 0,
        refused_max: 0,
        token_calls_mean: 0.0,
        token_calls_peak: 0,
        blind_0: none,
        blind_3: Blind { mean_s: 3.0, p95_s: 3.0 },
        late_1_20: none,
    }
}

/// The least time from the server's return until so many per cent are back, s.
pub(crate) fn ideal_back_s(per_cent: u64) -> f64 {
    (per_cent * SHARE_PER_SECOND) as f64 / 100.0
}

/// The fewest refused tries by client, mean and maximum, of a herd that never waits longer than S4's ceiling and is taken
/// back one after the other without a pause. With `early` tries in the outage, the last of them at its very end: one who
/// is back t after that has been refused at least ⌈t / ceiling⌉ - 1 times more.
pub(crate) fn fewest_refused(early: u64) -> (f64, u64) {
    let away_ms = if early == 0 { OUTAGE_MS } else { 0 };
    let refused = || (1..=SHARE_PER_SECOND * 1_000).map(|t| early + (away_ms + t).div_ceil(CEILING_MS) - 1);
    (refused().sum::<u64>() as f64 / (SHARE_PER_SECOND * 1_000) as f64, refused().max().unwrap_or(0))
}

fn peak(windows: &[u32]) -> u64 {
    windows.iter().copied().max().unwrap_or(0).into()
}

fn back_s(outcome: &Outcome, per_cent: usize) -> Option<f64> {
    let at_ms = outcome.back_ms.get(rank(outcome.refused.len(), per_cent))?;
    Some(at_ms.saturating_sub(OUTAGE_MS) as f64 / 1_000.0)
}

/// Where in a sorted list of this length so many per cent are reached.
fn rank(length: usize, per_cent: usize) -> usize {
    (length * per_cent).div_ceil(100).saturating_sub(1)
}
