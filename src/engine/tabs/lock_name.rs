//! Which tabs share a connection (L1): those whose lock has the same name.

use crate::engine::config::Config;
use crate::engine::options::Words;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Returns the name of the lock, and of the bus: a hash of the agent, of all options that the connection depends on but
/// the secret, and of the version of the package. `None` where the options do not name the agent.
pub fn lock_name(config: &Config) -> Option<String> {
    if config.storage_key.is_none() && config.user_id.is_none() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    let texts = [&config.storage_key, &config.user_id, &config.client_id, &config.token_url, &config.socket_url];
    texts.hash(&mut hasher);
    (config.host(), &config.api_url, &config.topics, config.app_tokens).hash(&mut hasher);
    for word in [config.source.word(), config.ringing.word(), config.backoff.jitter.word()] {
        word.hash(&mut hasher);
    }
    for action in &config.actions.0 {
        action.word().hash(&mut hasher);
    }
    let waits = [
        config.backoff.base_ms,
        config.backoff.max_ms,
        config.refresh_lead_ms,
        config.auth_retry_delay_ms,
        config.connect_timeout_ms,
        config.resync_interval_ms,
    ];
    (waits, config.max_silence_ms).hash(&mut hasher);
    Some(format!("genesys-toasts:tabs:{:016x}", hasher.finish()))
}
