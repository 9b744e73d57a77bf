//! A conversation, as the Notifications API tells it in three shapes: the aggregate event, the flat event of one medium, and the
//! answer of a request (N7, N9, N10, N12). Each byte is read once, and what is not needed makes nothing.

mod caller;
mod ending;
mod read;

pub use caller::Caller;
pub use ending::Ending;
pub use read::read_conversation;
pub(super) use read::{media_of, read_body};

use json::Raw;

/// A conversation with all who ever took part in it: participants stay when they have gone.
#[derive(Debug)]
pub struct Conversation<'a> {
    /// Which; a string that is not empty.
    pub id: Raw<'a>,
    /// The oldest first.
    pub participants: Vec<Participant<'a>>,
}

/// Somebody or something that takes part.
#[derive(Clone, Copy, Debug)]
pub struct Participant<'a> {
    fields: read::Fields<'a>,
    /// What rings (N7). An own outbound call alerts as well, and does not ring; a callback goes out by nature.
    pub ringing: Option<Ringing<'a>>,
    /// How far it has come.
    pub stage: Stage,
    /// Whether it has a voice call that is connected.
    pub in_call: bool,
    /// What its `disconnectType` says of how it ended (N10).
    pub ending: Ending,
    callback_name: Option<Raw<'a>>,
    callback_numbers: Option<Raw<'a>>,
}

/// A communication that rings.
#[derive(Clone, Copy, Debug)]
pub struct Ringing<'a> {
    /// Which, where the shape says so.
    pub id: Option<Raw<'a>>,
    /// `voice`, `callback`, `email` …
    pub media_type: &'static str,
    /// Whether the contact centre began it.
    pub outbound: bool,
}

/// How far an agent's part has come. It moves one way only, so the greater of two is the newer (N4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing that rings, or has rung: also a state that is not known (N12).
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

impl<'a> Participant<'a> {
    /// Whether it is a user who may be rung (N7).
    pub fn is_agent(&self) -> bool {
        self.user_id().is_some() && !NO_AGENTS.iter().any(|purpose| self.is(purpose))
    }

    fn is_party(&self, purpose: &str, not: Option<Raw<'a>>) -> bool {
        if purpose.is_empty() { self.is_agent() && self.user_id() != not } else { self.is(purpose) }
    }
}

impl<'a> Conversation<'a> {
    /// Whether nobody is left for whom this leg was rung: the customers have gone, or, where there are none, the other people (N10).
    pub fn has_ended_except(&self, leg: &Participant<'_>) -> bool {
        let (mut customers, mut others) = (None, true);
        for participant in &self.participants {
            let over = participant.stage == Stage::Ended;
            if participant.is(CUSTOMER) || participant.is(EXTERNAL) {
                customers = Some(customers.unwrap_or(true) && over);
            } else if participant.is_agent() && participant.user_id() != leg.user_id() {
                others &= over;
            }
        }
        customers.unwrap_or(others)
    }
}
