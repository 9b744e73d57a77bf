//! How long a token is valid, and when it is replaced (T8).

use crate::engine::context::Context;
use crate::engine::time::Timestamp;

/// How late a browser may run a timer of a hidden page (T8), in ms.
const HIDDEN_TIMER_DELAY_MS: u64 = 60_000;

/// The shortest time between two tokens, however short their validity, in ms.
const MIN_REFRESH_MS: u64 = 1_000;

/// From when to when a token is valid, as far as is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Validity {
    pub(super) expires_at: Timestamp,
    pub(super) length_ms: u64,
    /// Whether the app returned the same token again. The next request then follows at its expiry (T8).
    pub(super) refresh_at_expiry: bool,
}

impl Validity {
    /// Returns when to request the next token.
    pub(super) fn refresh_at(self, cx: &Context) -> Timestamp {
        if self.refresh_at_expiry {
            return self.expires_at.max(self.obtained_at() + MIN_REFRESH_MS);
        }
        let lead_ms = cx.config.refresh_lead_ms;
        let lead_ms = if self.length_ms < lead_ms.saturating_mul(2) { self.length_ms / 2 } else { lead_ms };
        let earlier_ms = if cx.page.visible { 0 } else { HIDDEN_TIMER_DELAY_MS.min(self.length_ms / 4) };
        let at = Timestamp(self.expires_at.0.saturating_sub(lead_ms.saturating_add(earlier_ms)));
        at.max(self.obtained_at() + MIN_REFRESH_MS)
    }

    fn obtained_at(self) -> Timestamp {
        Timestamp(self.expires_at.0.saturating_sub(self.length_ms))
    }
}
