//! Stores a channel for the tab's next page (N6).

use crate::engine::config::Config;
use crate::engine::secret::Secret;
use crate::engine::time::WallTime;
use json::Raw;
use serde::Serialize;

const VERSION: &str = "1";

/// The fields of the record. They name the user and client of the channel, and when it expires, in ms since 1970.
const FIELDS: [&str; 8] = ["version", "api", "client_id", "user", "id", "connect_uri", "expires_at", "life"];

/// A stored channel. It may be gone, and it may belong to another user.
#[derive(Debug)]
pub(super) struct StoredChannel {
    pub(super) user: String,
    pub(super) id: String,
    pub(super) connect_uri: Secret,
    pub(super) expires_at: WallTime,
    pub(super) life_ms: u64,
}

/// Reads a record. `None` if it is corrupt, expired, or belongs to another region or client.
pub(super) fn read(config: &Config, text: &str, now: WallTime) -> Option<StoredChannel> {
    let [version, api, client_id, user, id, connect_uri, expires_at, life] = json::fields(text, FIELDS)?;
    let is = |field: Option<Raw<'_>>, ours: Option<&str>| field.and_then(Raw::text).as_deref() == ours;
    let ours = is(version, Some(VERSION))
        && is(api, Some(&config.api_endpoint("")))
        && is(client_id, config.client_id.as_deref());
    let stored = StoredChannel {
        user: user?.text()?.into_owned(),
        id: id?.text()?.into_owned(),
        connect_uri: Secret::new(connect_uri?.text()?),
        expires_at: WallTime(expires_at?.number()? as i64),
        life_ms: life?.number()? as u64,
    };
    (ours && now < stored.expires_at).then_some(stored)
}

#[derive(Serialize)]
struct Record<'a> {
    version: &'a str,
    api: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<&'a str>,
    user: &'a str,
    id: &'a str,
    connect_uri: &'a str,
    expires_at: i64,
    life: u64,
}

/// Returns the record to store.
pub(super) fn write(config: &Config, stored: &StoredChannel) -> Secret {
    let record = Record {
        version: VERSION,
        api: &config.api_endpoint(""),
        client_id: config.client_id.as_deref(),
        user: &stored.user,
        id: &stored.id,
        connect_uri: stored.connect_uri.expose(),
        expires_at: stored.expires_at.0,
        life: stored.life_ms,
    };
    Secret::new(serde_json::to_string(&record).unwrap_or_default())
}

/// Returns the key of the record. The record itself names its user.
pub(super) fn key(config: &Config) -> String {
    ["genesys-toasts.channel.", &config.host()].concat()
}
