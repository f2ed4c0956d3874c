//! What the tests of an engine stand on. Nothing but tests depends on this crate: it is a `dev-dependency`.

#![expect(clippy::unwrap_used, reason = "all of this is for tests: a failure should stop them")]

mod ask;
mod faults;
mod reply;
mod wait;
mod world;

pub use ask::Ask;
pub use faults::Faults;
pub use reply::Reply;
pub use wait::{block_on, eventually, look};
pub use world::{Answer, Answering, Parts, START, World};
