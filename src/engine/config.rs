//! The options that the engine reads, with their defaults. `options.rs` has the table that JavaScript checks them with.

use super::region;
use super::secret::Secret;
use serde::{Deserialize, Deserializer};

/// Defaults and limits: the one source for both languages.
pub mod default {
    /// `region`.
    pub const REGION: &str = "mypurecloud.com";
    /// `duration`, ms (O2).
    pub const DURATION_MS: f64 = 8_000.0;
    /// `callerRoles` (E4).
    pub const CALLER_ROLES: [&str; 1] = ["agent"];
    /// `maxToasts` (O4).
    pub const MAX_TOASTS: usize = 50;
    /// `maxAgeMs` (O3).
    pub const MAX_AGE_MS: f64 = 120_000.0;
    /// `backoff.baseMs` (S4).
    pub const BACKOFF_BASE_MS: f64 = 1_000.0;
    /// `backoff.maxMs` (S4).
    pub const BACKOFF_MAX_MS: f64 = 30_000.0;
    /// `refreshLeadMs` (T8).
    pub const REFRESH_LEAD_MS: f64 = 30_000.0;
    /// `authRetryDelayMs` (T6).
    pub const AUTH_RETRY_DELAY_MS: f64 = 5_000.0;
    /// `connectTimeoutMs` (S6).
    pub const CONNECT_TIMEOUT_MS: f64 = 15_000.0;
    /// `maxSilenceMs` (S11).
    pub const MAX_SILENCE_MS: f64 = 300_000.0;
    /// `maxAgeMs` for `notifications` (O3): the longest alert there is.
    pub const MAX_AGE_NOTIFICATIONS_MS: f64 = 900_000.0;
    /// `resyncIntervalMs` (N5).
    pub const RESYNC_INTERVAL_MS: f64 = 300_000.0;
    /// How many `topics` there may be (N1).
    pub const MAX_TOPICS: usize = 1_000;
}

/// Where events come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// `wss://api.{region}/api/v2/routing/events`.
    #[default]
    RoutingEvents,
    /// The Genesys Cloud Notifications API.
    Notifications,
}

impl Source {
    /// The source of this name.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "routing-events" => Some(Self::RoutingEvents),
            "notifications" => Some(Self::Notifications),
            _ => None,
        }
    }

    /// The word that apps type.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RoutingEvents => "routing-events",
            Self::Notifications => "notifications",
        }
    }
}

/// `ringing` (N7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ringing {
    /// The agent's own rings.
    #[default]
    Mine,
    /// Those of every agent in the topics.
    AnyAgent,
}

impl Ringing {
    /// The value of this name.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "mine" => Some(Self::Mine),
            "any-agent" => Some(Self::AnyAgent),
            _ => None,
        }
    }
}

/// `backoff.jitter` (S4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Jitter {
    /// The first wait as in [`Self::Full`], the others as in [`Self::Equal`].
    #[default]
    FullThenEqual,
    /// Uniform from 0 to the ceiling.
    Full,
    /// Half fixed, half random.
    Equal,
    /// Exactly the ceiling.
    None,
}

impl Jitter {
    /// The value of this name.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "full-then-equal" => Some(Self::FullThenEqual),
            "full" => Some(Self::Full),
            "equal" => Some(Self::Equal),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

/// `backoff` (S4).
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BackoffOptions {
    /// The first ceiling, ms.
    pub base_ms: f64,
    /// The highest ceiling, ms.
    pub max_ms: f64,
    /// How it is spread.
    pub jitter: Jitter,
}

impl Default for BackoffOptions {
    fn default() -> Self {
        Self { base_ms: default::BACKOFF_BASE_MS, max_ms: default::BACKOFF_MAX_MS, jitter: Jitter::FullThenEqual }
    }
}

/// `redeliver` (E9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Redeliver {
    /// A closed toast comes back with the next ringing event (E8).
    #[default]
    AfterDismiss,
    /// A closed toast comes back only for another ring.
    NextRing,
}

