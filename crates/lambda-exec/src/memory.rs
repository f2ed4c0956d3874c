//! What the engine holds in memory beside the store: `queue` which events wait and run, `mappings` the tasks that feed
//! functions from streams.

pub(crate) mod mappings;
pub mod queue;
