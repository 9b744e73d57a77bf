//! Tells a contact-centre agent that a customer is ringing: the engine behind the npm package `genesys-toasts`.
//!
//! The engine is a pure state machine. It owns no socket, clock, timer or source of randomness.
//!
//! # The contract
//!
//! **After every [`Engine::handle_input`], drain [`Engine::poll_output`] until it returns [`Output::Timeout`].
//! Then wait for the next thing to happen, or for that time. Early, late and repeated timeouts are harmless.**
//!
//! # The loop, in six steps
//!
//! 1. Something happens: a socket event, an answer, a page event, a command, or the timer.
//! 2. Read both clocks into a [`Now`] and pass the input to the engine: `engine.handle_input(now, input)`.
//! 3. Drain: `loop { match engine.poll_output() { … } }` into a list, up to `Timeout(at)`.
//! 4. End the borrow of the engine: what follows may call the engine again.
//! 5. Perform the list in order: open, close, request, cancel, call the app. A callback of the app may call the engine
//!    again. The outputs of that inner call are added to the end of the same list, and the inner call performs the
//!    whole list.
//! 6. Arm one timer for `at`, if there is one. Then report that the snapshot changed, if it did: it is the last call.
//!    Go back to 1.

pub mod engine;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use engine::{Config, Engine, Input, Now, Output};

/// Half the size of the allocator that comes with Rust.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