impl Redeliver {
    /// The value of this name.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "after-dismiss" => Some(Self::AfterDismiss),
            "next-ring" => Some(Self::NextRing),
            _ => None,
        }
    }
}

/// How long a toast stays (O2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Duration {
    /// So many ms; infinite: until something else ends it.
    Ms(f64),
    /// Until the ring ends.
    WhileRinging,
}

impl Duration {
    /// The time after which it leaves by itself, if any.
    pub fn limit_ms(self) -> Option<u64> {
        match self {
            Self::Ms(ms) if ms.is_finite() => Some(whole_ms(ms)),
            Self::Ms(_) | Self::WhileRinging => None,
        }
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Ms(f64),
            Word(Word),
        }
        #[derive(Deserialize)]
        enum Word {
            #[serde(rename = "while-ringing")]
            WhileRinging,
        }
        Ok(match Raw::deserialize(deserializer)? {
            Raw::Ms(ms) => Self::Ms(ms),
            Raw::Word(Word::WhileRinging) => Self::WhileRinging,
        })
    }
}

/// `duration`: one for all media, or one for each (O2).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Durations {
    /// The same for all.
    All(Duration),
    /// By media type; `default` for the rest.
    ByMedia(MediaDurations),
}

impl Durations {
    /// How long a toast of this media type stays.
    pub fn of(&self, media_type: &str) -> Duration {
        match self {
            Self::All(duration) => *duration,
            Self::ByMedia(MediaDurations(each)) => {
                let given = |name: &str| each.iter().find(|(media, _)| media == name).map(|(_, duration)| *duration);
                given(media_type).or_else(|| given("default")).unwrap_or(Duration::Ms(default::DURATION_MS))
            }
        }
    }
}

/// A duration for each media type; `default` for the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaDurations(pub Vec<(String, Duration)>);

impl<const N: usize> From<[(String, Duration); N]> for MediaDurations {
    fn from(each: [(String, Duration); N]) -> Self {
        Self(each.into())
    }
}

impl<'de> Deserialize<'de> for MediaDurations {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let each = std::collections::BTreeMap::<String, Duration>::deserialize(deserializer)?;
        Ok(Self(each.into_iter().collect()))
    }
}

