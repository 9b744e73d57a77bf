//! A toast as the app gets it: one flat object.

use crate::engine::{Direction, Toast, ToastLeg};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A toast; what only `notifications` knows is left out where it is not known.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToastObject<'a> {
    id: Cow<'a, str>,
    conversation_id: Cow<'a, str>,
    caller_name: Cow<'a, str>,
    media_type: Cow<'a, str>,
    timestamp: i64,
    expires_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    participant_id: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    communication_id: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    queue_name: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alerting_until: Option<i64>,
}

impl<'a> From<&'a Toast> for ToastObject<'a> {
    fn from(toast: &'a Toast) -> Self {
        let leg = toast.leg.as_ref();
        let text = |text: fn(&ToastLeg) -> &Option<String>| leg.and_then(|leg| text(leg).as_deref()).map(Cow::Borrowed);
        Self {
            id: Cow::Borrowed(&toast.id),
            conversation_id: Cow::Borrowed(&toast.conversation_id),
            caller_name: Cow::Borrowed(&toast.caller_name),
            media_type: Cow::Borrowed(&toast.media_type),
            timestamp: toast.timestamp,
            expires_at: toast.expires_at,
            participant_id: leg.map(|leg| Cow::Borrowed(leg.participant_id.as_str())),
            direction: leg.map(|leg| leg.direction),
            communication_id: text(|leg| &leg.communication_id),
            queue_name: text(|leg| &leg.queue_name),
            address: text(|leg| &leg.address),
            alerting_until: leg.and_then(|leg| leg.alerting_until),
        }
    }
}

impl From<ToastObject<'_>> for Toast {
    fn from(object: ToastObject<'_>) -> Self {
        let leg = object.participant_id.map(|participant_id| ToastLeg {
            participant_id: participant_id.into_owned(),
            direction: object.direction.unwrap_or_default(),
            communication_id: object.communication_id.map(Cow::into_owned),
            queue_name: object.queue_name.map(Cow::into_owned),
            address: object.address.map(Cow::into_owned),
            alerting_until: object.alerting_until,
        });
        Self {
            id: object.id.into_owned(),
            conversation_id: object.conversation_id.into_owned(),
            caller_name: object.caller_name.into_owned(),
            media_type: object.media_type.into_owned(),
            timestamp: object.timestamp,
            expires_at: object.expires_at,
            leg,
        }
    }
}
