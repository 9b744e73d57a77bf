//! Says how the connection is (S2, S12).

use super::{Connection, Want};
use crate::engine::context::Context;
use crate::engine::error::PublicError;
use crate::engine::notifications::Progress;
use crate::engine::snapshot::{Phase, Status, StatusDetail};
use crate::engine::source::EventSource;
use crate::engine::time::Timestamp;
use crate::engine::token::{Fetch, TokenKeeper};

impl Connection {
    /// What failed last, if the app was told and it still fails: handshakes and permissions here, the token's own in [`TokenKeeper::error`].
    pub(crate) fn error(&self) -> Option<&PublicError> {
        self.error.as_ref()
    }

    /// The status and why. `since` is left at 0 for the caller, who knows the last report.
    pub(crate) fn report(&self, cx: &Context, token: &TokenKeeper, source: &EventSource) -> (Status, StatusDetail) {
        let (status, phase, next_retry) = self.state(token, source);
        let detail = StatusDetail {
            phase,
            since: 0,
            attempt: if self.hears(source) { self.attempt } else { self.attempt.max(token.failures()) },
            next_retry_at: next_retry.map(|retry| cx.to_wall(retry)),
            blind_since: self.blind_since.map(|at| cx.to_wall(at)),
            offline: !cx.page.online,
            close_code: self.last_close.as_ref().map(|close| close.code),
            close_reason: self
                .last_close
                .as_ref()
                .map(|close| close.reason.clone())
                .filter(|reason| !reason.is_empty()),
            last_frame_at: self.last_frame_at.map(|at| cx.to_wall(at)),
        };
        (status, detail)
    }

    /// Whether the next try is waited for, and nothing else is being done to connect (S14).
    pub(crate) fn waits(&self, token: &TokenKeeper, source: &EventSource) -> bool {
        let (_, phase, _) = self.state(token, source);
        self.want == Want::Connection && phase == Phase::Waiting
    }

    fn state(&self, token: &TokenKeeper, source: &EventSource) -> (Status, Phase, Option<Timestamp>) {
        match self.want {
            Want::Nothing => (Status::Idle, Phase::Idle, None),
            Want::NothingUntilStart => (Status::Disconnected, Phase::Stopped, None),
            Want::NothingUntilShown => (Status::Disconnected, Phase::Waiting, None),
            Want::Connection if self.hears(source) => (Status::Connected, Phase::Open, None),
            Want::Connection if self.sockets.opening().is_some() => (Status::Connecting, Phase::Handshake, None),
            Want::Connection => match (self.sockets.waiting(), token.fetch()) {
                (Some(wait), _) => (waiting_status(self.error.is_some()), Phase::Waiting, Some(wait.until)),
                (None, Fetch::Failed { until, .. }) => (Status::Error, Phase::Waiting, Some(*until)),
                (None, Fetch::RateLimited { until, .. }) if token.error().is_some() => {
                    (Status::Error, Phase::Waiting, Some(*until))
                }
                (None, Fetch::RateLimited { until, .. }) => (Status::Connecting, Phase::Token, Some(*until)),
                (None, Fetch::Idle | Fetch::Loading | Fetch::Requesting { .. }) => match source.progress() {
                    Progress::Asking => (Status::Connecting, Phase::Channel, None),
                    Progress::Held(until, told) => (waiting_status(told), Phase::Waiting, Some(until)),
                    Progress::Hopeless => (Status::Error, Phase::Waiting, None),
                    Progress::Nothing => (Status::Connecting, Phase::Token, None),
                },
            },
        }
    }
}

/// Between two tries it is an error once the app has been told why (S2).
fn waiting_status(told: bool) -> Status {
    if told { Status::Error } else { Status::Disconnected }
}
