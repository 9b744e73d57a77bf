//! A conversation, as the Notifications API tells it in three shapes: the aggregate event, the flat event of one medium, and the
//! answer of a request (N7, N9, N10, N12). Each byte is read once, and what is not needed makes nothing.

mod caller;
mod read;

pub use caller::Caller;
pub use read::read_conversation;
pub(super) use read::{media_of, read_body};

use super::json::Raw;
use std::borrow::Cow;

/// A conversation with all who ever took part in it: participants stay when they have gone.
#[derive(Debug, Default)]
pub struct Conversation<'a> {
    /// Which.
    pub id: Cow<'a, str>,
    /// The oldest first.
    pub participants: Vec<Participant<'a>>,
}

/// Somebody or something that takes part.
#[derive(Debug, Default)]
pub struct Participant<'a> {
    /// Which: an agent who is rung again is another participant (N8).
    pub id: Cow<'a, str>,
    /// `customer`, `agent`, `acd` …; empty where it is not said. Any word may come (N12).
    pub purpose: Cow<'a, str>,
    /// The user, where it is one.
    pub user_id: Option<Cow<'a, str>>,
    /// The queue that offers or takes the conversation.
    pub queue_id: Option<Cow<'a, str>>,
    /// How long it is rung, ms.
    pub alerting_timeout_ms: Option<u64>,
    /// What it takes part with.
    pub communications: Vec<Communication<'a>>,
    name: Option<Raw<'a>>,
    external_name: Option<Raw<'a>>,
    queue_name: Option<Raw<'a>>,
    address: Option<Raw<'a>>,
    ani: Option<Raw<'a>>,
    is_over: bool,
}

/// A call, an e-mail … of one participant.
#[derive(Debug)]
pub struct Communication<'a> {
    /// Which, where the shape says so.
    pub id: Option<Cow<'a, str>>,
    /// `voice`, `callback`, `email` …
    pub media_type: &'static str,
    /// What it is now.
    pub state: State,
    /// Whether the contact centre began it.
    pub outbound: bool,
    disconnect_type: Option<Raw<'a>>,
    callback_name: Option<Raw<'a>>,
    callback_number: Option<Raw<'a>>,
}

/// What a communication is, as far as rings care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being offered.
    Alerting,
    /// It was taken.
    Connected,
    /// `disconnected`, `terminated`, or it has an end.
    Ended,
    /// `dialing`, `contacting`, `parked`, or one that is not known (N12).
    Other,
}

/// How far an agent's part has come. It moves one way only, so the greater of two is the newer (N4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing that rings, or has rung.
    Quiet,
    /// It is being rung.
    Ringing,
    /// It has answered.
    Connected,
    /// It is over.
    Ended,
}

/// Purposes of those who are no agents, whoever else they may be.
const NO_AGENTS: [&str; 6] = ["voicemail", "acd", "ivr", "workflow", CUSTOMER, EXTERNAL];

const CUSTOMER: &str = "customer";
const EXTERNAL: &str = "external";

/// How a ring ends that nobody answered (N10).
const UNANSWERED: [&str; 3] = ["timeout", "transfer.noanswer", "transfer.notavailable"];

impl<'a> Participant<'a> {
    /// How far it has come.
    pub fn stage(&self) -> Stage {
        let any = |state: State| self.communications.iter().any(|communication| communication.state == state);
        if self.is_over {
            Stage::Ended
        } else if self.ringing().is_some() {
            Stage::Ringing
        } else if any(State::Connected) {
            Stage::Connected
        } else if any(State::Ended) && !any(State::Alerting) && !any(State::Other) {
            Stage::Ended
        } else {
            Stage::Quiet
        }
    }

    /// What rings (N7). An own outbound call alerts as well, and does not ring; a callback goes out by nature.
    pub fn ringing(&self) -> Option<&Communication<'a>> {
        let own = |communication: &Communication<'_>| {
            communication.outbound && matches!(communication.media_type, "voice" | "video")
        };
        self.communications.iter().find(|communication| communication.state == State::Alerting && !own(communication))
    }

    /// Whether it is a user who may be rung (N7).
    pub fn is_agent(&self) -> bool {
        self.user_id.is_some() && !NO_AGENTS.iter().any(|purpose| self.purpose.eq_ignore_ascii_case(purpose))
    }

    /// Whether it ended because nobody answered (N10). The words may grow: `transfer.noanswer.…`.
    pub fn was_unanswered(&self) -> bool {
        let unanswered = |how: &str| {
            UNANSWERED
                .iter()
                .any(|word| how.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
        };
        self.communications.iter().filter_map(|c| c.disconnect_type?.text()).any(|how| unanswered(&how))
    }

    fn is(&self, purpose: &str) -> bool {
        self.purpose.eq_ignore_ascii_case(purpose)
    }
}

impl<'a> Conversation<'a> {
    /// Whether nobody is left for whom this leg was rung: the customers have gone, or, where there are none, the other people (N10).
    pub fn is_over_without(&self, leg: &Participant<'_>) -> bool {
        let customers = |p: &&Participant<'a>| p.is(CUSTOMER) || p.is(EXTERNAL);
        let others = |p: &&Participant<'a>| p.is_agent() && p.user_id != leg.user_id;
        let gone = |p: &Participant<'a>| p.stage() == Stage::Ended;
        if self.participants.iter().any(|p| customers(&p)) {
            self.participants.iter().filter(customers).all(gone)
        } else {
            self.participants.iter().filter(others).all(gone)
        }
    }
}
