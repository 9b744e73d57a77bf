//! Computes how long to wait before the next try.

use super::config::{BackoffOptions, Jitter};
use fastrand::Rng;

/// The range of the extra random wait before the first try after a failure of the server (S4), in ms.
pub(crate) const SERVER_SPREAD_MS: u64 = 5_000;

/// The range of the random wait before a try when the network is back (S10), in ms.
pub(crate) const ONLINE_SPREAD_MS: u64 = 300;

/// The longest wait after a failed token request, without the random part (T6), in ms.
const AUTH_CEILING_MS: u64 = 60_000;

/// Returns the wait before reconnect number `attempt`, counted from 0 (S4), in ms.
pub(crate) fn reconnect_ms(options: &BackoffOptions, attempt: u32, rng: &mut Rng) -> u64 {
    let ceiling = doubled(options.base_ms, attempt).min(options.max_ms);
    match options.jitter {
        Jitter::FullThenEqual if attempt == 0 => rng.u64(..=ceiling),
        Jitter::Full => rng.u64(..=ceiling),
        Jitter::FullThenEqual | Jitter::Equal => ceiling / 2 + rng.u64(..=ceiling - ceiling / 2),
        Jitter::None => ceiling,
    }
}

/// Returns the wait after `failures` earlier failures of the token request (T6), in ms. It adds up to a quarter at
/// random.
pub(crate) fn auth_retry_ms(base_ms: u64, failures: u32, jitter: Jitter, rng: &mut Rng) -> u64 {
    let wait = doubled(base_ms, failures).min(AUTH_CEILING_MS.max(base_ms));
    match jitter {
        Jitter::FullThenEqual | Jitter::Full | Jitter::Equal => wait.saturating_add(rng.u64(..=wait / 4)),
        Jitter::None => wait,
    }
}

/// Returns a wait of at least so many ms, and up to a tenth longer at random: for a time that a server named (T4), and for the half minute
/// after a refusal.
pub(crate) fn at_least_ms(named_ms: u64, rng: &mut Rng) -> u64 {
    named_ms.saturating_add(rng.u64(..=named_ms / 10))
}

fn doubled(base_ms: u64, times: u32) -> u64 {
    base_ms.saturating_mul(1_u64.checked_shl(times).unwrap_or(u64::MAX))
}
