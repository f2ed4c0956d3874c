//! What the engine holds in memory beside the store.

pub mod queue;
