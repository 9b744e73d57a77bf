//! The rules of the Notifications API, one by one, in virtual time.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test may fail")]

#[path = "../support/mod.rs"]
mod support;

mod budget;
mod caller;
mod channel;
mod clock;
mod cuts;
mod deaf;
mod decoder;
mod found;
mod gap;
mod keep_alive;
mod main_path;
mod maintenance;
mod outcomes;
mod reference;
mod requests;
mod samples;
mod session;
mod topics;
mod who;
