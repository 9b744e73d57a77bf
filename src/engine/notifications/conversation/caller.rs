//! The caller's name and address, and the queue (N9).

use super::read::Field;
use super::{CUSTOMER, Conversation, EXTERNAL, Participant, Stage};
use crate::engine::display::{UNKNOWN_CALLER, display_text, shown};
use json::Raw;

/// The other party, as it is displayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The name, else the address, else [`UNKNOWN_CALLER`].
    pub name: String,
    /// The phone number or address, without its scheme.
    pub address: Option<String>,
}

impl<'a> Conversation<'a> {
    /// Returns who is calling `leg`: the customer, else an external party, else the other agent. Parties that are still
    /// connected come first.
    pub fn caller(&self, leg: &Participant<'a>) -> Caller {
        let party = [CUSTOMER, EXTERNAL, ""].into_iter().find_map(|purpose| self.party(purpose, leg));
        // The leg of a callback itself contains whom to call.
        let party = party.unwrap_or(leg);
        let is_leg = std::ptr::eq(party, leg);
        let of_party = |field: Field| party.get(field).filter(|_| !is_leg);
        let number = |of: &Participant<'a>| of.callback_numbers.and_then(|numbers| numbers.elements().first().copied());
        let address = address(of_party(Field::Address))
            .or_else(|| address(of_party(Field::Ani)))
            .or_else(|| address(number(party)))
            .or_else(|| address(number(leg)));
        let name = shown(of_party(Field::ExternalContact).and_then(|contact| contact.field("name")))
            .or_else(|| shown(of_party(Field::Name)))
            .or_else(|| shown(party.callback_name))
            .or_else(|| shown(leg.callback_name))
            .or_else(|| address.clone());
        Caller { name: name.unwrap_or_else(|| UNKNOWN_CALLER.to_owned()), address }
    }

    /// Returns the queue that offers the conversation to `leg`, if any: the name in the leg, else the name of the
    /// queue's participant.
    pub fn queue_name(&self, leg: &Participant<'a>) -> Option<String> {
        let queue = leg.queue_id()?;
        let own = leg.get(Field::QueueName).or_else(|| leg.get(Field::Queue)?.field("name"));
        shown(own).or_else(|| {
            let newest_first = self.participants.iter().rev();
            newest_first.filter(|p| p.is("acd") && p.queue_id() == Some(queue)).find_map(|p| shown(p.get(Field::Name)))
        })
    }

    fn party(&self, purpose: &str, leg: &Participant<'a>) -> Option<&Participant<'a>> {
        let mut found = None;
        for participant in self.participants.iter().filter(|p| p.is_party(purpose, leg.user_id())) {
            if participant.stage != Stage::Ended {
                return Some(participant);
            }
            found = found.or(Some(participant));
        }
        found
    }
}

/// Removes the scheme and parameters of an address: `tel:+13175550142`, `sip:mara@example.com;tgrp=station`.
fn address(raw: Option<Raw<'_>>) -> Option<String> {
    let text = shown(raw)?;
    let mut address = text.split(';').next().unwrap_or_default();
    for scheme in ["tel:", "sip:", "sips:"] {
        if address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) {
            address = address.get(scheme.len()..)?;
        }
    }
    // Nothing visible may follow the scheme.
    Some(display_text(address)).filter(|address| !address.is_empty())
}