/// The options as the app typed them, without its functions. Unknown fields are ignored: JavaScript has checked them.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Config {
    /// The region: its host, such as `mypurecloud.ie`, the host of its API, or its AWS name, such as `eu-west-1`.
    pub region: String,
    /// Where events come from.
    pub source: Source,
    /// OAuth client id (T1).
    pub client_id: Option<String>,
    /// OAuth client secret (T1).
    #[serde(deserialize_with = "secret")]
    pub client_secret: Option<Secret>,
    /// Instead of the region's token URL (T2).
    pub token_url: Option<String>,
    /// Instead of the region's socket URL, without the token (S1).
    pub socket_url: Option<String>,
    /// Instead of the region's API, without `/api/v2` (N1).
    pub api_url: Option<String>,
    /// The agent's own id (N1).
    pub user_id: Option<String>,
    /// Instead of the agent's own conversations (N1); empty: those.
    pub topics: Vec<String>,
    /// Whose rings are shown (N7).
    pub ringing: Ringing,
    /// Tells agents apart who share a storage (T7).
    pub storage_key: Option<String>,
    /// How long toasts stay (O2).
    pub duration: Durations,
    /// Whether a closed toast may come back (E9).
    pub redeliver: Redeliver,
    /// Whose name is shown (E4).
    pub caller_roles: Vec<String>,
    /// How many toasts there may be (O4).
    pub max_toasts: usize,
    /// How old a toast may get, ms (O3).
    pub max_age_ms: f64,
    /// Waits between tries (S4).
    pub backoff: BackoffOptions,
    /// How long before its end a token is replaced, ms (T8).
    pub refresh_lead_ms: f64,
    /// First wait after a failed token, ms (T6).
    pub auth_retry_delay_ms: f64,
    /// How long a handshake may take, ms (S6).
    pub connect_timeout_ms: f64,
    /// How long a socket may be silent, ms (S11); infinite: for ever.
    pub max_silence_ms: f64,
    /// How often the server's own list is asked for, ms (N5).
    pub resync_interval_ms: f64,
    /// Whether the app gives tokens itself (T1). Set by the surface, not by the app.
    #[serde(skip)]
    pub app_tokens: bool,
    /// Whether the token is kept across reloads (T7). Set by the surface, not by the app.
    #[serde(skip)]
    pub keep_token: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            region: default::REGION.to_owned(),
            source: Source::RoutingEvents,
            client_id: None,
            client_secret: None,
            token_url: None,
            socket_url: None,
            api_url: None,
            user_id: None,
            topics: Vec::new(),
            ringing: Ringing::Mine,
            storage_key: None,
            duration: Durations::All(Duration::Ms(default::DURATION_MS)),
            redeliver: Redeliver::AfterDismiss,
            caller_roles: default::CALLER_ROLES.map(str::to_owned).to_vec(),
            max_toasts: default::MAX_TOASTS,
            max_age_ms: default::MAX_AGE_MS,
            backoff: BackoffOptions::default(),
            refresh_lead_ms: default::REFRESH_LEAD_MS,
            auth_retry_delay_ms: default::AUTH_RETRY_DELAY_MS,
            connect_timeout_ms: default::CONNECT_TIMEOUT_MS,
            max_silence_ms: default::MAX_SILENCE_MS,
            resync_interval_ms: default::RESYNC_INTERVAL_MS,
            app_tokens: false,
            keep_token: false,
        }
    }
}

impl Config {
    /// The defaults of a source (O2, O3).
    pub fn of_source(source: Source) -> Self {
        let mut config = Self { source, ..Self::default() };
        if source == Source::Notifications {
            config.duration = Durations::All(Duration::WhileRinging);
            config.max_age_ms = default::MAX_AGE_NOTIFICATIONS_MS;
        }
        config
    }

    /// Takes over what concerns the toasts alone.
    pub(crate) fn take_toast_options(&mut self, changed: Self) {
        self.duration = changed.duration;
        self.redeliver = changed.redeliver;
        self.caller_roles = changed.caller_roles;
        self.max_toasts = changed.max_toasts;
        self.max_age_ms = changed.max_age_ms;
    }

    /// Where tokens come from (T2).
    pub fn token_endpoint(&self) -> String {
        let host = match (&self.token_url, self.source) {
            (Some(url), _) => return url.clone(),
            (None, Source::RoutingEvents) => "api",
            (None, Source::Notifications) => "login",
        };
        format!("https://{host}.{}/oauth/token", self.host())
    }

    /// Where the socket goes to, before the token is added (S1).
    pub fn socket_endpoint(&self) -> String {
        self.socket_url.clone().unwrap_or_else(|| format!("wss://api.{}/api/v2/routing/events", self.host()))
    }

    /// The region's host, whichever way `region` names it.
    pub fn host(&self) -> String {
        region::host(&self.region)
    }

    /// Where a request of the API goes to: `path` begins after `/api/v2/`. An `apiUrl` may end in `/` or `/api/v2`.
    pub fn api_endpoint(&self, path: &str) -> String {
        let base = self.api_url.clone().unwrap_or_else(|| format!("https://api.{}", self.host()));
        let base = base.trim_end_matches('/');
        [base.strip_suffix("/api/v2").unwrap_or(base), "/api/v2/", path].concat()
    }
}

/// A time in whole ms; what is negative or no number is 0.
pub(crate) fn whole_ms(ms: f64) -> u64 {
    ms as u64
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(Secret::new))
}
