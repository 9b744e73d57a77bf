//! Stores the token, so that it survives a reload (T7).

use crate::engine::config::Config;
use crate::engine::context::Context;
use crate::engine::options::Words;
use crate::engine::output::{LogLevel, Output};
use crate::engine::secret::Secret;
use crate::engine::time::{Timestamp, WallTime};
use json::Raw;
use serde::Serialize;

const VERSION: &str = "1";

/// The fields of the record. The first five bind it to one agent and one configuration.
const FIELDS: [&str; 8] =
    ["version", "region", "source", "client_id", "storage_key", "access_token", "obtained_at", "expires_at"];

/// A token that was read from the storage.
pub(super) struct StoredToken {
    pub(super) access_token: String,
    pub(super) obtained_at: WallTime,
    pub(super) expires_at: WallTime,
}

/// The app's storage. It is read once, and written until it fails.
#[derive(Debug, Default)]
pub(super) struct TokenStorage {
    asked: bool,
    broken: bool,
}

impl TokenStorage {
    /// Requests the record, if there is a storage that was not read yet. Returns whether it did.
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
        let key = key(&cx.config);
        let record = written(&cx.config, token, cx.wall(), cx.wall().plus(expires_at - cx.now()));
        cx.emit(Output::StoreToken { key, record });
    }

    pub(super) fn remove(&self, cx: &mut Context) {
        if cx.config.keep_token && !self.broken {
            let key = key(&cx.config);
            cx.emit(Output::RemoveToken { key });
        }
    }

    /// Stops using the storage.
    pub(super) fn retire(&mut self) {
        self.broken = true;
    }

    /// Handles an exception of the storage (private mode, quota, policy): logs one warning. The token stays in memory.
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

/// Reads a record. `None` if it is corrupt, expired, or belongs to another agent or configuration.
pub(super) fn read(config: &Config, text: &str, now: WallTime) -> Option<StoredToken> {
    let [version, region, source, client_id, storage_key, access_token, obtained_at, expires_at] =
        json::fields(text, FIELDS)?;
    let is = |field: Option<Raw<'_>>, ours: Option<&str>| field.and_then(Raw::text).as_deref() == ours;
    let ours = is(version, Some(VERSION))
        && is(region, Some(&config.host()))
        && is(source, Some(config.source.word()))
        && is(client_id, config.client_id.as_deref())
        && is(storage_key, config.storage_key.as_deref());
    let stored = StoredToken {
        access_token: access_token?.text()?.into_owned(),
        obtained_at: WallTime(obtained_at?.number()? as i64),
        expires_at: WallTime(expires_at?.number()? as i64),
    };
    let lives = stored.obtained_at <= now && now < stored.expires_at && !stored.access_token.is_empty();
    (ours && lives).then_some(stored)
}

/// The record that is written: its owner, the token, and from when to when it is valid, in ms since 1970.
#[derive(Serialize)]
struct Record<'a> {
    version: &'a str,
    region: &'a str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    storage_key: Option<&'a str>,
    access_token: &'a str,
    obtained_at: i64,
    expires_at: i64,
}

fn written(config: &Config, token: &Secret, obtained_at: WallTime, expires_at: WallTime) -> Secret {
    let record = Record {
        version: VERSION,
        region: &config.host(),
        source: config.source.word(),
        client_id: config.client_id.as_deref(),
        storage_key: config.storage_key.as_deref(),
        access_token: token.expose(),
        obtained_at: obtained_at.0,
        expires_at: expires_at.0,
    };
    Secret::new(serde_json::to_string(&record).unwrap_or_default())
}

/// Returns the key of the record. The record itself names its owner.
fn key(config: &Config) -> String {
    let host = config.host();
    let parts = [Some(config.source.word()), Some(&host), config.client_id.as_deref(), config.storage_key.as_deref()];
    let mut key = "genesys-toasts.token".to_owned();
    for part in parts.into_iter().flatten() {
        key.push('.');
        key.push_str(part);
    }
    key
}
