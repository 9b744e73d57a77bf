//! The token as it is kept across reloads (T7).

use crate::engine::config::Config;
use crate::engine::secret::Secret;
use crate::engine::time::WallTime;
use serde::{Deserialize, Serialize};

const VERSION: u32 = 1;

/// What is written: bound to whom it belongs to, with its expiry.
#[derive(Serialize, Deserialize)]
struct Record {
    version: u32,
    region: String,
    source: String,
    owner: String,
    access_token: String,
    obtained_at: i64,
    expires_at: i64,
}

/// A token read back.
pub(super) struct Kept {
    pub(super) access_token: String,
    pub(super) obtained_at: WallTime,
    pub(super) expires_at: WallTime,
}

/// The key under which the record is kept.
pub(super) fn key(config: &Config) -> String {
    format!("genesys-toasts.token.{}.{}.{}", config.source.as_str(), config.region, owner(config))
}

pub(super) fn write(config: &Config, token: &Secret, obtained_at: WallTime, expires_at: WallTime) -> Option<Secret> {
    let record = Record {
        version: VERSION,
        region: config.region.clone(),
        source: config.source.as_str().to_owned(),
        owner: owner(config),
        access_token: token.expose().to_owned(),
        obtained_at: obtained_at.0,
        expires_at: expires_at.0,
    };
    serde_json::to_string(&record).ok().map(Secret::new)
}

/// Reads a record. `None` where it is corrupt, expired, or somebody else's.
pub(super) fn read(config: &Config, text: &str, now: WallTime) -> Option<Kept> {
    let record: Record = serde_json::from_str(text).ok()?;
    let ours = record.version == VERSION
        && record.region == config.region
        && record.source == config.source.as_str()
        && record.owner == owner(config)
        && !record.access_token.is_empty();
    let lives = record.obtained_at <= now.0 && now.0 < record.expires_at;
    (ours && lives).then_some(Kept {
        access_token: record.access_token,
        obtained_at: WallTime(record.obtained_at),
        expires_at: WallTime(record.expires_at),
    })
}

/// Whose token it is: the app's own key for the agent, and the OAuth client.
fn owner(config: &Config) -> String {
    let parts = [config.client_id.as_deref(), config.storage_key.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(".")
}
