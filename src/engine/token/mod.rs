//! The token: where it comes from, how long it is valid, when it is replaced (T1–T10).

mod app_token;
mod grant_request;
mod grant_response;
mod scopes;
mod token_errors;
mod token_retry;
mod token_storage;
mod validity;

use super::config::Source;
use super::context::Context;
use super::error::PublicError;
use super::failures::Part;
use super::http_limits::{self, REQUEST_TIMEOUT_MS};
use super::input::{HttpResponse, RequestFailure, RequestId};
use super::output::{LogLevel, Output, TokenReason};
use super::secret::Secret;
use super::time::{Timestamp, whole_ms};
use super::timers::Timer;
use grant_request::grant_request;
use scopes::Scopes;
pub(crate) use token_retry::TokenTimer;
use token_storage::TokenStorage;
use validity::Validity;

/// The current access token.
#[derive(Debug)]
pub(crate) struct AccessToken {
    pub(crate) secret: Secret,
    validity: Option<Validity>,
}

/// The state of fetching a token. At most one fetch is pending (T7).
#[derive(Debug)]
pub(crate) enum Fetch {
    /// No fetch is pending.
    Idle,
    /// The record is being read from the storage.
    Loading,
    /// A request is pending.
    Requesting { id: RequestId, tries: u32 },
    /// The endpoint answered 429; the next try follows after a wait (T4).
    RateLimited { tries: u32, until: Timestamp },
    /// The fetch failed; the next try follows after a wait (T6).
    Failed { until: Timestamp, named_by_server: bool },
}

/// Fetches, stores and replaces the token.
#[derive(Debug)]
pub(crate) struct TokenKeeper {
    current: Option<AccessToken>,
    /// The previous token. An error text of the server may still contain it, so it is removed from texts (T11).
    previous: Option<Secret>,
    generation: u32,
    fetch: Fetch,
    reason: TokenReason,
    failures: u32,
    /// No request before this time, which a 429 named. It survives stop and start (T4).
    not_before: Option<Timestamp>,
    storage: TokenStorage,
    error: Option<PublicError>,
    scopes: Scopes,
    warned_of_expiry: bool,
}

impl TokenKeeper {
    pub(crate) fn new() -> Self {
        Self {
            current: None,
            previous: None,
            generation: 0,
            fetch: Fetch::Idle,
            reason: TokenReason::Start,
            failures: 0,
            not_before: None,
            storage: TokenStorage::default(),
            error: None,
            scopes: Scopes::default(),
            warned_of_expiry: false,
        }
    }

    /// Returns how many tokens there have been. A socket stores this number to know which token opened it.
    pub(crate) fn generation(&self) -> u32 {
        self.generation
    }

    pub(crate) fn fetch(&self) -> &Fetch {
        &self.fetch
    }

    /// Returns how many fetches have failed in a row (T6).
    pub(crate) fn failures(&self) -> u32 {
        self.failures
    }

    /// Returns the last error until it is fixed (T6).
    pub(crate) fn error(&self) -> Option<&PublicError> {
        self.error.as_ref()
    }

    /// Returns the scopes that the source needs and the last answer lacked (T3).
    pub(crate) fn missing_scopes(&self) -> &[&'static str] {
        self.scopes.missing()
    }

    /// Returns the token to open a socket with. If fetching a new one has failed, a token that is due for replacement
    /// is used until it expires.
    pub(crate) fn usable(&self, cx: &Context) -> Option<&AccessToken> {
        let current = self.current.as_ref()?;
        let in_trouble = matches!(self.fetch, Fetch::RateLimited { .. } | Fetch::Failed { .. });
        let alive = current.validity.is_none_or(|validity| cx.now() < validity.expires_at);
        (!self.is_due(cx) || (in_trouble && alive)).then_some(current)
    }

    /// Returns whether the current token is due for replacement (T8).
    pub(crate) fn is_due(&self, cx: &Context) -> bool {
        let validity = self.current.as_ref().and_then(|current| current.validity);
        validity.is_some_and(|validity| cx.now() >= validity.refresh_at(cx))
    }

