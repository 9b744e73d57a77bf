//! What waits for an answer: requests, and calls of the app's `getToken`.

use super::app_token::TokenCall;
use super::fetch::Ticket;
use crate::engine::RequestId;
use core::cell::RefCell;
use std::rc::Rc;

/// One request or call under way.
pub(super) enum Call {
    Request(Ticket),
    AppToken(TokenCall),
}

impl Call {
    /// Ends it, even while it is still being sent: no answer comes from it any more.
    pub(super) fn cancel(&self) {
        match self {
            Self::Request(ticket) => ticket.leave(),
            Self::AppToken(call) => call.cancel(),
        }
    }
}

/// All that is under way. Nothing is borrowed while a call is sent or ends: either may call back in.
#[derive(Default)]
pub(super) struct Calls(RefCell<Vec<(RequestId, Rc<Call>)>>);

impl Calls {
    /// Lists a call, before it goes out: the app may cancel it while it is being called.
    pub(super) fn add(&self, id: RequestId, call: Call) -> Rc<Call> {
        let call = Rc::new(call);
        self.0.borrow_mut().push((id, call.clone()));
        call
    }

    /// Takes a call off the list; none where it was cancelled.
    pub(super) fn take(&self, id: RequestId) -> Option<Rc<Call>> {
        let mut calls = self.0.borrow_mut();
        let index = calls.iter().position(|(known, _)| *known == id)?;
        Some(calls.swap_remove(index).1)
    }

    /// Cancels all.
    pub(super) fn clear(&self) {
        for (_, call) in self.0.take() {
            call.cancel();
        }
    }
}
