//! What brings events to functions without a client that waits: `target` other services of this emulator, `queue`
//! asynchronous invocations, `mapping` streams, with `filter` for their records.

mod filter;
pub(crate) mod mapping;
pub mod queue;
mod target;
