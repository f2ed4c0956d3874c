//! What brings events to functions without a client that waits: `target` other services of this emulator, `queue`
//! asynchronous invocations, `feed` streams; `awaited` what other services wait for.

mod awaited;
pub(crate) mod feed;
pub(crate) mod queue;
mod target;
