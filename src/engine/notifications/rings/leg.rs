//! An agent's part in a conversation, as it is tracked.

use super::super::conversation::{Participant, Stage};
use crate::engine::time::Timestamp;

/// An agent's part in a conversation. Its stage only increases (N4).
#[derive(Debug)]
pub(super) struct Leg {
    pub(super) participant: String,
    pub(super) agent: String,
    pub(super) stage: Stage,
    /// Its number, in the order in which legs were seen first.
    pub(super) serial: u64,
    /// Whether it has had its toast.
    pub(super) reported: bool,
    /// Whether a frame contained it (N5).
    pub(super) by_frame: bool,
    /// Since when the list contains it although no frame did (N5).
    pub(super) suspected_at: Option<Timestamp>,
    pub(super) ring_ends: RingEnd,
    /// Whether it is a voice call that is connected (A9).
    pub(super) in_call: bool,
    /// Whether it is a direct call from a colleague (C3).
    pub(super) direct: bool,
    /// Whether the agent has answered or declined it, and that is not decided yet (C5).
    pub(super) acting: bool,
    /// Whether it is connected automatically (C8).
    pub(super) auto_answer: bool,
    /// Whether it has had its notice (C8).
    pub(super) noticed: bool,
    /// Whether a colleague had answered when it ended (C4).
    pub(super) by_colleague: bool,
}

/// What the action of an agent needs to know of a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine::notifications) enum LegState {
    /// It rings, as far as is known.
    Alerting,
    /// It is connected.
    Connected,
    /// It has ended, or is not known any more.
    Ended {
        /// Whether a colleague answered.
        by_colleague: bool,
    },
}

/// When a ring without an end event ends (N10).
#[derive(Clone, Copy, Debug)]
pub(super) enum RingEnd {
    /// The end is unknown.
    Unknown,
    /// At this time the list is requested.
    At(Timestamp),
    /// The list is requested; without an answer the ring ends at this time.
    Checking(Timestamp),
}

impl RingEnd {
    /// When something has to be done about it.
    pub(super) fn at(self) -> Option<Timestamp> {
        match self {
            Self::Unknown => None,
            Self::At(at) | Self::Checking(at) => Some(at),
        }
    }
}

impl Leg {
    pub(super) fn new(participant: String, stage: Stage, serial: u64) -> Self {
        Self {
            participant,
            agent: String::new(),
            stage,
            serial,
            reported: false,
            by_frame: false,
            suspected_at: None,
            ring_ends: RingEnd::Unknown,
            in_call: false,
            direct: false,
            acting: false,
            auto_answer: false,
            noticed: false,
            by_colleague: false,
        }
    }

    pub(super) fn is(&self, participant: &Participant<'_>) -> bool {
        participant.id().is_some_and(|id| id.is(&self.participant))
    }

    pub(super) fn state(&self) -> LegState {
        match self.stage {
            Stage::Quiet | Stage::Ringing => LegState::Alerting,
            Stage::Connected => LegState::Connected,
            Stage::Ended => LegState::Ended { by_colleague: self.by_colleague },
        }
    }

    /// Returns whether it is ringing or answered. A leg in an unknown state does not count.
    pub(super) fn is_active(&self) -> bool {
        matches!(self.stage, Stage::Ringing | Stage::Connected)
    }
}

/// Returns whether a leg is the newest active one of its agent (N7).
pub(super) fn counts(legs: &[Leg], at: usize) -> bool {
    let later = legs.get(at..).and_then(<[Leg]>::split_first);
    later.is_some_and(|(leg, newer)| {
        leg.is_active() && !newer.iter().any(|newer| newer.agent == leg.agent && newer.is_active())
    })
}
