//! Who is calling, and for which queue (N9).

use super::{CUSTOMER, Conversation, EXTERNAL, Participant, Stage};
use crate::protocol::display::display_text;
use crate::protocol::json::Raw;
use crate::protocol::routing_events::UNKNOWN_CALLER;

/// The other party, fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// A name, else the address, else [`UNKNOWN_CALLER`].
    pub name: String,
    /// A number or address, without its scheme.
    pub address: Option<String>,
}

impl<'a> Conversation<'a> {
    /// Who is calling `leg`: the customer, else an external party, else the other agent; somebody who is still there first.
    pub fn caller(&self, leg: &Participant<'a>) -> Caller {
        let party = self
            .one_of(|p| p.is(CUSTOMER))
            .or_else(|| self.one_of(|p| p.is(EXTERNAL)))
            .or_else(|| self.one_of(|p| p.is_agent() && p.user_id != leg.user_id));
        let callbacks = || party.iter().flat_map(|p| &p.communications).chain(&leg.communications);
        let named = || callbacks().find_map(|communication| shown(communication.callback_name));
        let numbered = || callbacks().find_map(|communication| address(communication.callback_number));
        let address = party.and_then(|p| address(p.address).or_else(|| address(p.ani))).or_else(numbered);
        let name = party.and_then(|p| shown(p.external_name).or_else(|| shown(p.name))).or_else(named);
        let name = name.or_else(|| address.clone()).unwrap_or_else(|| UNKNOWN_CALLER.to_owned());
        Caller { name, address }
    }

    /// The queue that offers it to `leg`, if one does: its own word, else the name of the queue's participant.
    pub fn queue_name(&self, leg: &Participant<'_>) -> Option<String> {
        let queue = leg.queue_id.as_deref()?;
        let of_queue = |p: &&Participant<'a>| p.is("acd") && p.queue_id.as_deref() == Some(queue);
        let by_participant = || self.participants.iter().rev().filter(of_queue).find_map(|p| shown(p.name));
        shown(leg.queue_name).or_else(by_participant)
    }

    fn one_of(&self, is: impl Fn(&Participant<'a>) -> bool) -> Option<&Participant<'a>> {
        let such = || self.participants.iter().filter(|p| is(p));
        such().find(|p| p.stage() != Stage::Ended).or_else(|| such().next())
    }
}

/// A text that is fit to be shown; `None` where it is no text, or nothing is left of it.
fn shown(raw: Option<Raw<'_>>) -> Option<String> {
    let text = display_text(&raw?.text()?);
    (!text.is_empty()).then_some(text)
}

/// `tel:+13175550142`, `sip:mara@example.com;tgrp=station` → what people call it.
fn address(raw: Option<Raw<'_>>) -> Option<String> {
    let text = raw?.text()?;
    let scheme = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let rest = ["tel:", "sip:", "sips:"].into_iter().find(|prefix| scheme(prefix)).map_or(0, str::len);
    let bare = display_text(text.get(rest..)?.split(';').next().unwrap_or_default());
    (!bare.is_empty()).then_some(bare)
}
