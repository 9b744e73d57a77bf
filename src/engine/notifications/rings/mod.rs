//! Decides which legs ring the agent, from the stream and from the list of conversations (N4, N7–N10).

mod leg;
mod toast;

use super::conversation::{Conversation, Participant, Stage};
use super::topics::SubscriptionScope;
use crate::engine::action_io::ToastKind;
use crate::engine::context::Context;
use crate::engine::snapshot::DismissReason;
use crate::engine::tabs::message::RingKey;
use crate::engine::time::Timestamp;
use crate::engine::timers::Timer;
use crate::engine::toasts::Toasts;
pub(super) use leg::LegState;
use leg::{Leg, RingEnd, counts};
use toast::{ended, ring, text};

/// The most conversations that are tracked. The one without an update for the longest time is removed first, unless it
/// is ringing.
const MAX_CONVERSATIONS: usize = 500;

/// How long after the expected end of a ring the engine waits for its event, and then for the list (N10), in ms.
const END_GRACE_MS: u64 = 1_000;
const ANSWER_GRACE_MS: u64 = 5_000;

/// How long the engine waits for the list after a suspected sleep (N4), in ms. The network may need that time.
const SUSPECT_GRACE_MS: u64 = 20_000;

/// How much longer a ring lasts that the list still contains after its expected end (N10), in ms.
const EXTENSION_MS: u64 = 15_000;

#[derive(Debug)]
struct TrackedConversation {
    conversation: String,
    legs: Vec<Leg>,
}

/// Where an update comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A frame of the stream.
    Frame {
        /// Whether the list was merged since the live socket receives events: what is new is new to the agent, too (C8).
        settled: bool,
    },
    /// The list of conversations.
    List {
        /// Whether the stream should have delivered a ring that is new in the list (N5).
        settled: bool,
    },
}

/// The result of a merge.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// How many toasts it added and removed.
    pub(super) shown: u32,
    pub(super) removed: u32,
    /// Whether a ring is suspect: the list contains it, and no frame did.
    pub(super) suspect: bool,
    /// Since when such a ring is suspect, if the list contains it again.
    pub(super) still_suspect_since: Option<Timestamp>,
    /// Whether the update repeated a ring that was tracked.
    pub(super) repeated: bool,
}

/// Tracks legs, and shows a toast for each one that is ringing.
#[derive(Debug, Default)]
pub(super) struct Rings {
    /// The tracked conversations; the last one had the latest update.
    tracked: Vec<TrackedConversation>,
    serial: u64,
}

impl Rings {
    /// Returns the serial number of the newest leg.
    pub(super) fn serial(&self) -> u64 {
        self.serial
    }

    /// Tracks the ring of a toast from before a panic (D4).
    pub(super) fn restore(&mut self, conversation: &str, participant: &str) {
        self.serial += 1;
        let mut leg = Leg::new(participant.to_owned(), Stage::Ringing, self.serial);
        leg.reported = true;
        let mut tracked = self.take_out(conversation);
        tracked.legs.push(leg);
        self.tracked.push(tracked);
    }

