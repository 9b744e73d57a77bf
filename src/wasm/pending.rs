//! Requests under way, and calls of `getToken`.

use super::get_token::TokenCall;
use super::http::PendingRequest;
use super::runtime::Runtime;
use crate::engine::RequestId;
use wasm_bindgen::prelude::*;

/// What a request waits for.
pub(super) enum Pending {
    /// An answer of a server.
    Request(PendingRequest),
    /// The app's `getToken`.
    TokenCall(TokenCall),
}

impl Pending {
    /// What aborts it.
    pub(super) fn controller(&self) -> &JsValue {
        match self {
            Self::Request(request) => request.as_js(),
            Self::TokenCall(call) => call.as_js(),
        }
    }
}

impl Runtime {
    /// A request is answered. Returns whether anybody waits for it still.
    pub(super) fn forget_request(&self, id: RequestId) -> Option<Pending> {
        let mut pending = self.pending.borrow_mut();
        let place = pending.iter().position(|(known, _)| *known == id)?;
        let (_, found) = pending.remove(place);
        drop(pending);
        self.host().resources().delete(found.controller());
        Some(found)
    }

    /// Lists a request before it goes out: it may end while it is being made.
    pub(super) fn add_pending(&self, id: RequestId, pending: Pending) {
        self.host().resources().add(pending.controller());
        self.pending.borrow_mut().push((id, pending));
    }

    pub(super) fn abort(&self, pending: Pending) {
        self.host().resources().delete(pending.controller());
        match pending {
            Pending::Request(request) => request.leave(),
            Pending::TokenCall(call) => call.abort(),
        }
    }
}
