//! What the engine holds in memory beside the store: `queue` which events wait and run, `mappings` the tasks that feed
//! functions from streams and queues, `running` how many invocations of each function run.

pub(crate) mod mappings;
pub mod queue;
pub(crate) mod running;