    /// Merges an update into the tracked conversation. A leg never goes back to an earlier stage (N4).
    pub(super) fn merge(
        &mut self,
        cx: &mut Context,
        toasts: &mut Toasts,
        scope: &SubscriptionScope,
        event: &Conversation<'_>,
        origin: Origin,
    ) -> Merged {
        let (mut merged, mut notices) = (Merged::default(), Vec::new());
        let theirs = |p: &&Participant<'_>| p.is_agent() && p.user_id().is_some_and(|id| scope.includes(id));
        if !event.participants.iter().any(|p| theirs(&p)) {
            return merged;
        }
        let id = text(Some(event.id));
        let mut tracked = self.take_out(&id);
        let ended_at = tracked.next_end();
        for participant in event.participants.iter().filter(theirs) {
            let new = !tracked.legs.iter().any(|leg| leg.is(participant));
            if new {
                self.serial += 1;
                tracked.legs.push(Leg::new(text(participant.id()), Stage::Quiet, self.serial));
            }
            let Some(leg) = tracked.legs.iter_mut().find(|leg| leg.is(participant)) else { continue };
            if leg.agent.is_empty() {
                leg.agent = text(participant.user_id());
            }
            let before = leg.stage;
            leg.stage = leg.stage.max(participant.stage);
            leg.auto_answer |= participant.auto_answer;
            leg.by_colleague |= leg.stage == Stage::Ended && event.is_answered_by_colleague(participant);
            if before < Stage::Connected
                && leg.stage == Stage::Connected
                && let Some(connected) = participant.connected
                && connected_by_itself(leg, before, origin, connected.outbound)
                && !scope.actions_of(cx, &leg.agent).is_empty()
            {
                leg.noticed = true;
                notices.push(ring(cx, event, participant, connected, ToastKind::AutoAnswered, Vec::new()));
            }
            leg.in_call = leg.stage == Stage::Connected && (leg.in_call || participant.in_call);
            let rings = leg.stage == Stage::Ringing;
            match origin {
                Origin::Frame { .. } => leg.by_frame = true,
                Origin::List { settled } if rings && !leg.by_frame => {
                    if let Some(since) = leg.suspected_at {
                        merged.still_suspect_since = merged.still_suspect_since.or(Some(since));
                    } else if new && settled && covered(scope, participant) {
                        leg.suspected_at = Some(cx.now());
                        merged.suspect = true;
                    }
                }
                Origin::List { .. } => {}
            }
            if let (true, RingEnd::Checking(_)) = (rings, leg.ring_ends) {
                leg.ring_ends = RingEnd::At(cx.now() + EXTENSION_MS);
            }
            merged.repeated |= rings && !new;
        }
        for at in 0..tracked.legs.len() {
            let counts = counts(&tracked.legs, at);
            let Some(leg) = tracked.legs.get_mut(at) else { break };
            let participant = event.participants.iter().find(|participant| leg.is(participant));
            let rings = counts && leg.stage == Stage::Ringing;
            if rings && !leg.reported {
                let Some(participant) = participant else { continue };
                if matches!(origin, Origin::List { .. }) && !covered(scope, participant) {
                    continue;
                }
                if let Some(ringing) = participant.ringing {
                    let actions = scope.actions_of(cx, &leg.agent);
                    let ring = ring(cx, event, participant, ringing, ToastKind::Ring, actions);
                    leg.reported = true;
                    leg.direct = event.is_direct_to(participant);
                    leg.ring_ends = participant
                        .alerting_timeout_ms()
                        .map_or(RingEnd::Unknown, |ms| RingEnd::At(cx.now() + ms + END_GRACE_MS));
                    merged.shown += 1;
                    toasts.add(cx, ring);
                }
            } else if !rings && leg.reported {
                let reason = match (leg.stage, participant) {
                    (Stage::Connected, _) => DismissReason::Answered,
                    (Stage::Ended, Some(participant)) => ended(event, participant),
                    (Stage::Ended | Stage::Ringing | Stage::Quiet, _) => DismissReason::Moved,
                };
                // A ring that counts again after a newer one has ended is shown again.
                leg.reported = leg.stage != Stage::Ringing;
                merged.removed += u32::from(toasts.remove_ring(cx, &id, Some(&leg.participant), reason));
            } else if let (true, Stage::Ended, Some(participant)) = (leg.noticed, leg.stage, participant) {
                leg.noticed = false;
                toasts.remove_ring(cx, &id, Some(&leg.participant), ended(event, participant));
            }
        }
        for notice in notices {
            toasts.add(cx, notice);
        }
        let ends_at = tracked.next_end();
        self.tracked.push(tracked);
        self.rearm(cx, ended_at, ends_at);
        merged
    }

    /// Returns the rings that were shown and have no toast any more: the agent has closed them, or their time was over (L3).
    pub(super) fn closed(&self, toasts: &Toasts) -> Vec<RingKey> {
        let mut closed = Vec::new();
        for TrackedConversation { conversation, legs } in &self.tracked {
            for leg in legs.iter().filter(|leg| leg.reported && leg.stage == Stage::Ringing) {
                if !toasts.has_ring(conversation, &leg.participant) {
                    let participant = Some(leg.participant.clone());
                    closed.push(RingKey { conversation: conversation.clone(), participant });
                }
            }
        }
        closed
    }

