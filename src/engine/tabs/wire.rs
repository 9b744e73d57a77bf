//! Reads messages as the bus delivers them: plain objects, in the form in which serde writes them (L1).

use super::message::{Envelope, RingKey, SharedAlerts, SharedState, TabAttention, TabCommand, TabId, TabMessage};
use crate::engine::action_io::{ActionError, AgentState};
use crate::engine::alert_state::Muted;
use crate::engine::error::{ErrorCode, PublicError};
use crate::engine::options::{OptionType, OptionValue};
use crate::engine::snapshot::{DismissReason, StatusDetail, Toast, ToastId, ToastLeg};
use std::rc::Rc;

impl Envelope {
    /// Reads a message. `None` if it is none: another version may look different.
    pub fn read<V: OptionValue>(value: &V) -> Option<Self> {
        let message = read_message(&value.property("message")?)?;
        Some(Self { version: number(value, "version")? as u32, from: tab(&value.property("from")?)?, message })
    }
}

fn read_message<V: OptionValue>(value: &V) -> Option<TabMessage> {
    let body = value.property("body");
    Some(match value.property("type")?.text()?.as_str() {
        "hello" => TabMessage::Hello,
        "state" => TabMessage::State(Box::new(read_state(&body?)?)),
        "ping" => TabMessage::Ping,
        "pong" => TabMessage::Pong,
        "command" => TabMessage::Command(read_command(&body?)?),
        "settled" => {
            let body = body?;
            let error = match body.property("error") {
                Some(error) => Some(read_action_error(&error)?),
                None => None,
            };
            TabMessage::Settled { tab: tab(&body.property("tab")?)?, call: number(&body, "call")? as u32, error }
        }
        "attention" => TabMessage::Attention(read_attention(&body?)),
        "alert" => TabMessage::Alert(tab(&body?)?),
        "alerting" => TabMessage::Alerting,
        "want-lead" => TabMessage::WantLead,
        "yield" => TabMessage::Yield(tab(&body?)?),
        "bye" => TabMessage::Bye,
        _ => return None,
    })
}

fn read_command<V: OptionValue>(value: &V) -> Option<TabCommand> {
    let body = value.property("body");
    let id = || body.as_ref().and_then(V::text);
    Some(match value.property("type")?.text()?.as_str() {
        "dismiss" => TabCommand::Dismiss(id()?),
        "closed" => TabCommand::Closed(read_ring_key(&body?)?),
        "pause" => TabCommand::Pause(id()),
        "resume" => TabCommand::Resume(id()),
        "start" => TabCommand::Start,
        "retry" => TabCommand::Retry,
        "silence" => TabCommand::Silence(id()),
        "mute" => TabCommand::Mute(body.and_then(|body| body.number()).map(|ms| ms as u64)),
        "unmute" => TabCommand::Unmute,
        "act" => {
            let body = body?;
            let (action, toast) = (OptionType::read(&body.property("action")?)?, text(&body, "toast")?);
            TabCommand::Act { call: number(&body, "call")? as u32, action, toast }
        }
        "back-on-queue" => TabCommand::BackOnQueue(body?.number()? as u32),
        _ => return None,
    })
}

fn read_state<V: OptionValue>(value: &V) -> Option<SharedState> {
    let alerts = value.property("alerts")?;
    Some(SharedState {
        term: number(value, "term")? as u64,
        number: number(value, "number")? as u64,
        leader_visible: flag(value, "leaderVisible"),
        settled: flag(value, "settled"),
        attention: value.property("attention").map_or_else(TabAttention::default, |it| read_attention(&it)),
        toasts: list(value, "toasts").iter().map(|toast| read_toast(toast).map(Rc::new)).collect::<Option<_>>()?,
        gone: list(value, "gone").iter().filter_map(read_gone).collect(),
        closed: list(value, "closed").iter().filter_map(read_ring_key).collect(),
        status: word(value, "status")?,
        status_detail: read_detail(&value.property("statusDetail")?)?,
        error: value.property("error").and_then(|error| read_error(&error)),
        alerts: SharedAlerts {
            muted: alerts.property("muted").map(|muted| Muted { until: time(&muted, "until") }),
            silenced: list(&alerts, "silenced").iter().filter_map(V::text).collect(),
            unconfirmed: list(&alerts, "unconfirmed").iter().filter_map(V::text).collect(),
            is_receiving: flag(&alerts, "isReceiving"),
            in_call: flag(&alerts, "inCall"),
        },
        agent: AgentState { routing_status: text(&value.property("agent")?, "routingStatus") },
    })
}

