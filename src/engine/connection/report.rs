//! Computes the status and its detail (S2, S12).

use super::{Connection, Target};
use crate::engine::context::Context;
use crate::engine::error::PublicError;
use crate::engine::notifications::Progress;
use crate::engine::retry::NextTry;
use crate::engine::snapshot::{Phase, Status, StatusDetail};
use crate::engine::source::EventSource;
use crate::engine::token::{Fetch, TokenKeeper};

impl Connection {
    /// Returns the last reported error of handshakes and permissions until it is fixed. Errors of the token are in
    /// [`TokenKeeper::error`].
    pub(crate) fn error(&self) -> Option<&PublicError> {
        self.error.as_ref()
    }

    /// Returns the status and its detail. The caller sets `since`, which is 0 here.
    pub(crate) fn report(&self, cx: &Context, token: &TokenKeeper, source: &EventSource) -> (Status, StatusDetail) {
        let (status, phase, next_try) = self.state(token, source);
        let detail = StatusDetail {
            phase,
            since: 0,
            attempt: if self.is_receiving(source) { self.attempt } else { self.attempt.max(token.failures()) },
            next_retry_at: next_try.map(|next| cx.to_wall(next.at)),
            can_retry: next_try.is_some_and(|next| next.can_hasten),
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

    /// Returns when the next try is due; `None` while a request or handshake is pending (S14).
    pub(crate) fn next_try(&self, token: &TokenKeeper, source: &EventSource) -> Option<NextTry> {
        let (_, _, next_try) = self.state(token, source);
        next_try
    }

    fn state(&self, token: &TokenKeeper, source: &EventSource) -> (Status, Phase, Option<NextTry>) {
        match self.target {
            Target::Nothing => (Status::Idle, Phase::Idle, None),
            Target::Ended => (Status::Disconnected, Phase::Stopped, None),
            Target::Suspended => (Status::Disconnected, Phase::Waiting, None),
            Target::Connection if self.is_receiving(source) => (Status::Connected, Phase::Open, None),
            Target::Connection if self.sockets.opening().is_some() => (Status::Connecting, Phase::Handshake, None),
            Target::Connection => match (self.sockets.waiting(), token.fetch()) {
                (Some(wait), _) => (
                    waiting_status(self.error.is_some()),
                    Phase::Waiting,
                    Some(NextTry { at: wait.until, can_hasten: !wait.forbidden }),
                ),
                (None, &Fetch::Failed { until, named_by_server }) => {
                    (Status::Error, Phase::Waiting, Some(NextTry { at: until, can_hasten: !named_by_server }))
                }
                (None, &Fetch::RateLimited { until, .. }) => {
                    let next = Some(NextTry { at: until, can_hasten: false });
                    let reported = token.error().is_some();
                    if reported {
                        (Status::Error, Phase::Waiting, next)
                    } else {
                        (Status::Connecting, Phase::Token, next)
                    }
                }
                (None, Fetch::Idle | Fetch::Loading | Fetch::Requesting { .. }) => match source.progress() {
                    Progress::Requesting => (Status::Connecting, Phase::Channel, None),
                    Progress::Paused(next, reported) => (waiting_status(reported), Phase::Waiting, Some(next)),
                    Progress::NoUser => (Status::Error, Phase::Waiting, None),
                    Progress::Nothing => (Status::Connecting, Phase::Token, None),
                },
            },
        }
    }
}

/// Returns the status between two tries: `error` once the app has received the reason (S2).
fn waiting_status(reported: bool) -> Status {
    if reported { Status::Error } else { Status::Disconnected }
}
