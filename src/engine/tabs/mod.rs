//! One connection for all tabs of an agent (L1–L7): the tab that holds the lock leads and connects, the others show what it
//! shows. This decides; it knows nothing of locks and channels of a browser.

pub mod alerting;
pub mod election;
mod following;
pub mod io;
mod leading;
pub mod lock_name;
pub mod message;
mod presence;
mod shown;
pub mod tab;
pub mod wire;
