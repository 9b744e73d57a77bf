//! One connection for all tabs of an agent (L1–L7): the tab that holds the lock leads and connects, the others show what it
//! shows. This decides; it knows nothing of locks and channels of a browser.
//!
//! Nothing calls it yet: the Wasm side and the client are to come.

pub mod alerting;
pub mod election;
mod io;
pub mod message;
pub mod tab;
