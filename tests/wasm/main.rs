//! The driver and the surface in a real browser, whose sockets, requests and timers are moved by hand.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, unreachable_pub, reason = "tests are read, not linked against")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod actions;
mod alerts;
mod alerts_shown;
mod callbacks;
mod get_token;
mod instance;
mod leaks;
mod options;
mod page;
mod reentry;
mod requests;
mod rings;
mod skipped_frames;
mod storage;
mod tabs;
mod world;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
