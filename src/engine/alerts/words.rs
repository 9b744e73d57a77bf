//! What title and notification say (A7, A8).

use crate::engine::alert_options::AlertOptions;
use crate::engine::snapshot::Toast;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Names a ring by conversation and participant: a second client of the page replaces the first one's notification (A7).
pub(super) fn tag(toast: &Toast) -> String {
    let mut hasher = DefaultHasher::new();
    toast.conversation_id.hash(&mut hasher);
    toast.leg.as_ref().map(|leg| &leg.participant_id).hash(&mut hasher);
    format!("genesys-toasts-{:016x}", hasher.finish())
}

/// `Incoming: Voice`.
pub(super) fn headline(options: &AlertOptions, toast: &Toast) -> String {
    let label = |name: &str| options.labels.get(name).map(str::to_owned);
    let incoming = label("incoming").unwrap_or_else(|| "Incoming".to_owned());
    let media = label(&toast.media_type).unwrap_or_else(|| capitalised(&toast.media_type));
    format!("{incoming}: {media}")
}

/// Caller and queue, as far as they are known and may be shown.
pub(super) fn about(toast: &Toast, show_caller: bool) -> String {
    let queue = toast.leg.as_ref().and_then(|leg| leg.queue_name.as_deref());
    let caller = show_caller.then_some(toast.caller_name.as_str());
    [caller, queue].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `(2) Incoming: Voice · Support`, for the first of so many rings.
pub(super) fn title(options: &AlertOptions, first: &Toast, count: usize, show_caller: bool) -> String {
    let about = about(first, show_caller);
    let headline = headline(options, first);
    if about.is_empty() { format!("({count}) {headline}") } else { format!("({count}) {headline} · {about}") }
}

/// `voice` is `Voice`. Media types are words of the API, in ASCII.
fn capitalised(word: &str) -> String {
    let mut capitalised = word.to_owned();
    if let Some(first) = capitalised.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    capitalised
}
