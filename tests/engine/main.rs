//! The rules, one by one, in virtual time.

#[path = "../support/mod.rs"]
mod support;

mod bad_frames;
mod caller;
mod events;
mod main_path;
mod overlap;
mod redelivery;
mod token;
mod token_refresh;
