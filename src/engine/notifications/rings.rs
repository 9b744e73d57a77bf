//! "Is it ringing me?": what the legs of conversations are, whichever of stream and answers says so first (N4, N7–N10).

use super::conversation::{Conversation, Ending, Participant, Stage};
use super::topics::SubscriptionScope;
use crate::engine::context::Context;
use crate::engine::snapshot::{Direction, DismissReason, ToastLeg};
use crate::engine::time::Timestamp;
use crate::engine::timers::Timer;
use crate::engine::toasts::{Ring, Toasts};
use json::Raw;

/// How many conversations are remembered; the one heard of longest ago goes first, if it does not ring.
const MAX_CONVERSATIONS: usize = 500;

/// How long after the end of an alert its word is waited for before the list is asked for, and for that (N10), in ms.
const ALERT_GRACE_MS: u64 = 1_000;
const ANSWER_GRACE_MS: u64 = 5_000;

/// How long the list is waited for after a suspected sleep (N4), in ms: a network may take its time to come back.
const SUSPECT_GRACE_MS: u64 = 20_000;

/// How long a ring that the list still has after its alert's end is believed (N10), in ms.
const EXTENSION_MS: u64 = 15_000;

/// An agent's part in a conversation. It moves one way only (N4).
#[derive(Debug)]
struct Leg {
    participant: String,
    agent: String,
    stage: Stage,
    /// Its place in the order in which legs became known.
    serial: u64,
    /// Whether it has had its toast.
    reported: bool,
    /// Whether a frame has brought it (N5).
    by_frame: bool,
    /// Since when the list has had it and no frame has (N5).
    suspected_at: Option<Timestamp>,
    alert_ends: AlertEnd,
    /// Whether it is a voice call that is connected (A9).
    in_call: bool,
}

/// When an alert is over that nobody has ended (N10).
#[derive(Clone, Copy, Debug)]
enum AlertEnd {
    /// It is not known.
    Unknown,
    /// Then the list is asked for.
    At(Timestamp),
    /// It has been asked for, and is waited for until then.
    Checking(Timestamp),
}

#[derive(Debug)]
struct TrackedConversation {
    conversation: String,
    legs: Vec<Leg>,
}

/// What a conversation was told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The stream.
    Frame,
    /// The list; whether what began before the socket is in it already (N5).
    List {
        /// Whether a ring that is new in it should have come by the stream.
        settled: bool,
    },
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// How many toasts it made, and removed.
    pub(super) shown: u32,
    pub(super) removed: u32,
    /// A ring that no frame has brought.
    pub(super) suspect: bool,
    /// Since when such a ring has been known, if it is in the list again.
    pub(super) still_suspect_since: Option<Timestamp>,
    /// Whether it told of a ring what was known.
    pub(super) repeated: bool,
}

/// Remembers legs, and keeps the toasts equal to those that ring.
#[derive(Debug, Default)]
pub(super) struct Rings {
    /// The one heard of last at the end.
    tracked: Vec<TrackedConversation>,
    serial: u64,
}

impl Rings {
    /// How many legs have been known: what comes later has a greater number.
    pub(super) fn serial(&self) -> u64 {
        self.serial
    }

    /// Remembers a ring whose toast a failed instance left (D4).
    pub(super) fn restore(&mut self, conversation: &str, participant: &str) {
        self.serial += 1;
        let mut leg = Leg::new(participant.to_owned(), Stage::Ringing, self.serial);
        leg.reported = true;
        let mut tracked = self.take_out(conversation);
        tracked.legs.push(leg);
        self.tracked.push(tracked);
    }

