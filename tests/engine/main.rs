//! The rules, one by one, in virtual time.

#[path = "../support/mod.rs"]
mod support;

mod main_path;
