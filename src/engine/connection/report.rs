//! Says how the connection is (S2, S12).

use super::{Connection, Want};
use crate::engine::context::{Context, Deadline};
use crate::engine::error::{ErrorCode, PublicError};
use crate::engine::notifications::{Notifications, Progress};
use crate::engine::snapshot::{Phase, Status, StatusDetail};
use crate::engine::token::{Fetch, TokenKeeper};

impl Connection {
    /// What failed last and is not mended: handshakes and permissions here, the token's own in [`TokenKeeper::error`].
    pub(crate) fn error(&self) -> Option<&PublicError> {
        self.error.as_ref()
    }

    /// The status and why. `since` is left at 0 for the caller, who knows the last report.
    pub(crate) fn report(
        &self,
        cx: &Context,
        token: &TokenKeeper,
        notifications: Option<&Notifications>,
    ) -> (Status, StatusDetail) {
        let (status, phase, next_retry) = self.state(token, notifications);
        let detail = StatusDetail {
            phase,
            since: 0,
            attempt: if self.hears(notifications) { self.attempt } else { self.attempt.max(token.failures()) },
            next_retry_at: next_retry.map(|retry| retry.wall.0),
            blind_since: self.blind_since.map(|at| at.0),
            offline: !cx.page.online,
            close_code: self.last_close.as_ref().map(|close| close.code),
            close_reason: self
                .last_close
                .as_ref()
                .map(|close| close.reason.clone())
                .filter(|reason| !reason.is_empty()),
            last_frame_at: self.last_frame_at.map(|at| at.0),
        };
        (status, detail)
    }

    fn state(&self, token: &TokenKeeper, notifications: Option<&Notifications>) -> (Status, Phase, Option<Deadline>) {
        match self.want {
            Want::Nothing => (Status::Idle, Phase::Idle, None),
            Want::NothingUntilStart => (Status::Disconnected, Phase::Stopped, None),
            Want::NothingUntilShown => (Status::Disconnected, Phase::Waiting, None),
            Want::Connection if self.hears(notifications) => (Status::Connected, Phase::Open, None),
            Want::Connection if self.opening.is_some() => (Status::Connecting, Phase::Handshake, None),
            Want::Connection => match (&self.waiting, token.fetch()) {
                (Some(wait), _) => (self.waiting_status(), Phase::Waiting, Some(wait.until)),
                (None, Fetch::Failed { until, .. }) => (Status::Error, Phase::Waiting, Some(*until)),
                (None, Fetch::RateLimited { until, .. }) => (Status::Connecting, Phase::Token, Some(*until)),
                (None, Fetch::Idle | Fetch::Loading | Fetch::Requesting { .. }) => {
                    match notifications.map_or(Progress::Nothing, Notifications::progress) {
                        Progress::Asking => (Status::Connecting, Phase::Channel, None),
                        Progress::Held(until, true) => (Status::Error, Phase::Waiting, Some(until)),
                        Progress::Held(until, false) => (Status::Disconnected, Phase::Waiting, Some(until)),
                        Progress::Hopeless => (Status::Error, Phase::Waiting, None),
                        Progress::Nothing => (Status::Connecting, Phase::Token, None),
                    }
                }
            },
        }
    }

    fn waiting_status(&self) -> Status {
        let refused = self.error.as_ref().is_some_and(|error| error.code == ErrorCode::HandshakeRejected);
        if refused { Status::Error } else { Status::Disconnected }
    }
}