    /// Returns the state of a leg.
    pub(super) fn leg_state(&self, conversation: &str, participant: &str) -> LegState {
        self.leg(conversation, participant).map_or(LegState::Ended { by_colleague: false }, Leg::state)
    }

    /// Returns whether a leg is a direct call from a colleague (C3).
    pub(super) fn is_direct(&self, conversation: &str, participant: &str) -> bool {
        self.leg(conversation, participant).is_some_and(|leg| leg.direct)
    }

    /// Notes whether an action of a leg is pending (C5).
    pub(super) fn set_acting(&mut self, conversation: &str, participant: &str, acting: bool) {
        let legs = self
            .tracked
            .iter_mut()
            .filter(|one| json::same(&one.conversation, conversation))
            .flat_map(|one| &mut one.legs);
        for leg in legs.filter(|leg| leg.participant == participant) {
            leg.acting = acting;
        }
    }

    fn leg(&self, conversation: &str, participant: &str) -> Option<&Leg> {
        let tracked = self.tracked.iter().find(|tracked| json::same(&tracked.conversation, conversation))?;
        tracked.legs.iter().find(|leg| leg.participant == participant)
    }

    /// Ends the rings of the token's user that the list does not contain, unless they are newer than its request (N4).
    /// Returns how many toasts that removed.
    pub(super) fn end_absent(
        &mut self,
        cx: &mut Context,
        toasts: &mut Toasts,
        owner: &str,
        before_serial: u64,
        list: &[Conversation<'_>],
    ) -> u32 {
        let mut removed = 0;
        for TrackedConversation { conversation, legs } in &mut self.tracked {
            let listed = list.iter().find(|listed| listed.id.is(conversation));
            for leg in legs.iter_mut() {
                let there = listed.is_some_and(|event| event.participants.iter().any(|p| leg.is(p)));
                let theirs = leg.agent.is_empty() || leg.agent == owner;
                leg.in_call &= there || !theirs || leg.serial > before_serial;
                if leg.stage == Stage::Ringing && theirs && leg.serial <= before_serial && !there {
                    let overdue = matches!(leg.ring_ends, RingEnd::Checking(_));
                    let reason = if overdue { DismissReason::Missed } else { DismissReason::Ended };
                    leg.stage = Stage::Ended;
                    removed += u32::from(toasts.remove_ring(cx, conversation, Some(&leg.participant), reason));
                }
            }
        }
        self.arm(cx);
        removed
    }

    /// Handles rings that should have ended, and lists that did not arrive (N10). Returns whether to request the list.
    pub(super) fn handle_ring_ends(&mut self, cx: &mut Context, toasts: &mut Toasts, can_list: bool) -> bool {
        let mut ask = false;
        for TrackedConversation { conversation, legs } in &mut self.tracked {
            for leg in legs.iter_mut().filter(|leg| leg.stage == Stage::Ringing) {
                match leg.ring_ends {
                    RingEnd::At(at) if at <= cx.now() && can_list => {
                        leg.ring_ends = RingEnd::Checking(cx.now() + ANSWER_GRACE_MS);
                        ask = true;
                    }
                    RingEnd::At(at) | RingEnd::Checking(at) if at <= cx.now() => {
                        leg.stage = Stage::Ended;
                        toasts.remove_ring(cx, conversation, Some(&leg.participant), DismissReason::Missed);
                    }
                    RingEnd::Unknown | RingEnd::At(_) | RingEnd::Checking(_) => {}
                }
            }
        }
        self.arm(cx);
        ask
    }

    /// Handles a possible sleep of `slept_ms`. A ring of `owner`, whose conversations the list contains, ends unless
    /// the list still has it. For other agents, and without a list, it is unknown whether time has passed: their rings
    /// last that much longer (N4).
    pub(super) fn suspect(&mut self, cx: &mut Context, slept_ms: u64, owner: Option<&str>) {
        for leg in
            self.tracked.iter_mut().flat_map(|tracked| &mut tracked.legs).filter(|leg| leg.stage == Stage::Ringing)
        {
            let listed = owner.is_some_and(|owner| leg.agent.is_empty() || leg.agent == owner);
            leg.ring_ends = match leg.ring_ends {
                _ if listed => RingEnd::Checking(cx.now() + SUSPECT_GRACE_MS),
                RingEnd::At(at) => RingEnd::At(at + slept_ms),
                RingEnd::Checking(at) => RingEnd::Checking(at + slept_ms),
                RingEnd::Unknown => RingEnd::Unknown,
            };
        }
        self.arm(cx);
    }

    /// Clears the suspicions: the live socket has changed, and rings that it did not deliver are no sign of a deaf
    /// channel (N5).
    pub(super) fn forget_suspicions(&mut self) {
        for leg in self.tracked.iter_mut().flat_map(|tracked| &mut tracked.legs) {
            leg.suspected_at = None;
        }
    }

    /// Returns whether a voice call of this agent is connected (A9).
    pub(super) fn in_call(&self, agent: &str) -> bool {
        self.tracked.iter().flat_map(|tracked| &tracked.legs).any(|leg| leg.in_call && leg.agent == agent)
    }

    pub(super) fn forget(&mut self) {
        self.tracked.clear();
    }

    /// Removes and returns a tracked conversation, or a new one. The caller adds it again at the end, as the one with
    /// the latest update.
    fn take_out(&mut self, conversation: &str) -> TrackedConversation {
        // The next update is likely about one of those that were updated last.
        let known = self.tracked.iter().rposition(|tracked| json::same(&tracked.conversation, conversation));
        if let Some(at) = known {
            return self.tracked.remove(at);
        }
        if self.tracked.len() >= MAX_CONVERSATIONS {
            let still = |tracked: &TrackedConversation| tracked.legs.iter().all(|leg| leg.stage != Stage::Ringing);
            self.tracked.remove(self.tracked.iter().position(still).unwrap_or(0));
        }
        TrackedConversation { conversation: conversation.to_owned(), legs: Vec::new() }
    }

    /// Sets the timer after the next end of one conversation has become another one.
    fn rearm(&self, cx: &mut Context, before: Option<Timestamp>, after: Option<Timestamp>) {
        match (cx.timers.get(Timer::RingEnd), before, after) {
            (Some(_), before, after) if before == after => {}
            (Some(armed), None, Some(at)) => cx.timers.set(Timer::RingEnd, armed.min(at)),
            (None, None, None) => {}
            _ => self.arm(cx),
        }
    }

    fn arm(&self, cx: &mut Context) {
        match self.tracked.iter().filter_map(TrackedConversation::next_end).min() {
            Some(at) => cx.timers.set(Timer::RingEnd, at),
            None => cx.timers.stop(Timer::RingEnd),
        }
    }
}

impl TrackedConversation {
    /// When the first of its rings ends, or its list is overdue (N10).
    fn next_end(&self) -> Option<Timestamp> {
        let ringing = self.legs.iter().filter(|leg| leg.stage == Stage::Ringing);
        ringing.filter_map(|leg| leg.ring_ends.at()).min()
    }
}

fn covered(scope: &SubscriptionScope, participant: &Participant<'_>) -> bool {
    scope.covers(participant.ringing.map_or("", |ringing| ringing.media_type), participant.queue_id())
}

/// Returns whether a leg was connected without an action of the agent: it should be, or it never rang (C8). A list
/// says nothing about that: what it contains may have been answered while no event came. What the contact centre
/// started, such as an e-mail of the agent's own, need not ring.
fn connected_by_itself(leg: &Leg, before: Stage, origin: Origin, outbound: bool) -> bool {
    let Origin::Frame { settled } = origin else { return false };
    !leg.acting && (leg.auto_answer || (settled && before == Stage::Quiet && !outbound))
}