    /// Merges what was told of a conversation: a leg that was further already stays so (N4).
    pub(super) fn merge(
        &mut self,
        cx: &mut Context,
        toasts: &mut Toasts,
        scope: &SubscriptionScope,
        event: &Conversation<'_>,
        origin: Origin,
    ) -> Merged {
        let mut merged = Merged::default();
        let theirs = |p: &&Participant<'_>| p.is_agent() && p.user_id().is_some_and(|id| scope.includes(id));
        if !event.participants.iter().any(|p| theirs(&p)) {
            return merged;
        }
        let id = text(Some(event.id));
        let mut tracked = self.take_out(&id);
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
            leg.stage = leg.stage.max(participant.stage);
            leg.in_call = leg.stage == Stage::Connected && (leg.in_call || participant.in_call);
            let rings = leg.stage == Stage::Ringing;
            match origin {
                Origin::Frame => leg.by_frame = true,
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
            if let (true, AlertEnd::Checking(_)) = (rings, leg.alert_ends) {
                leg.alert_ends = AlertEnd::At(cx.now() + EXTENSION_MS);
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
                if origin != Origin::Frame && !covered(scope, participant) {
                    continue;
                }
                if let Some(ring) = ring(cx, event, participant) {
                    leg.reported = true;
                    leg.alert_ends = participant
                        .alerting_timeout_ms()
                        .map_or(AlertEnd::Unknown, |ms| AlertEnd::At(cx.now() + ms + ALERT_GRACE_MS));
                    merged.shown += 1;
                    toasts.add(cx, ring);
                }
            } else if !rings && leg.reported {
                let reason = match (leg.stage, participant) {
                    (Stage::Connected, _) => DismissReason::Answered,
                    (Stage::Ended, Some(participant)) => ended(event, participant),
                    (Stage::Ended | Stage::Ringing | Stage::Quiet, _) => DismissReason::Moved,
                };
                // A ring that counts again when a newer one has ended is shown again.
                leg.reported = leg.stage != Stage::Ringing;
                merged.removed += u32::from(toasts.remove_ring(cx, &id, Some(&leg.participant), reason));
            }
        }
        self.tracked.push(tracked);
        self.arm(cx);
        merged
    }

    /// Ends what rings of the token's user, was known before the list was asked for, and is not in it (N4). Returns how many toasts went.
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
                    let overdue = matches!(leg.alert_ends, AlertEnd::Checking(_));
                    let reason = if overdue { DismissReason::Missed } else { DismissReason::Ended };
                    leg.stage = Stage::Ended;
                    removed += u32::from(toasts.remove_ring(cx, conversation, Some(&leg.participant), reason));
                }
            }
        }
        self.arm(cx);
        removed
    }

    /// An alert should be over, or the list about it has not come (N10). Returns whether the list is to be asked for.
    pub(super) fn handle_alert_ends(&mut self, cx: &mut Context, toasts: &mut Toasts, can_list: bool) -> bool {
        let mut ask = false;
        for TrackedConversation { conversation, legs } in &mut self.tracked {
            for leg in legs.iter_mut().filter(|leg| leg.stage == Stage::Ringing) {
                match leg.alert_ends {
                    AlertEnd::At(at) if at <= cx.now() && can_list => {
                        leg.alert_ends = AlertEnd::Checking(cx.now() + ANSWER_GRACE_MS);
                        ask = true;
                    }
                    AlertEnd::At(at) | AlertEnd::Checking(at) if at <= cx.now() => {
                        leg.stage = Stage::Ended;
                        toasts.remove_ring(cx, conversation, Some(&leg.participant), DismissReason::Missed);
                    }
                    AlertEnd::Unknown | AlertEnd::At(_) | AlertEnd::Checking(_) => {}
                }
            }
        }
        self.arm(cx);
        ask
    }

    /// The computer may have slept for so long: a ring of `owner`, of whom the list speaks, is over unless the list has it. Of others,
    /// and where there is no list, it is not known that the time passed: their alerts end so much later (N4).
    pub(super) fn suspect(&mut self, cx: &mut Context, slept_ms: u64, owner: Option<&str>) {
        for leg in
            self.tracked.iter_mut().flat_map(|tracked| &mut tracked.legs).filter(|leg| leg.stage == Stage::Ringing)
        {
            let listed = owner.is_some_and(|owner| leg.agent.is_empty() || leg.agent == owner);
            leg.alert_ends = match leg.alert_ends {
                _ if listed => AlertEnd::Checking(cx.now() + SUSPECT_GRACE_MS),
                AlertEnd::At(at) => AlertEnd::At(at + slept_ms),
                AlertEnd::Checking(at) => AlertEnd::Checking(at + slept_ms),
                AlertEnd::Unknown => AlertEnd::Unknown,
            };
        }
        self.arm(cx);
    }

    /// Another socket receives now: what it has not brought is no sign of a deaf channel (N5).
    pub(super) fn forget_suspicions(&mut self) {
        for leg in self.tracked.iter_mut().flat_map(|tracked| &mut tracked.legs) {
            leg.suspected_at = None;
        }
    }

    /// Whether a voice call of this agent is connected (A9).
    pub(super) fn in_call(&self, agent: &str) -> bool {
        self.tracked.iter().flat_map(|tracked| &tracked.legs).any(|leg| leg.in_call && leg.agent == agent)
    }

    pub(super) fn forget(&mut self) {
        self.tracked.clear();
    }

    /// Takes out what is known of a conversation. Put back, it is the one heard of last.
    fn take_out(&mut self, conversation: &str) -> TrackedConversation {
        if let Some(at) = self.tracked.iter().position(|tracked| json::same(&tracked.conversation, conversation)) {
            return self.tracked.remove(at);
        }
        if self.tracked.len() >= MAX_CONVERSATIONS {
            let still = |tracked: &TrackedConversation| tracked.legs.iter().all(|leg| leg.stage != Stage::Ringing);
            let at = self.tracked.iter().position(still).unwrap_or(0);
            self.tracked.remove(at);
        }
        TrackedConversation { conversation: conversation.to_owned(), legs: Vec::new() }
    }

    fn arm(&self, cx: &mut Context) {
        let ends = self.tracked.iter().flat_map(|tracked| &tracked.legs).filter(|leg| leg.stage == Stage::Ringing);
        let next = ends
            .filter_map(|leg| match leg.alert_ends {
                AlertEnd::Unknown => None,
                AlertEnd::At(at) | AlertEnd::Checking(at) => Some(at),
            })
            .min();
        match next {
            Some(at) => cx.timers.set(Timer::Alert, at),
            None => cx.timers.stop(Timer::Alert),
        }
    }
}

