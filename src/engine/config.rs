//! The options that the engine reads: names, types, defaults, ranges and documentation, each in one row.

use super::action_io::{OfferedActions, ToastAction};
use super::alert_options::AlertOptions;
use super::options::{
    ByMedia, OptionType, OptionValue, Words, actions, group, group_type, host, http_url, integer, ms, ms_or_infinity,
    options, text, texts, texts_between, toast_duration, words, ws_url,
};
use super::region;
use super::secret::Secret;
use serde_json::Value;

/// Defaults and limits: the one source for both languages.
pub mod default {
    /// `region`.
    pub const REGION: &str = "mypurecloud.com";
    /// `duration`, ms (O2).
    pub const DURATION_MS: u64 = 8_000;
    /// `callerRoles` (E4).
    pub const CALLER_ROLES: [&str; 1] = ["agent"];
    /// `maxToasts` (O4).
    pub const MAX_TOASTS: usize = 50;
    /// `maxAgeMs` (O3).
    pub const MAX_AGE_MS: u64 = 120_000;
    /// `backoff.baseMs` (S4).
    pub const BACKOFF_BASE_MS: u64 = 1_000;
    /// `backoff.maxMs` (S4).
    pub const BACKOFF_MAX_MS: u64 = 30_000;
    /// `refreshLeadMs` (T8).
    pub const REFRESH_LEAD_MS: u64 = 30_000;
    /// `authRetryDelayMs` (T6).
    pub const AUTH_RETRY_DELAY_MS: u64 = 5_000;
    /// `connectTimeoutMs` (S6).
    pub const CONNECT_TIMEOUT_MS: u64 = 15_000;
    /// `maxSilenceMs` (S11).
    pub const MAX_SILENCE_MS: u64 = 300_000;
    /// `maxAgeMs` for `notifications` (O3): the longest alert there is.
    pub const MAX_AGE_NOTIFICATIONS_MS: u64 = 900_000;
    /// `resyncIntervalMs` (N5).
    pub const RESYNC_INTERVAL_MS: u64 = 300_000;
    /// How many `topics` there may be (N1).
    pub const MAX_TOPICS: usize = 1_000;
}

const DAY_MS: f64 = 86_400_000.0;

