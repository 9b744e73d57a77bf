//! How long to wait before the next try.

use super::config::{BackoffOptions, Jitter};
use fastrand::Rng;

/// Over how long the first try is spread after a cause on the server's side (S4), in ms.
pub(crate) const SERVER_SPREAD_MS: u64 = 5_000;

/// Over how long tries are spread when the network comes back (S10), in ms.
pub(crate) const ONLINE_SPREAD_MS: u64 = 300;

/// The highest ceiling after a failed token (T6), in ms.
const AUTH_CEILING_MS: u64 = 60_000;

/// The n-th wait before a reconnect, n from 0 (S4), in ms.
pub(crate) fn reconnect_ms(options: &BackoffOptions, attempt: u32, rng: &mut Rng) -> u64 {
    let ceiling = doubled(options.base_ms, attempt).min(options.max_ms);
    match options.jitter {
        Jitter::FullThenEqual if attempt == 0 => rng.u64(..=ceiling),
        Jitter::Full => rng.u64(..=ceiling),
        Jitter::FullThenEqual | Jitter::Equal => ceiling / 2 + rng.u64(..=ceiling - ceiling / 2),
        Jitter::None => ceiling,
    }
}

/// The n-th wait after a failed token, n from 0 (T6), in ms: up to a quarter longer than named, at random.
pub(crate) fn auth_retry_ms(base_ms: u64, failures: u32, jitter: Jitter, rng: &mut Rng) -> u64 {
    let wait = doubled(base_ms, failures).min(AUTH_CEILING_MS.max(base_ms));
    match jitter {
        Jitter::FullThenEqual | Jitter::Full | Jitter::Equal => wait.saturating_add(rng.u64(..=wait / 4)),
        Jitter::None => wait,
    }
}

/// A wait that a server asked for: never shorter, up to a tenth longer, at random (T4), in ms.
pub(crate) fn named_by_server_ms(named_ms: u64, rng: &mut Rng) -> u64 {
    named_ms.saturating_add(rng.u64(..=named_ms / 10))
}

fn doubled(base_ms: u64, times: u32) -> u64 {
    base_ms.saturating_mul(1_u64.checked_shl(times).unwrap_or(u64::MAX))
}
