//! What must hold at every moment, whatever happens. Each broken promise ends the run.

use crate::server::Server;
use genesys_toasts::Output;
use genesys_toasts::engine::{DismissReason, Phase, SocketId};
use std::collections::{BTreeMap, BTreeSet};

/// No input may make more outputs than this: every toast shown goes (two each), and a handful for the rest.
pub const MAX_OUTPUTS: usize = 4 * 50 + 60;

/// Longer than any pause, drain and throttled timer together may keep two sockets open, in ms.
const TWO_SOCKETS_MS: u64 = 15_000 + 2_000 + 75_000;

/// The ceiling of the first wait before a reconnect (S4), in ms.
const LONGEST_FIRST_WAIT_MS: i64 = 1_000;

/// Watches the outputs.
#[derive(Default)]
pub struct Witness {
    /// Sockets that were asked for and have closed on neither side, and which of them have opened.
    pub sockets: BTreeMap<SocketId, bool>,
    /// Conversations with a toast: by id, until when it may stay.
    pub active: BTreeMap<String, ActiveToast>,
    /// Conversations whose toast was closed, and of which no other state has come since: it must not return (E9).
    pub may_not_return: BTreeSet<String>,
    /// Conversations of which another state has come since they rang: their next ring is another one.
    pub moved_on: BTreeSet<String>,
    /// Like `may_not_return`, where copies of an earlier frame don't count as another state: it need not be shown.
    pub may_be_closed: BTreeSet<String>,
    pub stopped: bool,
    pub next_ring: bool,
    pub two_since: Option<u64>,
    pub requests: u64,
    pub opens: u64,
    pub toasts: u64,
    /// Frames that the page did not hand over.
    pub skipped: u64,
    /// First waits before a reconnect, and how many of them were exactly as long as they may be.
    pub first_waits: u64,
    pub longest_waits: u64,
}

/// A toast that is shown.
pub struct ActiveToast {
    pub id: String,
    pub shown_at: u64,
}

impl Witness {
    /// Looks at one output at true time `now`.
    pub fn note_output(&mut self, now: u64, output: &Output, server: &Server) {
        if self.stopped && !matches!(output, Output::Timeout(None)) {
            panic!("after stop(): {output:?}");
        }
        match output {
            Output::OpenSocket { id, .. } => {
                self.sockets.insert(*id, false);
                self.opens += 1;
                assert!(self.sockets.len() <= 2, "more than two sockets: {:?}", self.sockets);
            }
            Output::CloseSocket { id, code } => {
                assert_eq!(*code, 1000, "closed with another code than 1000");
                assert!(self.sockets.remove(id).is_some(), "closed a socket that is not open: {id:?}");
            }
            Output::Request(..) => {
                self.requests += 1;
                assert!(
                    now >= server.not_before,
                    "token request at {now}, but the server had said not before {}",
                    server.not_before
                );
            }
            Output::ToastShown(toast) => {
                self.toasts += 1;
                let conversation = toast.conversation_id.clone();
                let shown = ActiveToast { id: toast.id.clone(), shown_at: now };
                assert!(self.active.insert(conversation.clone(), shown).is_none(), "two toasts for {conversation}");
                assert!(
                    !(self.next_ring && self.may_not_return.contains(&conversation)),
                    "closed toast of {conversation} came back"
                );
            }
            Output::ToastDismissed(toast, reason) => {
                assert!(self.active.remove(&toast.conversation_id).is_some(), "a toast went that was not there");
                if matches!(reason, DismissReason::User | DismissReason::Timeout | DismissReason::Overflow) {
                    if !self.moved_on.contains(&toast.conversation_id) {
                        self.may_not_return.insert(toast.conversation_id.clone());
                    }
                    self.may_be_closed.insert(toast.conversation_id.clone());
                }
            }
            Output::Tabs(_) | Output::AskPhone(..) | Output::CancelPhone(_) | Output::ActionSettled(..) => {
                panic!("an action that nobody asked for: {output:?}")
            }
            Output::Log(_, line) => assert_clean(line),
            Output::Error(error) => assert_clean(&error.message),
            Output::Status(_, detail) => {
                assert_clean(detail.close_reason.as_deref().unwrap_or_default());
                if let (Phase::Waiting, 1, Some(retry_at)) = (detail.phase, detail.attempt, detail.next_retry_at) {
                    self.first_waits += 1;
                    self.longest_waits += u64::from(retry_at - detail.since == LONGEST_FIRST_WAIT_MS);
                }
            }
            Output::Alert(_)
            | Output::ReadEveryFrame(_)
            | Output::AskApp(..)
            | Output::Cancel(_)
            | Output::LoadToken { .. }
            | Output::StoreToken { .. } => {}
            Output::RemoveToken { .. } | Output::SnapshotChanged | Output::Timeout(_) => {}
            Output::SendText { .. } | Output::TakeChannel { .. } | Output::StoreChannel { .. } => {}
        }
    }

    /// Checks the invariants after an input has been drained, at `now` of a clock that stops during sleep.
    pub fn check(&mut self, now: u64, outputs: usize) {
        assert!(outputs <= MAX_OUTPUTS, "{outputs} outputs for one input");
        let both = self.sockets.len() == 2;
        self.two_since = both.then(|| self.two_since.unwrap_or(now));
        let since = self.two_since.unwrap_or(now);
        assert!(now - since <= TWO_SOCKETS_MS, "two sockets for {} ms", now - since);
    }
}

/// No token or secret in what people may read (T11).
pub fn assert_clean(text: &str) {
    assert!(!text.contains("SECRET"), "a secret in: {text}");
}