options! {
    /// The options of a client, without its functions.
    #[derive(Clone, Debug)]
    Config {
        region: String = default::REGION.to_owned(), "region", host(),
            "The region of the organisation: its host such as `mypurecloud.ie`, the host of its API such as `api.mypurecloud.ie`, or the name of its AWS region such as `eu-west-1`. Any other host is used as it is.";
        source: Source = Source::RoutingEvents, "source", words::<Source>(),
            "Where events come from: `'notifications'`, the Genesys Cloud Notifications API, which every organisation has; or `'routing-events'`, the socket at `wss://api.{region}/api/v2/routing/events`. Required with `getToken`. By default a toast shows the agent's name and stays for 8 s with `routing-events`; with `notifications` it shows the customer's name and stays as long as it rings.";
        client_id: Option<String> = None, "clientId", text(),
            "The id of an OAuth client for the client-credentials grant. Needs `clientSecret`; not with `getToken`.";
        client_secret: Option<Secret> = None, "clientSecret", text(),
            "The secret of the OAuth client. Everyone who can open the page can read it: prefer `getToken`.";
        token_url: Option<String> = None, "tokenUrl", http_url().by_default("`https://api.{region}/oauth/token`; with `notifications` `https://login.{region}/oauth/token`"),
            "The URL of the token endpoint, for `clientId`.";
        socket_url: Option<String> = None, "socketUrl", ws_url().by_default("`wss://api.{region}/api/v2/routing/events`"),
            "`routing-events` only: the URL of the socket. A query that it contains is kept.";
        api_url: Option<String> = None, "apiUrl", http_url().by_default("`https://api.{region}`"),
            "`notifications` only: the URL of the API. `/api/v2` at its end makes no difference.";
        user_id: Option<String> = None, "userId", text().by_default("the user of the token"),
            "`notifications` only: the id of the agent whose rings are shown.";
        topics: Vec<String> = Vec::new(), "topics", texts_between(1.0..=default::MAX_TOPICS as f64).by_default("`['v2.users.{userId}.conversations']`"),
            "`notifications` only: the topics to subscribe to, such as `v2.routing.queues.{id}.conversations`.";
        ringing: Ringing = Ringing::Mine, "ringing", words::<Ringing>(),
            "`notifications` only: whose rings are shown: the agent's own (`'mine'`), or those of every agent in the topics (`'any-agent'`).";
        storage_key: Option<String> = None, "storageKey", text(),
            "Identifies the agent whose token is stored, such as the user id, so that no other agent gets the token on a shared computer. Required where `getToken` is used and `tokenStorage` is not `'memory'`.";
        tabs: TabSharing = TabSharing::Shared, "tabs", words::<TabSharing>().by_default("`'shared'` with `storageKey` or `userId`, where the page has Web Locks and BroadcastChannel; otherwise `'separate'`"),
            "Whether the tabs of one agent share a connection (`'shared'`): one of them connects, and all show the same. With `'separate'` each tab connects by itself. `'shared'` needs `storageKey` or `userId`, which names the agent.";
        duration: Durations = Durations::All(ToastDuration::Ms(default::DURATION_MS)), "duration", toast_duration(0.0..=DAY_MS).live(),
            "How long a toast is shown: `'while-ringing'` (until the ring ends), or ms (the end of the ring removes it earlier), or an object with one of these for each media type, such as `{ voice: 'while-ringing', default: 8000 }`.";
        redeliver: Redeliver = Redeliver::AfterDismiss, "redeliver", words::<Redeliver>().live(),
            "`routing-events` only: whether a toast that the agent closed, or that timed out, is shown again for the same ring: with the next event of the ring (`'after-dismiss'`), or not (`'next-ring'`).";
        caller_roles: Vec<String> = default::CALLER_ROLES.map(str::to_owned).to_vec(), "callerRoles", texts().live(),
            "`routing-events` only: whose name is shown: roles of participants in order of preference, such as `['customer', 'agent']`.";
        max_toasts: usize = default::MAX_TOASTS, "maxToasts", integer(1.0..=1_000.0).live(),
            "How many toasts there can be at the same time. Beyond that the oldest one that is not a voice call is removed, or the oldest one where all are voice calls.";
        max_age_ms: u64 = default::MAX_AGE_MS, "maxAgeMs", ms(1_000.0..=DAY_MS).live(),
            "How old a toast can get, even while it is paused or the page is hidden. It is then removed with the reason `timeout`.";
        backoff: BackoffOptions = BackoffOptions::default(), "backoff", group(),
            "The waits before a new attempt to connect, or to load the WebAssembly.";
        refresh_lead_ms: u64 = default::REFRESH_LEAD_MS, "refreshLeadMs", ms(0.0..=DAY_MS),
            "How long before its expiry a token is replaced. A token with a life of less than twice this time is replaced at half of its life.";
        auth_retry_delay_ms: u64 = default::AUTH_RETRY_DELAY_MS, "authRetryDelayMs", ms(1.0..=DAY_MS),
            "The wait after a failed token request or `getToken`. It doubles with each further failure, to 60 s at most.";
        connect_timeout_ms: u64 = default::CONNECT_TIMEOUT_MS, "connectTimeoutMs", ms(1.0..=DAY_MS),
            "How long the handshake of a socket can take. After that it has failed.";
        max_silence_ms: Option<u64> = Some(default::MAX_SILENCE_MS), "maxSilenceMs", ms_or_infinity(1.0..=DAY_MS),
            "`routing-events` only: how long a socket can receive nothing. After that it is replaced.";
        resync_interval_ms: u64 = default::RESYNC_INTERVAL_MS, "resyncIntervalMs", ms(10_000.0..=DAY_MS),
            "`notifications` only: the longest time between two requests for the list of conversations, which finds a channel that delivers no events.";
        actions: OfferedActions = OfferedActions::default(), "actions", actions::<ToastAction>("false | readonly ToastAction[]").by_default("`false`"),
            "`notifications` only: what a toast offers the agent, such as `['answer', 'decline']`. Needs the scope `conversations`.";
        alerts: AlertOptions = AlertOptions::default(), "alerts", group(),
            "What reaches an agent who does not look at the page: its title, a sound, a notification of the operating system.";
    }
    and {
        app_tokens: bool = false, "Whether the app gives tokens itself (T1). Set by the Wasm side, not by the app.";
        keep_token: bool = false, "Whether the token is kept across reloads (T7). Set by the Wasm side, not by the app.";
    }
}

options! {
    /// `backoff` (S4).
    #[derive(Clone, Copy, Debug, PartialEq)]
    BackoffOptions {
        base_ms: u64 = default::BACKOFF_BASE_MS, "baseMs", ms(1.0..=DAY_MS),
            "The upper limit of the first wait. The limit doubles with each failed attempt.";
        max_ms: u64 = default::BACKOFF_MAX_MS, "maxMs", ms(1.0..=DAY_MS),
            "The value at which the upper limit stops doubling.";
        jitter: Jitter = Jitter::FullThenEqual, "jitter", words::<Jitter>(),
            "How a wait is chosen at random: `'full'`, from 0 to the limit; `'equal'`, from half of the limit to the limit; `'full-then-equal'`, the first wait as `'full'` and the others as `'equal'`; `'none'`, always the limit.";
    }
}