/// Reads a toast, as the app gets it or as the bus delivers it. `None` if it is none.
pub fn read_toast<V: OptionValue>(object: &V) -> Option<Toast> {
    let leg = text(object, "participantId").map(|participant_id| ToastLeg {
        participant_id,
        direction: word(object, "direction").unwrap_or_default(),
        communication_id: text(object, "communicationId"),
        queue_name: text(object, "queueName"),
        address: text(object, "address"),
        alerting_until: time(object, "alertingUntil"),
    });
    Some(Toast {
        id: text(object, "id")?,
        conversation_id: text(object, "conversationId")?,
        caller_name: text(object, "callerName")?,
        media_type: text(object, "mediaType")?,
        timestamp: time(object, "timestamp")?,
        expires_at: time(object, "expiresAt"),
        kind: word(object, "kind").unwrap_or_default(),
        actions: list(object, "actions").iter().filter_map(OptionType::read).collect(),
        pending: word(object, "pending"),
        leg,
    })
}

fn read_detail<V: OptionValue>(value: &V) -> Option<StatusDetail> {
    Some(StatusDetail {
        phase: word(value, "phase")?,
        since: time(value, "since")?,
        attempt: number(value, "attempt")? as u32,
        next_retry_at: time(value, "nextRetryAt"),
        can_retry: flag(value, "canRetry"),
        blind_since: time(value, "blindSince"),
        offline: flag(value, "offline"),
        close_code: number(value, "closeCode").map(|code| code as u16),
        close_reason: text(value, "closeReason"),
        last_frame_at: time(value, "lastFrameAt"),
    })
}

fn read_error<V: OptionValue>(value: &V) -> Option<PublicError> {
    let code = text(value, "code")?;
    Some(PublicError {
        code: ErrorCode::ALL.into_iter().find(|known| known.as_str() == code)?,
        message: text(value, "message")?,
        retryable: flag(value, "retryable"),
        status: number(value, "status").map(|status| status as u16),
    })
}

fn read_action_error<V: OptionValue>(value: &V) -> Option<ActionError> {
    Some(ActionError {
        code: ErrorCode::ActionFailed,
        reason: word(value, "reason")?,
        message: text(value, "message")?,
        retryable: flag(value, "retryable"),
        status: number(value, "status").map(|status| status as u16),
    })
}

fn read_gone<V: OptionValue>(value: &V) -> Option<(ToastId, DismissReason)> {
    let pair = value.elements()?;
    Some((pair.first()?.text()?, OptionType::read(pair.get(1)?)?))
}

fn read_ring_key<V: OptionValue>(value: &V) -> Option<RingKey> {
    Some(RingKey { conversation: text(value, "conversation")?, participant: text(value, "participant") })
}

fn read_attention<V: OptionValue>(value: &V) -> TabAttention {
    TabAttention {
        audio_ready: flag(value, "audioReady"),
        focused: flag(value, "focused"),
        visible: flag(value, "visible"),
    }
}

fn tab<V: OptionValue>(value: &V) -> Option<TabId> {
    value.number().map(|id| TabId(id as u64))
}

fn text<V: OptionValue>(value: &V, name: &str) -> Option<String> {
    value.property(name)?.text()
}

fn number<V: OptionValue>(value: &V, name: &str) -> Option<f64> {
    value.property(name)?.number()
}

fn time<V: OptionValue>(value: &V, name: &str) -> Option<i64> {
    number(value, name).map(|ms| ms as i64)
}

fn flag<V: OptionValue>(value: &V, name: &str) -> bool {
    value.property(name).and_then(|flag| flag.boolean()).unwrap_or(false)
}

fn word<V: OptionValue, T: OptionType>(value: &V, name: &str) -> Option<T> {
    T::read(&value.property(name)?)
}

fn list<V: OptionValue>(value: &V, name: &str) -> Vec<V> {
    value.property(name).and_then(|list| list.elements()).unwrap_or_default()
}
