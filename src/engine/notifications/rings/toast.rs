//! What the toast of a ring shows, and why it goes (O1, N9, N10).

use crate::engine::action_io::{ToastAction, ToastKind};
use crate::engine::context::Context;
use crate::engine::notifications::conversation::{Communication, Conversation, Ending, Participant};
use crate::engine::snapshot::{Direction, DismissReason, ToastLeg};
use crate::engine::toasts::Ring;
use json::Raw;

/// Returns what a toast shows of a communication of a leg (O1, N9).
pub(super) fn ring(
    cx: &Context,
    event: &Conversation<'_>,
    participant: &Participant<'_>,
    communication: Communication<'_>,
    kind: ToastKind,
    actions: Vec<ToastAction>,
) -> Ring {
    let caller = event.caller(participant);
    let until = participant.alerting_timeout_ms().filter(|_| kind == ToastKind::Ring);
    Ring {
        kind,
        actions,
        conversation_id: text(Some(event.id)),
        caller_name: caller.name,
        media_type: communication.media_type.to_owned(),
        leg: Some(ToastLeg {
            participant_id: text(participant.id()),
            communication_id: communication.id.map(|id| text(Some(id))),
            direction: if communication.outbound { Direction::Outbound } else { Direction::Inbound },
            queue_name: event.queue_name(participant),
            address: caller.address,
            alerting_until: until.map(|ms| cx.to_wall(cx.now() + ms)),
        }),
    }
}

/// Returns why the toast of a leg is removed that ended without an answer (N10).
pub(super) fn ended(event: &Conversation<'_>, participant: &Participant<'_>) -> DismissReason {
    match participant.ending {
        Ending::Unanswered => DismissReason::Missed,
        Ending::Unknown | Ending::Over | Ending::Moved if event.has_ended_except(participant) => {
            DismissReason::Abandoned
        }
        Ending::Unknown => DismissReason::Missed,
        Ending::Over => DismissReason::Ended,
        Ending::Moved => DismissReason::Moved,
    }
}

/// Returns the text of a field; an empty one if it is no string.
pub(super) fn text(raw: Option<Raw<'_>>) -> String {
    raw.and_then(Raw::text).map_or_else(String::new, |text| text.into_owned())
}
