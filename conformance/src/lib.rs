//! What every black-box check needs: a running binary, and official clients pointed at it.
//!
//! Knows the binary and the wire, never an engine.
//!
//! - `server`: the binary under test, started on a free port; `sdk`: official clients pointed at it
//! - `wire`: HTTP as no client library would send it; `signing`: signatures, right and wrong
//! - `package`: packages of functions, made on the spot
//! - `replay`: sequences of calls as data (`replay/sequence`, `replay/check`, `replay/values`), their player
//!   (`replay/player`), and what is judged (`replay/judge`, `replay/path`, `replay/xml`)

#![allow(
    clippy::disallowed_methods,
    reason = "a black box beside the emulator starts it and waits for it by the host's clock"
)]

pub mod package;
pub mod replay;
pub mod sdk;
pub mod server;
pub mod signing;
pub mod wire;

/// Any failure of a check's machinery, as opposed to a failed expectation.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
/// What the machinery's functions return.
pub type Result<T> = std::result::Result<T, Error>;
