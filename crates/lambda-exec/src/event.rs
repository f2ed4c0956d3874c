//! What brings events to functions without a client that waits: `target` other services of this emulator, `queue`
//! asynchronous invocations, `feed` streams.

pub(crate) mod feed;
pub(crate) mod queue;
mod target;