group_type!(BackoffOptions);

/// Where events come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// `wss://api.{region}/api/v2/routing/events`.
    #[default]
    RoutingEvents,
    /// The Genesys Cloud Notifications API.
    Notifications,
}

impl Words for Source {
    const WORDS: &'static [(&'static str, Self)] =
        &[("routing-events", Self::RoutingEvents), ("notifications", Self::Notifications)];
}

/// `ringing` (N7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ringing {
    /// The agent's own rings.
    #[default]
    Mine,
    /// Those of every agent in the topics.
    AnyAgent,
}

impl Words for Ringing {
    const WORDS: &'static [(&'static str, Self)] = &[("mine", Self::Mine), ("any-agent", Self::AnyAgent)];
}

/// `tabs` (L1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabSharing {
    /// One of them connects.
    Shared,
    /// Each connects by itself.
    Separate,
}

impl Words for TabSharing {
    const WORDS: &'static [(&'static str, Self)] = &[("shared", Self::Shared), ("separate", Self::Separate)];
}

/// `backoff.jitter` (S4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

impl Words for Jitter {
    const WORDS: &'static [(&'static str, Self)] =
        &[("full-then-equal", Self::FullThenEqual), ("full", Self::Full), ("equal", Self::Equal), ("none", Self::None)];
}

/// `redeliver` (E9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Redeliver {
    /// A closed toast comes back with the next ringing event (E8).
    #[default]
    AfterDismiss,
    /// A closed toast comes back only for another ring.
    NextRing,
}

impl Words for Redeliver {
    const WORDS: &'static [(&'static str, Self)] =
        &[("after-dismiss", Self::AfterDismiss), ("next-ring", Self::NextRing)];
}

/// How long a toast stays (O2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ToastDuration {
    /// So many ms.
    Ms(u64),
    /// Until something else ends it: `Infinity`.
    Unlimited,
    /// Until the ring ends.
    WhileRinging,
}

const WHILE_RINGING: &str = "while-ringing";

impl ToastDuration {
    /// The time after which it leaves by itself, if any.
    pub fn limit_ms(self) -> Option<u64> {
        match self {
            Self::Ms(ms) => Some(ms),
            Self::Unlimited | Self::WhileRinging => None,
        }
    }
}

impl OptionType for ToastDuration {
    fn read<V: OptionValue>(value: &V) -> Option<Self> {
        let word = || value.text().filter(|text| text == WHILE_RINGING).map(|_| Self::WhileRinging);
        let time = |ms: Option<u64>| ms.map_or(Self::Unlimited, Self::Ms);
        OptionType::read(value).map(time).or_else(word)
    }

    fn default_value(&self) -> Value {
        match self {
            Self::Ms(ms) => ms.default_value(),
            Self::Unlimited => Value::Null,
            Self::WhileRinging => WHILE_RINGING.into(),
        }
    }
}

/// `duration`: one for all media, or one for each (O2).
pub type Durations = ByMedia<ToastDuration>;

impl Config {
    /// Reads the options as the app typed them. Unknown ones are ignored: JavaScript has checked them.
    pub fn read<V: OptionValue>(given: &V) -> Self {
        let source = given.property("source").and_then(|source| OptionType::read(&source));
        let mut config = Self::of_source(source.unwrap_or_default());
        config.take(given);
        config
    }

    /// The defaults of a source (O2, O3).
    pub fn of_source(source: Source) -> Self {
        let mut config = Self { source, ..Self::default() };
        if source == Source::Notifications {
            config.duration = Durations::All(ToastDuration::WhileRinging);
            config.max_age_ms = default::MAX_AGE_NOTIFICATIONS_MS;
        }
        config
    }

    /// How long a toast of this media type stays: by the source's default where `duration` names neither it nor `default` (O2).
    pub fn duration_of(&self, media_type: &str) -> ToastDuration {
        let of_source = match self.source {
            Source::RoutingEvents => ToastDuration::Ms(default::DURATION_MS),
            Source::Notifications => ToastDuration::WhileRinging,
        };
        self.duration.get(media_type).copied().unwrap_or(of_source)
    }

    /// Takes over the options that hold for a running engine, from the next ring on: those whose rows say `live`.
    pub fn take_live(&mut self, changed: Self) {
        self.duration = changed.duration;
        self.redeliver = changed.redeliver;
        self.caller_roles = changed.caller_roles;
        self.max_toasts = changed.max_toasts;
        self.max_age_ms = changed.max_age_ms;
        self.alerts = changed.alerts;
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
        format!("{}/api/v2/{path}", base.strip_suffix("/api/v2").unwrap_or(base))
    }
}
