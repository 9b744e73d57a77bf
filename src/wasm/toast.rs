//! A toast as the app gets it: one flat object.

use super::convert::to_frozen;
use crate::engine::action_io::{ToastAction, ToastKind};
use crate::engine::{Direction, Toast, ToastLeg};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// A toast; what only `notifications` knows is left out where it is not known.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToastObject<'a> {
    id: &'a str,
    kind: ToastKind,
    conversation_id: &'a str,
    caller_name: &'a str,
    media_type: &'a str,
    timestamp: i64,
    expires_at: Option<i64>,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    actions: JsValue,
    pending: Option<ToastAction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    participant_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    communication_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    queue_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alerting_until: Option<i64>,
}

impl<'a> From<&'a Toast> for ToastObject<'a> {
    fn from(toast: &'a Toast) -> Self {
        let leg = toast.leg.as_ref();
        let text = |text: fn(&ToastLeg) -> &Option<String>| leg.and_then(|leg| text(leg).as_deref());
        Self {
            id: &toast.id,
            kind: toast.kind,
            conversation_id: &toast.conversation_id,
            caller_name: &toast.caller_name,
            media_type: &toast.media_type,
            timestamp: toast.timestamp,
            expires_at: toast.expires_at,
            actions: to_frozen(&toast.actions),
            pending: toast.pending,
            participant_id: leg.map(|leg| leg.participant_id.as_str()),
            direction: leg.map(|leg| leg.direction),
            communication_id: text(|leg| &leg.communication_id),
            queue_name: text(|leg| &leg.queue_name),
            address: text(|leg| &leg.address),
            alerting_until: leg.and_then(|leg| leg.alerting_until),
        }
    }
}
