//! The kinds of requests of this source, of which one at a time is pending.

use crate::engine::failures::Part;

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// `GET users/me`.
    Me,
    /// `POST notifications/channels`.
    CreateChannel,
    /// `PUT notifications/channels/{id}/subscriptions`.
    Subscribe,
    /// `GET conversations`.
    Conversations,
    /// `GET users/{id}/routingstatus` (C7).
    RoutingStatus,
}

impl Call {
    /// Returns the part that fails when this request fails.
    pub(super) fn part(self) -> Part {
        match self {
            Self::Me => Part::Me,
            Self::CreateChannel => Part::CreateChannel,
            Self::Subscribe => Part::Subscribe,
            Self::Conversations => Part::List,
            Self::RoutingStatus => Part::RoutingStatus,
        }
    }

    /// Returns the request in words, and the scope that it needs.
    pub(super) fn name_and_scope(self) -> (&'static str, &'static str) {
        match self {
            Self::Me => ("GET users/me", "users:readonly or user-basic-info"),
            Self::CreateChannel => ("POST notifications/channels", "notifications"),
            Self::Subscribe => ("PUT notifications/channels/{id}/subscriptions", "notifications"),
            Self::Conversations => ("GET conversations", "conversations:readonly"),
            // The reference names no permission for it; the scope is inferred.
            Self::RoutingStatus => ("GET users/{id}/routingstatus", "routing:readonly or users:readonly"),
        }
    }
}
