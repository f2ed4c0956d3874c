//! What the engine holds in memory beside the store: `queue` which events wait and run, `mappings` the tasks that feed
//! functions from streams and queues, `durable` which durable executions are worked on and who waits for their end,
//! `concurrency` what of each function runs now, `provisioned` how far provisioned concurrency is,
//! `parameters` the extension for parameters and secrets.

pub(crate) mod concurrency;
pub(crate) mod durable;
pub(crate) mod mappings;
pub(crate) mod parameters;
pub(crate) mod provisioned;
pub mod queue;
