//! The rules, one by one, in virtual time.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

#[path = "../support/mod.rs"]
mod support;

mod backoff;
mod bad_frames;
mod caller;
mod changed_options;
mod close_codes;
mod connect;
mod diagnostics;
mod events;
mod found;
mod hidden;
mod json;
mod main_path;
mod option_relations;
mod option_rows;
mod options;
mod overlap;
mod page_events;
mod pauses;
mod rate_limit;
mod redaction;
mod redaction_of_words;
mod redelivery;
mod refused;
mod refused_token;
mod replacement;
mod restart;
mod retry;
mod silence;
mod single_flight;
mod skipped_frames;
mod snapshots;
mod status;
mod stop;
mod toasts;
mod token;
mod token_failures;
mod token_refresh;
mod token_retry;
mod token_storage;
mod wake;