impl Leg {
    fn new(participant: String, stage: Stage, serial: u64) -> Self {
        Self {
            participant,
            agent: String::new(),
            stage,
            serial,
            reported: false,
            by_frame: false,
            suspected_at: None,
            alert_ends: AlertEnd::Unknown,
            in_call: false,
        }
    }

    fn is(&self, participant: &Participant<'_>) -> bool {
        participant.id().is_some_and(|id| id.is(&self.participant))
    }

    /// Whether it is being offered or held; what is neither known to ring nor to be answered says nothing.
    fn is_active(&self) -> bool {
        matches!(self.stage, Stage::Ringing | Stage::Connected)
    }
}

/// Whether a leg is the newest of its agent that has not ended (N7).
fn counts(legs: &[Leg], at: usize) -> bool {
    let later = legs.get(at..).and_then(<[Leg]>::split_first);
    later.is_some_and(|(leg, newer)| {
        leg.is_active() && !newer.iter().any(|newer| newer.agent == leg.agent && newer.is_active())
    })
}

fn covered(scope: &SubscriptionScope, participant: &Participant<'_>) -> bool {
    scope.covers(participant.ringing.map_or("", |ringing| ringing.media_type), participant.queue_id())
}

/// The ring of a leg, as the toast has it (O1, N9). `None` where it does not say what rings.
fn ring(cx: &Context, event: &Conversation<'_>, participant: &Participant<'_>) -> Option<Ring> {
    let ringing = participant.ringing?;
    let caller = event.caller(participant);
    let until = participant.alerting_timeout_ms().map(|ms| cx.to_wall(cx.now() + ms));
    Some(Ring {
        conversation_id: text(Some(event.id)),
        caller_name: caller.name,
        media_type: ringing.media_type.to_owned(),
        leg: Some(ToastLeg {
            participant_id: text(participant.id()),
            communication_id: ringing.id.map(|id| text(Some(id))),
            direction: if ringing.outbound { Direction::Outbound } else { Direction::Inbound },
            queue_name: event.queue_name(participant),
            address: caller.address,
            alerting_until: until,
        }),
    })
}

/// Why the toast of a leg goes that ended without an answer (N10).
fn ended(event: &Conversation<'_>, participant: &Participant<'_>) -> DismissReason {
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

/// What stands in a field; nothing where it is no text.
fn text(raw: Option<Raw<'_>>) -> String {
    raw.and_then(Raw::text).map_or_else(String::new, |text| text.into_owned())
}