    /// Fetches a token, unless a fetch or a wait for one is pending (T7).
    pub(crate) fn request(&mut self, cx: &mut Context) {
        if !matches!(self.fetch, Fetch::Idle) {
            return;
        }
        if self.storage.load_once(cx) {
            self.fetch = Fetch::Loading;
            return;
        }
        match self.not_before {
            Some(until) if cx.now() < until => self.wait_for_server(cx, 0, until),
            Some(_) | None => self.send(cx, 1),
        }
    }

    /// Removes the current token: the server refused it (T10, S8).
    pub(crate) fn discard(&mut self, cx: &mut Context) {
        if let Some(current) = self.current.take() {
            self.previous = Some(current.secret);
            cx.log(LogLevel::Info, "token discarded");
            cx.timers.stop(Timer::Refresh);
            self.storage.remove(cx);
        }
        self.reason = TokenReason::Rejected;
    }

    /// Cancels the pending fetch and every wait. The current token stays.
    pub(crate) fn cancel(&mut self, cx: &mut Context) {
        if let Fetch::Requesting { id, .. } = self.fetch {
            cx.emit(Output::Cancel(id));
        }
        if matches!(self.fetch, Fetch::Loading) {
            self.storage = TokenStorage::default();
        }
        self.fetch = Fetch::Idle;
        self.failures = 0;
        self.error = None;
        for timer in [Timer::TokenRequest, Timer::RateLimit, Timer::AuthRetry, Timer::Refresh] {
            cx.timers.stop(timer);
        }
    }

    /// Sets the timer of T8 again: after a new token, and after the page was hidden or shown.
    pub(crate) fn rearm(&self, cx: &mut Context) {
        match self.current.as_ref().and_then(|current| current.validity) {
            Some(validity) => cx.timers.set(Timer::Refresh, validity.refresh_at(cx)),
            None => cx.timers.stop(Timer::Refresh),
        }
    }

    /// Returns whether this is the id of the pending token request.
    pub(crate) fn waits_for(&self, id: RequestId) -> bool {
        matches!(self.fetch, Fetch::Requesting { id: current, .. } if current == id)
    }

    pub(crate) fn handle_answer(
        &mut self,
        cx: &mut Context,
        id: RequestId,
        result: Result<HttpResponse, RequestFailure>,
    ) {
        let Some(tries) = self.take_request(cx, id) else { return };
        match result {
            Err(network) => {
                let words = self.redact(cx, &network.message);
                self.fail(cx, token_errors::no_answer(&cx.config, &http_limits::error_text(&words)), None);
            }
            Ok(response) if (200..300).contains(&response.status) => match grant_response::read_grant(&response.body) {
                Some(grant) => {
                    self.scopes.check(cx, grant.scope.as_deref());
                    self.accept(cx, grant.access_token, Some(whole_ms(grant.life_s * 1_000.0)));
                }
                None => self.fail(cx, token_errors::no_token_in_answer(&cx.config, response.status), None),
            },
            Ok(response) if response.status == 429 => self.handle_rate_limit(cx, tries, &response),
            Ok(response) => {
                let words = self.redact(cx, &grant_response::without_token(&response.body));
                self.fail(
                    cx,
                    token_errors::refused(&cx.config, response.status, &http_limits::error_text(&words)),
                    None,
                );
            }
        }
    }

    pub(crate) fn handle_stored(&mut self, cx: &mut Context, text: Option<&str>) {
        if !matches!(self.fetch, Fetch::Loading) {
            return;
        }
        self.fetch = Fetch::Idle;
        let Some(text) = text else { return };
        match token_storage::read(&cx.config, text, cx.wall()) {
            Some(stored) => {
                let length_ms = stored.expires_at.since(stored.obtained_at);
                let expires_at = cx.now() + stored.expires_at.since(cx.wall());
                self.set_current(
                    cx,
                    Secret::new(stored.access_token),
                    Some(Validity { expires_at, length_ms, refresh_at_expiry: false }),
                );
                cx.log(LogLevel::Debug, "token taken from the storage");
            }
            None => {
                cx.log(LogLevel::Info, "stored token is expired, corrupt or somebody else's: removed");
                self.storage.remove(cx);
            }
        }
    }

