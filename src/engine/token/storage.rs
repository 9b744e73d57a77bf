//! Keeps the token across reloads (T7).

use crate::engine::config::Config;
use crate::engine::context::Context;
use crate::engine::output::{LogLevel, Output};
use crate::engine::secret::Secret;
use crate::engine::time::{Timestamp, WallTime};
use crate::protocol::json::{self, Object, Raw};

const VERSION: &str = "1";

/// The record: bound to whom it belongs to, with its expiry.
const FIELDS: [&str; 8] =
    ["version", "region", "source", "client_id", "storage_key", "access_token", "obtained_at", "expires_at"];

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

    /// Uses the storage no more.
    pub(super) fn retire(&mut self) {
        self.broken = true;
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
    let [version, region, source, client_id, storage_key, access_token, obtained_at, expires_at] =
        json::fields(text, FIELDS)?;
    let is = |field: Option<Raw<'_>>, ours: Option<&str>| field.and_then(Raw::text).as_deref() == ours;
    let ours = is(version, Some(VERSION))
        && is(region, Some(&config.host()))
        && is(source, Some(config.source.as_str()))
        && is(client_id, config.client_id.as_deref())
        && is(storage_key, config.storage_key.as_deref());
    let kept = Kept {
        access_token: access_token?.text()?.into_owned(),
        obtained_at: WallTime(obtained_at?.number()? as i64),
        expires_at: WallTime(expires_at?.number()? as i64),
    };
    let lives = kept.obtained_at <= now && now < kept.expires_at && !kept.access_token.is_empty();
    (ours && lives).then_some(kept)
}

/// What is written: whose it is, the token, and from when to when it is good, in ms since 1970.
fn written(config: &Config, token: &Secret, obtained_at: WallTime, expires_at: WallTime) -> Secret {
    let mut record = Object::new();
    record.text("version", VERSION);
    record.text("region", &config.host());
    record.text("source", config.source.as_str());
    record.text_if_any("client_id", config.client_id.as_deref());
    record.text_if_any("storage_key", config.storage_key.as_deref());
    record.text("access_token", token.expose());
    record.number("obtained_at", obtained_at.0);
    record.number("expires_at", expires_at.0);
    Secret::new(record.end())
}

/// The key under which the record is kept. Whose it really is, the record itself says.
fn key(config: &Config) -> String {
    let host = config.host();
    let parts = [Some(config.source.as_str()), Some(&host), config.client_id.as_deref(), config.storage_key.as_deref()];
    let mut key = "genesys-toasts.token".to_owned();
    for part in parts.into_iter().flatten() {
        key.push('.');
        key.push_str(part);
    }
    key
}
