//! Keeps the token across reloads (T7).

use crate::engine::config::Config;
use crate::engine::context::Context;
use crate::engine::output::{LogLevel, Output};
use crate::engine::secret::Secret;
use crate::engine::time::{Timestamp, WallTime};
use serde::{Deserialize, Serialize};

const VERSION: u32 = 1;

/// What is written: bound to whom it belongs to, with its expiry.
#[derive(Serialize, Deserialize)]
struct Record {
    version: u32,
    region: String,
    source: String,
    client_id: Option<String>,
    storage_key: Option<String>,
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

/// The app's storage: read once, written while it works.
#[derive(Debug, Default)]
pub(super) struct TokenStorage {
    asked: bool,
    broken: bool,
}

impl TokenStorage {
    /// Asks for the record, if there is a storage that has not been asked yet. Returns whether it did.
    pub(super) fn load_once(&mut self, cx: &mut Context) -> bool {
        let ask = cx.config.keep_token && !self.asked;
        if ask {
            self.asked = true;
            let key = key(&cx.config);
            cx.emit(Output::LoadToken { key });
        }
        ask
    }

    pub(super) fn write(&self, cx: &mut Context, token: &Secret, expires_at: Timestamp) {
        if !cx.config.keep_token || self.broken {
            return;
        }
        let record = Record {
            version: VERSION,
            region: cx.config.region.clone(),
            source: cx.config.source.as_str().to_owned(),
            client_id: cx.config.client_id.clone(),
            storage_key: cx.config.storage_key.clone(),
            access_token: token.expose().to_owned(),
            obtained_at: cx.wall().0,
            expires_at: cx.wall().plus(expires_at - cx.now()).0,
        };
        if let Ok(record) = serde_json::to_string(&record) {
            let key = key(&cx.config);
            cx.emit(Output::StoreToken { key, record: Secret::new(record) });
        }
    }

    pub(super) fn remove(&self, cx: &mut Context) {
        if cx.config.keep_token && !self.broken {
            let key = key(&cx.config);
            cx.emit(Output::RemoveToken { key });
        }
    }

    /// It threw: private mode, quota, policy. The token stays in memory, with one warning.
    pub(super) fn handle_failure(&mut self, cx: &mut Context) {
        if !self.broken {
            self.broken = true;
            cx.log(
                LogLevel::Warn,
                "the token storage can't be used: the token is kept in memory and is lost on reload",
            );
        }
    }
}

/// Reads a record. `None` where it is corrupt, expired, or somebody else's.
pub(super) fn read(config: &Config, text: &str, now: WallTime) -> Option<Kept> {
    let record: Record = serde_json::from_str(text).ok()?;
    let ours = record.version == VERSION
        && record.region == config.region
        && record.source == config.source.as_str()
        && record.client_id == config.client_id
        && record.storage_key == config.storage_key
        && !record.access_token.is_empty();
    let lives = record.obtained_at <= now.0 && now.0 < record.expires_at;
    (ours && lives).then_some(Kept {
        access_token: record.access_token,
        obtained_at: WallTime(record.obtained_at),
        expires_at: WallTime(record.expires_at),
    })
}

/// The key under which the record is kept. Whose it really is, the record itself says.
fn key(config: &Config) -> String {
    let parts = [
        Some(config.source.as_str()),
        Some(&config.region),
        config.client_id.as_deref(),
        config.storage_key.as_deref(),
    ];
    parts.into_iter().flatten().fold("genesys-toasts.token".to_owned(), |key, part| format!("{key}.{part}"))
}