    pub(crate) fn handle_storage_failure(&mut self, cx: &mut Context) {
        if matches!(self.fetch, Fetch::Loading) {
            self.fetch = Fetch::Idle;
        }
        self.storage.handle_failure(cx);
    }

    fn send(&mut self, cx: &mut Context, tries: u32) {
        let id = cx.next_request();
        self.fetch = Fetch::Requesting { id, tries };
        let reason = if self.current.is_some() { TokenReason::Refresh } else { self.reason };
        cx.recorder.counters.token_fetches += 1;
        cx.timers.set(Timer::TokenRequest, cx.now() + REQUEST_TIMEOUT_MS);
        cx.log(LogLevel::Debug, format!("token requested ({}, try {tries})", reason.as_str()));
        if cx.config.app_tokens {
            cx.emit(Output::AskApp(id, reason));
        } else {
            cx.emit(Output::Request(id, grant_request(cx)));
        }
    }

    /// Ends the pending request with this id and returns the number of its tries. `None` if another request or none is
    /// pending.
    fn take_request(&mut self, cx: &mut Context, id: RequestId) -> Option<u32> {
        match self.fetch {
            Fetch::Requesting { id: current, tries, .. } if current == id => {
                cx.timers.stop(Timer::TokenRequest);
                self.fetch = Fetch::Idle;
                Some(tries)
            }
            Fetch::Idle
            | Fetch::Loading
            | Fetch::Requesting { .. }
            | Fetch::RateLimited { .. }
            | Fetch::Failed { .. } => {
                cx.recorder.counters.stale += 1;
                None
            }
        }
    }

    fn accept(&mut self, cx: &mut Context, access_token: String, life_ms: Option<u64>) {
        let secret = Secret::new(access_token);
        let same = self.current.as_ref().is_some_and(|current| current.secret == secret);
        let validity =
            life_ms.map(|length_ms| Validity { expires_at: cx.now() + length_ms, length_ms, refresh_at_expiry: same });
        self.failures = 0;
        self.error = None;
        cx.failures.succeed(Part::Token);
        if same {
            self.current = Some(AccessToken { secret, validity });
            self.rearm(cx);
        } else {
            self.set_current(cx, secret, validity);
        }
        // With `getToken` and `notifications` the token is stored once its user is known.
        if !(cx.config.app_tokens && cx.config.source == Source::Notifications) {
            self.store_record(cx);
        }
        cx.log(LogLevel::Info, if same { "same token again" } else { "new token" });
    }

    fn set_current(&mut self, cx: &mut Context, secret: Secret, validity: Option<Validity>) {
        self.generation = self.generation.wrapping_add(1);
        if let Some(old) = self.current.replace(AccessToken { secret, validity }) {
            self.previous = Some(old.secret);
        }
        self.rearm(cx);
    }

    /// Writes the token to the app's storage, if there is a storage and the expiry is known (T7).
    pub(crate) fn store_record(&self, cx: &mut Context) {
        if let Some(AccessToken { secret, validity: Some(validity) }) = &self.current {
            self.storage.write(cx, secret, validity.expires_at);
        }
    }

    /// Removes the record of another user. No record is written in this session afterwards (T13).
    pub(crate) fn discard_record(&mut self, cx: &mut Context) {
        if cx.config.keep_token {
            cx.log(
                LogLevel::Warn,
                "the token's user has changed, storageKey has not: the stored token is removed and none is stored",
            );
        }
        self.storage.remove(cx);
        self.storage.retire();
    }

    /// Removes the token and cancels the pending fetch. Waits that the server named stay (S13).
    pub(crate) fn end_session(&mut self, cx: &mut Context) {
        self.cancel(cx);
        (self.current, self.previous) = (None, None);
        self.reason = TokenReason::Start;
        self.storage = TokenStorage::default();
        self.scopes = Scopes::default();
    }

    /// Returns the text without tokens and secret, in plain and percent-encoded form (T5, T11).
    pub(crate) fn redact(&self, cx: &Context, text: &str) -> String {
        let current = self.current.as_ref().map(|current| &current.secret);
        let secrets = [current, self.previous.as_ref(), cx.config.client_secret.as_ref()];
        secrets.into_iter().flatten().fold(text.to_owned(), |text, secret| secret.redact(&text))
    }
}
