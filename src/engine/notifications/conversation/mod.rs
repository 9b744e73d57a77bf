//! A conversation, in the three shapes of the Notifications API: the aggregate event, the flat event of one medium, and
//! the answer of a request (N7, N9, N10, N12). The parser reads each byte once and allocates nothing for fields that
//! are not needed.

mod caller;
mod ending;
mod read;

pub use caller::Caller;
pub use ending::Ending;
pub use read::read_conversation;
pub(super) use read::{media_of, read_body};

use json::Raw;

/// A conversation with all its participants, including those who have left.
#[derive(Debug)]
pub struct Conversation<'a> {
    /// The id, a string that is not empty.
    pub id: Raw<'a>,
    /// The participants, oldest first.
    pub participants: Vec<Participant<'a>>,
}

/// A participant: a person, or a system such as a queue.
#[derive(Clone, Copy, Debug)]
pub struct Participant<'a> {
    fields: read::Fields<'a>,
    /// The communication that is ringing (N7). An outbound call of the agent's own has the state `alerting`, too, but
    /// does not ring. Callbacks are outbound and do ring.
    pub ringing: Option<Communication<'a>>,
    /// The communication that is connected, unless it is a call of the agent's own (C8).
    pub connected: Option<Communication<'a>>,
    /// Whether a communication is connected automatically (`queueMediaSettings.enableAutoAnswer`, C8).
    pub auto_answer: bool,
    /// The stage of this participant.
    pub stage: Stage,
    /// Whether it has a voice call that is connected.
    pub in_call: bool,
    /// How it ended, by its `disconnectType` (N10).
    pub ending: Ending,
    callback_name: Option<Raw<'a>>,
    callback_numbers: Option<Raw<'a>>,
}

/// A communication of a participant.
#[derive(Clone, Copy, Debug)]
pub struct Communication<'a> {
    /// The id; `None` in the flat shape.
    pub id: Option<Raw<'a>>,
    /// The media type: `voice`, `callback`, `email` …
    pub media_type: &'static str,
    /// Whether the contact centre started it.
    pub outbound: bool,
}

/// The stage of an agent's part. It only increases, so the greater of two stages is the newer one (N4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Not ringing and never was; also an unknown state (N12).
    Quiet,
    /// Ringing.
    Ringing,
    /// Answered.
    Connected,
    /// Ended.
    Ended,
}

/// The purposes of participants that are no agents.
const NO_AGENTS: [&str; 6] = ["voicemail", "acd", "ivr", "workflow", CUSTOMER, EXTERNAL];

const CUSTOMER: &str = "customer";
const EXTERNAL: &str = "external";

impl<'a> Participant<'a> {
    /// Returns whether this is a user who can be offered conversations (N7).
    pub fn is_agent(&self) -> bool {
        self.user_id().is_some() && !NO_AGENTS.iter().any(|purpose| self.is(purpose))
    }

    /// Returns whether this is somebody outside of the organisation.
    fn is_outside(&self) -> bool {
        self.is(CUSTOMER) || self.is(EXTERNAL)
    }

    fn is_party(&self, purpose: &str, not: Option<Raw<'a>>) -> bool {
        if purpose.is_empty() { self.is_agent() && self.user_id() != not } else { self.is(purpose) }
    }
}

impl<'a> Conversation<'a> {
    /// Returns whether a leg is a direct call from a colleague: through no queue, and with nobody from outside (C3).
    pub fn is_direct_to(&self, leg: &Participant<'_>) -> bool {
        leg.queue_id().is_none() && !self.participants.iter().any(Participant::is_outside)
    }

    /// Returns whether another agent of the same queue is connected: the ring was offered to several, or went on to
    /// that one (C4).
    pub fn is_answered_by_colleague(&self, leg: &Participant<'_>) -> bool {
        let same_queue = |other: &Participant<'_>| other.queue_id().is_some() && other.queue_id() == leg.queue_id();
        self.participants.iter().any(|other| {
            other.stage == Stage::Connected && other.is_agent() && other.user_id() != leg.user_id() && same_queue(other)
        })
    }

    /// Returns whether nobody is left who could talk to this agent: the customers have left, or, if there are none, the
    /// other people (N10).
    pub fn has_ended_except(&self, leg: &Participant<'_>) -> bool {
        let (mut customers, mut others) = (None, true);
        for participant in &self.participants {
            let over = participant.stage == Stage::Ended;
            if participant.is_outside() {
                customers = Some(customers.unwrap_or(true) && over);
            } else if participant.is_agent() && participant.user_id() != leg.user_id() {
                others &= over;
            }
        }
        customers.unwrap_or(others)
    }
}
