//! A toast as the app gets it: one flat object.

use super::convert::{Last, to_js};
use crate::engine::action_io::ToastAction;
use crate::engine::{Toast, ToastLeg};
use js_sys::Object;
use wasm_bindgen::prelude::*;

// A setter for each property: a toast is made for each ring, and `serde_wasm_bindgen` would look up and pass each name.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    type ToastObject;

    #[wasm_bindgen(method, setter, structural)]
    fn set_id(this: &ToastObject, id: &str);
    #[wasm_bindgen(method, setter, structural)]
    fn set_kind(this: &ToastObject, kind: &JsValue);
    #[wasm_bindgen(method, setter, structural, js_name = conversationId)]
    fn set_conversation_id(this: &ToastObject, id: &str);
    #[wasm_bindgen(method, setter, structural, js_name = callerName)]
    fn set_caller_name(this: &ToastObject, name: &str);
    #[wasm_bindgen(method, setter, structural, js_name = mediaType)]
    fn set_media_type(this: &ToastObject, media_type: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_timestamp(this: &ToastObject, at: f64);
    #[wasm_bindgen(method, setter, structural, js_name = expiresAt)]
    fn set_expires_at(this: &ToastObject, at: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_actions(this: &ToastObject, actions: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_pending(this: &ToastObject, action: &JsValue);
    #[wasm_bindgen(method, setter, structural, js_name = participantId)]
    fn set_participant_id(this: &ToastObject, id: &str);
    #[wasm_bindgen(method, setter, structural)]
    fn set_direction(this: &ToastObject, direction: &JsValue);
    #[wasm_bindgen(method, setter, structural, js_name = communicationId)]
    fn set_communication_id(this: &ToastObject, id: &str);
    #[wasm_bindgen(method, setter, structural, js_name = queueName)]
    fn set_queue_name(this: &ToastObject, name: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_address(this: &ToastObject, address: &str);
    #[wasm_bindgen(method, setter, structural, js_name = alertingUntil)]
    fn set_alerting_until(this: &ToastObject, at: f64);
}

/// What one toast often has in common with the next one.
#[derive(Default)]
pub(super) struct ToastObjects {
    actions: Last<Vec<ToastAction>>,
    media_type: Last<String>,
    queue_name: Last<String>,
}

impl ToastObjects {
    /// Gives a toast as a frozen object. What only `notifications` knows is left out where it is not known.
    pub(super) fn object(&mut self, toast: &Toast) -> JsValue {
        let object: ToastObject = Object::new().unchecked_into();
        object.set_id(&toast.id);
        object.set_kind(&to_js(&toast.kind));
        object.set_conversation_id(&toast.conversation_id);
        object.set_caller_name(&toast.caller_name);
        object.set_media_type(&self.media_type.object(&toast.media_type));
        object.set_timestamp(toast.timestamp as f64);
        object.set_expires_at(&toast.expires_at.map_or(JsValue::NULL, |at| (at as f64).into()));
        object.set_actions(&self.actions.object(&toast.actions));
        object.set_pending(&to_js(&toast.pending));
        if let Some(leg) = &toast.leg {
            self.add_leg(&object, leg);
        }
        Object::freeze(&object);
        object.into()
    }

    fn add_leg(&mut self, object: &ToastObject, leg: &ToastLeg) {
        object.set_participant_id(&leg.participant_id);
        object.set_direction(&to_js(&leg.direction));
        if let Some(id) = &leg.communication_id {
            object.set_communication_id(id);
        }
        if let Some(name) = &leg.queue_name {
            object.set_queue_name(&self.queue_name.object(name));
        }
        if let Some(address) = &leg.address {
            object.set_address(address);
        }
        if let Some(at) = leg.alerting_until {
            object.set_alerting_until(at as f64);
        }
    }
}
