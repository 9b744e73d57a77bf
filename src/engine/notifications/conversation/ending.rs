//! What a `disconnectType` says of a ring that nobody answered (N10).

/// How a leg ended that rang. Of several communications of a leg, the greater one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// No word, a word that is not known, or one that says nothing of the agent: `system`, `error`, `transport.failure`, `other`.
    Unknown,
    /// The conversation is over for everybody: nobody can take it any more.
    Over,
    /// The agent refused it, or somebody sent it elsewhere.
    Moved,
    /// The agent did not answer, or could not be reached.
    Unanswered,
}

/// Every word of the enumeration, those of events and those of REST. `peer` says that the other side went: of a ring whose customer is
/// still there it says no more than that it went elsewhere.
const WORDS: [(&str, Ending); 22] = [
    ("timeout", Ending::Unanswered),
    ("transfer.noanswer", Ending::Unanswered),
    ("transfer.notavailable", Ending::Unanswered),
    ("transfer.dnd", Ending::Unanswered),
    ("transfer.donotdisturb", Ending::Unanswered),
    ("endpoint.dnd", Ending::Unanswered),
    ("endpoint.donotdisturb", Ending::Unanswered),
    ("client", Ending::Moved),
    ("endpoint", Ending::Moved),
    ("transfer", Ending::Moved),
    ("transfer.conference", Ending::Moved),
    ("transfer.consult", Ending::Moved),
    ("transfer.forward", Ending::Moved),
    ("takeover", Ending::Moved),
    ("peer", Ending::Moved),
    ("spam", Ending::Over),
    ("uncallable", Ending::Over),
    ("inactivity", Ending::Over),
    ("session.expired", Ending::Over),
    ("system", Ending::Unknown),
    ("error", Ending::Unknown),
    ("other", Ending::Unknown),
];

impl Ending {
    /// What a word means. A word may grow at its end (`transfer.noanswer.…`): its longest known beginning counts.
    pub fn of(word: &str) -> Self {
        let mut known = word;
        loop {
            if let Some((_, ending)) = WORDS.iter().find(|(name, _)| known == *name) {
                return *ending;
            }
            let Some(dot) = known.bytes().rposition(|byte| byte == b'.') else { return Self::Unknown };
            known = known.get(..dot).unwrap_or_default();
        }
    }
}
