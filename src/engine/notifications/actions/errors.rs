//! The errors of actions, with their likely cause and what to do (C1–C4).

use super::request::Operation;
use crate::engine::action_io::{ActionError, FailureReason, ToastAction};
use crate::engine::error::ErrorCode;

/// Why it is in doubt whether an action succeeded: the list of conversations decides (C4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It was accepted, and nothing happened in time.
    Accepted,
    /// The API refused it, with this status and in these words.
    Refused(u16, String),
    /// The API failed, with this status; without one there was no answer.
    Failed(Option<u16>, String),
    /// There was no answer in time.
    NoAnswer,
    /// The API answered 401 to a new token, too.
    Unauthorized,
    /// The app's softphone failed, in its own words.
    Phone(String),
}

fn error(reason: FailureReason, retryable: bool, status: Option<u16>, message: String) -> ActionError {
    ActionError { code: ErrorCode::ActionFailed, reason, message, retryable, status }
}

impl ToastAction {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Answer => ("answer", "answered"),
            Self::Decline => ("decline", "declined"),
        }
    }
}

/// Returns the error for a doubt. `confirmed`: a list that was requested since still has the ring.
pub(super) fn in_doubt(
    action: ToastAction,
    operation: Operation,
    voice: bool,
    doubt: &Doubt,
    confirmed: bool,
) -> ActionError {
    let (verb, done) = action.words();
    let cannot = voice && action == ToastAction::Answer && confirmed;
    match doubt {
        Doubt::Accepted if cannot => error(
            FailureReason::PhoneCannot,
            false,
            None,
            "The API accepted the answer, and the call still rings: the agent's phone cannot be answered by the API. A WebRTC phone needs a \
             persistent connection, or the app that hosts it (option phone); a remote phone is answered by hand."
                .to_owned(),
        ),
        Doubt::Refused(status, words) if cannot => error(
            FailureReason::PhoneCannot,
            false,
            Some(*status),
            format!("The API answered {status} to {}, and the call still rings: the agent's phone cannot be answered so. It said: {words}", operation.name()),
        ),
        Doubt::Refused(status, words) => error(
            FailureReason::Server,
            false,
            Some(*status),
            format!("The API answered {status} to {}. It said: {words}", operation.name()),
        ),
        Doubt::Failed(Some(status), words) => error(
            FailureReason::Server,
            true,
            Some(*status),
            format!("The API answered {status} to {}. It said: {words} Try again while it rings.", operation.name()),
        ),
        Doubt::Failed(None, words) => error(
            FailureReason::Network,
            true,
            None,
            format!("There was no answer to {} ({words}): the network is down, or a proxy blocks it. Try again while it rings.", operation.name()),
        ),
        Doubt::Accepted | Doubt::NoAnswer => error(
            FailureReason::Timeout,
            true,
            None,
            format!("It could not be {done} in time: it is not known whether the request took effect. The toast goes when it did."),
        ),
        Doubt::Unauthorized => error(
            FailureReason::Forbidden,
            false,
            Some(401),
            format!("The API answered 401 to {}, to a new token, too: it does not accept the tokens of getToken.", operation.name()),
        ),
        Doubt::Phone(words) => error(FailureReason::PhoneFailed, true, None, format!("The app's phone could not {verb} it: {words}")),
    }
}

/// The error where the agent's part in the conversation ended otherwise, or was answered on another device (C4).
pub(super) fn too_late(action: ToastAction, answered: bool) -> ActionError {
    let (verb, _) = action.words();
    if answered {
        let message = format!("Too late to {verb} it: it was answered already, by a colleague or on another device.");
        error(FailureReason::AlreadyAnswered, false, None, message)
    } else {
        error(
            FailureReason::Gone,
            false,
            None,
            format!("Too late to {verb} it: the conversation does not ring any more."),
        )
    }
}

pub(super) fn forbidden(operation: Operation, permissions: Option<&str>) -> ActionError {
    // The documentation lists these three for the request as a whole, and not which one a state needs.
    let needed = permissions.map_or_else(
        || {
            match operation {
                Operation::Connect | Operation::Disconnect => {
                    "conversation:participant:wrapup, conversation:call:record or conversation:communication:disconnect"
                }
                Operation::ToVoicemail => "conversation:communication:blindTransfer",
            }
            .to_owned()
        },
        str::to_owned,
    );
    error(
        FailureReason::Forbidden,
        false,
        Some(403),
        format!(
            "{} was answered 403: forbidden. Give the OAuth client the scope conversations (conversations:readonly is not enough), and the \
             user the permission {needed}.",
            operation.name()
        ),
    )
}

/// `wait_ms`: how long no request is sent, in ms.
pub(crate) fn rate_limited(wait_ms: u64) -> ActionError {
    error(
        FailureReason::RateLimited,
        true,
        Some(429),
        format!(
            "The API answered 429 (too many requests): the next request can be sent in {} s. All apps and tabs of a user share one allowance.",
            wait_ms.div_ceil(1_000)
        ),
    )
}

pub(super) fn no_token() -> ActionError {
    error(
        FailureReason::Timeout,
        true,
        None,
        "There was no token in time, so that nothing was sent. Try again while it rings.".to_owned(),
    )
}

/// The error where there is no such toast.
pub(crate) fn no_toast() -> ActionError {
    error(
        FailureReason::Gone,
        false,
        None,
        "There is no such toast: the ring is over, or the toast was removed.".to_owned(),
    )
}

pub(crate) fn not_enabled(action: ToastAction) -> ActionError {
    let (verb, _) = action.words();
    error(
        FailureReason::NotEnabled,
        false,
        None,
        format!(
            "This toast does not offer '{verb}'. Add it to the option actions (with source 'notifications'); a toast of another agent's ring, \
             and one of a conversation that was connected automatically, offers nothing."
        ),
    )
}

pub(super) fn busy(pending: ToastAction) -> ActionError {
    let (verb, _) = pending.words();
    error(FailureReason::Busy, true, None, format!("'{verb}' of the same ring is pending: wait for it."))
}

pub(crate) fn back_on_queue_forbidden(permissions: Option<&str>) -> ActionError {
    let needed =
        permissions.map_or_else(String::new, |permissions| format!(", or the user the permission {permissions}"));
    error(
        FailureReason::Forbidden,
        false,
        Some(403),
        // The reference names no permission for it; the scope is inferred.
        format!(
            "PUT users/{{id}}/routingstatus was answered 403: forbidden. Give the OAuth client the scope routing or users{needed}."
        ),
    )
}

pub(crate) fn back_on_queue_unauthorized() -> ActionError {
    error(
        FailureReason::Forbidden,
        false,
        Some(401),
        "The API answered 401 to PUT users/{id}/routingstatus, to a new token, too: it does not accept the tokens of getToken.".to_owned(),
    )
}

/// A refusal in words: it is not known whether the service accepts IDLE from an agent who is off queue.
pub(crate) fn back_on_queue_refused(status: u16, words: &str) -> ActionError {
    error(
        FailureReason::Server,
        true,
        Some(status),
        format!(
            "The API answered {status} to PUT users/{{id}}/routingstatus. It said: {words} The agent may have to go on queue first."
        ),
    )
}

pub(crate) fn back_on_queue_unanswered(words: &str) -> ActionError {
    error(
        FailureReason::Network,
        true,
        None,
        format!("There was no answer to PUT users/{{id}}/routingstatus ({words})."),
    )
}

pub(crate) fn no_back_on_queue() -> ActionError {
    error(
        FailureReason::NotEnabled,
        false,
        None,
        "backOnQueue() needs the option actions, source 'notifications', and a token of a user.".to_owned(),
    )
}
