//! What the engine holds in memory beside the store: `queue` which events wait and run, `mappings` the tasks that feed
//! functions from streams and queues, `durable` which durable executions are worked on and who waits for their end, `running` how many invocations of each function run.

pub(crate) mod durable;
pub(crate) mod mappings;
pub mod queue;
pub(crate) mod running;
