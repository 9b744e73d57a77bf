//! The rules, one by one, in virtual time.

#[path = "../support/mod.rs"]
mod support;

mod bad_frames;
mod caller;
mod diagnostics;
mod events;
mod hidden;
mod main_path;
mod options;
mod overlap;
mod pauses;
mod rate_limit;
mod redaction;
mod redelivery;
mod restart;
mod snapshots;
mod toasts;
mod token;
mod token_failures;
mod token_refresh;
mod token_retry;
mod token_storage;
