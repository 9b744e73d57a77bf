//! Maps a `disconnectType` to the way a ring ended without an answer (N10).

/// How a leg that was ringing ended. Of several communications of a leg, the greater value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// No value, an unknown one, or one that says nothing about the agent: `system`, `error`, `transport.failure`,
    /// `other`.
    Unknown,
    /// The conversation has ended for all participants.
    Over,
    /// The agent declined it, or somebody transferred it.
    Moved,
    /// The agent did not answer, or was not reachable.
    Unanswered,
}

/// Every value of the enumeration, in events and in REST answers. `peer` means that the other side left: if the
/// customer is still connected, it only means that the ring went to somebody else.
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
    /// Returns the meaning of a value. A value may have more parts (`transfer.noanswer.…`); its longest known prefix
    /// counts.
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
